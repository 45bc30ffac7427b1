#include "query/timeline.h"

#include <algorithm>
#include <map>

#include "base/utf8.h"
#include "query/given_dates.h"

namespace dateline::query {
namespace {

constexpr double kMostlyCopied = 0.5;
constexpr std::uint64_t kAskEvery = 100;      // articles between two questions to `keep`
constexpr std::size_t kDaySentences = 6;      // of one report that are shown for a day
constexpr std::size_t kOpeningSentences = 3;  // of a report of that day which names no day

// The origins that each article comes down to, following links to their ends. Articles outside the collection
// count too: an origin that a filter leaves out is still one origin.
class Origins {
 public:
  explicit Origins(const Record& record) : record_(record) {}

  const std::vector<std::uint32_t>& of(ArticleKey key) {
    const auto [found, fresh] = known_.try_emplace(key);
    if (!fresh) return found->second;  // also ends a circle, which a sound record does not have
    std::vector<std::uint32_t> all;
    for (const ArticleKey origin : links_of(key)) {
      const auto& above = of(origin);
      all.insert(all.end(), above.begin(), above.end());
    }
    if (all.empty()) all.push_back(number(key));
    std::ranges::sort(all);
    all.erase(std::ranges::unique(all).begin(), all.end());
    return known_[key] = std::move(all);
  }

  const Status& status() const { return status_; }  // an error of the record; what of() gave is then nothing

