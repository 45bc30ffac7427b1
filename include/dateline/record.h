#pragma once
// A record: one file that holds pages, the articles read from them, and what stands across them.
//
//     auto record = dateline::Record::open_or_create("river.dateline");
//     if (!record) ...                                   // record.error().message says what to do
//     record->add({"saved-pages/", "crawl.warc.gz"});
// //
// A Record is used by one thread at a time; threads and processes open their own. One of them may write. What
// is read is of one moment, also while a writer works. Errors are those of result.h: `not_found`, `busy`,
// `corrupt` (no record), `unsupported` (made by a newer dateline), `io`.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <dateline/document.h>
#include <dateline/result.h>

namespace dateline {

struct AddReport {
  std::uint64_t added = 0;
  std::uint64_t present = 0;  // skipped: the same bytes are there
  std::uint64_t failed = 0;   // could not be read; each was told to AddOptions::problem
  std::uint64_t bytes = 0;    // of the pages seen
};

struct AddOptions {
  bool names = true;     // people, bodies and places, where the language model is installed; most of the time
  unsigned threads = 0;  // 0: one for each core; the result is the same for any number
  std::stop_token stop;  // a stop leaves whole pages in the record
  std::function<void(const AddReport&)> progress;  // called on the calling thread, after each page
  std::function<void(const Error&)> problem;       // a page or file that could not be read; the run goes on
};

// One article of a record. `key` is its name there: 32 hex digits.
struct StoredArticle {
  std::string key;
  Article article;
  Layers layers;
};

struct Found {
  std::string key;
  std::string title;
  std::string source;
  std::optional<PartialDate> published;
  std::string text;                // of the article, whole
  ByteRange snippet;               // the part of it to show
  std::vector<ByteRange> matches;  // in the text, inside the snippet
};

struct TimelineQuery {
  std::vector<std::string> terms;  // topic, people, bodies, places; none: everything
  std::optional<Day> from;         // days told of, not days of publication
  std::optional<Day> to;
  std::size_t dates = 20;    // entries at most, those of most weight
  std::size_t per_date = 2;  // sentences of an entry at most
};

// A published sentence, and where it stands.
struct TimelineLine {
  std::string key;  // of its article
  ByteRange range;  // in that article's text
  std::string text;
  std::string title;
  std::string source;
};

struct TimelineEntry {
  PartialDate date;  // a day, or a month or year where no more is known
  DayInterval interval;
  bool planned = false;  // told of as to come, and by no article of that day or later
  std::vector<TimelineLine> lines;
  std::vector<std::string> articles;  // keys of those that speak of the day
  std::vector<std::string> sources;
  std::size_t independent = 0;  // origins that the articles come down to
};

class Record {
 public:
  static Result<Record> open(const std::string& path);            // for reading
  static Result<Record> open_or_create(const std::string& path);  // for writing
  Record(Record&&) noexcept;
  Record& operator=(Record&&) noexcept;
  ~Record();

  // Files, folders, archives, feeds, JSON Lines, as `dateline add` takes them. Whole transactions of pages;
  // what was added before an error stays.
  Result<AddReport> add(const std::vector<std::string>& paths, const AddOptions& options = {});

  // `called`: a key or the beginning of one, an id, an address, or the name of its file.
  Result<StoredArticle> article(std::string_view called) const;

  // Best first. `words` as a person types them: docs/FORMATS.md, "What may be typed into a search".
  Result<std::vector<Found>> search(std::string_view words, std::size_t limit = 20) const;

  // Oldest first. Reads the articles that have all words of one of the terms (the nearest two thousand), or
  // all without a term.
  Result<std::vector<TimelineEntry>> timeline(const TimelineQuery& query = {}) const;

 private:
  struct Impl;
  explicit Record(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline
