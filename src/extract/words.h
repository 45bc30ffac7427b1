#pragma once
// Small questions about words that every reader of metadata asks. ASCII case is folded, nothing else.

#include <string>
#include <string_view>

namespace dateline::extract {

inline char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
// Of ASCII, and every byte beyond it.
inline bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80) != 0;
}

std::string lowered(std::string_view text);
// `word` is lower case.
inline bool same_word(std::string_view text, std::string_view word) {
  if (text.size() != word.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (lower(text[i]) != word[i]) return false;
  return true;
}
// Whether the lower-case `word` stands anywhere in the text.
bool holds(std::string_view text, std::string_view word);

// Character references that a page wrote twice ("&amp;quot;") or that stand in its data: decimal,
// hexadecimal, those of Latin-1 and of punctuation. What is no reference stays.
std::string without_references(std::string_view text);
// Without markup: a value that holds a tag, or the rest of one, is what stands between tags.
std::string without_tags(std::string_view text);

}  // namespace dateline::extract
