#include "lang/affixes.h"

#include <algorithm>
#include <array>

namespace dateline::lang {
namespace {

bool ascii_digit(char32_t c) {
  return c >= '0' && c <= '9';
}

std::vector<std::u32string> words(const StringTable& table) {
  std::vector<std::u32string> out(table.size());
  std::vector<std::uint32_t> offsets;
  for (std::size_t i = 0; i < table.size(); ++i) decode(table[i], out[i], offsets);
  return out;
}

std::size_t dots_from(Points s, std::size_t at) {
  std::size_t end = at;
  while (end < s.size() && s[end] == '.') ++end;
  return end - at;
}

}  // namespace

Affixes::Affixes(const ModelFile& file, const Characters& characters)
    : characters_(characters),
      prefix_(file.numbers("class.prefix")),
      suffix_(file.numbers("class.suffix")),
      before_stop_(file.numbers("class.before_stop")),
      upper_(file.numbers("class.alpha_upper")),
      alpha_(file.numbers("class.alpha")),
      lower_(file.numbers("class.alpha_lower")),
      icon_(file.numbers("class.icon")),
      infix_before_(file.numbers("class.infix_before_stop")),
      infix_after_(file.numbers("class.infix_after_stop")),
      prefixes_(words(file.strings("list.prefix"))),
      suffixes_(words(file.strings("list.suffix"))),
      units_(words(file.strings("list.unit"))) {}

std::size_t Affixes::prefix(Points s) const {
  if (s.empty()) return 0;
  const char32_t first = s[0];
  if (first == '.') {
    const std::size_t dots = dots_from(s, 0);
    return dots >= 2 ? dots : 0;
  }
  if (first == '+') return s.size() > 1 && ascii_digit(s[1]) ? 0 : 1;
  if (prefix_.has(first)) return 1;
  for (const std::u32string& word : prefixes_)
    if (s.starts_with(word)) return word.size();
  return 0;
}

// The longest unit or currency sign at the end that stands directly behind a digit.
std::size_t Affixes::unit(Points s) const {
  std::size_t best = 0;
  for (const std::u32string& word : units_)
    if (word.size() > best && word.size() < s.size() && s.ends_with(word) &&
        ascii_digit(s[s.size() - word.size() - 1]))
      best = word.size();
  return best;
}

bool Affixes::suffix_stop(Points s) const {
  if (s.size() < 2) return false;
  const char32_t before = s[s.size() - 2];
  if (before_stop_.has(before)) return true;
  if (s.size() < 3) return false;
  const char32_t second = s[s.size() - 3];
  if (upper_.has(before) && upper_.has(second)) return true;
  return second == 0xB0 && std::u32string_view(U"FfCcKk").find(before) != std::u32string_view::npos;
}

// The longest match that ends the chunk: a search from the left finds that one first.
std::size_t Affixes::suffix(Points s) const {
  if (s.empty()) return 0;
  const char32_t last = s.back();
  std::size_t best = suffix_.has(last) ? 1 : 0;
  for (const std::u32string& word : suffixes_)
    if (word.size() > best && s.ends_with(word)) best = word.size();
  if (last == '.') {
    std::size_t dots = 1;
    while (dots < s.size() && s[s.size() - 1 - dots] == '.') ++dots;
    if (dots >= 2)
      best = std::max(best, dots);
    else if (suffix_stop(s))
      best = std::max<std::size_t>(best, 1);
  }
  if (last == '+' && s.size() > 1 && ascii_digit(s[s.size() - 2])) best = std::max<std::size_t>(best, 1);
  return std::max(best, unit(s));
}

std::size_t Affixes::infix_at(Points s, std::size_t i) const {
  const char32_t c = s[i];
  if (c == '.') {
    if (const std::size_t dots = dots_from(s, i); dots >= 2) return dots;
  }
  if (c == 0x2026 || icon_.has(c)) return 1;
  if (i == 0) return 0;
  const char32_t before = s[i - 1];
  const char32_t after = i + 1 < s.size() ? s[i + 1] : 0;
  switch (c) {
    case '+':
    case '*':
    case '^':
      return ascii_digit(before) && (ascii_digit(after) || after == '-') ? 1 : 0;
    case '.':
      return after != 0 && infix_before_.has(before) && infix_after_.has(after) ? 1 : 0;
    case ',':
      return after != 0 && alpha_.has(before) && alpha_.has(after) ? 1 : 0;
    case ':':
    case '<':
    case '>':
    case '=':
    case '/':
      return after != 0 && (alpha_.has(before) || ascii_digit(before)) && alpha_.has(after) ? 1 : 0;
    default:
      break;
  }
  if (c == '-' && ascii_digit(before) && (ascii_digit(after) || after == '-')) return 1;
  if (c != '-' && c != 0x2013 && c != 0x2014 && c != '~') return 0;
  if (!alpha_.has(before) && !ascii_digit(before)) return 0;
  static constexpr std::array<std::u32string_view, 7> dashes = {U"-", U"–", U"—", U"--", U"---", U"——", U"~"};
  for (const std::u32string_view dash : dashes)
    if (s.substr(i).starts_with(dash) && i + dash.size() < s.size() && alpha_.has(s[i + dash.size()]))
      return dash.size();
  return 0;
}

void Affixes::infixes(Points s, std::vector<Infix>& out) const {
  out.clear();
  for (std::size_t i = 0; i < s.size();) {
    const std::size_t size = infix_at(s, i);
    if (size > 0) out.push_back({i, i + size});
    i += std::max<std::size_t>(size, 1);
  }
}

bool Affixes::url(Points s) const {
  if (s.find(U'.') == Points::npos || std::any_of(s.begin(), s.end(), is_space)) return false;
  if (url_from(s, 0)) return true;
  const std::size_t scheme = s.find(U"://");
  std::size_t rest = 0;
  if (scheme != Points::npos && scheme >= 2) {
    const Points name = s.substr(0, scheme);
    const bool good = std::all_of(name.begin(), name.end(), [&](char32_t c) {
      return characters_.word.has(c) || c == '+' || c == '-' || c == '.';
    });
    if (good) rest = scheme + 3;
    if (good && url_from(s, rest)) return true;
  }
  for (std::size_t at = s.find(U'@', 1); at != Points::npos; at = s.find(U'@', at + 1))
    if (url_from(s, at + 1)) return true;
  return false;
}

// The host runs to the first of : / ? #; a port, a path, a query may follow. (It holds no @, so all hosts of
// a chunk together are read once.)
bool Affixes::url_from(Points s, std::size_t host) const {
  std::size_t end = s.find_first_of(U":/?#@", host);
  if (end == Points::npos) end = s.size();
  std::size_t at = end;
  if (at < s.size() && s[at] == ':') {
    std::size_t digits = at + 1;
    while (digits < s.size() && digits - at <= 5 && characters_.decimal.has(s[digits])) ++digits;
    if (digits - at - 1 < 2) return false;
    at = digits;
  }
  if (at < s.size() && s[at] != '/' && s[at] != '?' && s[at] != '#') return false;
  const Points name = s.substr(host, end - host);
  return host_name(name) || address(name);
}

bool Affixes::label(Points part) const {
  if (part.empty() || part.size() > 64) return false;
  const auto edge = [](char32_t c) {
    return ascii_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xA1 && c <= 0xFFFF);
  };
  if (!edge(part.front()) || !edge(part.back())) return false;
  return std::all_of(part.begin(), part.end(), [&](char32_t c) { return edge(c) || c == '_' || c == '-'; });
}

