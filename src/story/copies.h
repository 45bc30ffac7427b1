#pragma once
// Near copies, excerpts and rewrites between articles, passage by passage, and the origins that they come
// down to.
//
//   words without quotes -> shingles of 3 content words -> 1 in 3 kept (by value) -> index -> few candidates
//   a document
//   -> sentence by sentence: which earliest document had it -> relations
//
// Documents are taken in the order of their time (undated last, then by id), each looks for its sentences in
// earlier ones. What stands in many otherwise unlike articles is stock and proves nothing; neither do
// quotations, nor the lines that one outlet puts under everything. Shingles chosen by value: Broder 1997
// ("sketches" by modulus), so that two documents choose the same ones wherever they stand.
//
// Useful for articles of one or several languages written with spaces. Not useful for translations.
// Cost: O(words) to add, about 3 bytes a byte of text in memory; settle is O(n log n) with a bound on the
// candidates of each document.

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "story/document.h"
#include "story/print.h"

namespace dateline::story {

enum class CopyKind : std::uint8_t { copy, excerpt, rewrite };

// Sentences [first, last) of a document stand as sentences [of_first, of_last) in its origin.
struct SharedPassage {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t of_first = 0;
  std::uint32_t of_last = 0;
  friend bool operator==(const SharedPassage&, const SharedPassage&) = default;
};

// `document` took `passages` from `of`, the earliest known article that has them.
struct Relation {
  std::uint32_t document = 0;  // index in the order of adding
  std::uint32_t of = 0;
  double overlap = 0;  // share of the document's own words, without quotations and stock
  CopyKind kind = CopyKind::copy;
  std::vector<SharedPassage> passages;
  friend bool operator==(const Relation&, const Relation&) = default;
};

struct Copies {
  // By document in the order of time, then by origin in the order of time. No relation leads to a document
  // that has the passage from elsewhere, as far as is known.
  std::vector<Relation> relations;
  // For each document the documents it comes down to, itself if it has nothing from elsewhere; sorted.
  std::vector<std::vector<std::uint32_t>> origins;
};

namespace copying {
struct Placings;
}

// Add documents in any order and any batches; the result is that of the set. Nothing of a document's views is
// kept. One thread at a time.
class CopyIndex {
 public:
  CopyIndex();
  ~CopyIndex();
  CopyIndex(CopyIndex&&) noexcept;
  CopyIndex& operator=(CopyIndex&&) noexcept;

  void add(std::span<const Document> documents, const Parallel& parallel = one_by_one);
  void add(Print&& print);
  // `placings`, where given, gets what the next settling can build on (story/placing.h).
  Copies settle(const Parallel& parallel = one_by_one, copying::Placings* placings = nullptr) const;
  std::size_t size() const;
  const Print& print(std::uint32_t document) const;  // in the order of adding; until the next add()

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// How many different origins the documents at `members` come down to: what "independent" means everywhere.
std::size_t independent(const Copies& copies, std::span<const std::uint32_t> members);

const char* name_of(CopyKind kind);

}  // namespace dateline::story
