#include <dateline/date.h>
#include <fmt/format.h>

namespace dateline {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

bool digits(std::string_view s) {
  for (char c : s)
    if (c < '0' || c > '9') return false;
  return !s.empty();
}

int number(std::string_view s) {
  int value = 0;
  for (char c : s) value = value * 10 + (c - '0');
  return value;
}

// 14:05[:00[.000]][Z|+03:00|+0300]
bool is_clock(std::string_view s) {
  const auto pair_at = [&](size_t at, int most) {
    return s.size() >= at + 2 && digits(s.substr(at, 2)) && number(s.substr(at, 2)) <= most;
  };
  if (!pair_at(0, 24) || s.size() < 5 || s[2] != ':' || !pair_at(3, 59)) return false;
  size_t at = 5;
  if (at < s.size() && s[at] == ':') {
    if (!pair_at(at + 1, 60)) return false;
    at += 3;
    if (at < s.size() && s[at] == '.') {
      const size_t begin = ++at;
      while (at < s.size() && digits(s.substr(at, 1))) ++at;
      if (at == begin) return false;
    }
  }
  if (at == s.size()) return true;
  if (s[at] == 'Z') return at + 1 == s.size();
  if (s[at] != '+' && s[at] != '-') return false;
  if (!pair_at(at + 1, 18)) return false;
  at += 3;
  if (at == s.size()) return true;
  if (s[at] == ':') ++at;
  return pair_at(at, 59) && at + 2 == s.size();
}

}  // namespace

std::optional<Day> make_day(int y, unsigned m, unsigned d) {
  const year_month_day date{year{y}, month{m}, day{d}};
  if (!date.ok()) return std::nullopt;
  return Day{date};
}

std::optional<PartialDate> parse_date(std::string_view text) {
  PartialDate date;
  if (text.size() < 4 || !digits(text.substr(0, 4))) return std::nullopt;
  date.year = number(text.substr(0, 4));
  if (date.year == 0) return std::nullopt;
  if (text.size() == 4) return date;
  if (text.size() < 7 || text[4] != '-' || !digits(text.substr(5, 2))) return std::nullopt;
  date.month = static_cast<unsigned>(number(text.substr(5, 2)));
  if (date.month < 1 || date.month > 12) return std::nullopt;
  if (text.size() == 7) return date;
  if (text.size() < 10 || text[7] != '-' || !digits(text.substr(8, 2))) return std::nullopt;
  date.day = static_cast<unsigned>(number(text.substr(8, 2)));
  if (!make_day(date.year, date.month, date.day)) return std::nullopt;
  if (text.size() == 10) return date;
  if (text[10] != 'T' && text[10] != ' ') return std::nullopt;
  const std::string_view clock = text.substr(11);
  if (!is_clock(clock)) return std::nullopt;
  date.clock = clock;
  return date;
}

std::string to_string(const PartialDate& date) {
  if (date.month == 0) return fmt::format("{:04}", date.year);
  if (date.day == 0) return fmt::format("{:04}-{:02}", date.year, date.month);
  std::string text = fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
  if (!date.clock.empty()) text += "T" + date.clock;
  return text;
}

std::string to_string(Day value) {
  return to_string(partial_date(value));
}

DayInterval days_of(const PartialDate& date) {
  const year y{date.year};
  if (date.month == 0) return {Day{y / 1 / 1}, Day{y / 12 / 31}};
  const month m{date.month};
  if (date.day == 0) return {Day{y / m / 1}, Day{year_month_day{y / m / std::chrono::last}}};
  const Day only{y / m / day{date.day}};
  return {only, only};
}

std::optional<Day> day_of(const PartialDate& date) {
  if (date.day == 0) return std::nullopt;
  return make_day(date.year, date.month, date.day);
}

PartialDate partial_date(Day value) {
  const year_month_day date{value};
  return {static_cast<int>(date.year()),
          static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day()),
          {}};
}

}  // namespace dateline
