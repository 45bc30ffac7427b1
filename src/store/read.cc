#include "store/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "store/address.h"
#include "store/batch.h"
#include "store/days.h"
#include "store/layers.h"
#include "store/select.h"

namespace dateline::store {
namespace {

Filter everything() {
  Filter filter;
  filter.all_versions = filter.unsettled = true;
  return filter;
}

// A page's place in a list: the day and key of its last row, "19723:00ff...".
std::string place_of(std::int64_t day, ArticleKey key) {
  return fmt::format("{}:{}", day, to_hex(key));
}

struct Place {
  std::int64_t day = 0;
  ArticleKey key;
};

std::optional<Place> read_place(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  Place place;
  const std::string_view day = text.substr(0, colon);
  const auto [end, error] = std::from_chars(day.begin(), day.end(), place.day);
  const std::optional<ArticleKey> key = key_from_hex(text.substr(colon + 1));
  if (error != std::errc() || end != day.end() || !key) return std::nullopt;
  place.key = *key;
  return place;
}

Error no_article(const Record& record, std::string_view what) {
  return {ErrorCode::not_found, fmt::format("{}: no article {}. `dateline list {}` shows what is there",
                                            record.path(), what, record.path())};
}

Status read_lists(Database& db, std::int64_t id, StoredArticle& out) {
  Query authors(db, "SELECT name FROM author WHERE article = ? ORDER BY place", id);
  while (authors.next()) out.article.authors.push_back(authors.string(0));
  if (Status status = authors.status(); !status) return status;
  Query diagnostics(db, "SELECT stage, code, message FROM diagnostic WHERE capture = ? ORDER BY stage, place",
                    id);
  while (diagnostics.next()) {
    auto& list = diagnostics.integer(0) == 0 ? out.capture.diagnostics : out.article.diagnostics;
    list.push_back({diagnostics.string(1), diagnostics.string(2)});
  }
  if (Status status = diagnostics.status(); !status) return status;
  Query layers(db, "SELECT kind, producer, data FROM layer WHERE article = ? ORDER BY kind", id);
  while (layers.next()) {
    const std::int64_t kind = layers.integer(0);
    if (std::ranges::find(kLayerKinds, static_cast<LayerKind>(kind)) == std::end(kLayerKinds)) continue;
    out.by.annotate = layers.string(1);
    if (Status status =
            decode_layer(static_cast<LayerKind>(kind), layers.text(2), out.article.text, out.layers);
        !status)
      return fail(status.error().code,
                  fmt::format("{}: article {}: {}", db.name(), to_hex(out.row.key), status.error().message));
  }
  return layers.status();
}

// Columns after those of the row, as read_stored takes them.
constexpr std::string_view kStoredColumns =
    "a.id, a.published_first, a.published_last, a.modified, a.paywalled, a.extractor, t.text, t.comments, "
    "c.caller_id, "
    "c.url, c.kind, c.decoded, c.charset, c.fetched, c.path, c.offset, c.size, c.extra";
constexpr std::string_view kStoredFrom =
    "article a JOIN body t ON t.article = a.id JOIN capture c ON c.id = a.id";

StoredArticle read_stored(const Query& query) {
  StoredArticle out;
  out.row = read_row(query);
  int column = kRowColumns + 1;
  Article& article = out.article;
  article.id = out.row.id;
  article.url = out.row.url;
  article.source = out.row.source;
  article.title = out.row.title;
  article.language = out.row.language;
  article.published = out.row.published;
  article.published_from = out.row.published_from;
  if (!query.is_null(column))
    article.published_interval =
        DayInterval{day_from(query.integer(column)), day_from(query.integer(column + 1))};
  if (!query.is_null(column + 2)) article.modified = parse_date(query.text(column + 2));
  if (!query.is_null(column + 3)) article.paywalled = query.integer(column + 3) != 0;
  out.by.extract = query.string(column + 4);
  article.text = query.string(column + 5);
  article.comments = query.string(column + 6);
  column += 7;
  Capture& capture = out.capture;
  capture.id = query.string(column);
  capture.url = query.string(column + 1);
  capture.kind = static_cast<CaptureKind>(query.integer(column + 2));
  capture.decoded = query.integer(column + 3) != 0;
  capture.charset = query.string(column + 4);
  capture.fetched = query.string(column + 5);
  capture.path = query.string(column + 6);
  capture.offset = static_cast<std::uint64_t>(query.integer(column + 7));
  capture.extra = query.string(column + 9);
  out.capture_size = static_cast<std::uint64_t>(query.integer(column + 8));
  return out;
}

}  // namespace

std::optional<ArticleKey> key_from_hex(std::string_view text) {
  ArticleKey key;
  if (text.size() != 32) return std::nullopt;
  for (auto [part, at] : {std::pair(&key.high, 0), std::pair(&key.low, 16)}) {
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + 16, *part, 16);
    if (error != std::errc() || end != text.data() + at + 16) return std::nullopt;
  }
  return key;
}

