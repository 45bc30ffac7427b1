// Names out of bylines.
#include <algorithm>
#include <array>
#include <vector>

#include "extract/authors.h"
#include "extract/name_words.h"
#include "extract/page_map.h"
#include "extract/words.h"

namespace dateline::extract {
namespace {

using namespace name_words;

std::string_view trimmed(std::string_view s) {
  constexpr std::string_view kEdge = " \t\n,.:;|-*";
  while (!s.empty() && kEdge.find(s.front()) != std::string_view::npos) s.remove_prefix(1);
  while (!s.empty() && kEdge.find(s.back()) != std::string_view::npos) {
    // The point of an initial or of "Jr." stays.
    if (s.back() == '.' && s.size() >= 3 && (s[s.size() - 3] == ' ' || s[s.size() - 3] == '.')) break;
    s.remove_suffix(1);
  }
  for (const std::string_view mark : {"\u2014", "\u2013", "\u00b7", "\u2022", "\u00a9"}) {
    if (s.starts_with(mark)) return trimmed(s.substr(mark.size()));
    if (s.ends_with(mark)) return trimmed(s.substr(0, s.size() - mark.size()));
  }
  return s;
}

bool all_capitals(std::string_view name) {
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || c == '.' || c == '-'; });
}

// The words of a table by their first byte, in the table's order; built once each.
struct ByFirst {
  std::array<std::vector<std::string_view>, 256> rows;
  template <std::size_t N>
  explicit ByFirst(const std::string_view (&words)[N]) {
    for (const std::string_view word : words) rows[static_cast<unsigned char>(word.front())].push_back(word);
  }
  const std::vector<std::string_view>& at(char c) const { return rows[static_cast<unsigned char>(lower(c))]; }
};
const ByFirst& no_names() {
  static const ByFirst table(kNoName);
  return table;
}
const ByFirst& leads() {
  static const ByFirst table(kLeads);
  return table;
}

// Whether a word of the table stands in the text with no letter beside it.
bool has_word_of(std::string_view text, const ByFirst& words) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at > 0 && is_letter(text[at - 1])) continue;
    for (const std::string_view word : words.at(text[at])) {
      const std::size_t end = at + word.size();
      if (same_word(text.substr(at, word.size()), word) && (end == text.size() || !is_letter(text[end])))
        return true;
    }
  }
  return false;
}

// More than signs and arrows, which begin with the byte E2 or C2.
bool has_letters(std::string_view name) {
  for (std::size_t at = 0; at < name.size(); ++at) {
    const auto byte = static_cast<unsigned char>(name[at]);
    if (byte == 0xE2)
      at += 2;
    else if (byte == 0xC2)
      at += 1;
    else if (is_letter(name[at]))
      return true;
  }
  return false;
}

bool plausible(std::string_view name) {
  if (name.size() < 2 || name.size() > 60 || name.find('@') != std::string_view::npos ||
      name.find("://") != std::string_view::npos || name.find('?') != std::string_view::npos)
    return false;
  if (!has_letters(name)) return false;
  const bool words = name.find(' ') != std::string_view::npos;
  const bool digits = std::any_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
  // An account's name may hold digits.
  if (digits && (words || !is_letter(name.front()) || name.find(':') != std::string_view::npos)) return false;
  if (std::count(name.begin(), name.end(), ' ') > 5) return false;
  return !has_word_of(name, no_names());
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::string_view (&words)[N]) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view w) { return same_word(word, w); });
}

bool plain_lead(std::string_view lead) {
  return lead.ends_with(" von") || lead.ends_with(" by") || lead.ends_with(" par") ||
         lead.ends_with(" por") || lead.ends_with(" da") || lead.ends_with(":") || lead.ends_with("\uff1a");
}

std::string_view without_lead(std::string_view name) {
  for (bool again = true; again;) {
    again = false;
    if (name.empty()) break;
    for (const std::string_view lead : leads().at(name.front())) {
      if (!same_word(name.substr(0, lead.size()), lead)) continue;
      const std::size_t end = lead.size();
      const bool whole = !is_letter(lead.back()) || end >= name.size() || !is_letter(name[end]) ||
                         (static_cast<unsigned char>(lead.back()) & 0x80) != 0;
      if (!whole) continue;
      name = trimmed(name.substr(end));
      again = true;
      break;
    }
  }
  return name;
}

