#pragma once
// A record's questions and answers, as plain structs: what the program, a server and the exports ask alike.
// Each answer is of one moment, also while a writer works. Lists are in the order that store/read.h gives.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "query/terms.h"
#include "store/across.h"
#include "store/counts.h"
#include "store/read.h"

namespace dateline::query {

using store::ArticleKey;
using store::Filter;
using store::Record;

// One article, everything known about it, and what it stands with.
struct ArticleAnswer {
  store::StoredArticle stored;
  std::vector<store::ArticleRow>
      versions;  // of its address, oldest first, itself among them; empty when alone
  std::vector<store::Story> stories;
  std::vector<store::Copy> copies;  // what it copies, then what copies it
  std::vector<store::Passage> passages;
};

// `called`: a key or the beginning of one, the caller's id, an address. Errors of store::find_article.
Result<ArticleAnswer> article(const Record& record, std::string_view called);

struct SearchAsk {
  std::string text;  // as query/terms.h reads it
  Filter filter;
  std::size_t limit = 20;
  std::size_t offset = 0;
  bool facets = false;
};

struct SearchAnswer {
  store::SearchPage page;
  store::Facets facets;
};

// Error `invalid_argument` when there is no word to look for.
Result<SearchAnswer> search(const Record& record, const SearchAsk& ask);

// The record at a glance.
struct Overview {
  store::Totals totals;
  std::vector<store::SourceRow> sources;  // most articles first
  std::optional<Day> first;               // of publication
  std::optional<Day> last;
  std::uint64_t undated = 0;
  std::uint64_t stories = 0;
};

Result<Overview> overview(const Record& record);

// Which stories, or affairs (chains of stories), of a record.
struct StoriesAsk {
  store::StoryOrder order = store::StoryOrder::newest;
  std::uint64_t least = 2;  // articles
  std::size_t limit = 50;
  std::size_t offset = 0;
};

Result<store::StoryPage> stories(const Record& record, const StoriesAsk& ask);
Result<store::AffairPage> affairs(const Record& record, const StoriesAsk& ask);

// What a timeline, a story or an export is made from: the articles that pass the filters of `ask.text` and
// `ask.filter` and, when there are words in `ask.text`, have those words. In the order of publication, one
// article in memory at a time, until `use` gives false. `ask.limit`, `offset` and `facets` do not count.
Status each_article(const Record& record, const SearchAsk& ask,
                    const std::function<bool(store::StoredArticle&&)>& use);

}  // namespace dateline::query
