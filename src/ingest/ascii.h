#pragma once
// ASCII matters of headers and names; bytes over 127 are never touched.

#include <algorithm>
#include <string>
#include <string_view>

namespace dateline::ingest {

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
constexpr bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}

constexpr bool same_letters(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}
constexpr bool starts_with_letters(std::string_view text, std::string_view beginning) {
  return text.size() >= beginning.size() && same_letters(text.substr(0, beginning.size()), beginning);
}
inline std::size_t find_letters(std::string_view text, std::string_view wanted) {
  const auto found = std::ranges::search(text, wanted, [](char x, char y) { return lower(x) == lower(y); });
  return found.empty() && !wanted.empty() ? std::string_view::npos
                                          : static_cast<std::size_t>(found.begin() - text.begin());
}
constexpr std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}
inline std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

}  // namespace dateline::ingest
