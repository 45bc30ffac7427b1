// Dates as pages write them.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "extract/metadata.h"

namespace dateline::extract {
namespace {

struct MonthName {
  std::string_view names;  // lower case, separated by spaces
  unsigned month;
};

// English, German, French, Spanish, Italian, Dutch, Portuguese, Polish.
constexpr MonthName kMonths[] = {
    {"january jan januar j\u00e4nner janvier enero gennaio januari janeiro stycznia ene gen janv", 1},
    {"february feb februar febr f\u00e9vrier febrero febbraio februari fevereiro lutego f\u00e9vr fev", 2},
    {"march mar m\u00e4rz maerz m\u00e4r mars marzo maart mar\u00e7o marca mrz", 3},
    {"april apr avril abril aprile kwietnia avr abr", 4},
    {"may mai mayo maggio mei maio maja mag", 5},
    {"june jun juni juin junio giugno junho czerwca giu", 6},
    {"july jul juli juillet julio luglio julho lipca juil lug", 7},
    {"august aug ao\u00fbt agosto augustus sierpnia ago", 8},
    {"september sep sept septembre septiembre settembre setembro wrze\u015bnia set", 9},
    {"october oct oktober okt octobre octubre ottobre outubro pa\u017adziernika out ott", 10},
    {"november nov novembre noviembre novembro listopada", 11},
    {"december dec dezember dez d\u00e9cembre diciembre dicembre dezembro grudnia dic d\u00e9c", 12},
};

// The names by themselves; built once.
const std::unordered_map<std::string_view, unsigned>& month_table() {
  static const std::unordered_map<std::string_view, unsigned> table = [] {
    std::unordered_map<std::string_view, unsigned> out;
    for (const MonthName& row : kMonths) {
      std::string_view rest = row.names;
      while (!rest.empty()) {
        const std::size_t space = std::min(rest.find(' '), rest.size());
        out.emplace(rest.substr(0, space), row.month);
        rest.remove_prefix(std::min(space + 1, rest.size()));
      }
    }
    return out;
  }();
  return table;
}

unsigned month_of(std::string_view word) {
  std::array<char, 16> folded{};
  if (word.size() > folded.size()) return 0;
  for (std::size_t i = 0; i < word.size(); ++i)
    folded[i] = word[i] >= 'A' && word[i] <= 'Z' ? static_cast<char>(word[i] + 32) : word[i];
  const auto found = month_table().find(std::string_view(folded.data(), word.size()));
  return found == month_table().end() ? 0 : found->second;
}

// A word or number of a text.
struct Piece {
  std::string_view text;
  int number = -1;
  std::size_t begin = 0;
};

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> out;
  out.reserve(std::min<std::size_t>(text.size() / 4 + 4, 200));
  for (std::size_t at = 0; at < text.size() && out.size() < 200;) {
    const char c = text[at];
    const std::size_t begin = at;
    if (c >= '0' && c <= '9') {
      int value = 0;
      while (at < text.size() && text[at] >= '0' && text[at] <= '9')
        value = std::min(value * 10 + (text[at++] - '0'), 100'000'000);
      out.push_back({text.substr(begin, at - begin), value, begin});
    } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               (static_cast<unsigned char>(c) & 0x80) != 0) {
      while (at < text.size() &&
             ((text[at] >= 'a' && text[at] <= 'z') || (text[at] >= 'A' && text[at] <= 'Z') ||
              (static_cast<unsigned char>(text[at]) & 0x80) != 0))
        ++at;
      out.push_back({text.substr(begin, at - begin), -1, begin});
    } else {
      ++at;
    }
  }
  return out;
}

constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2060;

std::optional<PartialDate> day_if_real(int year, int month, int day) {
  if (year < kFirstYear || year > kLastYear || month < 1 || day < 1) return std::nullopt;
  if (!make_day(year, static_cast<unsigned>(month), static_cast<unsigned>(day))) return std::nullopt;
  return PartialDate{year, static_cast<unsigned>(month), static_cast<unsigned>(day), {}};
}

int year_of(const Piece& p) {
  if (p.text.size() == 4) return p.number;
  return -1;
}

bool joined_by(std::string_view text, const Piece& a, const Piece& b, std::string_view marks) {
  const std::size_t from = a.begin + a.text.size();
  if (b.begin <= from) return false;
  const std::string_view between = text.substr(from, b.begin - from);
  return between.size() == 1 && marks.find(between[0]) != std::string_view::npos;
}

// A day has a number and so has its year.
bool two_numbers(std::string_view text) {
  unsigned runs = 0;
  bool before = false;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && !before && ++runs == 2) return true;
    before = digit;
  }
  return false;
}

}  // namespace