bool Affixes::host_name(Points host) const {
  const std::size_t dot = host.rfind(U'.');
  if (dot == Points::npos) return false;
  const Points top = host.substr(dot + 1);
  if (top.size() < 2 || top.size() > 63) return false;
  if (!std::all_of(top.begin(), top.end(), [&](char32_t c) { return lower_.has(c); })) return false;
  for (std::size_t start = 0; start <= dot;) {
    const std::size_t end = host.find(U'.', start);
    if (!label(host.substr(start, end - start))) return false;
    start = end + 1;
  }
  return true;
}

// A dotted IPv4 address that is not a private one.
bool Affixes::address(Points host) const {
  std::array<int, 4> value{};
  std::size_t start = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    std::size_t end = i < 3 ? host.find(U'.', start) : host.size();
    if (end == Points::npos || end == start || end - start > 3) return false;
    const bool edge = i == 0 || i == 3;
    if (edge && host[start] == '0') return false;
    int number = 0;
    for (std::size_t k = start; k < end; ++k) {
      // In the middle the second and third digit may be any decimal digit of Unicode, whose value does not
      // matter.
      const bool any = !edge && (k > start || end - start < 3) && characters_.decimal.has(host[k]);
      if (!ascii_digit(host[k]) && !any) return false;
      number = number * 10 + (ascii_digit(host[k]) ? static_cast<int>(host[k] - '0') : 0);
    }
    if (edge && (number < 1 || number > (i == 0 ? 223 : 254))) return false;
    if (!edge && end - start == 3 && host[start] != '1' && (host[start] != '2' || number > 255)) return false;
    value[i] = number;
    start = end + 1;
  }
  if (value[0] == 10 || value[0] == 127) return false;
  if (value[0] == 169 && value[1] == 254) return false;
  if (value[0] == 192 && value[1] == 168) return false;
  return value[0] != 172 || value[1] < 16 || value[1] > 31;
}

}  // namespace dateline::lang
