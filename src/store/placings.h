#pragma once
// What settling copies builds on when only articles were added (story/placing.h says what it means): where
// each article stands, the index of shingles, what is stock, who was compared with whom.
//
// Articles are called by the numbers of this record here; the numbers never leave the program. Everything is
// read and written through the record's one connection: writing is part of the Batch that is open.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/record.h"
#include "store/sqlite.h"

namespace dateline::store {

struct PlacingRow {
  std::int64_t article = 0;
  std::int64_t content = 0;            // hash of its words
  std::optional<std::int64_t> minute;  // since 1970; none: undated
  bool credited = false;
  std::int64_t words = 0;
  std::int64_t kept = 0;
  std::optional<std::int64_t> twin;
  std::optional<std::int64_t> same;
  std::string data;
  friend bool operator==(const PlacingRow&, const PlacingRow&) = default;
};

struct ShingleRow {
  std::int64_t value = 0;
  std::int64_t day = 0;
  std::int64_t article = 0;
  friend auto operator<=>(const ShingleRow&, const ShingleRow&) = default;
};

using LookRow = std::pair<std::int64_t, std::int64_t>;  // looked at, who looked

class PlacingTables {
 public:
  explicit PlacingTables(const Record& record) : db_(record.database()) {}

  // Whether there is anything to build on, where articles are settled.
  Result<bool> filled();
  Result<std::optional<std::int64_t>> number_of(ArticleKey key);
  // nullopt where it was never placed. With its key.
  Result<std::optional<std::pair<PlacingRow, ArticleKey>>> placing(std::int64_t article);
  Result<std::string> imprint(std::int64_t article, std::string_view producer);  // empty: none
  struct Dated {
    std::optional<PartialDate> published;
    std::optional<DayInterval> range;  // of one without a date
  };
  Result<Dated> dated(std::int64_t article);
  // Of a value from a day on, by day: `least` or more, whole days, and fewer where there are no more.
  Result<std::vector<ShingleRow>> shingles(std::int64_t value, std::int64_t from, std::size_t least);
  Result<bool> is_stock(std::int64_t value);
  Result<std::vector<std::int64_t>> lookers(std::int64_t at);
  Result<std::vector<std::int64_t>> with_content(std::int64_t content, std::size_t most);
  // The largest number of an article: at least as many as there are.
  Result<std::int64_t> largest();

  Status put(const PlacingRow& row);
  Status add(const ShingleRow& row);
  Status remove(const ShingleRow& row);
  Status set_stock(std::int64_t value, bool is);
  Status add(const LookRow& row);
  Status remove(const LookRow& row);
  // Puts these in the place of all passages and copies of these articles, which they are of.
  Status set_copied_of(const std::vector<std::int64_t>& articles, const std::vector<Passage>& passages,
                       const std::vector<Copy>& copies);
  Status remove_derived(std::string_view kind, std::string_view key);

  // Puts these in the place of all; writes what is not there already. In the order of their rows, each once.
  Status set_placings(const std::vector<PlacingRow>& rows);
  Status set_stock(const std::vector<std::int64_t>& values);
  Status set_looks(const std::vector<LookRow>& rows);

 private:
  Database& db_;
};

// Puts rows in the place of all shingles; writes what is not there already. Rows are given in order, each
// once, and then finish() is called. Holds what is missing where the table is not empty.
class ShingleMerge {
 public:
  explicit ShingleMerge(const Record& record);
  Status put(const ShingleRow& row);
  Status finish();

 private:
  void next_held();

  Database& db_;
  bool empty_;
  Query insert_;
  std::optional<Query> rows_;
  std::optional<ShingleRow> held_;
  std::vector<ShingleRow> fresh_;
  std::vector<ShingleRow> gone_;
};

}  // namespace dateline::store
