#include "store/across.h"

#include <fmt/format.h>

#include "store/batch.h"
#include "store/days.h"

namespace dateline::store {
namespace {

std::optional<Day> day_if_any(std::int64_t number) {
  if (number == kNoDay) return std::nullopt;
  return day_from(number);
}

// Stories of the rows of a query that gives id, title, first, last, affair.
Result<std::vector<Story>> read_stories(Database& db, Query& rows) {
  std::vector<Story> stories;
  while (rows.next()) {
    Story story{.id = rows.string(0),
                .title = rows.string(1),
                .first = day_if_any(rows.integer(2)),
                .last = day_if_any(rows.integer(3)),
                .articles = {},
                .continues = {},
                .affair = rows.string(4)};
    Query articles(db,
                   "SELECT a.key FROM story_article s JOIN article a ON a.id = s.article WHERE s.story = ? "
                   "AND a.settled = 1 "
                   "ORDER BY a.day_first, a.key",
                   story.id);
    while (articles.next()) story.articles.push_back(key_from(articles.text(0)));
    if (Status status = articles.status(); !status) return std::unexpected(status.error());
    Query links(db, "SELECT earlier FROM story_link WHERE story = ? ORDER BY place", story.id);
    while (links.next()) story.continues.push_back(links.string(0));
    if (Status status = links.status(); !status) return std::unexpected(status.error());
    stories.push_back(std::move(story));
  }
  if (Status status = rows.status(); !status) return std::unexpected(status.error());
  return stories;
}

Result<std::vector<Copy>> read_copies(Query& rows) {
  std::vector<Copy> copies;
  while (rows.next())
    copies.push_back({key_from(rows.text(0)), key_from(rows.text(1)), rows.number(2),
                      static_cast<CopyKind>(rows.integer(3))});
  if (Status status = rows.status(); !status) return std::unexpected(status.error());
  return copies;
}

ByteRange range_at(const Query& row, int column) {
  return {static_cast<std::uint32_t>(row.integer(column)),
          static_cast<std::uint32_t>(row.integer(column + 1))};
}

Result<Derived> read_one(Database& db, std::string_view kind, const Query& row) {
  Derived derived{.kind = std::string(kind),
                  .key = row.string(0),
                  .producer = row.string(1),
                  .data = row.string(2),
                  .evidence = {}};
  Query evidence(
      db,
      "SELECT a.key, e.first, e.last FROM evidence e JOIN article a ON a.id = e.article WHERE e.kind = ? AND "
      "e.key = ? ORDER BY e.place",
      kind, derived.key);
  while (evidence.next()) derived.evidence.push_back({key_from(evidence.text(0)), range_at(evidence, 1)});
  if (Status status = evidence.status(); !status) return std::unexpected(status.error());
  return derived;
}

constexpr std::string_view kCopies =
    "SELECT a.key, o.key, c.overlap, c.kind FROM copy c JOIN article a ON a.id = c.article JOIN article o ON "
    "o.id = c.origin ";

}  // namespace

Result<std::vector<Story>> list_stories(const Record& record) {
  Query rows(record.database(), "SELECT id, title, first, last, affair FROM story ORDER BY first, id");
  return read_stories(record.database(), rows);
}

Result<std::uint64_t> count_stories(const Record& record) {
  const Result<std::int64_t> count = record.database().integer("SELECT count(*) FROM story");
  if (!count) return std::unexpected(count.error());
  return static_cast<std::uint64_t>(*count);
}

Result<std::vector<Story>> stories_of(const Record& record, ArticleKey article) {
  const std::string key = key_bytes(article);
  Query rows(record.database(),
             "SELECT id, title, first, last, affair FROM story WHERE id IN (SELECT s.story FROM "
             "story_article s JOIN "
             "article a ON "
             "a.id = s.article WHERE a.key = ?) ORDER BY first, id",
             Blob{key});
  return read_stories(record.database(), rows);
}

Result<std::vector<Copy>> list_copies(const Record& record) {
  Query rows(record.database(), std::string(kCopies) + "ORDER BY a.key");
  return read_copies(rows);
}

Result<std::vector<Copy>> copies_of(const Record& record, ArticleKey article) {
  const std::string key = key_bytes(article);
  Query rows(record.database(),
             std::string(kCopies) +
                 "WHERE c.article = (SELECT id FROM article WHERE key = ?1) OR c.origin = "
                 "(SELECT id FROM article WHERE key = ?1) ORDER BY a.key <> ?1, a.key",
             Blob{key});
  return read_copies(rows);
}

Result<std::vector<Passage>> passages_of(const Record& record, ArticleKey article) {
  const std::string key = key_bytes(article);
  Query rows(
      record.database(),
      "SELECT a.key, p.first, p.last, o.key, p.origin_first, p.origin_last FROM passage p JOIN "
      "article a ON a.id = "
      "p.article JOIN article o ON o.id = p.origin WHERE p.article = (SELECT id FROM article WHERE key = ?1) "
      "OR p.origin = (SELECT id FROM article WHERE key = ?1) ORDER BY CASE WHEN "
      "a.key = ?1 "
      "THEN p.first ELSE p.origin_first END, a.key, p.place",
      Blob{key});
  std::vector<Passage> passages;
  while (rows.next())
    passages.push_back(
        {key_from(rows.text(0)), range_at(rows, 1), key_from(rows.text(3)), range_at(rows, 4)});
  if (Status status = rows.status(); !status) return std::unexpected(status.error());
  return passages;
}

Status each_derived(const Record& record, std::string_view kind, const std::function<bool(Derived&&)>& use) {
  return each_derived(record.database(), kind, use);
}

Status each_derived(Database& db, std::string_view kind, const std::function<bool(Derived&&)>& use) {
  Query rows(db, "SELECT key, producer, data FROM derived WHERE kind = ? ORDER BY key", kind);
  while (rows.next()) {
    Result<Derived> derived = read_one(db, kind, rows);
    if (!derived) return std::unexpected(derived.error());
    if (!use(std::move(*derived))) return {};
  }
  return rows.status();
}

Result<std::optional<Derived>> read_derived(const Record& record, std::string_view kind,
                                            std::string_view key) {
  Database& db = record.database();
  Query rows(db, "SELECT key, producer, data FROM derived WHERE kind = ? AND key = ?", kind, key);
  if (rows.next()) {
    Result<Derived> derived = read_one(db, kind, rows);
    if (!derived) return std::unexpected(derived.error());
    return std::optional(std::move(*derived));
  }
  if (Status status = rows.status(); !status) return std::unexpected(status.error());
  return std::nullopt;
}

}  // namespace dateline::store