std::string_view without_tail(std::string_view name) {
  for (const std::string_view cut : kCuts) {
    const std::size_t at = name.find(cut);
    if (at != std::string_view::npos && at > 0) name = name.substr(0, at);
  }
  return trimmed(name);
}

bool multiword(std::string_view name) {
  const bool wide = (static_cast<unsigned char>(name.front()) & 0xE0) == 0xE0;  // CJK names have no space
  return name.find(' ') != std::string_view::npos || (wide && name.size() >= 6);
}

}  // namespace

std::string name_key(std::string_view name) {
  std::string out;
  for (const char c : name)
    if (c != ' ' && c != '-' && c != '.' && c != '\'') out += lower(c);
  return out;
}

bool is_agency(std::string_view name) {
  return is_one_of(name, kAgencies);
}

bool is_desk(std::string_view name) {
  static const ByFirst words(kDeskWords);
  if (has_word_of(name, words) || holds(name, "redaktion")) return true;
  // "post.example": a host.
  const std::size_t point = name.rfind('.');
  return point != std::string_view::npos && point > 2 && point + 2 < name.size() &&
         name.find(' ') == std::string_view::npos && is_letter(name[point + 1]) && is_letter(name[point - 1]);
}

bool is_full_name(std::string_view name) {
  constexpr int kMost = 4;
  if (name.size() < 5 || name.size() > 50 || !plausible(name)) return false;
  int words = 0;
  while (!name.empty()) {
    const std::string_view word = name.substr(0, name.find(' '));
    name.remove_prefix(std::min(word.size() + 1, name.size()));
    if (word.empty() || word.find_first_of("0123456789:;!,\"") != std::string_view::npos) return false;
    const auto first = static_cast<unsigned char>(word.front());
    const bool small = first == 0xC3 && word.size() > 1 && static_cast<unsigned char>(word[1]) >= 0xA0;
    const bool capital = (first >= 'A' && first <= 'Z') || ((first & 0x80) != 0 && !small);
    if (!capital && !is_one_of(word, kParticles)) return false;
    words += capital ? 1 : 0;
  }
  return words >= 2 && words <= kMost;
}

std::size_t author_lead(std::string_view line) {
  if (line.empty()) return 0;
  for (const std::string_view lead : leads().at(line.front())) {
    if (!plain_lead(lead) || line.size() <= lead.size()) continue;
    if (same_word(line.substr(0, lead.size()), lead) &&
        (line[lead.size()] == ' ' || lead.ends_with("\uff1a") ||
         (static_cast<unsigned char>(line[lead.size()]) & 0x80) != 0))
      return lead.size();
  }
  return 0;
}

std::vector<std::string> read_authors(std::string_view byline) {
  std::vector<std::string> names;
  constexpr std::size_t kMost = 4000;  // bytes; what is longer lists no authors
  if (byline.size() > kMost) byline = byline.substr(0, byline.rfind(' ', kMost) + 1);
  const std::string text = collapsed(byline);
  if (text.find("://") != std::string::npos) return names;
  std::vector<std::string_view> parts;
  std::string_view rest = without_lead(trimmed(text));
  while (!rest.empty()) {
    std::size_t cut = rest.size();
    std::size_t skip = 0;
    for (const std::string_view separator : kSeparators) {
      const std::size_t at = rest.find(separator);
      // "GmbH & Co. KG" is one name.
      if (at < cut && !(separator == " & " && rest.substr(at + 3).starts_with("Co")))
        cut = at, skip = separator.size();
    }
    parts.push_back(rest.substr(0, cut));
    rest.remove_prefix(std::min(cut + skip, rest.size()));
  }
  bool full = false;
  for (const std::string_view part : parts) {
    const std::string_view name = without_tail(without_lead(trimmed(part)));
    if (!plausible(name)) continue;
    // "Ida Venn, Vellmar": one word after a full name is a place, unless it is an agency.
    if (full && !multiword(name) && !all_capitals(name) && !is_agency(name)) continue;
    full = full || multiword(name);
    const std::string key = name_key(name);
    if (std::none_of(names.begin(), names.end(), [&](const std::string& n) { return name_key(n) == key; }))
      names.emplace_back(name);
  }
  return names;
}

}  // namespace dateline::extract
