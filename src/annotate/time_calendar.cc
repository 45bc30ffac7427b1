// Dates whose parts are named.

#include <fmt/format.h>

#include "annotate/time_holidays.h"
#include "annotate/time_resolver.h"

namespace dateline::annotate {
namespace {

using std::chrono::days;

constexpr std::string_view kNoDay = "there is no such day";

// A year of two digits: the century that is nearest.
int full_year(int two) {
  return two < 50 ? 2000 + two : 1900 + two;
}

}  // namespace

int TimeResolver::named_year() const {
  if (p_.year != 0) return p_.year;
  if (p_.numbers.empty()) return 0;
  const int number = p_.numbers.back();
  if (rule_.name == "month-short-year" || rule_.name == "day-month-short-year")
    return number < 100 ? full_year(number) : number;
  return number;
}

void TimeResolver::calendar() {
  if (p_.reign != 0) {
    if (p_.numbers.empty() || p_.numbers[0] < 1 || p_.numbers[0] > 70) return unresolved(kNoDay);
    return give_day({p_.reign + p_.numbers[0], 0, 0, {}}, true);
  }
  int year = named_year();
  if (rule_.name == "weekday-of-month") return weekday_of_month(year);
  if (rule_.name == "week-number") return week_number(year);
  if (p_.era != 0) return with_era(year);
  if (p_.cent || p_.century != 0) {
    const int century = p_.century != 0 ? p_.century : p_.ord;
    if (century < 1 || century > 30) return unresolved("there is no such century");
    out_.value = fmt::format("{:02}", century - 1);
    if (c_.tells_the_past) return;
    return;
  }
  if (p_.decade >= 0) {
    out_.value = fmt::format("{:03}", p_.decade);
    return;
  }
  if (p_.fiscal && p_.month == 0 && !p_.quarter && p_.season == 0) return fiscal(year);
  if (year == 0 && p_.has_unit() && p_.unit() == Unit::year && (p_.direction || p_.anaphor))
    year = relative_year().value_or(0);
  if (p_.season != 0) return season(year);
  if (p_.quarter || p_.half) return part_of_year(year);
  if (p_.month == 0) {
    if (year < 1 || year > 9999) return unresolved("there is no such year");
    out_.value = year_value(year);
    stand_at({year, 0, 0, {}}, true);
    return;
  }
  month_and_day(year);
}

// The first Tuesday in November, the last Friday of May.
void TimeResolver::weekday_of_month(int year) {
  const bool named = year != 0;
  if (year == 0) year = year_for(p_.month, 0).value_or(0);
  if (year == 0) return unresolved(c_.missing);
  const auto day = annotate::weekday_of_month(year, p_.month, p_.weekday, p_.direction ? -1 : p_.ord);
  if (!day) return unresolved(kNoDay);
  give_day(partial_date(*day), named);
}

void TimeResolver::week_number(int year) {
  const int week = p_.counts.empty() || p_.numbers.empty() ? 0 : p_.numbers[0];
  const std::string value = fmt::format("{}-W{:02}", year_value(p_.year), week);
  const auto days_of_it = week > 0 ? days_of_value(value) : std::nullopt;
  if (year != p_.year || !days_of_it || week_value(days_of_it->first) != value)
    return unresolved("there is no such week");
  out_.value = value;
}

// BC and AD, and years of the Hijra, of the Jalali and of the Hebrew calendar.
void TimeResolver::with_era(int year) {
  if (p_.cent) {
    if (p_.ord < 1 || p_.ord > 99) return unresolved("there is no such century");
    out_.value = fmt::format("{}{:02}", p_.era < 0 ? "BC" : "", p_.ord - 1);
    return;
  }
  if (p_.era > 1) {
    const OtherCalendar which = p_.era == 2   ? OtherCalendar::islamic
                                : p_.era == 3 ? OtherCalendar::hebrew
                                              : OtherCalendar::persian;
    const auto first = days_of_other(which, year, 1, 0);
    const auto last = days_of_other(which, year, which == OtherCalendar::hebrew ? 13 : 12, 0);
    if (!first || !last) return unresolved(kNoDay);
    out_.interval = DayInterval{first->first, last->last};
    out_.value = to_string(first->first) + "/" + to_string(last->last);
    return;
  }
  if (p_.decade >= 0) {
    out_.value = fmt::format("{}{:03}", p_.era < 0 ? "BC" : "", p_.decade);
    return;
  }
  if (year < 1 || year > 9999) return unresolved("there is no such year");
  const int astronomical = p_.era < 0 ? 1 - year : year;
  if (p_.season != 0) {
    out_.value = season_value(astronomical, p_.season);
    return stand_at({astronomical, 0, 0, {}}, true);
  }
  const unsigned day = p_.day != 0 ? p_.day : static_cast<unsigned>(p_.ord);
  if (day != 0 && p_.month != 0 && !make_day(astronomical, p_.month, day)) return unresolved(kNoDay);
  give_day({astronomical, p_.month, p_.month != 0 ? day : 0, {}}, true);
}

void TimeResolver::month_and_day(int year) {
  const unsigned day = p_.day != 0 ? p_.day : static_cast<unsigned>(p_.ord);
  const bool named = year != 0;
  if (year == 0 && p_.direction && !p_.has_unit()) {
    const auto from = reference();
    if (from) {
      const PartialDate& now = from->date;
      const bool back = *p_.direction < 0;
      // "last" at the end of a date and a month of this year before now: "the 12th of March last".
      year = *p_.direction == 0 ? now.year
             : back             ? (p_.month < now.month ? now.year : now.year - 1)
                                : (p_.month > now.month ? now.year : now.year + 1);
      if (back && rule_.name == "relative-month" && p_.month < now.month && now.month - p_.month <= 2 &&
          !p_.following)
        year = now.year;
    }
  }
  if (year == 0) {
    const auto found = year_for(p_.month, day);
    if (!found) {
      out_.value =
          day == 0 ? fmt::format("XXXX-{:02}", p_.month) : fmt::format("XXXX-{:02}-{:02}", p_.month, day);
      out_.why = c_.missing;
      if (day > 31 || (day != 0 && !make_day(2000, p_.month, day))) unresolved(kNoDay);
      return;
    }
    year = *found;
  }
  if (year > 9999 || (day != 0 && !make_day(year, p_.month, day))) return unresolved(kNoDay);
  if (rule_.name == "week-of" && day != 0) {
    out_.value = week_value(*make_day(year, p_.month, day));
    return;
  }
  if (day != 0) c_.spoken_of = make_day(year, p_.month, day);
  give_day({year, p_.month, day, {}}, named);
  if (rule_.name == "numeric-date" && p_.clock && day != 0) {
    out_.value += fmt::format("T{:02}:{:02}", *p_.clock / 60, *p_.clock % 60);
    if (!p_.seconds.empty()) out_.value += ":" + p_.seconds;
    out_.type = TimexType::time;
  }
}

// The year of a month (and day) without one.
std::optional<int> TimeResolver::year_for(unsigned month, unsigned day) {
  if (c_.follows) {
    out_.anchor = "range";
    return month > c_.follows->month && c_.follows->month != 0 ? c_.follows->year - 1 : c_.follows->year;
  }
  if (c_.precedes && c_.precedes->month != 0) {
    out_.anchor = "range";
    const bool before =
        month < c_.precedes->month || (month == c_.precedes->month && day != 0 && day < c_.precedes->day);
    return c_.precedes->year + (before ? 1 : 0);
  }
  if (c_.tells_the_past && c_.narrative) {
    out_.anchor = "narrative";
    const PartialDate& at = *c_.narrative;
    const bool turned = at.month != 0 && static_cast<int>(at.month) - static_cast<int>(month) >= 8;
    return at.year + (turned ? 1 : 0);
  }
  return year_by_tense(month, day);
}

std::optional<int> TimeResolver::year_by_tense(unsigned month, unsigned day) {
  if (!c_.published) return std::nullopt;
  out_.anchor = c_.published_name;
  const PartialDate now = partial_date(*c_.published);
  const int ahead = static_cast<int>(month) - static_cast<int>(now.month);
  if (day != 0) {
    const auto this_year = make_day(now.year, month, day);
    const long distance = this_year ? (*this_year - *c_.published).count() : ahead * 30L;
    if (c_.tense == Tense::past) return distance > 45 ? now.year - 1 : now.year;
    if (c_.tense == Tense::future) return distance < -2 && distance < -60 ? now.year + 1 : now.year;
    return distance > 150 ? now.year - 1 : distance < -215 ? now.year + 1 : now.year;
  }
  if (c_.tense == Tense::past) return ahead > 1 ? now.year - 1 : now.year;
  if (c_.tense == Tense::future) return ahead < 0 ? now.year + 1 : now.year;
  return ahead > 5 ? now.year - 1 : ahead < -7 ? now.year + 1 : now.year;
}

std::optional<int> TimeResolver::relative_year() {
  const auto from = p_.anaphor ? narrative() : reference();
  if (!from) return std::nullopt;
  return from->date.year + p_.direction.value_or(0);
}

void TimeResolver::season(int year) {
  if (year == 0 && c_.follows) year = c_.follows->year, out_.anchor = "range";
  if (year == 0) {
    const auto from = p_.anaphor || p_.following ? narrative() : reference();
    if (!from) {
      out_.value = season_value(1, p_.season).replace(0, 4, "XXXX");
      out_.why = c_.missing;
      return;
    }
    const PartialDate& now = from->date;
    const int begins = p_.season * 3;  // spring begins in March
    const int month = static_cast<int>(now.month);
    year = now.year;
    if (p_.season == 4 && month > 0 && month <= 2) --year;  // the winter that began last year
    const int direction = p_.direction.value_or(0);
    if (p_.season == 4 && month > 0 && month <= 2 && direction > 0) year = now.year - 1;
    if (direction > 0 && begins <= month) ++year;
    if (direction < 0 && begins + 2 >= month && !(p_.season == 4 && month <= 2)) --year;
    // "We saw it this summer", told in January.
    if (p_.direction == 0 && c_.tense == Tense::past && !c_.tells_the_past && begins - month >= 3) --year;
    if (!p_.direction && !c_.tells_the_past && month > 0) {
      if (c_.tense == Tense::past && begins > month) --year;
      if (c_.tense != Tense::past && begins + 2 < month && p_.season != 4) ++year;
    }
  }
  if (year > 9998) return unresolved("there is no such year");
  out_.value = season_value(year, p_.season);
  if (c_.tells_the_past)
    stand_at({year, p_.season == 4 ? 12U : static_cast<unsigned>(p_.season) * 3, 0, {}}, false);
}

void TimeResolver::part_of_year(int year) {
  if (p_.ord < 1 || p_.ord > (p_.quarter ? 4 : 2)) {
    if (p_.half && p_.direction && p_.ord == 0) return unresolved("which half is not said");
    return unresolved("there is no such part of a year");
  }
  if (year == 0) {
    const auto from = reference();
    if (!from) return unresolved(c_.missing);
    year = from->date.year;
    const int size = p_.quarter ? 3 : 6;
    const int now = (static_cast<int>(from->date.month) + size - 1) / size;
    // A quarter that has not begun yet is last year's, unless the clause looks ahead.
    if (!c_.tells_the_past && p_.ord > now && c_.tense != Tense::future) --year;
    if (!c_.tells_the_past && p_.ord < now && c_.tense == Tense::future && now - p_.ord >= 2) ++year;
  }
  if (year > 9999) return unresolved("there is no such year");
  out_.value = fmt::format("{}-{}{}", year_value(year), p_.quarter ? 'Q' : 'H', p_.ord);
  if (!p_.quarter || (c_.published && days_of_value(out_.value)->first > *c_.published)) return;
  // What is still to come has no results.
  if (c_.published && days_of_value(out_.value)->last > *c_.published && c_.quarter) return;
  c_.quarter = {year, p_.ord}, c_.quarter_spoken = true;
}

// A financial year is called by its number; on which day it begins only its owner knows, so there is no
// interval.
void TimeResolver::fiscal(int year) {
  if (year == 0) year = relative_year().value_or(0);
  if (year > 0 && year < 100) year = full_year(year);
  if (year < 1 || year > 9999)
    return unresolved(c_.published ? "which financial year is not said" : c_.missing);
  out_.value = year_value(year);
  out_.why = "a financial year: its first day is not said";
}

void TimeResolver::other_calendar() {
  const auto which = static_cast<OtherCalendar>(p_.other_month / 100);
  const unsigned day = p_.day != 0 ? p_.day : static_cast<unsigned>(p_.ord);
  const int year = named_year();
  const auto month = static_cast<unsigned>(p_.other_month % 100);
  std::optional<DayInterval> span;
  if (year != 0)
    span = days_of_other(which, year, month, day);
  else if (!c_.published)
    return unresolved(c_.missing);
  else  // the nearest one, as with feasts
    span = nearest_feast(in_calendar(which, static_cast<int>(month), static_cast<int>(day)),
                         {*c_.published, partial_date(*c_.published)});
  if (!span) return unresolved("there is no such day in that calendar");
  out_.interval = *span;
  if (day != 0) {
    give_day(partial_date(span->first), true);
  } else {
    out_.value = to_string(span->first) + "/" + to_string(span->last);
    stand_at({partial_date(span->first).year, partial_date(span->first).month, 0, {}}, true);
  }
  out_.anchor = which == OtherCalendar::islamic   ? "islamic"
                : which == OtherCalendar::persian ? "persian"
                                                  : "hebrew";
}

// The one on the side of `from` that direction or tense points to.
std::optional<DayInterval> TimeResolver::nearest_feast(int feast, const Base& from) const {
  const bool back = p_.direction.value_or(0) < 0 || (!p_.direction && c_.tense == Tense::past);
  const bool forward = p_.direction.value_or(0) > 0 || (!p_.direction && c_.tense == Tense::future);
  std::optional<DayInterval> span;
  for (int y = from.date.year - 1; y <= from.date.year + 1; ++y) {
    const auto days_of_it = feast_days(feast, y);
    if (!days_of_it) continue;
    const long distance = (days_of_it->first - from.day).count();
    if (c_.tells_the_past && y == from.date.year) span = days_of_it;
    if (c_.tells_the_past) continue;
    const long now = span ? (span->first - from.day).count() : 0;
    if (back ? distance <= 0 : forward ? distance >= 0 && !span : !span || std::abs(distance) < std::abs(now))
      span = days_of_it;
  }
  return span;
}

void TimeResolver::holiday() {
  int year = named_year();
  std::optional<DayInterval> span;
  if (year != 0) {
    span = feast_days(p_.holiday, year);
  } else {
    const auto from = reference();
    if (!from) return unresolved(c_.missing);
    if (p_.has_unit()) {
      span = feast_days(p_.holiday, from->date.year + p_.direction.value_or(0));
    } else {
      span = nearest_feast(p_.holiday, *from);
    }
  }
  if (!span) return unresolved("there is no such feast in that year");
  out_.interval = *span;
  const Day first = span->first;
  const auto length = (span->last - first).count() + 1;
  if (length == 7 && iso_weekday(first) == 1)
    out_.value = week_value(first);
  else if (length > 1)
    out_.value = to_string(first) + "/" + to_string(span->last);
  else
    out_.value = to_string(first);
  if (p_.part) add_part(*p_.part);
  stand_at(partial_date(first), year != 0);
}

}  // namespace dateline::annotate
