#include "annotate/times.h"

#include <algorithm>

#include "annotate/time_guards.h"
#include "annotate/time_lexer.h"
#include "annotate/time_scratch.h"
#include "annotate/time_tense.h"

namespace dateline::annotate {
namespace {

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

// One article's text gone through sentence by sentence.
class Finder {
 public:
  Finder(const Article& article, const TimeLanguage& language, TimesScratch::Impl& scratch,
         std::vector<TimeMention>& out);

  void sentence(ByteRange range);
  TimeContext& context() { return context_; }

 private:
  static bool day_first(const Article& article, const TimeLanguage& language);
  void look_around();
  bool connector(std::size_t i) const;
  std::optional<PartialDate> date_ahead();
  bool dateline(const TimeParts& parts);
  bool says_which_day() const;
  std::size_t emit();
  std::size_t emit_range();
  void span_to_last(std::size_t link);
  void span_since();
  void write(const TimeParts& parts, ByteRange range);
  TimeParts parts_of(const TimeMatch& match, std::size_t first, std::size_t last) const;

  std::string_view text_;
  const TimeLanguage& language_;
  std::vector<TimeToken>& tokens_;
  TimeMatch& match_;
  TimeMatch& peek_;
  std::vector<Tense>& tenses_;
  std::vector<TimeMention>& out_;
  TimeContext context_;
  DateOrder order_;
  std::size_t last_end_ = 0;              // token after the last expression of this sentence
  std::size_t last_first_ = 0;            // its first
  std::optional<PartialDate> last_date_;  // what that one meant
  std::optional<Day> last_weekday_;       // the day of that one, a weekday
  bool last_every_ = false;               // it was "every Monday"
  bool heading_ = false;
  bool first_sentence_ = true;
};

Finder::Finder(const Article& article, const TimeLanguage& language, TimesScratch::Impl& scratch,
               std::vector<TimeMention>& out)
    : text_(article.text),
      language_(language),
      tokens_(scratch.tokens),
      match_(scratch.match),
      peek_(scratch.peek),
      tenses_(scratch.tenses),
      out_(out) {
  if (article.published) {
    context_.published = day_of(*article.published);
    if (!context_.published) {
      context_.narrative = *article.published;
      context_.missing = "the publication date is not known to the day";
    }
  }
  order_ = day_first(article, language) ? DateOrder::day_first : DateOrder::month_first;
}

// Which of 2/8/2031 is the day: by the language's region, else by the country of the address.
bool Finder::day_first(const Article& article, const TimeLanguage& language) {
  if (language.day_first) return true;
  if (article.language.rfind("en-", 0) == 0) return article.language.rfind("en-US", 0) != 0;
  const std::string_view url = article.url;
  const std::size_t host = url.find("//");
  if (host == std::string_view::npos) return false;
  const std::string_view name = url.substr(host + 2, url.find('/', host + 2) - host - 2);
  const std::size_t dot = name.rfind('.');
  const std::string_view top = dot == std::string_view::npos ? "" : name.substr(dot + 1);
  return top.size() == 2 && top != "us";
}

void Finder::sentence(ByteRange range) {
  lex_times(text_, range, language_, order_, tokens_);
  last_end_ = 0;
  last_date_.reset();
  last_weekday_.reset();
  last_every_ = false;
  look_around();
  const char last = range.end > range.begin ? text_[range.end - 1] : '.';
  heading_ = last != '.' && last != '"' && last != '?' && last != '!' && last != ')' && range.size() < 120;
  for (std::size_t i = 0; i < tokens_.size();) {
    if (!language_.grammar->begins(tokens_[i].mask)) {
      ++i;
      continue;
    }
    bool found = false;
    bool again = false;
    while (!found && language_.grammar->match(tokens_, i, match_, again ? &match_ : nullptr)) {
      if (match_.count > 1 && match_.classes.back() == Cls::comma) --match_.count, match_.classes.pop_back();
      context_.tense = tense_at(text_, tokens_, match_.first, match_.end());
      found = plausible(
          {text_, tokens_, match_, context_, last_end_ > 0 && last_end_ + 1 >= i && connector(i - 1)});
      again = true;
    }
    i = found ? emit() : i + 1;
  }
  ++context_.narrative_age;
  first_sentence_ = false;
}

// What the sentence says of itself.
void Finder::look_around() {
  bool money = false;
  bool figure = false;
  for (const TimeToken& token : tokens_) {
    money = money || token.signal(Signal::money);
    figure = figure || token.money;
  }
  context_.results = money && figure;
}

bool Finder::connector(std::size_t i) const {
  if (i >= tokens_.size()) return false;
  const TimeToken& token = tokens_[i];
  return token.is(Cls::and_) || token.is(Cls::or_) || token.is(Cls::to) || token.is(Cls::dash) ||
         token.is(Cls::comma) || token.is(Cls::slash);
}

TimeParts Finder::parts_of(const TimeMatch& match, std::size_t first, std::size_t last) const {
  return take_parts(match, tokens_, first, last);
}

// The date with a year that this one is joined to: July (and August 2031).
std::optional<PartialDate> Finder::date_ahead() {
  std::size_t at = match_.end();
  for (int links = 0; links < 2; ++links) {
    if (!connector(at) || at + 1 >= tokens_.size()) return std::nullopt;
    if (tokens_[at].is(Cls::comma) && links == 1) return std::nullopt;
    std::size_t next = at + 1;
    if (tokens_[at].is(Cls::comma) && connector(next)) ++next;
    if (next < tokens_.size() && tokens_[next].is(Cls::in)) ++next;
    if (next >= tokens_.size() || !language_.grammar->match(tokens_, next, peek_)) return std::nullopt;
    const TimeParts parts = parts_of(peek_, peek_.first, peek_.end());
    if (parts.month == 0 && parts.season == 0) return std::nullopt;
    int year = parts.year;
    if (parts.era != 0 && year == 0 && !parts.numbers.empty()) year = parts.numbers.back();
    if (parts.era < 0) year = 1 - year;
    if (year != 0 || parts.era != 0) return PartialDate{year, parts.month, parts.day, {}};
    at = peek_.end();
  }
  return std::nullopt;
}

// "BAGHDAD, Aug 2 (Agency) --": says where and when the report was written, not when something happened.
bool Finder::dateline(const TimeParts& parts) {
  if (!first_sentence_ || match_.first == 0 || match_.first > 8 || parts.month == 0) return false;
  const TimeToken& place = tokens_[0];
  if (place.range.size() < 3 || !is_upper(text_[place.range.begin]) ||
      !is_upper(text_[place.range.begin + 1]) || !is_upper(text_[place.range.begin + 2]))
    return false;
  const TimeToken* next = match_.end() < tokens_.size() ? &tokens_[match_.end()] : nullptr;
  if (next == nullptr || !(next->is(Cls::open) || next->is(Cls::dash))) return false;
  const unsigned day = parts.day != 0 ? parts.day : static_cast<unsigned>(parts.ord);
  if (day == 0) return false;
  if (context_.published) {
    for (const int year : {0, -1, 1}) {
      const int wanted = parts.year != 0 ? parts.year : partial_date(*context_.published).year + year;
      const auto written = make_day(wanted, parts.month, day);
      if (written && std::abs((*written - *context_.published).count()) <= 7) {
        context_.published = *written;
        context_.published_name = "dateline";
        return true;
      }
    }
    return false;
  }
  if (parts.year == 0) return false;
  context_.published = make_day(parts.year, parts.month, day);
  context_.published_name = "dateline";
  return context_.published.has_value();
}

// "It is Tuesday", "It's currently 2 a.m. on Friday": a diary or a film says which day it is now.
bool Finder::says_which_day() const {
  std::size_t i = match_.first;
  for (int n = 0; n < 2 && i > 0 && (tokens_[i - 1].is(Cls::present) || tokens_[i - 1].is(Cls::on)); ++n) --i;
  if (i < 2) return false;
  const std::string_view be = slice(text_, tokens_[i - 1].range);
  const std::string_view it = slice(text_, tokens_[i - 2].range);
  return (be == "is" || tokens_[i - 1].is(Cls::possessive)) &&
         (it == "It" || it == "it" || it == "Today" || it == "today");
}

void Finder::write(const TimeParts& parts, ByteRange range) {
  TimeMention mention;
  mention.range = range;
  const std::optional<PartialDate> before = context_.narrative;
  resolve(*match_.rule, parts, context_, mention);
  last_date_.reset();
  if (parts.month != 0 && context_.narrative_age == 0) last_date_ = context_.narrative;
  last_weekday_.reset();
  last_every_ = parts.weekday != 0 && mention.type == TimexType::set;
  if (parts.weekday != 0 && mention.interval) last_weekday_ = mention.interval->first;
  out_.push_back(std::move(mention));
  tenses_.push_back(context_.tense);
}

// Writes the match down; the token after it.
std::size_t Finder::emit() {
  TimeParts parts = parts_of(match_, match_.first, match_.end());
  const bool placed = dateline(parts);
  const TimeToken* next = match_.end() < tokens_.size() ? &tokens_[match_.end()] : nullptr;
  const TimeToken* prior = match_.first > 0 ? &tokens_[match_.first - 1] : nullptr;
  context_.ended_follows = next != nullptr && next->is(Cls::ended);
  context_.any_one = prior != nullptr && prior->is(Cls::a);
  context_.after_in = prior != nullptr && prior->is(Cls::in);
  context_.owned = prior != nullptr && prior->is(Cls::owner);
  context_.moves = !(match_.rule->name == "numeric-date" && tokens_[match_.first].range.size() < 6);  // 9/11
  for (std::size_t i = match_.first, n = 0; i-- > 0 && n < 6; ++n) {
    if (text_[tokens_[i].range.begin] == ')') break;
    if (tokens_[i].is(Cls::open) && !heading_) context_.moves = false;
    if (tokens_[i].signal(Signal::perfect)) context_.moves = false;
  }
  const bool joined = last_end_ > 0 && last_end_ + 1 >= match_.first && connector(match_.first - 1);
  context_.precedes = joined && last_date_ ? last_date_ : std::nullopt;
  context_.every = joined && last_every_;
  context_.weekday_before = joined ? last_weekday_ : std::nullopt;
  context_.follows.reset();
  const std::size_t end = match_.end();
  if (match_.rule->split) {
    last_first_ = match_.first;
    span_to_last(emit_range());
  } else {
    if (parts.year == 0 && parts.era == 0 && (parts.month != 0 || parts.season != 0) && !parts.direction)
      context_.follows = date_ahead();
    write(parts, {tokens_[match_.first].range.begin, tokens_[end - 1].range.end});
  }
  if (placed) out_.back().rule = "dateline";
  if (const TimeMention& said = out_.back();
      says_which_day() && said.interval && context_.published &&
      said.interval->first == said.interval->last &&
      std::abs((said.interval->first - *context_.published).count()) <= 31) {
    context_.published = said.interval->first;
    context_.published_name = "told";
    context_.told = true;
  }
  if (!match_.rule->split) {
    if (last_end_ > 0 && last_end_ + 1 == match_.first) span_to_last(last_end_);
    last_first_ = match_.first;
  }
  span_since();
  last_end_ = end;
  return end;
}

// A range in one rule: 6-7 May, 2031-32. Each end has what it says and lacks from the other.
// Returns the token between them.
std::size_t Finder::emit_range() {
  std::size_t link = match_.first + 1;
  while (!(connector(link) && !tokens_[link].is(Cls::comma)) && link + 1 < match_.end()) ++link;
  TimeParts first = parts_of(match_, match_.first, link);
  TimeParts second = parts_of(match_, link + 1, match_.end());
  const bool months = first.month != 0 || second.month != 0;
  if (months && first.year == 0) first.year = second.year;
  if (first.month == 0) first.month = second.month;
  if (second.month == 0) second.month = first.month;
  if (first.era == 0) first.era = second.era;
  if (!first.ampm) first.ampm = second.ampm;
  first.cent = second.cent = first.cent || second.cent;
  const std::size_t end = match_.end();
  write(first, {tokens_[match_.first].range.begin, tokens_[link - 1].range.end});
  context_.precedes = last_date_;
  if (heading_) context_.moves = false;  // a heading's chapter begins with its first year
  write(second, {tokens_[link + 1].range.begin, tokens_[end - 1].range.end});
  return link;
}

// The last two expressions as one stretch: from March to May, between 2 and 4 August, 2029-31.
void Finder::span_to_last(std::size_t link) {
  if (out_.size() < 2) return;
  TimeMention& from = out_[out_.size() - 2];
  const TimeMention& to = out_.back();
  const TimeToken* prior = last_first_ > 0 ? &tokens_[last_first_ - 1] : nullptr;
  const bool between = prior != nullptr && prior->is(Cls::between);
  const bool led = between || (prior != nullptr && prior->is(Cls::from));
  const TimeToken& mark = tokens_[link];
  if (!(mark.is(Cls::dash) || mark.is(Cls::to) || (mark.is(Cls::and_) && between))) return;
  if (from.type == TimexType::set || from.type == TimexType::duration || to.type == TimexType::set ||
      to.type == TimexType::duration || !from.interval || !to.interval)
    return;
  if (from.interval->first > to.interval->last || from.interval->last > to.interval->last) return;
  from.span = TimeSpan{{led ? prior->range.begin : from.range.begin, to.range.end},
                       {from.interval->first, to.interval->last}};
}

// "Since 2014" lasts until the page was published.
void Finder::span_since() {
  TimeMention& from = out_.back();
  const TimeToken* prior = match_.first > 0 ? &tokens_[match_.first - 1] : nullptr;
  if (prior == nullptr || prior->value_of(Cls::from) != 1 || from.type != TimexType::date || !from.interval)
    return;
  if (!context_.published || from.interval->first > *context_.published) return;
  from.span = TimeSpan{{prior->range.begin, from.range.end}, {from.interval->first, *context_.published}};
}

// History rather than news: years well before publication are spelt out, and hardly a word hangs on the day
// of publication.
bool tells_the_past(const std::vector<TimeMention>& times, std::optional<Day> published) {
  std::size_t old = 0;
  std::size_t news = 0;
  for (const TimeMention& time : times) {
    if (time.value.starts_with("BC")) ++old;
    if (time.rule == "weekday" || time.rule.starts_with("deictic") || time.rule == "this-part" ||
        time.rule == "relative-unit" || time.rule == "weekday-part" || time.rule == "last-night")
      ++news;
    if (!time.interval || !time.anchor.empty() || time.type != TimexType::date) continue;
    if (!published || *published - time.interval->last > std::chrono::days{366}) ++old;
  }
  return (old >= 6 && old >= 4 * news) || (old >= 3 && news == 0);
}

// A record keeps days of the years 1 to 9999, as PartialDate has them; other calendars can name days before.
void keep_within_calendar(std::vector<TimeMention>& times) {
  const Day first = *make_day(1, 1, 1);
  const Day last = *make_day(9999, 12, 31);
  for (TimeMention& time : times) {
    if (time.span && (time.span->interval.first < first || time.span->interval.last > last))
      time.span.reset();
    if (!time.interval || (time.interval->first >= first && time.interval->last <= last)) continue;
    time.interval.reset();
    if (!time.value.starts_with('-')) continue;
    time.value.clear();
    time.why = "before the year 1";
  }
}

}  // namespace

TimesScratch::TimesScratch() : impl_(std::make_unique<Impl>()) {}
TimesScratch::~TimesScratch() = default;
TimesScratch::TimesScratch(TimesScratch&&) noexcept = default;
TimesScratch& TimesScratch::operator=(TimesScratch&&) noexcept = default;

void find_times(const Article& article, std::span<const ByteRange> sentences, TimesScratch& scratch,
                std::vector<TimeMention>& out) {
  const TimeLanguage& language = time_language(article.language);
  const auto pass = [&](bool past) {
    out.clear();
    scratch.impl().tenses.clear();
    scratch.impl().tells_the_past = past;
    Finder finder(article, language, scratch.impl(), out);
    finder.context().tells_the_past = past;
    for (const ByteRange sentence : sentences) finder.sentence(sentence);
  };
  pass(false);
  const std::optional<Day> published = article.published ? day_of(*article.published) : std::nullopt;
  if (tells_the_past(out, published)) pass(true);
  keep_within_calendar(out);
}

}  // namespace dateline::annotate
