#pragma once
// The alphabet of the time grammar: a token of the text belongs to some of these classes, each with a value.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <dateline/document.h>

namespace dateline::annotate {

enum class Cls : std::uint8_t {
  // Parts of a date; the value is the month 1-12, the weekday 1-7 from Monday, the number itself.
  month,
  weekday,
  day,
  ord,
  year,
  year2,
  num,
  date,
  // Things that are counted or named: value of Unit, of Part, season 1-4 from spring, holiday's number.
  unit,
  part,
  season,
  holiday,
  quarter,
  half,
  decade,
  century,
  fiscal,
  era,
  // Direction: last -1, this 0, next +1; the offset in days of today, yesterday, tomorrow.
  past,
  current,
  next,
  deictic,
  ago,
  earlier,
  later,
  same,
  following,
  previous,
  // Modifiers; the value is that of Mod.
  early,
  approx,
  more,
  less,
  // Sets and vague words.
  every,
  adverb,
  times,
  once,
  present,
  long_ago,
  future,
  recent,
  // A time of day; the value is minutes.
  clock,
  ampm,
  oclock,
  noon,
  // Words and marks of the grammar itself.
  the,
  a,
  of,
  in,
  and_,
  to,
  from,
  between,
  that,
  other,
  comma,
  dash,
  possessive,
  couple,
  several,
  few,
  after_w,
  before_w,
  on,
  end_w,
  count_
};

static_assert(static_cast<int>(Cls::count_) <= 64);
using ClassMask = std::uint64_t;
constexpr ClassMask bit(Cls c) {
  return ClassMask{1} << static_cast<int>(c);
}

enum class Unit : std::int8_t {
  second,
  minute,
  hour,
  day,
  night,
  weekend,
  week,
  fortnight,
  month,
  quarter,
  year,
  decade,
  century
};
enum class Part : std::int8_t { morning, midday, afternoon, evening, night, day };  // MO MI AF EV NI DT
enum class Mod : std::int8_t { none, start, mid, end, approx, more, less, equal_or_more, equal_or_less };

struct Sense {
  Cls cls;
  std::int32_t value;
};

// A word or number of the text, with what it can be.
struct TimeToken {
  ByteRange range;
  ClassMask mask = 0;
  std::array<Sense, 4> senses{};
  std::uint8_t count = 0;
  bool capital = false;  // the first letter is upper case
  bool sentence_start = false;
  bool glued = false;  // no space between this and the token before
  PartialDate date;    // for Cls::date

  void add(Cls cls, std::int32_t value) {
    if (count == senses.size()) return;
    senses[count++] = {cls, value};
    mask |= bit(cls);
  }
  std::int32_t value_of(Cls cls) const {
    for (std::uint8_t i = 0; i < count; ++i)
      if (senses[i].cls == cls) return senses[i].value;
    return 0;
  }
};

struct WordSense {
  std::string_view words;  // spellings in lower case, separated by spaces
  Cls cls;
  std::int32_t value;
};

// What one language brings: its words and its rules.
enum class Meaning : std::uint8_t {
  calendar,     // a date whose parts are named: 2 August 2031, August, 2031, the 1990s, spring 2031
  weekday,      // a weekday, with last/next/this
  deictic,      // today, yesterday, this morning, last night
  unit,         // last week, this month, the following year, the same day
  ago,          // two weeks ago
  shifted,      // two weeks later, a year earlier, two days after: from the narrative
  duration,     // two weeks, the past three months
  set,          // every Monday, twice a week, daily
  time_of_day,  // 3:15 pm, noon
  present,
  past_ref,
  future,
  holiday,
};

struct TimeRule {
  std::string_view name;
  std::string_view pattern;  // class names; "?" after one makes it optional, "|" joins alternatives
  Meaning meaning;
  std::string_view example;  // the expression must be found whole in this text ...
  std::string_view span;     // ... as exactly this ...
  std::string_view value;    // ... with this value when published on Monday, 2031-06-16
};

std::span<const WordSense> english_words();
std::span<const TimeRule> english_rules();

}  // namespace dateline::annotate
