// Dates as pages write them.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "extract/metadata.h"

namespace dateline::extract {
namespace {

struct MonthName {
  std::string_view names;  // lower case, separated by spaces
  unsigned month;
};

// English, German, French, Spanish, Italian, Dutch, Portuguese and Polish; then Swedish, Danish, Norwegian,
// Finnish, Icelandic, Czech, Slovak, Hungarian, Romanian, Turkish, Catalan, Estonian, Indonesian; Russian,
// Ukrainian, Bulgarian, Greek, Arabic.
constexpr MonthName kMonths[] = {
    {"january jan januar j\u00e4nner janvier enero gennaio januari janeiro stycznia ene gen janv "
     "tammikuuta jan\u00faar ledna janu\u00e1ra janu\u00e1r ianuarie ocak gener jaanuar "
     "\u044f\u043d\u0432\u0430\u0440\u044f \u0441\u0456\u0447\u043d\u044f "
     "\u044f\u043d\u0443\u0430\u0440\u0438 "
     "\u0399\u03b1\u03bd\u03bf\u03c5\u03b1\u03c1\u03af\u03bf\u03c5 \u064a\u0646\u0627\u064a\u0631",
     1},
    {"february feb februar febr f\u00e9vrier febrero febbraio februari fevereiro lutego f\u00e9vr fev "
     "helmikuuta febr\u00faar \u00fanora febru\u00e1ra febru\u00e1r februarie \u015fubat febrer veebruar "
     "\u0444\u0435\u0432\u0440\u0430\u043b\u044f \u043b\u044e\u0442\u043e\u0433\u043e "
     "\u0444\u0435\u0432\u0440\u0443\u0430\u0440\u0438 "
     "\u03a6\u03b5\u03b2\u03c1\u03bf\u03c5\u03b1\u03c1\u03af\u03bf\u03c5 "
     "\u0641\u0628\u0631\u0627\u064a\u0631",
     2},
    {"march mar m\u00e4rz maerz m\u00e4r mars marzo maart mar\u00e7o marca mrz "
     "marts maaliskuuta b\u0159ezna m\u00e1rcius martie mart mar\u00e7 m\u00e4rts maret "
     "\u043c\u0430\u0440\u0442\u0430 \u0431\u0435\u0440\u0435\u0437\u043d\u044f \u043c\u0430\u0440\u0442 "
     "\u039c\u03b1\u03c1\u03c4\u03af\u03bf\u03c5 \u0645\u0627\u0631\u0633",
     3},
    {"april apr avril abril aprile kwietnia avr abr "
     "huhtikuuta apr\u00edl dubna apr\u00edla \u00e1prilis aprilie nisan aprill "
     "\u0430\u043f\u0440\u0435\u043b\u044f \u043a\u0432\u0456\u0442\u043d\u044f "
     "\u0430\u043f\u0440\u0438\u043b "
     "\u0391\u03c0\u03c1\u03b9\u03bb\u03af\u03bf\u03c5 \u0623\u0628\u0631\u064a\u0644",
     4},
    {"may mai mayo maggio mei maio maja mag "
     "maj toukokuuta ma\u00ed kv\u011btna m\u00e1ja m\u00e1jus may\u0131s maig "
     "\u043c\u0430\u044f \u0442\u0440\u0430\u0432\u043d\u044f \u043c\u0430\u0439 "
     "\u039c\u03b1\u0390\u03bf\u03c5 \u0645\u0627\u064a\u0648",
     5},
    {"june jun juni juin junio giugno junho czerwca giu "
     "kes\u00e4kuuta j\u00fan\u00ed \u010dervna j\u00fana j\u00fanius iunie haziran juny juuni "
     "\u0438\u044e\u043d\u044f \u0447\u0435\u0440\u0432\u043d\u044f \u044e\u043d\u0438 "
     "\u0399\u03bf\u03c5\u03bd\u03af\u03bf\u03c5 \u064a\u0648\u0646\u064a\u0648",
     6},
    {"july jul juli juillet julio luglio julho lipca juil lug "
     "hein\u00e4kuuta j\u00fal\u00ed \u010dervence j\u00fala j\u00falius iulie temmuz juliol juuli "
     "\u0438\u044e\u043b\u044f \u043b\u0438\u043f\u043d\u044f \u044e\u043b\u0438 "
     "\u0399\u03bf\u03c5\u03bb\u03af\u03bf\u03c5 \u064a\u0648\u0644\u064a\u0648",
     7},
    {"august aug ao\u00fbt agosto augustus sierpnia ago "
     "augusti elokuuta \u00e1g\u00fast srpna augusta augusztus a\u011fustos agost agustus "
     "\u0430\u0432\u0433\u0443\u0441\u0442\u0430 \u0441\u0435\u0440\u043f\u043d\u044f "
     "\u0430\u0432\u0433\u0443\u0441\u0442 "
     "\u0391\u03c5\u03b3\u03bf\u03cd\u03c3\u03c4\u03bf\u03c5 \u0623\u063a\u0633\u0637\u0633",
     8},
    {"september sep sept septembre septiembre settembre setembro wrze\u015bnia set "
     "syyskuuta z\u00e1\u0159\u00ed septembra szeptember septembrie eyl\u00fcl setembre "
     "\u0441\u0435\u043d\u0442\u044f\u0431\u0440\u044f \u0432\u0435\u0440\u0435\u0441\u043d\u044f "
     "\u0441\u0435\u043f\u0442\u0435\u043c\u0432\u0440\u0438 "
     "\u03a3\u03b5\u03c0\u03c4\u03b5\u03bc\u03b2\u03c1\u03af\u03bf\u03c5 "
     "\u0633\u0628\u062a\u0645\u0628\u0631",
     9},
    {"october oct oktober okt octobre octubre ottobre outubro pa\u017adziernika out ott "
     "lokakuuta okt\u00f3ber \u0159\u00edjna okt\u00f3bra octombrie ekim oktoober "
     "\u043e\u043a\u0442\u044f\u0431\u0440\u044f \u0436\u043e\u0432\u0442\u043d\u044f "
     "\u043e\u043a\u0442\u043e\u043c\u0432\u0440\u0438 "
     "\u039f\u03ba\u03c4\u03c9\u03b2\u03c1\u03af\u03bf\u03c5 \u0623\u0643\u062a\u0648\u0628\u0631",
     10},
    {"november nov novembre noviembre novembro listopada "
     "marraskuuta n\u00f3vember listopadu novembra noiembrie kas\u0131m "
     "\u043d\u043e\u044f\u0431\u0440\u044f \u043b\u0438\u0441\u0442\u043e\u043f\u0430\u0434\u0430 "
     "\u043d\u043e\u0435\u043c\u0432\u0440\u0438 "
     "\u039d\u03bf\u03b5\u03bc\u03b2\u03c1\u03af\u03bf\u03c5 \u0646\u0648\u0641\u0645\u0628\u0631",
     11},
    {"december dec dezember dez d\u00e9cembre diciembre dicembre dezembro grudnia dic d\u00e9c "
     "joulukuuta desember prosince decembra decembrie aral\u0131k desembre detsember "
     "\u0434\u0435\u043a\u0430\u0431\u0440\u044f \u0433\u0440\u0443\u0434\u043d\u044f "
     "\u0434\u0435\u043a\u0435\u043c\u0432\u0440\u0438 "
     "\u0394\u03b5\u03ba\u03b5\u03bc\u03b2\u03c1\u03af\u03bf\u03c5 \u062f\u064a\u0633\u0645\u0628\u0631",
     12},
};

// The names by themselves; built once.
const std::unordered_map<std::string_view, unsigned>& month_table() {
  static const std::unordered_map<std::string_view, unsigned> table = [] {
    std::unordered_map<std::string_view, unsigned> out;
    for (const MonthName& row : kMonths) {
      std::string_view rest = row.names;
      while (!rest.empty()) {
        const std::size_t space = std::min(rest.find(' '), rest.size());
        out.emplace(rest.substr(0, space), row.month);
        rest.remove_prefix(std::min(space + 1, rest.size()));
      }
    }
    return out;
  }();
  return table;
}

unsigned month_of(std::string_view word) {
  std::array<char, 32> folded{};
  if (word.size() > folded.size()) return 0;
  for (std::size_t i = 0; i < word.size(); ++i)
    folded[i] = word[i] >= 'A' && word[i] <= 'Z' ? static_cast<char>(word[i] + 32) : word[i];
  const auto found = month_table().find(std::string_view(folded.data(), word.size()));
  return found == month_table().end() ? 0 : found->second;
}

// A word or number of a text.
struct Piece {
  std::string_view text;
  int number = -1;
  std::size_t begin = 0;
};

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> out;
  out.reserve(std::min<std::size_t>(text.size() / 4 + 4, 200));
  for (std::size_t at = 0; at < text.size() && out.size() < 200;) {
    const char c = text[at];
    const std::size_t begin = at;
    if (c >= '0' && c <= '9') {
      int value = 0;
      while (at < text.size() && text[at] >= '0' && text[at] <= '9')
        value = std::min(value * 10 + (text[at++] - '0'), 100'000'000);
      out.push_back({text.substr(begin, at - begin), value, begin});
    } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               (static_cast<unsigned char>(c) & 0x80) != 0) {
      while (at < text.size() &&
             ((text[at] >= 'a' && text[at] <= 'z') || (text[at] >= 'A' && text[at] <= 'Z') ||
              (static_cast<unsigned char>(text[at]) & 0x80) != 0))
        ++at;
      out.push_back({text.substr(begin, at - begin), -1, begin});
    } else {
      ++at;
    }
  }
  return out;
}

constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2060;

std::optional<PartialDate> day_if_real(int year, int month, int day) {
  if (year < kFirstYear || year > kLastYear || month < 1 || day < 1) return std::nullopt;
  if (!make_day(year, static_cast<unsigned>(month), static_cast<unsigned>(day))) return std::nullopt;
  return PartialDate{year, static_cast<unsigned>(month), static_cast<unsigned>(day), {}};
}

int year_of(const Piece& p) {
  if (p.text.size() == 4) return p.number;
  return -1;
}

bool joined_by(std::string_view text, const Piece& a, const Piece& b, std::string_view marks) {
  const std::size_t from = a.begin + a.text.size();
  if (b.begin <= from) return false;
  const std::string_view between = text.substr(from, b.begin - from);
  return between.size() == 1 && marks.find(between[0]) != std::string_view::npos;
}

// A day has a number and so has its year.
bool two_numbers(std::string_view text) {
  unsigned runs = 0;
  bool before = false;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && !before && ++runs == 2) return true;
    before = digit;
  }
  return false;
}

// The path of an address.
std::string_view path_of(std::string_view url) {
  const std::size_t host = url.find("//");
  std::string_view path =
      host == std::string_view::npos ? url : url.substr(std::min(url.find('/', host + 2), url.size()));
  // An archive's address begins with the time of its copy.
  if (const std::size_t copy = path.find("/http"); copy != std::string_view::npos && copy < 40) {
    path.remove_prefix(copy + 1);
    path.remove_prefix(std::min(path.find('/', std::min(path.find("//") + 2, path.size())), path.size()));
  }
  return path;
}

