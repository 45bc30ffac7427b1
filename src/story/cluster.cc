#include "story/cluster.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

namespace dateline::story {
namespace {

constexpr double kLeastAlike = 0.04;  // likeness from which clusters are joined in the tree

constexpr std::size_t kNeighbours = 24;     // of an item, in the graph
constexpr std::size_t kAroundMembers = 60;  // of a cluster, those that are asked

// Of the logistic function over joints, each of a logarithm.
struct Coefficients {
  double smaller;   // articles of the smaller side
  double both;      // articles of both
  double cohesion;  // likeness of the sides, over that within the closer side
  double around;    // likeness of the sides, over that to other articles around
  double constant;
};
constexpr double kMostSmaller = 12;  // beyond these sizes nothing was fitted
constexpr double kMostBoth = 40;
// An article's lump: the joints above it that are at least this share as alike. Others are around it.
constexpr double kAsAlike = 0.6;
constexpr Coefficients kJoint = {-1.84, 0.57, 0.37, 2.87, -4.19};

struct Edge {
  double alike;
  std::uint32_t a;
  std::uint32_t b;
  friend bool operator<(const Edge& x, const Edge& y) {
    return std::tuple(x.alike, y.a, y.b) < std::tuple(y.alike, x.a, x.b);
  }
};

// Edges, the most alike first. Values fall as clusters are joined, all but a few, so that a place in one of
// many stretches is enough for an edge until its stretch is the highest; only that one is kept as a heap. The
// order is that of one heap of all, which would be looked at all over for every edge.
class EdgeQueue {
 public:
  void push(const Edge& edge) {
    const std::size_t at = stretch_of(edge.alike);
    if (at > highest_) {
      highest_ = at;
      make_heap(stretches_[at]);
    }
    stretches_[at].push_back(edge);
    if (at == highest_) std::push_heap(stretches_[at].begin(), stretches_[at].end());
  }

  // nullopt: none is left.
  std::optional<Edge> pop() {
    while (stretches_[highest_].empty()) {
      stretches_[highest_] = {};
      if (highest_ == 0) return std::nullopt;
      make_heap(stretches_[--highest_]);
    }
    std::vector<Edge>& heap = stretches_[highest_];
    std::pop_heap(heap.begin(), heap.end());
    const Edge edge = heap.back();
    heap.pop_back();
    return edge;
  }

 private:
  static constexpr std::size_t kStretches = 1024;  // of likenesses from 0 to 1

  static void make_heap(std::vector<Edge>& edges) { std::make_heap(edges.begin(), edges.end()); }

  static std::size_t stretch_of(double alike) {
    return std::min(static_cast<std::size_t>(alike * kStretches), kStretches - 1);
  }

  std::vector<std::vector<Edge>> stretches_ = std::vector<std::vector<Edge>>(kStretches);
  std::size_t highest_ = 0;
};

// A node of the tree. The first are the items, in their order.
struct Node : Extent {
  Terms terms;                      // of joints, emptied once they are joined; an item's are its own
  std::vector<std::uint32_t> near;  // neighbours, sorted; some may be gone
  bool alive = true;
  std::uint32_t left = 0;  // of what it was joined, for all but items
  std::uint32_t right = 0;
  std::uint32_t up = 0;     // what it was joined to; 0: nothing
  double alike = 1;         // of its two sides
  double best = 0;          // log likelihood of the best cut
  double as_one = 0;        // log likelihood of all joints below being true
  double weight = 0;        // of the joint and those below
  double crowd = 0;         // likeness of its items to others around; of joints
  bool one = true;          // the best cut leaves it whole
  std::uint32_t first = 0;  // its items are leaves_[first, first + size)
};

double log_logistic(double z) {
  return z < -30 ? z : -std::log1p(std::exp(-z));
}

class Clustering {
 public:
  Clustering(const std::vector<Item>& items, const Parallel& parallel) : items_(items), parallel_(parallel) {}

  std::vector<Cluster> run() {
    around_ = neighbours_of(items_, parallel_);
    link();
    join_all();
    spread();
    for (std::uint32_t n = static_cast<std::uint32_t>(items_.size()); n < nodes_.size(); ++n) weigh(n);
    return collect();
  }

 private:
  const Terms& terms_of(std::uint32_t n) const {
    return n < items_.size() ? items_[n].terms : nodes_[n].terms;
  }

  // Mean likeness of the pairs between two nodes.
  double alike(const Probe& terms_of_a, const Node& a, std::uint32_t other) const {
    return mean_likeness(terms_of_a.dot(terms_of(other)), a, nodes_[other]);
  }

  Node node_of(std::uint32_t i) const {
    Node node;
    node.take_in(items_[i].day);
    return node;
  }

