#include "timeline/gather.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "story/words.h"

namespace dateline::timeline {
namespace {

constexpr double kLeastFit = 0.05;
constexpr double kNarrativeDays = 3;          // an opening's day is that of the whole article when so near
constexpr std::size_t kNarrativeOpening = 3;  // sentences

using story::Document;
using story::Word;

constexpr std::uint32_t kMinWords = 5;  // a sentence that stands alone has at least so many words
constexpr std::uint32_t kMaxWords = 90;
constexpr std::size_t kMaxSentences = 400;  // of a document that are read
constexpr std::uint32_t kOpening = 5;       // sentences of an opening

// The query as keys of words: a term is met when all of its words are.
class Meeting {
 public:
  explicit Meeting(const Query& query) {
    std::vector<Word> words;
    for (const std::string& term : query.terms) {
      story::read_words(term, words);
      std::vector<std::uint32_t> keys;
      for (const Word& word : words)
        if (!word.common) keys.push_back(word.key);
      names_ = names_ && (keys.empty() || words.front().capital);
      if (!keys.empty()) terms_.push_back(std::move(keys));
    }
  }

  bool asks() const { return !terms_.empty(); }
  bool asks_names() const { return asks() && names_; }

  // Share of the terms that are met; a term of several words counts in part when its last word is there
  // ("Rousseff").
  double met(std::span<const std::uint32_t> keys) const {
    double best = 0;
    double sum = 0;
    for (const auto& term : terms_) {
      std::size_t there = 0;
      for (const std::uint32_t key : term) there += std::ranges::find(keys, key) != keys.end() ? 1 : 0;
      double value = static_cast<double>(there) / static_cast<double>(term.size());
      if (there < term.size() && std::ranges::find(keys, term.back()) != keys.end())
        value = std::max(value, 0.8);
      best = std::max(best, value);
      sum += value;
    }
    return terms_.empty() ? 1 : 0.7 * best + 0.3 * sum / static_cast<double>(terms_.size());
  }

