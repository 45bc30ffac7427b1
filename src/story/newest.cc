#include "story/newest.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <tuple>

#include "base/hash.h"

namespace dateline::story {
namespace {

constexpr std::size_t kFewest = 2048;    // articles below which all are settled together
constexpr std::size_t kShare = 128;      // about one in so many articles lies between two milestones
constexpr std::size_t kPosted = 300;     // settled stories of one term, the latest
constexpr std::size_t kHeadPosted = 60;  // terms by which a settled story is found
constexpr std::size_t kQueryTerms = 32;  // of an article, its heaviest, asked of the index
constexpr std::size_t kCandidates = 40;  // settled stories, and placed articles, that are looked at
constexpr std::size_t kJudged = 8;       // stories, the most alike, that an article may join
constexpr std::size_t kFreshWords = 20;  // kept of an article
constexpr std::size_t kFreshPairs = 40;
// Log odds from which an article joins: those around it that are still to come are not counted yet.
constexpr double kWary = 0.7;

// A story that an article may join.
struct Gathering : Extent {
  Terms terms;
  double crowd = 0;

  double alike(const Probe& probe, Day day) const {
    Extent one;
    one.take_in(day);
    return mean_likeness(probe.dot(terms), one, *this);
  }
};

struct Near {
  double alike;
  std::uint32_t story;
  double size;
};

class InMemory : public Settled {
 public:
  explicit InMemory(const Base& base) : base_(base) {}
  std::size_t documents() const override { return base_.documents; }
  std::uint32_t heads() const override { return static_cast<std::uint32_t>(base_.heads.size()); }
  std::uint32_t words(std::uint32_t key) override { return count(base_.words, key); }
  std::uint32_t pairs(std::uint32_t key) override { return count(base_.pairs, key); }
  void with(std::uint32_t key, std::vector<std::uint32_t>& heads) override {
    for (const Posting& posting :
         std::ranges::equal_range(base_.postings, key, std::ranges::less(), &Posting::key))
      heads.push_back(posting.head);
  }
  Head head(std::uint32_t place) override { return base_.heads[place]; }

 private:
  static std::uint32_t count(const std::vector<Count>& counts, std::uint32_t key) {
    const auto found = std::ranges::lower_bound(counts, key, std::ranges::less(), &Count::key);
    return found != counts.end() && found->key == key ? found->documents : 0;
  }
  const Base& base_;
};

}  // namespace

std::size_t milestones_every(std::size_t documents) {
  return documents < kFewest ? 0 : std::bit_floor(documents) / kShare;
}

std::size_t settled_of(std::span<const Moment> dated, std::size_t documents) {
  const std::size_t every = milestones_every(documents);
  if (every == 0) return dated.size();
  for (std::size_t i = dated.size(); i-- > 0;)
    if (dated.size() - i > every && hash64(dated[i].id) % every == 0) return i;
  return dated.size();
}

Base base_of(const std::vector<Cluster>& clusters, const std::vector<Item>& items,
             const std::function<std::string(std::size_t)>& id_of, const Parallel& parallel) {
  Base base;
  base.heads.resize(clusters.size());
  std::vector<std::uint32_t> order(clusters.size());
  std::iota(order.begin(), order.end(), 0U);
  std::vector<std::optional<Day>> last(clusters.size());
  for (std::size_t c = 0; c < clusters.size(); ++c)
    for (const std::uint32_t member : clusters[c].members) last[c] = std::max(last[c], items[member].day);
  std::ranges::sort(order, std::ranges::less(), [&](std::uint32_t c) { return std::tuple(last[c], c); });
  parallel(order.size(), [&](std::size_t i) {
    const Cluster& cluster = clusters[order[i]];
    Head& head = base.heads[i];
    head.id = id_of(order[i]);
    head.terms = cluster.terms;
    keep_heaviest(head.terms, kHeadTerms);
    head.extent = cluster.extent;
    head.crowd = cluster.crowd;
    head.last = last[order[i]];
    for (const std::uint32_t member : cluster.members) {
      const std::optional<Day> day = items[member].day;
      if (day && (!head.first || *day < *head.first)) head.first = day;
    }
  });
  std::vector<Posting> all;
  for (std::uint32_t h = 0; h < base.heads.size(); ++h) {
    Terms heaviest = base.heads[h].terms;
    keep_heaviest(heaviest, kHeadPosted);
    for (const Term& term : heaviest) all.push_back({term.key, h});
  }
  sort_spread(all, [](const Posting& p) { return p.key >> 22U; }, parallel);
  for (std::size_t i = 0; i < all.size();) {
    std::size_t j = i;
    while (j < all.size() && all[j].key == all[i].key) ++j;
    if (j - i > kPosted) i = j - kPosted;
    base.postings.insert(base.postings.end(), all.begin() + static_cast<std::ptrdiff_t>(i),
                         all.begin() + static_cast<std::ptrdiff_t>(j));
    i = j;
  }
  return base;
}

std::unique_ptr<Settled> settled_in(const Base& base) {
  return std::make_unique<InMemory>(base);
}

struct Placing::Impl {
  Settled& settled;
  std::vector<Placed> placed;
  std::unordered_set<std::uint32_t> fresh;  // terms that an article placed before was the first to have
  std::map<std::uint32_t, std::vector<std::uint32_t>> members;  // of a story, of those placed
  std::map<std::uint32_t, Gathering> gatherings;                // of stories, as they are needed
  std::uint32_t begun = 0;                                      // stories

