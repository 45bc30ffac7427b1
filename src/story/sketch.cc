#include "story/sketch.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dateline::story {
namespace {

constexpr float kTitleWeight = 3.0F;      // of a word of the headline
constexpr std::size_t kWordsKept = 160;   // of a document, before rarity is known
constexpr std::size_t kPairWords = 150;   // content words that open an article and give pairs
constexpr std::size_t kTitleChars = 200;  // of an opening that stands for a missing headline

// Never the key of a word, as good as.
std::uint32_t pair_key(std::uint32_t first, std::uint32_t second) {
  std::uint64_t x = (static_cast<std::uint64_t>(first) << 32U | second) * 0x9e3779b97f4a7c15ULL;
  x ^= x >> 29U;
  return static_cast<std::uint32_t>((x * 0xbf58476d1ce4e5b9ULL) >> 32U);
}

Terms counted(std::vector<Term>& all, std::size_t limit) {
  std::ranges::sort(all, std::ranges::less(), &Term::key);
  Terms result;
  for (const Term& term : all) {
    if (!result.empty() && result.back().key == term.key)
      result.back().weight += term.weight;
    else
      result.push_back(term);
  }
  keep_heaviest(result, limit);
  result.shrink_to_fit();
  return result;
}

// Adds the content words, and the pairs of the first of them.
void count_words(std::span<const Word> words, float weight, std::vector<Term>& singles,
                 std::vector<Term>& pairs) {
  std::size_t at = 0;
  std::uint32_t before = 0;
  for (const Word& word : words) {
    if (word.common || word.range.size() < 2) continue;
    singles.push_back({word.key, weight});
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

}  // namespace

Sketch sketch_of(const Document& document, std::span<const Word> words) {
  Sketch sketch;
  sketch.id = document.id;
  sketch.title = document.title.empty() ? opening(document) : std::string(document.title);
  if (document.published && document.published->year != 0) sketch.day = days_of(*document.published).first;
  sketch.minute = minute_of(document.published).value_or(0);
  std::vector<Term> singles;
  std::vector<Term> pairs;
  std::vector<Word> headline;
  read_words(document.title, headline);
  count_words(headline, kTitleWeight, singles, pairs);
  count_words(words, 1.0F, singles, pairs);
  sketch.words = counted(singles, kWordsKept);
  sketch.pairs = counted(pairs, 2 * kPairWords);
  return sketch;
}

double weight_of(float count) {
  static const auto kFirst = [] {
    std::array<double, 256> weights{};
    for (std::size_t i = 1; i < weights.size(); ++i) weights[i] = 1.0 + std::log(static_cast<double>(i));
    return weights;
  }();
  const auto whole = static_cast<std::size_t>(count);
  return whole < kFirst.size() ? kFirst[whole] : 1.0 + std::log(static_cast<double>(count));
}

}  // namespace dateline::story