Result<std::uint64_t> count_articles(const Record& record, const Filter& filter) {
  const Where where = where_of(filter);
  Query query(record.database(), "SELECT count(*) FROM article a WHERE " + where.sql);
  where.bind(query);
  const std::uint64_t count = query.next() ? static_cast<std::uint64_t>(query.integer(0)) : 0;
  if (Status status = query.status(); !status) return std::unexpected(status.error());
  return count;
}

Result<ArticlePage> list_articles(const Record& record, const Filter& filter, const PageAsk& page) {
  Where where = where_of(filter);
  std::string after_key;
  if (!page.after.empty()) {
    const std::optional<Place> place = read_place(page.after);
    if (!place)
      return fail(ErrorCode::invalid_argument, fmt::format("'{}' is not the place of a page", page.after));
    where.sql += " AND (a.day_first, a.key) > (?, ?)";
    where.arguments.emplace_back(place->day);
    after_key = key_bytes(place->key);
  }
  Query query(record.database(),
              fmt::format("SELECT {}, a.day_first FROM article a WHERE {} ORDER BY a.day_first, a.key "
                          "LIMIT ?",
                          row_columns(filter), where.sql));
  where.bind(query);
  if (!page.after.empty()) query.add(Blob{after_key});
  query.add(page.limit + 1);
  ArticlePage out;
  std::int64_t day = 0;
  while (query.next()) {
    if (out.rows.size() == page.limit) {
      out.next = place_of(day, out.rows.back().key);
      break;
    }
    out.rows.push_back(read_row(query));
    day = query.integer(kRowColumns);
  }
  if (Status status = query.status(); !status) return std::unexpected(status.error());
  return out;
}

Result<StoredArticle> read_article(const Record& record, ArticleKey key) {
  Database& db = record.database();
  const std::string bytes = key_bytes(key);
  Query query(db,
              fmt::format("SELECT {}, {} FROM {} WHERE a.key = ?", row_columns(everything()), kStoredColumns,
                          kStoredFrom),
              Blob{bytes});
  if (!query.next()) {
    if (Status status = query.status(); !status) return std::unexpected(status.error());
    return std::unexpected(no_article(record, to_hex(key)));
  }
  StoredArticle out = read_stored(query);
  if (Status status = read_lists(db, query.integer(kRowColumns), out); !status)
    return std::unexpected(status.error());
  return out;
}

Status each_article(const Record& record, const Terms& terms, const Filter& filter,
                    const std::function<bool(StoredArticle&&)>& use) {
  Database& db = record.database();
  Where where = where_of(filter);
  std::string match;
  if (!terms.all.empty() || !terms.none.empty()) {
    Result<std::string> expression = match_of(terms);
    if (!expression) return std::unexpected(expression.error());
    match = std::move(*expression);
    where.sql += " AND a.id IN (SELECT rowid FROM words WHERE words MATCH ?)";
    where.arguments.emplace_back(match);
  }
  Query query(db, fmt::format("SELECT {}, {} FROM {} WHERE {} ORDER BY a.day_first, a.key",
                              row_columns(filter), kStoredColumns, kStoredFrom, where.sql));
  where.bind(query);
  while (query.next()) {
    StoredArticle out = read_stored(query);
    if (Status status = read_lists(db, query.integer(kRowColumns), out); !status) return status;
    if (!use(std::move(out))) return {};
  }
  return query.status();
}

