#include "annotate/time_tense.h"

namespace dateline::annotate {
namespace {

constexpr std::size_t kBack = 24;
constexpr std::size_t kAhead = 16;

class TenseFinder {
 public:
  TenseFinder(std::string_view text, std::span<const TimeToken> tokens, std::size_t first, std::size_t end)
      : text_(text), tokens_(tokens), first_(first), end_(end) {}

  Tense run() const {
    if (deed_of_the_day()) return Tense::past;
    if (subject_of_the_future()) return Tense::future;
    if (opens_clause())
      if (const Tense tense = verb_of_clause(); tense != Tense::unknown) return tense;
    return nearest();
  }

 private:
  const TimeToken* at(std::size_t i) const { return i < tokens_.size() ? &tokens_[i] : nullptr; }
  const TimeToken* before(std::size_t i) const { return i > 0 ? &tokens_[i - 1] : nullptr; }

  // "to meet", "to be": what is meant to come. Not "went to work".
  bool infinitive(std::size_t to) const {
    if (!tokens_[to].is(Cls::to) || to + 1 >= tokens_.size()) return false;
    const TimeToken& verb = tokens_[to + 1];
    const bool other = verb.mask.any() && !verb.is(Cls::end_w);  // to start, to close
    if (!verb.word || verb.capital || other || tokens_[to].range.size() != 2) return false;
    return to == 0 || !tokens_[to - 1].signal(Signal::past) || tokens_[to - 1].range.size() > 4;
  }

  // On, at, in (what is asked about), Friday, next.
  bool time_follows(std::size_t i) const {
    const TimeToken& next = tokens_[i];
    return next.is(Cls::on) || next.is(Cls::at) || next.is(Cls::weekday) || next.is(Cls::month) ||
           next.is(Cls::next) || next.is(Cls::deictic) || (next.is(Cls::in) && i + 1 == first_);
  }
  bool plural(const TimeToken& token) const {
    return token.word && token.range.size() > 3 && text_[token.range.end - 1] == 's';
  }

  // Due to meet, due on Friday, not "due to the rain"; talks begin on Friday, not "a start on Friday".
  bool future(std::size_t i) const {
    const TimeToken& token = tokens_[i];
    if (token.signal(Signal::plan) || token.signal(Signal::due) || token.signal(Signal::sets_out)) {
      if (i + 1 >= tokens_.size()) return false;
      if (token.signal(Signal::plan)) return infinitive(i + 1);
      if (token.signal(Signal::due)) return infinitive(i + 1) || time_follows(i + 1);
      return i > 0 && plural(tokens_[i - 1]) && time_follows(i + 1);
    }
    if (!token.signal(Signal::future)) return false;
    const TimeToken* prior = before(i);  // much-awaited
    return !(prior != nullptr && prior->is(Cls::dash) && prior->glued && token.glued);
  }

  // "Tuesday's ruling": what has a day of its own and is called by its outcome has happened.
  bool deed_of_the_day() const {
    const TimeToken* mark = at(end_);
    if (mark == nullptr || !mark->is(Cls::possessive)) return false;
    for (std::size_t i = end_ + 1; i < end_ + 4 && i < tokens_.size() && tokens_[i].word; ++i)
      if (tokens_[i].signal(Signal::deed)) return true;
    return false;
  }

  // "Her tour in March would": the verb of a noun that the time belongs to. Not "a law passed in March will".
  bool subject_of_the_future() const {
    const TimeToken* next = at(end_);
    if (next == nullptr || !next->signal(Signal::future) || !next->word || first_ < 2) return false;
    const TimeToken& noun = tokens_[first_ - 2];
    return tokens_[first_ - 1].is(Cls::in) && noun.word && noun.signals == 0;
  }

  // Its preposition stands at the head of the sentence or of a clause: ", and on Monday he".
  bool opens_clause() const {
    std::size_t head = first_;
    while (head > 0 && first_ - head < 2 && !tokens_[head - 1].is(Cls::and_) &&
           (tokens_[head - 1].signal(Signal::before_time) || tokens_[head - 1].is(Cls::on)))
      --head;
    if (head == first_) return false;
    if (head == 0 || tokens_[head].capital) return true;  // after a headline: On
    const TimeToken& prior = tokens_[head - 1];
    if (prior.signal(Signal::clause)) return true;
    const bool also = prior.word && (prior.is(Cls::and_) || slice(text_, prior.range) == "Also");
    if (!also) return false;
    const TimeToken* comma = before(head - 1);
    return comma == nullptr || comma->is(Cls::comma) || prior.capital || !comma->word;
  }

  // The first verb after it, before the clause ends.
  Tense verb_of_clause() const {
    for (std::size_t i = end_, steps = 0; i < tokens_.size() && steps < 10; ++i, ++steps) {
      const TimeToken& token = tokens_[i];
      if (i > end_ && (token.is(Cls::comma) || token.is(Cls::open))) break;
      if (future(i)) return Tense::future;
      if (past(i)) return Tense::past;
    }
    return Tense::unknown;
  }

  // Not the participle of "the proposed merger".
  bool past(std::size_t i) const {
    if (!tokens_[i].signal(Signal::past)) return false;
    if (i == 0 || i + 1 >= tokens_.size()) return true;
    const TimeToken& prior = tokens_[i - 1];
    const TimeToken& next = tokens_[i + 1];
    const bool noun = next.word && !next.mask.any();
    const bool led = prior.is(Cls::a) || prior.is(Cls::the) || prior.is(Cls::owner);
    return !(led && noun && slice(text_, tokens_[i].range).ends_with("ed"));
  }

  // "Could not be reached" has been tried.
  bool denied(std::size_t modal) const {
    return modal + 1 < tokens_.size() && slice(text_, tokens_[modal + 1].range) == "not";
  }

  Tense nearest() const {
    bool maybe = false;
    bool could = false;
    const bool due =
        first_ > 1 && tokens_[first_ - 1].signal(Signal::deadline) && !tokens_[first_].is(Cls::weekday);
    for (std::size_t i = first_, steps = 0; i-- > 0 && steps < kBack; ++steps) {
      const TimeToken& token = tokens_[i];
      if (future(i)) return Tense::future;
      const TimeToken* prior = before(i);
      if (infinitive(i) && prior != nullptr && prior->signal(Signal::being))
        return Tense::future;  // is to meet
      if (token.signal(Signal::modal)) could = could || !denied(i);
      if (token.signal(Signal::modal) || infinitive(i)) maybe = true;
      if (!past(i)) continue;
      if (prior != nullptr && prior->signal(Signal::being)) continue;  // will be paid, to be completed
      // "ordered it shut by July 1": a date that is due lies ahead, whatever was ordered before.
      if (due && (maybe || steps > 2)) return Tense::future;
      return could ? Tense::future : maybe ? Tense::unknown : Tense::past;
    }
    if (due || could) return Tense::future;
    if (maybe) return Tense::unknown;
    for (std::size_t i = end_, steps = 0; i < tokens_.size() && steps < kAhead; ++i, ++steps) {
      if (future(i)) return Tense::future;
      if (past(i)) return Tense::past;
    }
    return Tense::unknown;
  }

  std::string_view text_;
  std::span<const TimeToken> tokens_;
  std::size_t first_;
  std::size_t end_;
};

}  // namespace

Tense tense_at(std::string_view text, std::span<const TimeToken> tokens, std::size_t first, std::size_t end) {
  return TenseFinder(text, tokens, first, end).run();
}

}  // namespace dateline::annotate
