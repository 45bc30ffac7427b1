#pragma once
// Folding of words for look-ups in lists of names: lower case, no accents, "ø" as "o", curly quotes straight.
// And what letters a word is made of. Unicode's tables are utf8proc's.

#include <string>
#include <string_view>

namespace dateline::text {

// Compatibility decomposition without combining marks, in lower case; a few letters that do not decompose (ø,
// đ, ł, ß ...) as the Latin letters that they are looked up under. Broken bytes are left out. O(word); ASCII
// costs a copy.
std::string fold(std::string_view word);

struct Letters {
  unsigned count = 0;  // code points in the word
  unsigned letters = 0;
  unsigned upper = 0;  // upper and title case letters
  unsigned lower = 0;
  unsigned digits = 0;
  bool starts_upper = false;
  bool upper_inside = false;  // an upper case letter after the first code point
};

Letters letters_of(std::string_view word);

}  // namespace dateline::text
