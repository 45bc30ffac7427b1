#include "timeline/reading.h"

#include <algorithm>
#include <array>

#include "story/words.h"
#include "timeline/lead.h"

namespace dateline::timeline {
namespace {

using story::Document;
using story::Word;

constexpr std::size_t kMaxSentences = 400;  // of a document that are read
constexpr std::uint32_t kOpening = 5;       // sentences of an opening
constexpr std::size_t kSubject = 4;         // words before which a name is what the sentence is about

constexpr std::uint32_t kDatelines = 3;  // sentences that a dateline may begin

// The content words, once each, in the order of their keys.
story::Terms terms_of(std::span<const Word> words) {
  thread_local std::vector<std::uint32_t> keys;
  keys.clear();
  for (const Word& word : words)
    if (!word.common) keys.push_back(word.key);
  std::ranges::sort(keys);
  keys.erase(std::ranges::unique(keys).begin(), keys.end());
  story::Terms terms;
  terms.reserve(keys.size());
  for (const std::uint32_t key : keys) terms.push_back({key, 1});
  return terms;
}

// The sentence's subject is who was spoken of before: a pronoun, or "the company", "the plane".
bool stands_for_another(std::string_view sentence) {
  constexpr std::string_view kPronouns[] = {"He ", "She ", "It ", "They ", "His ", "Her ", "Its ", "Their "};
  if (std::ranges::any_of(kPronouns, [&](std::string_view p) { return sentence.starts_with(p); }))
    return true;
  return sentence.size() > 4 && sentence.starts_with("The ") && sentence[4] >= 'a' && sentence[4] <= 'z';
}

bool speaks_of_future(std::string_view sentence) {
  constexpr std::string_view kFuture[] = {
      " will ",       " is expected to ", " are expected to ", " is due to ",
      " plans to ",   " is set to ",      " is scheduled to ", "'ll ",
      " are due to ", " plan to ",        " planned to ",      " scheduled for "};
  return std::ranges::any_of(kFuture, [&](std::string_view p) { return sentence.contains(p); });
}

// What single words say of their sentence.
constexpr std::uint8_t kFirstPerson = 1;  // an opinion or a quotation
constexpr std::uint8_t kPointsOut = 2;    // at the beginning: the sentence does not stand alone
constexpr std::uint8_t kReports = 4;
constexpr std::uint8_t kMayBeAhead = 8;  // one of the words of speaks_of_future

struct Hinting {
  std::string_view word;
  std::uint8_t hint;
};

constexpr Hinting kHinting[] = {
    {"I", kFirstPerson},       {"we", kFirstPerson},       {"our", kFirstPerson},   {"my", kFirstPerson},
    {"you", kFirstPerson},     {"your", kFirstPerson},     {"We", kFirstPerson},    {"us", kFirstPerson},
    {"Our", kFirstPerson},     {"My", kFirstPerson},       {"You", kFirstPerson},   {"Your", kFirstPerson},
    {"He", kPointsOut},        {"She", kPointsOut},        {"It", kPointsOut},      {"They", kPointsOut},
    {"His", kPointsOut},       {"Her", kPointsOut},        {"Its", kPointsOut},     {"Their", kPointsOut},
    {"This", kPointsOut},      {"That", kPointsOut},       {"These", kPointsOut},   {"Those", kPointsOut},
    {"But", kPointsOut},       {"And", kPointsOut},        {"So", kPointsOut},      {"There", kPointsOut},
    {"Here", kPointsOut},      {"Then", kPointsOut},       {"Such", kPointsOut},    {"said", kReports},
    {"says", kReports},        {"told", kReports},         {"stated", kReports},    {"added", kReports},
    {"according", kReports},   {"noted", kReports},        {"believes", kReports},  {"hopes", kReports},
    {"expects", kReports},     {"commented", kReports},    {"saying", kReports},    {"will", kMayBeAhead},
    {"expected", kMayBeAhead}, {"due", kMayBeAhead},       {"plans", kMayBeAhead},  {"set", kMayBeAhead},
    {"plan", kMayBeAhead},     {"scheduled", kMayBeAhead}, {"planned", kMayBeAhead}};

// kHinting by the word's first letter: few words begin as a hinting one does, and fewer are as long.
class Hints {
 public:
  Hints() {
    for (const Hinting& row : kHinting) {
      Group& group = groups_[first(row.word)];
      group.lengths |= 1U << row.word.size();
      group.rows.push_back(row);
    }
  }
  std::uint8_t of(std::string_view word) const {
    const Group& group = groups_[first(word)];
    if (word.size() >= 32 || (group.lengths >> word.size() & 1U) == 0) return 0;
    const auto row = std::ranges::find(group.rows, word, &Hinting::word);
    return row == group.rows.end() ? 0 : row->hint;
  }

