#include "story/cluster.h"

#include <algorithm>
#include <cmath>
#include <queue>
#include <tuple>
#include <unordered_map>

namespace dateline::story {
namespace {

constexpr double kDaysToForget = 20.0;  // scale of the penalty for days between
constexpr double kNotForgotten = 0.35;  // share of likeness that days cannot take
constexpr double kFreeDays = 0.0;       // days between that cost nothing
constexpr double kAverageShare = 1.0;   // 1: average likeness of the members; 0: cosine of the sums
constexpr double kLeastAlike = 0.06;    // likeness of neighbours in the graph
constexpr double kSameStory = 0.16;     // likeness from which clusters are merged

constexpr std::size_t kNeighbours = 24;     // of an item, in the graph
constexpr std::size_t kQueryTerms = 24;     // of an item, its heaviest, asked of the index
constexpr std::size_t kPosted = 200;        // items of one term that are looked at, the nearest in time
constexpr std::size_t kClusterTerms = 220;  // kept of a cluster
constexpr std::size_t kMaxContinues = 3;

struct Edge {
  double alike;
  std::uint32_t a;
  std::uint32_t b;
  friend bool operator<(const Edge& x, const Edge& y) {
    return std::tuple(x.alike, y.a, y.b) < std::tuple(y.alike, x.a, x.b);
  }
};

struct Node {
  std::vector<std::uint32_t> members;
  Terms terms;
  double size = 0;
  double norm = 0;
  double day_sum = 0;
  double dated = 0;
  std::vector<std::uint32_t> near;  // neighbours, sorted; some may be gone
  bool alive = true;
};

class Clustering {
 public:
  Clustering(const std::vector<Item>& items, const Parallel& parallel) : items_(items), parallel_(parallel) {}

  std::vector<Cluster> run() {
    post();
    link();
    merge_all();
    return collect();
  }

 private:
  // A list of items for each term, in the order of the items (that of time).
  void post() {
    for (std::uint32_t i = 0; i < items_.size(); ++i)
      for (const Term& term : items_[i].terms) posted_[term.key].push_back(i);
  }

  double time_factor(double days) const {
    return kNotForgotten + (1 - kNotForgotten) * std::exp(-std::max(0.0, days - kFreeDays) / kDaysToForget);
  }

  double alike(const Node& a, const Node& b) const {
    const double product = dot(a.terms, b.terms);
    if (product <= 0) return 0;
    double result =
        product / std::pow(a.size * b.size, kAverageShare) / std::pow(a.norm * b.norm, 1 - kAverageShare);
    if (a.dated > 0 && b.dated > 0)
      result *= time_factor(std::abs(a.day_sum / a.dated - b.day_sum / b.dated));
    return result;
  }

  Node node_of(std::uint32_t i) const {
    Node node;
    node.members = {i};
    node.terms = items_[i].terms;
    node.size = 1;
    node.norm = 1;
    if (items_[i].day) {
      node.day_sum = static_cast<double>(items_[i].day->time_since_epoch().count());
      node.dated = 1;
    }
    return node;
  }

  std::vector<std::uint32_t> neighbours(std::uint32_t i) const {
    Terms asked = items_[i].terms;
    keep_heaviest(asked, kQueryTerms);
    std::unordered_map<std::uint32_t, double> scores;
    for (const Term& term : asked) {
      const auto& list = posted_.at(term.key);
      std::size_t first = 0;
      std::size_t last = list.size();
      if (list.size() > kPosted) {
        const auto here = static_cast<std::size_t>(std::ranges::lower_bound(list, i) - list.begin());
        first = here > kPosted / 2 ? here - kPosted / 2 : 0;
        last = std::min(list.size(), first + kPosted);
      }
      for (std::size_t k = first; k < last; ++k)
        if (list[k] != i) scores[list[k]] += static_cast<double>(term.weight);
    }
    std::vector<std::pair<double, std::uint32_t>> best;
    for (const auto& [other, score] : scores) best.emplace_back(-score, other);
    const std::size_t look = std::min(best.size(), kNeighbours * 4);
    std::ranges::partial_sort(best, best.begin() + static_cast<std::ptrdiff_t>(look));
    best.resize(look);
    for (auto& [score, other] : best) score = -alike(nodes_[i], nodes_[other]);
    std::ranges::sort(best);
    std::vector<std::uint32_t> result;
    for (const auto& [score, other] : best)
      if (result.size() < kNeighbours && -score >= kLeastAlike) result.push_back(other);
    return result;
  }

  void link() {
    nodes_.reserve(items_.size() * 2);
    for (std::uint32_t i = 0; i < items_.size(); ++i) nodes_.push_back(node_of(i));
    std::vector<std::vector<std::uint32_t>> near(items_.size());
    parallel_(items_.size(), [&](std::size_t i) { near[i] = neighbours(static_cast<std::uint32_t>(i)); });
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
      for (const std::uint32_t j : near[i]) {
        nodes_[i].near.push_back(j);
        nodes_[j].near.push_back(i);
      }
    }
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
      auto& list = nodes_[i].near;
      std::ranges::sort(list);
      list.erase(std::ranges::unique(list).begin(), list.end());
      for (const std::uint32_t j : list)
        if (i < j) push(i, j);
    }
  }

