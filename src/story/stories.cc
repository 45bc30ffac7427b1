#include "story/stories.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

#include "story/cluster.h"
#include "story/rarity.h"

namespace dateline::story {

struct StoryIndex::Impl {
  std::vector<Sketch> sketches;  // in the order of adding
};

namespace {

// The `limit` heaviest terms, as a vector of length `size`.
Terms weighed(const Terms& terms, const Rarity& rarity, std::size_t limit, double size) {
  Terms result;
  for (const Term& term : terms) {
    const double rare = rarity.of(term.key);
    if (rare > 0) result.push_back({term.key, static_cast<float>(term_weight(term, rare))});
  }
  keep_heaviest(result, limit);
  const double own = length(result);
  if (own > 0) scale(result, size / own);
  return result;
}

class Settling {
 public:
  Settling(const std::vector<Sketch>& sketches, const Parallel& parallel)
      : sketches_(sketches), parallel_(parallel) {
    split();
  }

  std::vector<Story> run(Growth* growth) {
    weigh();
    const std::vector<Cluster> clusters = cluster(items_, parallel_);
    for (const Cluster& found : clusters) stories_.push_back(story_of(found));
    if (!newest_.empty()) {
      base_ = base_of(clusters, items_, [&](std::size_t c) { return stories_[c].id; }, parallel_);
      base_.documents = settled_.size();
      base_.words = std::move(words_);
      base_.pairs = std::move(pairs_);
    }
    std::vector<Newest> newest = place();
    link();
    if (growth != nullptr) *growth = {std::move(base_), std::move(newest)};
    return in_order();
  }

 private:
  // What is settled together, in the order of time, undated last; and the newest.
  void split() {
    std::vector<std::uint32_t> order(sketches_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
      const auto key = [&](std::uint32_t i) {
        return std::tuple(!sketches_[i].day, sketches_[i].minute, std::string_view(sketches_[i].id));
      };
      return key(a) < key(b);
    });
    std::vector<Moment> dated;
    for (const std::uint32_t d : order)
      if (sketches_[d].day) dated.push_back({sketches_[d].minute, sketches_[d].id});
    const std::size_t settled = settled_of(dated, order.size());
    for (std::size_t i = 0; i < order.size(); ++i)
      (i >= settled && i < dated.size() ? newest_ : settled_).push_back(order[i]);
  }

  void weigh() {
    std::vector<const Sketch*> settled;
    settled.reserve(settled_.size());
    for (const std::uint32_t d : settled_) settled.push_back(&sketches_[d]);
    words_ = counts_of(settled, &Sketch::words, parallel_);
    pairs_ = counts_of(settled, &Sketch::pairs, parallel_);
    const Rarity words(words_, settled.size());
    const Rarity pairs(pairs_, settled.size());
    items_.resize(settled.size());
    parallel_(items_.size(), [&](std::size_t i) {
      const Sketch& sketch = *settled[i];
      items_[i].day = sketch.day;
      items_[i].terms =
          sum(weighed(sketch.words, words, kWordsUsed, std::sqrt(1 - kPairShare)),
              weighed(sketch.pairs, pairs, kPairsUsed, std::sqrt(kPairShare)), kWordsUsed + kPairsUsed);
    });
  }

  Story story_of(const Cluster& found) const {
    Story story;
    story.id = sketches_[settled_[found.members.front()]].id;
    story.title = title_of(found);
    story.continues = found.continues;
    for (const std::uint32_t member : found.members) take_in(story, settled_[member]);
    return story;
  }

  void take_in(Story& story, std::uint32_t document) const {
    const std::optional<Day> day = sketches_[document].day;
    if (day && (!story.first || *day < *story.first)) story.first = day;
    if (day && (!story.last || *day > *story.last)) story.last = day;
    story.documents.push_back(document);
  }

