#include "annotate/time_guards.h"

#include <cstdlib>

namespace dateline::annotate {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

class Guarding {
 public:
  explicit Guarding(const TimeSite& site)
      : s_(site),
        first_(site.tokens[site.match.first]),
        last_(site.tokens[site.match.end() - 1]),
        prior_(site.before()),
        next_(site.after()) {}

  bool holds(Guard guard) const {
    switch (guard) {
      case Guard::none:
        return true;
      case Guard::month:
        return month();
      case Guard::month_first:
        return month_first();
      case Guard::weekday:
        return weekday();
      case Guard::year:
        return year();
      case Guard::short_year:
        return signal(prior_, Signal::before_time);
      case Guard::small_year:
        return small_year();
      case Guard::early_year:
        return early_year();
      case Guard::season:
        return season();
      case Guard::duration:
        return duration();
      case Guard::one_unit:
        return signal(prior_, Signal::before_span) && !word_is(prior_, "as");
      case Guard::bare_units:
        return last_.value_of(Cls::unit) >= kPlural &&
               (word_is(prior_, "for") || is(prior_, Cls::in) || word_is(prior_, "within"));
      case Guard::adverb:
        return adverb();
      case Guard::soon:
        return soon();
      case Guard::recent:
        return recent();
      case Guard::now:
        return now();
      case Guard::clock:
        return clock();
      case Guard::hour_number:
        return hour_number();
      case Guard::span:
        return span();
      case Guard::the_unit:
        return the_unit();
      case Guard::part:
        return is(prior_, Cls::in) && !is(next_, Cls::of);
      case Guard::ordinal_day:
        return ordinal_day();
      case Guard::business:
        return business();
      case Guard::named:
        return named();
    }
    return true;
  }

 private:
  static bool is(const TimeToken* token, Cls cls) { return token != nullptr && token->is(cls); }
  static bool signal(const TimeToken* token, Signal which) {
    return token != nullptr && token->signal(which);
  }
  bool word_is(const TimeToken* token, std::string_view word) const {
    if (token == nullptr || token->range.size() != word.size()) return false;
    const std::string_view text = slice(s_.text, token->range);
    for (std::size_t i = 0; i < word.size(); ++i)
      if (lower(text[i]) != word[i]) return false;
    return true;
  }
  // A word in small letters that says nothing to the grammar: mostly a noun or a verb.
  static bool plain_word(const TimeToken* token) {
    return token != nullptr && token->word && !token->capital && !token->mask.any() && says_nothing(*token);
  }
  static bool says_nothing(const TimeToken& token) {
    constexpr std::uint32_t kNouns =
        flag(Signal::deed) | flag(Signal::plan) | flag(Signal::sets_out) | flag(Signal::title);
    return (token.signals & ~kNouns) == 0;
  }
  static bool plain_name(const TimeToken* token) {
    return token != nullptr && token->word && token->capital && !token->mask.any() && says_nothing(*token);
  }
  bool pronoun(const TimeToken* token) const {
    return word_is(token, "it") || word_is(token, "he") || word_is(token, "she") || word_is(token, "they") ||
           word_is(token, "there");
  }
  // "In her 30s" is an age.
  bool owned() const {
    return is(prior_, Cls::owner) || word_is(prior_, "his") || word_is(prior_, "her") ||
           word_is(prior_, "their") || word_is(prior_, "my") || word_is(prior_, "your");
  }
  bool plural(const TimeToken* token) const {
    if (!plain_word(token) || token->range.size() < 4) return false;
    const std::string_view text = slice(s_.text, token->range);
    return text.back() == 's' && text[text.size() - 2] != 's';
  }
  // Capitals within a sentence: the Daily Herald, a song called One Day.
  bool title() const {
    if (sentence_start() || !first_.capital) return false;
    return s_.match.count > 1 ? last_.capital : next_ != nullptr && next_->word && next_->capital;
  }
  // DEC, MAR: the letters of a name where the words around are no capitals.
  bool acronym() const {
    if (!first_.word || first_.range.size() != 3) return false;
    for (std::size_t i = first_.range.begin; i < first_.range.end; ++i)
      if (s_.text[i] < 'A' || s_.text[i] > 'Z') return false;
    return !is(next_, Cls::day) && !is(next_, Cls::year) && !is(prior_, Cls::day);
  }
  bool sentence_start() const { return s_.match.first == 0; }
  bool uses(Cls cls) const {
    for (const Cls used : s_.match.classes)
      if (used == cls) return true;
    return false;
  }
  const TimeToken* token_of(Cls cls) const {
    for (std::size_t i = 0; i < s_.match.count; ++i)
      if (s_.match.classes[i] == cls) return &s_.tokens[s_.match.first + i];
    return nullptr;
  }
  char char_before() const { return first_.range.begin > 0 ? s_.text[first_.range.begin - 1] : ' '; }
  char char_after() const { return last_.range.end < s_.text.size() ? s_.text[last_.range.end] : ' '; }

