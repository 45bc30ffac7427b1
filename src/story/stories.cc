#include "story/stories.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <unordered_map>

#include "story/cluster.h"
#include "story/vectors.h"
#include "story/words.h"

namespace dateline::story {
namespace {

constexpr double kOpeningWeight = 1.0;  // of a word of the opening
constexpr double kTitleWeight = 3.0;    // of a word of the headline
constexpr double kNameWeight = 1.4;     // of a word that is written with a capital
constexpr double kRarityPower = 1.3;    // of the inverse document frequency

constexpr std::size_t kTermsKept = 160;     // of a document, before rarity is known
constexpr std::size_t kTermsUsed = 40;      // of a document, the heaviest
constexpr std::size_t kTitleChars = 200;    // of an opening that stands for a missing headline
constexpr std::size_t kOpeningWords = 150;  // content words that open an article

// What is kept of a document.
struct Sketch {
  std::string id;
  std::string title;
  std::optional<Day> day;
  std::int64_t minute = 0;
  Terms terms;  // weight: how often and where, without rarity
};

struct Count {
  double times = 0;
  bool name = false;
};

double position_weight(std::size_t at) {
  return at < kOpeningWords ? kOpeningWeight : 1.0;
}

void count_words(std::string_view text, double weight, bool title,
                 std::unordered_map<std::uint32_t, Count>& counts) {
  std::vector<Word> words;
  read_words(text, words);
  std::size_t at = 0;
  for (const Word& word : words) {
    if (word.common || word.range.size() < 2) continue;
    Count& count = counts[word.key];
    count.times += title ? weight : position_weight(at);
    count.name = count.name || (word.capital && !title);
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
  std::unordered_map<std::uint32_t, Count> counts;
  count_words(document.title, kTitleWeight, true, counts);
  count_words(document.text, 1.0, false, counts);
  for (const auto& [key, count] : counts)
    sketch.terms.push_back(
        {key, static_cast<float>((1.0 + std::log(count.times)) * (count.name ? kNameWeight : 1.0))});
  std::ranges::sort(sketch.terms, std::ranges::less(), &Term::key);
  keep_heaviest(sketch.terms, kTermsKept);
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

// Rarity in the collection: how many documents have a word.
std::unordered_map<std::uint32_t, std::uint32_t> document_counts(const std::vector<Sketch>& sketches) {
  std::unordered_map<std::uint32_t, std::uint32_t> counts;
  for (const Sketch& sketch : sketches)
    for (const Term& term : sketch.terms) ++counts[term.key];
  return counts;
}

std::vector<Item> items_of(const std::vector<Sketch>& sketches, const std::vector<std::uint32_t>& order,
                           const Parallel& parallel) {
  const auto counts = document_counts(sketches);
  const double n = static_cast<double>(sketches.size());
  std::vector<Item> items(order.size());
  parallel(order.size(), [&](std::size_t i) {
    const Sketch& sketch = sketches[order[i]];
    Item& item = items[i];
    item.day = sketch.day;
    for (const Term& term : sketch.terms) {
      const std::uint32_t df = counts.at(term.key);
      const double rarity = std::pow(std::log((n + 1) / df), kRarityPower);
      if (rarity > 0 && df > 1) item.terms.push_back({term.key, static_cast<float>(term.weight * rarity)});
    }
    keep_heaviest(item.terms, kTermsUsed);
    const double size = length(item.terms);
    if (size > 0) scale(item.terms, 1 / size);
  });
  return items;
}

std::string title_of(const Cluster& cluster, const std::vector<Item>& items,
                     const std::vector<Sketch>& sketches, const std::vector<std::uint32_t>& order) {
  double best = -1;
  const std::string* title = &sketches[order[cluster.members.front()]].title;
  for (const std::uint32_t member : cluster.members) {
    const double near = dot(items[member].terms, cluster.terms);
    if (near > best + 1e-9 && !sketches[order[member]].title.empty()) {
      best = near;
      title = &sketches[order[member]].title;
    }
  }
  return *title;
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
