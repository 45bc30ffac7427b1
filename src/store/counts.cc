#include "store/counts.h"

#include <fmt/format.h>

#include <map>

#include "store/batch.h"
#include "store/days.h"
#include "store/select.h"
#include "store/sqlite.h"

namespace dateline::store {
namespace {

constexpr std::string_view kWithWords = "JOIN words ON words.rowid = a.id AND words MATCH ?";

std::optional<Day> day_if_any(std::int64_t number) {
  if (number == kNoDay) return std::nullopt;
  return day_from(number);
}

StoryRow story_row(const Query& row) {
  return {.id = row.string(0),
          .title = row.string(1),
          .first = day_if_any(row.integer(2)),
          .last = day_if_any(row.integer(3)),
          .articles = static_cast<std::uint64_t>(row.integer(4)),
          .sources = static_cast<std::uint64_t>(row.integer(5)),
          .continues = {},
          .affair = row.string(6)};
}

Result<StoryRow> with_links(Database& db, StoryRow row) {
  Query links(db, "SELECT earlier FROM story_link WHERE story = ? ORDER BY place", row.id);
  while (links.next()) row.continues.push_back(links.string(0));
  if (Status status = links.status(); !status) return std::unexpected(status.error());
  return row;
}

// Undated stories have the largest number as their days: they come last in both orders.
std::string story_order(StoryOrder order) {
  return order == StoryOrder::largest ? std::string("n DESC, first, id")
                                      : fmt::format("first >= {}, last DESC, id", kNoDay);
}

}  // namespace

Result<std::vector<DayRow>> count_days(const Record& record, const Terms& terms, const Filter& filter) {
  if (terms.all.empty()) return list_days(record, filter);
  const Result<std::string> match = match_of(terms);
  if (!match) return std::unexpected(match.error());
  const Where where = where_of(filter);
  std::map<std::int64_t, DayRow> days;
  const auto count = [&](std::string_view day, std::string_view more, std::string_view and_where,
                         std::uint64_t DayRow::* into) -> Status {
    Query query(record.database(),
                fmt::format("SELECT {}, count(*) FROM article a {} {} WHERE {} AND {} GROUP BY 1", day,
                            kWithWords, more, where.sql, and_where),
                *match);
    where.bind(query);
    while (query.next()) days[query.integer(0)].*into = static_cast<std::uint64_t>(query.integer(1));
    return query.status();
  };
  const std::string published = fmt::format("a.day_first = a.day_last AND a.day_first < {}", kNoDay);
  if (Status status = count("a.day_first", "", published, &DayRow::published); !status)
    return std::unexpected(status.error());
  if (Status status =
          count("s.first", "JOIN spoken s ON s.article = a.id", "s.first = s.last", &DayRow::spoken);
      !status)
    return std::unexpected(status.error());
  std::vector<DayRow> rows;
  for (auto& [day, row] : days) {
    row.day = day_from(day);
    rows.push_back(row);
  }
  return rows;
}

Result<std::vector<CopyFlow>> copy_flows(const Record& record) {
  Query rows(record.database(),
             "SELECT a.source, o.source, count(*) AS n FROM copy c JOIN article a ON a.id = c.article JOIN "
             "article o ON "
             "o.id = c.origin WHERE a.settled = 1 GROUP BY 1, 2 ORDER BY n DESC, 1, 2");
  std::vector<CopyFlow> flows;
  while (rows.next())
    flows.push_back({rows.string(0), rows.string(1), static_cast<std::uint64_t>(rows.integer(2))});
  if (Status status = rows.status(); !status) return std::unexpected(status.error());
  return flows;
}

Result<StoryPage> story_page(const Record& record, StoryOrder order, std::uint64_t least, std::size_t limit,
                             std::size_t offset) {
  constexpr std::string_view kCounted =
      "(SELECT sa.story AS id, count(*) AS n, count(DISTINCT a.source) AS sources FROM story_article sa JOIN "
      "article a ON "
      "a.id = sa.article AND a.settled = 1 GROUP BY 1 HAVING count(*) >= ?) c JOIN story s ON s.id = c.id";
  StoryPage page;
  Query total(record.database(), fmt::format("SELECT count(*) FROM {}", kCounted), least);
  if (total.next()) page.total = static_cast<std::uint64_t>(total.integer(0));
  if (Status status = total.status(); !status) return std::unexpected(status.error());
  Query rows(record.database(),
             fmt::format("SELECT s.id AS id, s.title, s.first AS first, s.last AS last, c.n AS n, c.sources, "
                         "s.affair FROM {} ORDER BY {} LIMIT ? OFFSET ?",
                         kCounted, story_order(order)),
             least);
  rows.add(limit).add(offset);
  while (rows.next()) {
    Result<StoryRow> row = with_links(record.database(), story_row(rows));
    if (!row) return std::unexpected(row.error());
    page.rows.push_back(std::move(*row));
  }
  if (Status status = rows.status(); !status) return std::unexpected(status.error());
  return page;
}

namespace {

constexpr std::string_view kStories =
    "SELECT s.id, s.title, s.first, s.last, count(*), count(DISTINCT a.source), s.affair FROM story s JOIN "
    "story_article sa ON sa.story = s.id JOIN article a ON a.id = sa.article AND a.settled = 1 ";

Result<std::vector<StoryRow>> stories_of_affair(Database& db, std::string_view affair) {
  Query rows(db, fmt::format("{} WHERE s.affair = ? GROUP BY s.id ORDER BY s.first, s.id", kStories), affair);
  std::vector<StoryRow> stories;
  while (rows.next()) {
    Result<StoryRow> row = with_links(db, story_row(rows));
    if (!row) return std::unexpected(row.error());
    stories.push_back(std::move(*row));
  }
  if (Status status = rows.status(); !status) return std::unexpected(status.error());
  return stories;
}

}  // namespace

Result<AffairPage> affair_page(const Record& record, StoryOrder order, std::uint64_t least, std::size_t limit,
                               std::size_t offset) {
  constexpr std::string_view kAffairs =
      "(SELECT s.affair AS id, min(s.first) AS first, max(CASE WHEN s.last < {0} THEN s.last END) AS last, "
      "count(*) AS n FROM story s JOIN story_article sa ON sa.story = s.id JOIN article a ON a.id = "
      "sa.article AND a.settled = 1 GROUP BY s.affair HAVING count(*) >= ? AND count(DISTINCT s.id) >= 2)";
  Database& db = record.database();
  const std::string affairs = fmt::format(fmt::runtime(kAffairs), kNoDay);
  AffairPage page;
  Query total(db, fmt::format("SELECT count(*) FROM {}", affairs), least);
  if (total.next()) page.total = static_cast<std::uint64_t>(total.integer(0));
  if (Status status = total.status(); !status) return std::unexpected(status.error());
  Query rows(db,
             fmt::format("SELECT id, coalesce((SELECT title FROM story WHERE story.id = c.id), ''), first, "
                         "coalesce(last, {}), n FROM {} c ORDER BY {} LIMIT ? OFFSET ?",
                         kNoDay, affairs, story_order(order)),
             least);
  rows.add(limit).add(offset);
  while (rows.next()) {
    AffairRow row{.id = rows.string(0),
                  .title = rows.string(1),
                  .first = day_if_any(rows.integer(2)),
                  .last = day_if_any(rows.integer(3)),
                  .articles = static_cast<std::uint64_t>(rows.integer(4)),
                  .stories = {}};
    auto stories = stories_of_affair(db, row.id);
    if (!stories) return std::unexpected(stories.error());
    row.stories = std::move(*stories);
    page.rows.push_back(std::move(row));
  }
  if (Status status = rows.status(); !status) return std::unexpected(status.error());
  return page;
}

Result<StoryRow> read_story_row(const Record& record, std::string_view id) {
  Query row(record.database(), fmt::format("{} WHERE s.id = ? GROUP BY s.id", kStories), id);
  if (row.next()) return with_links(record.database(), story_row(row));
  if (Status status = row.status(); !status) return std::unexpected(status.error());
  return fail(ErrorCode::not_found, fmt::format("{}: no such story", record.path()));
}

Result<std::int64_t> change_counter(const Record& record) {
  return record.database().integer("PRAGMA data_version");
}

Result<ArticleRow> read_article_row(const Record& record, ArticleKey key) {
  const std::string bytes = key_bytes(key);
  const Filter all{.source = {},
                   .language = {},
                   .diagnostic = {},
                   .from = {},
                   .to = {},
                   .story = {},
                   .all_versions = true,
                   .unsettled = false};
  Query row(record.database(),
            fmt::format("SELECT {} FROM article a WHERE a.key = ? AND a.settled = 1", row_columns(all)),
            Blob{bytes});
  if (row.next()) return read_row(row);
  if (Status status = row.status(); !status) return std::unexpected(status.error());
  return fail(ErrorCode::not_found, fmt::format("{}: no article {}", record.path(), to_hex(key)));
}

}  // namespace dateline::store
