#include "annotate/time_words.h"

#include <algorithm>

#include "base/utf8.h"

namespace dateline::annotate {
namespace {

constexpr std::size_t kSlots = 1 << 13;  // about eight times the entries of a language

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (static_cast<unsigned char>(c) & 0x80) != 0;
}

std::size_t slot_of(std::string_view folded) {
  std::uint64_t hash = 1469598103934665603ULL;
  for (const char c : folded) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return (hash ^ hash >> 29) % kSlots;
}

// Where `phrase` ends in the text, compared without case, any white space for a space, either apostrophe; 0
// where the text has something else.
std::size_t matches(std::string_view text, std::size_t at, std::string_view phrase) {
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    if (at >= text.size()) return 0;
    if (phrase[i] == ' ') {
      const std::size_t begin = at;
      while (at < text.size() && (text[at] == ' ' || text[at] == '\n')) ++at;
      if (at == begin) return 0;
    } else if (phrase[i] == '\'' && text.substr(at).starts_with("\u2019")) {
      at += 3;
    } else if (lower(text[at]) == phrase[i]) {
      ++at;
    } else {
      return 0;
    }
  }
  return at < text.size() && is_letter(text[at]) && !text.substr(at).starts_with("\u2019") ? 0 : at;
}

template <class Row, class Use>
void each_spelling(const Row& row, const Use& use) {
  std::string_view rest = row.words;
  while (!rest.empty()) {
    const std::size_t space = std::min(rest.find(' '), rest.size());
    std::string spelling(rest.substr(0, space));
    std::replace(spelling.begin(), spelling.end(), '_', ' ');
    use(spelling);
    rest.remove_prefix(std::min(space + 1, rest.size()));
  }
}

}  // namespace

TimeWords::TimeWords(std::span<const WordSense> words, std::span<const WordSignal> signals) : slots_(kSlots) {
  for (const WordSense& row : words)
    each_spelling(row, [&](const std::string& s) { make(s).senses.push_back({row.cls, row.value}); });
  for (const WordSignal& row : signals)
    each_spelling(row, [&](const std::string& s) { make(s).signals |= row.signals; });
  const std::size_t known = entries_.size();
  for (std::uint32_t i = 0; i < known; ++i) {
    const std::size_t end = entries_[i].spelling.find_first_of(" -.'");
    if (end == std::string::npos) continue;
    make(std::string(entries_[i].spelling.substr(0, end))).phrases.push_back(i);
  }
  for (Entry& entry : entries_)
    std::sort(entry.phrases.begin(), entry.phrases.end(), [&](std::uint32_t a, std::uint32_t b) {
      const std::string& x = entries_[a].spelling;
      const std::string& y = entries_[b].spelling;
      return x.size() != y.size() ? x.size() > y.size() : x < y;
    });
}

TimeWords::Entry& TimeWords::make(std::string_view spelling) {
  std::size_t slot = slot_of(spelling);
  for (; slots_[slot] != 0; slot = (slot + 1) % kSlots)
    if (entries_[slots_[slot] - 1].spelling == spelling) return entries_[slots_[slot] - 1];
  entries_.push_back({std::string(spelling), {}, 0, {}});
  slots_[slot] = static_cast<std::uint32_t>(entries_.size());
  longest_ = std::max(longest_, spelling.size());
  return entries_.back();
}

const TimeWords::Entry* TimeWords::find(std::string_view word) const {
  char folded[32];
  if (word.size() > longest_ || word.size() > sizeof folded) return nullptr;
  std::transform(word.begin(), word.end(), folded, lower);
  const std::string_view key(folded, word.size());
  for (std::size_t slot = slot_of(key); slots_[slot] != 0; slot = (slot + 1) % kSlots)
    if (entries_[slots_[slot] - 1].spelling == key) return &entries_[slots_[slot] - 1];
  return nullptr;
}

std::size_t TimeWords::phrase(std::string_view text, std::size_t at, const Entry& entry,
                              const Entry*& found) const {
  for (const std::uint32_t i : entry.phrases)
    if (const std::size_t end = matches(text, at, entries_[i].spelling); end > 0) {
      found = &entries_[i];
      return end;
    }
  return 0;
}

}  // namespace dateline::annotate
