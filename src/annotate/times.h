#pragma once
// Expressions of time in a text (TIMEX3): what is said, which days it means, and how that was worked out.
//
// A dictionary and a grammar: words are looked up once (time_words_en.cc), rules over classes of words are
// compiled into one automaton (time_rules_en.cc), the longest match wins, and its meaning is worked out
// against the day of publication or the last day that the story stood at (time_meaning.cc). Values follow
// TIMEX3 as the TempEval-3 data uses it: Pustejovsky et al., "TimeML", 2003; UzZaman et al., "SemEval-2013
// Task 1". The split into dictionary, rules and normalisation is HeidelTime's (Strötgen and Gertz, 2010).
//
// Invariant: a day that does not exist is never given; what cannot be resolved has an empty value and says
// why.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <dateline/document.h>

namespace dateline::annotate {

// One thread's buffers, kept from one article to the next.
class TimesScratch {
 public:
  TimesScratch();
  ~TimesScratch();
  TimesScratch(TimesScratch&&) noexcept;
  TimesScratch& operator=(TimesScratch&&) noexcept;

  struct Impl;
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

// Clears `out` and fills it in text order; expressions do not overlap. `sentences` are those of article.text.
// Uses the article's text, title, published, language and url (which order 2/8/2023 has). O(text); texts over
// 4 GiB are not read.
void find_times(const Article& article, std::span<const ByteRange> sentences, TimesScratch& scratch,
                std::vector<TimeMention>& out);

// When an undated article was published, from its own words.
struct InferredDate {
  DayInterval interval;
  std::string why;  // for people: which words say so
};

// `times` are those that find_times gave for this article last with this scratch. The newest day that the
// text tells of as past is the earliest that it can be from; how long after it pages are published, and the
// days that it speaks of as still to come, give the latest. nullopt where nothing in it names a year. The
// shares of truth are in docs/TIMES.md; they were counted on dated pages with their dates hidden
// (tools/undated.py).
std::optional<InferredDate> infer_published(const Article& article, std::span<const TimeMention> times,
                                            TimesScratch& scratch);

}  // namespace dateline::annotate
