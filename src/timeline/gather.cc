#include "timeline/gather.h"

#include <algorithm>
#include <cmath>

#include "timeline/asked.h"
#include "timeline/reading.h"

namespace dateline::timeline {
namespace {

constexpr std::size_t kReadAtOnce = 1024;  // documents that are held as they were read, on several threads
constexpr double kLeastFit = 0.05;
constexpr double kNarrativeDays = 3;          // an opening's day is that of the whole article when so near
constexpr std::size_t kNarrativeOpening = 3;  // sentences

using story::Document;

constexpr std::uint32_t kMinWords = 5;  // a sentence that stands alone has at least so many words
constexpr std::uint32_t kMaxWords = 90;

bool one_date(const DayInterval& interval) {
  if (interval.first == interval.last) return true;
  const PartialDate first = partial_date(interval.first);
  const DayInterval month = days_of({.year = first.year, .month = first.month, .day = 0, .clock = {}});
  const DayInterval year = days_of({.year = first.year, .month = 0, .day = 0, .clock = {}});
  return interval == month || interval == year;
}

bool inside(const DayInterval& interval, const Query& query) {
  return (!query.from || interval.first >= *query.from) && (!query.to || interval.last <= *query.to);
}

bool whole_date(const TimeMention& time) {
  const bool kind = time.type == TimexType::date || time.type == TimexType::time;
  return kind && time.interval && !time.value.ends_with("_REF") && one_date(*time.interval);
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// A date written out with its year that is the day of publication: the page's own stamp ("Saturday 25 April
// 2031 22.09"), which dates the page and not what the sentence tells.
bool is_stamp(const TimeMention& time, std::string_view text, std::optional<Day> published) {
  if (!published || time.interval->first != *published || time.interval->last != *published) return false;
  const std::string_view shown = slice(text, time.range);
  int digits = 0;
  for (const char c : shown) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits == 4) return true;
  }
  return false;
}

// "Ida Lorn 1961-2031", "(1961-2031)": the years of a life.
bool is_span_of_life(const TimeMention& time, std::string_view text) {
  constexpr std::string_view kDashes[] = {"-", "\u2013"};
  constexpr std::size_t kYear = 4;
  const auto year_at = [&](std::size_t at) {
    return at + kYear <= text.size() && std::ranges::all_of(text.substr(at, kYear), is_digit);
  };
  for (const std::string_view dash : kDashes) {
    std::size_t begin = time.range.begin;
    const bool first = text.substr(time.range.end).starts_with(dash) && year_at(time.range.end + dash.size());
    if (!first) {
      if (begin < kYear + dash.size() || !text.substr(0, begin).ends_with(dash)) continue;
      begin -= kYear + dash.size();
      if (!year_at(begin)) continue;
    }
    std::string_view before = text.substr(0, begin);
    if (before.ends_with('(')) return true;
    if (!before.ends_with(' ')) continue;
    before.remove_suffix(1);
    const std::string_view word = before.substr(before.find_last_of(' ') + 1);
    return !word.empty() && word.front() >= 'A' && word.front() <= 'Z';
  }
  return false;
}

// A year that says which thing is meant: "the 2031 Harbour Fair", "this year's fair".
bool names_a_thing(const TimeMention& time, std::string_view text) {
  constexpr std::string_view kBefore[] = {"the ", "The ", "a ",     "'s ",   "\u2019s ",
                                          "its ", "his ", "their ", "this ", "our "};
  constexpr std::string_view kOf[] = {"'s", "\u2019s"};
  if (time.interval->last - time.interval->first < std::chrono::days(364)) return false;
  const std::string_view shown = slice(text, time.range);
  const std::string_view before = text.substr(0, time.range.begin);
  const std::string_view after = text.substr(time.range.end);
  if (std::ranges::any_of(kOf,
                          [&](std::string_view of) { return shown.ends_with(of) || after.starts_with(of); }))
    return true;
  const bool digits = std::ranges::all_of(shown, is_digit);
  const bool word = after.size() > 1 && after.front() == ' ' && is_letter(after[1]);
  return digits && word &&
         std::ranges::any_of(kBefore, [&](std::string_view b) { return before.ends_with(b); });
}

// Whether a time says when something happened. The year in a name does where it is all that a sentence names
// and not this year: "won the 2027 election".
bool dates(const TimeMention& time, std::span<const TimeMention* const> all, std::string_view text,
           std::optional<Day> published) {
  if (!whole_date(time) || is_stamp(time, text, published) || is_span_of_life(time, text)) return false;
  if (!names_a_thing(time, text)) return true;
  if (published && *published >= time.interval->first && *published <= time.interval->last) return false;
  return std::ranges::all_of(
      all, [&](const TimeMention* other) { return !whole_date(*other) || names_a_thing(*other, text); });
}

// The day that an article tells of where it names none: that of its opening, if it is of the days just
// before.
std::optional<Day> told_day(const Reading& reading, std::optional<Day> published) {
  if (!published) return std::nullopt;
  for (std::size_t s = 0; s < reading.times.size() && s < kNarrativeOpening; ++s)
    for (const TimeMention* time : reading.times[s]) {
      if (!whole_date(*time) || time->interval->first != time->interval->last) continue;
      const auto ago = (*published - time->interval->first).count();
      if (ago >= 0 && ago <= kNarrativeDays) return time->interval->first;
    }
  return published;
}

// Whether an article reports. A column, a letter, an interview or a diary is known by "I" and "we" outside of
// quotations; that it came out on a day says little of what happened then.
double reports(const Reading& reading) {
  constexpr double kOwnVoice = 4;  // a quarter of the sentences is as good as all
  constexpr double kLeast = 0.1;
  const auto own = static_cast<double>(std::ranges::count_if(reading.sentences, &Sentence::own_voice));
  const auto all = static_cast<double>(std::max<std::size_t>(reading.sentences.size(), 1));
  return std::max(kLeast, 1 - kOwnVoice * own / all);
}

// The days a sentence speaks of.
void tell(const Document& document, const Reading& reading, std::size_t s, std::uint32_t number,
          std::optional<Day> published, std::optional<Day> narrative, const Query& query, Gathered& out) {
  bool said = false;
  for (const TimeMention* time : reading.times[s]) {
    if (!dates(*time, reading.times[s], document.text, published)) continue;
    const DayInterval& interval = *time->interval;
    const bool holds_today = published && interval.first < interval.last && interval.first <= *published &&
                             *published <= interval.last;
    said = said || !holds_today;
    if (!inside(interval, query)) continue;
    const bool future = reading.sentences[s].ahead;
    // Of an undated article only its words tell whether the day was still to come.
    const bool planned =
        published ? interval.first > *published || (future && interval.last >= *published) : future;
    auto& told = out.days[{interval}];
    if (told.empty() || told.back().sentence != number) told.push_back({number, Dating::said, planned});
  }
  if (said || !narrative) return;
  if (inside({*narrative, *narrative}, query))
    out.days[{{*narrative, *narrative}}].push_back({number, Dating::published, false});
  const Day before = *narrative - std::chrono::days(1);
  if (narrative == published && inside({before, before}, query))
    out.days[{{before, before}}].push_back({number, Dating::day_after, false});
}

// Terms weighed by rarity and brought to length 1; a word that stands in one sentence only says nothing of
// another.
class Rarity {
 public:
  explicit Rarity(const std::vector<Sentence>& sentences) {
    for (const Sentence& sentence : sentences)
      for (const story::Term& term : sentence.terms) count(term.key);
    const double total = static_cast<double>(sentences.size()) + 1;
    for (Slot& slot : slots_)
      if (slot.count > 1) slot.weight = static_cast<float>(std::log(total / slot.count));
  }

