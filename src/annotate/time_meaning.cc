#include "annotate/time_meaning.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace dateline::annotate {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month_day;

constexpr std::array<const char*, 6> kParts = {"TMO", "TMI", "TAF", "TEV", "TNI", "TDT"};
constexpr std::array<const char*, 5> kSeasons = {"", "SP", "SU", "FA", "WI"};
constexpr std::array<const char*, 9> kMods = {
    "", "START", "MID", "END", "APPROX", "MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"};

// What a match says, taken apart.
struct Parts {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int weekday = 0;
  int ord = 0;
  std::optional<int> number;
  bool vague = false;  // several, a few
  std::optional<Unit> unit;
  std::vector<std::pair<int, Unit>> counts;  // every number with its unit, in order
  std::optional<Part> part;
  int season = 0;
  int holiday = 0;
  int decade = -1;
  int era = 1;
  std::optional<int> direction;  // last -1, this 0, next 1
  std::optional<int> deictic;
  int shift = 0;  // earlier -1, later 1
  Mod mod = Mod::none;
  std::optional<int> clock;
  std::optional<int> ampm;
  int adverb = 0;
  bool quarter = false;
  bool half = false;
  bool century = false;
  bool every = false;
  bool same = false;
  bool a = false;
  bool past_word = false;
  std::optional<Unit> per;
};

void take(Parts& p, Cls cls, int value, const TimeToken& token) {
  switch (cls) {
    case Cls::month:
      p.month = static_cast<unsigned>(value);
      break;
    case Cls::weekday:
      p.weekday = value;
      break;
    case Cls::day:
      p.day = static_cast<unsigned>(value);
      break;
    case Cls::ord:
      p.ord = value;
      break;
    case Cls::year:
    case Cls::year2:
      p.year = value;
      break;
    case Cls::num:
    case Cls::couple:
      p.number = value;
      break;
    case Cls::once:
      p.number = value;
      break;
    case Cls::several:
    case Cls::few:
      p.vague = true;
      break;
    case Cls::date:
      p.year = token.date.year, p.month = token.date.month, p.day = token.date.day;
      break;
    case Cls::unit:
      if (p.unit) p.per = p.unit;
      p.unit = static_cast<Unit>(value);
      if (p.number) p.counts.emplace_back(*p.number, *p.unit);
      break;
    case Cls::part:
      p.part = static_cast<Part>(value);
      break;
    case Cls::season:
      p.season = value;
      break;
    case Cls::holiday:
      p.holiday = value;
      break;
    case Cls::quarter:
      p.quarter = true;
      break;
    case Cls::half:
      p.half = true;
      break;
    case Cls::decade:
      p.decade = value;
      break;
    case Cls::century:
      p.century = true;
      break;
    case Cls::era:
      p.era = value;
      break;
    case Cls::past:
    case Cls::current:
    case Cls::next:
    case Cls::following:
    case Cls::previous:
      p.direction = value;
      break;
    case Cls::deictic:
      p.deictic = value;
      break;
    case Cls::earlier:
    case Cls::later:
    case Cls::after_w:
    case Cls::before_w:
      p.shift = cls == Cls::after_w ? 1 : cls == Cls::before_w ? -1 : value;
      break;
    case Cls::early:
    case Cls::approx:
    case Cls::more:
    case Cls::less:
    case Cls::end_w:
      p.mod = static_cast<Mod>(value);
      break;
    case Cls::every:
      p.every = true;
      break;
    case Cls::adverb:
      p.adverb = value;
      break;
    case Cls::same:
    case Cls::that:
      p.same = true;
      break;
    case Cls::a:
      p.a = true;
      break;
    case Cls::clock:
    case Cls::noon:
      p.clock = value;
      break;
    case Cls::ampm:
      p.ampm = value;
      break;
    default:
      break;
  }
}

// ISO week of a day.
std::pair<int, int> iso_week(Day day) {
  const int weekday = static_cast<int>(std::chrono::weekday{day}.iso_encoding());
  const Day thursday = day + days{4 - weekday};
  const int y = partial_date(thursday).year;
  const Day first = *make_day(y, 1, 1);
  return {y, static_cast<int>((thursday - first).count()) / 7 + 1};
}

