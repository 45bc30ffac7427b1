// German rules of time; see time_rules_en.cc for how they are read.
#include "annotate/time_language.h"

namespace dateline::annotate {

std::span<const WordSense> german_words();
std::span<const WordSignal> german_signals();

namespace {

using enum Meaning;

constexpr TimeMacro kMacros[] = {
    {"$clock", "clock oclock?"},
    {"$clock", "num oclock"},
    {"$day", "deictic part?"},
    {"$day", "weekday part?"},
    {"$day", "weekday? comma? the? ord month year?"},
};

constexpr TimeRule kRules[] = {
    {"date", "date", calendar, "Es begann am 2.5.2031.", "2.5.2031", "2031-05-02"},
    {"weekday-day-month", "weekday comma? the|on? ord month year?", calendar,
     "Am Freitag, den 2. Mai 2031, brach er.", "Freitag, den 2. Mai 2031", "2031-05-02"},
    {"day-month-year", "ord month year", calendar, "Am 9. November 2029 brach er.", "9. November 2029",
     "2029-11-09"},
    {"day-month", "ord month", calendar, "Am 12. Mai begannen die Gespräche.", "12. Mai", "2031-05-12"},
    {"month-year", "early? month year", calendar, "Seit Anfang März 2030 ist er zu.", "Anfang März 2030",
     "2030-03"},
    {"month", "early? month", calendar, "Ende April wurde er gebaut.", "Ende April", "2031-04"},
    {"relative-month", "past|next|current month", calendar, "Im vergangenen August kamen sie.",
     "vergangenen August", "2030-08"},
    {"days-of-month", "ord dash|to|and_ ord month year?", calendar, "Vom 6. bis 7. Mai 2031 hat es geregnet.",
     "6.", "2031-05-06", Guard::span, true},
    {"year", "year", calendar, "Er wurde 2019 gebaut.", "2019", "2019", Guard::year},
    {"mod-year", "early|end_w year", calendar, "Ende 2030 war er fort.", "Ende 2030", "2030"},
    {"years", "year dash|slash year2", calendar, "Er stand 2029/30 leer.", "2029", "2029", Guard::none, true},
    {"year-era", "year|num era", calendar, "Er fiel 480 v. Chr. hier.", "480 v. Chr.", "BC0480"},
    {"century", "early? the? ord century", calendar, "Eine Brücke aus dem 19. Jahrhundert.",
     "dem 19. Jahrhundert", "18"},
    {"season-year", "season year", calendar, "Im Sommer 2029 schloss er.", "Sommer 2029", "2029-SU"},
    {"season", "season", calendar, "Im Winter wird er geöffnet.", "Winter", "2031-WI", Guard::season},
    {"relative-season", "past|next|current season", calendar, "Im vergangenen Sommer schloss er.",
     "vergangenen Sommer", "2030-SU"},
    {"quarter-year", "ord quarter year", calendar, "Im dritten Quartal 2030 fiel der Umsatz.",
     "dritten Quartal 2030", "2030-Q3"},
    {"quarter", "ord quarter", calendar, "Im ersten Quartal fiel der Umsatz.", "ersten Quartal", "2031-Q1"},
    {"half-year", "ord half year", calendar, "Im ersten Halbjahr 2030 fiel er.", "ersten Halbjahr 2030",
     "2030-H1"},
    {"weekday", "weekday", weekday, "Das Gericht trat am Freitag zusammen.", "Freitag", "2031-06-13"},
    {"weekday-part", "weekday part", weekday, "Am Freitag Abend kamen sie.", "Freitag Abend",
     "2031-06-13TEV"},
    {"relative-weekday", "past|next|current weekday", weekday, "Am letzten Freitag kamen sie.",
     "letzten Freitag", "2031-06-13"},
    {"deictic", "deictic", deictic, "Gestern brach der Damm.", "Gestern", "2031-06-15"},
    {"deictic-part", "deictic part", deictic, "Gestern Abend brach der Damm.", "Gestern Abend",
     "2031-06-15TEV"},
    {"relative-unit", "the? past|current|next unit", unit, "In der letzten Woche kamen sie.",
     "der letzten Woche", "2031-W24"},
    {"the-following-unit", "the? following unit", unit, "Er ging am 3. Mai 2031. Am folgenden Tag kam sie.",
     "folgenden Tag", "2031-05-04"},
    {"ago", "ago approx|more|less? num|several|a unit", ago, "Vor zwei Wochen schloss er.", "Vor zwei Wochen",
     "2031-W23"},
    {"later", "num|a unit later", shifted, "Er ging am 3. Mai 2031. Zwei Tage später kam sie.",
     "Zwei Tage später", "2031-05-05"},
    {"earlier", "num|a unit earlier", shifted, "Er ging am 3. Mai 2031. Zwei Tage zuvor kam sie.",
     "Zwei Tage zuvor", "2031-05-01"},
    {"count-of-units", "approx|more|less? num|several unit", duration, "Es hat zwei Wochen geregnet.",
     "zwei Wochen", "P2W"},
    {"past-units", "the? past|next num|several unit", duration, "In den vergangenen drei Monaten fiel er.",
     "den vergangenen drei Monaten", "P3M"},
    {"every-unit", "every unit|weekday|month|season|part", set, "Sie kommen jeden Montag.", "jeden Montag",
     "XXXX-WXX-1"},
    {"per-unit", "per unit", set, "Es sind 30 pro Woche.", "pro Woche", "P1W"},
    {"adverb", "adverb", set, "Sie kommen täglich.", "täglich", "P1D"},
    {"clock", "$clock", time_of_day, "Er kam um 15 Uhr an.", "15 Uhr", "2031-06-16T15:00", Guard::clock},
    {"day-clock", "$day comma? at|to|from $clock", time_of_day, "Er kam gestern um 15.30 Uhr an.",
     "gestern um 15.30 Uhr", "2031-06-15T15:30"},
    {"now", "present", present, "Er ist derzeit zu.", "derzeit", "PRESENT_REF"},
    {"recently", "past_ref", past_ref, "Er wurde kürzlich geschlossen.", "kürzlich", "PAST_REF"},
    {"holiday", "holiday year?", holiday, "An Weihnachten 2030 schloss er.", "Weihnachten 2030",
     "2030-12-25"},
};

}  // namespace

TimeLanguage german_times() {
  return {.code = "de",
          .words = german_words(),
          .signals = german_signals(),
          .macros = kMacros,
          .rules = kRules,
          .ordinal_stop = true,
          .day_first = true};
}

}  // namespace dateline::annotate