  void weigh(story::Terms& terms) const {
    for (story::Term& term : terms) term.weight = slots_[place(term.key)].weight;
    std::erase_if(terms, [](const story::Term& term) { return term.weight <= 0; });
    const double size = story::length(terms);
    if (size > 0) story::scale(terms, 1 / size);
  }

 private:
  // A table with free places; keys are hashes already.
  struct Slot {
    std::uint32_t key = 0;
    std::uint32_t count = 0;  // 0: free
    float weight = 0;
  };

  std::size_t place(std::uint32_t key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = key & mask;
    while (slots_[at].count != 0 && slots_[at].key != key) at = (at + 1) & mask;
    return at;
  }
  void count(std::uint32_t key) {
    Slot& slot = slots_[place(key)];
    slot.key = key;
    if (slot.count++ == 0 && ++used_ * 2 > slots_.size()) grow();
  }
  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    std::swap(old, slots_);
    for (const Slot& slot : old)
      if (slot.count != 0) slots_[place(slot.key)] = slot;
  }

  std::vector<Slot> slots_ = std::vector<Slot>(std::size_t{1} << 14U);
  std::size_t used_ = 0;
};

void weigh(std::vector<Sentence>& sentences, std::vector<story::Terms>& titles) {
  constexpr double kTitleItself = 0.3;  // a first sentence that stands for the headline is as near as most
  const Rarity rarity(sentences);
  for (story::Terms& title : titles) rarity.weigh(title);
  for (Sentence& sentence : sentences) {
    const auto all = static_cast<double>(std::max<std::size_t>(sentence.terms.size(), 1));
    rarity.weigh(sentence.terms);
    sentence.shared = static_cast<double>(sentence.terms.size()) / all;
    const double near = story::dot(sentence.terms, titles[sentence.document]);
    sentence.title = near > 0.99 ? kTitleItself : near;
  }
}