std::string week_value(Day day) {
  const auto [y, w] = iso_week(day);
  return fmt::format("{:04}-W{:02}", y, w);
}

Day add_months(Day day, int n) {
  const year_month_day date{day};
  year_month_day moved = date + months{n};
  if (!moved.ok()) moved = moved.year() / moved.month() / std::chrono::last;
  return Day{moved};
}

std::string month_value(Day day) {
  return to_string(day).substr(0, 7);
}
std::string year_value(int year) {
  return year > 0 ? fmt::format("{:04}", year) : fmt::format("BC{:04}", 1 - year);
}

// `day` moved by n units, as a value no finer than the unit.
std::string moved(Day day, Unit unit, int n) {
  switch (unit) {
    case Unit::day:
    case Unit::night:
      return to_string(day + days{n});
    case Unit::weekend: {
      const int weekday = static_cast<int>(std::chrono::weekday{day}.iso_encoding());
      return week_value(day + days{7 * n + (weekday > 7 ? 1 : 0)}) + "-WE";
    }
    case Unit::week:
      return week_value(day + days{7 * n});
    case Unit::fortnight:
      return week_value(day + days{14 * n});
    case Unit::month:
      return month_value(add_months(day, n));
    case Unit::quarter: {
      const PartialDate date = partial_date(add_months(day, 3 * n));
      return fmt::format("{:04}-Q{}", date.year, (date.month - 1) / 3 + 1);
    }
    case Unit::year:
      return year_value(partial_date(day).year + n);
    case Unit::decade:
      return fmt::format("{:03}", partial_date(day).year / 10 + n);
    case Unit::century:
      return fmt::format("{:02}", partial_date(day).year / 100 + n);
    case Unit::hour:
    case Unit::minute:
    case Unit::second:
      break;
  }
  return to_string(day);
}

const char* unit_letter(Unit unit) {
  constexpr std::array<const char*, 13> kLetters = {"S", "M", "H", "D", "D", "D", "W",
                                                    "W", "M", "Q", "Y", "Y", "Y"};
  return kLetters[static_cast<std::size_t>(unit)];
}

std::string duration_value(std::optional<int> number, Unit unit) {
  const bool clock = unit == Unit::second || unit == Unit::minute || unit == Unit::hour;
  const int times = unit == Unit::fortnight ? 2
                    : unit == Unit::weekend ? 2
                    : unit == Unit::decade  ? 10
                    : unit == Unit::century ? 100
                                            : 1;
  const std::string count = !number && times == 1 ? "X"
                            : !number             ? (times == 10 ? "X0" : "X00")
                                                  : fmt::format("{}", *number * times);
  if (!number && unit == Unit::decade) return "PXDE";
  if (!number && unit == Unit::century) return "PXCE";
  return fmt::format("P{}{}{}", clock ? "T" : "", number ? count : "X", unit_letter(unit));
}

class Resolver {
 public:
  Resolver(const Parts& parts, TimeContext& context, TimeMention& out) : p_(parts), c_(context), out_(out) {}

