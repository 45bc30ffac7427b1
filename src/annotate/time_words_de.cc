// German words of time. Lower case; umlauts as they are written.
#include "annotate/time_holidays.h"
#include "annotate/time_language.h"

namespace dateline::annotate {
namespace {

constexpr int unit(Unit u) {
  return static_cast<int>(u);
}
constexpr int plural(Unit u) {
  return static_cast<int>(u) + kPlural;
}
constexpr int part(Part p) {
  return static_cast<int>(p);
}
constexpr int mod(Mod m) {
  return static_cast<int>(m);
}
constexpr int feast(Feast f) {
  return static_cast<int>(f);
}

constexpr WordSense kWords[] = {
    {"januar jänner jan", Cls::month, 1},
    {"februar feber feb", Cls::month, 2},
    {"märz mär mrz", Cls::month, 3},
    {"april apr", Cls::month, 4},
    {"mai", Cls::month, 5},
    {"juni jun", Cls::month, 6},
    {"juli jul", Cls::month, 7},
    {"august aug", Cls::month, 8},
    {"september sept sep", Cls::month, 9},
    {"oktober okt", Cls::month, 10},
    {"november nov", Cls::month, 11},
    {"dezember dez", Cls::month, 12},

    {"montag", Cls::weekday, 1},
    {"dienstag", Cls::weekday, 2},
    {"mittwoch", Cls::weekday, 3},
    {"donnerstag", Cls::weekday, 4},
    {"freitag", Cls::weekday, 5},
    {"samstag sonnabend", Cls::weekday, 6},
    {"sonntag", Cls::weekday, 7},
    {"montags", Cls::adverb, 101},
    {"dienstags", Cls::adverb, 102},
    {"mittwochs", Cls::adverb, 103},
    {"donnerstags", Cls::adverb, 104},
    {"freitags", Cls::adverb, 105},
    {"samstags sonnabends", Cls::adverb, 106},
    {"sonntags", Cls::adverb, 107},

    {"zwei", Cls::num, 2},
    {"drei", Cls::num, 3},
    {"vier", Cls::num, 4},
    {"fünf", Cls::num, 5},
    {"sechs", Cls::num, 6},
    {"sieben", Cls::num, 7},
    {"acht", Cls::num, 8},
    {"neun", Cls::num, 9},
    {"zehn", Cls::num, 10},
    {"elf", Cls::num, 11},
    {"zwölf", Cls::num, 12},
    {"zwanzig", Cls::num, 20},
    {"dreißig", Cls::num, 30},
    {"hundert", Cls::num, 100},
    {"einige einigen einiger mehrere mehreren mehrerer wenige wenigen weniger", Cls::several, 0},
    {"erste ersten erster erstes", Cls::ord, 1},
    {"zweite zweiten zweiter zweites", Cls::ord, 2},
    {"dritte dritten dritter drittes", Cls::ord, 3},
    {"vierte vierten vierter viertes", Cls::ord, 4},

    {"sekunde", Cls::unit, unit(Unit::second)},
    {"sekunden", Cls::unit, plural(Unit::second)},
    {"minute", Cls::unit, unit(Unit::minute)},
    {"minuten", Cls::unit, plural(Unit::minute)},
    {"stunde", Cls::unit, unit(Unit::hour)},
    {"stunden", Cls::unit, plural(Unit::hour)},
    {"tag tages", Cls::unit, unit(Unit::day)},
    {"tage tagen", Cls::unit, plural(Unit::day)},
    {"nacht", Cls::unit, unit(Unit::night)},
    {"nächte nächten", Cls::unit, plural(Unit::night)},
    {"wochenende", Cls::unit, unit(Unit::weekend)},
    {"woche", Cls::unit, unit(Unit::week)},
    {"wochen", Cls::unit, plural(Unit::week)},
    {"monat monats", Cls::unit, unit(Unit::month)},
    {"monate monaten", Cls::unit, plural(Unit::month)},
    {"quartal quartals", Cls::unit, unit(Unit::quarter)},
    {"quartale quartalen", Cls::unit, plural(Unit::quarter)},
    {"jahr jahres", Cls::unit, unit(Unit::year)},
    {"jahre jahren", Cls::unit, plural(Unit::year)},
    {"jahrzehnt jahrzehnts", Cls::unit, unit(Unit::decade)},
    {"jahrzehnte jahrzehnten", Cls::unit, plural(Unit::decade)},
    {"jahrhundert jahrhunderts", Cls::century, 0},
    {"quartal quartals", Cls::quarter, 0},
    {"halbjahr halbjahrs halbjahres", Cls::half, 0},
    {"jahr", Cls::years_, 0},

    {"morgen vormittag", Cls::part, part(Part::morning)},
    {"früh", Cls::part, part(Part::morning)},
    {"mittag", Cls::part, part(Part::midday)},
    {"nachmittag", Cls::part, part(Part::afternoon)},
    {"abend", Cls::part, part(Part::evening)},
    {"nacht", Cls::part, part(Part::night)},
    {"mitternacht", Cls::noon, 24 * 60},

    {"frühling frühjahr", Cls::season, 1},
    {"sommer", Cls::season, 2},
    {"herbst", Cls::season, 3},
    {"winter", Cls::season, 4},

    {"heute", Cls::deictic, 0},
    {"gestern", Cls::deictic, -1},
    {"vorgestern", Cls::deictic, -2},
    {"morgen", Cls::deictic, 1},
    {"übermorgen", Cls::deictic, 2},

    {"letzte letzten letzter letztes letztem vergangene vergangenen vergangener vergangenes vorige vorigen "
     "voriger voriges",
     Cls::past, -1},
    {"diese diesen dieser dieses diesem", Cls::current, 0},
    {"nächste nächsten nächster nächstes nächstem kommende kommenden kommender kommendes", Cls::next, 1},
    {"folgende folgenden folgender folgendes darauf", Cls::following, 1},
    {"gleichen selben", Cls::same, 0},
    {"vor", Cls::ago, -1},
    {"später", Cls::later, 1},
    {"zuvor", Cls::earlier, -1},

    {"anfang", Cls::early, mod(Mod::start)},
    {"mitte", Cls::early, mod(Mod::mid)},
    {"ende", Cls::early, mod(Mod::end)},
    {"rund etwa ungefähr", Cls::approx, mod(Mod::approx)},
    {"fast knapp", Cls::less, mod(Mod::less)},
    {"mehr_als über", Cls::more, mod(Mod::more)},

    {"jede jeden jeder jedes", Cls::every, 0},
    {"täglich", Cls::adverb, 1},
    {"wöchentlich", Cls::adverb, 2},
    {"monatlich", Cls::adverb, 3},
    {"jährlich", Cls::adverb, 5},
    {"pro", Cls::per, 0},
    {"jetzt derzeit zurzeit heutzutage", Cls::present, 0},
    {"kürzlich neulich", Cls::past_ref, 0},

    {"uhr", Cls::oclock, 0},
    {"mez mesz", Cls::zone, 0},
    {"n._chr. nach_christus", Cls::era, 1},
    {"v._chr. vor_christus", Cls::era, -1},
    {"der die das den dem des", Cls::the, 0},
    {"ein eine einen einem einer eines", Cls::a, 1},
    {"im in", Cls::in, 0},
    {"am", Cls::on, 0},
    {"um", Cls::at, 0},
    {"und", Cls::and_, 0},
    {"bis", Cls::to, 0},
    {"von vom ab", Cls::from, 0},
    {"seit", Cls::from, 1},
    {"zwischen", Cls::between, 0},
    {"desselben", Cls::same, 0},

    {"weihnachten", Cls::holiday, 1225},
    {"heiligabend", Cls::holiday, 1224},
    {"silvester", Cls::holiday, 1231},
    {"neujahr", Cls::holiday, 101},
    {"ostern ostersonntag", Cls::holiday, from_easter(0)},
    {"karfreitag", Cls::holiday, from_easter(-2)},
    {"ostermontag", Cls::holiday, from_easter(1)},
    {"pfingsten pfingstsonntag", Cls::holiday, from_easter(49)},
    {"himmelfahrt christi_himmelfahrt", Cls::holiday, from_easter(39)},
    {"fronleichnam", Cls::holiday, from_easter(60)},
    {"ramadan", Cls::holiday, feast(Feast::ramadan)},
};

constexpr WordSignal kSignals[] = {
    {"wird werden will wollen soll sollen plant planen geplant", flag(Signal::future)},
    {"war waren hatte hatten wurde wurden hat haben sagte sagten teilte teilten kam kamen ging gingen begann "
     "begannen traf trafen seit",
     flag(Signal::past)},
    {"im in seit von vom ab bis nach vor um der die das den dem jahr", flag(Signal::before_time)},
    {"bis", flag(Signal::deadline)},
    {"menschen personen soldaten stimmen euro dollar prozent kilometer meter", flag(Signal::not_time)},
};

}  // namespace

std::span<const WordSense> german_words() {
  return kWords;
}
std::span<const WordSignal> german_signals() {
  return kSignals;
}

}  // namespace dateline::annotate
