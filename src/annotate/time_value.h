#pragma once
// TIMEX3 values as strings, and the days they cover.

#include <optional>
#include <string>
#include <string_view>

#include "annotate/time_classes.h"

namespace dateline::annotate {

// Astronomical years: 1 BC is 0, 2 BC is -1. A year before 1 is written "BC0480", and covers no interval
// here: ISO dates begin with year 1.
std::string year_value(int year);
std::string date_value(const PartialDate& date);
std::string week_value(Day day);
std::string season_value(int year, int season);
const char* part_suffix(Part part);  // "TMO"
const char* mod_name(Mod mod);       // "START"
const char* unit_letter(Unit unit);

// `day` moved by n units, as a value no finer than the unit. Requires |n| <= 10,000 and a unit of a day or
// more.
std::string moved_value(Day day, Unit unit, int n);
// The same as a day.
Day moved_day(Day day, Unit unit, int n);

int iso_weekday(Day day);

// The days that a TIMEX3 value covers; nullopt for durations, sets and references.
std::optional<DayInterval> days_of_value(std::string_view value);

}  // namespace dateline::annotate
