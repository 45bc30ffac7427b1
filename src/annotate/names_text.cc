#include "annotate/names_text.h"

#include <algorithm>

namespace dateline::annotate::names {
namespace {

bool begins_as_name(const Word& word) {
  if (word.letters.starts_upper) return true;
  // al-Xxx, el-Xxx: an article that is part of an Arabic name
  return word.letters.upper > 0 && (word.folded.starts_with("al-") || word.folded.starts_with("el-"));
}

template <typename Visit>
void each_part(std::string_view key, Visit visit) {
  for (std::size_t at = 0; at < key.size();) {
    const std::size_t end = std::min(key.find(' ', at), key.size());
    if (end > at) visit(key.substr(at, end - at));
    at = end + 1;
  }
}

bool in_order(std::string_view letters, std::string_view initials) {
  std::size_t at = 0;
  for (const char c : letters) {
    at = initials.find(c, at);
    if (at == std::string_view::npos) return false;
    ++at;
  }
  return true;
}

}  // namespace

Words::Words(std::string_view given_text, const lang::Document& given) : text(given_text), document(given) {
  words.resize(document.tokens.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    Word& word = words[i];
    word.raw = slice(text, document.tokens[i].range);
    word.folded = text::fold(word.raw);
    word.letters = text::letters_of(word.raw);
    word.mark = word.letters.letters == 0 && word.letters.digits == 0;
    word.capital = begins_as_name(word);
    if (!word.mark) word.classes = word_classes(word.folded);
    if (word.capital) word.known = known_name(word.folded);
  }
  for (const Word& word : words)
    if (word.letters.lower > 0 && word.letters.upper == 0) lower.insert(word.folded);
}

std::int64_t Words::before(std::size_t i) const {
  auto at = static_cast<std::int64_t>(i) - 1;
  while (at >= 0 && token(static_cast<std::size_t>(at)).tag == "_SP") --at;
  return at;
}

std::string Words::key(std::size_t begin, std::size_t end) const {
  std::string out;
  for (std::size_t i = begin; i < end; ++i) {
    if (i > begin) out += ' ';
    out += words[i].folded;
  }
  return out;
}

std::string Words::raw(std::size_t begin, std::size_t end) const {
  std::string out;
  for (std::size_t i = begin; i < end; ++i) out += words[i].raw;
  return out;
}

std::string initials(std::string_view key, bool skip_small_words) {
  std::string out;
  each_part(key, [&](std::string_view part) {
    const bool small = skip_small_words && word_classes(part).has(WordClass::initials_skip);
    const bool letter = (part[0] >= 'a' && part[0] <= 'z') || (part[0] >= '0' && part[0] <= '9');
    if (!small && letter) out += part[0];
  });
  return out;
}

bool is_acronym_of(std::string_view acronym, std::string_view key) {
  std::string letters;
  for (const char c : acronym)
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) letters += c;
  if (letters.size() < 2) return false;
  const std::string all = initials(key, false);
  if (letters == initials(key, true) || letters == all) return true;
  return !all.empty() && letters[0] == all[0] && in_order(letters, all);
}

}  // namespace dateline::annotate::names
