#pragma once
// What a matched expression says, taken apart.

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "annotate/time_grammar.h"

namespace dateline::annotate {

struct Count {
  int number = 0;
  int tenths = 0;
  bool halves = false;
  bool vague = false;  // several, a few
  Unit unit = Unit::day;
  bool plural = false;
};

struct TimeParts {
  int year = 0;
  bool short_year = false;
  unsigned month = 0;
  unsigned day = 0;
  int weekday = 0;
  int ord = 0;
  int other_month = 0;  // of another calendar
  int reign = 0;
  std::vector<int> numbers;   // in order, those that count no unit
  std::vector<Count> counts;  // every unit in order, with its number where it has one
  std::optional<Part> part;
  int season = 0;
  int holiday = 0;
  int decade = -1;
  int century = 0;  // of "the 1800s"
  int era = 0;
  std::optional<int> direction;  // last -1, this 0, next 1
  std::optional<int> deictic;
  int shift = 0;         // earlier -1, later 1
  bool anaphor = false;  // that, the same
  bool following = false;
  bool ago = false;
  Mod mod = Mod::none;
  std::optional<int> clock;
  std::string seconds;
  std::optional<int> ampm;
  int adverb = 0;
  bool quarter = false;
  bool half = false;
  bool cent = false;  // the word "century"
  bool fiscal = false;
  bool every = false;
  bool other = false;
  bool term = false;
  bool latest = false;
  bool day_before = false;
  bool day_after = false;

  bool has_unit() const { return !counts.empty(); }
  Unit unit() const { return counts.back().unit; }
};

// The parts of tokens[first, last) of a match.
TimeParts take_parts(const TimeMatch& match, std::span<const TimeToken> tokens, std::size_t first,
                     std::size_t last);

}  // namespace dateline::annotate
