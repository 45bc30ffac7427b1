#include "annotate/time_meaning.h"

#include "annotate/time_resolver.h"

namespace dateline::annotate {

bool too_far(const Count& count) {
  constexpr double kYears[] = {0,          0,        0,       1 / 365.0, 1 / 365.0, 7 / 365.0, 7 / 365.0,
                               14 / 365.0, 1 / 12.0, 1 / 4.0, 1,         10,        100};
  return count.number * kYears[static_cast<std::size_t>(count.unit)] > 9000 || count.number > 1'000'000;
}

void TimeResolver::run() {
  switch (rule_.meaning) {
    case Meaning::calendar:
      calendar();
      break;
    case Meaning::other:
      other_calendar();
      break;
    case Meaning::weekday:
      weekday();
      break;
    case Meaning::deictic:
      deictic();
      break;
    case Meaning::unit:
      unit();
      break;
    case Meaning::the_unit:
      the_unit();
      break;
    case Meaning::business:
      business();
      break;
    case Meaning::ago:
      ago();
      break;
    case Meaning::ahead:
      ahead();
      break;
    case Meaning::shifted:
      shifted();
      break;
    case Meaning::duration:
      duration();
      break;
    case Meaning::set:
      set();
      break;
    case Meaning::time_of_day:
      time_of_day();
      break;
    case Meaning::present:
      out_.value = "PRESENT_REF";
      break;
    case Meaning::past_ref:
      out_.value = "PAST_REF";
      break;
    case Meaning::future:
      out_.value = "FUTURE_REF";
      break;
    case Meaning::holiday:
      holiday();
      break;
  }
  if (p_.mod != Mod::none && out_.mod.empty()) out_.mod = mod_name(p_.mod);
  if (!out_.interval && (out_.type == TimexType::date || out_.type == TimexType::time) && !p_.fiscal) {
    out_.interval = days_of_value(out_.value);
    narrow();
  }
}

// "the early 1990s": five of the ten years; "the late 19th century": a quarter of it.
void TimeResolver::narrow() {
  if (!out_.interval || out_.value.size() > 3 || (p_.mod != Mod::start && p_.mod != Mod::end)) return;
  const int first = partial_date(out_.interval->first).year;
  const int all = out_.value.size() == 3 ? 10 : 100;
  const int kept = all == 10 ? 5 : 25;
  const int from = p_.mod == Mod::start ? first : first + all - kept;
  out_.interval = DayInterval{*make_day(from == 0 ? 1 : from, 1, 1), *make_day(from + kept - 1, 12, 31)};
}

std::optional<TimeResolver::Base> TimeResolver::published() {
  if (!c_.published) return std::nullopt;
  out_.anchor = c_.published_name;
  return Base{*c_.published, partial_date(*c_.published)};
}

std::optional<TimeResolver::Base> TimeResolver::narrative() {
  if (!c_.narrative) return published();
  out_.anchor = "narrative";
  const PartialDate& date = *c_.narrative;
  const auto day = make_day(date.year, date.month == 0 ? 1 : date.month, date.day == 0 ? 1 : date.day);
  if (!day) return std::nullopt;
  return Base{*day, date};
}

std::optional<TimeResolver::Base> TimeResolver::reference() {
  return c_.tells_the_past ? narrative() : published();
}

// Whether a base is fine enough to count units from; says why where it is not.
bool TimeResolver::knows(const std::optional<Base>& base, Unit unit) {
  if (!base) {
    unresolved(c_.missing);
    return false;
  }
  const bool fine = unit >= Unit::year                             ? true
                    : unit == Unit::month || unit == Unit::quarter ? base->date.month != 0
                                                                   : base->date.day != 0;
  if (!fine) unresolved("the date that it counts from is not known to the day");
  return fine;
}

void TimeResolver::stand_at(const PartialDate& date, bool named) {
  if (!c_.moves) return;
  c_.narrative = date;
  c_.narrative->clock.clear();
  c_.narrative_named = named;
  c_.narrative_age = 0;
}

void TimeResolver::give_day(const PartialDate& date, bool named) {
  out_.value = date_value(date);
  if (p_.part) add_part(*p_.part);
  stand_at(date, named);
}

void TimeResolver::add_part(Part part) {
  out_.value += part_suffix(part);
  out_.type = TimexType::time;
}

void resolve(const TimeRule& rule, const TimeParts& parts, TimeContext& context, TimeMention& out) {
  out.type = TimexType::date;
  out.rule = rule.name;
  TimeResolver(rule, parts, context, out).run();
}

}  // namespace dateline::annotate