// 20310616, or 203106161405 and what a site counts on after the minute.
std::optional<PartialDate> day_of_digits(std::string_view digits) {
  if (digits.empty() || digits[0] < '1' || digits[0] > '2') return std::nullopt;
  if (digits.size() != 8 && (digits.size() < 12 || digits.size() > 20)) return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t size) {
    int value = 0;
    for (const char c : digits.substr(from, size)) value = value * 10 + (c - '0');
    return value;
  };
  if (digits.size() >= 12 && (number(8, 2) > 23 || number(10, 2) > 59)) return std::nullopt;
  return day_if_real(number(0, 4), number(4, 2), number(6, 2));
}

// No letter or digit beside it.
bool stands_alone(std::string_view text, const Piece& p) {
  const auto plain = [](char c) { return c == '/' || c == '-' || c == '_' || c == '.'; };
  const std::size_t end = p.begin + p.text.size();
  return (p.begin == 0 || plain(text[p.begin - 1])) && (end == text.size() || plain(text[end]));
}

// The clock behind a date of mail and HTTP: "02:41:00 GMT". Only with a zone.
std::string clock_after(std::string_view rest) {
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  constexpr std::size_t kClock = 8;
  if (rest.size() < kClock + 4 || rest[2] != ':' || rest[5] != ':' || rest[kClock] != ' ') return {};
  const std::string_view zone = rest.substr(kClock + 1);
  const std::string clock(rest.substr(0, kClock));
  if (!parse_date("2031-06-16T" + clock)) return {};
  return zone.starts_with("GMT") || zone.starts_with("UTC") || zone.starts_with("+0000") ? clock + "Z" : "";
}

}  // namespace