  // The earliest headline among those near the middle of the story.
  std::string title_of(const Cluster& found) const {
    constexpr double kNearMiddle = 0.8;  // of the nearest
    double most = 0;
    std::vector<double> near;
    for (const std::uint32_t member : found.members) {
      near.push_back(sketches_[settled_[member]].title.empty() ? -1 : dot(items_[member].terms, found.terms));
      most = std::max(most, near.back());
    }
    for (std::size_t i = 0; i < near.size(); ++i)
      if (near[i] >= kNearMiddle * most) return sketches_[settled_[found.members[i]]].title;
    return {};
  }

  // Puts the newest into stories_.
  std::vector<Newest> place() {
    if (newest_.empty()) return {};
    std::map<std::string_view, std::uint32_t> story_of_id;
    for (std::uint32_t s = 0; s < stories_.size(); ++s) story_of_id.emplace(stories_[s].id, s);
    std::vector<std::uint32_t> story_at;  // of each head, then of each story that was begun
    story_at.reserve(base_.heads.size() + newest_.size());
    for (const Head& head : base_.heads) story_at.push_back(story_of_id.at(head.id));
    const std::unique_ptr<Settled> settled = settled_in(base_);
    Placing placing(*settled);
    std::vector<Newest> result;
    for (const std::uint32_t d : newest_) {
      const Placed& one = placing.place(sketches_[d]);
      if (one.story == story_at.size()) {
        story_at.push_back(static_cast<std::uint32_t>(stories_.size()));
        Story& begun = stories_.emplace_back();
        begun.id = sketches_[d].id;
        begun.title = sketches_[d].title;
        for (const std::uint32_t earlier : one.continues) begun.continues.push_back(story_at[earlier]);
      }
      take_in(stories_[story_at[one.story]], d);
      result.push_back({d, {sketches_[d].minute, sketches_[d].id}, one});
    }
    return result;
  }

  // Links lead to stories that stand before, whose chains are known.
  void link() {
    for (std::uint32_t s = 0; s < stories_.size(); ++s)
      stories_[s].affair = stories_[s].continues.empty() ? s : stories_[stories_[s].continues.front()].affair;
  }

  // By first day (undated last), then id.
  std::vector<Story> in_order() {
    std::vector<std::uint32_t> order(stories_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
      const auto key = [&](std::uint32_t s) {
        return std::tuple(!stories_[s].first, stories_[s].first, std::string_view(stories_[s].id));
      };
      return key(a) < key(b);
    });
    std::vector<std::uint32_t> place(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    std::vector<Story> result;
    for (const std::uint32_t s : order) {
      Story& story = result.emplace_back(std::move(stories_[s]));
      for (std::uint32_t& earlier : story.continues) earlier = place[earlier];
      story.affair = place[story.affair];
    }
    return result;
  }

  const std::vector<Sketch>& sketches_;
  const Parallel& parallel_;
  std::vector<std::uint32_t> settled_;
  std::vector<std::uint32_t> newest_;
  std::vector<Count> words_;
  std::vector<Count> pairs_;
  std::vector<Item> items_;  // of settled_
  std::vector<Story> stories_;
  Base base_;
};

}  // namespace

StoryIndex::StoryIndex() : impl_(std::make_unique<Impl>()) {}
StoryIndex::~StoryIndex() = default;
StoryIndex::StoryIndex(StoryIndex&&) noexcept = default;
StoryIndex& StoryIndex::operator=(StoryIndex&&) noexcept = default;

void StoryIndex::add(std::span<const Document> documents, const Parallel& parallel) {
  const std::size_t first = impl_->sketches.size();
  impl_->sketches.resize(first + documents.size());
  parallel(documents.size(), [&](std::size_t i) {
    thread_local std::vector<Word> words;
    read_words(documents[i].text, words);
    impl_->sketches[first + i] = sketch_of(documents[i], words);
  });
}

void StoryIndex::add(Sketch&& sketch) {
  impl_->sketches.push_back(std::move(sketch));
}

std::vector<Story> StoryIndex::settle(const Parallel& parallel, Growth* growth) const {
  return Settling(impl_->sketches, parallel).run(growth);
}

std::size_t StoryIndex::size() const {
  return impl_->sketches.size();
}

}  // namespace dateline::story
