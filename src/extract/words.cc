#include "extract/words.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace dateline::extract {
namespace {

// U+00A0 to U+00FF in their order.
constexpr std::array<std::string_view, 96> kLatin1 = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",
    "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",
    "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12",
    "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil",
    "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde",
    "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",
    "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",
    "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",
    "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
    "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

struct Named {
  std::string_view name;
  char32_t value;
};
constexpr Named kNamed[] = {{"amp", '&'},       {"lt", '<'},       {"gt", '>'},        {"quot", '"'},
                            {"apos", '\''},     {"ndash", 0x2013}, {"mdash", 0x2014},  {"lsquo", 0x2018},
                            {"rsquo", 0x2019},  {"sbquo", 0x201A}, {"ldquo", 0x201C},  {"rdquo", 0x201D},
                            {"bdquo", 0x201E},  {"bull", 0x2022},  {"hellip", 0x2026}, {"lsaquo", 0x2039},
                            {"rsaquo", 0x203A}, {"euro", 0x20AC},  {"trade", 0x2122},  {"OElig", 0x152},
                            {"oelig", 0x153},   {"Scaron", 0x160}, {"scaron", 0x161},  {"prime", 0x2032}};

// The code point of a reference without its "&" and ";"; 0 for none.
char32_t value_of(std::string_view reference) {
  if (reference.starts_with("#")) {
    const bool hex = reference.size() > 1 && lower(reference[1]) == 'x';
    char32_t value = 0;
    const std::string_view digits = reference.substr(hex ? 2 : 1);
    if (digits.empty()) return 0;
    for (const char c : digits) {
      const char small = lower(c);
      const bool letter = hex && small >= 'a' && small <= 'f';
      if (!is_digit(c) && !letter) return 0;
      value = value * (hex ? 16 : 10) + static_cast<char32_t>(letter ? small - 'a' + 10 : c - '0');
      if (value > 0x10FFFF) return 0;
    }
    return value < 0x20 || (value >= 0xD800 && value < 0xE000) ? 0 : value;
  }
  for (const Named& one : kNamed)
    if (one.name == reference) return one.value;
  const auto at = std::find(kLatin1.begin(), kLatin1.end(), reference);
  return at == kLatin1.end() ? 0 : 0xA0 + static_cast<char32_t>(at - kLatin1.begin());
}

}  // namespace

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool holds(std::string_view text, std::string_view word) {
  return std::search(text.begin(), text.end(), word.begin(), word.end(),
                     [](char a, char b) { return lower(a) == b; }) != text.end();
}

std::string without_references(std::string_view text) {
  constexpr std::size_t kLongest = 9;
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t mark = std::min(text.find('&'), text.size());
    out += text.substr(0, mark);
    text.remove_prefix(mark);
    if (text.empty()) break;
    const std::size_t end = text.substr(0, kLongest + 2).find(';');
    const char32_t value = end == std::string_view::npos ? 0 : value_of(text.substr(1, end - 1));
    if (value == 0) {
      out += '&';
      text.remove_prefix(1);
      continue;
    }
    utf8::append(out, value);
    text.remove_prefix(end + 1);
  }
  return out;
}

std::string without_tags(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('<'), text.size());
    out += text.substr(0, open);
    const std::size_t close = text.find('>', open);
    if (open < text.size()) out += ' ';
    text.remove_prefix(close == std::string_view::npos ? text.size() : close + 1);
  }
  return out;
}

}  // namespace dateline::extract