  explicit Impl(Settled& of) : settled(of) {}

  // The terms of one kind, of which the known ones make a vector of length `size`.
  void weigh(const Terms& terms, bool pairs, Placed& out) {
    const std::size_t used = pairs ? kPairsUsed : kWordsUsed;
    const double size = std::sqrt(pairs ? kPairShare : 1 - kPairShare);
    Terms known;
    Terms fresh_ones;
    for (const Term& term : terms) {
      const std::uint32_t count = pairs ? settled.pairs(term.key) : settled.words(term.key);
      const bool seen = count > 0 || fresh.contains(term.key);
      const double rarity = rarity_of(std::max(count, 2U), settled.documents());
      if (rarity <= 0) continue;
      (seen ? known : fresh_ones).push_back({term.key, static_cast<float>(term_weight(term, rarity))});
    }
    keep_heaviest(known, used);
    keep_heaviest(fresh_ones, pairs ? kFreshPairs : kFreshWords);
    double own = length(known);
    if (own <= 0) own = length(fresh_ones);
    if (own <= 0) return;
    scale(known, size / own);
    scale(fresh_ones, size / own);
    out.known = sum(out.known, known, kWordsUsed + kPairsUsed);
    out.fresh = sum(out.fresh, fresh_ones, kFreshWords + kFreshPairs);
  }

  Gathering& gathering(std::uint32_t story) {
    const auto found = gatherings.find(story);
    if (found != gatherings.end()) return found->second;
    Gathering gathering;
    if (story < settled.heads()) {
      Head head = settled.head(story);
      gathering = {head.extent, std::move(head.terms), head.crowd};
    }
    for (const std::uint32_t member : members[story]) take_in(gathering, placed[member]);
    return gatherings.emplace(story, std::move(gathering)).first->second;
  }

  // `crowd` of a member counts as that of the story.
  static void take_in(Gathering& into, const Placed& one) {
    const Terms all = sum(one.known, one.fresh, one.known.size() + one.fresh.size());
    Probe probe;
    probe.set(all);
    if (into.size > 0) into.within += into.alike(probe, one.day) * into.size;
    into.terms = sum(into.terms, all, kClusterTerms);
    into.crowd = (into.crowd * into.size + one.crowd) / (into.size + 1);
    into.Extent::take_in(one.day);
  }

