#include "annotate/time_lexer.h"

#include <algorithm>
#include <string>
#include <unordered_map>

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

// Spelling -> senses. Made once, never changed after.
class Words {
 public:
  explicit Words(std::span<const WordSense> table) {
    for (const WordSense& row : table) {
      std::string_view rest = row.words;
      while (!rest.empty()) {
        const std::size_t space = std::min(rest.find(' '), rest.size());
        senses_[std::string(rest.substr(0, space))].push_back({row.cls, row.value});
        longest_ = std::max(longest_, space);
        rest.remove_prefix(std::min(space + 1, rest.size()));
      }
    }
  }
  const std::vector<Sense>* find(std::string_view word) const {
    if (word.size() > longest_) return nullptr;
    char folded[32];
    if (word.size() > sizeof folded) return nullptr;
    std::transform(word.begin(), word.end(), folded, lower);
    const auto found = senses_.find(std::string(folded, word.size()));
    return found == senses_.end() ? nullptr : &found->second;
  }

 private:
  std::unordered_map<std::string, std::vector<Sense>> senses_;
  std::size_t longest_ = 0;
};

const Words& english() {
  static const Words words(english_words());
  return words;
}

class Lexer {
 public:
  Lexer(std::string_view text, ByteRange sentence, DateOrder order, std::vector<TimeToken>& out)
      : text_(text.substr(0, sentence.end)),
        at_(sentence.begin),
        begin_(sentence.begin),
        order_(order),
        out_(out) {}

  void run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
        ++at_;
      } else if (is_digit(c)) {
        number();
      } else if (is_alpha(c)) {
        word();
      } else {
        mark();
      }
    }
    join_numbers();
  }

 private:
  TimeToken& push(std::size_t begin, std::size_t end) {
    TimeToken token;
    token.range = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    token.capital = text_[begin] >= 'A' && text_[begin] <= 'Z';
    token.sentence_start = out_.empty();
    token.glued = begin > begin_ && text_[begin - 1] != ' ' && text_[begin - 1] != '\n';
    out_.push_back(token);
    at_ = end;
    return out_.back();
  }

  void word() {
    const std::size_t begin = at_;
    std::size_t end = at_;
    while (end < text_.size() && is_alpha(text_[end])) {
      if (dash_at(end) > 0 || quote_at(end)) break;
      end += (static_cast<unsigned char>(text_[end]) & 0x80) != 0 ? utf8::decode(text_, end).size : 1;
    }
    if (end == begin) return mark();
    if (lower(text_[begin]) == 'o' && end == begin + 1 && starts_with(end, "'clock")) end += 6;
    // a.m. and p.m. are one word; the last stop stays out, it may be the sentence's.
    if (end == begin + 1 && starts_with(end, ".m")) end += 2;
    const std::string_view spelled = text_.substr(begin, end - begin);
    TimeToken& token = push(begin, end);
    const std::vector<Sense>* senses =
        english().find(spelled.size() == 3 && spelled[1] == '.' ? folded_ampm(spelled) : spelled);
    if (senses == nullptr) return;
    for (const Sense& sense : *senses) token.add(sense.cls, sense.value);
    // The stop of an abbreviation belongs to it: Jan. 3, Mon. 3 May; not where a sentence ends.
    if ((token.mask & (bit(Cls::month) | bit(Cls::weekday))) != 0 && spelled.size() <= 5 &&
        at_ + 1 < text_.size() && text_[at_] == '.' && (text_[at_ + 1] == ' ' || text_[at_ + 1] == ',') &&
        (token.mask & bit(Cls::month)) != 0) {
      token.range.end = static_cast<std::uint32_t>(++at_);
    }
  }

  std::string_view folded_ampm(std::string_view spelled) {
    return lower(spelled[0]) == 'a' ? "am" : lower(spelled[0]) == 'p' ? "pm" : "";
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
  bool quote_at(std::size_t at) const {
    return at + 1 < text_.size() && text_[at] == '\xE2' && text_[at + 1] == '\x80';
  }

  int digits(std::size_t at, std::size_t& end) const {
    int value = 0;
    end = at;
    while (end < text_.size() && is_digit(text_[end]) && end - at < 9)
      value = value * 10 + (text_[end++] - '0');
    return value;
  }

  void number();
  bool date_with(char separator, std::size_t begin);
  bool clock(std::size_t begin, int hour, std::size_t end);
  void mark();
  void join_numbers();

  std::string_view text_;
  std::size_t at_;
  std::size_t begin_;
  DateOrder order_;
  std::vector<TimeToken>& out_;
};

// 2031-05-02, 2/5/2031, 2.5.31: three numbers with one separator.
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
  TimeToken& token = push(begin, ends[2]);
  token.date = {y, static_cast<unsigned>(m), static_cast<unsigned>(d), {}};
  token.add(Cls::date, 0);
  return true;
}

// 3:15, 15:04:30, also 3.15pm.
bool Lexer::clock(std::size_t begin, int hour, std::size_t end) {
  if (end >= text_.size() || text_[end] != ':' || hour > 24) return false;
  std::size_t after = 0;
  const int minute = digits(end + 1, after);
  if (after != end + 3 || minute > 59) return false;
  if (after < text_.size() && text_[after] == ':') {
    std::size_t seconds = 0;
    if (digits(after + 1, seconds) < 61 && seconds == after + 3) after = seconds;
  }
  push(begin, after).add(Cls::clock, hour * 60 + minute);
  return true;
}

void Lexer::number() {
  const std::size_t begin = at_;
  for (const char separator : {'-', '/', '.'})
    if (date_with(separator, begin)) return;
  std::size_t end = 0;
  int value = digits(begin, end);
  if (clock(begin, value, end)) return;
  // 1,500 and 2.5 are one number; 1,500 is no year.
  bool plain = true;
  while (end + 1 < text_.size() && (text_[end] == ',' || text_[end] == '.') && is_digit(text_[end + 1])) {
    std::size_t more = 0;
    const int group = digits(end + 1, more);
    if (text_[end] == ',' && more != end + 4) break;
    value = text_[end] == ',' ? value * 1000 + group : value;
    plain = false;
    end = more;
  }
  while (end < text_.size() && is_digit(text_[end])) ++end, plain = false;
  const std::size_t size = end - begin;
  std::size_t letters = end;
  while (letters < text_.size() && is_alpha(text_[letters]) && !quote_at(letters)) ++letters;
  const std::string_view tail = text_.substr(end, letters - end);
  const bool apostrophe =
      begin > begin_ && (text_[begin - 1] == '\'' || (begin >= 3 && text_.substr(begin - 3, 3) == "\u2019") ||
                         (begin >= 3 && text_.substr(begin - 3, 3) == "\u2018"));
  const bool money =
      begin > begin_ && (text_[begin - 1] == '$' || (begin >= 2 && text_.substr(begin - 2, 2) == "£") ||
                         (begin >= 3 && text_.substr(begin - 3, 3) == "€") || text_[begin - 1] == '#');
  if (tail == "s" && plain && (size == 4 || (size == 2 && apostrophe)) && value % 10 == 0) {
    TimeToken& token = push(size == 2 ? begin - (text_[begin - 1] == '\'' ? 1 : 3) : begin, letters);
    token.add(Cls::decade, size == 4 ? value / 10 : 190 + value / 10);
    return;
  }
  if (tail == "st" || tail == "nd" || tail == "rd" || tail == "th") {
    TimeToken& token = push(begin, letters);
    if (plain) token.add(Cls::ord, value);
    return;
  }
  if ((tail == "am" || tail == "pm" || tail == "AM" || tail == "PM") && plain && value >= 1 && value <= 12) {
    push(begin, end).add(Cls::num, value);
    push(end, letters).add(Cls::ampm, lower(tail[0]) == 'p' ? 12 : 0);
    return;
  }
  if (!tail.empty()) {
    push(begin, letters);
    return;
  }
  if (plain && size == 2 && apostrophe && !money) {
    TimeToken& token = push(begin - (text_[begin - 1] == '\'' ? 1 : 3), end);
    token.add(Cls::year2, value < 50 ? 2000 + value : 1900 + value);
    return;
  }
  TimeToken& token = push(begin, end);
  if (money) return;
  token.add(Cls::num, value);
  if (!plain) return;
  if (size <= 2 && value >= 1 && value <= 31) token.add(Cls::day, value);
  if (size == 4 && value >= 1000 && value < 2200) token.add(Cls::year, value);
}