  void link() {
    nodes_.reserve(items_.size() * 2);
    for (std::uint32_t i = 0; i < items_.size(); ++i) nodes_.push_back(node_of(i));
    up_.resize(items_.size() * 2);
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
      for (std::size_t k = 0; k < around_[i].size() && k < kNeighbours; ++k) {
        if (static_cast<double>(around_[i][k].alike) < kLeastAlike) break;
        nodes_[i].near.push_back(around_[i][k].item);
        nodes_[around_[i][k].item].near.push_back(i);
      }
    }
    std::vector<std::vector<Edge>> edges(items_.size());
    parallel_(items_.size(), [&](std::size_t item) {
      thread_local Probe probe;
      const auto i = static_cast<std::uint32_t>(item);
      auto& list = nodes_[i].near;
      std::ranges::sort(list);
      list.erase(std::ranges::unique(list).begin(), list.end());
      probe.set(items_[i].terms);
      for (const std::uint32_t j : list) {
        if (j < i) continue;
        const double value = alike(probe, nodes_[i], j);
        if (value >= kLeastAlike) edges[i].push_back({value, i, j});
      }
    });
    for (const std::vector<Edge>& some : edges)
      for (const Edge& edge : some) queue_.push(edge);
  }

  struct Span {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
  };

  // Mean likeness of `item` to the ones around it that are not among leaves_[inside]; `beyond` when all that
  // are known are.
  double crowd_of(std::uint32_t item, Span inside, double beyond) const {
    std::size_t seen = 0;
    double total = 0;
    for (const Neighbour& n : around_[item]) {
      const std::uint32_t place = place_of_[n.item];
      if (place >= inside.first && place < inside.last) continue;
      if (seen >= kAroundFirst) total += static_cast<double>(n.alike);
      if (++seen == kAroundLast) break;
    }
    const bool unknown = seen < kAroundLast && around_[item].size() == kAround;
    return unknown ? beyond : total / static_cast<double>(kAroundLast - kAroundFirst);
  }

  Span span_of(const Node& node) const {
    return {node.first, node.first + static_cast<std::uint32_t>(node.size)};
  }

  double crowd_of(std::uint32_t n) const {
    std::uint32_t lump = n;
    while (nodes_[lump].up != 0 && nodes_[nodes_[lump].up].alike >= kAsAlike * nodes_[n].alike)
      lump = nodes_[lump].up;
    const Span inside = span_of(nodes_[lump]);
    const double beyond = nodes_[lump].up == 0 ? 0 : nodes_[nodes_[lump].up].alike;
    const Span own = span_of(nodes_[n]);
    const std::uint32_t step = (own.last - own.first + kAroundMembers - 1) / kAroundMembers;
    double total = 0;
    double asked = 0;
    for (std::uint32_t i = own.first; i < own.last; i += step, ++asked)
      total += crowd_of(leaves_[i], inside, beyond);
    return total / asked;
  }

  void join_all() {
    while (const std::optional<Edge> edge = queue_.pop())
      if (nodes_[edge->a].alive && nodes_[edge->b].alive) join(*edge);
  }

  void join(const Edge& edge) {
    const Node& a = nodes_[edge.a];
    const Node& b = nodes_[edge.b];
    Node node;
    node.alike = edge.alike;
    node.size = a.size + b.size;
    node.terms = sum(terms_of(edge.a), terms_of(edge.b), kClusterTerms);
    node.day_sum = a.day_sum + b.day_sum;
    node.dated = a.dated + b.dated;
    node.left = edge.a;
    node.right = edge.b;
    node.within = a.within + b.within + edge.alike * a.size * b.size;
    std::ranges::set_union(a.near, b.near, std::back_inserter(node.near));
    const auto self = static_cast<std::uint32_t>(nodes_.size());
    for (const std::uint32_t old : {edge.a, edge.b}) {
      up_[old] = self;
      nodes_[old].up = self;
      nodes_[old].alive = false;
      nodes_[old].near = {};
      nodes_[old].terms = {};
    }
    for (std::uint32_t& n : node.near) n = living(n);
    std::ranges::sort(node.near);
    node.near.erase(std::ranges::unique(node.near).begin(), node.near.end());
    std::erase(node.near, self);
    nodes_.push_back(std::move(node));
    probe_.set(nodes_[self].terms);
    for (const std::uint32_t n : nodes_[self].near) {
      const double value = alike(probe_, nodes_[self], n);
      if (value >= kLeastAlike) queue_.push({value, n, self});
    }
  }

  // Puts the items in the order of the tree, so that those of a node stand together.
  void spread() {
    place_of_.resize(items_.size());
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i)
      if (nodes_[i].alive) open.push_back(i);
    while (!open.empty()) {
      const std::uint32_t n = open.back();
      open.pop_back();
      nodes_[n].first = static_cast<std::uint32_t>(leaves_.size());
      if (n < items_.size()) {
        place_of_[n] = static_cast<std::uint32_t>(leaves_.size());
        leaves_.push_back(n);
      } else {
        open.push_back(nodes_[n].left);
        open.push_back(nodes_[n].right);
      }
    }
  }

  // The likelihood of a node with its joint, and without.
  void weigh(std::uint32_t n) {
    Node& node = nodes_[n];
    const Node& a = nodes_[node.left];
    const Node& b = nodes_[node.right];
    const double smaller = std::min(a.size, b.size);
    const double closer = std::max(a.cohesion(), b.cohesion());
    node.crowd = crowd_of(n);
    const double z = joint_odds(smaller, node.size, node.alike, closer, node.crowd);
    node.weight = a.weight + b.weight + smaller;
    // What holds for this joint holds for the tighter ones below.
    node.as_one = std::max(a.as_one + b.as_one + smaller * log_logistic(z), node.weight * log_logistic(z));
    const double split = a.best + b.best + smaller * log_logistic(-z);
    node.one = node.as_one >= split;
    node.best = std::max(node.as_one, split);
  }

