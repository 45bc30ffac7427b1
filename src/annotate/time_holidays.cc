#include "annotate/time_holidays.h"

#include <unicode/calendar.h>

#include <array>
#include <memory>

namespace dateline::annotate {
namespace {

using std::chrono::days;

int iso_weekday(Day day) {
  return static_cast<int>(std::chrono::weekday{day}.iso_encoding());
}

// The n-th weekday of a month; n = -1 is the last.
Day nth(int year, unsigned month, int weekday, int n) {
  if (n < 0) {
    const Day last{std::chrono::year{year} / std::chrono::month{month} / std::chrono::last};
    return last - days{(iso_weekday(last) - weekday + 7) % 7};
  }
  const Day first = *make_day(year, month, 1);
  return first + days{(weekday - iso_weekday(first) + 7) % 7 + 7 * (n - 1)};
}

// Gregorian Easter: Meeus, Jones and Butcher.
Day easter(int y) {
  const int a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  return *make_day(y, static_cast<unsigned>((h + l - 7 * m + 114) / 31),
                   static_cast<unsigned>((h + l - 7 * m + 114) % 31 + 1));
}

// Julian Easter (Meeus), as a Gregorian day.
Day orthodox_easter(int y) {
  const int d = (19 * (y % 19) + 15) % 30, e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7;
  const int month = (d + e + 114) / 31, day = (d + e + 114) % 31 + 1;
  const int gap = y / 100 - y / 400 - 2;  // days between the calendars
  return *make_day(y, static_cast<unsigned>(month), static_cast<unsigned>(day)) + days{gap};
}

// ICU's calendar of that name, or null where the installation lacks it.
std::unique_ptr<icu::Calendar> calendar_of(const char* name) {
  UErrorCode error = U_ZERO_ERROR;
  icu::Locale locale("en", nullptr, nullptr, nullptr);
  locale.setKeywordValue("calendar", name, error);
  std::unique_ptr<icu::Calendar> calendar(
      icu::Calendar::createInstance(icu::TimeZone::getGMT()->clone(), locale, error));
  if (U_FAILURE(error) != 0) return nullptr;
  calendar->setLenient(0);
  return calendar;
}

constexpr double kDayMs = 86'400'000.0;

std::optional<Day> day_in(icu::Calendar& calendar, int year, int month, int day) {
  UErrorCode error = U_ZERO_ERROR;
  calendar.clear();
  calendar.set(UCAL_EXTENDED_YEAR, year);
  calendar.set(UCAL_MONTH, month);
  calendar.set(UCAL_DATE, day);
  const UDate time = calendar.getTime(error);
  if (U_FAILURE(error) != 0) return std::nullopt;
  return Day{
      days{static_cast<int>(time / kDayMs) -
           (time < 0 && static_cast<double>(static_cast<long>(time / kDayMs)) * kDayMs != time ? 1 : 0)}};
}

constexpr std::array<const char*, 5> kNames = {"", "islamic-umalqura", "persian", "hebrew", "chinese"};

// The first day of month.day of a calendar that falls into a Gregorian year.
std::optional<Day> in_year(OtherCalendar which, int year, unsigned month, unsigned day) {
  constexpr std::array<int, 4> kOffset = {0, 622, 621, -3760};
  int other = year - kOffset[static_cast<std::size_t>(which)];
  if (which == OtherCalendar::islamic) other = (year - 622) * 33 / 32;
  for (int y = other - 2; y <= other + 2; ++y)
    if (const auto found = days_of_other(which, y, month, day);
        found && partial_date(found->first).year == year)
      return found->first;
  return std::nullopt;
}

DayInterval one(Day day) {
  return {day, day};
}

std::optional<DayInterval> spanning(std::optional<Day> first, int length) {
  if (!first) return std::nullopt;
  return DayInterval{*first, *first + days{length - 1}};
}

// The year begins between 21 January and 21 February; a leap month before puts a day a month later.
std::optional<Day> chinese_day(int year, int month, int wanted) {
  const auto calendar = calendar_of("chinese");
  if (calendar == nullptr) return std::nullopt;
  UErrorCode error = U_ZERO_ERROR;
  const Day from = *make_day(year, 1, 19) + days{(month - 1) * 59 / 2 + wanted - 1};
  for (Day day = from; day <= from + days{68}; day += days{1}) {
    calendar->setTime(static_cast<double>(day.time_since_epoch().count()) * kDayMs + kDayMs / 2, error);
    if (calendar->get(UCAL_MONTH, error) == month - 1 && calendar->get(UCAL_DATE, error) == wanted &&
        calendar->get(UCAL_IS_LEAP_MONTH, error) == 0 && U_SUCCESS(error) != 0)
      return day;
  }
  return std::nullopt;
}

// A holiday's number that says its rule.
std::optional<DayInterval> by_rule(int feast, int year) {
  if (feast >= 1'000'000) {
    const auto which = static_cast<OtherCalendar>(feast / 1'000'000);
    const int month = feast / 100 % 100;
    const int day = feast % 100;
    const auto first = which == OtherCalendar::chinese
                           ? chinese_day(year, month, day)
                           : in_year(which, year, static_cast<unsigned>(month), static_cast<unsigned>(day));
    return spanning(first, feast / 10'000 % 100);
  }
  if (feast >= 10'000) {
    const int n = feast % 10 == 9 ? -1 : feast % 10;
    return spanning(weekday_of_month(year, static_cast<unsigned>(feast / 100 % 100), feast / 10 % 10, n), 1);
  }
  return one(easter(year) + days{feast - 5000});
}

}  // namespace

std::optional<Day> weekday_of_month(int year, unsigned month, int weekday, int n) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || n == 0 || n > 5) return std::nullopt;
  const Day day = nth(year, month, weekday, n);
  return partial_date(day).month == month ? std::optional(day) : std::nullopt;
}

