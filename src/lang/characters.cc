#include "lang/characters.h"

#include <algorithm>

#include "base/utf8.h"

namespace dateline::lang {

CharacterClass::CharacterClass(std::span<const std::uint32_t> ranges) : ranges_(ranges) {
  for (std::size_t i = 0; i + 1 < ranges.size(); i += 2)
    if (ranges[i] < 256) add_low(ranges[i], std::min<char32_t>(ranges[i + 1], 255));
}

void CharacterClass::add_low(char32_t first, char32_t last) {
  for (char32_t c = first; c <= last; ++c) low_[c / 64] |= std::uint64_t{1} << (c % 64);
}

bool CharacterClass::among(char32_t c) const {
  std::size_t first = 0;
  std::size_t last = ranges_.size() / 2;
  while (first < last) {  // the first range that ends at or after c
    const std::size_t middle = (first + last) / 2;
    if (ranges_[2 * middle + 1] < c)
      first = middle + 1;
    else
      last = middle;
  }
  return 2 * first < ranges_.size() && ranges_[2 * first] <= c;
}

Characters::Characters(const ModelFile& file)
    : letter(file.numbers("unicode.letter")),
      upper(file.numbers("unicode.upper")),
      digit(file.numbers("unicode.digit")),
      decimal(file.numbers("unicode.decimal")),
      word(file.numbers("unicode.word")),
      cased_(file.numbers("unicode.cased")),
      ignorable_(file.numbers("unicode.ignorable")),
      lower_(file.numbers("unicode.lower")) {
  for (CharacterClass* letters : {&letter, &word, &cased_}) {
    letters->add_low('A', 'Z');
    letters->add_low('a', 'z');
  }
  upper.add_low('A', 'Z');
  for (CharacterClass* digits : {&digit, &decimal, &word}) digits->add_low('0', '9');
  word.add_low('_', '_');
  for (const char32_t c : {'\'', '.', ':', '^', '`'}) ignorable_.add_low(c, c);
}

std::span<const std::uint32_t> Characters::lower_map(char32_t c) const {
  std::size_t first = 0;
  std::size_t last = lower_.size() / 3;
  while (first < last) {
    const std::size_t middle = (first + last) / 2;
    if (lower_[3 * middle] < c)
      first = middle + 1;
    else
      last = middle;
  }
  if (3 * first < lower_.size() && lower_[3 * first] == c) return lower_.subspan(3 * first + 1, 2);
  return {};
}

// Unicode's Final_Sigma: a cased letter before it and none after it, case-ignorable characters left aside.
bool Characters::final_sigma(std::u32string_view text, std::size_t at) const {
  std::size_t before = at;
  while (before > 0 && ignorable_.has(text[before - 1])) --before;
  if (before == 0 || !cased_.has(text[before - 1])) return false;
  std::size_t after = at + 1;
  while (after < text.size() && ignorable_.has(text[after])) ++after;
  return after == text.size() || !cased_.has(text[after]);
}

std::string Characters::lower(std::string_view text) const {
  std::string out;
  out.reserve(text.size());
  const bool ascii =
      std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
  if (ascii) {
    for (const char c : text) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
  }
  std::u32string points;
  std::vector<std::uint32_t> offsets;
  decode(text, points, offsets);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const char32_t c = points[i];
    if (c < 128) {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
    } else if (c == 0x3A3 && final_sigma(points, i)) {
      utf8::append(out, 0x3C2);
    } else if (const auto small = lower_map(c); !small.empty()) {
      utf8::append(out, small[0]);
      if (small[1] != 0) utf8::append(out, small[1]);
    } else {
      utf8::append(out, c);
    }
  }
  return out;
}

bool Characters::all_letters(std::string_view text) const {
  for (std::size_t at = 0; at < text.size();) {
    const utf8::CodePoint c = utf8::decode(text, at);
    if (!letter.has(c.value)) return false;
    at += c.size;
  }
  return !text.empty();
}

void decode(std::string_view text, std::u32string& out, std::vector<std::uint32_t>& offsets) {
  out.clear();
  offsets.clear();
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const utf8::CodePoint c = byte < 128 ? utf8::CodePoint{byte, 1} : utf8::decode(text, at);
    out.push_back(c.value);
    offsets.push_back(static_cast<std::uint32_t>(at));
    at += c.size;
  }
  offsets.push_back(static_cast<std::uint32_t>(text.size()));
}

}  // namespace dateline::lang
