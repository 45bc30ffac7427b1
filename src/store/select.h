#pragma once
// Pieces that the reading files share: a filter as a WHERE clause, the columns of an ArticleRow.

#include <string>
#include <variant>
#include <vector>

#include "store/read.h"
#include "store/sqlite.h"

namespace dateline::store {

// Conditions on `article AS a`, and their arguments in order. Text from outside goes into arguments alone.
struct Where {
  std::string sql;
  std::vector<std::variant<std::int64_t, std::string>> arguments;
  void bind(Query& query) const;
};

Where where_of(const Filter& filter);

// A MATCH expression of FTS5 for `words`; nothing in the terms is syntax. Error `invalid_argument` when there
// is no phrase to look for.
Result<std::string> match_of(const Terms& terms);

// Columns of `article AS a` that read_row takes from `column` on.
std::string row_columns(const Filter& filter);
inline constexpr int kRowColumns = 12;
ArticleRow read_row(const Query& query, int column = 0);

}  // namespace dateline::store
