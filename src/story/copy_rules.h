#pragma once
// The rules by which one document's copies are told, given what is known of the others: copies.cc applies
// them to a collection, placing.cc to what an addition changes. Documents are called by ranks: places in the
// order of time.

#include <functional>
#include <span>
#include <vector>

#include "story/copies.h"
#include "story/match.h"
#include "story/print.h"

namespace dateline::story::copying {

inline constexpr std::size_t kEarliest = 24;    // documents of one shingle that are looked at, the earliest
inline constexpr std::size_t kStockLook = 400;  // the same, to tell stock
inline constexpr std::size_t kStockGroups = 5;  // unlike articles that make a passage stock

// What a kept shingle is called in an index: 48 bits of it.
inline std::uint64_t index_value(std::uint64_t shingle) {
  return shingle >> 16U;
}
inline constexpr unsigned kIndexBits = 48;

// A document's, each once, sorted.
std::vector<std::uint64_t> index_values(const Print& print);

struct Candidate {
  std::uint32_t document;
  std::uint32_t shared;  // kept shingles that both have
};

// A sentence of a document.
struct Source {
  std::uint32_t document = 0;
  std::uint32_t sentence = 0;
  friend bool operator==(const Source&, const Source&) = default;
};

// What the rules ask of a document. References stay valid while the rules are at work.
class Field {
 public:
  virtual ~Field() = default;
  virtual const Print& print(std::uint32_t rank) const = 0;
  virtual const std::vector<std::uint32_t>& shingles(std::uint32_t rank) const = 0;
  virtual std::uint32_t kept(std::uint32_t rank) const = 0;  // how many different ones are in the index
  virtual const std::vector<bool>& stock(std::uint32_t rank) const = 0;  // empty: none is known yet
  // Where each of its sentences was first, and the documents that it comes down to (itself, if it has nothing
  // from elsewhere), as far as earlier documents tell.
  virtual const std::vector<Source>& sources(std::uint32_t rank) const = 0;
  virtual const std::vector<std::uint32_t>& roots(std::uint32_t rank) const = 0;
};

// Those that are compared, of `met`: the earlier documents that have a shingle in common, in the order of
// rank, once for each shingle.
std::vector<Candidate> choose(std::span<const std::uint32_t> met);

// The earliest candidate that is one text with `d` in the main; `d` where none is.
std::uint32_t same_text(const Field& field, std::uint32_t d, std::span<const Candidate> candidates);

// Sentences most of whose kept shingles are stock.
std::vector<bool> stock_sentences(const Print& print, const std::function<bool(std::uint64_t)>& is_stock);

// What `d` has in common with each of the candidates, where it is something.
std::vector<Sharing> sharings(const Field& field, std::uint32_t d, std::span<const std::uint32_t> candidates);

// A relation that leads the other way than time says: `taken` was found for a document, `back` makes that
// document the origin of taken.of.
struct Turn {
  Relation taken;
  Relation back;
};

// What is told of a document.
struct Told {
  std::vector<Relation> relations;  // by origin
  std::vector<Turn> turns;
  std::vector<Source> sources;        // of each sentence
  std::vector<std::uint32_t> roots;   // sorted
  std::vector<std::uint32_t> firsts;  // documents that had sentences of it first, sorted
};

Told tell(const Field& field, std::uint32_t d, const std::vector<Sharing>& sharings);

// What a turn changes for the document that becomes the copy.
void apply(const Turn& turn, std::vector<Source>& sources, std::vector<std::uint32_t>& roots);

// `d` has the very same words as `twin`.
Relation whole_copy(const Print& print, const Print& of, std::uint32_t d, std::uint32_t twin);

}  // namespace dateline::story::copying
