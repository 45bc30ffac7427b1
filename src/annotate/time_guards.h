#pragma once
// Whether a match is an expression of time where it stands: May and March are also other words, "a week" is a
// rate as often as a duration, a number of four digits is not always a year. Rules on the words around it,
// named in the rule table. The shares that they rest on are in docs/TIMES.md.

#include <span>
#include <string_view>

#include "annotate/time_meaning.h"

namespace dateline::annotate {

// A match seen with its sentence.
struct TimeSite {
  std::string_view text;
  std::span<const TimeToken> tokens;
  const TimeMatch& match;
  const TimeContext& context;
  bool joined = false;  // "and", "or", a dash to a time stands before it

  const TimeToken* before(std::size_t n = 1) const {
    return match.first >= n ? &tokens[match.first - n] : nullptr;
  }
  const TimeToken* after(std::size_t n = 0) const {
    return match.end() + n < tokens.size() ? &tokens[match.end() + n] : nullptr;
  }
};

bool plausible(const TimeSite& site);

}  // namespace dateline::annotate
