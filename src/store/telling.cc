// Articles as a timeline reads them: many, and of each only what tells of days.

#include <fmt/format.h>

#include <algorithm>

#include "store/batch.h"
#include "store/days.h"
#include "store/layers.h"
#include "store/read.h"
#include "store/select.h"

namespace dateline::store {
namespace {

constexpr std::string_view kTelling =
    "SELECT a.id, a.key, a.caller_id, a.url, a.source, a.title, a.language, a.published, a.published_from, "
    "a.published_first, a.published_last, t.text FROM article a JOIN body t ON t.article = a.id WHERE ";

Result<Telling> read_telling(Database& db, const Query& row) {
  Telling out{.key = key_from(row.text(1)), .article = {}, .layers = {}};
  Article& article = out.article;
  article.id = row.string(2);
  article.url = row.string(3);
  article.source = row.string(4);
  article.title = row.string(5);
  article.language = row.string(6);
  if (!row.is_null(7)) article.published = parse_date(row.text(7));
  article.published_from = static_cast<DateSource>(row.integer(8));
  if (!row.is_null(9))
    article.published_interval = DayInterval{day_from(row.integer(9)), day_from(row.integer(10))};
  article.text = row.string(11);
  Query layers(db, "SELECT kind, data FROM layer WHERE article = ? AND kind IN (?, ?) ORDER BY kind",
               row.integer(0), static_cast<int>(LayerKind::sentences), static_cast<int>(LayerKind::times));
  while (layers.next())
    if (Status status =
            decode_layer(static_cast<LayerKind>(layers.integer(0)), layers.text(1), article.text, out.layers);
        !status)
      return fail(status.error().code,
                  fmt::format("{}: article {}: {}", db.name(), to_hex(out.key), status.error().message));
  if (Status status = layers.status(); !status) return std::unexpected(status.error());
  return out;
}

// Gives each row to `use`; false ends it.
Result<bool> use_rows(Database& db, Query& rows, const std::function<bool(Telling&&)>& use) {
  while (rows.next()) {
    Result<Telling> telling = read_telling(db, rows);
    if (!telling) return std::unexpected(telling.error());
    if (!use(std::move(*telling))) return false;
  }
  if (Status status = rows.status(); !status) return std::unexpected(status.error());
  return true;
}

// Row numbers of the articles nearest to the words, in the order of lists.
Result<std::vector<std::int64_t>> nearest(Database& db, const std::string& match, const Filter& filter,
                                          std::size_t limit) {
  struct Row {
    std::int64_t day;
    ArticleKey key;
    std::int64_t id;
    auto operator<=>(const Row&) const = default;
  };
  const Where where = where_of(filter);
  Query best(db,
             fmt::format("SELECT a.day_first, a.key, a.id FROM words JOIN article a ON a.id = words.rowid "
                         "WHERE words MATCH ? AND {} ORDER BY bm25(words, 4.0, 1.0), a.key LIMIT ?",
                         where.sql),
             match);
  where.bind(best);
  best.add(limit);
  std::vector<Row> rows;
  while (best.next()) rows.push_back({best.integer(0), key_from(best.text(1)), best.integer(2)});
  if (Status status = best.status(); !status) return std::unexpected(status.error());
  std::ranges::sort(rows);
  std::vector<std::int64_t> ids;
  ids.reserve(rows.size());
  for (const Row& row : rows) ids.push_back(row.id);
  return ids;
}

}  // namespace

Status each_telling(const Record& record, const Filter& filter, const std::function<bool(Telling&&)>& use) {
  Database& db = record.database();
  const Where where = where_of(filter);
  Query rows(db, fmt::format("{}{} ORDER BY a.day_first, a.key", kTelling, where.sql));
  where.bind(rows);
  if (const Result<bool> done = use_rows(db, rows, use); !done) return std::unexpected(done.error());
  return {};
}

Status each_telling_near(const Record& record, const std::vector<Terms>& any, const Filter& filter,
                         std::size_t limit, const std::function<bool(Telling&&)>& use) {
  std::string match;
  for (const Terms& terms : any) {
    const Result<std::string> expression = match_of(terms);
    if (!expression) return std::unexpected(expression.error());
    match += (match.empty() ? "(" : " OR (") + *expression + ")";
  }
  if (match.empty()) return {};
  Database& db = record.database();
  const auto ids = nearest(db, match, filter, limit);
  if (!ids) return std::unexpected(ids.error());
  const std::string one = std::string(kTelling) + "a.id = ?";
  for (const std::int64_t id : *ids) {
    Query row(db, one, id);
    const Result<bool> more = use_rows(db, row, use);
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
  }
  return {};
}

Result<std::vector<ArticleKey>> origins_of(const Record& record, ArticleKey article) {
  Database& db = record.database();
  const std::string key = key_bytes(article);
  Query one(db, "SELECT id FROM article WHERE key = ?", Blob{key});
  if (!one.next())
    return one.status() ? Result<std::vector<ArticleKey>>{} : std::unexpected(one.status().error());
  const std::int64_t id = one.integer(0);
  std::vector<std::int64_t> ids;
  for (const std::string_view sql :
       {"SELECT origin FROM copy WHERE article = ?", "SELECT origin FROM passage WHERE article = ?"}) {
    Query rows(db, sql, id);
    while (rows.next()) ids.push_back(rows.integer(0));
    if (Status status = rows.status(); !status) return std::unexpected(status.error());
  }
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  std::vector<ArticleKey> origins;
  for (const std::int64_t origin : ids) {
    if (origin == id) continue;
    Query row(db, "SELECT key FROM article WHERE id = ?", origin);
    if (row.next()) origins.push_back(key_from(row.text(0)));
    if (Status status = row.status(); !status) return std::unexpected(status.error());
  }
  std::ranges::sort(origins);
  return origins;
}

}  // namespace dateline::store
