#pragma once
// What is kept of a document to find its story: its words and pairs of words, each with how often it stands
// there.

#include <optional>
#include <span>
#include <string>

#include "story/document.h"
#include "story/vectors.h"
#include "story/words.h"

namespace dateline::story {

struct Sketch {
  std::string id;
  std::string title;  // or the opening, where there is none
  std::optional<Day> day;
  std::int64_t minute = 0;
  // Weight: how often, a word of the headline threefold; a whole number. The most frequent.
  Terms words;
  Terms pairs;
};

// `words` are those of the document's text. O(words).
Sketch sketch_of(const Document& document, std::span<const Word> words);

// What a term weighs that stands in a document so often: 1 + ln(count).
double weight_of(float count);

}  // namespace dateline::story