  void run(Meaning meaning) {
    switch (meaning) {
      case Meaning::calendar:
        calendar();
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
      case Meaning::ago:
        distance(true);
        break;
      case Meaning::shifted:
        distance(false);
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
    if (p_.mod != Mod::none && out_.mod.empty()) out_.mod = kMods[static_cast<std::size_t>(p_.mod)];
    if (out_.type == TimexType::date || out_.type == TimexType::time)
      out_.interval = days_of_value(out_.value);
  }

 private:
  void unresolved(std::string_view why) { out_.value.clear(), out_.why = why; }

  // The day that deictic words hang on: publication, or the story's day where the text tells the past.
  std::optional<Day> reference() {
    if (c_.tells_the_past) return narrative();
    if (c_.published) out_.anchor = "published";
    return c_.published;
  }
  // The last day the story stood at, or publication.
  std::optional<Day> narrative() {
    if (c_.narrative) {
      out_.anchor = "narrative";
      return days_of(*c_.narrative).first;
    }
    if (c_.published) out_.anchor = "published";
    return c_.published;
  }

  void stand_at(const PartialDate& date) { c_.narrative = date; }

  // The year of a month (and day) without one.
  std::optional<int> year_for(unsigned month, unsigned day) {
    if (c_.tells_the_past && c_.narrative) {
      out_.anchor = "narrative";
      return c_.narrative->year;
    }
    if (!c_.published) return std::nullopt;
    out_.anchor = "published";
    const PartialDate now = partial_date(*c_.published);
    const int distance = static_cast<int>(month) - static_cast<int>(now.month);
    const bool ahead = distance > 0 || (distance == 0 && day > now.day);
    if (!ahead) return c_.future && distance < 0 && distance <= -2 ? now.year + 1 : now.year;
    if (c_.future) return now.year;
    // Without a word of what is to come, a month that lies far ahead is last year's.
    return distance >= 3 ? now.year - 1
                         : (distance == 0 ? now.year : (distance <= 1 && day > 0 ? now.year : now.year - 1));
  }

  std::optional<int> relative_year() {
    const auto from = reference();
    if (!from) return std::nullopt;
    return partial_date(*from).year + p_.direction.value_or(0);
  }

  void calendar() {
    int year = p_.year;
    if (p_.era < 0) {
      out_.value = fmt::format("BC{:04}", p_.year != 0 ? p_.year : p_.number.value_or(0));
      return;
    }
    if (year == 0 && p_.number && p_.month == 0 && p_.season == 0) year = *p_.number;
    if (p_.century) {
      out_.value = fmt::format("{:02}", p_.ord - 1);
      return;
    }
    if (p_.decade >= 0) {
      out_.value = fmt::format("{:03}", p_.decade);
      return;
    }
    if (year == 0 && p_.unit == Unit::year && p_.direction) year = relative_year().value_or(0);
    if (p_.season != 0) return season(year);
    if (p_.quarter || p_.half) return part_of_year(year);
    if (p_.month == 0) {
      out_.value = year_value(year);
      stand_at({year, 0, 0, {}});
      return;
    }
    month_and_day(year);
  }

  void month_and_day(int year) {
    const unsigned day = p_.day != 0 ? p_.day : static_cast<unsigned>(p_.ord);
    if (year == 0 && p_.direction && !p_.unit) {
      year = year_of_relative_month();
    } else if (year == 0) {
      const auto found = year_for(p_.month, day);
      if (!found) {
        out_.value =
            day == 0 ? fmt::format("XXXX-{:02}", p_.month) : fmt::format("XXXX-{:02}-{:02}", p_.month, day);
        out_.why = c_.missing;
        return;
      }
      year = *found;
    }
    if (day != 0 && !make_day(year, p_.month, day)) return unresolved("there is no such day");
    const PartialDate date{year, p_.month, day, {}};
    out_.value = to_string(date);
    if (p_.part) add_part(*p_.part);
    stand_at(date);
  }

  // last August, next May.
  int year_of_relative_month() {
    const auto from = reference();
    if (!from) return 0;
    const PartialDate now = partial_date(*from);
    if (*p_.direction < 0) return p_.month < now.month ? now.year : now.year - 1;
    if (*p_.direction > 0) return p_.month > now.month ? now.year : now.year + 1;
    return now.year;
  }

  void season(int year) {
    if (year == 0) {
      const auto from = reference();
      if (!from) {
        out_.value = fmt::format("XXXX-{}", kSeasons[static_cast<std::size_t>(p_.season)]);
        out_.why = c_.missing;
        return;
      }
      const PartialDate now = partial_date(*from);
      const unsigned begins = static_cast<unsigned>(p_.season) * 3;  // spring begins in March
      year = now.year + (p_.direction.value_or(0) > 0 ? 1 : 0);
      if (p_.direction.value_or(0) < 0) year = begins + 2 < now.month ? now.year : now.year - 1;
      if (!p_.direction && !c_.tells_the_past && !c_.future && begins > now.month + 2) --year;
    }
    out_.value = fmt::format("{:04}-{}", year, kSeasons[static_cast<std::size_t>(p_.season)]);
    c_.narrative = PartialDate{year, 0, 0, {}};
  }

  void part_of_year(int year) {
    if (year == 0) {
      const auto from = reference();
      if (!from) return unresolved(c_.missing);
      const PartialDate now = partial_date(*from);
      year = now.year;
      // A quarter that has not begun yet is last year's, unless the clause looks ahead.
      if (p_.quarter && static_cast<unsigned>(p_.ord) > (now.month + 2) / 3 && !c_.future) --year;
    }
    if (p_.ord < 1 || p_.ord > (p_.quarter ? 4 : 2)) return unresolved("there is no such part of a year");
    out_.value = fmt::format("{:04}-{}{}", year, p_.quarter ? 'Q' : 'H', p_.ord);
  }

  void add_part(Part part) {
    out_.value += kParts[static_cast<std::size_t>(part)];
    out_.type = TimexType::time;
  }

  Day weekday_near(Day from) const {
    const int now = static_cast<int>(std::chrono::weekday{from}.iso_encoding());
    int back = now - p_.weekday;
    if (back < 0) back += 7;
    if (!p_.direction) return c_.future && back > 0 ? from + days{7 - back} : from - days{back};
    if (*p_.direction < 0) return from - days{back == 0 ? 7 : back};
    if (*p_.direction > 0) return from + days{back == 0 ? 7 : 7 - back};
    return from + days{p_.weekday - now};
  }

  void weekday() {
    const auto from = reference();
    if (!from) {
      out_.value = fmt::format("XXXX-WXX-{}", p_.weekday);
      out_.why = c_.missing;
      return;
    }
    const Day day = weekday_near(*from);
    out_.value = to_string(day);
    if (p_.part) add_part(*p_.part);
    if (p_.clock)
      out_.value += fmt::format("T{:02}:{:02}", *p_.clock / 60, *p_.clock % 60), out_.type = TimexType::time;
    stand_at(partial_date(day));
  }

  void deictic() {
    const auto from = reference();
    if (!from) return unresolved(c_.missing);
    int n = p_.deictic.value_or(p_.direction.value_or(0));
    if (n == 100) {
      out_.value = to_string(*from);
      add_part(Part::night);
      return;
    }
    if (p_.shift != 0) n = p_.deictic.value_or(0) + (p_.deictic.value_or(0) < 0 ? -1 : 1);
    const Day day = *from + days{n};
    out_.value = to_string(day);
    if (p_.part) add_part(*p_.part);
    stand_at(partial_date(day));
  }

  void unit() {
    if (!p_.unit) return unresolved("no unit");
    const bool anaphoric = p_.same || out_.rule == "the-following-unit";
    const auto from = anaphoric ? narrative() : reference();
    if (!from) return unresolved(c_.missing);
    if (*p_.unit <= Unit::hour) {
      out_.value = p_.direction.value_or(0) < 0   ? "PAST_REF"
                   : p_.direction.value_or(0) > 0 ? "FUTURE_REF"
                                                  : "PRESENT_REF";
      return;
    }
    out_.value = moved(*from, *p_.unit, p_.direction.value_or(0));
    if (*p_.unit == Unit::night) add_part(Part::night);
    if (const auto span = days_of_value(out_.value); span && span->first == span->last)
      stand_at(partial_date(span->first));
  }

  void distance(bool from_publication) {
    if (p_.vague && p_.counts.empty()) {
      out_.value = from_publication || p_.shift < 0 ? "PAST_REF" : "FUTURE_REF";
      return;
    }
    const auto from = from_publication ? reference() : narrative();
    if (!from) return unresolved(c_.missing);
    const int sign = from_publication ? (out_.rule == "from-now" ? 1 : -1) : p_.shift;
    if (p_.counts.size() > 1) {
      Day day = *from;
      for (const auto& [n, unit] : p_.counts) {
        if (std::abs(n) > 10'000) return unresolved("the number is too large");
        day = step(day, unit, sign * n);
      }
      out_.value = to_string(day);
      return;
    }
    if (!p_.unit) return unresolved("no unit");
    const int n = p_.number.value_or(1);
    if (n > 10'000) return unresolved("the number is too large");
    if (*p_.unit <= Unit::hour) {
      out_.value = duration_value(n, *p_.unit);
      out_.type = TimexType::duration;
      return;
    }
    out_.value = moved(*from, *p_.unit, sign * n);
    if (!from_publication)
      if (const auto span = days_of_value(out_.value); span && span->first == span->last)
        stand_at(partial_date(span->first));
  }

  static Day step(Day day, Unit unit, int n) {
    switch (unit) {
      case Unit::week:
        return day + days{7 * n};
      case Unit::fortnight:
        return day + days{14 * n};
      case Unit::month:
        return add_months(day, n);
      case Unit::quarter:
        return add_months(day, 3 * n);
      case Unit::year:
        return add_months(day, 12 * n);
      case Unit::decade:
        return add_months(day, 120 * n);
      case Unit::century:
        return add_months(day, 1200 * n);
      default:
        return unit == Unit::day || unit == Unit::night ? day + days{n} : day;
    }
  }

  void duration() {
    out_.type = TimexType::duration;
    if (!p_.unit) return unresolved("no unit");
    if (p_.half) {
      out_.value = *p_.unit == Unit::hour      ? "PT30M"
                   : *p_.unit == Unit::year    ? "P6M"
                   : *p_.unit == Unit::day     ? "PT12H"
                   : *p_.unit == Unit::century ? "P50Y"
                   : *p_.unit == Unit::decade  ? "P5Y"
                                               : duration_value(std::nullopt, *p_.unit);
      return;
    }
    out_.value = duration_value(p_.vague ? std::nullopt : p_.number, *p_.unit);
    if (p_.direction && out_.rule == "the-last-units" && p_.number && c_.published && !c_.tells_the_past &&
        *p_.unit > Unit::hour && *p_.number < 10'000) {
      const Day other = step(*c_.published, *p_.unit, *p_.direction * *p_.number);
      out_.interval =
          *p_.direction < 0 ? DayInterval{other, *c_.published} : DayInterval{*c_.published, other};
      out_.anchor = "published";
    }
  }

  void set() {
    out_.type = TimexType::set;
    constexpr std::array<const char*, 9> kAdverbs = {"",    "P1D", "P1W",  "P1M", "P1Q",
                                                     "P1Y", "P1D", "PT1H", "P2W"};
    if (p_.adverb > 200)
      out_.value = fmt::format(
          "XXXX-XX-XX{}", std::array{"TMO", "TAF", "TEV", "TNI"}[static_cast<std::size_t>(p_.adverb - 201)]);
    else if (p_.adverb > 100)
      out_.value = fmt::format("XXXX-WXX-{}", p_.adverb - 100);
    else if (p_.adverb > 0)
      out_.value = kAdverbs[static_cast<std::size_t>(p_.adverb)];
    else if (p_.weekday != 0)
      out_.value = fmt::format("XXXX-WXX-{}", p_.weekday);
    else if (p_.month != 0)
      out_.value = fmt::format("XXXX-{:02}", p_.month);
    else if (p_.season != 0)
      out_.value = fmt::format("XXXX-{}", kSeasons[static_cast<std::size_t>(p_.season)]);
    else if (p_.part)
      out_.value = fmt::format("XXXX-XX-XX{}", kParts[static_cast<std::size_t>(*p_.part)]);
    else if (p_.unit)
      out_.value = duration_value(
          out_.rule == "every-number" ? p_.number.value_or(p_.ord > 0 ? p_.ord : 2) : 1, *p_.unit);
  }

  void time_of_day() {
    out_.type = TimexType::time;
    int minutes = p_.clock.value_or(p_.number.value_or(0) * 60);
    if (p_.ampm) minutes = minutes % (12 * 60) + *p_.ampm * 60;
    if (minutes > 24 * 60) return unresolved("there is no such time of day");
    const auto from = p_.deictic || p_.weekday != 0 ? reference() : narrative();
    const std::string clock = fmt::format("T{:02}:{:02}", minutes / 60, minutes % 60);
    if (!from) {
      out_.value = "XXXX-XX-XX" + clock;
      out_.why = c_.missing;
      return;
    }
    Day day = *from + days{p_.deictic.value_or(0) == 100 ? 0 : p_.deictic.value_or(0)};
    if (p_.weekday != 0) day = weekday_near(*from);
    out_.value = to_string(day) + clock;
  }

  void holiday();

  const Parts& p_;
  TimeContext& c_;
  TimeMention& out_;
};

// Gregorian Easter: Meeus, Jones and Butcher.
Day easter(int y) {
  const int a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  return *make_day(y, static_cast<unsigned>((h + l - 7 * m + 114) / 31),
                   static_cast<unsigned>((h + l - 7 * m + 114) % 31 + 1));
}

void Resolver::holiday() {
  int year = p_.year;
  if (year == 0) {
    const auto from = reference();
    if (!from) return unresolved(c_.missing);
    year = partial_date(*from).year;
  }
  if (p_.holiday == 3002) {
    out_.value = to_string(easter(year));
  } else if (p_.holiday == 3001) {  // the fourth Thursday of November
    const Day first = *make_day(year, 11, 1);
    const int weekday = static_cast<int>(std::chrono::weekday{first}.iso_encoding());
    out_.value = to_string(first + days{(11 - weekday) % 7 + 21});
  } else if (p_.holiday < 3000) {
    const auto day =
        make_day(year, static_cast<unsigned>(p_.holiday / 100), static_cast<unsigned>(p_.holiday % 100));
    if (day) out_.value = to_string(*day);
  } else {
    unresolved("a feast of another calendar");
  }
}

int digits_at(std::string_view text, std::size_t at, std::size_t count) {
  if (text.size() < at + count) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

DayInterval months_from(int year, unsigned month, int count) {
  const Day first = *make_day(year, month, 1);
  return {first, add_months(first, count) - days{1}};
}

}  // namespace

std::optional<DayInterval> days_of_value(std::string_view value) {
  const std::size_t clock = value.find('T');
  if (clock != std::string_view::npos && clock > 0 && value[0] != 'P') value = value.substr(0, clock);
  if (value.size() == 2 && digits_at(value, 0, 2) > 0)
    return DayInterval{*make_day(digits_at(value, 0, 2) * 100, 1, 1),
                       *make_day(digits_at(value, 0, 2) * 100 + 99, 12, 31)};
  if (value.size() == 3 && digits_at(value, 0, 3) > 0)
    return DayInterval{*make_day(digits_at(value, 0, 3) * 10, 1, 1),
                       *make_day(digits_at(value, 0, 3) * 10 + 9, 12, 31)};
  const int year = digits_at(value, 0, 4);
  if (year <= 0) return std::nullopt;
  if (value.size() > 5 && value[4] == '-') {
    const std::string_view rest = value.substr(5);
    if (rest[0] == 'W' && digits_at(rest, 1, 2) > 0) {
      const Day fourth = *make_day(year, 1, 4);  // always in the first week
      const int weekday = static_cast<int>(std::chrono::weekday{fourth}.iso_encoding());
      const Day monday = fourth - days{weekday - 1} + days{7 * (digits_at(rest, 1, 2) - 1)};
      if (rest.ends_with("WE")) return DayInterval{monday + days{5}, monday + days{6}};
      return DayInterval{monday, monday + days{6}};
    }
    if (rest[0] == 'Q' && digits_at(rest, 1, 1) > 0)
      return months_from(year, static_cast<unsigned>(digits_at(rest, 1, 1) * 3 - 2), 3);
    if (rest[0] == 'H' && digits_at(rest, 1, 1) > 0)
      return months_from(year, static_cast<unsigned>(digits_at(rest, 1, 1) * 6 - 5), 6);
    for (unsigned s = 1; s <= 4; ++s)
      if (rest == kSeasons[s]) return months_from(year, s * 3, 3);
  }
  const auto date = parse_date(value);
  if (!date) return std::nullopt;
  return days_of(*date);
}

void resolve(const TimeMatch& match, std::span<const TimeToken> tokens, TimeContext& context,
             TimeMention& out) {
  Parts parts;
  for (std::size_t i = 0; i < match.count; ++i) {
    const TimeToken& token = tokens[match.first + i];
    take(parts, match.classes[i], token.value_of(match.classes[i]), token);
  }
  out.type = TimexType::date;
  out.rule = match.rule->name;
  Resolver(parts, context, out).run(match.rule->meaning);
}

}  // namespace dateline::annotate
