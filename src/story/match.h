#pragma once
// Two documents side by side: which sentences of one stand in the other, and what follows from it.

#include <functional>
#include <span>
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

// The shingles of a document in text order, of each 32 bits: enough between two documents.
std::vector<std::uint32_t> shingles_of(const Print& print);

// One side of a comparison. Sentences that are true in `stock` are left out; empty: none are.
struct Side {
  const Print& print;
  const std::vector<bool>& stock;
};

std::uint32_t own_words(const Print& print, const std::vector<bool>& stock);

// A document laid out so that comparing it with many earlier ones is quick. What it is set to must outlive
// it.
class Matcher {
 public:
  // `shingles` are those of the document. O(words).
  void set(const Side& later, std::span<const std::uint32_t> shingles);
  // Where nothing is shared `where` and `words` of the result are empty. O(words of both), a look each.
  Sharing with(const Side& earlier, std::span<const std::uint32_t> shingles);

 private:
  struct Slot {
    std::uint32_t shingle = 0;
    bool used = false;
    std::int32_t sentence = -1;  // of the earlier document, the first that has the shingle
  };
  bool look_up(const Side& earlier, std::span<const std::uint32_t> shingles);
  std::uint32_t cover(std::uint32_t sentence, const std::vector<bool>& stock);

  const Side* later_ = nullptr;
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> slot_of_;  // of each shingle
  std::vector<std::uint32_t> matched_;  // slots
  std::vector<char> covered_;           // words
  std::vector<std::uint32_t> votes_;
};

// Gives each sentence to the earliest document that has it and makes relations of what is enough. `sharings`
// in the order of time.
std::vector<Relation> attribute(const Print& print, const std::vector<Sharing>& sharings,
                                const std::function<const Print&(std::uint32_t)>& lookup);

}  // namespace dateline::story
