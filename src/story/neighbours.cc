#include "story/neighbours.h"

#include <bit>
#include <cmath>
#include <tuple>

#include "story/spread.h"

namespace dateline::story {
namespace {

constexpr double kDaysToForget = 15.0;  // scale of the penalty for days between
constexpr double kNotForgotten = 0.5;   // share of likeness that days cannot take

constexpr std::size_t kQueryTerms = 32;         // of an item, its heaviest, asked of the index
constexpr std::size_t kPosted = 200;            // items of one term that are looked at, the nearest in time
constexpr std::size_t kLook = kAround * 3 / 2;  // items whose likeness is worked out in full

// The items of every term, in their order.
class Postings {
 public:
  Postings(const std::vector<Item>& items, const Parallel& parallel) {
    struct Posting {
      std::uint32_t key;
      Neighbour item;
      bool operator<(const Posting& other) const {
        return std::tie(key, item.item) < std::tie(other.key, other.item.item);
      }
    };
    std::size_t all = 0;
    for (const Item& item : items) all += item.terms.size();
    std::vector<Posting> postings;
    postings.reserve(all);
    for (std::uint32_t i = 0; i < items.size(); ++i)
      for (const Term& term : items[i].terms) postings.push_back({term.key, {i, term.weight}});
    sort_spread(postings, [](const Posting& p) { return p.key >> 22U; }, parallel);
    std::vector<std::uint32_t> keys;
    items_.reserve(all);
    for (const Posting& posting : postings) {
      if (keys.empty() || keys.back() != posting.key) {
        keys.push_back(posting.key);
        starts_.push_back(static_cast<std::uint32_t>(items_.size()));
      }
      items_.push_back(posting.item);
    }
    starts_.push_back(static_cast<std::uint32_t>(items_.size()));
    finder_ = Finder(std::move(keys));
  }

  // Those of a term that are nearest to `item`, which has it; `alike` is the weight of the term.
  std::span<const Neighbour> near(std::uint32_t key, std::uint32_t item) const {
    const std::size_t place = finder_.find(key);
    const std::span<const Neighbour> list(items_.data() + starts_[place],
                                          starts_[place + 1] - starts_[place]);
    if (list.size() <= kPosted) return list;
    const auto here = static_cast<std::size_t>(
        std::ranges::lower_bound(list, item, std::ranges::less(), &Neighbour::item) - list.begin());
    const std::size_t first = here > kPosted / 2 ? here - kPosted / 2 : 0;
    return list.subspan(first, std::min(list.size() - first, kPosted));
  }

 private:
  Finder finder_;
  std::vector<std::uint32_t> starts_;  // of each term, where its list begins; one more at the end
  std::vector<Neighbour> items_;
};

// What a thread works with.
struct Scratch {
  std::vector<double> scores;  // of each item; all zero between two calls
  std::vector<std::uint32_t> met;
  std::vector<std::uint64_t> ranked;
  Probe probe;
};

double likeness(const Probe& probe, const Item& a, const Item& b) {
  double result = probe.dot(b.terms);
  if (result > 0 && a.day && b.day)
    result *= 1 - (1 - time_factor(std::abs(static_cast<double>((*a.day - *b.day).count()))));
  return result;
}

std::vector<Neighbour> nearest(const std::vector<Item>& items, const Postings& postings, std::uint32_t self,
                               Scratch& scratch) {
  Terms asked = items[self].terms;
  keep_heaviest(asked, kQueryTerms);
  scratch.scores.resize(items.size());
  scratch.met.clear();
  for (const Term& term : asked) {
    for (const Neighbour& posted : postings.near(term.key, self)) {
      double& score = scratch.scores[posted.item];
      if (score == 0) scratch.met.push_back(posted.item);
      score += static_cast<double>(term.weight) * static_cast<double>(posted.alike);
    }
  }
  // Scores are above zero, so that their bits have the same order: one number for score and place.
  std::vector<std::uint64_t>& ranked = scratch.ranked;
  ranked.clear();
  for (const std::uint32_t other : scratch.met) {
    const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(scratch.scores[other]));
    if (other != self) ranked.push_back(static_cast<std::uint64_t>(~bits) << 32U | other);
    scratch.scores[other] = 0;
  }
  if (ranked.size() > kLook) {
    std::ranges::nth_element(ranked, ranked.begin() + kLook);
    ranked.resize(kLook);
  }
  scratch.probe.set(items[self].terms);
  std::vector<Neighbour> best;
  best.reserve(ranked.size());
  for (const std::uint64_t one : ranked) {
    const auto other = static_cast<std::uint32_t>(one);
    best.push_back({other, static_cast<float>(likeness(scratch.probe, items[self], items[other]))});
  }
  std::ranges::sort(best, [](const Neighbour& a, const Neighbour& b) {
    return std::tuple(-a.alike, a.item) < std::tuple(-b.alike, b.item);
  });
  best.resize(std::min(best.size(), kAround));
  best.shrink_to_fit();
  return best;
}

}  // namespace

double time_factor(double days) {
  return kNotForgotten + (1 - kNotForgotten) * std::exp(-days / kDaysToForget);
}

std::vector<std::vector<Neighbour>> neighbours_of(const std::vector<Item>& items, const Parallel& parallel) {
  const Postings postings(items, parallel);
  std::vector<std::vector<Neighbour>> result(items.size());
  parallel(items.size(), [&](std::size_t i) {
    thread_local Scratch scratch;
    result[i] = nearest(items, postings, static_cast<std::uint32_t>(i), scratch);
  });
  return result;
}

}  // namespace dateline::story
