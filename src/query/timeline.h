#pragma once
// The timeline of a record's articles, as plain structs that stand without the articles' texts: made once,
// then asked for its weightiest entries, a window of days, or the reports of one day.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "query/query.h"
#include "store/counts.h"
#include "timeline/timeline.h"

namespace dateline::query {

// Articles in memory, with what each comes down to: what make_timeline takes.
struct TimelineArticles {
  std::vector<ArticleKey> keys;
  std::vector<Article> articles;           // the id is the record's
  std::vector<Layers> layers;              // sentences and times
  std::vector<story::Document> documents;  // views into the two above: moving is fine, copying is not
  story::Copies copies;                    // origins, those that the filters left out too
  std::vector<std::string> terms;          // for timeline::Query

  TimelineArticles() = default;
  TimelineArticles(TimelineArticles&&) = default;
  TimelineArticles& operator=(TimelineArticles&&) = default;
  TimelineArticles(const TimelineArticles&) = delete;
  TimelineArticles& operator=(const TimelineArticles&) = delete;
  ~TimelineArticles() = default;
};

inline constexpr std::size_t kMostForTimeline = 2'000;

struct TimelineAsk {
  // Which articles are read. The words of `articles.text` are one term, of which an article has all; `terms`
  // are further ones, of which it has all words of any. With words at most kMostForTimeline articles, the
  // nearest; without all that pass the filters.
  SearchAsk articles;
  std::vector<std::string> terms;
  std::optional<Day> from;  // days told of
  std::optional<Day> to;
  bool independent_only = false;  // leave out articles of which half or more stands in an earlier one
  std::size_t most = 1000;        // entries, those of most weight
  std::size_t per_date = 3;       // sentences of an entry at most
};

// A sentence where it stands, with what a reader needs to know of its article.
struct TimelineLine {
  ArticleKey key;
  ByteRange range;
  std::uint32_t code_point = 0;  // of range.begin, counted here because the text is not kept
  std::string text;
  std::string title;
  std::string source;
  std::string url;
  std::optional<PartialDate> published;
};

struct TimelineEntry {
  PartialDate date;
  DayInterval interval;
  timeline::Status status = timeline::Status::actual;
  std::vector<TimelineLine> lines;
  std::vector<ArticleKey> reports;  // articles that speak of the day, in the order of lists
  std::vector<std::string> sources;
  std::size_t independent = 0;
  std::size_t rank = 0;  // 0: the entry of most weight
};

struct TimelineAnswer {
  std::vector<TimelineEntry> entries;  // oldest first
  std::uint64_t articles = 0;          // that were read
};

// The articles for a timeline, and their origins as the record has settled them. `keep` is asked now and then
// with the number of articles read; false stops with the error `cancelled`.
Result<TimelineArticles> timeline_articles(const Record& record, const TimelineAsk& ask,
                                           const std::function<bool(std::uint64_t)>& keep = {});

// The timeline of those. O(their text): 50,000 articles take seconds.
Result<TimelineAnswer> timeline(const Record& record, const TimelineAsk& ask,
                                const std::function<bool(std::uint64_t)>& keep = {});

// One report of a day: its article, and the sentences that speak of the day.
struct DayReport {
  store::ArticleRow row;
  struct Sentence {
    ByteRange range;
    std::uint32_t code_point = 0;
    std::string text;
    bool shared = false;  // stands in an earlier article too
  };
  std::vector<Sentence> sentences;
  std::string origin;  // key in hex of the article that it copies; empty if none
  double overlap = 0;  // with that
};

// The reports of an entry from `offset`, at most `limit`, as the record has them now; articles that have gone
// are left out.
Result<std::vector<DayReport>> day_reports(const Record& record, const TimelineEntry& entry,
                                           std::size_t offset, std::size_t limit);

}  // namespace dateline::query
