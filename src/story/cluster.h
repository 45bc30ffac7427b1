#pragma once
// Group-average agglomeration of sparse vectors over their nearest-neighbour graph, and a cut through its
// tree.
//
// The tree is made from the most alike down. Each of its joints is then given a probability that its two
// sides tell of one happening: a logistic function of how alike they are, how alike each side is within, how
// alike its articles are to others around (a crowded matter needs more), and the sizes (an article that looks
// for its story needs less than two stories that would become one). The cut with the highest likelihood
// gives the clusters. Method of the tree: Sneath & Sokal 1973 (UPGMA); the coefficients were fitted to the
// joints of three dev streams, see docs/STORIES.md.

#include <vector>

#include "story/neighbours.h"

namespace dateline::story {

// How many items are together, when they are, and how alike: what joints are judged by.
struct Extent {
  double size = 0;     // items
  double day_sum = 0;  // of those that have a day
  double dated = 0;
  double within = 0;  // sum of the likeness of all pairs of items

  void take_in(std::optional<Day> day);  // as one item more; `within` is the caller's
  double cohesion() const { return size < 2 ? 0 : within / (size * (size - 1) / 2); }
};

// Mean likeness of the pairs between two, of whose sums of terms `product` is the product.
double mean_likeness(double product, const Extent& a, const Extent& b);

struct Cluster {
  std::vector<std::uint32_t> members;    // ascending
  Terms terms;                           // sum of its members', the heaviest
  std::vector<std::uint32_t> continues;  // earlier clusters, nearest first
  Extent extent;
  double crowd = 0;  // mean likeness of its members to others around
};

// Of those outside a cluster, by likeness, the ones that tell how crowded it is around it.
inline constexpr std::size_t kAroundFirst = 20;
inline constexpr std::size_t kAroundLast = 40;
inline constexpr std::size_t kClusterTerms = 300;  // kept of a cluster
inline constexpr double kLinked = 0.12;  // cosine of the sums from which a cluster goes on from another
inline constexpr std::size_t kMaxContinues = 3;

// Log odds that two sides tell of one happening: the articles of the smaller side and of both, how alike the
// sides are, how alike the articles within the closer side (0: one article), and those around.
double joint_odds(double smaller, double both, double alike, double closer, double crowd);

// Clusters in the order of their first member. The order of `items` decides between equals and nothing else.
// O(n k log n) for k neighbours an item, whatever n.
std::vector<Cluster> cluster(const std::vector<Item>& items, const Parallel& parallel);

}  // namespace dateline::story
