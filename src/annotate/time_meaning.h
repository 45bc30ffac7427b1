#pragma once
// What a matched expression means: TIMEX3 type, value, modifier, interval, and against which day it was
// worked out.

#include <optional>
#include <string_view>
#include <utility>

#include "annotate/time_parts.h"

namespace dateline::annotate {

enum class Tense : std::uint8_t { unknown, past, future };

// The points that relative expressions are counted from, and what the sentence says around one expression.
struct TimeContext {
  // Of the article.
  std::optional<Day> published;                   // or the day of its dateline
  std::string_view published_name = "published";  // "dateline" where that gave the day
  bool tells_the_past = false;  // history rather than news: everything hangs on the narrative
  std::string_view missing = "the page has no publication date";
  // Of what has been read so far.
  std::optional<PartialDate> narrative;  // the last date that the text stood at; its year may be 0 or less
  bool narrative_named = false;          // that date named its year
  std::optional<Day> spoken_of;          // the last day that was named by its date
  int narrative_age = 0;                 // sentences since
  std::optional<std::pair<int, int>> quarter;  // year and quarter whose results are reported
  bool quarter_spoken = false;                 // it was named, and no whole year since
  // Of the sentence and the words around the expression.
  Tense tense = Tense::unknown;
  bool results = false;                // the sentence compares figures of a business
  bool moves = true;                   // the story stands at this date afterwards
  bool ended_follows = false;          // "the year ended March 31"
  bool any_one = false;                // "a" stands before it: a Sunday
  bool after_in = false;               // "in" stands before it
  bool owned = false;                  // "our" stands before it: our last day
  bool every = false;                  // it goes on with "every Monday (and Friday)"
  bool told = false;                   // the text said which day it is: "It is Tuesday"
  std::optional<PartialDate> follows;  // the date that it is joined to: July (and August 2031)
  std::optional<PartialDate>
      precedes;                       // the date that a range begins with: (from 20 November to) 11 December
  std::optional<Day> weekday_before;  // the weekday that it is joined to: (by Thursday or) Friday
};

// Fills type, value, mod, interval, anchor, rule and why of `out` from the parts of a match. Moves
// context.narrative to a date that was named. Invariant: a day that does not exist is never given; what
// cannot be resolved has no interval and says why.
void resolve(const TimeRule& rule, const TimeParts& parts, TimeContext& context, TimeMention& out);

}  // namespace dateline::annotate
