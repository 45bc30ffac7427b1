// Dates that are counted from another.

#include <fmt/format.h>

#include <cstdlib>

#include "annotate/time_resolver.h"

namespace dateline::annotate {
namespace {

using std::chrono::days;

}  // namespace

Day TimeResolver::weekday_near(Day from) const {
  const int now = iso_weekday(from);
  const int back = (now - p_.weekday + 7) % 7;
  if (c_.tells_the_past && c_.narrative) {
    if (p_.direction.value_or(0) < 0) return from - days{back == 0 ? 7 : back};
    return from + days{(7 - back) % 7};
  }
  if (c_.told && !p_.direction) return from + days{(7 - back) % 7};
  if (p_.direction && !p_.following) {
    if (*p_.direction < 0) return from - days{back == 0 ? 7 : back};
    if (*p_.direction > 0) return from + days{back == 0 ? 7 : 7 - back};
    return from + days{p_.weekday - now};
  }
  if (p_.following)
    return *p_.direction < 0 ? from - days{back == 0 ? 7 : back} : from + days{back == 0 ? 7 : 7 - back};
  return c_.tense == Tense::future && back > 0 ? from + days{7 - back} : from - days{back};
}

void TimeResolver::weekday() {
  const bool anaphoric = p_.anaphor || p_.following;
  const auto from = anaphoric && c_.narrative && c_.narrative->day != 0 ? narrative() : reference();
  if (p_.weekday == 0) {  // the 5th
    const auto month =
        c_.narrative && c_.narrative->month != 0 && c_.narrative_age <= 2 ? narrative() : reference();
    if (!knows(month, Unit::month)) return;
    const auto day = make_day(month->date.year, month->date.month, static_cast<unsigned>(p_.ord));
    if (!day) return unresolved("there is no such day");
    return give_day(partial_date(*day), false);
  }
  if (c_.every && rule_.name == "weekday") return set();
  if (!from || from->date.day == 0) {
    out_.value = fmt::format("XXXX-WXX-{}", p_.weekday);
    out_.why = from ? "the date that it counts from is not known to the day" : c_.missing;
    return;
  }
  if (c_.any_one && rule_.name == "weekday") {
    out_.value = fmt::format("XXXX-WXX-{}", p_.weekday);
    out_.anchor.clear();
    out_.why = "which one is not said";
    return;
  }
  Day day = weekday_near(from->day);
  if (c_.weekday_before && !p_.direction && !p_.anaphor) {  // by Thursday or Friday
    const Day next = *c_.weekday_before + days{(p_.weekday - iso_weekday(*c_.weekday_before) + 6) % 7 + 1};
    if (next <= from->day || c_.tense != Tense::past) day = next;
  }
  if (rule_.name == "the-weekday" && c_.spoken_of) {  // the one nearest to the day that is spoken of
    out_.anchor = "narrative";
    day = *c_.spoken_of + days{(p_.weekday - iso_weekday(*c_.spoken_of) + 10) % 7 - 3};
  }
  if (p_.has_unit() && !p_.day_before) {  // next week Friday, Tuesday of last week
    const Day monday = from->day - days{iso_weekday(from->day) - 1};
    day = monday + days{7 * p_.direction.value_or(0) + p_.weekday - 1};
  } else if (p_.ord != 0) {  // Friday the 13th
    for (int n : {0, -1, 1}) {
      const PartialDate at = partial_date(moved_day(from->day, Unit::month, n));
      const auto found = make_day(at.year, at.month, static_cast<unsigned>(p_.ord));
      if (found && iso_weekday(*found) == p_.weekday) return give_day(partial_date(*found), false);
    }
    return unresolved("there is no such day near");
  }
  if (p_.day_before) day -= days{1};
  out_.value = to_string(day);
  if (p_.part) add_part(*p_.part);
  if (p_.clock) {
    out_.value += fmt::format("T{:02}:{:02}", *p_.clock / 60, *p_.clock % 60);
    out_.type = TimexType::time;
  }
  stand_at(partial_date(day), false);
}

void TimeResolver::deictic() {
  if (c_.tells_the_past && !p_.part) {  // what a history quotes
    out_.value = p_.deictic.value_or(0) == 0  ? "PRESENT_REF"
                 : p_.deictic.value_or(0) < 0 ? "PAST_REF"
                                              : "FUTURE_REF";
    return;
  }
  const auto from = reference();
  if (!knows(from, Unit::day)) return;
  int n = p_.deictic.value_or(p_.direction.value_or(0));
  if (n == 100) {
    out_.value = to_string(from->day);
    return add_part(Part::night);
  }
  if (p_.day_before || p_.day_after || p_.shift != 0) n += n < 0 ? -1 : 1;
  give_day(partial_date(from->day + days{n}), false);
}

// The weekend of the week n weeks on; of the last one where the sentence looks back from its first days.
void TimeResolver::weekend(const Base& base, int n) {
  if (!p_.direction && iso_weekday(base.day) < 6 && c_.tense != Tense::future) n = -1;
  if (p_.direction == 0 && iso_weekday(base.day) < 4 && c_.tense == Tense::past) n = -1;
  out_.value = moved_value(base.day, Unit::weekend, n);
}

void TimeResolver::unit() {
  if (!p_.has_unit()) {  // the next morning, that night, in the evening
    const auto from = narrative();
    if (!knows(from, Unit::day)) return;
    const PartialDate day = partial_date(from->day + days{p_.direction.value_or(0)});
    if (p_.season != 0) return season(0);
    return give_day(day, false);
  }
  const Unit unit = p_.unit();
  int n = p_.direction.value_or(0);
  // "Our last day", "her last night": not yesterday's but the one that is told of.
  if (rule_.name == "unit-after-next" || rule_.name == "unit-before-last") n *= 2;
  const bool of_a_stay =
      c_.owned && !p_.counts.back().plural && n < 0 && unit <= Unit::week && rule_.name == "relative-unit";
  if (of_a_stay) n = 0;
  const bool ahead = p_.following && n > 0 && c_.tense == Tense::future && !c_.tells_the_past;
  const bool anaphoric = (p_.anaphor || p_.following) && !ahead;
  if (unit == Unit::quarter && p_.anaphor) return business();
  const auto from = anaphoric || (of_a_stay && c_.tense == Tense::past) ? narrative() : reference();
  if (unit <= Unit::hour) {
    out_.value = n < 0 ? "PAST_REF" : n > 0 ? "FUTURE_REF" : "PRESENT_REF";
    return;
  }
  if (!knows(from, unit)) return;
  if (p_.ord != 0) {  // the 20th of next month
    const PartialDate at = partial_date(moved_day(from->day, Unit::month, n));
    const auto day = make_day(at.year, at.month, static_cast<unsigned>(p_.ord));
    if (unit != Unit::month || !day) return unresolved("there is no such day");
    return give_day(partial_date(*day), false);
  }
  if (unit == Unit::weekend) return weekend(*from, n);
  if (p_.counts.back().plural && n != 0) {  // past years, the coming weeks
    out_.value = n < 0 ? "PAST_REF" : "FUTURE_REF";
    if (n < 0 || unit != Unit::year) return;
    out_.type = TimexType::duration;
    out_.value = "PXY";
    return;
  }
  if (unit >= Unit::decade && n < 0 && !p_.following && !c_.tells_the_past) {  // over the past decade
    out_.type = TimexType::duration;
    out_.value = unit == Unit::decade ? "P10Y" : "P100Y";
    if (from && from->date.day != 0) out_.interval = DayInterval{moved_day(from->day, unit, n), from->day};
    return;
  }
  out_.value = moved_value(from->day, unit, n);
  if (p_.quarter) c_.quarter_spoken = c_.quarter_spoken || !p_.direction;
  if (unit == Unit::night) add_part(Part::night);
  if (p_.part) add_part(*p_.part);
  if (unit == Unit::day || unit == Unit::night)
    stand_at(partial_date(moved_day(from->day, Unit::day, n)), false);
  if (c_.tells_the_past && (unit == Unit::month || unit == Unit::year)) {
    PartialDate at = partial_date(moved_day(from->day, unit, n));
    at.day = 0;
    if (unit == Unit::year) at.month = 0;
    stand_at(at, false);
  }
}

// The year, the week: the one that the sentence speaks of.
void TimeResolver::the_unit() {
  const Unit unit = p_.has_unit() ? p_.unit() : Unit::year;
  if (unit == Unit::quarter) return business();
  const bool in_story = c_.narrative && c_.narrative_age <= 1 && c_.tense != Tense::future &&
                        (c_.tells_the_past || unit <= Unit::night);
  const auto from = in_story ? narrative() : reference();
  if (c_.ended_follows && unit >= Unit::month) {
    out_.type = TimexType::duration;
    out_.value = fmt::format("P1{}", unit_letter(unit));
    return;
  }
  if (unit == Unit::weekend && from) return weekend(*from, 0);
  if (!knows(from, unit)) return;
  if (unit <= Unit::hour) return unresolved("which one is not said");
  if (unit == Unit::year && c_.results) c_.quarter_spoken = false;
  if (rule_.name == "year-end") {
    if (unit == Unit::year) {
      out_.value = year_value(from->date.year) + "-12-31";
      return;
    }
  }
  out_.value = moved_value(from->day, unit, 0);
  if (unit == Unit::year && p_.half && p_.ord >= 1 && p_.ord <= 2) out_.value += fmt::format("-H{}", p_.ord);
}

// The quarter whose results the text reports; by habit the last whole one.
std::pair<int, int> TimeResolver::reported_quarter() const {
  if (c_.quarter) return *c_.quarter;
  const PartialDate now = partial_date(*c_.published);
  const int q = (static_cast<int>(now.month) - 1) / 3;
  return q == 0 ? std::pair{now.year - 1, 4} : std::pair{now.year, q};
}

void TimeResolver::business() {
  if (!c_.quarter && !c_.published) return unresolved(c_.missing);
  auto [year, quarter] = reported_quarter();
  out_.anchor = c_.quarter ? "quarter" : c_.published_name;
  if (p_.year != 0) {
    out_.value = p_.quarter ? fmt::format("{}-Q{}", year_value(p_.year), quarter) : year_value(p_.year);
    return;
  }
  if (p_.ord >= 1 && p_.ord <= 4) quarter = p_.ord;
  const bool back = p_.ago || p_.shift < 0;
  if (back) --year;
  const bool spoken = p_.quarter || p_.term || p_.latest || c_.quarter_spoken;
  if (back && !spoken) {
    const auto from = reference();
    if (!from) return unresolved(c_.missing);
    out_.value = moved_value(from->day, p_.has_unit() ? p_.unit() : Unit::year, -1);
    return;
  }
  out_.value = fmt::format("{}-Q{}", year_value(year), quarter);
}

void TimeResolver::ago() {
  const auto from = reference();
  if (p_.counts.empty()) return unresolved("no unit");
  if (p_.counts.size() == 1 && (p_.counts[0].vague || (p_.counts[0].number == 0 && p_.numbers.empty()))) {
    out_.value = "PAST_REF";
    return;
  }
  if (!from) return unresolved(c_.missing);
  const Count& only = p_.counts[0];
  if (p_.counts.size() == 1 && only.unit == Unit::year && only.number == 1 && c_.results &&
      c_.quarter_spoken && c_.quarter && !p_.half) {
    out_.value = fmt::format("{}-Q{}", year_value(c_.quarter->first - 1), c_.quarter->second);
    out_.anchor = "quarter";
    return;
  }
  step_from(*from, -1);
}

void TimeResolver::ahead() {
  const auto from = reference();
  if (!from) return unresolved(c_.missing);
  step_from(*from, 1);
}

void TimeResolver::shifted() {
  if (p_.counts.empty()) return unresolved("no unit");
  const int sign = p_.shift;
  if (p_.counts[0].vague) {
    out_.value = sign < 0 ? "PAST_REF" : "FUTURE_REF";
    if (p_.has_unit() && !c_.tells_the_past) {
      out_.type = TimexType::duration;
      out_.value = duration_value();
    }
    return;
  }
  const Count& only = p_.counts[0];
  if (sign < 0 && only.unit == Unit::year && only.number <= 1 && c_.results && c_.quarter_spoken &&
      c_.quarter) {
    out_.value = fmt::format("{}-Q{}", year_value(c_.quarter->first - 1), c_.quarter->second);
    out_.anchor = "quarter";
    return;
  }
  const bool in_story =
      c_.narrative && (sign > 0 || c_.tells_the_past || (c_.narrative_age <= 1 && !c_.results));
  if (!in_story && sign > 0 && !c_.tells_the_past) {
    out_.type = TimexType::duration;
    out_.value = duration_value();
    out_.why = "no date before it to count from";
    return;
  }
  const auto from = in_story ? narrative() : reference();
  if (!from) return unresolved(c_.missing);
  step_from(*from, sign);
}

// `base` moved by all counts, no finer than the finest unit named.
void TimeResolver::step_from(const Base& base, int sign) {
  Unit finest = Unit::century;
  Day day = base.day;
  for (const Count& count : p_.counts) {
    if (too_far(count)) return unresolved("the number is too large");
    finest = std::min(finest, count.unit);
    const int n = count.number == 0 && !count.vague ? 1 : count.number;
    if (count.unit <= Unit::hour) {
      out_.value = duration_value();
      out_.type = TimexType::duration;
      return;
    }
    day = moved_day(day, count.unit, sign * n);
    if (count.tenths != 0 || (p_.half && &count == &p_.counts[0])) {
      if (count.unit == Unit::year)
        day = moved_day(day, Unit::month, sign * 6), finest = std::min(finest, Unit::month);
      else if (count.unit == Unit::month)
        day = moved_day(day, Unit::day, sign * 15), finest = std::min(finest, Unit::week);
      else
        return unresolved("a part of that unit is not counted");
    }
  }
  if (!knows(base, finest)) return;
  if (p_.deictic || p_.weekday != 0) finest = Unit::day;  // a week ago today
  if (p_.deictic && std::abs(*p_.deictic) <= 1) day += days{*p_.deictic};
  out_.value = moved_value(day, finest, 0);
  PartialDate at = partial_date(day);
  if (finest >= Unit::month) at.day = 0;
  if (finest >= Unit::year) at.month = 0;
  if (rule_.meaning == Meaning::shifted && finest != Unit::week && finest != Unit::fortnight &&
      finest <= Unit::year)
    stand_at(at, c_.narrative_named);
}

}  // namespace dateline::annotate
