// English words of time. Lower case; a full stop after an abbreviation is taken by the lexer.
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
constexpr int islamic(int month, int day) {
  return in_calendar(OtherCalendar::islamic, month, day);
}
constexpr int persian(int month, int day) {
  return in_calendar(OtherCalendar::persian, month, day);
}
constexpr int hebrew(int month, int day, int length = 1) {
  return in_calendar(OtherCalendar::hebrew, month, day, length);
}
constexpr int chinese(int month, int day) {
  return in_calendar(OtherCalendar::chinese, month, day);
}

constexpr WordSense kWords[] = {
    {"january jan", Cls::month, 1},
    {"february feb", Cls::month, 2},
    {"march mar", Cls::month, 3},
    {"april apr", Cls::month, 4},
    {"may", Cls::month, 5},
    {"june jun", Cls::month, 6},
    {"july jul", Cls::month, 7},
    {"august aug", Cls::month, 8},
    {"september sept sep", Cls::month, 9},
    {"october oct", Cls::month, 10},
    {"november nov", Cls::month, 11},
    {"december dec", Cls::month, 12},

    {"monday mon", Cls::weekday, 1},
    {"tuesday tue tues", Cls::weekday, 2},
    {"wednesday wed weds", Cls::weekday, 3},
    {"thursday thu thur thurs", Cls::weekday, 4},
    {"friday fri", Cls::weekday, 5},
    {"saturday sat", Cls::weekday, 6},
    {"sunday sun", Cls::weekday, 7},
    {"weekends", Cls::adverb, 205},
    {"mondays", Cls::adverb, 101},
    {"tuesdays", Cls::adverb, 102},
    {"wednesdays", Cls::adverb, 103},
    {"thursdays", Cls::adverb, 104},
    {"fridays", Cls::adverb, 105},
    {"saturdays", Cls::adverb, 106},
    {"sundays", Cls::adverb, 107},

    {"zero", Cls::num, 0},
    {"one", Cls::num, 1},
    {"two", Cls::num, 2},
    {"three", Cls::num, 3},
    {"four", Cls::num, 4},
    {"five", Cls::num, 5},
    {"six", Cls::num, 6},
    {"seven", Cls::num, 7},
    {"eight", Cls::num, 8},
    {"nine", Cls::num, 9},
    {"ten", Cls::num, 10},
    {"eleven", Cls::num, 11},
    {"twelve", Cls::num, 12},
    {"thirteen", Cls::num, 13},
    {"fourteen", Cls::num, 14},
    {"fifteen", Cls::num, 15},
    {"sixteen", Cls::num, 16},
    {"seventeen", Cls::num, 17},
    {"eighteen", Cls::num, 18},
    {"nineteen", Cls::num, 19},
    {"twenty", Cls::num, 20},
    {"thirty", Cls::num, 30},
    {"forty", Cls::num, 40},
    {"fifty", Cls::num, 50},
    {"sixty", Cls::num, 60},
    {"seventy", Cls::num, 70},
    {"eighty", Cls::num, 80},
    {"ninety", Cls::num, 90},
    {"hundred", Cls::num, 100},
    {"thousand", Cls::num, 1000},
    {"dozen", Cls::num, 12},
    {"a_couple_of a_couple couple couple_of", Cls::couple, 2},
    {"several", Cls::several, 0},
    {"a_few few many some numerous a_number_of a_handful_of", Cls::few, 0},

    {"first", Cls::ord, 1},
    {"second", Cls::ord, 2},
    {"third", Cls::ord, 3},
    {"fourth", Cls::ord, 4},
    {"fifth", Cls::ord, 5},
    {"sixth", Cls::ord, 6},
    {"seventh", Cls::ord, 7},
    {"eighth", Cls::ord, 8},
    {"ninth", Cls::ord, 9},
    {"tenth", Cls::ord, 10},
    {"eleventh", Cls::ord, 11},
    {"twelfth", Cls::ord, 12},
    {"thirteenth", Cls::ord, 13},
    {"fourteenth", Cls::ord, 14},
    {"fifteenth", Cls::ord, 15},
    {"sixteenth", Cls::ord, 16},
    {"seventeenth", Cls::ord, 17},
    {"eighteenth", Cls::ord, 18},
    {"nineteenth", Cls::ord, 19},
    {"twentieth", Cls::ord, 20},
    {"thirtieth", Cls::ord, 30},

    {"second sec", Cls::unit, unit(Unit::second)},
    {"seconds secs", Cls::unit, plural(Unit::second)},
    {"minute min", Cls::unit, unit(Unit::minute)},
    {"minutes mins", Cls::unit, plural(Unit::minute)},
    {"hour hr", Cls::unit, unit(Unit::hour)},
    {"hours hrs", Cls::unit, plural(Unit::hour)},
    {"day", Cls::unit, unit(Unit::day)},
    {"days", Cls::unit, plural(Unit::day)},
    {"night nite", Cls::unit, unit(Unit::night)},
    {"nights", Cls::unit, plural(Unit::night)},
    {"weekend", Cls::unit, unit(Unit::weekend)},
    {"weekends", Cls::unit, plural(Unit::weekend)},
    {"week wk", Cls::unit, unit(Unit::week)},
    {"weeks wks", Cls::unit, plural(Unit::week)},
    {"fortnight", Cls::unit, unit(Unit::fortnight)},
    {"fortnights", Cls::unit, plural(Unit::fortnight)},
    {"month", Cls::unit, unit(Unit::month)},
    {"months", Cls::unit, plural(Unit::month)},
    {"quarter", Cls::unit, unit(Unit::quarter)},
    {"quarters", Cls::unit, plural(Unit::quarter)},
    {"year yr", Cls::unit, unit(Unit::year)},
    {"years yrs", Cls::unit, plural(Unit::year)},
    {"decade", Cls::unit, unit(Unit::decade)},
    {"decades", Cls::unit, plural(Unit::decade)},
    {"century", Cls::unit, unit(Unit::century)},
    {"centuries", Cls::unit, plural(Unit::century)},
    {"quarter", Cls::quarter, 0},
    {"half", Cls::half, 0},
    {"century centuries", Cls::century, 0},
    {"year", Cls::years_, 0},
    {"q1", Cls::qnum, 1},
    {"q2", Cls::qnum, 2},
    {"q3", Cls::qnum, 3},
    {"q4", Cls::qnum, 4},
    {"h1", Cls::hnum, 1},
    {"h2", Cls::hnum, 2},
    {"twenties", Cls::decade, 192},
    {"thirties", Cls::decade, 193},
    {"forties", Cls::decade, 194},
    {"fifties", Cls::decade, 195},
    {"sixties", Cls::decade, 196},
    {"seventies", Cls::decade, 197},
    {"eighties", Cls::decade, 198},
    {"nineties", Cls::decade, 199},

    {"morning", Cls::part, part(Part::morning)},
    {"noon midday noontime", Cls::noon, 12 * 60},
    {"midnight", Cls::noon, 24 * 60},
    {"afternoon", Cls::part, part(Part::afternoon)},
    {"evening", Cls::part, part(Part::evening)},
    {"night nighttime nite", Cls::part, part(Part::night)},
    {"mornings", Cls::adverb, 201},
    {"afternoons", Cls::adverb, 202},
    {"evenings", Cls::adverb, 203},

    {"spring springtime", Cls::season, 1},
    {"summer summertime", Cls::season, 2},
    {"autumn fall", Cls::season, 3},
    {"winter wintertime", Cls::season, 4},

    {"today", Cls::deictic, 0},
    {"yesterday", Cls::deictic, -1},
    {"tomorrow", Cls::deictic, 1},
    {"tonight tonite", Cls::deictic, 100},

    {"last past", Cls::past, -1},
    {"this current", Cls::current, 0},
    {"next coming upcoming forthcoming", Cls::next, 1},
    {"latest most_recent comparable full whole", Cls::latest, 0},
    {"same", Cls::same, 0},
    {"following next subsequent", Cls::following, 1},
    {"previous preceding prior", Cls::previous, -1},
    {"ago", Cls::ago, -1},
    {"earlier previously prior", Cls::earlier, -1},
    {"later afterward afterwards hence", Cls::later, 1},
    {"ahead to_come", Cls::ahead, 1},

    {"early", Cls::early, mod(Mod::start)},
    {"earlier", Cls::early, mod(Mod::none)},
    {"mid", Cls::early, mod(Mod::mid)},
    {"late later", Cls::early, mod(Mod::end)},
    {"beginning start the_early_part", Cls::end_w, mod(Mod::start)},
    {"end close", Cls::end_w, mod(Mod::end)},
    {"middle", Cls::end_w, mod(Mod::mid)},
    {"about around approximately roughly some", Cls::approx, mod(Mod::approx)},
    {"or_so", Cls::or_so, mod(Mod::approx)},
    {"nearly almost", Cls::less, mod(Mod::less)},
    {"less_than fewer_than under no_more_than up_to", Cls::less, mod(Mod::less)},
    {"more_than", Cls::more, mod(Mod::more)},
    {"over", Cls::more, mod(Mod::more)},
    {"at_least", Cls::more, mod(Mod::equal_or_more)},
    {"at_most", Cls::less, mod(Mod::equal_or_less)},

    {"every each", Cls::every, 0},
    {"daily everyday", Cls::adverb, 1},
    {"weekly", Cls::adverb, 2},
    {"monthly", Cls::adverb, 3},
    {"quarterly", Cls::adverb, 4},
    {"yearly annually annual", Cls::adverb, 5},
    {"nightly", Cls::adverb, 6},
    {"hourly", Cls::adverb, 7},
    {"biweekly fortnightly", Cls::adverb, 8},
    {"times", Cls::times, 0},
    {"once", Cls::once, 1},
    {"twice", Cls::once, 2},
    {"per", Cls::per, 0},

    {"now currently nowadays at_the_moment at_present presently these_days at_this_time", Cls::present, 0},
    {"present", Cls::present, 1},  // 2019 - present
    {"recently lately", Cls::past_ref, 0},
    {"recent", Cls::recent, 0},
    {"soon", Cls::future, 1},
    {"the_future the_near_future", Cls::future, 2},
    {"the_near_term the_short_term as_soon_as_possible", Cls::future, 3},

    {"fiscal financial", Cls::fiscal, 0},
    {"fy", Cls::fyear, 0},
    {"ad ce", Cls::era, 1},
    {"bc bce", Cls::era, -1},
    {"9/11", Cls::date, 2001'09'11},
    {"ah hijri", Cls::era, 2},
    {"am anno_mundi", Cls::era, 3},
    {"sh jalali solar_hijri", Cls::era, 4},
    {"am", Cls::ampm, 0},
    {"pm", Cls::ampm, 12},
    {"o'clock", Cls::oclock, 0},
    {"est edt et cst cdt ct mst mdt mt pst pdt pt gmt bst utc cet cest ist jst local_time eastern_time "
     "pacific_time central_time",
     Cls::zone, 0},
    {"period term stretch span", Cls::term, 0},
    {"ended ending ends", Cls::ended, 0},

    {"the", Cls::the, 0},
    {"a an", Cls::a, 1},
    {"of", Cls::of, 0},
    {"in", Cls::in, 0},
    {"at", Cls::at, 0},
    {"on", Cls::on, 0},
    {"and", Cls::and_, 0},
    {"or", Cls::or_, 0},
    {"to until till through", Cls::to, 0},
    {"from", Cls::from, 0},
    {"since", Cls::from, 1},
    {"between", Cls::between, 0},
    {"that those", Cls::that, 0},
    {"other more additional another further extra", Cls::other, 0},
    {"its our their his her my", Cls::owner, 0},
    {"after", Cls::after_w, 0},
    {"before", Cls::before_w, 0},

    // Months of other calendars.
    {"muharram moharram", Cls::cmonth, 101},
    {"safar", Cls::cmonth, 102},
    {"rabi_al-awwal rabi'_al-awwal rabi_ul-awwal rabi_i", Cls::cmonth, 103},
    {"rabi_al-thani rabi'_al-thani rabi_ul-akhir rabi_ii", Cls::cmonth, 104},
    {"jumada_al-awwal jumada_al-ula jumada_i", Cls::cmonth, 105},
    {"jumada_al-thani jumada_al-akhirah jumada_ii", Cls::cmonth, 106},
    {"rajab", Cls::cmonth, 107},
    {"sha'ban shaban shaaban", Cls::cmonth, 108},
    {"ramadan ramazan ramadhan", Cls::cmonth, 109},
    {"shawwal", Cls::cmonth, 110},
    {"dhu_al-qadah dhu_al-qa'dah dhul_qadah dhu_al-qi'dah", Cls::cmonth, 111},
    {"dhu_al-hijjah dhul_hijjah dhu_al-hijja zilhajj", Cls::cmonth, 112},
    {"farvardin", Cls::cmonth, 201},
    {"ordibehesht", Cls::cmonth, 202},
    {"khordad", Cls::cmonth, 203},
    {"tir", Cls::cmonth, 204},
    {"mordad amordad", Cls::cmonth, 205},
    {"shahrivar", Cls::cmonth, 206},
    {"mehr", Cls::cmonth, 207},
    {"aban", Cls::cmonth, 208},
    {"azar", Cls::cmonth, 209},
    {"dey", Cls::cmonth, 210},
    {"bahman", Cls::cmonth, 211},
    {"esfand", Cls::cmonth, 212},
    {"tishrei tishri", Cls::cmonth, 301},
    {"cheshvan heshvan marcheshvan", Cls::cmonth, 302},
    {"kislev", Cls::cmonth, 303},
    {"tevet", Cls::cmonth, 304},
    {"shevat shvat", Cls::cmonth, 305},
    {"adar_i", Cls::cmonth, 306},
    {"adar adar_ii", Cls::cmonth, 307},
    {"nisan", Cls::cmonth, 308},
    {"iyar", Cls::cmonth, 309},
    {"sivan", Cls::cmonth, 310},
    {"tammuz", Cls::cmonth, 311},
    {"av", Cls::cmonth, 312},
    {"elul", Cls::cmonth, 313},
    {"meiji", Cls::reign, 1867},
    {"taisho", Cls::reign, 1911},
    {"showa", Cls::reign, 1925},
    {"heisei", Cls::reign, 1988},
    {"reiwa", Cls::reign, 2018},

    {"christmas christmas_day xmas", Cls::holiday, 1225},
    {"christmas_eve", Cls::holiday, 1224},
    {"new_year's_day new_years_day new_year_day new_year's", Cls::holiday, 101},
    {"new_year's_eve new_years_eve", Cls::holiday, 1231},
    {"halloween", Cls::holiday, 1031},
    {"valentine's_day", Cls::holiday, 214},
    {"st._patrick's_day saint_patrick's_day st_patrick's_day saint_patrick", Cls::holiday, 317},
    {"april_fools'_day april_fool's_day april_fools", Cls::holiday, 401},
    {"earth_day", Cls::holiday, 422},
    {"may_day", Cls::holiday, 501},
    {"juneteenth", Cls::holiday, 619},
    {"bastille_day", Cls::holiday, 714},
    {"boxing_day st_stephen's_day", Cls::holiday, 1226},
    {"hogmanay", Cls::holiday, 1231},
    {"groundhog_day candlemas", Cls::holiday, 202},
    {"burns_night", Cls::holiday, 125},
    {"st_david's_day", Cls::holiday, 301},
    {"st_george's_day", Cls::holiday, 423},
    {"st_andrew's_day", Cls::holiday, 1130},
    {"cinco_de_mayo", Cls::holiday, 505},
    {"fourth_of_july", Cls::holiday, 704},
    {"assumption_day feast_of_the_assumption", Cls::holiday, 815},
    {"michaelmas", Cls::holiday, 929},
    {"all_souls'_day all_souls_day", Cls::holiday, 1102},
    {"day_of_the_dead", Cls::holiday, 1102},
    {"pearl_harbor_day", Cls::holiday, 1207},
    {"st_nicholas_day saint_nicholas_day", Cls::holiday, 1206},
    {"orthodox_christmas", Cls::holiday, 107},
    {"human_rights_day", Cls::holiday, 1210},
    {"world_aids_day", Cls::holiday, 1201},
    {"remembrance_day", Cls::holiday, 1111},
    {"remembrance_sunday", Cls::holiday, nth_weekday(2, 7, 11)},
    {"mardi_gras shrove_tuesday pancake_day", Cls::holiday, from_easter(-47)},
    {"maundy_thursday", Cls::holiday, from_easter(-3)},
    {"holy_saturday easter_saturday", Cls::holiday, from_easter(-1)},
    {"ascension_day", Cls::holiday, from_easter(39)},
    {"whit_monday pentecost_monday", Cls::holiday, from_easter(50)},
    {"trinity_sunday", Cls::holiday, from_easter(56)},
    {"feast_of_corpus_christi corpus_christi_day", Cls::holiday, from_easter(60)},
    {"day_of_arafah", Cls::holiday, islamic(12, 9)},
    {"islamic_new_year hijri_new_year", Cls::holiday, islamic(1, 1)},
    {"arbaeen", Cls::holiday, islamic(2, 20)},
    {"sizdah_bedar", Cls::holiday, persian(1, 13)},
    {"mehregan", Cls::holiday, persian(7, 16)},
    {"yalda_night shab-e_yalda", Cls::holiday, persian(9, 30)},
    {"sukkot feast_of_tabernacles", Cls::holiday, hebrew(1, 15, 7)},
    {"simchat_torah", Cls::holiday, hebrew(1, 23)},
    {"tu_bishvat", Cls::holiday, hebrew(5, 15)},
    {"lag_baomer", Cls::holiday, hebrew(9, 18)},
    {"shavuot", Cls::holiday, hebrew(10, 6)},
    {"tisha_b'av", Cls::holiday, hebrew(12, 9)},
    {"dragon_boat_festival", Cls::holiday, chinese(5, 5)},
    {"mid-autumn_festival moon_festival", Cls::holiday, chinese(8, 15)},
    {"veterans_day armistice_day", Cls::holiday, 1111},
    {"all_saints'_day", Cls::holiday, 1101},
    {"epiphany", Cls::holiday, 106},
    {"guy_fawkes_night bonfire_night", Cls::holiday, 1105},
    {"australia_day", Cls::holiday, 126},
    {"anzac_day", Cls::holiday, 425},
    {"canada_day", Cls::holiday, 701},
    {"international_women's_day", Cls::holiday, 308},
    {"thanksgiving thanksgiving_day", Cls::holiday, nth_weekday(4, 4, 11)},
    {"black_friday", Cls::holiday, feast(Feast::black_friday)},
    {"cyber_monday", Cls::holiday, feast(Feast::cyber_monday)},
    {"labor_day", Cls::holiday, nth_weekday(1, 1, 9)},
    {"memorial_day", Cls::holiday, nth_weekday(-1, 1, 5)},
    {"martin_luther_king_day martin_luther_king_jr._day martin_luther_king_jr_day mlk_day", Cls::holiday,
     nth_weekday(3, 1, 1)},
    {"presidents_day presidents'_day", Cls::holiday, nth_weekday(3, 1, 2)},
    {"columbus_day", Cls::holiday, nth_weekday(2, 1, 10)},
    {"election_day", Cls::holiday, feast(Feast::election_day)},
    {"mother's_day", Cls::holiday, nth_weekday(2, 7, 5)},
    {"father's_day", Cls::holiday, nth_weekday(3, 7, 6)},
    {"easter easter_sunday", Cls::holiday, from_easter(0)},
    {"good_friday", Cls::holiday, from_easter(-2)},
    {"easter_monday", Cls::holiday, from_easter(1)},
    {"palm_sunday", Cls::holiday, from_easter(-7)},
    {"ash_wednesday", Cls::holiday, from_easter(-46)},
    {"pentecost whitsun", Cls::holiday, from_easter(49)},
    {"easter_week holy_week", Cls::holiday, feast(Feast::holy_week)},
    {"lent", Cls::holiday, feast(Feast::lent)},
    {"orthodox_easter", Cls::holiday, feast(Feast::orthodox_easter)},
    {"ramadan ramazan ramadhan the_holy_month_of_ramadan", Cls::holiday, feast(Feast::ramadan)},
    {"eid_al-fitr eid_ul-fitr eid-al-fitr", Cls::holiday, islamic(10, 1)},
    {"eid_al-adha eid_ul-adha eid-al-adha", Cls::holiday, islamic(12, 10)},
    {"ashura", Cls::holiday, islamic(1, 10)},
    {"mawlid", Cls::holiday, islamic(3, 12)},
    {"nowruz norouz noruz nawroz newroz", Cls::holiday, persian(1, 1)},
    {"passover pesach", Cls::holiday, hebrew(8, 15, 8)},
    {"rosh_hashanah rosh_hashana", Cls::holiday, hebrew(1, 1, 2)},
    {"yom_kippur", Cls::holiday, hebrew(1, 10)},
    {"hanukkah chanukah", Cls::holiday, hebrew(3, 25, 8)},
    {"purim", Cls::holiday, hebrew(7, 14)},
    {"chinese_new_year lunar_new_year", Cls::holiday, chinese(1, 1)},
};

