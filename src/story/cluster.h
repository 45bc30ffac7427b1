#pragma once
// Group-average agglomeration of sparse vectors over their nearest-neighbour graph.

#include <optional>
#include <vector>

#include "story/document.h"
#include "story/vectors.h"

namespace dateline::story {

struct Item {
  Terms terms;  // of length 1, or empty
  std::optional<Day> day;
};

struct Cluster {
  std::vector<std::uint32_t> members;    // ascending
  Terms terms;                           // sum of its members', the heaviest
  std::vector<std::uint32_t> continues;  // clusters, nearest first
};

// Clusters in the order of their first member. The order of `items` decides between equals and nothing else.
std::vector<Cluster> cluster(const std::vector<Item>& items, const Parallel& parallel);

}  // namespace dateline::story
