#include "annotate/time_lexer.h"

#include <algorithm>
#include <array>

#include "annotate/time_words.h"
#include "base/utf8.h"

namespace dateline::annotate {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80) != 0;
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

// Nearly every English word in -ed is a past or a participle; succeed and proceed are neither, agreed is.
std::uint32_t past_by_ending(std::string_view word) {
  if (word.size() < 5 || !word.ends_with("ed")) return 0;
  if (word.ends_with("eed") && !word.ends_with("greed") && !word.ends_with("creed") &&
      !word.ends_with("teed"))
    return 0;
  return flag(Signal::past);
}

class Lexer {
 public:
  Lexer(std::string_view text, ByteRange sentence, const TimeLanguage& language, DateOrder order,
        std::vector<TimeToken>& out)
      : text_(text.substr(0, sentence.end)),
        at_(sentence.begin),
        begin_(sentence.begin),
        language_(language),
        words_(*language.lookup),
        order_(order),
        out_(out) {}

  void run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r')
        ++at_;
      else if (is_digit(c))
        number();
      else if (is_alpha(c))
        word();
      else
        mark();
    }
  }

 private:
  TimeToken& push(std::size_t begin, std::size_t end) {
    TimeToken& token = out_.emplace_back();
    token.range = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    token.capital = text_[begin] >= 'A' && text_[begin] <= 'Z';
    token.word = is_alpha(text_[begin]);
    token.glued = begin > begin_ && text_[begin - 1] != ' ' && text_[begin - 1] != '\n';
    at_ = end;
    return token;
  }

  bool starts_with(std::size_t at, std::string_view wanted) const {
    if (at + wanted.size() > text_.size()) return false;
    for (std::size_t i = 0; i < wanted.size(); ++i)
      if (lower(text_[at + i]) != wanted[i]) return false;
    return true;
  }

  // Size of the dash at `at`: hyphen, en dash, em dash, non-breaking hyphen; 0 for none.
  std::size_t dash_at(std::size_t at) const {
    if (at >= text_.size()) return 0;
    if (text_[at] == '-') return 1;
    if (at + 2 < text_.size() && text_[at] == '\xE2' && text_[at + 1] == '\x80' && text_[at + 2] >= '\x90' &&
        text_[at + 2] <= '\x95')
      return 3;
    return 0;
  }
  std::size_t skip_space(std::size_t at) const { return at < text_.size() && text_[at] == ' ' ? at + 1 : at; }
  bool general_punctuation(std::size_t at) const {
    return at + 1 < text_.size() && text_[at] == '\xE2' && text_[at + 1] == '\x80';
  }

  int digits(std::size_t at, std::size_t& end) const {
    int value = 0;
    end = at;
    while (end < text_.size() && is_digit(text_[end]) && end - at < 9)
      value = value * 10 + (text_[end++] - '0');
    return value;
  }
  // The letters from `at` on.
  std::size_t letters(std::size_t at) const {
    while (at < text_.size() && is_alpha(text_[at]) && !general_punctuation(at)) ++at;
    return at;
  }

  void give(TimeToken& token, const TimeWords::Entry& entry) {
    const bool era = era_here(token, entry);
    for (const Sense& sense : entry.senses)
      if (sense.cls != Cls::era || era) token.add(sense.cls, sense.value);
    token.signals |= entry.signals;
  }
  bool era_here(const TimeToken& token, const TimeWords::Entry& entry) const;

  void word();
  void stop_of_abbreviation(TimeToken& token);
  void number();
  bool date_with(char separator, std::size_t begin);
  bool month_with(char separator, std::size_t begin);
  bool named_date(std::size_t begin);
  bool clock(std::size_t begin, int hour, std::size_t end);
  bool number_with_letters(std::size_t begin, std::size_t end, int value, bool plain);
  void plain_number(std::size_t begin, std::size_t end, int value, bool plain, int tenths);
  void mark();

  std::string_view text_;
  std::size_t at_;
  std::size_t begin_;
  const TimeLanguage& language_;
  const TimeWords& words_;
  DateOrder order_;
  std::vector<TimeToken>& out_;
};

