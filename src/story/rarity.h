#pragma once
// How much a word tells, or a pair of words: the fewer documents have it, the more.

#include <span>
#include <vector>

#include "story/sketch.h"
#include "story/spread.h"

namespace dateline::story {

// Of the likeness of two documents, what pairs of words make; single words have the rest.
inline constexpr double kPairShare = 0.41;
inline constexpr std::size_t kWordsUsed = 50;  // of a document, the heaviest
inline constexpr std::size_t kPairsUsed = 30;

struct Count {
  std::uint32_t key;
  std::uint32_t documents;  // that have it; two or more
  friend bool operator==(const Count&, const Count&) = default;
};

// The terms of `field` that stand in two documents at least, by key. O(terms log terms).
std::vector<Count> counts_of(std::span<const Sketch* const> sketches, Terms Sketch::* field,
                             const Parallel& parallel);

// Weight of what stands in `documents` of `all`.
double rarity_of(std::uint32_t documents, std::size_t all);

class Rarity {
 public:
  Rarity(std::span<const Count> counts, std::size_t all);
  // 0 for what stands in one document at most.
  double of(std::uint32_t key) const;

 private:
  Finder finder_;
  std::vector<double> rarities_;  // of those that finder_ knows
};

// What a term of a document weighs.
double term_weight(const Term& term, double rarity);

}  // namespace dateline::story
