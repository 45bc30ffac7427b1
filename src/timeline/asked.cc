#include "timeline/asked.h"

#include <algorithm>
#include <array>

namespace dateline::timeline {
namespace {

using story::Word;

constexpr double kShortForm = 0.8;  // of the last word of a name that the article has in whole
constexpr double kPartOfName = 0.3;

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

// The keys one after the other, from word `at`; common words between them do not count.
bool stands_at(std::span<const Word> words, std::size_t at, std::span<const std::uint32_t> keys) {
  std::size_t found = 0;
  for (std::size_t i = at; i < words.size() && i < at + keys.size() + 2 && found < keys.size(); ++i) {
    if (words[i].key == keys[found])
      ++found;
    else if (!words[i].common)
      return false;
  }
  return found == keys.size();
}

bool stands_in(std::span<const Word> words, std::span<const std::uint32_t> keys) {
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i].key == keys.front() && stands_at(words, i, keys)) return true;
  return false;
}

// Words that stand before a person's last name and are no name.
constexpr std::array<std::string_view, 31> kTitles = {
    "mr",        "mrs",     "ms",     "miss",     "dr",        "sir",       "dame",    "lord",
    "lady",      "king",    "queen",  "prince",   "president", "minister",  "premier", "chancellor",
    "governor",  "senator", "mayor",  "judge",    "justice",   "captain",   "colonel", "general",
    "professor", "pope",    "bishop", "chairman", "speaker",   "secretary", "master"};

// "Jorn Brandt", where Brandt alone would have been met: the word before is a name that stands close.
bool ends_another_name(std::span<const Word> words, std::size_t at) {
  if (at == 0) return false;
  const Word& before = words[at - 1];
  if (!before.capital || before.common || before.range.end + 1 != words[at].range.begin) return false;
  static const std::vector<std::uint32_t> titles = [] {
    std::vector<std::uint32_t> keys;
    for (const std::string_view title : kTitles) keys.push_back(story::word_key(title));
    return keys;
  }();
  return std::ranges::find(titles, before.key) == titles.end();
}

}  // namespace

Asked::Asked(const Query& query) {
  std::vector<Word> words;
  for (const std::string& text : query.terms) {
    story::read_words(text, words);
    Term term;
    for (const Word& word : words) {
      if (word.common) continue;
      term.keys.push_back(word.key);
      term.tells_apart = slice(text, word.range).find_first_of("0123456789") != std::string_view::npos;
    }
    names_ = names_ && (term.keys.empty() || std::ranges::any_of(text, is_capital));
    if (!term.keys.empty()) terms_.push_back(std::move(term));
  }
}

std::vector<bool> Asked::whole_in(std::span<const Word> title, std::span<const Word> text) const {
  std::vector<bool> whole;
  for (const Term& term : terms_) whole.push_back(stands_in(title, term.keys) || stands_in(text, term.keys));
  return whole;
}

double Asked::met_by(const Term& term, bool whole, std::span<const Word> words, std::size_t* first) const {
  std::size_t there = 0;
  std::size_t at = words.size();
  for (const std::uint32_t key : term.keys) {
    const auto found = std::ranges::find(words, key, &Word::key);
    if (found == words.end()) continue;
    ++there;
    at = std::min(at, static_cast<std::size_t>(found - words.begin()));
  }
  double value = static_cast<double>(there) / static_cast<double>(term.keys.size());
  if (there < term.keys.size()) {
    if (names_) value = std::min(value, kPartOfName);
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i].key != term.keys.back()) continue;
      const bool of_another = names_ && !term.tells_apart && ends_another_name(words, i);
      if (of_another || !(whole || term.tells_apart || !names_)) continue;
      value = std::max(value, kShortForm);
      at = std::min(at, i);
      break;
    }
  }
  if (first != nullptr && value >= kShortForm) *first = std::min(*first, at);
  return value;
}

double Asked::met(std::span<const Word> words, const std::vector<bool>& whole) const {
  if (terms_.empty()) return 1;
  double best = 0;
  double sum = 0;
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    const double value = met_by(terms_[i], whole[i], words, nullptr);
    best = std::max(best, value);
    sum += value;
  }
  return 0.7 * best + 0.3 * sum / static_cast<double>(terms_.size());
}

std::size_t Asked::first_met(std::span<const Word> words, const std::vector<bool>& whole) const {
  std::size_t first = words.size();
  for (std::size_t i = 0; i < terms_.size(); ++i) met_by(terms_[i], whole[i], words, &first);
  return first;
}

}  // namespace dateline::timeline
