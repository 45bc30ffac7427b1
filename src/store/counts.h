#pragma once
// Counts over a whole record, for who draws it: days, stories by page, who copies whom. Cost:
// O(rows counted).

#include <string>
#include <vector>

#include "store/read.h"

namespace dateline::store {

// As list_days, of the articles that have the terms.
Result<std::vector<DayRow>> count_days(const Record& record, const Terms& terms, const Filter& filter);

// How many articles of `source` are copies of articles of `origin`.
struct CopyFlow {
  std::string source;
  std::string origin;
  std::uint64_t articles = 0;
};
Result<std::vector<CopyFlow>> copy_flows(const Record& record);  // most articles first, then by names

// A story without its articles.
struct StoryRow {
  std::string id;
  std::string title;
  std::optional<Day> first;
  std::optional<Day> last;
  std::uint64_t articles = 0;
  std::uint64_t sources = 0;
  std::vector<std::string> continues;  // earlier stories that it goes on from, nearest first
  std::string affair;  // the story with which its chain of nearest links begins; itself if none
};
enum class StoryOrder : std::uint8_t { newest, largest };
struct StoryPage {
  std::vector<StoryRow> rows;
  std::uint64_t total = 0;
};
// Stories of at least `least` articles.
Result<StoryPage> story_page(const Record& record, StoryOrder order, std::uint64_t least, std::size_t limit,
                             std::size_t offset);

// A chain of stories, called by its first.
struct AffairRow {
  std::string id;
  std::string title;
  std::optional<Day> first;
  std::optional<Day> last;
  std::uint64_t articles = 0;
  std::vector<StoryRow> stories;  // by first day, then id
};
struct AffairPage {
  std::vector<AffairRow> rows;
  std::uint64_t total = 0;
};
// Affairs of at least `least` articles and two stories. Those of newest: by their last day.
Result<AffairPage> affair_page(const Record& record, StoryOrder order, std::uint64_t least, std::size_t limit,
                               std::size_t offset);

Result<StoryRow> read_story_row(const Record& record, std::string_view id);  // error `not_found`

// Differs after another connection changed the record; means nothing else.
Result<std::int64_t> change_counter(const Record& record);

Result<ArticleRow> read_article_row(const Record& record, ArticleKey key);  // error `not_found`

}  // namespace dateline::store