void Lexer::word() {
  const std::size_t begin = at_;
  std::size_t end = at_;
  while (end < text_.size() && is_alpha(text_[end])) {
    if (general_punctuation(end)) break;
    end += (static_cast<unsigned char>(text_[end]) & 0x80) != 0 ? utf8::decode(text_, end).size : 1;
  }
  if (end == begin) return mark();
  if (lower(text_[begin]) == 'o' && end == begin + 1 && starts_with(end, "'clock")) end += 6;
  if (starts_with(end, "'t") && letters(end + 1) == end + 2) end += 2;  // won't
  // a.m., p.m., B.C., A.D.: two letters with stops are one word without them.
  if (end == begin + 1 && end + 1 < text_.size() && text_[end] == '.' && is_alpha(text_[end + 1]) &&
      letters(end + 1) == end + 2) {
    const char folded[2] = {text_[begin], text_[end + 1]};
    if (const TimeWords::Entry* entry = words_.find({folded, 2});
        entry != nullptr && !entry->senses.empty() &&
        (entry->senses[0].cls == Cls::ampm || entry->senses[0].cls == Cls::era)) {
      end += 2;
      if (end < text_.size() && text_[end] == '.') ++end;
      give(push(begin, end), *entry);
      return;
    }
  }
  if (end == begin + 1 && end < text_.size() && is_digit(text_[end]) &&
      (end + 1 == text_.size() || (!is_digit(text_[end + 1]) && !is_alpha(text_[end + 1]))))
    ++end;  // Q3, H1
  const TimeWords::Entry* entry = words_.find(text_.substr(begin, end - begin));
  if (entry == nullptr) {
    TimeToken& token = push(begin, end);
    if (language_.code == "en" && !token.capital)
      token.signals = past_by_ending(text_.substr(begin, end - begin));
    return;
  }
  if (!entry->phrases.empty()) {
    const TimeWords::Entry* longer = nullptr;
    if (const std::size_t phrase = words_.phrase(text_, begin, *entry, longer); phrase > 0) {
      give(push(begin, phrase), *longer);
      return;
    }
  }
  TimeToken& token = push(begin, end);
  give(token, *entry);
  stop_of_abbreviation(token);
}

// AM, AH and SH are eras in capitals only, and AM is none after an hour of the clock: "10 am", "I am 64".
bool Lexer::era_here(const TimeToken& token, const TimeWords::Entry& entry) const {
  bool short_other = false;
  bool half_day = false;
  for (const Sense& sense : entry.senses) {
    short_other = short_other || (sense.cls == Cls::era && sense.value > 1 && token.range.size() <= 4);
    half_day = half_day || sense.cls == Cls::ampm;
  }
  if (!short_other) return true;
  for (const char c : slice(text_, token.range))
    if (c >= 'a' && c <= 'z') return false;
  if (!half_day || out_.size() < 2) return true;
  const TimeToken& hour = out_[out_.size() - 2];
  const bool year = out_.size() > 2 && out_[out_.size() - 3].is(Cls::years_);  // the year 10 AM
  return year || !hour.is(Cls::num) || hour.value_of(Cls::num) > 12;
}

// The stop of an abbreviation belongs to it: Jan. 3, Mon. 3 May; not where a sentence ends.
void Lexer::stop_of_abbreviation(TimeToken& token) {
  if (!token.is(Cls::month) && !token.is(Cls::weekday) && !token.is(Cls::unit)) return;
  if (token.range.size() > 5 || at_ + 1 >= text_.size() || text_[at_] != '.') return;
  const char next = text_[at_ + 1];
  if (token.is(Cls::unit) && (token.range.size() > 3 || next != ' ')) return;
  if (next == ' ' || next == ',' || is_digit(next)) token.range.end = static_cast<std::uint32_t>(++at_);
}

