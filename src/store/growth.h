#pragma once
// What a record keeps to place newer articles in its stories (story/newest.h): tables in pages, and the
// articles that were placed. Blobs of the story module's.

#include <optional>
#include <string>
#include <vector>

#include "store/record.h"

namespace dateline::store {

enum class TablePart : std::uint8_t { opening, words, pairs, heads, postings };

struct TablePage {
  TablePart part = TablePart::opening;
  std::uint32_t first = 0;  // key with which it begins
  std::string data;
};

// The page of `part` in which `key` would be: the last that begins at it or before. nullopt: none.
Result<std::optional<TablePage>> table_page(const Record& record, TablePart part, std::uint32_t key);

// An article that was placed, not settled together with others.
struct NewestRow {
  ArticleKey article;
  std::int64_t minute = 0;
  std::string data;
};
Result<std::vector<NewestRow>> list_newest(const Record& record);  // by minute, then article

// The first story of the chain that a story is in; empty when there is no such story.
Result<std::string> affair_of(const Record& record, std::string_view story);

}  // namespace dateline::store
