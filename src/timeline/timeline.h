#pragma once
// A timeline: the days that matter in a collection, and for each the sentences that tell what happened on it.
//
//   sentences -> the day each speaks of (the times in it, else the day of publication)
//             -> days weighed by who speaks of them, how often, from how far, how near to the query
//             -> for each chosen day the sentences nearest to what all say of it, without saying a thing
//             twice
//
// Days by what is said of them as in Tran et al. 2015 and Ghalandari and Ifrim 2020 ("Examining the
// State-of-the-Art in News Timeline Summarization"); support counts origins, not copies. What a sentence says
// of a day after its own article is planned and never told as done.
//
// Useful for articles that a search for the query gave. Not useful for telling whether the articles are true.
// Cost: O(words of all documents), plus for each chosen day the square of its best sentences (bounded).

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "story/copies.h"
#include "story/document.h"

namespace dateline::timeline {

struct Query {
  std::vector<std::string> terms;  // topic, people, bodies, places; none: everything
  std::optional<Day> from;         // days told of, not days of publication
  std::optional<Day> to;
  std::optional<std::size_t> dates;              // entries at most; nullopt: as many as stand out
  std::size_t per_date = 2;                      // sentences of an entry at most
  std::size_t explain = 0;                       // candidates to give with each entry
  story::Parallel parallel = story::one_by_one;  // runs the reading of documents; the answer is the same
};

enum class Status : std::uint8_t { actual, planned };

// A sentence, where it stands.
struct Line {
  std::uint32_t document = 0;
  ByteRange range;
  friend bool operator==(const Line&, const Line&) = default;
};

// A sentence that was weighed for an entry; features as in lines.h, in the order of line_weights().
struct Weighed {
  Line line;
  double score = 0;
  std::vector<double> features;
};

struct Entry {
  PartialDate date;  // a day, or a month or year where no more is known
  DayInterval interval;
  Status status = Status::actual;  // planned: no article of that day or later speaks of it
  std::vector<Line> summary;       // best first
  std::vector<Line> later;         // what reports of two days later and more said of the day; best first
  std::vector<std::uint32_t> documents;  // that speak of the day; ascending
  std::vector<std::string> sources;      // theirs; sorted
  std::size_t independent = 0;           // origins that they come down to
  double weight = 0;                     // what the day was chosen by
  std::vector<Weighed> weighed;          // as many as Query::explain asks for, best first
};

struct Timeline {
  std::vector<Entry> entries;  // oldest first; what is less exact comes before what begins with it
};

// `copies` is of the same documents, in the same order; empty: every document is its own origin. An empty
// collection or a query that nothing meets gives no entries.
Timeline make_timeline(std::span<const story::Document> documents, const story::Copies& copies,
                       const Query& query);

const char* name_of(Status status);

}  // namespace dateline::timeline
