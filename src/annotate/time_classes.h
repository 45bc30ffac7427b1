#pragma once
// The alphabet of the time grammar: a token of the text belongs to some of these classes, each with a value.

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string_view>

#include <dateline/document.h>

namespace dateline::annotate {

enum class Cls : std::uint8_t {
  // Parts of a date; the value is the month 1-12, the weekday 1-7 from Monday, the number itself.
  month,
  weekday,
  day,   // 1-31 in digits
  dayw,  // 1-31 in words
  ord,
  year,
  year2,  // '29; the short end of 2031-32
  num,
  date,    // a whole date in digits
  cmonth,  // month of another calendar: Calendar * 100 + month
  reign,   // Reiwa 5: the year before its first
  // Things that are counted or named: value of Unit, of Part, season 1-4 from spring, holiday's number.
  unit,
  part,
  season,
  holiday,
  quarter,
  qnum,  // Q1
  half,
  hnum,  // H2
  decade,
  century,
  fiscal,
  fyear,  // FY2031
  era,    // AD 1, BC -1, AH 2, AM 3, SH 4
  // Direction: last -1, this 0, next +1; the offset in days of today, yesterday, tomorrow.
  past,
  current,
  next,
  deictic,
  ago,
  earlier,
  later,
  same,
  following,
  previous,
  // Modifiers; the value is that of Mod.
  early,
  approx,
  more,
  less,
  end_w,
  // Sets and vague words.
  every,
  adverb,
  times,
  once,
  per,
  present,
  past_ref,
  future,
  recent,
  latest,
  // A time of day; the value is minutes.
  clock,
  ampm,
  oclock,
  noon,
  zone,
  // Words and marks of the grammar itself.
  the,
  a,
  of,
  in,
  at,
  on,
  and_,
  or_,
  to,
  from,  // the value of "since" is 1: to the day of publication
  between,
  that,
  other,
  comma,
  dash,
  slash,
  open,
  possessive,
  owner,  // its, our
  couple,
  several,
  few,
  after_w,
  before_w,
  ahead,
  term,    // period, term, stretch
  ended,   // ended, ending
  years_,  // "year" before a number: the year 2031
  or_so,
  count_
};

constexpr std::size_t kClasses = static_cast<std::size_t>(Cls::count_);

// A set of classes.
class ClassMask {
 public:
  constexpr ClassMask() = default;
  constexpr ClassMask(Cls c) { add(c); }
  constexpr void add(Cls c) { words_[word(c)] |= std::uint64_t{1} << (static_cast<unsigned>(c) % 64); }
  constexpr bool has(Cls c) const { return (words_[word(c)] >> (static_cast<unsigned>(c) % 64) & 1) != 0; }
  constexpr bool any() const { return (words_[0] | words_[1]) != 0; }
  constexpr Cls first() const {
    return static_cast<Cls>(words_[0] != 0 ? std::countr_zero(words_[0]) : 64 + std::countr_zero(words_[1]));
  }
  friend constexpr ClassMask operator&(ClassMask a, ClassMask b) {
    a.words_[0] &= b.words_[0], a.words_[1] &= b.words_[1];
    return a;
  }
  friend constexpr ClassMask operator|(ClassMask a, ClassMask b) {
    a.words_[0] |= b.words_[0], a.words_[1] |= b.words_[1];
    return a;
  }
  friend constexpr bool operator==(const ClassMask&, const ClassMask&) = default;

 private:
  static constexpr std::size_t word(Cls c) { return static_cast<std::size_t>(c) / 64; }
  std::uint64_t words_[2] = {};
};
static_assert(kClasses <= 128);

enum class Unit : std::int8_t {
  second,
  minute,
  hour,
  day,
  night,
  weekend,
  week,
  fortnight,
  month,
  quarter,
  year,
  decade,
  century
};
constexpr int kPlural = 16;  // added to the value of Cls::unit by "weeks"
enum class Part : std::int8_t { morning, midday, afternoon, evening, night, day };  // MO MI AF EV NI DT
enum class Mod : std::int8_t { none, start, mid, end, approx, more, less, equal_or_more, equal_or_less };

// What a word tells of the sentence around a time.
enum class Signal : std::uint32_t {
  future = 1,         // will, plans, payable
  past = 2,           // was, said, met
  before_time = 4,    // in, since, by: a bare year or season may follow
  before_span = 8,    // within, lasted: "a week" is a duration
  money = 16,         // share, profit, revenue: figures of a business
  modal = 32,         // could, may, must
  deadline = 64,      // by, until, through
  clause = 128,       // that, but, and: a clause begins
  perfect = 256,      // had
  report = 512,       // said
  not_time = 1024,    // a word after which a number counts something
  being = 8192,       // be, is, are
  degree = 4096,      // most recently, as soon as
  doubtful = 2048,    // May, March, Jan, Sun: also something else
  plan = 16384,       // planned, supposed: looks ahead before an infinitive
  due = 65536,        // due: before an infinitive or a time
  sets_out = 131072,  // start, meet: after a plural and before a time
  title = 262144,     // Times, Post: names of papers and programmes
  deed = 32768,       // ruling, attack: with a day of its own it has happened
};
constexpr std::uint32_t flag(Signal s) {
  return static_cast<std::uint32_t>(s);
}

struct Sense {
  Cls cls;
  std::int32_t value;
};

// A word or number of the text, with what it can be.
struct TimeToken {
  ByteRange range;
  ClassMask mask;
  std::array<Sense, 4> senses{};
  std::uint32_t signals = 0;
  std::uint8_t count = 0;
  std::int8_t tenths = 0;  // of a number: 2.5 and "two and a half" have 5
  bool halves = false;     // the tenths were spelt as a fraction
  bool capital = false;    // the first letter is upper case
  bool glued = false;      // no space between this and the token before
  bool word = false;       // begins with a letter
  bool money = false;      // a currency sign stands before it, or % after it
  PartialDate date;        // for Cls::date

  void add(Cls cls, std::int32_t value) {
    if (count == senses.size()) return;
    senses[count++] = {cls, value};
    mask.add(cls);
  }
  void clear() { mask = {}, count = 0; }
  bool is(Cls cls) const { return mask.has(cls); }
  bool signal(Signal s) const { return (signals & flag(s)) != 0; }
  std::int32_t value_of(Cls cls) const {
    for (std::uint8_t i = 0; i < count; ++i)
      if (senses[i].cls == cls) return senses[i].value;
    return 0;
  }
};

}  // namespace dateline::annotate
