#pragma once
// The nearest neighbours of sparse vectors, by an index of their heaviest terms.

#include <optional>
#include <vector>

#include "story/document.h"
#include "story/vectors.h"

namespace dateline::story {

struct Item {
  Terms terms;  // of length 1 at most, or empty; no weight is 0 or less
  std::optional<Day> day;
};

struct Neighbour {
  std::uint32_t item;
  float alike;
};

inline constexpr std::size_t kAround = 80;  // neighbours of an item that are known

// Share of a likeness that is left when so many days lie between.
double time_factor(double days);

// For each item its neighbours, nearest first, then by place. Items are in the order of time: of a term with
// many items those nearest in that order are looked at. O(n) vector products, whatever n.
std::vector<std::vector<Neighbour>> neighbours_of(const std::vector<Item>& items, const Parallel& parallel);

}  // namespace dateline::story
