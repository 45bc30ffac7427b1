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

struct TimelineAsk {
  SearchAsk articles;             // which articles are read; its words also weigh sentences
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

// Reads every article that passes, so it costs O(their text): 50,000 articles take seconds. `keep` is asked
// now and then with the number of articles read; false stops with the error `cancelled`. Support counts the
// origins that the record has settled.
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
