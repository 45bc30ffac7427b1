#pragma once
// One article read for a query: its sentences, what each is like, and how well each meets the query. A
// sentence about "it", "he" or "the company" meets it through the sentence before, where that one does.

#include "timeline/asked.h"
#include "timeline/gather.h"

namespace dateline::timeline {

struct Reading {
  std::vector<Sentence> sentences;
  std::vector<std::vector<const TimeMention*>> times;  // of each sentence
  story::Terms title;                                  // of the headline, or of the first sentence
  double fit = 0;
};

// `number` is the document's in its collection. What stands before a sentence itself (lead.h) is no part of
// it, nor are the times there. Terms come unweighed. Cost: O(words).
Reading read(const story::Document& document, std::uint32_t number, const Asked& asked,
             std::optional<Day> published);

}  // namespace dateline::timeline