// 2031-05-02, 2/5/2031, 2.5.31, 2031-05-02T15:04:05: three numbers with one separator.
bool Lexer::date_with(char separator, std::size_t begin) {
  std::size_t ends[3];
  int parts[3];
  std::size_t at = begin;
  for (int i = 0; i < 3; ++i) {
    parts[i] = digits(at, ends[i]);
    if (ends[i] == at) return false;
    at = ends[i];
    if (i < 2) {
      if (at >= text_.size() || text_[at] != separator) return false;
      ++at;
    }
  }
  if (at < text_.size() && (is_digit(text_[at]) || is_alpha(text_[at])) && lower(text_[at]) != 't')
    return false;
  const std::size_t first = ends[0] - begin;
  const std::size_t last = ends[2] - ends[1] - 1;
  int y = 0;
  int m = 0;
  int d = 0;
  if (first == 4 && last <= 2) {
    y = parts[0], m = parts[1], d = parts[2];
  } else if (first <= 2 && (last == 4 || last == 2)) {
    y = last == 4 ? parts[2] : parts[2] + (parts[2] < 50 ? 2000 : 1900);
    const bool day_first =
        separator == '.' || parts[0] > 12 || (order_ == DateOrder::day_first && parts[1] <= 12);
    d = day_first ? parts[0] : parts[1];
    m = day_first ? parts[1] : parts[0];
  } else {
    return false;
  }
  if (y < 1000 || y > 2999 || !make_day(y, static_cast<unsigned>(m), static_cast<unsigned>(d))) return false;
  std::size_t end = ends[2];
  std::string written;
  if (end + 5 < text_.size() && lower(text_[end]) == 't' && is_digit(text_[end + 1])) {
    std::size_t stop = end + 1;
    while (stop < text_.size() && (is_digit(text_[stop]) || text_[stop] == ':')) ++stop;
    const std::size_t size = stop - end - 1;
    if (size != 5 && size != 8) return false;
    written = text_.substr(end + 1, size);
    end = stop;
    if (end < text_.size() && (text_[end] == 'Z' || text_[end] == 'z')) ++end;
  }
  TimeToken& token = push(begin, end);
  token.date = {y, static_cast<unsigned>(m), static_cast<unsigned>(d), written};
  token.add(Cls::date, 0);
  return true;
}

// 11/2031, 2031/11, 2031-3: a month and a year. 2007-08 is two years: the end is the next one or later.
bool Lexer::month_with(char separator, std::size_t begin) {
  std::size_t first_end = 0;
  const int first = digits(begin, first_end);
  const std::size_t mark = skip_space(first_end);
  if (mark >= text_.size() || text_[mark] != separator) return false;
  const std::size_t from = skip_space(mark + 1);
  std::size_t end = 0;
  const int second = digits(from, end);
  if (end == from) return false;
  if (mark > first_end || from > mark + 1) {  // 2031 - 3 at the end of what is said, not "2031 - 3 boats"
    const std::size_t next = skip_space(end);
    if (next < text_.size() && (is_alpha(text_[next]) || is_digit(text_[next]))) return false;
  }
  if (end < text_.size() &&
      (is_alpha(text_[end]) || text_[end] == separator || text_[end] == '%' || text_[end] == ':'))
    return false;
  if (end + 1 < text_.size() && (text_[end] == '.' || text_[end] == ',') && is_digit(text_[end + 1]))
    return false;
  const std::size_t size = first_end - begin;
  const std::size_t last = end - from;
  int y = 0;
  int m = 0;
  if (size == 4 && last <= 2 && last > 0) {
    y = first, m = second;
    if (last == 2 && second > first % 100) return false;
  } else if (size <= 2 && last == 4) {
    y = second, m = first;
  }
  if (y < 1500 || y > 2100 || m < 1 || m > 12) return false;
  TimeToken& token = push(begin, end);
  token.date = {y, static_cast<unsigned>(m), 0, {}};
  token.add(Cls::date, 0);
  return true;
}

// A day that is called by its numbers.
bool Lexer::named_date(std::size_t begin) {
  std::size_t end = 0;
  digits(begin, end);
  if (end >= text_.size() || text_[end] != '/') return false;
  digits(end + 1, end);
  if (end < text_.size() && (is_alpha(text_[end]) || text_[end] == '/')) return false;
  const TimeWords::Entry* entry = words_.find(text_.substr(begin, end - begin));
  if (entry == nullptr || entry->senses.empty() || entry->senses[0].cls != Cls::date) return false;
  const int value = entry->senses[0].value;
  TimeToken& token = push(begin, end);
  token.date = {
      value / 10000, static_cast<unsigned>(value / 100 % 100), static_cast<unsigned>(value % 100), {}};
  token.add(Cls::date, 0);
  return true;
}

// 3:15, 15:04:30, 3.15pm.
bool Lexer::clock(std::size_t begin, int hour, std::size_t end) {
  if (end >= text_.size() || hour > 24 || end - begin > 2) return false;
  std::size_t after = 0;
  const int minute = digits(end + 1, after);
  if (after != end + 3 || minute > 59) return false;
  int second = -1;
  if (text_[end] == '.') {
    const std::size_t word = after < text_.size() && text_[after] == ' ' ? after + 1 : after;
    if (!starts_with(word, "am") && !starts_with(word, "pm") && !starts_with(word, "a.m") &&
        !starts_with(word, "p.m") && !starts_with(word, "uhr"))
      return false;
  } else if (text_[end] != ':') {
    return false;
  } else if (after < text_.size() && text_[after] == ':') {
    std::size_t seconds = 0;
    const int value = digits(after + 1, seconds);
    if (value < 61 && seconds == after + 3) after = seconds, second = value;
  }
  if (after < text_.size() && (is_digit(text_[after]) || text_[after] == ':')) return false;
  TimeToken& token = push(begin, after);
  token.add(Cls::clock, hour * 60 + minute);
  if (second >= 0) token.date.clock = std::string(text_.substr(after - 2, 2));
  return true;
}

