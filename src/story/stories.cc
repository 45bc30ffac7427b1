#include "story/stories.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "story/cluster.h"
#include "story/vectors.h"
#include "story/words.h"

namespace dateline::story {
namespace {

constexpr double kTitleWeight = 3.0;  // of a word of the headline
constexpr double kRarityPower = 1.3;  // of the inverse document frequency
constexpr double kPairShare = 0.41;   // of two words in a row in the likeness; single words have the rest

constexpr std::size_t kWordsKept = 160;  // of a document, before rarity is known
constexpr std::size_t kWordsUsed = 50;   // of a document, the heaviest
constexpr std::size_t kPairsUsed = 30;
constexpr std::size_t kPairWords = 150;   // content words that open an article and give pairs
constexpr std::size_t kTitleChars = 200;  // of an opening that stands for a missing headline

// Never the key of a word, as good as.
std::uint32_t pair_key(std::uint32_t first, std::uint32_t second) {
  std::uint64_t x = (static_cast<std::uint64_t>(first) << 32U | second) * 0x9e3779b97f4a7c15ULL;
  x ^= x >> 29U;
  return static_cast<std::uint32_t>((x * 0xbf58476d1ce4e5b9ULL) >> 32U);
}

// What is kept of a document.
struct Sketch {
  std::string id;
  std::string title;
  std::optional<Day> day;
  std::int64_t minute = 0;
  Terms words;  // weight: how often and where, without rarity
  Terms pairs;
};

Terms counted(std::vector<Term>& all, std::size_t limit) {
  std::ranges::sort(all, std::ranges::less(), &Term::key);
  Terms result;
  for (const Term& term : all) {
    if (!result.empty() && result.back().key == term.key)
      result.back().weight += term.weight;
    else
      result.push_back(term);
  }
  for (Term& term : result) term.weight = static_cast<float>(1.0 + std::log(term.weight));
  keep_heaviest(result, limit);
  result.shrink_to_fit();
  return result;
}

// Adds the content words of `text`, and the pairs of the first of them.
void count_words(std::string_view text, double weight, std::vector<Term>& singles, std::vector<Term>& pairs) {
  std::vector<Word> words;
  read_words(text, words);
  std::size_t at = 0;
  std::uint32_t before = 0;
  for (const Word& word : words) {
    if (word.common || word.range.size() < 2) continue;
    singles.push_back({word.key, static_cast<float>(weight)});
    if (at > 0 && at < kPairWords) pairs.push_back({pair_key(before, word.key), 1.0F});
    before = word.key;
    ++at;
  }
}

std::string opening(const Document& document) {
  std::string_view line = document.text.substr(0, document.text.find('\n'));
  if (!document.sentences.empty()) line = slice(document.text, document.sentences.front());
  if (line.size() <= kTitleChars) return std::string(line);
  std::size_t end = line.rfind(' ', kTitleChars);
  if (end == std::string_view::npos) {
    end = kTitleChars;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
  }
  return std::string(line.substr(0, end));
}

Sketch sketch_of(const Document& document) {
  Sketch sketch;
  sketch.id = document.id;
  sketch.title = document.title.empty() ? opening(document) : std::string(document.title);
  if (document.published && document.published->year != 0) sketch.day = days_of(*document.published).first;
  sketch.minute = minute_of(document.published).value_or(0);
  std::vector<Term> words;
  std::vector<Term> pairs;
  count_words(document.title, kTitleWeight, words, pairs);
  count_words(document.text, 1.0, words, pairs);
  sketch.words = counted(words, kWordsKept);
  sketch.pairs = counted(pairs, 2 * kPairWords);
  return sketch;
}

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

// How many documents have a word, or a pair: sorted by key, those of one document left out.
class Rarity {
 public:
  Rarity(const std::vector<Sketch>& sketches, Terms Sketch::* field) : all_(sketches.size()) {
    std::vector<std::uint32_t> keys;
    for (const Sketch& sketch : sketches)
      for (const Term& term : sketch.*field) keys.push_back(term.key);
    std::ranges::sort(keys);
    for (std::size_t i = 0; i < keys.size();) {
      std::size_t j = i;
      while (j < keys.size() && keys[j] == keys[i]) ++j;
      if (j - i > 1) counts_.push_back({keys[i], static_cast<std::uint32_t>(j - i)});
      i = j;
    }
  }

  // The `limit` heaviest terms, as a vector of length `size`.
  Terms weighed(const Terms& terms, std::size_t limit, double size) const {
    Terms result;
    for (const Term& term : terms) {
      const auto found = std::ranges::lower_bound(counts_, term.key, std::ranges::less(), &Counted::key);
      if (found == counts_.end() || found->key != term.key) continue;
      const double rarity =
          std::pow(std::log((static_cast<double>(all_) + 1) / found->documents), kRarityPower);
      if (rarity > 0) result.push_back({term.key, static_cast<float>(term.weight * rarity)});
    }
    keep_heaviest(result, limit);
    const double own = length(result);
    if (own > 0) scale(result, size / own);
    return result;
  }

 private:
  struct Counted {
    std::uint32_t key;
    std::uint32_t documents;
  };
  std::size_t all_;
  std::vector<Counted> counts_;
};

std::vector<Item> items_of(const std::vector<Sketch>& sketches, const std::vector<std::uint32_t>& order,
                           const Parallel& parallel) {
  const Rarity words(sketches, &Sketch::words);
  const Rarity pairs(sketches, &Sketch::pairs);
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
  parallel(documents.size(), [&](std::size_t i) { impl_->sketches[first + i] = sketch_of(documents[i]); });
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
