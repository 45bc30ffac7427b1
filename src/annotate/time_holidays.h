#pragma once
// Feasts that are on another day each year, and dates of other calendars.

#include <optional>

#include <dateline/date.h>

namespace dateline::annotate {

// Values up to 1231 are fixed days, month * 100 + day; these come after them.
enum class Feast : int {
  black_friday = 3000,
  cyber_monday,
  election_day,
  holy_week,
  lent,
  orthodox_easter,
  ramadan,
};

// A holiday's number by rule: so many days from Easter, the n-th weekday of a month (-1: the last).
constexpr int from_easter(int days) {
  return 5000 + days;
}
constexpr int nth_weekday(int n, int weekday, int month) {
  return 10'000 + month * 100 + weekday * 10 + (n < 0 ? 9 : n);
}

// The days of a feast (a fixed day as month * 100 + day, or a Feast) that begin in a Gregorian year; nullopt
// where it has none there. Years 1000 to 2999. Christian feasts after Meeus; feasts of other calendars by
// ICU, where the Islamic months are those of Umm al-Qura: where they follow a sighting they can be a day off.
std::optional<DayInterval> feast_days(int feast, int year);

// Calendar * 100 + month, as the word tables have it.
enum class OtherCalendar { islamic = 1, persian = 2, hebrew = 3, chinese = 4 };

// A holiday's number: so many days from a day of another calendar on.
constexpr int in_calendar(OtherCalendar which, int month, int day, int length = 1) {
  return static_cast<int>(which) * 1'000'000 + length * 10'000 + month * 100 + day;
}

// The n-th weekday of a month, n = -1 the last; nullopt for a fifth that it lacks.
std::optional<Day> weekday_of_month(int year, unsigned month, int weekday, int n);

// The days of a day, or with day 0 of a whole month, of another calendar; nullopt for one that does not
// exist.
std::optional<DayInterval> days_of_other(OtherCalendar calendar, int year, unsigned month, unsigned day);

}  // namespace dateline::annotate