std::optional<DayInterval> days_of_other(OtherCalendar which, int year, unsigned month, unsigned day) {
  if (year < 1 || year > 9999 || month < 1 || month > 13 || day > 31) return std::nullopt;
  const auto calendar = calendar_of(kNames[static_cast<std::size_t>(which)]);
  if (calendar == nullptr) return std::nullopt;
  // A Hebrew year that is no leap year has no Adar I.
  const auto first =
      day_in(*calendar, year, static_cast<int>(month) - 1, day == 0 ? 1 : static_cast<int>(day));
  if (!first || day != 0) return first ? std::optional(one(*first)) : std::nullopt;
  for (int length = 31; length >= 29; --length)
    if (const auto last = day_in(*calendar, year, static_cast<int>(month) - 1, length))
      return DayInterval{*first, *last};
  return std::nullopt;
}

std::optional<DayInterval> feast_days(int feast, int year) {
  if (year < 1000 || year > 2999) return std::nullopt;
  if (feast < 1300) {
    const auto day = make_day(year, static_cast<unsigned>(feast / 100), static_cast<unsigned>(feast % 100));
    return day ? std::optional(one(*day)) : std::nullopt;
  }
  if (feast >= 4000) return by_rule(feast, year);
  using enum Feast;
  switch (static_cast<Feast>(feast)) {
    case black_friday:
      return one(nth(year, 11, 4, 4) + days{1});
    case cyber_monday:
      return one(nth(year, 11, 4, 4) + days{4});
    case election_day:
      return one(nth(year, 11, 1, 1) + days{1});
    case holy_week:
      return DayInterval{annotate::easter(year) - days{6}, annotate::easter(year)};
    case lent:
      return DayInterval{annotate::easter(year) - days{46}, annotate::easter(year)};
    case orthodox_easter:
      return one(annotate::orthodox_easter(year));
    case ramadan:
      if (const auto first = in_year(OtherCalendar::islamic, year, 9, 1)) {
        const auto eid = in_year(OtherCalendar::islamic, year, 10, 1);
        return DayInterval{*first, eid && *eid > *first ? *eid - days{1} : *first + days{29}};
      }
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace dateline::annotate
