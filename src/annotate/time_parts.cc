#include "annotate/time_parts.h"

namespace dateline::annotate {
namespace {

class Taker {
 public:
  explicit Taker(TimeParts& parts) : p_(parts) {}

  void take(Cls cls, const TimeToken& token) {
    const int value = token.value_of(cls);
    if (date(cls, value, token) || named(cls, value, token) || counted(cls, value, token)) return;
    direction(cls, value, token);
  }
  void finish() {
    if (pending_ && !vague_) p_.numbers.push_back(pending_->number);
  }

 private:
  bool date(Cls cls, int value, const TimeToken& token) {
    switch (cls) {
      case Cls::month:
        p_.month = static_cast<unsigned>(value);
        return true;
      case Cls::weekday:
        p_.weekday = value;
        return true;
      case Cls::day:
      case Cls::dayw:
        p_.day = static_cast<unsigned>(value);
        return true;
      case Cls::ord:
        p_.ord = value;
        return true;
      case Cls::year:
      case Cls::year2:
        if (p_.year == 0) p_.year = value;
        return true;
      case Cls::date:
        p_.year = token.date.year, p_.month = token.date.month, p_.day = token.date.day;
        if (token.date.clock.size() >= 5) {
          p_.clock = (token.date.clock[0] - '0') * 600 + (token.date.clock[1] - '0') * 60 +
                     (token.date.clock[3] - '0') * 10 + token.date.clock[4] - '0';
          if (token.date.clock.size() == 8) p_.seconds = token.date.clock.substr(6);
        }
        return true;
      case Cls::cmonth:
        p_.other_month = value;
        return true;
      case Cls::reign:
        p_.reign = value;
        return true;
      case Cls::era:
        p_.era = value;
        return true;
      case Cls::decade:
        p_.decade = value;
        return true;
      default:
        return false;
    }
  }

  bool named(Cls cls, int value, const TimeToken& token) {
    switch (cls) {
      case Cls::part:
        p_.part = static_cast<Part>(value);
        return true;
      case Cls::season:
        p_.season = value;
        return true;
      case Cls::holiday:
        p_.holiday = value;
        return true;
      case Cls::qnum:
        p_.ord = value, p_.quarter = true;
        return true;
      case Cls::hnum:
        p_.ord = value, p_.half = true;
        return true;
      case Cls::quarter:
        p_.quarter = true;
        return true;
      case Cls::half:
        p_.half = true;
        return true;
      case Cls::century:
        if (token.word)
          p_.cent = true;
        else
          p_.century = value;
        return true;
      case Cls::fiscal:
      case Cls::fyear:
        p_.fiscal = true;
        return true;
      case Cls::term:
        p_.term = true;
        return true;
      case Cls::clock:
        p_.clock = value;
        p_.seconds = token.date.clock;
        return true;
      case Cls::noon:
        p_.clock = value;
        return true;
      case Cls::ampm:
        p_.ampm = value;
        finish();  // the number before it is the hour
        pending_.reset();
        return true;
      default:
        return false;
    }
  }

  bool counted(Cls cls, int value, const TimeToken& token) {
    switch (cls) {
      case Cls::num:
      case Cls::couple:
      case Cls::once:
        if (pending_ && !vague_) p_.numbers.push_back(pending_->number);
        pending_ = Count{value, token.tenths, token.halves, false, Unit::day, false};
        vague_ = false;
        return true;
      case Cls::a:
        if (!pending_) pending_ = Count{1, 0, false, false, Unit::day, false}, vague_ = true;
        return true;
      case Cls::several:
      case Cls::few:
        pending_ = Count{0, 0, false, true, Unit::day, false};
        vague_ = true;
        return true;
      case Cls::unit:
      case Cls::years_: {
        Count count = pending_.value_or(Count{});
        count.unit = cls == Cls::years_ ? Unit::year : static_cast<Unit>(value % kPlural);
        count.plural = value >= kPlural;
        pending_.reset();
        p_.counts.push_back(count);
        return true;
      }
      default:
        return false;
    }
  }

  void direction(Cls cls, int value, const TimeToken&) {
    switch (cls) {
      case Cls::following:
      case Cls::previous:
        p_.following = true;
        [[fallthrough]];
      case Cls::past:
      case Cls::current:
      case Cls::next:
        p_.direction = value;
        break;
      case Cls::deictic:
        p_.deictic = value;
        break;
      case Cls::after_w:
        p_.day_after = true;
        p_.shift = 1;
        break;
      case Cls::before_w:
        p_.day_before = true;
        p_.shift = -1;
        break;
      case Cls::earlier:
      case Cls::later:
        p_.shift = value;
        break;
      case Cls::ago:
        p_.ago = true;
        break;
      case Cls::early:
      case Cls::approx:
      case Cls::or_so:
      case Cls::more:
      case Cls::less:
      case Cls::end_w:
        if (value != 0) p_.mod = static_cast<Mod>(value);
        break;
      case Cls::every:
        p_.every = true;
        break;
      case Cls::adverb:
        p_.adverb = value;
        break;
      case Cls::same:
      case Cls::that:
        p_.anaphor = true;
        break;
      case Cls::other:
        p_.other = true;
        break;
      case Cls::latest:
        p_.latest = true;
        break;
      default:
        break;
    }
  }

  TimeParts& p_;
  std::optional<Count> pending_;
  bool vague_ = false;  // the pending number was "a" or "several": it is no number by itself
};

}  // namespace

TimeParts take_parts(const TimeMatch& match, std::span<const TimeToken> tokens, std::size_t first,
                     std::size_t last) {
  TimeParts parts;
  Taker taker(parts);
  for (std::size_t i = first; i < last; ++i) taker.take(match.classes[i - match.first], tokens[i]);
  taker.finish();
  return parts;
}

}  // namespace dateline::annotate