  bool month() const;
  bool month_first() const;
  bool weekday() const;
  bool year() const;
  bool small_year() const;
  bool early_year() const;
  bool season() const;
  bool duration() const;
  bool adverb() const;
  bool soon() const;
  bool recent() const;
  bool now() const;
  bool clock() const;
  bool hour_number() const;
  bool span() const;
  bool the_unit() const;
  bool ordinal_day() const;
  bool business() const;
  bool named() const;

  const TimeSite& s_;
  const TimeToken& first_;
  const TimeToken& last_;
  const TimeToken* prior_;
  const TimeToken* next_;
};

bool Guarding::month() const {
  if (!first_.capital) return first_.range.size() > 5 && signal(prior_, Signal::before_time);
  if (acronym()) return false;
  const bool short_name = first_.range.size() == 3;
  if (!first_.signal(Signal::doubtful) && !short_name) return true;
  if (plain_name(next_) && !is(next_, Cls::comma)) {
    // Jan Kavan, April Ross; but "in April Iraq" is a month.
    return signal(prior_, Signal::before_time) && !short_name;
  }
  if (s_.joined || signal(prior_, Signal::before_time) || signal(prior_, Signal::deadline)) return true;
  if (sentence_start() || short_name) return false;
  return is(prior_, Cls::comma) || is(prior_, Cls::early) || is(prior_, Cls::open);
}

bool Guarding::month_first() const {
  const TimeToken& name = *token_of(Cls::month);
  if (name.capital || !name.signal(Signal::doubtful)) return true;
  return uses(Cls::year) && name.range.size() > 4;
}

bool Guarding::weekday() const {
  const TimeToken& day = *token_of(Cls::weekday);
  if (next_ != nullptr && next_->capital && next_->signal(Signal::title)) return false;  // Sunday Times
  // "after Friday", "following Friday": only "the following Friday" is the next one.
  if ((first_.is(Cls::following) || first_.is(Cls::previous)) && !first_.is(Cls::next) &&
      !first_.is(Cls::the))
    return false;
  const bool relative = uses(Cls::past) || uses(Cls::next) || uses(Cls::current);
  if (day.range.size() <= 5 && s_.tokens.size() > 2)  // alone it heads a letter
    return is(prior_, Cls::on) || relative || is(next_, Cls::month) || is(next_, Cls::day) ||
           is(next_, Cls::clock);
  if ((is(prior_, Cls::the) || first_.is(Cls::the)) && plain_name(next_)) return false;  // the Sunday Times
  if (first_.is(Cls::the) && !uses(Cls::past) && !uses(Cls::next) && !uses(Cls::previous) &&
      !uses(Cls::following))
    return is(prior_, Cls::on) && !(plain_word(next_) && next_->range.size() > 4);
  return true;
}

bool Guarding::year() const {
  const int value = first_.value_of(Cls::year);
  const char ahead = char_before();
  if (ahead == '.' || ahead == ':' || ahead == '/' || ahead == '#') return false;
  if (char_after() == ':' && s_.text.size() > last_.range.end + 1 && s_.text[last_.range.end + 1] != ' ')
    return false;
  const bool levels = plural(next_) && value >= 1950 && value <= 2050 && value % 50 != 0;
  if (signal(next_, Signal::not_time) || (is(prior_, Cls::at) && !levels)) return false;
  const bool led = signal(prior_, Signal::before_time);
  const bool loose = word_is(prior_, "of") || word_is(prior_, "for") || word_is(prior_, "or") ||
                     word_is(prior_, "to") || word_is(prior_, "and") || word_is(prior_, "about") ||
                     word_is(prior_, "around") || word_is(prior_, "every");
  if (value < 1600 && value >= 1000 && is(prior_, Cls::open) && char_after() == ')') return true;
  // "in 1423 it was granted": a number does not count a pronoun.
  if (value < 1500 || value > 2100)
    return led && !loose && !word_is(prior_, "the") && (!plain_word(next_) || pronoun(next_)) &&
           !is(next_, Cls::unit) && !plain_name(next_);
  if (word_is(prior_, "the") || (led && !loose)) return true;
  // "The 2021 and 2027 counts": joined to a year it is one.
  const TimeToken* joined_to = s_.before(2);
  // The town's 2031 floods, a 2031 sale, at 2031 levels: thousands are mostly counted in round numbers or
  // with a comma.
  if (levels) return true;
  if (plural(next_) && (is(prior_, Cls::a) || is(prior_, Cls::possessive))) return true;
  if (plural(next_)) return s_.joined && is(joined_to, Cls::year) && value > joined_to->value_of(Cls::year);
  return value >= 1600;
}

bool Guarding::small_year() const {
  const int value = last_.value_of(Cls::num);
  const auto& story = s_.context.narrative;
  if (s_.match.count > 1 && s_.match.classes[s_.match.count - 2] == Cls::of)
    return value < 100 || (story && story->year > 0 && story->year < 1000);
  if (s_.match.rule->name == "day-month-early-year")  // three digits that count nothing
    return last_.range.size() == 3 && !last_.word && value >= 100 && !plain_word(next_) &&
           !plain_name(next_) && !is(next_, Cls::unit) && !is(next_, Cls::dash) &&
           !signal(next_, Signal::not_time) && !signal(next_, Signal::money);
  if (last_.is(Cls::year)) return true;
  return first_.is(Cls::the) && value >= 50 && value < 2200 && !plain_word(next_);
}

bool Guarding::early_year() const {
  const int value = first_.value_of(Cls::num);
  const auto& story = s_.context.narrative;
  if (!story || story->year < 50 || story->year >= 1000 || first_.word || first_.money ||
      first_.range.size() != 3)
    return false;
  const std::string_view rest = s_.text.substr(last_.range.end, 2);
  if (rest.size() == 2 && (rest[0] == '.' || rest[0] == ',' || rest[0] == ':') && rest[1] != ' ' &&
      rest[1] != '\n')
    return false;
  if (value < 100 || std::abs(value - story->year) > 300 || (plain_word(next_) && !pronoun(next_)) ||
      is(next_, Cls::unit) || signal(next_, Signal::not_time) || signal(next_, Signal::money) ||
      is(next_, Cls::dash))
    return is(next_, Cls::dash) && is(s_.after(1), Cls::num) && s_.after(1)->value_of(Cls::num) > value &&
           s_.after(1)->range.size() == 3;
  if (s_.joined) return true;
  return signal(prior_, Signal::before_time) && !word_is(prior_, "the") && !word_is(prior_, "for") &&
         !word_is(prior_, "of");
}

bool Guarding::season() const {
  if (is(next_, Cls::of)) return false;
  const TimeToken* noun = &last_;
  const bool bare = s_.match.count == 1;
  const bool doubtful = word_is(noun, "fall") || word_is(noun, "spring");
  if (!bare) return !doubtful || signal(prior_, Signal::before_time) || is(&first_, Cls::early);
  if (doubtful && (is(next_, Cls::in) || is(next_, Cls::dash))) return false;
  return (signal(prior_, Signal::before_time) || (s_.joined && !doubtful)) && !word_is(prior_, "a") &&
         !word_is(prior_, "of");
}

bool Guarding::duration() const {
  // Ages and rates are no durations.
  if (word_is(next_, "old") || word_is(next_, "olds")) return false;
  if (is(next_, Cls::dash) && (word_is(s_.after(1), "old") || word_is(s_.after(1), "olds"))) return false;
  if (is(next_, Cls::of) && word_is(s_.after(1), "age")) return false;
  if (word_is(prior_, "aged") || word_is(prior_, "age")) return false;
  if (char_before() == '$' || (s_.match.count == 2 && title())) return false;
  if ((is(next_, Cls::a) || is(next_, Cls::per)) && is(s_.after(1), Cls::unit))
    return false;  // 24 hours a day
  const std::string_view rule = s_.match.rule->name;
  if ((rule == "earlier" || rule == "a-unit-earlier") && uses(Cls::before_w))
    return next_ == nullptr || !next_->word;
  const TimeToken* unit = token_of(Cls::unit);
  if (unit == nullptr) return true;
  const int value = unit->value_of(Cls::unit);
  const bool dash = uses(Cls::dash);
  if (value % kPlural == static_cast<int>(Unit::quarter) && (dash || value < kPlural)) return false;
  const TimeToken* one = token_of(Cls::num);  // 1988 second, but "one second"
  if (value == static_cast<int>(Unit::second) && !dash && (one == nullptr || one->value_of(Cls::num) != 1))
    return false;
  if (uses(Cls::few) && value < kPlural) return false;
  if (rule == "mod-count" && word_is(&first_, "over")) return false;
  if (rule == "mod-a-unit" && uses(Cls::approx))
    return signal(prior_, Signal::before_span) || is(prior_, Cls::in);
  return true;
}

bool Guarding::adverb() const {
  const int value = first_.value_of(Cls::adverb);
  if (value > 100) return true;
  if (title()) return false;
  if (word_is(&first_, "everyday")) return !plain_word(next_);
  if (value == 4 || value == 5)
    return !word_is(&first_, "annual") && !s_.context.results && (next_ == nullptr || !next_->word);
  return !word_is(prior_, "average");
}

bool Guarding::soon() const {
  if (first_.value_of(Cls::future) == 2 && is(next_, Cls::of)) return false;  // the future of the port
  if (first_.value_of(Cls::future) != 1) return true;
  if (signal(prior_, Signal::degree) || is(next_, Cls::after_w) || word_is(next_, "as") ||
      word_is(prior_, "too"))
    return false;
  for (std::size_t n = 1; n <= 4; ++n) {
    const TimeToken* near = s_.before(n);
    if (near == nullptr || near->signal(Signal::past)) break;
    if (near->signal(Signal::modal) || near->signal(Signal::future) || near->is(Cls::to)) return true;
  }
  return signal(next_, Signal::modal) || signal(next_, Signal::future);
}

bool Guarding::recent() const {
  if (signal(prior_, Signal::degree)) return false;
  if (first_.is(Cls::the))
    return word_is(&last_, "past") && !(plain_word(next_) && next_->range.size() > 3) && !plain_name(next_) &&
           !is(next_, Cls::num);
  return !first_.is(Cls::recent) || ((plain_word(next_) || plain_name(next_)) && !is(prior_, Cls::a));
}

bool Guarding::now() const {
  if (first_.value_of(Cls::present) == 1)
    return (is(prior_, Cls::dash) || is(prior_, Cls::to)) && is(s_.before(2), Cls::year);
  if (!first_.is(Cls::present))
    return word_is(&first_, "current") && next_ != nullptr && next_->word && !next_->is(Cls::fiscal);
  // "Now, let us see", "Currently the seat is empty": they open a sentence rather than date it.
  if (is(next_, Cls::dash) && next_->glued && char_after() != ' ') {
    const std::size_t after = next_->range.end;  // the now-famous valve; "now - after a year - it"
    if (after < s_.text.size() && s_.text[after] != ' ' && next_->range.size() == 1) return false;
  }
  if (sentence_start() && word_is(&first_, "now")) return !is(next_, Cls::comma);
  if (sentence_start() && word_is(&first_, "currently")) return false;
  return !is(prior_, Cls::from);
}

bool Guarding::clock() const {
  const TimeToken* noon = token_of(Cls::noon);
  if (noon != nullptr) return !noon->capital || noon == &s_.tokens[0];
  if (s_.match.rule->name == "clock-range" && (is(prior_, Cls::dash) || is(prior_, Cls::slash))) return false;
  if (uses(Cls::ampm) || uses(Cls::zone) || uses(Cls::oclock)) {
    const TimeToken* hour = token_of(Cls::num);
    return hour == nullptr || hour->value_of(Cls::num) <= 24;
  }
  if (s_.match.count > 2) return true;
  if (is(prior_, Cls::at) || signal(prior_, Signal::before_time) || signal(prior_, Signal::deadline))
    return true;
  return uses(Cls::approx) || uses(Cls::weekday) || uses(Cls::deictic) || uses(Cls::day) || uses(Cls::date);
}

bool Guarding::hour_number() const {
  if (next_ != nullptr && (next_->is(Cls::unit) || next_->money || plain_word(next_))) return false;
  const std::string_view rule = s_.match.rule->name;
  if (rule == "to-the-hour")
    return uses(Cls::deictic) || uses(Cls::ampm) || (uses(Cls::half) && uses(Cls::past)) ||
           (is(prior_, Cls::at) && (uses(Cls::quarter) || uses(Cls::half)));
  for (std::size_t i = 0; i < s_.match.count; ++i)
    if (s_.match.classes[i] == Cls::num) {
      const TimeToken& number = s_.tokens[s_.match.first + i];
      return !number.money && number.value_of(Cls::num) >= 1 && number.value_of(Cls::num) <= 24;
    }
  return true;
}

// 6-7 May, May 6 and 7: in order, and the second number counts nothing else.
bool Guarding::span() const {
  int ends[2] = {};
  int n = 0;
  bool dash = false;
  for (std::size_t i = 0; i < s_.match.count; ++i) {
    const Cls cls = s_.match.classes[i];
    if (cls == Cls::dash) dash = true;
    if ((cls == Cls::day || cls == Cls::ord) && n < 2)
      ends[n++] = s_.tokens[s_.match.first + i].value_of(cls);
  }
  if (ends[0] >= ends[1]) return false;
  const bool open = last_.is(Cls::day) || last_.is(Cls::ord);
  return dash || !open || !(plain_word(next_) || is(next_, Cls::unit) || signal(next_, Signal::not_time));
}

bool Guarding::the_unit() const {
  if (last_.capital && !sentence_start()) return false;
  if (s_.match.rule->name == "the-unit-before")
    return (next_ == nullptr || !next_->word) && token_of(Cls::unit)->value_of(Cls::unit) < kPlural;
  const int value = last_.value_of(Cls::unit);
  const Unit unit = static_cast<Unit>(value % kPlural);
  if (value >= kPlural || unit <= Unit::night || unit == Unit::fortnight || unit == Unit::quarter)
    return false;
  if (unit == Unit::weekend) return true;
  if (is(next_, Cls::of) || is(next_, Cls::before_w) || is(next_, Cls::after_w) || is(next_, Cls::that) ||
      signal(next_, Signal::clause) || is(next_, Cls::dash))
    return false;
  if (is(next_, Cls::ended) && unit == Unit::year) return true;
  if (is(next_, Cls::possessive)) return unit != Unit::decade && unit != Unit::century;
  if (plain_name(next_) || unit > Unit::year) return false;
  return word_is(prior_, "for") || is(prior_, Cls::of) || word_is(prior_, "during") ||
         word_is(prior_, "throughout");
}

bool Guarding::ordinal_day() const {
  const int value = last_.value_of(Cls::ord);
  if (value < 1 || value > 31 || plain_word(next_) || plain_name(next_) || is(next_, Cls::of)) return false;
  if (next_ != nullptr && (next_->is(Cls::century) || next_->is(Cls::unit) || next_->is(Cls::ord)))
    return false;
  const bool on = is(prior_, Cls::on);
  if (last_.word) return on && (next_ == nullptr || !next_->word || is(next_, Cls::and_));
  return on || signal(prior_, Signal::deadline);
}

bool Guarding::business() const {
  const bool spoken = s_.context.results || s_.context.quarter_spoken;
  if (uses(Cls::term)) return uses(Cls::latest) && spoken;
  if (last_.capital) return false;
  return spoken && !(uses(Cls::owner) && !uses(Cls::latest));
}

bool Guarding::named() const {
  const std::string_view rule = s_.match.rule->name;
  if (rule == "weekday-next") return next_ == nullptr || !next_->word;
  if (rule == "weekday-ordinal")
    return !plain_word(next_) && !(last_.word && next_ != nullptr && next_->word);
  if (rule == "hundreds") return !last_.word;
  if (rule == "decade") return !owned();
  if (rule == "holiday") {
    const TimeToken& name = *token_of(Cls::holiday);
    return name.capital || (name.range.size() > 5 && name.value_of(Cls::holiday) < 1'000'000);
  }
  if (rule == "later-in-unit" || rule == "per-unit")
    return last_.value_of(Cls::unit) >= static_cast<int>(rule == "per-unit" ? Unit::day : Unit::week);
  if (rule == "ord-day-month" || rule == "week-number") {
    const Unit unit = static_cast<Unit>(token_of(Cls::unit)->value_of(Cls::unit));
    return unit == (rule == "week-number" ? Unit::week : Unit::day);
  }
  if (rule == "other-day-month") return token_of(Cls::cmonth)->capital;
  if (rule == "the-plain-day-month") return !plain_word(next_) || is(prior_, Cls::on);
  if (rule == "relative-unit" && last_.value_of(Cls::unit) <= static_cast<int>(Unit::minute))
    return false;  // at the last minute
  if (rule == "relative-unit") return !last_.capital || sentence_start() || !first_.capital;
  if (rule == "the-full-year")
    return last_.value_of(Cls::unit) == static_cast<int>(Unit::year) &&
           !word_is(&s_.tokens[s_.match.first + 1], "comparable");
  if (rule == "week-of") return token_of(Cls::unit)->value_of(Cls::unit) == static_cast<int>(Unit::week);
  if (rule == "another-unit") return word_is(&first_, "another") || uses(Cls::num);
  if (rule == "year-end") {
    if (token_of(Cls::unit)->value_of(Cls::unit) != static_cast<int>(Unit::year) || !word_is(&last_, "end"))
      return false;
    return s_.match.count > 2 || signal(prior_, Signal::before_time) || signal(prior_, Signal::deadline);
  }
  return true;
}

}  // namespace

bool plausible(const TimeSite& site) {
  return Guarding(site).holds(site.match.rule->guard);
}

}  // namespace dateline::annotate