void Lexer::number() {
  const std::size_t begin = at_;
  for (const char separator : {'-', '/', '.'})
    if (date_with(separator, begin)) return;
  const bool glued = begin > begin_ && (is_alpha(text_[begin - 1]) || text_[begin - 1] == '/' ||
                                        text_[begin - 1] == '-' || text_[begin - 1] == '.');
  if (!glued && (month_with('/', begin) || month_with('-', begin))) return;
  if (!glued && named_date(begin)) return;
  std::size_t end = 0;
  int value = digits(begin, end);
  if (clock(begin, value, end)) return;
  // 1,500 and 2.5 are one number; 1,500 is no year.
  bool plain = true;
  int tenths = 0;
  while (end + 1 < text_.size() && (text_[end] == ',' || text_[end] == '.') && is_digit(text_[end + 1])) {
    std::size_t more = 0;
    const int group = digits(end + 1, more);
    const bool thousands = text_[end] == (language_.code == "de" ? '.' : ',');
    if (thousands && more != end + 4) break;
    if (thousands && value < 100'000)
      value = value * 1000 + group;
    else if (more == end + 2)
      tenths = group;
    plain = false;
    end = more;
  }
  while (end < text_.size() && is_digit(text_[end])) ++end, plain = false;
  if (starts_with(end, "½")) end += 2, tenths = 5;
  if (number_with_letters(begin, end, value, plain)) return;
  // "3 h": the letter alone is no word.
  if (plain && end - begin <= 2 && end + 1 < text_.size() && text_[end] == ' ' && text_[end + 1] == 'h' &&
      letters(end + 1) == end + 2) {
    push(begin, end).add(Cls::num, value);
    push(end + 1, end + 2).add(Cls::unit, static_cast<int>(Unit::hour));
    return;
  }
  plain_number(begin, end, value, plain, tenths);
}

// 1990s, 21st, 3pm, 3h, 5yrs, 747s.
bool Lexer::number_with_letters(std::size_t begin, std::size_t end, int value, bool plain) {
  const std::size_t size = end - begin;
  std::size_t stop = letters(end);
  std::size_t apostrophes = 0;  // of 1990's
  if (stop == end && (starts_with(end, "'s") || starts_with(end, "\u2019s"))) {
    apostrophes = text_[end] == '\'' ? 1 : 3;
    stop = letters(end + apostrophes);
    if (stop != end + apostrophes + 1) return false;
  }
  const std::string_view tail = text_.substr(end + apostrophes, stop - end - apostrophes);
  if (tail.empty()) return false;
  std::size_t quote = 0;  // of '90s
  if (begin > begin_ && text_[begin - 1] == '\'')
    quote = 1;
  else if (begin >= begin_ + 3 &&
           (text_.substr(begin - 3, 3) == "\u2019" || text_.substr(begin - 3, 3) == "\u2018"))
    quote = 3;
  if (tail == "s" && plain && value % 10 == 0 && (size == 4 || (size == 2 && (quote > 0 || value >= 20)))) {
    if (apostrophes > 0 && size == 4 && value % 100 != 0 && value > 2010) return false;  // 2030's
    if (size == 4 && value % 100 == 0 && value != 2000)
      push(begin, stop).add(Cls::century, value / 100 + 1);
    else
      push(size == 2 ? begin - quote : begin, stop)
          .add(Cls::decade, size == 4 ? value / 10 : 190 + value / 10);
    return true;
  }
  if (apostrophes > 0) return false;
  const std::string_view small = tail;
  if (starts_with(end, "st") || starts_with(end, "nd") || starts_with(end, "rd") || starts_with(end, "th")) {
    if (small.size() == 2) {
      TimeToken& token = push(begin, stop);
      if (plain) token.add(Cls::ord, value);
      return true;
    }
  }
  const bool am = starts_with(end, "am") || (starts_with(end, "a") && tail.size() == 1);
  const bool pm = starts_with(end, "pm") || (starts_with(end, "p") && tail.size() == 1);
  if ((am || pm) && tail.size() <= 2 && plain && value >= 1 && value <= 12) {
    push(begin, end).add(Cls::num, value);
    push(end, stop).add(Cls::ampm, pm ? 12 : 0);
    return true;
  }
  const TimeWords::Entry* entry = words_.find(tail);
  if (entry != nullptr && !entry->senses.empty() && entry->senses[0].cls == Cls::unit && size <= 4 &&
      tail.size() > 1) {
    push(begin, end).add(Cls::num, value);
    give(push(end, stop), *entry);
    return true;
  }
  if (tail == "h") {
    push(begin, end).add(Cls::num, value);
    push(end, stop).add(Cls::unit, static_cast<int>(Unit::hour));
    return true;
  }
  push(begin, stop);
  return true;
}

void Lexer::plain_number(std::size_t begin, std::size_t end, int value, bool plain, int tenths) {
  const std::size_t size = end - begin;
  std::size_t quote = 0;
  if (begin > begin_ && text_[begin - 1] == '\'')
    quote = 1;
  else if (begin >= begin_ + 3 &&
           (text_.substr(begin - 3, 3) == "\u2019" || text_.substr(begin - 3, 3) == "\u2018"))
    quote = 3;
  if (plain && size == 2 && quote > 0) {
    push(begin - quote, end).add(Cls::year2, value < 50 ? 2000 + value : 1900 + value);
    return;
  }
  const char before = begin > begin_ ? text_[begin - 1] : ' ';
  const bool money = before == '$' || before == '#' ||
                     (begin >= begin_ + 2 && text_.substr(begin - 2, 2) == "£") ||
                     (begin >= begin_ + 3 && text_.substr(begin - 3, 3) == "€");
  const bool share = end < text_.size() && text_[end] == '%';
  TimeToken& token = push(begin, end);
  token.money = money || share;
  if (token.money) return;
  token.tenths = static_cast<std::int8_t>(tenths);
  if (language_.ordinal_stop && plain && size <= 2 && value >= 1 && end < text_.size() && text_[end] == '.' &&
      (end + 1 >= text_.size() || text_[end + 1] == ' ')) {
    token.range.end = static_cast<std::uint32_t>(++at_);
    token.add(Cls::ord, value);
    return;
  }
  token.add(Cls::num, value);
  if (!plain) return;
  if (size <= 2 && value >= 1 && value <= 31) token.add(Cls::day, value);
  if (size == 4 && value >= 1000 && value < 2200) token.add(Cls::year, value);
  // 2031-32: the short end of a range of years.
  if (size == 2 && out_.size() > 2) {
    const TimeToken& dash = out_[out_.size() - 2];
    const TimeToken& year = out_[out_.size() - 3];
    if ((dash.is(Cls::dash) || dash.is(Cls::slash)) && dash.glued && token.glued && year.is(Cls::year) &&
        value > year.value_of(Cls::year) % 100)
      token.add(Cls::year2, year.value_of(Cls::year) / 100 * 100 + value);
  }
}

void Lexer::mark() {
  if (const std::size_t size = dash_at(at_); size > 0) {
    push(at_, at_ + size).add(Cls::dash, 0);
    return;
  }
  const char c = text_[at_];
  if (c == ',' || c == '/' || c == '(' || c == '@') {
    push(at_, at_ + 1).add(c == ',' ? Cls::comma : c == '/' ? Cls::slash : c == '(' ? Cls::open : Cls::at, 0);
    return;
  }
  if ((c == '\'' && starts_with(at_ + 1, "s")) || starts_with(at_, "\u2019s")) {
    push(at_, at_ + (c == '\'' ? 2 : 4)).add(Cls::possessive, 0);
    return;
  }
  // An apostrophe before two digits is part of the year that the number reads.
  const std::size_t size = utf8::decode(text_, at_).size;
  const std::size_t next = at_ + size;
  if (next < text_.size() && is_digit(text_[next]) &&
      (c == '\'' || (size == 3 && general_punctuation(at_)))) {
    at_ = next;
    const std::size_t before = out_.size();
    number();
    if (out_.size() > before) out_[before].glued = false;
    return;
  }
  push(at_, next);
}

}  // namespace

void lex_times(std::string_view text, ByteRange sentence, const TimeLanguage& language, DateOrder order,
               std::vector<TimeToken>& out) {
  out.clear();
  Lexer(text, sentence, language, order, out).run();
  join_numbers(text, out);
}

}  // namespace dateline::annotate