std::optional<PartialDate> date_in_text(std::string_view text) {
  text = text.substr(0, 2000);
  if (!two_numbers(text)) return std::nullopt;
  const std::vector<Piece> p = pieces_of(text);
  for (std::size_t i = 0; i < p.size(); ++i) {
    // 16.6.2031 16/06/2031 2031-06-16
    if (i + 2 < p.size() && p[i].number >= 0 && p[i + 1].number >= 0 && p[i + 2].number >= 0 &&
        joined_by(text, p[i], p[i + 1], "./-") &&
        (joined_by(text, p[i + 1], p[i + 2], "./-") ||
         text.substr(p[i + 1].begin + p[i + 1].text.size(), 2) == ". ")) {
      if (const auto d = day_if_real(year_of(p[i]), p[i + 1].number, p[i + 2].number)) return d;
      int year = year_of(p[i + 2]);
      if (p[i + 2].text.size() == 2 && p[i + 2].number < 60) year = 2000 + p[i + 2].number;
      if (const auto d = day_if_real(year, p[i + 1].number, p[i].number)) return d;
      if (const auto d = day_if_real(year, p[i].number, p[i + 1].number)) return d;
    }
    if (p[i].number >= 0) continue;
    const unsigned month = p[i].text.size() >= 3 ? month_of(p[i].text) : 0;
    if (month == 0) continue;
    // 16. Juni 2031, 16 June 2031, 16th of June, 2031, 16 de junio de 2031
    for (std::size_t back = 1; back <= 3 && back <= i; ++back) {
      const Piece& day = p[i - back];
      if (day.number < 1 || day.number > 31) continue;
      for (std::size_t on = i + 1; on < p.size() && on <= i + 2; ++on)
        if (const auto d = day_if_real(year_of(p[on]), static_cast<int>(month), day.number)) return d;
    }
    // June 16, 2031; June 16th 2031
    if (i + 1 < p.size() && p[i + 1].number >= 1 && p[i + 1].number <= 31)
      for (std::size_t on = i + 2; on < p.size() && on <= i + 3; ++on)
        if (const auto d = day_if_real(year_of(p[on]), static_cast<int>(month), p[i + 1].number)) return d;
  }
  return std::nullopt;
}

std::optional<PartialDate> date_in_url(std::string_view url) {
  const std::size_t host = url.find("//");
  std::string_view path =
      host == std::string_view::npos ? url : url.substr(std::min(url.find('/', host + 2), url.size()));
  // An archive's address begins with the time of its copy.
  if (const std::size_t copy = path.find("/http"); copy != std::string_view::npos && copy < 40)
    path.remove_prefix(copy + 1);
  const std::vector<Piece> p = pieces_of(path);
  for (std::size_t i = 0; i + 2 < p.size(); ++i) {
    if (year_of(p[i]) < kFirstYear || !joined_by(path, p[i], p[i + 1], "/-_.") ||
        !joined_by(path, p[i + 1], p[i + 2], "/-_."))
      continue;
    const int month = p[i + 1].number >= 0 ? p[i + 1].number : static_cast<int>(month_of(p[i + 1].text));
    if (p[i + 2].text.size() > 2) continue;
    if (const auto d = day_if_real(p[i].number, month, p[i + 2].number)) return d;
  }
  // 16-06-2031
  for (std::size_t i = 0; i + 2 < p.size(); ++i)
    if (p[i].text.size() == 2 && p[i + 1].text.size() == 2 && joined_by(path, p[i], p[i + 1], "-_.") &&
        joined_by(path, p[i + 1], p[i + 2], "-_."))
      if (const auto d = day_if_real(year_of(p[i + 2]), p[i + 1].number, p[i].number)) return d;
  for (const Piece& one : p) {
    if (one.text.size() != 8 || one.number < 0) continue;
    if (const auto d = day_if_real(one.number / 10000, one.number / 100 % 100, one.number % 100)) return d;
  }
  return std::nullopt;
}

std::optional<PartialDate> date_in_attribute(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t'))
    text.remove_suffix(1);
  if (text.size() >= 10) {
    // Milliseconds beyond three digits, a space before the zone and the like: the clock is kept when it can
    // be read.
    if (const auto whole = parse_date(text); whole && whole->year >= kFirstYear && whole->year <= kLastYear)
      return whole;
    if (const auto day = parse_date(text.substr(0, 10));
        day && day->day != 0 && day->year >= kFirstYear && day->year <= kLastYear)
      return day;
  }
  if (text.size() >= 8 && text.size() <= 14 &&
      std::all_of(text.begin(), text.begin() + 8, [](char c) { return c >= '0' && c <= '9'; })) {
    const std::vector<Piece> p = pieces_of(text.substr(0, 8));
    if (const auto d = day_if_real(p[0].number / 10000, p[0].number / 100 % 100, p[0].number % 100)) return d;
  }
  return date_in_text(text.substr(0, 60));
}

}  // namespace dateline::extract
