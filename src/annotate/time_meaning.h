#pragma once
// What a matched expression means: TIMEX3 type, value, modifier, interval, and against which day it was
// worked out.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "annotate/time_grammar.h"

namespace dateline::annotate {

// The points that relative expressions are counted from.
struct TimeContext {
  std::optional<Day> published;
  std::optional<PartialDate> narrative;  // the last date that the text stood at
  bool tells_the_past = false;           // history rather than news: everything hangs on the narrative
  bool future = false;                   // the clause speaks of what is to come
  std::string_view missing = "the page has no publication date";
};

// Fills type, value, mod, interval, anchor and why of `out`. Moves context.narrative to a date that was
// named.
void resolve(const TimeMatch& match, std::span<const TimeToken> tokens, TimeContext& context,
             TimeMention& out);

// The days that a TIMEX3 value covers; nullopt for durations, sets and references.
std::optional<DayInterval> days_of_value(std::string_view value);

}  // namespace dateline::annotate
