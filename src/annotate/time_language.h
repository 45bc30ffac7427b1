#pragma once
// What one language brings: its words, its rules, and the words that tell of a sentence. Adding a language is
// adding such tables and a row in time_language.cc; see docs/TIMES.md.

#include <span>
#include <string_view>

#include "annotate/time_classes.h"

namespace dateline::annotate {

// Spellings in lower case, separated by spaces; "_" stands for a space within one ("new_year's_eve"), and the
// longest that the text has is taken. A full stop after an abbreviation is the lexer's.
struct WordSense {
  std::string_view words;
  Cls cls;
  std::int32_t value;
};
struct WordSignal {
  std::string_view words;
  std::uint32_t signals;
};
// "$clock": written in a pattern it stands for each of these alternatives.
struct TimeMacro {
  std::string_view name;
  std::string_view alternative;
};

enum class Meaning : std::uint8_t {
  calendar,     // a date whose parts are named: 2 August 2031, August, 2031, the 1990s, spring 2031
  other,        // a date of another calendar: 12 Ramadan 1452
  weekday,      // a weekday, with last/next/this
  deictic,      // today, yesterday, this morning, last night
  unit,         // last week, this month, the following year, the same day
  the_unit,     // the year, the week: the one that is spoken of
  business,     // the quarter, the latest period, year-ago: of the quarter that is reported
  ago,          // two weeks ago
  ahead,        // two weeks from now, in two weeks
  shifted,      // two weeks later, a year earlier: from the narrative
  duration,     // two weeks, the past three months
  set,          // every Monday, twice a week, daily
  time_of_day,  // 3:15 pm, noon, 9 a.m. on Friday
  present,
  past_ref,
  future,
  holiday,
};

// What the context must say before a match counts; time_guards.cc.
enum class Guard : std::uint8_t {
  none,
  month,        // May and March are also other words; Jan is a first name
  month_first,  // the same where more of a date follows
  weekday,      // Sun and Mon alone are none
  year,         // a bare number of four digits
  short_year,   // '29
  small_year,   // a number of up to three digits
  early_year,   // a number of three digits where the story stands in such years
  season,
  duration,
  one_unit,    // a week: only where the words before say that it lasts
  bare_units,  // weeks: only after "for" and the like
  adverb,      // annual, daily
  soon,
  recent,
  now,
  clock,
  hour_number,  // 7 in "this morning at 7"
  span,         // the two ends of a range, in order
  the_unit,     // the year
  part,         // in the morning
  ordinal_day,  // the 15th
  business,     // only in a text on results
  named,        // by the name of the rule
};

struct TimeRule {
  std::string_view name;
  std::string_view pattern;  // class names and $macros; "?" after one makes it optional, "|" joins classes
  Meaning meaning;
  std::string_view example;  // the expression must be found whole in this text ...
  std::string_view span;     // ... as exactly this ...
  std::string_view value;    // ... with this value when published on Monday, 2031-06-16
  Guard guard = Guard::none;
  bool split = false;  // a range: two times, with a dash, "to", "and" or "or" between them
};

class TimeGrammar;
class TimeWords;

struct TimeLanguage {
  std::string_view code;  // BCP 47, without a region
  std::span<const WordSense> words;
  std::span<const WordSignal> signals;
  std::span<const TimeMacro> macros;
  std::span<const TimeRule> rules;
  bool ordinal_stop = false;  // "3." is the third
  bool day_first = false;     // 2/8/2031 is in August
  // Made from the tables once.
  const TimeGrammar* grammar = nullptr;
  const TimeWords* lookup = nullptr;
};

// The language of a BCP 47 tag; English where there is no table for it. Lives as long as the program.
const TimeLanguage& time_language(std::string_view tag);
std::span<const TimeLanguage> time_languages();

// The tables.
TimeLanguage english_times();
TimeLanguage german_times();

}  // namespace dateline::annotate
