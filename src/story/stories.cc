#include "story/stories.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "story/cluster.h"
#include "story/spread.h"

namespace dateline::story {
namespace {

constexpr double kRarityPower = 1.3;  // of the inverse document frequency
constexpr double kPairShare = 0.41;   // of two words in a row in the likeness; single words have the rest

constexpr std::size_t kWordsUsed = 50;  // of a document, the heaviest
constexpr std::size_t kPairsUsed = 30;

}  // namespace

struct StoryIndex::Impl {
  std::vector<Sketch> sketches;  // in the order of adding
};

namespace {

std::vector<std::uint32_t> order_of(const std::vector<Sketch>& sketches) {
  std::vector<std::uint32_t> order(sketches.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    const auto key = [&](std::uint32_t i) {
      return std::tuple(!sketches[i].day, sketches[i].minute, std::string_view(sketches[i].id));
    };
    return key(a) < key(b);
  });
  return order;
}

// How rare each word, or pair, is: by the documents that have it. Those of one document are left out.
class Rarity {
 public:
  Rarity(const std::vector<Sketch>& sketches, Terms Sketch::* field, const Parallel& parallel) {
    std::size_t all = 0;
    for (const Sketch& sketch : sketches) all += (sketch.*field).size();
    std::vector<std::uint32_t> keys;
    keys.reserve(all);
    for (const Sketch& sketch : sketches)
      for (const Term& term : sketch.*field) keys.push_back(term.key);
    sort_spread(keys, [](std::uint32_t key) { return key >> 22U; }, parallel);
    std::vector<double> rarity_of(sketches.size() + 1);  // by the number of documents, as it is needed
    std::vector<std::uint32_t> known;
    for (std::size_t i = 0; i < keys.size();) {
      std::size_t j = i;
      while (j < keys.size() && keys[j] == keys[i]) ++j;
      if (j - i > 1) {
        double& rarity = rarity_of[j - i];
        if (rarity == 0)
          rarity = std::pow(std::log((static_cast<double>(sketches.size()) + 1) / static_cast<double>(j - i)),
                            kRarityPower);
        known.push_back(keys[i]);
        rarities_.push_back(rarity);
      }
      i = j;
    }
    finder_ = Finder(std::move(known));
  }

  // The `limit` heaviest terms, as a vector of length `size`.
  Terms weighed(const Terms& terms, std::size_t limit, double size) const {
    Terms result;
    for (const Term& term : terms) {
      const std::size_t found = finder_.find(term.key);
      if (found == Finder::kNowhere) continue;
      const double once = static_cast<double>(static_cast<float>(weight_of(term.weight)));
      if (rarities_[found] > 0) result.push_back({term.key, static_cast<float>(once * rarities_[found])});
    }
    keep_heaviest(result, limit);
    const double own = length(result);
    if (own > 0) scale(result, size / own);
    return result;
  }

 private:
  Finder finder_;
  std::vector<double> rarities_;  // of those that finder_ knows
};

std::vector<Item> items_of(const std::vector<Sketch>& sketches, const std::vector<std::uint32_t>& order,
                           const Parallel& parallel) {
  const Rarity words(sketches, &Sketch::words, parallel);
  const Rarity pairs(sketches, &Sketch::pairs, parallel);
  std::vector<Item> items(order.size());
  parallel(order.size(), [&](std::size_t i) {
    const Sketch& sketch = sketches[order[i]];
    items[i].day = sketch.day;
    items[i].terms =
        sum(words.weighed(sketch.words, kWordsUsed, std::sqrt(1 - kPairShare)),
            pairs.weighed(sketch.pairs, kPairsUsed, std::sqrt(kPairShare)), kWordsUsed + kPairsUsed);
  });
  return items;
}

// The earliest headline among those near the middle of the story.
std::string title_of(const Cluster& cluster, const std::vector<Item>& items,
                     const std::vector<Sketch>& sketches, const std::vector<std::uint32_t>& order) {
  constexpr double kNearMiddle = 0.8;  // of the nearest
  double most = 0;
  std::vector<double> near;
  for (const std::uint32_t member : cluster.members) {
    near.push_back(sketches[order[member]].title.empty() ? -1 : dot(items[member].terms, cluster.terms));
    most = std::max(most, near.back());
  }
  for (std::size_t i = 0; i < near.size(); ++i)
    if (near[i] >= kNearMiddle * most) return sketches[order[cluster.members[i]]].title;
  return {};
}

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

std::vector<Story> StoryIndex::settle(const Parallel& parallel) const {
  const std::vector<Sketch>& sketches = impl_->sketches;
  const std::vector<std::uint32_t> order = order_of(sketches);
  const std::vector<Item> items = items_of(sketches, order, parallel);
  const std::vector<Cluster> clusters = cluster(items, parallel);
  std::vector<Story> stories;
  for (const Cluster& found : clusters) {
    Story story;
    story.id = sketches[order[found.members.front()]].id;
    story.title = title_of(found, items, sketches, order);
    story.continues = found.continues;
    // Links lead to earlier stories, whose chains are known.
    story.affair = found.continues.empty() ? static_cast<std::uint32_t>(stories.size())
                                           : stories[found.continues.front()].affair;
    for (const std::uint32_t member : found.members) {
      const std::optional<Day> day = items[member].day;
      if (day && (!story.first || *day < *story.first)) story.first = day;
      if (day && (!story.last || *day > *story.last)) story.last = day;
      story.documents.push_back(order[member]);
    }
    stories.push_back(std::move(story));
  }
  return stories;
}

std::size_t StoryIndex::size() const {
  return impl_->sketches.size();
}

}  // namespace dateline::story
