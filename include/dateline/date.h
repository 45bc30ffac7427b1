#pragma once
// Days, and dates of which only a part is known. The proleptic Gregorian calendar of std::chrono throughout.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dateline {

using Day = std::chrono::sys_days;

// Both days belong to the interval.
// Invariant: first <= last.
struct DayInterval {
  Day first;
  Day last;
  friend bool operator==(const DayInterval&, const DayInterval&) = default;
};

// A date at the precision that is known; 0 means that the part is not known.
// Invariant: a month is known when a day is, a day is known when a clock is.
struct PartialDate {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  std::string
      clock;  // "14:05", "14:05:00+03:00" as the publisher wrote it, without the "T"; empty when not known
  friend bool operator==(const PartialDate&, const PartialDate&) = default;
};

// Reads 2024, 2024-07, 2024-07-23 and 2024-07-23T14:05[:00[.000]][Z|+03:00]. The day is the one written: no
// zone conversion. Years 1 to 9999; anything else, and days that do not exist, give nullopt.
std::optional<PartialDate> parse_date(std::string_view text);

std::string to_string(const PartialDate& date);
std::string to_string(Day day);  // 2024-07-23

// The first and last day that `date` can mean. Requires date.year != 0.
DayInterval days_of(const PartialDate& date);

// The day itself when it is known to the day.
std::optional<Day> day_of(const PartialDate& date);

PartialDate partial_date(Day day);

// nullopt for a day that does not exist (31 February).
std::optional<Day> make_day(int year, unsigned month, unsigned day);

}  // namespace dateline