Result<std::optional<Kept>> read_kept(const Record& record, std::string_view name) {
  Query row(record.database(), "SELECT producer, data, fresh FROM kept WHERE name = ?", name);
  if (row.next())
    return std::optional(
        Kept{.producer = row.string(0), .data = row.string(1), .fresh = row.integer(2) != 0});
  if (Status status = row.status(); !status) return std::unexpected(status.error());
  return std::nullopt;
}

Result<std::vector<ArticleRow>> versions_of(const Record& record, ArticleKey key) {
  Filter settled;
  const std::string bytes = key_bytes(key);
  Query query(
      record.database(),
      fmt::format(
          "SELECT {} FROM article a WHERE a.settled = 1 AND a.address <> '' AND a.address = (SELECT address "
          "FROM article WHERE key = ?) ORDER BY a.seen, a.key",
          row_columns(settled)),
      Blob{bytes});
  std::vector<ArticleRow> rows;
  while (query.next()) rows.push_back(read_row(query));
  if (Status status = query.status(); !status) return std::unexpected(status.error());
  return rows;
}

Result<ArticleKey> find_article(const Record& record, std::string_view text) {
  Database& db = record.database();
  const bool hex = text.size() >= 4 && text.size() <= 32 &&
                   text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  const std::string address = normal_address(text);
  // A key's beginning is a range of keys: padded with zeros, and with fs.
  std::string low(text.substr(0, 32));
  std::string high = low;
  low.resize(32, '0');
  high.resize(32, 'f');
  std::vector<ArticleKey> found;
  const auto collect = [&](Query& query) -> Status {
    while (query.next()) found.push_back(key_from(query.text(0)));
    return query.status();
  };
  Query by_id(db, "SELECT key FROM article WHERE caller_id = ? ORDER BY seen DESC, key DESC LIMIT 4", text);
  if (Status status = collect(by_id); !status) return std::unexpected(status.error());
  if (found.empty() && hex) {
    const std::string first = key_bytes(*key_from_hex(low));
    const std::string last = key_bytes(*key_from_hex(high));
    Query by_key(db, "SELECT key FROM article WHERE key BETWEEN ? AND ? ORDER BY key LIMIT 4", Blob{first},
                 Blob{last});
    if (Status status = collect(by_key); !status) return std::unexpected(status.error());
  }
  if (found.empty() && !address.empty()) {  // the newest version
    Query by_address(
        db,
        "SELECT key FROM article WHERE address = ? AND address <> '' ORDER BY seen DESC, key DESC LIMIT 1",
        address);
    if (Status status = collect(by_address); !status) return std::unexpected(status.error());
  }
  if (found.empty() && !text.empty()) {  // the name of its file; looks at every id
    const std::string name = "/" + std::string(text);
    Query by_name(db,
                  "SELECT key FROM article WHERE substr(caller_id, -length(?1)) = ?1 ORDER BY seen DESC, key "
                  "DESC LIMIT 4",
                  name);
    if (Status status = collect(by_name); !status) return std::unexpected(status.error());
  }
  if (found.empty()) return std::unexpected(no_article(record, text));
  if (found.size() == 1) return found[0];
  std::string some;
  for (const ArticleKey key : found) some += " " + to_hex(key);
  return fail(ErrorCode::invalid_argument,
              fmt::format("{}: several articles are called '{}':{}. Give more digits of one", record.path(),
                          text, some));
}

}  // namespace dateline::store
