#pragma once
// Where a document stands among copies, as a collection keeps it: what the rules (copy_rules.h) gave for it,
// and what they need of it to tell of others.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "story/copy_rules.h"

namespace dateline::story::copying {

// Documents are called by any numbers; lists of them are in the order of time.
struct Placing {
  std::uint32_t kept = 0;                 // its shingles in the index; 0 for a twin
  std::optional<std::uint32_t> twin;      // the first with the very same words
  std::optional<std::uint32_t> same;      // the earliest candidate that is one text with it in the main
  std::vector<bool> stock;                // sentences; empty: none is
  std::vector<std::uint32_t> candidates;  // earlier documents that it was compared with
  std::vector<std::uint32_t> firsts;      // documents that had sentences of it first
  std::vector<Source> sources;            // of its sentences; empty: all were first here
  std::vector<std::uint32_t> roots;       // what it comes down to; empty: itself
  std::vector<Relation> relations;        // its own
  std::vector<Turn> turns;                // relations that lead to it since it turned them
  std::vector<std::uint32_t> turned_by;   // documents that have such ones to this
};
// `sources` and `roots` are as they stood when the document itself was told: turns of later documents are in
// those.

// What `placing` of document `self` says in full.
std::vector<Source> sources_of(const Placing& placing, std::uint32_t self, std::size_t sentences);
std::vector<std::uint32_t> roots_of(const Placing& placing, std::uint32_t self);
// The same the other way: what says nothing is left out.
void put_sources(Placing& placing, std::uint32_t self, std::vector<Source> sources);
void put_roots(Placing& placing, std::uint32_t self, std::vector<std::uint32_t> roots);
void put_stock(Placing& placing, std::vector<bool> stock);

// Candidates and firsts, sorted by number, each once.
std::vector<std::uint32_t> looks_of(const Placing& placing);

// Calls every document by another number.
void rename(Placing& placing, const std::function<std::uint32_t(std::uint32_t)>& number);
void rename(Relation& relation, const std::function<std::uint32_t(std::uint32_t)>& number);

// All but `kept`, `twin` and `same`; empty where there is nothing. The same placing gives the same bytes.
std::string encode(const Placing& placing);
// Puts it into `placing`, of document `self`. False when the blob is not one of encode()'s for a document of
// so many sentences. Takes any bytes.
bool decode(std::string_view blob, std::uint32_t self, std::size_t sentences, Placing& placing);

// The day that orders an index: days since 1970, of undated documents the last.
std::int64_t index_day(bool dated, std::int64_t minute);
inline constexpr std::int64_t kUndatedDay = 8'388'607;

// An entry of the index.
struct Posting {
  std::uint64_t value = 0;
  std::uint32_t document = 0;
  friend auto operator<=>(const Posting&, const Posting&) = default;
};

// What settling a collection gives besides copies.
struct Placings {
  // Asked for before settling; called with the entries of the index by value, documents of one value in the
  // order of time.
  std::function<void(std::span<const Posting>)> index;
  std::vector<Placing> documents;    // in the order of adding, whose numbers they use
  std::vector<std::uint64_t> stock;  // values, sorted
};

}  // namespace dateline::story::copying
