#pragma once
// Two documents side by side: which sentences of one stand in the other, and what follows from it.

#include <functional>
#include <vector>

#include "story/copies.h"
#include "story/print.h"

namespace dateline::story {

inline constexpr double kSameText = 0.6;  // share from which two documents are one text in the main

// What `document` (the earlier) has of the sentences of another.
struct Sharing {
  std::uint32_t document = 0;
  double share = 0;                  // of the later one's content words
  double share_of = 0;               // of the earlier one's
  std::vector<std::int32_t> where;   // for each sentence of the later one the earlier one's sentence, or -1
  std::vector<std::uint32_t> words;  // content words of each matched sentence that stand in the earlier one
};

// Where each shingle of a document stands; sorted. 32 bits of a shingle are enough between two documents.
struct Place {
  std::uint32_t shingle;
  std::uint32_t sentence;
  friend auto operator<=>(const Place&, const Place&) = default;
};
std::vector<Place> places_of(const Print& print);

// One side of a comparison. Sentences that are true in `stock` are left out; empty: none are.
struct Side {
  const Print& print;
  const std::vector<bool>& stock;
};

std::uint32_t own_words(const Print& print, const std::vector<bool>& stock);

// `places` are the earlier one's. O(words of the later one), a binary search each.
Sharing compare(const Side& later, const Side& earlier, const std::vector<Place>& places);

// Gives each sentence to the earliest document that has it and makes relations of what is enough. `sharings`
// in the order of time.
std::vector<Relation> attribute(const Print& print, const std::vector<Sharing>& sharings,
                                const std::function<const Print&(std::uint32_t)>& lookup);

}  // namespace dateline::story