void Lexer::mark() {
  if (const std::size_t size = dash_at(at_); size > 0) {
    push(at_, at_ + size).add(Cls::dash, 0);
    return;
  }
  if (text_[at_] == ',') {
    push(at_, at_ + 1).add(Cls::comma, 0);
    return;
  }
  if ((text_[at_] == '\'' && starts_with(at_ + 1, "s")) || starts_with(at_, "\u2019s")) {
    push(at_, at_ + (text_[at_] == '\'' ? 2 : 4)).add(Cls::possessive, 0);
    return;
  }
  // An apostrophe before two digits is part of the year that the number reads.
  const std::size_t size = utf8::decode(text_, at_).size;
  const std::size_t next = at_ + size;
  if (next < text_.size() && is_digit(text_[next]) && (text_[at_] == '\'' || size == 3)) {
    at_ = next;
    const std::size_t before = out_.size();
    number();
    if (out_.size() > before) out_[before].glued = false;
    return;
  }
  push(at_, next);
}

// twenty - five, one hundred and fifty, twenty - first: numbers in words become one token.
void Lexer::join_numbers() {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < out_.size(); ++i) {
    TimeToken token = out_[i];
    const bool spelled = (token.mask & bit(Cls::num)) != 0 && is_alpha(text_[token.range.begin]);
    if (spelled) {
      int total = 0;
      int value = token.value_of(Cls::num);
      std::size_t j = i + 1;
      while (j < out_.size()) {
        std::size_t k = j;
        if ((out_[k].mask & (bit(Cls::dash) | bit(Cls::and_))) != 0) ++k;
        if (k >= out_.size()) break;
        const TimeToken& next = out_[k];
        const bool word = is_alpha(text_[next.range.begin]);
        if (!word) break;
        if ((next.mask & bit(Cls::ord)) != 0 && value >= 20 && value < 100 && value % 10 == 0 &&
            next.value_of(Cls::ord) < 10 && (next.mask & bit(Cls::unit)) == 0) {
          token.mask = 0, token.count = 0;
          token.add(Cls::ord, total + value + next.value_of(Cls::ord));
          token.range.end = next.range.end;
          j = k + 1;
          value = -1;
          break;
        }
        if ((next.mask & bit(Cls::num)) == 0) break;
        const int more = next.value_of(Cls::num);
        if (more == 1000 && k == j)
          total = (total + value) * 1000, value = 0;
        else if (more == 100 && k == j)
          value *= 100;
        else if (value % 100 >= 20 && value % 10 == 0 && more < 10)
          value += more;
        else if (value >= 100 && more < 100 && value % 100 == 0)
          value += more;
        else if (k == j && value >= 11 && value <= 20 && more >= 10 && more < 100 && total == 0)
          value = value * 100 + more;  // nineteen seventy
        else
          break;
        token.range.end = next.range.end;
        j = k + 1;
      }
      if (value >= 0) {
        token.mask = 0, token.count = 0;
        token.add(Cls::num, total + value);
        if (total + value >= 1100 && total + value < 2100) token.add(Cls::year, total + value);
      }
      i = j - 1;
    }
    out_[kept++] = token;
  }
  out_.resize(kept);
}

}  // namespace

void lex_times(std::string_view text, ByteRange sentence, DateOrder order, std::vector<TimeToken>& out) {
  out.clear();
  Lexer(text, sentence, order, out).run();
}

}  // namespace dateline::annotate
