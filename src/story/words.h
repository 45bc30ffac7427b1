#pragma once
// The words of a text as numbers that are equal for words that a desk would exchange: case, plural and verb
// endings, British and American spelling all fold together. Not for showing, only for comparing. Words are
// runs of letters and digits of any script; characters of scripts without spaces are words of their own.

#include <cstdint>
#include <string_view>
#include <vector>

#include <dateline/document.h>

namespace dateline::story {

struct Word {
  std::uint32_t key = 0;  // hash of the folded form
  ByteRange range;
  bool common = false;   // a function word, or one that desks put for another ("said", "told")
  bool capital = false;  // begins with an ASCII capital letter
  bool number = false;   // begins with a digit
  bool quoted = false;   // in a stretch of at least kLongQuote words between quotation marks
};

inline constexpr unsigned kLongQuote = 5;

// Clears `out` first. One pass; allocates only the growth of `out`.
void read_words(std::string_view text, std::vector<Word>& out);

// The key that read_words gives to a word.
std::uint32_t word_key(std::string_view word);
bool is_common(std::string_view word);

}  // namespace dateline::story