 private:
  std::vector<std::vector<std::uint32_t>> terms_;
  bool names_ = true;
};

struct Reading {
  std::vector<Sentence> sentences;
  std::vector<std::vector<const TimeMention*>> times;  // of each sentence
  story::Terms title;                                  // of the headline, or of the first sentence
  double fit = 0;
};

std::vector<std::uint32_t> keys_of(std::span<const Word> words) {
  std::vector<std::uint32_t> keys;
  for (const Word& word : words)
    if (!word.common) keys.push_back(word.key);
  return keys;
}

bool stands_for_another(std::string_view sentence) {
  constexpr std::string_view kPronouns[] = {"He ",  "She ",   "It ",         "They ",     "His ",    "Her ",
                                            "Its ", "Their ", "The company", "The group", "The firm"};
  return std::ranges::any_of(kPronouns, [&](std::string_view p) { return sentence.starts_with(p); });
}

bool one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

// What can be seen of a sentence by itself.
void describe(const Document& document, std::span<const Word> words, Sentence& sentence) {
  constexpr std::string_view kFirstPerson[] = {"I",  "we", "our", "my", "you", "your",
                                               "We", "us", "Our", "My", "You", "Your"};
  constexpr std::string_view kPointsOut[] = {"He",    "She",   "It",   "They",  "His",   "Her", "Its",
                                             "Their", "This",  "That", "These", "Those", "But", "And",
                                             "So",    "There", "Here", "Then",  "Such"};
  if (words.empty()) return;
  std::size_t capitals = 0;
  for (const Word& word : words) {
    const std::string_view shown = slice(document.text, word.range);
    capitals += word.capital && &word != words.data() ? 1 : 0;
    sentence.number = sentence.number || word.number;
    sentence.first_person = sentence.first_person || one_of(shown, kFirstPerson);
  }
  sentence.capitals =
      static_cast<double>(capitals) / static_cast<double>(std::max<std::size_t>(words.size(), 5));
  sentence.dependent = one_of(slice(document.text, words.front().range), kPointsOut);
  const std::string_view text = slice(document.text, sentence.range);
  sentence.question = text.contains('?');
}

story::Terms terms_of(std::vector<std::uint32_t> keys) {
  std::ranges::sort(keys);
  keys.erase(std::ranges::unique(keys).begin(), keys.end());
  story::Terms terms;
  terms.reserve(keys.size());
  for (const std::uint32_t key : keys) terms.push_back({key, 1});
  return terms;
}

Reading read(const Document& document, std::uint32_t number, const Meeting& meeting) {
  Reading reading;
  std::vector<Word> words;
  story::read_words(document.title, words);
  reading.title = terms_of(keys_of(words));
  const double title = meeting.met(keys_of(words));
  story::read_words(document.text, words);
  std::size_t at = 0;
  std::size_t time = 0;
  double before = 0;
  double opening = 0;
  double hits = 0;
  for (std::uint32_t s = 0; s < document.sentences.size() && s < kMaxSentences; ++s) {
    const ByteRange range = document.sentences[s];
    while (at < words.size() && words[at].range.begin < range.begin) ++at;
    const std::size_t first = at;
    while (at < words.size() && words[at].range.begin < range.end) ++at;
    const std::vector<std::uint32_t> keys = keys_of(std::span(words).subspan(first, at - first));
    Sentence sentence{.document = number,
                      .index = s,
                      .range = range,
                      .terms = {},
                      .words = static_cast<std::uint32_t>(at - first)};
    describe(document, std::span(words).subspan(first, at - first), sentence);
    const double here = meeting.met(keys);
    sentence.query = here;
    if (here < 0.3 && before >= 0.5 && stands_for_another(slice(document.text, range)))
      sentence.query = 0.6 * before;
    before = std::max(sentence.query, 0.0);
    if (s < kOpening) opening = std::max(opening, here);
    hits += here > 0.3 ? 1 : 0;
    sentence.terms = terms_of(keys);
    std::vector<const TimeMention*> times;
    while (time < document.times.size() && document.times[time].range.begin < range.begin) ++time;
    while (time < document.times.size() && document.times[time].range.begin < range.end)
      times.push_back(&document.times[time++]);
    reading.sentences.push_back(std::move(sentence));
    reading.times.push_back(std::move(times));
  }
  if (reading.title.empty() && !reading.sentences.empty()) reading.title = reading.sentences.front().terms;
  reading.fit = std::clamp(0.5 * std::max(title, opening) + 0.1 * hits, 0.0, 1.0);
  return reading;
}

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

bool speaks_of_future(std::string_view sentence) {
  constexpr std::string_view kFuture[] = {
      " will ",       " is expected to ", " are expected to ", " is due to ",
      " plans to ",   " is set to ",      " is scheduled to ", "'ll ",
      " are due to ", " plan to ",        " planned to ",      " scheduled for "};
  return std::ranges::any_of(kFuture, [&](std::string_view p) { return sentence.contains(p); });
}

bool whole_date(const TimeMention& time) {
  const bool kind = time.type == TimexType::date || time.type == TimexType::time;
  return kind && time.interval && !time.value.ends_with("_REF") && one_date(*time.interval);
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

// The days a sentence speaks of.
void tell(const Document& document, const Reading& reading, std::size_t s, std::uint32_t number,
          std::optional<Day> published, std::optional<Day> narrative, const Query& query, Gathered& out) {
  bool said = false;
  for (const TimeMention* time : reading.times[s]) {
    if (!whole_date(*time) || is_stamp(*time, document.text, published)) continue;
    const DayInterval& interval = *time->interval;
    const bool holds_today = published && interval.first < interval.last && interval.first <= *published &&
                             *published <= interval.last;
    said = said || !holds_today;
    if (!inside(interval, query)) continue;
    const bool future = speaks_of_future(slice(document.text, reading.sentences[s].range));
    const bool planned =
        published && (interval.first > *published || (future && interval.last >= *published));
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
  explicit Rarity(const std::vector<Sentence>& sentences)
      : total_(static_cast<double>(sentences.size()) + 1) {
    for (const Sentence& sentence : sentences)
      for (const story::Term& term : sentence.terms) ++counts_[term.key];
  }

  void weigh(story::Terms& terms) const {
    for (story::Term& term : terms) {
      const auto found = counts_.find(term.key);
      const std::uint32_t count = found == counts_.end() ? 0 : found->second;
      term.weight = count < 2 ? 0.0F : static_cast<float>(std::log(total_ / count));
    }
    std::erase_if(terms, [](const story::Term& term) { return term.weight <= 0; });
    const double size = story::length(terms);
    if (size > 0) story::scale(terms, 1 / size);
  }

 private:
  double total_;
  std::unordered_map<std::uint32_t, std::uint32_t> counts_;
};

void weigh(std::vector<Sentence>& sentences, std::vector<story::Terms>& titles) {
  constexpr double kTitleItself = 0.3;  // a first sentence that stands for the headline is as near as most
  const Rarity rarity(sentences);
  for (story::Terms& title : titles) rarity.weigh(title);
  for (Sentence& sentence : sentences) {
    rarity.weigh(sentence.terms);
    const double near = story::dot(sentence.terms, titles[sentence.document]);
    sentence.title = near > 0.99 ? kTitleItself : near;
  }
}

}  // namespace

Gathered gather(std::span<const Document> documents, const Query& query) {
  const Meeting meeting(query);
  Gathered out;
  out.fit.resize(documents.size());
  out.published.resize(documents.size());
  out.asks_names = meeting.asks_names();
  std::vector<story::Terms> titles(documents.size());
  for (std::uint32_t d = 0; d < documents.size(); ++d) {
    const auto& published = documents[d].published;
    if (published && published->year != 0) out.published[d] = day_of(*published);
    Reading reading = read(documents[d], d, meeting);
    out.fit[d] = meeting.asks() ? reading.fit : 1;
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
