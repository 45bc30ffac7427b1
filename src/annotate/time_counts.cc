// Durations, sets, times of day.

#include <fmt/format.h>

#include "annotate/time_resolver.h"

namespace dateline::annotate {
namespace {

using std::chrono::days;

// A count as TIMEX3 writes it: the amount with the letter, and whether it stands after the T.
struct Written {
  std::string text;
  bool clock = false;
};

Written written(const Count& count) {
  Written out;
  const Unit unit = count.unit;
  out.clock = unit == Unit::second || unit == Unit::minute || unit == Unit::hour;
  if (count.vague || (count.number == 0 && count.tenths == 0)) {
    if (unit == Unit::decade)
      out.text = "XDE";
    else if (unit == Unit::century)
      out.text = "XCE";
    else
      out.text = fmt::format("X{}", unit_letter(unit));
    return out;
  }
  const long times = unit == Unit::fortnight || unit == Unit::weekend ? 2
                     : unit == Unit::decade                           ? 10
                     : unit == Unit::century                          ? 100
                                                                      : 1;
  out.text = fmt::format("{}{}", count.number * times, unit_letter(unit));
  if (count.tenths == 0) return out;
  if (count.halves && unit == Unit::hour)
    out.text += "30M";
  else if (count.halves && unit == Unit::minute)
    out.text += "30S";
  else if (count.halves && unit == Unit::year)
    out.text += "6M";
  else if (times == 10)
    out.text = fmt::format("{}Y", count.number * 10 + count.tenths);
  else
    out.text = fmt::format("{}.{}{}", count.number, count.tenths, unit_letter(unit));
  return out;
}

}  // namespace

std::string TimeResolver::duration_value() const {
  std::string days_part;
  std::string clock_part;
  for (const Count& count : p_.counts) {
    // "Weeks and months": the first says enough.
    if (&count != &p_.counts[0] && (count.vague || (count.plural && count.number == 0))) break;
    const Written one = written(count);
    (one.clock ? clock_part : days_part) += one.text;
  }
  return "P" + days_part + (clock_part.empty() ? "" : "T" + clock_part);
}

void TimeResolver::duration() {
  out_.type = TimexType::duration;
  if (!p_.has_unit()) return unresolved("no unit");
  const Unit unit = p_.unit();
  if (p_.half && p_.counts.size() == 1 && p_.counts[0].number <= 1) {
    const bool and_half = p_.counts[0].number == 1 && rule_.name == "a-unit-and-half";
    Count count = p_.counts[0];
    count.number = and_half ? 1 : 0;
    count.tenths = 5, count.halves = true;
    out_.value = and_half ? "P" + std::string(written(count).clock ? "T" : "") + written(count).text
                 : unit == Unit::hour    ? "PT30M"
                 : unit == Unit::minute  ? "PT30S"
                 : unit == Unit::year    ? "P6M"
                 : unit == Unit::day     ? "PT12H"
                 : unit == Unit::century ? "P50Y"
                 : unit == Unit::decade  ? "P5Y"
                                         : fmt::format("P0.5{}", unit_letter(unit));
    return;
  }
  if (rule_.name == "count-range" || rule_.name == "the-last-units-range") {
    Count first = p_.counts[0];
    if (!p_.numbers.empty()) first.number = p_.numbers[0], first.tenths = 0;
    out_.value = "P" + std::string(written(first).clock ? "T" : "") + written(first).text;
    return span_of_duration();
  }
  if (rule_.name == "first-unit-of" || rule_.name == "another-unit") {
    Count one = p_.counts.front();
    if (one.number == 0) one.number = 1;
    out_.value = "P" + std::string(written(one).clock ? "T" : "") + written(one).text;
    return span_of_duration();
  }
  if (rule_.name == "year-ago-months") {
    const Written one = written(p_.counts.back());
    out_.value = "P" + std::string(one.clock ? "T" : "") + one.text;
    return;
  }
  if (rule_.name == "the-first-units-of") {
    const Written one = written(p_.counts.front());
    out_.value = "P" + std::string(one.clock ? "T" : "") + one.text;
    const Count& count = p_.counts.front();
    if (p_.year != 0 && p_.ord == 1 && count.unit >= Unit::month && count.unit <= Unit::quarter &&
        count.number >= 1 && count.number <= 12) {
      const auto first = make_day(p_.year, 1, 1);
      if (first) out_.interval = DayInterval{*first, moved_day(*first, count.unit, count.number) - days{1}};
    }
    return;
  }
  // "redeemed in five years": a date.
  if (c_.after_in && c_.tense == Tense::future && p_.counts.size() == 1 && !p_.counts[0].vague &&
      c_.published && !c_.tells_the_past && rule_.name == "count-of-units" && unit > Unit::hour &&
      !too_far(p_.counts[0])) {
    out_.type = TimexType::date;
    return ahead();
  }
  out_.value = duration_value();
  span_of_duration();
}

// "the past three years": the days from then to now.
void TimeResolver::span_of_duration() {
  if (!p_.direction || !c_.published || c_.tells_the_past || p_.counts.size() != 1 || p_.following) return;
  Count count = p_.counts[0];
  if (count.unit <= Unit::hour || count.vague || too_far(count) || *p_.direction == 0) return;
  if (count.number == 0) count.number = 1;
  const int sign = *p_.direction;
  Day other = moved_day(*c_.published, count.unit, sign * count.number);
  if (count.tenths != 0 && count.unit == Unit::year) other = moved_day(other, Unit::month, sign * 6);
  out_.interval = sign < 0 ? DayInterval{other + days{1}, *c_.published} : DayInterval{*c_.published, other};
  out_.anchor = c_.published_name;
}

void TimeResolver::set() {
  out_.type = TimexType::set;
  constexpr std::array<const char*, 9> kAdverbs = {"",    "P1D", "P1W",  "P1M", "P1Q",
                                                   "P1Y", "P1D", "PT1H", "P2W"};
  constexpr std::array<const char*, 4> kDayParts = {"TMO", "TAF", "TEV", "TNI"};
  const bool weekends = p_.adverb == 205 || (p_.every && p_.has_unit() && p_.unit() == Unit::weekend);
  if (weekends)
    out_.value = "XXXX-WXX-WE";
  else if (p_.weekday != 0 && p_.adverb > 200)
    out_.value =
        fmt::format("XXXX-WXX-{}{}", p_.weekday, kDayParts[static_cast<std::size_t>(p_.adverb - 201)]);
  else if (p_.adverb > 200)
    out_.value = fmt::format("XXXX-XX-XX{}", kDayParts[static_cast<std::size_t>(p_.adverb - 201)]);
  else if (p_.adverb > 100)
    out_.value = fmt::format("XXXX-WXX-{}", p_.adverb - 100);
  else if (p_.adverb > 0)
    out_.value = kAdverbs[static_cast<std::size_t>(p_.adverb)];
  else if (p_.weekday != 0)
    out_.value = fmt::format("XXXX-WXX-{}", p_.weekday);
  else if (p_.month != 0)
    out_.value = fmt::format("XXXX-{:02}", p_.month);
  else if (p_.season != 0)
    out_.value = season_value(1, p_.season).replace(0, 4, "XXXX");
  else if (p_.part)
    out_.value = fmt::format("XXXX-XX-XX{}", part_suffix(*p_.part));
  else if (p_.has_unit()) {
    Count count = p_.counts.back();
    const bool numbered = rule_.name == "every-number";
    count.number = numbered ? (count.number > 0 ? count.number : p_.ord > 0 ? p_.ord : 2) : p_.other ? 2 : 1;
    count.vague = false, count.tenths = 0;
    const Written one = written(count);
    out_.value = "P" + std::string(one.clock ? "T" : "") + one.text;
  }
}

// Minutes after midnight; nullopt for no time of day.
std::optional<int> TimeResolver::minutes() const {
  if (rule_.name == "to-the-hour") {
    if (p_.numbers.empty() || p_.numbers.back() > 12) return std::nullopt;
    const int hour = p_.numbers.back() * 60;
    const int off = p_.quarter              ? 15
                    : p_.half               ? 30
                    : !p_.counts.empty()    ? p_.counts[0].number
                    : p_.numbers.size() > 1 ? p_.numbers[0]
                                            : 0;
    if (off > 59) return std::nullopt;
    // "half past", "twenty past": the class past is in the match; to takes away.
    return p_.direction.value_or(0) < 0 ? hour + off : hour - off;
  }
  if (p_.clock) return *p_.clock;
  if (p_.numbers.empty() || p_.numbers[0] > 24) return std::nullopt;
  return p_.numbers[0] * 60 + (rule_.name == "spelt-clock-day" && p_.numbers.size() > 1 ? p_.numbers[1] : 0);
}

void TimeResolver::time_of_day() {
  out_.type = TimexType::time;
  std::optional<int> at = minutes();
  if (!at) return unresolved("there is no such time of day");
  const bool late =
      p_.part == Part::afternoon || p_.part == Part::evening || p_.part == Part::night || p_.deictic == 100;
  if (p_.ampm)
    at = *at % (12 * 60) + *p_.ampm * 60;
  else if (late && *at < 12 * 60 && *at > 0)
    at = *at + 12 * 60;
  if (*at > 24 * 60 || *at < 0) return unresolved("there is no such time of day");
  std::string clock = fmt::format("T{:02}:{:02}", *at / 60, *at % 60);
  if (!p_.seconds.empty()) clock += ":" + p_.seconds;
  // The day: named, or the one that the text stands at.
  TimeParts rest = p_;
  rest.part.reset(), rest.clock.reset(), rest.numbers.clear();
  if (rule_.name == "to-the-hour") rest.direction.reset();  // half past is not the last one
  TimeMention day;
  const bool dated = p_.month != 0 || p_.year != 0;
  const bool relative = p_.has_unit() && p_.unit() == Unit::day && (p_.following || p_.anaphor);
  if (dated)
    TimeResolver(rule_, rest, c_, day).month_and_day(p_.year);
  else if (p_.weekday != 0)
    TimeResolver(rule_, rest, c_, day).weekday();
  else if (relative)
    TimeResolver(rule_, rest, c_, day).unit();
  else if (rest.deictic || rest.direction) {
    if (rest.deictic == 100) rest.deictic = 0;
    if (c_.tells_the_past) rest.part = Part::day;
    TimeResolver(rule_, rest, c_, day).deictic();
    if (const std::size_t part = day.value.find('T'); part != std::string::npos) day.value.resize(part);
  } else {
    const bool story = c_.narrative && c_.narrative->day != 0 && (c_.tells_the_past || c_.narrative_age == 0);
    const auto from = story ? narrative() : published();
    if (from) day.value = date_value(from->date), day.anchor = out_.anchor;
  }
  out_.anchor = day.anchor;
  if (day.value.empty() || day.value.find('P') != std::string::npos) {
    out_.value = "XXXX-XX-XX" + clock;
    out_.why = day.why.empty() ? std::string(c_.missing) : day.why;
    return;
  }
  out_.value = day.value + clock;
  if (!day.why.empty()) out_.why = day.why;
}

}  // namespace dateline::annotate