std::optional<DateAt> find_date(std::string_view text) {
  text = text.substr(0, 2000);
  if (!two_numbers(text)) return std::nullopt;
  const std::vector<Piece> p = pieces_of(text);
  const auto found = [&](PartialDate date, std::size_t first, std::size_t last) {
    return DateAt{std::move(date), p[first].begin, p[last].begin + p[last].text.size()};
  };
  for (std::size_t i = 0; i < p.size(); ++i) {
    // 16.6.2031 16/06/2031 2031-06-16
    if (i + 2 < p.size() && p[i].number >= 0 && p[i + 1].number >= 0 && p[i + 2].number >= 0 &&
        joined_by(text, p[i], p[i + 1], "./-") &&
        (joined_by(text, p[i + 1], p[i + 2], "./-") ||
         text.substr(p[i + 1].begin + p[i + 1].text.size(), 2) == ". ")) {
      if (auto d = day_if_real(year_of(p[i]), p[i + 1].number, p[i + 2].number)) return found(*d, i, i + 2);
      int year = year_of(p[i + 2]);
      if (p[i + 2].text.size() == 2 && p[i + 2].number < 60) year = 2000 + p[i + 2].number;
      if (auto d = day_if_real(year, p[i + 1].number, p[i].number)) return found(*d, i, i + 2);
      if (auto d = day_if_real(year, p[i].number, p[i + 1].number)) return found(*d, i, i + 2);
    }
    // 2031\u5e746\u670816\u65e5, 2031\ub144 6\uc6d4 16\uc77c
    if (i + 4 < p.size() && p[i].number >= 0 && p[i + 2].number >= 0 && p[i + 4].number >= 0 &&
        (p[i + 1].text == "\u5e74" || p[i + 1].text == "\ub144") &&
        (p[i + 3].text == "\u6708" || p[i + 3].text == "\uc6d4"))
      if (auto d = day_if_real(year_of(p[i]), p[i + 2].number, p[i + 4].number)) return found(*d, i, i + 4);
    if (p[i].number >= 0) continue;
    const unsigned month = p[i].text.size() >= 3 ? month_of(p[i].text) : 0;
    if (month == 0) continue;
    // 16. Juni 2031, 16 June 2031, 16th of June, 2031, 16 de junio de 2031
    for (std::size_t back = 1; back <= 3 && back <= i; ++back) {
      const Piece& day = p[i - back];
      if (day.number < 1 || day.number > 31) continue;
      for (std::size_t on = i + 1; on < p.size() && on <= i + 2; ++on)
        if (auto d = day_if_real(year_of(p[on]), static_cast<int>(month), day.number))
          return found(*d, i - back, on);
    }
    // 2031. j\u00fanius 16., 2031 June 16
    if (i > 0 && i + 1 < p.size() && p[i + 1].text.size() <= 2)
      if (auto d = day_if_real(year_of(p[i - 1]), static_cast<int>(month), p[i + 1].number))
        return found(*d, i - 1, i + 1);
    // June 16, 2031; June 16th 2031
    if (i + 1 < p.size() && p[i + 1].number >= 1 && p[i + 1].number <= 31)
      for (std::size_t on = i + 2; on < p.size() && on <= i + 3; ++on)
        if (auto d = day_if_real(year_of(p[on]), static_cast<int>(month), p[i + 1].number))
          return found(*d, i, on);
  }
  return std::nullopt;
}

