#include "annotate/time_value.h"

#include <fmt/format.h>

namespace dateline::annotate {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month_day;

constexpr std::array<const char*, 6> kParts = {"TMO", "TMI", "TAF", "TEV", "TNI", "TDT"};
constexpr std::array<const char*, 5> kSeasons = {"", "SP", "SU", "FA", "WI"};
constexpr std::array<const char*, 9> kMods = {
    "", "START", "MID", "END", "APPROX", "MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"};
constexpr std::array<const char*, 13> kUnits = {"S", "M", "H", "D", "D", "D", "W",
                                                "W", "M", "Q", "Y", "Y", "Y"};

// ISO week of a day.
std::pair<int, int> iso_week(Day day) {
  const Day thursday = day + days{4 - iso_weekday(day)};
  const int y = partial_date(thursday).year;
  const Day first = *make_day(y, 1, 1);
  return {y, static_cast<int>((thursday - first).count()) / 7 + 1};
}

Day add_months(Day day, int n) {
  const year_month_day date{day};
  year_month_day moved = date + months{n};
  if (!moved.ok()) moved = moved.year() / moved.month() / std::chrono::last;
  return Day{moved};
}

int digits_at(std::string_view text, std::size_t at, std::size_t count) {
  if (text.size() < at + count) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

DayInterval months_from(int year, unsigned month, int count) {
  const Day first = *make_day(year, month, 1);
  return {first, add_months(first, count) - days{1}};
}

DayInterval years_from(int year, int count) {
  return {*make_day(year == 0 ? 1 : year, 1, 1), *make_day(year + count - 1, 12, 31)};
}

std::optional<DayInterval> part_of_year(int year, std::string_view rest) {
  if (rest[0] == 'W' && digits_at(rest, 1, 2) > 0) {
    const Day fourth = *make_day(year, 1, 4);  // always in the first week
    const Day monday = fourth - days{iso_weekday(fourth) - 1} + days{7 * (digits_at(rest, 1, 2) - 1)};
    if (rest.ends_with("WE")) return DayInterval{monday + days{5}, monday + days{6}};
    return DayInterval{monday, monday + days{6}};
  }
  if (rest[0] == 'Q' && digits_at(rest, 1, 1) > 0)
    return months_from(year, static_cast<unsigned>(digits_at(rest, 1, 1) * 3 - 2), 3);
  if (rest[0] == 'H' && digits_at(rest, 1, 1) > 0)
    return months_from(year, static_cast<unsigned>(digits_at(rest, 1, 1) * 6 - 5), 6);
  for (unsigned s = 1; s <= 4; ++s)
    if (rest == kSeasons[s]) return months_from(year, s * 3, 3);
  return std::nullopt;
}

}  // namespace

int iso_weekday(Day day) {
  return static_cast<int>(std::chrono::weekday{day}.iso_encoding());
}

std::string year_value(int year) {
  return year > 0 ? fmt::format("{:04}", year) : fmt::format("BC{:04}", 1 - year);
}

std::string date_value(const PartialDate& date) {
  std::string value = year_value(date.year);
  if (date.month != 0) value += fmt::format("-{:02}", date.month);
  if (date.day != 0) value += fmt::format("-{:02}", date.day);
  return value;
}

std::string week_value(Day day) {
  const auto [y, w] = iso_week(day);
  return fmt::format("{}-W{:02}", year_value(y), w);
}

std::string season_value(int year, int season) {
  return fmt::format("{}-{}", year_value(year), kSeasons[static_cast<std::size_t>(season)]);
}

const char* part_suffix(Part part) {
  return kParts[static_cast<std::size_t>(part)];
}
const char* mod_name(Mod mod) {
  return kMods[static_cast<std::size_t>(mod)];
}
const char* unit_letter(Unit unit) {
  return kUnits[static_cast<std::size_t>(unit)];
}

std::string moved_value(Day day, Unit unit, int n) {
  const int year = partial_date(day).year;
  switch (unit) {
    case Unit::weekend:
      return week_value(day + days{7 * n}) + "-WE";
    case Unit::week:
    case Unit::fortnight:
      return week_value(moved_day(day, unit, n));
    case Unit::month: {
      PartialDate date = partial_date(add_months(day, n));
      date.day = 0;
      return date_value(date);
    }
    case Unit::quarter: {
      const PartialDate date = partial_date(add_months(day, 3 * n));
      return fmt::format("{}-Q{}", year_value(date.year), (date.month - 1) / 3 + 1);
    }
    case Unit::year:
      return year_value(year + n);
    case Unit::decade: {
      const int moved = year + 10 * n;
      return moved > 0 ? fmt::format("{:03}", moved / 10) : fmt::format("BC{:03}", (1 - moved) / 10);
    }
    case Unit::century: {
      const int moved = year + 100 * n;
      return moved > 0 ? fmt::format("{:02}", moved / 100) : fmt::format("BC{:02}", (1 - moved) / 100);
    }
    default:
      return date_value(partial_date(moved_day(day, unit, n)));
  }
}

Day moved_day(Day day, Unit unit, int n) {
  switch (unit) {
    case Unit::week:
    case Unit::weekend:
      return day + days{7 * n};
    case Unit::fortnight:
      return day + days{14 * n};
    case Unit::month:
      return add_months(day, n);
    case Unit::quarter:
      return add_months(day, 3 * n);
    case Unit::year:
      return add_months(day, 12 * n);
    case Unit::decade:
      return add_months(day, 120 * n);
    case Unit::century:
      return add_months(day, 1200 * n);
    case Unit::day:
    case Unit::night:
      return day + days{n};
    default:
      return day;
  }
}

std::optional<DayInterval> days_of_value(std::string_view value) {
  if (value.empty() || value[0] == 'P' || value[0] == 'B') return std::nullopt;
  const std::size_t clock = value.find('T');
  if (clock != std::string_view::npos) value = value.substr(0, clock);
  if (value.size() == 2 && digits_at(value, 0, 2) >= 0) return years_from(digits_at(value, 0, 2) * 100, 100);
  if (value.size() == 3 && digits_at(value, 0, 3) >= 0) return years_from(digits_at(value, 0, 3) * 10, 10);
  const int year = digits_at(value, 0, 4);
  if (year <= 0) return std::nullopt;
  if (value.size() > 5 && value[4] == '-')
    if (const auto part = part_of_year(year, value.substr(5))) return part;
  const auto date = parse_date(value);
  if (!date) return std::nullopt;
  return days_of(*date);
}

}  // namespace dateline::annotate