std::vector<std::uint32_t> in_time(std::span<const Document> documents) {
  std::vector<std::uint32_t> sorted(documents.size());
  for (std::uint32_t d = 0; d < documents.size(); ++d) sorted[d] = d;
  const auto key = [&](std::uint32_t d) {
    const auto minute = story::minute_of(documents[d].published);
    return std::tuple(!minute.has_value(), minute.value_or(0), documents[d].id);
  };
  std::ranges::sort(sorted, [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  std::vector<std::uint32_t> order(documents.size());
  for (std::uint32_t i = 0; i < sorted.size(); ++i) order[sorted[i]] = i;
  return order;
}

}  // namespace

Gathered gather(std::span<const Document> documents, const Query& query) {
  const Asked asked(query);
  Gathered out;
  out.fit.resize(documents.size());
  out.published.resize(documents.size());
  out.reports.resize(documents.size());
  out.asks_names = asked.asks_names();
  out.order = in_time(documents);
  std::vector<story::Terms> titles(documents.size());
  for (std::uint32_t d = 0; d < documents.size(); ++d) {
    const auto& published = documents[d].published;
    if (published && published->year != 0) out.published[d] = day_of(*published);
  }
  std::vector<Reading> readings;
  for (std::uint32_t d = 0; d < documents.size(); ++d) {
    if (d % kReadAtOnce == 0) {
      readings.resize(std::min(kReadAtOnce, documents.size() - d));
      query.parallel(readings.size(), [&](std::size_t i) {
        const auto number = static_cast<std::uint32_t>(d + i);
        readings[i] = read(documents[number], number, asked, out.published[number]);
      });
    }
    Reading& reading = readings[d % kReadAtOnce];
    out.fit[d] = asked.asks() ? reading.fit : 1;
    out.reports[d] = reports(reading);
    if (out.fit[d] < kLeastFit) continue;
    titles[d] = std::move(reading.title);
    const std::optional<Day> narrative = told_day(reading, out.published[d]);
    for (std::size_t s = 0; s < reading.sentences.size(); ++s) {
      Sentence& sentence = reading.sentences[s];
      if (sentence.words < kMinWords || sentence.words > kMaxWords) continue;
      const auto number = static_cast<std::uint32_t>(out.sentences.size());
      tell(documents[d], reading, s, number, out.published[d], narrative, query, out);
      out.sentences.push_back(std::move(sentence));
    }
  }
  weigh(out.sentences, titles);
  return out;
}

}  // namespace dateline::timeline