 private:
  std::vector<ArticleKey> links_of(ArticleKey key) {
    if (!status_) return {};
    auto origins = store::origins_of(record_, key);
    if (origins) return std::move(*origins);
    status_ = std::unexpected(origins.error());
    return {};
  }
  std::uint32_t number(ArticleKey key) {
    return numbers_.try_emplace(key, static_cast<std::uint32_t>(numbers_.size())).first->second;
  }
  const Record& record_;
  Status status_;
  std::map<ArticleKey, std::vector<std::uint32_t>> known_;
  std::map<ArticleKey, std::uint32_t> numbers_;
};

Result<std::map<ArticleKey, double>> overlaps_of(const Record& record) {
  const auto copies = store::list_copies(record);
  if (!copies) return std::unexpected(copies.error());
  std::map<ArticleKey, double> overlaps;
  for (const store::Copy& copy : *copies) overlaps[copy.article] = copy.overlap;
  return overlaps;
}

// Letters and digits of any script; what lies between them are blanks.
std::vector<std::string> words_of(std::string_view term) {
  std::vector<std::string> words;
  bool open = false;
  for (const char c : term) {
    const bool letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        static_cast<unsigned char>(c) >= 0x80;
    if (letter && !open) words.emplace_back();
    if (letter) words.back().push_back(c);
    open = letter;
  }
  if (words.size() > kMaxTerms) words.resize(kMaxTerms);
  return words;
}

// What the record's index is asked for: the text as one, then each term.
std::vector<store::Terms> any_of(const Asked& asked, const std::vector<std::string>& terms) {
  std::vector<store::Terms> any;
  if (!asked.terms.all.empty()) any.push_back(asked.terms);
  for (const std::string& term : terms) {
    std::vector<std::string> words;
    for (std::string& word : words_of(term))
      if (has_word(word)) words.push_back(std::move(word));
    if (!words.empty()) any.push_back({std::move(words), asked.terms.none});
  }
  return any;
}

// The terms for weighing sentences: the words of the text together are one, as if asked with --query.
std::vector<std::string> query_terms(const Asked& asked, const std::vector<std::string>& terms) {
  std::string text;
  for (std::string_view word : asked.terms.all) {
    if (word.ends_with('*')) word.remove_suffix(1);
    text += (text.empty() ? "" : " ") + std::string(word);
  }
  std::vector<std::string> result = terms;
  if (!text.empty()) result.insert(result.begin(), text);
  return result;
}

Status take_articles(const Record& record, const TimelineAsk& ask, const Asked& asked,
                     const std::function<bool(store::Telling&&)>& take) {
  const std::vector<store::Terms> any = any_of(asked, ask.terms);
  if (!any.empty()) return store::each_telling_near(record, any, asked.filter, kMostForTimeline, take);
  if (!asked.terms.none.empty())
    return fail(ErrorCode::invalid_argument, "only words to leave out: give one to look for as well");
  return store::each_telling(record, asked.filter, take);
}

TimelineLine line_of(const TimelineArticles& collection, const timeline::Line& line) {
  const Article& article = collection.articles[line.document];
  const std::string_view before = std::string_view(article.text).substr(0, line.range.begin);
  return {.key = collection.keys[line.document],
          .range = line.range,
          .code_point = static_cast<std::uint32_t>(utf8::code_points(before)),
          .text = std::string(slice(article.text, line.range)),
          .title = article.title,
          .source = article.source,
          .url = article.url,
          .published = article.published};
}

// Ranks: entries by weight, the heaviest first.
void rank(TimelineAnswer& answer, const timeline::Timeline& made) {
  std::vector<std::size_t> order(made.entries.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, std::ranges::greater(),
                           [&](std::size_t i) { return made.entries[i].weight; });
  for (std::size_t place = 0; place < order.size(); ++place) answer.entries[order[place]].rank = place;
}

bool speaks_of(const TimeMention& time, const DayInterval& interval) {
  return time.interval && *time.interval == interval;
}

DayReport report_of(const Record& record, const store::StoredArticle& stored, const TimelineEntry& entry) {
  DayReport report{.row = stored.row, .sentences = {}, .origin = {}, .overlap = 0};
  const Article& article = stored.article;
  std::vector<ByteRange> shared;
  if (const auto passages = store::passages_of(record, stored.row.key))
    for (const store::Passage& passage : *passages)
      if (passage.article == stored.row.key) shared.push_back(passage.range);
  if (const auto copies = store::copies_of(record, stored.row.key))
    for (const store::Copy& copy : *copies)
      if (copy.article == stored.row.key) {
        report.origin = to_hex(copy.origin);
        report.overlap = copy.overlap;
      }
  const utf8::OffsetMap map(article.text);
  const auto take = [&](ByteRange sentence) {
    const bool is_shared = std::ranges::any_of(
        shared, [&](ByteRange range) { return range.begin <= sentence.begin && sentence.end <= range.end; });
    report.sentences.push_back({.range = sentence,
                                .code_point = static_cast<std::uint32_t>(map.code_point_at(sentence.begin)),
                                .text = std::string(slice(article.text, sentence)),
                                .shared = is_shared});
  };
  for (const ByteRange sentence : stored.layers.sentences) {
    if (report.sentences.size() == kDaySentences) break;
    const bool named = std::ranges::any_of(stored.layers.times, [&](const TimeMention& time) {
      return time.range.begin >= sentence.begin && time.range.end <= sentence.end &&
             speaks_of(time, entry.interval);
    });
    if (named) take(sentence);
  }
  if (!report.sentences.empty()) return report;
  for (std::size_t s = 0; s < std::min(kOpeningSentences, stored.layers.sentences.size()); ++s)
    take(stored.layers.sentences[s]);
  return report;
}

}  // namespace

Result<TimelineArticles> timeline_articles(const Record& record, const TimelineAsk& ask,
                                           const std::function<bool(std::uint64_t)>& keep) {
  const Result<Asked> asked = read_terms(ask.articles.text, ask.articles.filter);
  if (!asked) return std::unexpected(asked.error());
  const Result<store::Snapshot> moment = record.snapshot();
  if (!moment) return std::unexpected(moment.error());
  std::map<ArticleKey, double> overlaps;
  if (ask.independent_only) {
    auto read = overlaps_of(record);
    if (!read) return std::unexpected(read.error());
    overlaps = std::move(*read);
  }
  const Result<GivenDates> dates = GivenDates::read(record);
  if (!dates) return std::unexpected(dates.error());
  TimelineArticles result;
  bool stopped = false;
  std::uint64_t count = 0;
  const Status status = take_articles(record, ask, *asked, [&](store::Telling&& telling) {
    stopped = keep && ++count % kAskEvery == 0 && !keep(count);
    if (stopped) return false;
    const auto overlap = overlaps.find(telling.key);
    if (overlap != overlaps.end() && overlap->second >= kMostlyCopied) return true;
    dates->give(telling.key, telling.article);
    result.keys.push_back(telling.key);
    result.articles.push_back(std::move(telling.article));
    result.layers.push_back(std::move(telling.layers));
    return true;
  });
  if (!status) return std::unexpected(status.error());
  if (stopped) return fail(ErrorCode::cancelled, "the timeline was not finished");
  Origins origins(record);
  result.documents.reserve(result.keys.size());
  for (std::size_t i = 0; i < result.keys.size(); ++i) {
    result.documents.push_back(story::view(result.articles[i], result.layers[i]));
    result.copies.origins.push_back(origins.of(result.keys[i]));
  }
  if (!origins.status()) return std::unexpected(origins.status().error());
  result.terms = query_terms(*asked, ask.terms);
  return result;
}

Result<TimelineAnswer> timeline(const Record& record, const TimelineAsk& ask,
                                const std::function<bool(std::uint64_t)>& keep) {
  const Result<TimelineArticles> collection = timeline_articles(record, ask, keep);
  if (!collection) return std::unexpected(collection.error());
  const timeline::Query query{.terms = collection->terms,
                              .from = ask.from,
                              .to = ask.to,
                              .dates = ask.most,
                              .per_date = ask.per_date};
  const timeline::Timeline made = timeline::make_timeline(collection->documents, collection->copies, query);
  TimelineAnswer answer{.entries = {}, .articles = collection->keys.size()};
  for (const timeline::Entry& entry : made.entries) {
    TimelineEntry& out = answer.entries.emplace_back(TimelineEntry{.date = entry.date,
                                                                   .interval = entry.interval,
                                                                   .status = entry.status,
                                                                   .lines = {},
                                                                   .reports = {},
                                                                   .sources = entry.sources,
                                                                   .independent = entry.independent});
    for (const timeline::Line& line : entry.summary) out.lines.push_back(line_of(*collection, line));
    for (const std::uint32_t document : entry.documents) out.reports.push_back(collection->keys[document]);
  }
  rank(answer, made);
  return answer;
}

Result<std::vector<DayReport>> day_reports(const Record& record, const TimelineEntry& entry,
                                           std::size_t offset, std::size_t limit) {
  const Result<store::Snapshot> moment = record.snapshot();
  if (!moment) return std::unexpected(moment.error());
  std::vector<DayReport> reports;
  for (std::size_t i = offset; i < entry.reports.size() && reports.size() < limit; ++i) {
    const auto stored = store::read_article(record, entry.reports[i]);
    if (!stored && stored.error().code == ErrorCode::not_found) continue;
    if (!stored) return std::unexpected(stored.error());
    reports.push_back(report_of(record, *stored, entry));
  }
  return reports;
}

}  // namespace dateline::query