  // Stories by how alike `one` is to them, the most alike first.
  std::vector<Near> near(const Probe& probe, const Placed& one) {
    Terms asked = one.known;
    keep_heaviest(asked, kQueryTerms);
    std::map<std::uint32_t, double> scores;
    std::vector<std::uint32_t> heads;
    for (const Term& term : asked) {
      heads.clear();
      settled.with(term.key, heads);
      for (const std::uint32_t head : heads)
        scores[head] += static_cast<double>(term.weight) * static_cast<double>(term.weight);
    }
    std::vector<std::pair<double, std::uint32_t>> ranked;
    ranked.reserve(scores.size());
    for (const auto& [head, score] : scores) ranked.emplace_back(-score, head);
    std::ranges::sort(ranked);
    if (ranked.size() > kCandidates) ranked.resize(kCandidates);
    std::vector<std::uint32_t> stories;
    stories.reserve(ranked.size() + kCandidates);
    for (const auto& [score, head] : ranked) stories.push_back(head);
    std::vector<std::pair<double, std::uint32_t>> newest;
    for (const Placed& other : placed) {
      const double alike = probe.dot(other.known) + probe.dot(other.fresh);
      if (alike > 0) newest.emplace_back(-alike, other.story);
    }
    const std::size_t looked_at = std::min(newest.size(), kCandidates);
    std::ranges::partial_sort(newest, newest.begin() + static_cast<std::ptrdiff_t>(looked_at));
    for (std::size_t i = 0; i < looked_at; ++i) stories.push_back(newest[i].second);
    std::ranges::sort(stories);
    stories.erase(std::ranges::unique(stories).begin(), stories.end());
    std::vector<Near> result;
    for (const std::uint32_t story : stories) {
      const Gathering& with = gathering(story);
      const double alike = with.alike(probe, one.day);
      if (alike > 0) result.push_back({alike, story, with.size});
    }
    std::ranges::sort(result, std::ranges::less(),
                      [](const Near& n) { return std::tuple(-n.alike, n.story); });
    return result;
  }

  // Mean likeness of the articles around, without those of near[but].
  static double crowd_of(const std::vector<Near>& near, std::size_t but) {
    double total = 0;
    double seen = 0;
    for (std::size_t i = 0; i < near.size() && seen < kAroundLast; ++i) {
      if (i == but) continue;
      const double last = std::min<double>(seen + near[i].size, kAroundLast);
      total += near[i].alike * std::max(0.0, last - std::max<double>(seen, kAroundFirst));
      seen = last;
    }
    return total / (kAroundLast - kAroundFirst);
  }

  void find_place(Placed& one) {
    Probe probe;
    probe.set(one.known);
    const std::vector<Near> around = near(probe, one);
    double most = kWary;
    std::size_t best = around.size();
    for (std::size_t i = 0; i < around.size() && i < kJudged; ++i) {
      const Gathering& with = gathering(around[i].story);
      const double crowd = (with.crowd * with.size + crowd_of(around, i)) / (with.size + 1);
      const double odds = joint_odds(1, with.size + 1, around[i].alike, with.cohesion(), crowd);
      if (odds <= most) continue;
      most = odds;
      best = i;
    }
    one.crowd = crowd_of(around, best);
    if (best < around.size()) {
      one.story = around[best].story;
      return;
    }
    one.story = settled.heads() + begun;
    one.continues = linked(one, around);
  }

  std::vector<std::uint32_t> linked(const Placed& one, const std::vector<Near>& around) {
    const double own = length(one.known);
    std::vector<std::pair<double, std::uint32_t>> found;
    for (const Near& other : around) {
      const Terms& terms = gathering(other.story).terms;
      const double value = dot(one.known, terms) / (own * length(terms));
      if (value >= kLinked) found.emplace_back(-value, other.story);
    }
    std::ranges::sort(found);
    if (found.size() > kMaxContinues) found.resize(kMaxContinues);
    std::vector<std::uint32_t> result;
    result.reserve(found.size());
    for (const auto& [value, story] : found) result.push_back(story);
    return result;
  }

  const Placed& keep(Placed&& one) {
    for (const Term& term : one.fresh) fresh.insert(term.key);
    if (one.story == settled.heads() + begun) ++begun;
    members[one.story].push_back(static_cast<std::uint32_t>(placed.size()));
    const auto known = gatherings.find(one.story);
    if (known != gatherings.end()) take_in(known->second, one);
    placed.push_back(std::move(one));
    return placed.back();
  }
};

Placing::Placing(Settled& settled) : impl_(std::make_unique<Impl>(settled)) {}
Placing::~Placing() = default;

const Placed& Placing::place(const Sketch& sketch) {
  Placed one;
  one.day = *sketch.day;
  impl_->weigh(sketch.words, false, one);
  impl_->weigh(sketch.pairs, true, one);
  impl_->find_place(one);
  return impl_->keep(std::move(one));
}

void Placing::restore(Placed&& placed) {
  impl_->keep(std::move(placed));
}

}  // namespace dateline::story
