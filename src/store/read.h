#pragma once
// A record's content as plain structs. Answers are those of the last settled state unless Filter::unsettled
// says otherwise. Lists are in the order of the day of publication (undated ones last), then of the key: the
// same whatever the order in which pages were added.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/record.h"

namespace dateline::store {

// One article without its text.
struct ArticleRow {
  ArticleKey key;
  std::string id;  // the caller's
  std::string url;
  std::string source;
  std::string title;
  std::string language;
  std::optional<PartialDate> published;
  DateSource published_from = DateSource::none;
  std::uint32_t text_size = 0;  // bytes
  std::uint32_t version = 1;    // of the versions of its address, oldest first
  std::uint32_t versions = 1;
  bool settled = true;
};

struct Filter {
  std::string source;       // empty: any
  std::string language;     // empty: any; "en" also takes "en-GB"
  std::string diagnostic;   // articles with a diagnostic of this code
  std::optional<Day> from;  // publication days that may lie in the window
  std::optional<Day> to;
  std::string story;          // articles of the story with this id
  bool all_versions = false;  // false: only the newest of each address
  bool unsettled = false;     // true: also what is not settled yet
};

// Where a page of a list begins: after the row that `next` of the page before named.
struct PageAsk {
  std::size_t limit = 50;
  std::string after;  // empty: from the first
};

struct ArticlePage {
  std::vector<ArticleRow> rows;
  std::string next;  // empty: this was the last
};

Result<std::uint64_t> count_articles(const Record& record, const Filter& filter);
Result<ArticlePage> list_articles(const Record& record, const Filter& filter, const PageAsk& page);

// All of one article. The capture comes without its bytes.
struct StoredArticle {
  ArticleRow row;
  Capture capture;
  std::uint64_t capture_size = 0;
  Article article;
  Layers layers;
  Producers by;
};

// The settled articles of the same address, oldest first.
Result<std::vector<ArticleRow>> versions_of(const Record& record, ArticleKey key);

Result<StoredArticle> read_article(const Record& record, ArticleKey key);
Result<std::string> read_bytes(const Record& record, ArticleKey key);  // the original; its hash is checked

// Words to look for: an article has every phrase of `all` and no phrase of `none`. A phrase is one or more
// words in a row, without regard to case and accents; a word that ends in * stands for all that begin so.
struct Terms {
  std::vector<std::string> all;
  std::vector<std::string> none;
};

// Calls `use` for each article that passes and has the terms (all, when `terms` is empty), in the order of
// lists, until it gives false. One article is in memory at a time.
Status each_article(const Record& record, const Terms& terms, const Filter& filter,
                    const std::function<bool(StoredArticle&&)>& use);

// What a timeline takes of an article: of the article no comments, authors and diagnostics, of its layers
// sentences and times.
struct Telling {
  ArticleKey key;
  Article article;  // the id is the caller's
  Layers layers;
};

// As each_article, of the articles that pass.
Status each_telling(const Record& record, const Filter& filter, const std::function<bool(Telling&&)>& use);

// The `limit` articles that have the most of any of `any` (bm25, title counts fourfold), in the order of
// lists. O(articles that have the words) to rank, and reads `limit` texts at most.
Status each_telling_near(const Record& record, const std::vector<Terms>& any, const Filter& filter,
                         std::size_t limit, const std::function<bool(Telling&&)>& use);

// The articles that a copy or passage of it is from, each once, by key.
Result<std::vector<ArticleKey>> origins_of(const Record& record, ArticleKey article);

// An answer that was kept (Batch::keep).
struct Kept {
  std::string producer;
  std::string data;
  bool fresh = false;  // nothing was settled since
};
Result<std::optional<Kept>> read_kept(const Record& record, std::string_view name);

// 32 hex digits; nothing for any other text.
std::optional<ArticleKey> key_from_hex(std::string_view text);

// For who pulls captures himself, on a Record of his own (rebuild on several threads): up to `limit` keys
// after `after`, in order; then each with its bytes. Error `not_found`; `corrupt` when the bytes do not give
// the key.
Result<std::vector<ArticleKey>> capture_keys(const Record& record, const std::optional<ArticleKey>& after,
                                             std::size_t limit);
Result<Capture> read_capture(const Record& record, ArticleKey key);

// Every capture with its bytes, in the order of keys; also the unsettled ones. `use` may write to the record.
Status each_capture(const Record& record, const std::function<bool(ArticleKey, Capture&&)>& use);

// What a person types for an article: a key or a unique beginning of one (4 digits or more), the caller's id,
// an address, or the last part of an id that is a path. Error `not_found`; `invalid_argument` when several
// begin so, naming some.
Result<ArticleKey> find_article(const Record& record, std::string_view text);

struct Hit {
  ArticleRow row;
  double score = 0;                      // higher is better (bm25, title counts fourfold)
  std::string text;                      // of the article, whole
  ByteRange snippet;                     // the part of it to show
  std::vector<ByteRange> matches;        // in the text, inside the snippet
  std::vector<ByteRange> title_matches;  // in the title
};

struct SearchPage {
  std::vector<Hit> hits;  // best first
  std::uint64_t total = 0;
};

Result<SearchPage> search(const Record& record, const Terms& terms, const Filter& filter, std::size_t limit,
                          std::size_t offset = 0);

struct Count {
  std::string value;
  std::uint64_t articles = 0;
};

inline constexpr std::size_t kStoryFacets = 20;

struct Facets {
  std::vector<Count> sources;  // most articles first, then by name
  std::vector<Count> years;    // in order; undated as ""
  std::vector<Count> stories;  // by id; most articles first, at most kStoryFacets
};

Result<Facets> search_facets(const Record& record, const Terms& terms, const Filter& filter);

struct SourceRow {
  std::string source;
  std::uint64_t articles = 0;
  std::optional<Day> first;  // of publication
  std::optional<Day> last;
  std::uint64_t undated = 0;
};

Result<std::vector<SourceRow>> list_sources(const Record& record, const Filter& filter);

struct DayRow {
  Day day;
  std::uint64_t published = 0;  // articles published on it
  std::uint64_t spoken = 0;     // articles that speak of exactly this day
};

Result<std::vector<DayRow>> list_days(const Record& record, const Filter& filter);

struct Totals {
  std::uint64_t articles = 0;   // settled
  std::uint64_t unsettled = 0;  // added or changed, and not settled yet: settle before use
  std::uint64_t captured_bytes = 0;
  bool settle = false;             // something was added, replaced or removed since the last settling
  std::optional<Day> settle_from;  // the earliest day of publication among those; none when they are undated
};

Result<Totals> totals(const Record& record);

}  // namespace dateline::store
