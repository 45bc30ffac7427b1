#pragma once
// What the pipeline knows of characters: classes of code points, and Python's lower case. The tables come
// with the model file, so that they are those of the Unicode version that the reference has.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lang/model_file.h"

namespace dateline::lang {

// A set of code points: a bit each for the first 256, sorted ranges for the rest.
class CharacterClass {
 public:
  CharacterClass() = default;
  explicit CharacterClass(std::span<const std::uint32_t> ranges);  // pairs of first and last, sorted
  bool has(char32_t c) const { return c < 256 ? (low_[c / 64] >> (c % 64) & 1) != 0 : among(c); }
  void add_low(char32_t first, char32_t last);  // below 256

 private:
  bool among(char32_t c) const;
  std::uint64_t low_[4] = {};
  std::span<const std::uint32_t> ranges_;
};

class Characters {
 public:
  explicit Characters(const ModelFile& file);
  CharacterClass letter;   // category L*
  CharacterClass upper;    // letters that are upper case
  CharacterClass digit;    // digits, superscript and circled ones too
  CharacterClass decimal;  // what \d takes
  CharacterClass word;     // what \w takes

  // Full lower-casing with the final sigma, as Python's str.lower().
  std::string lower(std::string_view text) const;
  // All are letters, and there is one.
  bool all_letters(std::string_view text) const;

 private:
  bool final_sigma(std::u32string_view text, std::size_t at) const;
  std::span<const std::uint32_t> lower_map(
      char32_t c) const;  // two code points, the second may be 0; empty for itself
  CharacterClass cased_;
  CharacterClass ignorable_;
  std::span<const std::uint32_t> lower_;  // (code point, first, second or 0), sorted
};

// What str.isspace() of one character says: not the zero-width space.
inline bool is_space(char32_t c) {
  if (c < 0x1680) return (c >= 9 && c <= 13) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0;
  return c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

// Code points of `text`; broken bytes become U+FFFD. Clears `out`, and `offsets` gets the byte of each and
// the end.
void decode(std::string_view text, std::u32string& out, std::vector<std::uint32_t>& offsets);

}  // namespace dateline::lang
