#pragma once
// Feasts that are on another day each year, and dates of other calendars.

#include <optional>

#include <dateline/date.h>

namespace dateline::annotate {

// Values up to 1231 are fixed days, month * 100 + day; these come after them.
enum class Feast : int {
  thanksgiving = 3000,
  black_friday,
  cyber_monday,
  labor_day,
  memorial_day,
  king_day,
  presidents_day,
  columbus_day,
  election_day,
  mothers_day,
  fathers_day,
  easter,
  good_friday,
  easter_monday,
  palm_sunday,
  ash_wednesday,
  pentecost,
  holy_week,
  lent,
  orthodox_easter,
  ascension,
  corpus_christi,
  ramadan,
  eid_al_fitr,
  eid_al_adha,
  ashura,
  mawlid,
  nowruz,
  passover,
  rosh_hashanah,
  yom_kippur,
  hanukkah,
  purim,
  chinese_new_year,
};

// The days of a feast (a fixed day as month * 100 + day, or a Feast) that begin in a Gregorian year; nullopt
// where it has none there. Years 1000 to 2999. Christian feasts after Meeus; feasts of other calendars by
// ICU, where the Islamic months are those of Umm al-Qura: where they follow a sighting they can be a day off.
std::optional<DayInterval> feast_days(int feast, int year);

// Calendar * 100 + month, as the word tables have it.
enum class OtherCalendar { islamic = 1, persian = 2, hebrew = 3 };

// The days of a day, or with day 0 of a whole month, of another calendar; nullopt for one that does not
// exist.
std::optional<DayInterval> days_of_other(OtherCalendar calendar, int year, unsigned month, unsigned day);

}  // namespace dateline::annotate
