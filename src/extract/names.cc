// Titles and names, cleaned of what pages put around them.
#include <algorithm>
#include <array>

#include "extract/metadata.h"

namespace dateline::extract {
namespace {

bool is_ascii_space(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && is_ascii_space(s.front())) s.remove_prefix(1);
  while (!s.empty() && is_ascii_space(s.back())) s.remove_suffix(1);
  return s;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

std::string folded(std::string_view text) {
  std::string out;
  for (char c : text)
    if (c != ' ' && c != '-' && c != '.' && c != '\'') out += lower(c);
  return out;
}

bool contains_word(std::string_view text, std::string_view word) {
  const std::string haystack = [&] {
    std::string s(text);
    std::transform(s.begin(), s.end(), s.begin(), lower);
    return s;
  }();
  for (std::size_t at = haystack.find(word); at != std::string::npos; at = haystack.find(word, at + 1)) {
    const auto letter = [&](std::size_t i) {
      return i < haystack.size() && ((haystack[i] >= 'a' && haystack[i] <= 'z') ||
                                     (static_cast<unsigned char>(haystack[i]) & 0x80) != 0);
    };
    if ((at == 0 || !letter(at - 1)) && !letter(at + word.size())) return true;
  }
  return false;
}

// Words that belong to a job or a place, never to a name.
constexpr std::array<std::string_view, 40> kNoName = {"correspondent",
                                                      "reporter",
                                                      "editor",
                                                      "writer",
                                                      "journalist",
                                                      "redakteur",
                                                      "redakteurin",
                                                      "chefredakteur",
                                                      "korrespondent",
                                                      "staff",
                                                      "photographer",
                                                      "fotograf",
                                                      "columnist",
                                                      "producer",
                                                      "author",
                                                      "autor",
                                                      "contributor",
                                                      "updated",
                                                      "published",
                                                      "posted",
                                                      "comments",
                                                      "read",
                                                      "min",
                                                      "minutes",
                                                      "uhr",
                                                      "am",
                                                      "pm",
                                                      "share",
                                                      "view all posts",
                                                      "http",
                                                      "www",
                                                      "facebook",
                                                      "twitter",
                                                      "instagram",
                                                      "email",
                                                      "e-mail",
                                                      "follow",
                                                      "admin",
                                                      "administrator",
                                                      "veröffentlicht"};
// Where one name ends and the next begins.
constexpr std::array<std::string_view, 12> kSeparators = {" and ", " und ", " & ", ", ",  "; ", " / ",
                                                          " | ",   " et ",  " y ", " e ", "/",  ";"};

bool plausible_name(std::string_view name) {
  if (name.size() < 3 || name.size() > 60 || name.find('@') != std::string_view::npos ||
      name.find("://") != std::string_view::npos)
    return false;
  if (std::any_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; })) return false;
  if (std::count(name.begin(), name.end(), ' ') > 5) return false;
  return std::none_of(kNoName.begin(), kNoName.end(),
                      [&](std::string_view w) { return contains_word(name, w); });
}

}  // namespace

std::vector<std::string> read_authors(std::string_view byline) {
  std::string text = collapsed(byline);
  std::vector<std::string> parts;
  std::string_view rest = text;
  while (!rest.empty()) {
    std::size_t cut = rest.size();
    std::size_t skip = 0;
    for (const std::string_view separator : kSeparators) {
      const std::size_t at = rest.find(separator);
      if (at < cut) cut = at, skip = separator.size();
    }
    parts.emplace_back(rest.substr(0, cut));
    rest.remove_prefix(std::min(cut + skip, rest.size()));
  }
  std::vector<std::string> names;
  for (const std::string& part : parts) {
    std::string_view name = trimmed(part);
    while (const std::size_t word = byline_word(name)) name = trimmed(name.substr(word));
    if (const std::size_t bracket = name.find_first_of("([");
        bracket != std::string_view::npos && bracket > 0)
      name = trimmed(name.substr(0, bracket));
    while (!name.empty() &&
           (name.back() == ',' || name.back() == '.' || name.back() == ':' || name.back() == '-'))
      name = trimmed(name.substr(0, name.size() - 1));
    if (!plausible_name(name)) continue;
    const std::string key = folded(name);
    if (std::none_of(names.begin(), names.end(), [&](const std::string& n) { return folded(n) == key; }))
      names.emplace_back(name);
  }
  return names;
}

}  // namespace dateline::extract