  void push(std::uint32_t a, std::uint32_t b) {
    const double value = alike(nodes_[a], nodes_[b]);
    if (value >= kSameStory) queue_.push({value, std::min(a, b), std::max(a, b)});
  }

  void merge_all() {
    while (!queue_.empty()) {
      const Edge edge = queue_.top();
      queue_.pop();
      if (nodes_[edge.a].alive && nodes_[edge.b].alive) merge(edge.a, edge.b);
    }
  }

  void merge(std::uint32_t a, std::uint32_t b) {
    Node node;
    std::ranges::set_union(nodes_[a].members, nodes_[b].members, std::back_inserter(node.members));
    node.terms = sum(nodes_[a].terms, nodes_[b].terms, kClusterTerms);
    node.size = nodes_[a].size + nodes_[b].size;
    node.norm = length(node.terms);
    node.day_sum = nodes_[a].day_sum + nodes_[b].day_sum;
    node.dated = nodes_[a].dated + nodes_[b].dated;
    std::vector<std::uint32_t> near;
    std::ranges::set_union(nodes_[a].near, nodes_[b].near, std::back_inserter(near));
    const auto self = static_cast<std::uint32_t>(nodes_.size());
    for (const std::uint32_t old : {a, b}) {
      parent_[old] = self;
      nodes_[old].alive = false;
      nodes_[old].near.clear();
      nodes_[old].near.shrink_to_fit();
      if (nodes_[old].size > 1) nodes_[old].terms = {};
    }
    for (std::uint32_t& n : near) n = living(n);
    std::ranges::sort(near);
    near.erase(std::ranges::unique(near).begin(), near.end());
    std::erase(near, self);
    node.near = std::move(near);
    nodes_.push_back(std::move(node));
    for (const std::uint32_t n : nodes_[self].near) push(self, n);
  }

  // The cluster that `n` has become part of.
  std::uint32_t living(std::uint32_t n) {
    while (true) {
      const auto up = parent_.find(n);
      if (up == parent_.end()) return n;
      const auto next = parent_.find(up->second);
      if (next == parent_.end()) return up->second;
      up->second = next->second;
      n = next->second;
    }
  }

  std::vector<Cluster> collect() {
    std::vector<std::uint32_t> living_nodes;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i)
      if (nodes_[i].alive) living_nodes.push_back(i);
    std::ranges::sort(living_nodes, [&](std::uint32_t a, std::uint32_t b) {
      return nodes_[a].members.front() < nodes_[b].members.front();
    });
    std::unordered_map<std::uint32_t, std::uint32_t> place;
    for (std::uint32_t i = 0; i < living_nodes.size(); ++i) place[living_nodes[i]] = i;
    std::vector<Cluster> result;
    for (std::uint32_t i = 0; i < living_nodes.size(); ++i) {
      Node& node = nodes_[living_nodes[i]];
      Cluster c;
      c.members = node.members;
      c.terms = node.terms;
      c.continues = earlier(living_nodes[i], i, place);
      result.push_back(std::move(c));
    }
    return result;
  }

  // Earlier clusters that are near, though not of the same happening.
  std::vector<std::uint32_t> earlier(std::uint32_t self, std::uint32_t position,
                                     const std::unordered_map<std::uint32_t, std::uint32_t>& place) {
    constexpr double kLinked = 0.12;
    std::vector<std::pair<double, std::uint32_t>> found;
    std::vector<std::uint32_t> seen;
    for (const std::uint32_t n : nodes_[self].near) {
      const std::uint32_t other = living(n);
      if (other == self || place.at(other) >= position || std::ranges::find(seen, other) != seen.end())
        continue;
      seen.push_back(other);
      const double value =
          dot(nodes_[self].terms, nodes_[other].terms) / (nodes_[self].norm * nodes_[other].norm);
      if (value >= kLinked) found.emplace_back(-value, place.at(other));
    }
    std::ranges::sort(found);
    std::vector<std::uint32_t> result;
    for (std::size_t i = 0; i < found.size() && i < kMaxContinues; ++i) result.push_back(found[i].second);
    return result;
  }

  const std::vector<Item>& items_;
  const Parallel& parallel_;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> posted_;  // asked only, never walked
  std::vector<Node> nodes_;
  std::unordered_map<std::uint32_t, std::uint32_t> parent_;  // asked only
  std::priority_queue<Edge> queue_;
};

}  // namespace

std::vector<Cluster> cluster(const std::vector<Item>& items, const Parallel& parallel) {
  return Clustering(items, parallel).run();
}

}  // namespace dateline::story
