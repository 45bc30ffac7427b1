#include "annotate/times.h"

#include <algorithm>
#include <array>

#include "annotate/time_grammar.h"
#include "annotate/time_lexer.h"
#include "annotate/time_meaning.h"

namespace dateline::annotate {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

template <std::size_t N>
bool one_of(const std::string& word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Words that say that a clause speaks of what is to come.
constexpr std::array<std::string_view, 20> kFuture = {
    "will",     "shall", "plans",    "planned", "plan",     "scheduled", "expected",
    "expects",  "due",   "slated",   "intends", "would",    "to-be",     "upcoming",
    "promised", "vowed", "forecast", "hopes",   "proposes", "won"};
// After these a bare four-digit number is a year even if a plural follows.
constexpr std::array<std::string_view, 24> kBeforeYear = {
    "in",   "since",  "of",     "by",      "until",   "till",  "from",   "to",
    "and",  "during", "after",  "before",  "through", "early", "late",   "mid",
    "year", "circa",  "around", "between", "for",     "the",   "fiscal", "or"};
constexpr std::array<std::string_view, 14> kBeforeSeason = {"in",    "by",   "since", "during", "of",
                                                            "until", "this", "last",  "the",    "next",
                                                            "every", "from", "early", "late"};

// One article's text gone through sentence by sentence.
class Finder {
 public:
  Finder(const Article& article, std::vector<TimeToken>& tokens, TimeMatch& match,
         std::vector<TimeMention>& out)
      : text_(article.text), tokens_(tokens), match_(match), out_(out) {
    if (article.published) {
      context_.published = day_of(*article.published);
      if (!context_.published) context_.narrative = *article.published;
    }
    order_ = day_first(article) ? DateOrder::day_first : DateOrder::month_first;
  }

  void sentence(ByteRange range) {
    lex_times(text_, range, order_, tokens_);
    future_at_ = std::string::npos;
    for (std::size_t i = 0; i < tokens_.size(); ++i)
      if (tokens_[i].mask == 0 && one_of(word(i), kFuture)) {
        future_at_ = i;
        break;
      }
    for (std::size_t i = 0; i < tokens_.size();) {
      if (tokens_[i].mask != 0 && english_grammar().match(tokens_, i, match_) && plausible()) {
        emit();
        i += match_.count;
      } else {
        ++i;
      }
    }
  }

  TimeContext& context() { return context_; }

 private:
  static bool day_first(const Article& article) {
    if (!article.language.empty() && article.language.rfind("en", 0) != 0) return true;
    if (article.language.rfind("en-", 0) == 0) return article.language.rfind("en-US", 0) != 0;
    const std::string_view url = article.url;
    const std::size_t host = url.find("//");
    if (host == std::string_view::npos) return false;
    const std::string_view name = url.substr(host + 2, url.find('/', host + 2) - host - 2);
    const std::size_t dot = name.rfind('.');
    const std::string_view top = dot == std::string_view::npos ? "" : name.substr(dot + 1);
    return top.size() == 2 && top != "us";
  }

  std::string word(std::size_t i) const {
    return i < tokens_.size() ? lower(slice(text_, tokens_[i].range)) : std::string();
  }
  const TimeToken* before() const { return match_.first > 0 ? &tokens_[match_.first - 1] : nullptr; }
  std::string word_before() const { return match_.first > 0 ? word(match_.first - 1) : std::string(); }
  std::size_t after() const { return match_.first + match_.count; }
  char char_before() const {
    const std::uint32_t begin = tokens_[match_.first].range.begin;
    return begin > 0 ? text_[begin - 1] : ' ';
  }

  // Words that are also something else: May, March, second, fall, 2015 people.
  bool plausible() const {
    const TimeToken& first = tokens_[match_.first];
    const std::string_view rule = match_.rule->name;
    if (match_.count == 1 && match_.classes[0] == Cls::month) return plain_month(first);
    if (rule == "weekday") return first.capital || first.range.size() > 5;
    if (rule == "year") return plain_year(first);
    if (rule == "season" || rule == "mod-season") return plain_season();
    if (match_.rule->meaning == Meaning::duration) return plain_duration();
    if (rule == "short-year")
      return first.value_of(Cls::year2) != 0 &&
             (word_before() == "in" || word_before() == "of" || word_before() == "since");
    if (rule == "clock") return first.value_of(Cls::clock) >= 60 || word_before() == "at";
    if (rule == "adverb") return !(word(after()).empty()) || match_.first > 0;
    if (match_.classes[0] == Cls::month && !first.capital)
      return first.range.size() > 3 && word(match_.first) != "may" && word(match_.first) != "march";
    return true;
  }

  bool plain_month(const TimeToken& first) const {
    const std::string name = word(match_.first);
    if (!first.capital || name == "mar" || name == "jun") return false;
    const TimeToken* prior = before();
    const bool named =
        prior != nullptr && prior->mask == 0 && prior->capital && !prior->sentence_start && !first.glued;
    if (named) return false;
    if (name == "may" || name == "march" || name == "august") {
      if (first.sentence_start) return false;
      const std::string prior_word = word_before();
      constexpr std::array<std::string_view, 14> kTime = {"in",   "since",  "by",      "until", "of",
                                                          "from", "to",     "and",     "last",  "this",
                                                          "next", "during", "through", "before"};
      return one_of(prior_word, kTime) ||
             (prior != nullptr && (prior->mask & (bit(Cls::comma) | bit(Cls::early))) != 0);
    }
    return true;
  }

  bool plain_year(const TimeToken& first) const {
    const int value = first.value_of(Cls::year);
    const std::string prior = word_before();
    const bool led = one_of(prior, kBeforeYear);
    const char ahead = char_before();
    if (ahead == '$' || ahead == '.' || ahead == ':' || ahead == '/') return false;
    if (first.range.end < text_.size() && (text_[first.range.end] == '%' || text_[first.range.end] == ':'))
      return false;
    if (value < 1500 || value > 2100)
      return led && prior != "to" && prior != "of" && prior != "and" && prior != "the" && prior != "for";
    const std::string next = word(after());
    if (led && prior != "the" && prior != "of" && prior != "for" && prior != "or" && prior != "to")
      return true;
    const bool plural =
        next.size() > 3 && next.back() == 's' && tokens_[after()].mask == 0 && !tokens_[after()].capital;
    if (plural && next != "was" && next != "has") return false;
    return value >= 1700;
  }

  bool plain_season() const {
    if (word(after()) == "of") return false;
    const std::string first = word(match_.first);
    if (first == "the") return word(match_.first + 1) != "fall" || one_of(word_before(), kBeforeSeason);
    return one_of(word_before(), kBeforeSeason) && word(after()) != "in";
  }

  bool plain_duration() const {
    // Ages ("44-year-old"), rates ("$27 a share") and house numbers are no durations.
    const std::string next = word(after());
    if (next == "old" || (next == "-" && word(after() + 1) == "old") || next == "-old") return false;
    if (next == "of" && word(after() + 1) == "age") return false;
    if (match_.count >= 1 &&
        tokens_[match_.first + match_.count - 1].value_of(Cls::unit) == static_cast<int>(Unit::quarter) &&
        match_.classes[0] == Cls::few)
      return false;
    const TimeToken* prior = before();
    return prior == nullptr || char_before() != '$';
  }

  void emit() {
    TimeMention mention;
    const TimeToken& last = tokens_[match_.first + match_.count - 1];
    mention.range = {tokens_[match_.first].range.begin, last.range.end};
    context_.future =
        future_at_ != std::string::npos && future_at_ < match_.first && match_.first - future_at_ < 20;
    resolve(match_, tokens_, context_, mention);
    out_.push_back(std::move(mention));
  }

  std::string_view text_;
  std::vector<TimeToken>& tokens_;
  TimeMatch& match_;
  std::vector<TimeMention>& out_;
  TimeContext context_;
  DateOrder order_ = DateOrder::month_first;
  std::size_t future_at_ = std::string::npos;
};

// History rather than news: most of the years that are spelt out lie well before publication.
bool tells_the_past(const std::vector<TimeMention>& times, std::optional<Day> published) {
  std::size_t spelt = 0;
  std::size_t old = 0;
  for (const TimeMention& time : times) {
    if (time.rule.find("year") == std::string::npos || !time.interval || !time.anchor.empty()) continue;
    ++spelt;
    if (!published || *published - time.interval->last > std::chrono::days{2 * 365}) ++old;
  }
  return spelt >= 8 && old * 4 >= spelt * 3;
}

}  // namespace

struct TimesScratch::Impl {
  std::vector<TimeToken> tokens;
  TimeMatch match;
};

TimesScratch::TimesScratch() : impl_(std::make_unique<Impl>()) {}
TimesScratch::~TimesScratch() = default;
TimesScratch::TimesScratch(TimesScratch&&) noexcept = default;
TimesScratch& TimesScratch::operator=(TimesScratch&&) noexcept = default;

void find_times(const Article& article, std::span<const ByteRange> sentences, TimesScratch& scratch,
                std::vector<TimeMention>& out) {
  out.clear();
  TimesScratch::Impl& s = scratch.impl();
  const auto pass = [&](bool past) {
    out.clear();
    Finder finder(article, s.tokens, s.match, out);
    finder.context().tells_the_past = past;
    for (const ByteRange sentence : sentences) finder.sentence(sentence);
  };
  pass(false);
  const std::optional<Day> published = article.published ? day_of(*article.published) : std::nullopt;
  if (tells_the_past(out, published)) pass(true);
}

}  // namespace dateline::annotate