 private:
  struct Group {
    std::uint32_t lengths = 0;  // bit n: a word of n bytes
    std::vector<Hinting> rows;
  };
  static unsigned char first(std::string_view word) { return static_cast<unsigned char>(word.front()); }
  std::array<Group, 256> groups_;
};

std::uint8_t hint_of(std::string_view word) {
  static const Hints hints;
  return hints.of(word);
}

// What can be seen of a sentence by itself.
void describe(const Document& document, std::span<const Word> words, Sentence& sentence) {
  if (words.empty()) return;
  std::size_t capitals = 0;
  std::size_t quoted = 0;
  std::uint8_t hints = 0;
  for (const Word& word : words) {
    const bool first = &word == words.data();
    const std::uint8_t hint = hint_of(slice(document.text, word.range));
    hints |= hint;
    sentence.own_voice = sentence.own_voice || ((hint & kFirstPerson) != 0 && !word.quoted);
    if (first) sentence.dependent = (hint & kPointsOut) != 0;
    capitals += word.capital && !first ? 1 : 0;
    quoted += word.quoted ? 1 : 0;
    sentence.number = sentence.number || word.number;
  }
  sentence.reports = (hints & kReports) != 0;
  sentence.first_person = (hints & kFirstPerson) != 0;
  sentence.capitals =
      static_cast<double>(capitals) / static_cast<double>(std::max<std::size_t>(words.size(), 5));
  sentence.quoted = static_cast<double>(quoted) / static_cast<double>(words.size());
  const std::string_view text = slice(document.text, sentence.range);
  sentence.question = text.contains('?');
  sentence.ahead = ((hints & kMayBeAhead) != 0 || text.contains("'ll ")) && speaks_of_future(text);
}

// The text of the sentences that are read, to the end of the paragraph: of a book the words of its beginning
// are enough. read_words gives the same words of it as of all.
std::string_view head_of(const Document& document) {
  if (document.sentences.size() <= kMaxSentences) return document.text;
  return document.text.substr(0, document.text.find('\n', document.sentences[kMaxSentences - 1].end));
}

// Which terms the article has in whole. That only matters for names, and is looked for in all of the text.
std::vector<bool> whole_in(const Document& document, std::string_view head, std::span<const Word> title,
                           std::span<const Word> words, const Asked& asked) {
  std::vector<bool> whole = asked.whole_in(title, words);
  const bool all = !asked.asks_names() || std::ranges::find(whole, false) == whole.end();
  if (all || head.size() == document.text.size()) return whole;
  std::vector<Word> of_all;
  story::read_words(document.text, of_all);
  return asked.whole_in(title, of_all);
}

// The headline, or what stands before the stamp of a page that has put the two into one.
std::string_view headline_of(const Document& document, std::span<const Lead> leads) {
  if (!document.title.empty() || document.sentences.empty() || leads.front().stamp == 0)
    return document.title;
  return document.text.substr(document.sentences.front().begin, leads.front().stamp);
}

}  // namespace

Reading read(const Document& document, std::uint32_t number, const Asked& asked,
             std::optional<Day> published) {
  Reading reading;
  std::vector<Word> words;
  std::array<Lead, kDatelines> leads;
  for (std::size_t s = 0; s < kDatelines && s < document.sentences.size(); ++s)
    leads[s] = lead_of(document.text, document.sentences[s], document.times, published);
  story::read_words(headline_of(document, leads), words);
  reading.title = terms_of(words);
  const std::vector<Word> title_words = words;
  const std::string_view head = head_of(document);
  story::read_words(head, words);
  const std::vector<bool> whole = whole_in(document, head, title_words, words, asked);
  const double title = asked.met(title_words, whole);
  std::size_t at = 0;
  std::size_t time = 0;
  double before = 0;
  double opening = 0;
  double hits = 0;
  for (std::uint32_t s = 0; s < document.sentences.size() && s < kMaxSentences; ++s) {
    const ByteRange range = document.sentences[s];
    const ByteRange told{range.begin + (s < kDatelines ? leads[s].begin : 0), range.end};
    while (at < words.size() && words[at].range.begin < told.begin) ++at;
    const std::size_t first = at;
    while (at < words.size() && words[at].range.begin < range.end) ++at;
    const std::span<const Word> here_words = std::span(words).subspan(first, at - first);
    Sentence sentence{.document = number,
                      .index = s,
                      .range = told,
                      .terms = {},
                      .words = static_cast<std::uint32_t>(at - first)};
    describe(document, here_words, sentence);
    const double here = asked.met(here_words, whole);
    sentence.query = here;
    sentence.about = title >= 0.8;
    if (asked.asks_names() && here >= 0.5)
      sentence.subject = asked.first_met(here_words, whole) <= kSubject ? 1 : 0.3;
    if (here <= 0.3 && before >= 0.3 && stands_for_another(slice(document.text, told))) {
      sentence.query = 0.7 * before;
      sentence.follows = true;
    }
    before = asked.asks_names() && here <= 0.3 && !sentence.follows ? 0.7 * before : sentence.query;
    if (s < kOpening) opening = std::max(opening, here);
    hits += here > 0.3 ? 1 : 0;
    sentence.terms = terms_of(here_words);
    std::vector<const TimeMention*> times;
    while (time < document.times.size() && document.times[time].range.begin < told.begin) ++time;
    while (time < document.times.size() && document.times[time].range.begin < range.end)
      times.push_back(&document.times[time++]);
    reading.sentences.push_back(std::move(sentence));
    reading.times.push_back(std::move(times));
  }
  if (reading.title.empty() && !reading.sentences.empty()) reading.title = reading.sentences.front().terms;
  reading.fit = std::clamp(0.5 * std::max(title, opening) + 0.1 * hits, 0.0, 1.0);
  return reading;
}

}  // namespace dateline::timeline