  // The node that `n` has become part of.
  std::uint32_t living(std::uint32_t n) {
    while (up_[n] != 0) {
      if (up_[up_[n]] != 0) up_[n] = up_[up_[n]];
      n = up_[n];
    }
    return n;
  }

  std::vector<Cluster> collect() {
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i)
      if (nodes_[i].alive) open.push_back(i);
    std::vector<Cluster> result;
    while (!open.empty()) {
      const std::uint32_t n = open.back();
      open.pop_back();
      if (nodes_[n].one) {
        const Span own = span_of(nodes_[n]);
        Cluster cluster;
        cluster.extent = nodes_[n];
        cluster.crowd = n < items_.size() ? crowd_of(n) : nodes_[n].crowd;
        cluster.members.assign(leaves_.begin() + own.first, leaves_.begin() + own.last);
        std::ranges::sort(cluster.members);
        result.push_back(std::move(cluster));
      } else {
        open.push_back(nodes_[n].left);
        open.push_back(nodes_[n].right);
      }
    }
    std::ranges::sort(result, std::ranges::less(), [](const Cluster& c) { return c.members.front(); });
    std::vector<std::uint32_t> cluster_of(items_.size());
    for (std::uint32_t c = 0; c < result.size(); ++c)
      for (const std::uint32_t member : result[c].members) cluster_of[member] = c;
    parallel_(result.size(), [&](std::size_t c) {
      for (const std::uint32_t member : result[c].members)
        result[c].terms = sum(result[c].terms, items_[member].terms, kClusterTerms);
    });
    parallel_(result.size(), [&](std::size_t c) {
      result[c].continues = earlier(static_cast<std::uint32_t>(c), result, cluster_of);
    });
    return result;
  }

  // Earlier clusters that are near, though not of the same happening.
  std::vector<std::uint32_t> earlier(std::uint32_t self, const std::vector<Cluster>& clusters,
                                     const std::vector<std::uint32_t>& cluster_of) const {
    std::vector<std::uint32_t> seen;
    for (const std::uint32_t member : clusters[self].members)
      for (std::size_t k = 0; k < around_[member].size() && k < kNeighbours; ++k)
        if (cluster_of[around_[member][k].item] < self) seen.push_back(cluster_of[around_[member][k].item]);
    std::ranges::sort(seen);
    seen.erase(std::ranges::unique(seen).begin(), seen.end());
    std::vector<std::pair<double, std::uint32_t>> found;
    const double own = length(clusters[self].terms);
    for (const std::uint32_t other : seen) {
      const double value =
          dot(clusters[self].terms, clusters[other].terms) / (own * length(clusters[other].terms));
      if (value >= kLinked) found.emplace_back(-value, other);
    }
    std::ranges::sort(found);
    std::vector<std::uint32_t> result;
    for (std::size_t i = 0; i < found.size() && i < kMaxContinues; ++i) result.push_back(found[i].second);
    return result;
  }

  const std::vector<Item>& items_;
  const Parallel& parallel_;
  std::vector<std::vector<Neighbour>> around_;  // of each item, nearest first
  std::vector<std::uint32_t> leaves_;           // items in the order of the tree
  std::vector<std::uint32_t> place_of_;         // where in leaves_
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> up_;  // of each node one above it, shortened as it is asked; 0: none
  Probe probe_;
  EdgeQueue queue_;
};

}  // namespace

void Extent::take_in(std::optional<Day> day) {
  size += 1;
  if (!day) return;
  day_sum += static_cast<double>(day->time_since_epoch().count());
  dated += 1;
}

double mean_likeness(double product, const Extent& a, const Extent& b) {
  if (product <= 0) return 0;
  double result = product / (a.size * b.size);
  if (a.dated > 0 && b.dated > 0) {
    // Only the pairs of which both have a date can be far apart.
    const double pairs = a.dated * b.dated / (a.size * b.size);
    result *= 1 - pairs * (1 - time_factor(std::abs(a.day_sum / a.dated - b.day_sum / b.dated)));
  }
  return result;
}

double joint_odds(double smaller, double both, double alike, double closer, double crowd) {
  constexpr double kSoft = 0.01;  // likeness that is about none
  return kJoint.smaller * std::log(std::min(smaller, kMostSmaller)) +
         kJoint.both * std::log(std::min(both, kMostBoth)) +
         (closer > 0 ? kJoint.cohesion * std::log((alike + kSoft) / (closer + kSoft)) : 0) +
         kJoint.around * std::log((alike + kSoft) / (crowd + kSoft)) + kJoint.constant;
}

std::vector<Cluster> cluster(const std::vector<Item>& items, const Parallel& parallel) {
  return Clustering(items, parallel).run();
}

}  // namespace dateline::story