std::optional<PartialDate> date_in_text(std::string_view text) {
  auto found = find_date(text);
  if (!found) return std::nullopt;
  return std::move(found->date);
}

std::optional<PartialDate> date_in_url(std::string_view url) {
  const std::string_view path = path_of(url);
  const std::vector<Piece> p = pieces_of(path);
  for (std::size_t i = 0; i + 2 < p.size(); ++i) {
    if (year_of(p[i]) < kFirstYear || !joined_by(path, p[i], p[i + 1], "/-_.") ||
        !joined_by(path, p[i + 1], p[i + 2], "/-_."))
      continue;
    const int month = p[i + 1].number >= 0 ? p[i + 1].number : static_cast<int>(month_of(p[i + 1].text));
    if (p[i + 2].text.size() > 2) continue;
    if (const auto d = day_if_real(p[i].number, month, p[i + 2].number)) return d;
  }
  // 16-06-2031
  for (std::size_t i = 0; i + 2 < p.size(); ++i)
    if (p[i].text.size() == 2 && p[i + 1].text.size() == 2 && joined_by(path, p[i], p[i + 1], "-_.") &&
        joined_by(path, p[i + 1], p[i + 2], "-_."))
      if (const auto d = day_if_real(year_of(p[i + 2]), p[i + 1].number, p[i].number)) return d;
  for (const Piece& one : p)
    if (const auto d = day_of_digits(one.text)) return d;
  return std::nullopt;
}

std::optional<PartialDate> range_in_url(std::string_view url) {
  const std::string_view path = path_of(url);
  const std::vector<Piece> p = pieces_of(path);
  std::optional<PartialDate> year;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const int known = year_of(p[i]);
    if (known < kFirstYear || known > kLastYear || !stands_alone(path, p[i])) continue;
    if (i + 1 < p.size() && joined_by(path, p[i], p[i + 1], "/-_.") && stands_alone(path, p[i + 1])) {
      const bool numbered = p[i + 1].number >= 1 && p[i + 1].number <= 12 && p[i + 1].text.size() == 2;
      const unsigned month = numbered ? static_cast<unsigned>(p[i + 1].number) : month_of(p[i + 1].text);
      if (month != 0) return PartialDate{known, month, 0, {}};
    }
    const bool folder = p[i].begin > 0 && path[p[i].begin - 1] == '/' && p[i].begin + 4 < path.size() &&
                        path[p[i].begin + 4] == '/';
    if (folder && !year) year = PartialDate{known, 0, 0, {}};
  }
  return year;
}

std::optional<PartialDate> date_in_attribute(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t'))
    text.remove_suffix(1);
  if (text.size() == 4 || text.size() == 7)
    if (const auto part = parse_date(text); part && part->year >= kFirstYear && part->year <= kLastYear)
      return part;
  if (text.size() >= 10) {
    // Milliseconds beyond three digits, a space before the zone and the like: the clock is kept when it can
    // be read.
    if (const auto whole = parse_date(text); whole && whole->year >= kFirstYear && whole->year <= kLastYear)
      return whole;
    if (const auto day = parse_date(text.substr(0, 10));
        day && day->day != 0 && day->year >= kFirstYear && day->year <= kLastYear)
      return day;
  }
  if (text.size() >= 8 && text.size() <= 14 &&
      std::all_of(text.begin(), text.begin() + 8, [](char c) { return c >= '0' && c <= '9'; })) {
    const std::vector<Piece> p = pieces_of(text.substr(0, 8));
    if (const auto d = day_if_real(p[0].number / 10000, p[0].number / 100 % 100, p[0].number % 100)) return d;
  }
  text = text.substr(0, 60);
  auto found = find_date(text);
  if (!found) return std::nullopt;
  if (found->date.clock.empty()) found->date.clock = clock_after(text.substr(found->end));
  return std::move(found->date);
}

}  // namespace dateline::extract
