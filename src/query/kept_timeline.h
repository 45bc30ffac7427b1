#pragma once
// The timeline of a whole record, which takes seconds for tens of thousands of articles, kept in the record
// so that whoever opens it sees it at once.

#include "query/timeline.h"

namespace dateline::query {

// Records smaller than this answer fast enough without.
inline constexpr std::uint64_t kLeastToKeep = 1'000;  // articles
// Of larger ones adding does not make it: it holds all their texts.
inline constexpr std::uint64_t kMostToKeep = 100'000;

// Grows when the answer to the same articles changes: what an older version kept is made anew.
inline constexpr std::string_view kTimelineProducer = "timeline 3";

struct KeptTimeline {
  TimelineAnswer answer;
  bool fresh = false;  // false: of the record before something was added; articles may be missing from it
};

// What timeline() answers to a TimelineAsk without words and filters, if it is kept and this version made it.
Result<std::optional<KeptTimeline>> kept_timeline(const Record& record);

// Keeps `answer`, which must be that of timeline(record, {}). For a record open for writing.
Status keep_timeline(Record& record, const TimelineAnswer& answer);

// After pages were added: makes and keeps the timeline if that is little beside the adding, which it is when
// a tenth of the articles are new. Nothing for small records.
Status keep_after_adding(Record& record, std::uint64_t added);

}  // namespace dateline::query
