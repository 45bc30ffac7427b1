#pragma once
// What added documents change among the copies of a collection that was settled before: the same as settling
// all of it again, but only documents are looked at that the new ones bear on.
//
//   twins -> index -> whose candidates change -> one text with which -> stock -> told again, in the order of
//   time, as long as what is told of one changes what others were told
//
// Cost: that of the documents that are looked at. An article that comes at the end of time is compared with
// its candidates, and a few earlier ones get a stock sentence. One that is published early and comes late can
// reach many: then the caller is told to settle all.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "story/placing.h"

namespace dateline::story::copying {

// What a collection keeps of a document, without its words.
struct Head {
  bool dated = false;
  std::int64_t minute = 0;
  bool credited = false;
  std::uint32_t words = 0;
  std::string id;
  std::uint64_t content = 0;  // content_of() its print
  std::uint32_t kept = 0;
  std::optional<std::uint32_t> twin;
  std::optional<std::uint32_t> same;
  std::string data;  // encode()d
};

inline std::uint64_t content_of(const Print& print) {
  return print.content.low;
}

// Without what was told of it.
Head head_of(const Print& print);

struct IndexEntry {
  std::uint64_t value = 0;
  std::int64_t day = 0;
  std::uint32_t document = 0;
};

// The collection as it was settled before, without the new documents. What cannot be read is given as empty;
// the keeper knows of it (and must look before it trusts a result).
class Collection {
 public:
  virtual ~Collection() = default;
  virtual std::optional<Head> head(std::uint32_t document) = 0;
  virtual std::optional<Print> print(std::uint32_t document) = 0;
  // Entries of a value from a day on, by day: `least` or more, and whole days; fewer where there are no more.
  virtual std::vector<IndexEntry> entries(std::uint64_t value, std::int64_t from, std::size_t least) = 0;
  virtual bool is_stock(std::uint64_t value) = 0;
  // Documents that have `document` among their candidates or firsts.
  virtual std::vector<std::uint32_t> lookers(std::uint32_t document) = 0;
  // Documents with this content and words, `most` of them.
  virtual std::vector<std::uint32_t> with_content(std::uint64_t content, std::size_t most) = 0;
};

struct Placed {
  std::uint32_t document = 0;
  Head head;                           // with data
  std::vector<std::uint32_t> looks;    // candidates and firsts that it did not have before
  std::vector<std::uint32_t> no_more;  // those that it had before and has not now
};

struct LocalChange {
  std::vector<Placed> placed;  // new documents and those whose placing is another now, by number
  std::vector<IndexEntry> entered;
  std::vector<IndexEntry> left;
  std::vector<std::uint64_t> stock;  // values that became stock, sorted
  std::vector<std::uint64_t> no_stock;
  // Relations of each document that has others than before, in the order of time, none left out: by document,
  // then origin.
  std::vector<std::pair<std::uint32_t, std::vector<Relation>>> relations;
  // All relations from and to each undated document that has others than before.
  std::vector<std::pair<std::uint32_t, std::vector<Relation>>> around_undated;
  std::size_t told = 0;  // documents that were compared with their candidates
};

struct Added {
  std::uint32_t document = 0;
  Print print;
};

// nullopt where more than `most` documents would have to be told again, or the collection does not fit
// together: all is to be settled.
std::optional<LocalChange> add_locally(Collection& collection, std::vector<Added> added, std::size_t most);

}  // namespace dateline::story::copying
