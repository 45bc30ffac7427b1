// Numbers that are spelt in several words, made one token.

#include "annotate/time_lexer.h"

namespace dateline::annotate {
namespace {

class Joiner {
 public:
  Joiner(std::string_view text, std::vector<TimeToken>& tokens) : text_(text), tokens_(tokens) {}

  void run() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < tokens_.size();) {
      TimeToken& token = tokens_[i];
      std::size_t next = i + 1;
      if (token.is(Cls::num) && token.word)
        next = spelled(token, i);
      else if (token.is(Cls::a) && at(i + 1) != nullptr && at(i + 1)->is(Cls::num) && at(i + 1)->word &&
               at(i + 1)->value_of(Cls::num) >= 12)
        next = counted(token, i);
      if (token.is(Cls::num)) next = fraction(token, next);
      if (kept != i) tokens_[kept] = std::move(token);
      ++kept;
      i = next;
    }
    tokens_.resize(kept);
  }

 private:
  const TimeToken* at(std::size_t i) const { return i < tokens_.size() ? &tokens_[i] : nullptr; }

  // a hundred, a dozen
  std::size_t counted(TimeToken& token, std::size_t i) {
    TimeToken number = tokens_[i + 1];
    const std::size_t next = spelled(number, i + 1);
    number.range.begin = token.range.begin;
    number.capital = token.capital;
    token = std::move(number);
    return next;
  }

  // twenty - five, one hundred and fifty, twenty - first, nineteen seventy. Returns the token after it.
  std::size_t spelled(TimeToken& token, std::size_t i) {
    long total = 0;
    long value = token.value_of(Cls::num);
    const long opening = value;
    std::size_t j = i + 1;
    std::size_t words = 1;
    while (j < tokens_.size()) {
      const bool linked = tokens_[j].is(Cls::dash) || tokens_[j].is(Cls::and_);
      const std::size_t k = linked ? j + 1 : j;
      if (k >= tokens_.size() || !tokens_[k].word) break;
      const TimeToken& next = tokens_[k];
      if (next.is(Cls::ord) && value >= 20 && value < 100 && value % 10 == 0 &&
          next.value_of(Cls::ord) < 10 && !(linked && tokens_[j].is(Cls::and_)) &&
          (!next.is(Cls::unit) || before_month(k + 1))) {
        token.clear();
        token.add(Cls::ord, static_cast<std::int32_t>(total + value) + next.value_of(Cls::ord));
        token.range.end = next.range.end;
        return k + 1;
      }
      if (!next.is(Cls::num) ||
          !grow(total, value, next.value_of(Cls::num), linked, tokens_[j].is(Cls::and_)))
        break;
      token.range.end = next.range.end;
      ++words;
      j = k + 1;
      if (total > 1'000'000) break;
    }
    const long whole = total + value;
    token.clear();
    token.add(Cls::num, static_cast<std::int32_t>(whole));
    const bool like_a_year =
        words > 1 && (opening >= 11 && opening <= 20 ? true : opening == 2 && whole >= 2000);
    if (like_a_year && whole >= 1100 && whole < 2100) token.add(Cls::year, static_cast<std::int32_t>(whole));
    if (whole >= 1 && whole <= 31) token.add(Cls::dayw, static_cast<std::int32_t>(whole));
    return j;
  }

  bool before_month(std::size_t k) const {
    if (k < tokens_.size() && tokens_[k].is(Cls::of)) ++k;
    return k < tokens_.size() && tokens_[k].is(Cls::month);
  }

  // Whether the number goes on with `more`.
  static bool grow(long& total, long& value, long more, bool linked, bool by_and) {
    if (more == 1000 && !linked)
      total = (total + value) * 1000, value = 0;
    else if (more == 100 && !linked && value < 100)
      value *= 100;
    else if (value == 0 && total >= 1000 && more < 1000)
      value = more;  // two thousand and fifteen
    else if (value % 100 >= 20 && value % 10 == 0 && more < 10 && !by_and)
      value += more;
    else if (value >= 100 && more < 100 && value % 100 == 0)
      value += more;
    else if (!linked && value >= 11 && value <= 20 && more >= 10 && more < 100 && total == 0)
      value = value * 100 + more;  // nineteen seventy
    else if (!linked && value >= 11 && value <= 20 && more == 0 && total == 0)
      value = value * 100;  // nineteen zero one
    else
      return false;
    return true;
  }

  // 2 1/2, two and a half, a minute and a half is left to the grammar.
  std::size_t fraction(TimeToken& token, std::size_t i) {
    const TimeToken* one = at(i);
    if (one == nullptr) return i;
    if (!token.word && one->value_of(Cls::num) == 1 && at(i + 1) != nullptr && at(i + 1)->is(Cls::slash) &&
        at(i + 2) != nullptr && at(i + 2)->value_of(Cls::num) == 2 && at(i + 2)->glued) {
      token.tenths = 5, token.halves = true;
      token.range.end = tokens_[i + 2].range.end;
      return i + 3;
    }
    std::size_t k = i;
    if (at(k) != nullptr && at(k)->is(Cls::dash)) ++k;
    if (at(k) == nullptr || !at(k)->is(Cls::and_)) return i;
    ++k;
    if (at(k) != nullptr && at(k)->is(Cls::dash)) ++k;
    if (at(k) != nullptr && at(k)->is(Cls::a)) ++k;
    if (at(k) != nullptr && at(k)->is(Cls::dash)) ++k;
    if (at(k) == nullptr || !at(k)->is(Cls::half)) return i;
    token.tenths = 5, token.halves = true;
    token.range.end = tokens_[k].range.end;
    return k + 1;
  }

  std::string_view text_;
  std::vector<TimeToken>& tokens_;
};

}  // namespace

void join_numbers(std::string_view text, std::vector<TimeToken>& tokens) {
  Joiner(text, tokens).run();
}

}  // namespace dateline::annotate