constexpr std::uint32_t operator|(Signal a, Signal b) {
  return static_cast<std::uint32_t>(flag(a) | flag(b));
}

constexpr WordSignal kSignals[] = {
    {"will shall won't plans planning scheduled expected expects expect slated set_for intends intend "
     "upcoming promised vowed forecast hopes proposes payable redeemable effective starts "
     "begins opens reopens resumes kicks meets arrives heads visits travels hosts convenes airs "
     "going gonna 'll would tentatively deadline expires expire projected anticipates anticipated postponed "
     "delayed starting awaiting await awaits ending as_soon_as as_early_as no_later_than",
     flag(Signal::future)},
    {"supposed meant planned plan", flag(Signal::plan)},
    {"due", flag(Signal::due)},
    {"start begin open meet leave arrive return resume vote play", flag(Signal::sets_out)},
    {"times telegraph mail mirror express post herald world independent sun star observer tribune journal "
     "gazette "
     "magazine news politics supplement beast maverick show",
     flag(Signal::title)},
    {"attack attacks ruling decision announcement earthquake quake blast bombing bombings shooting killing "
     "killings "
     "crash explosion raid arrest arrests verdict cancellation resignation death deaths murder statement "
     "decline declines collapse defeat victory loss losses violence strike strikes clashes report reports "
     "massacre fire disaster closing close remarks comments opening rise fall drop gains gain",
     flag(Signal::deed)},
    {"was were had did said told met began went came took made gave held found left got saw shot fell rose "
     "won lost sent hit led spoke wrote struck sold bought became broke brought built drove fought flew kept "
     "paid ran sat stood thought threw cut died ago killed wounded arrested announced reported ended since "
     "beat caught chose dealt drew drank fed felt fled froze grew hid hurt knew laid lay overcame quit rode "
     "sank sang shook slept slid spent stole stuck swept swore taught tore underwent upheld withdrew "
     "woke wore seen shown pictured photographed",
     flag(Signal::past)},
    {"could may might must can should", flag(Signal::modal)},
    {"had", flag(Signal::perfect)},
    {"said says told reported announced according", flag(Signal::report)},
    {"be is are am set", flag(Signal::being)},
    {"most as more", flag(Signal::degree)},
    {"that who which but because although while when as", flag(Signal::clause)},
    {"by until till", Signal::deadline | Signal::before_time},
    {"through", flag(Signal::before_time)},
    {"in since of from and during after before early late mid year circa around between fiscal about or for "
     "the "
     "this last next every c ca",
     flag(Signal::before_time)},
    {"within for than nearly almost barely over lasted lasting took takes take taken spent spend after "
     "during least "
     "entire whole another half just only needs need needed",
     flag(Signal::before_span)},
    {"share shares profit profits loss losses earned earnings revenue revenues sales net income dividend "
     "results "
     "billion million cents",
     flag(Signal::money)},
    {"may march august jan mar jun sun sat mon wed fri", flag(Signal::doubtful)},
    {"people troops soldiers votes dollars euros pounds percent percentage points miles kilometers "
     "kilometres "
     "meters metres feet jobs homes students copies members calories words pages seats units tons tonnes "
     "acres "
     "hectares men women children households companies",
     flag(Signal::not_time)},
};

}  // namespace

std::span<const WordSense> english_words() {
  return kWords;
}
std::span<const WordSignal> english_signals() {
  return kSignals;
}

}  // namespace dateline::annotate
