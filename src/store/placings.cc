#include "store/placings.h"

#include <algorithm>

#include "store/batch.h"
#include "store/days.h"

namespace dateline::store {
namespace {

std::optional<std::int64_t> integer_if_any(const Query& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.integer(column);
}

PlacingRow placing_row(const Query& row) {
  return {.article = row.integer(0),
          .content = row.integer(1),
          .minute = integer_if_any(row, 2),
          .credited = row.integer(3) != 0,
          .words = row.integer(4),
          .kept = row.integer(5),
          .twin = integer_if_any(row, 6),
          .same = integer_if_any(row, 7),
          .data = row.string(8)};
}

Result<std::vector<std::int64_t>> integers(Query& rows) {
  std::vector<std::int64_t> all;
  while (rows.next()) all.push_back(rows.integer(0));
  if (Status status = rows.status(); !status) return std::unexpected(status.error());
  return all;
}

constexpr std::string_view kInsertShingle = "INSERT OR IGNORE INTO shingle VALUES (?,?,?)";
constexpr std::string_view kInsertStock = "INSERT OR IGNORE INTO stock VALUES (?)";
constexpr std::string_view kInsertLook = "INSERT OR IGNORE INTO look VALUES (?,?)";

// Walks what is held beside what is wanted, both in order; what differs is kept for after the walk.
template <class Row, class Read, class Insert, class Remove>
Status replace(Query& held, const std::vector<Row>& wanted, Read read, Insert insert, Remove remove) {
  std::vector<Row> gone;
  std::vector<const Row*> fresh;
  auto next = wanted.begin();
  while (held.next()) {
    Row row = read(held);
    while (next != wanted.end() && *next < row) fresh.push_back(&*next++);
    if (next != wanted.end() && *next == row)
      ++next;
    else
      gone.push_back(std::move(row));
  }
  if (Status status = held.status(); !status) return status;
  for (; next != wanted.end(); ++next) fresh.push_back(&*next);
  for (const Row& row : gone)
    if (Status status = remove(row); !status) return status;
  for (const Row* row : fresh)
    if (Status status = insert(*row); !status) return status;
  return {};
}

}  // namespace

Result<bool> PlacingTables::filled() {
  const auto found = db_.integer(
      "SELECT NOT EXISTS (SELECT 1 FROM article WHERE settled = 1) OR (EXISTS (SELECT 1 FROM placing) AND "
      "(EXISTS (SELECT 1 FROM shingle) OR NOT EXISTS (SELECT 1 FROM placing WHERE kept > 0)))");
  if (!found) return std::unexpected(found.error());
  return *found != 0;
}

Result<std::optional<std::int64_t>> PlacingTables::number_of(ArticleKey key) {
  const std::string bytes = key_bytes(key);
  Query row(db_, "SELECT id FROM article WHERE key = ?", Blob{bytes});
  std::optional<std::int64_t> number;
  if (row.next()) number = row.integer(0);
  if (Status status = row.status(); !status) return std::unexpected(status.error());
  return number;
}

Result<std::optional<std::pair<PlacingRow, ArticleKey>>> PlacingTables::placing(std::int64_t article) {
  Query row(db_,
            "SELECT article, content, minute, credited, words, kept, twin, same, data, key FROM placing JOIN "
            "article ON article.id = placing.article WHERE placing.article = ?",
            article);
  std::optional<std::pair<PlacingRow, ArticleKey>> found;
  if (row.next()) found.emplace(placing_row(row), key_from(row.text(9)));
  if (Status status = row.status(); !status) return std::unexpected(status.error());
  return found;
}

Result<std::string> PlacingTables::imprint(std::int64_t article, std::string_view producer) {
  Query row(db_, "SELECT data FROM imprint WHERE article = ? AND producer = ?", article, producer);
  std::string data;
  if (row.next()) data = row.string(0);
  if (Status status = row.status(); !status) return std::unexpected(status.error());
  return data;
}

Result<PlacingTables::Dated> PlacingTables::dated(std::int64_t article) {
  Query row(db_, "SELECT published, published_first, published_last FROM article WHERE id = ?", article);
  Dated dated;
  if (row.next()) {
    if (!row.is_null(0)) dated.published = parse_date(row.text(0));
    if (!row.is_null(1)) dated.range = DayInterval{day_from(row.integer(1)), day_from(row.integer(2))};
  }
  if (Status status = row.status(); !status) return std::unexpected(status.error());
  return dated;
}

Result<std::vector<ShingleRow>> PlacingTables::shingles(std::int64_t value, std::int64_t from,
                                                        std::size_t least) {
  Query rows(db_, "SELECT day, article FROM shingle WHERE value = ? AND day >= ? ORDER BY day, article",
             value, from);
  std::vector<ShingleRow> all;
  while (rows.next()) {
    if (all.size() >= least && rows.integer(0) != all.back().day) break;
    all.push_back({value, rows.integer(0), rows.integer(1)});
  }
  if (Status status = rows.status(); !status) return std::unexpected(status.error());
  return all;
}

Result<bool> PlacingTables::is_stock(std::int64_t value) {
  Query row(db_, "SELECT 1 FROM stock WHERE value = ?", value);
  const bool found = row.next();
  if (Status status = row.status(); !status) return std::unexpected(status.error());
  return found;
}

Result<std::vector<std::int64_t>> PlacingTables::lookers(std::int64_t at) {
  Query rows(db_, "SELECT article FROM look WHERE at = ? ORDER BY article", at);
  return integers(rows);
}

Result<std::vector<std::int64_t>> PlacingTables::with_content(std::int64_t content, std::size_t most) {
  Query rows(db_, "SELECT article FROM placing WHERE content = ? AND words > 0 ORDER BY article LIMIT ?",
             content, std::min<std::size_t>(most, INT64_MAX));
  return integers(rows);
}

Result<std::int64_t> PlacingTables::largest() {
  return db_.integer("SELECT max(id) FROM article");
}

Status PlacingTables::put(const PlacingRow& row) {
  Query query(db_, "INSERT OR REPLACE INTO placing VALUES (?,?,?,?,?,?,?,?,?)");
  query.add(row.article).add(row.content).add(row.minute).add(row.credited).add(row.words).add(row.kept);
  query.add(row.twin).add(row.same);
  if (row.data.empty())
    query.add_null();
  else
    query.add(Blob{row.data});
  return query.run();
}

Status PlacingTables::add(const ShingleRow& row) {
  return run(db_, kInsertShingle, row.value, row.day, row.article);
}

Status PlacingTables::remove(const ShingleRow& row) {
  return run(db_, "DELETE FROM shingle WHERE value = ? AND day = ? AND article = ?", row.value, row.day,
             row.article);
}

Status PlacingTables::set_stock(std::int64_t value, bool is) {
  return run(db_, is ? kInsertStock : "DELETE FROM stock WHERE value = ?", value);
}

Status PlacingTables::add(const LookRow& row) {
  return run(db_, kInsertLook, row.first, row.second);
}

Status PlacingTables::remove(const LookRow& row) {
  return run(db_, "DELETE FROM look WHERE at = ? AND article = ?", row.first, row.second);
}

Status PlacingTables::set_copied_of(const std::vector<std::int64_t>& articles,
                                    const std::vector<Passage>& passages, const std::vector<Copy>& copies) {
  return store::set_copied_of(db_, articles, passages, copies);
}

Status PlacingTables::remove_derived(std::string_view kind, std::string_view key) {
  return run(db_, "DELETE FROM derived WHERE kind = ? AND key = ?", kind, key);
}

Status PlacingTables::set_placings(const std::vector<PlacingRow>& rows) {
  Query held(db_,
             "SELECT article, content, minute, credited, words, kept, twin, same, data FROM placing ORDER BY "
             "article");
  std::vector<const PlacingRow*> fresh;
  std::vector<std::int64_t> gone;
  auto next = rows.begin();
  while (held.next()) {
    const std::int64_t article = held.integer(0);
    while (next != rows.end() && next->article < article) fresh.push_back(&*next++);
    if (next == rows.end() || next->article != article)
      gone.push_back(article);
    else if (*next++ != placing_row(held))
      fresh.push_back(&next[-1]);
  }
  if (Status status = held.status(); !status) return status;
  for (; next != rows.end(); ++next) fresh.push_back(&*next);
  for (const std::int64_t article : gone)
    if (Status status = run(db_, "DELETE FROM placing WHERE article = ?", article); !status) return status;
  for (const PlacingRow* row : fresh)
    if (Status status = put(*row); !status) return status;
  return {};
}

Status PlacingTables::set_stock(const std::vector<std::int64_t>& values) {
  Query held(db_, "SELECT value FROM stock ORDER BY value");
  Query insert(db_, kInsertStock);
  return replace(
      held, values, [](const Query& row) { return row.integer(0); },
      [&](std::int64_t value) { return insert.again().add(value).run(); },
      [&](std::int64_t value) { return set_stock(value, false); });
}

Status PlacingTables::set_looks(const std::vector<LookRow>& rows) {
  Query held(db_, "SELECT at, article FROM look ORDER BY at, article");
  Query insert(db_, kInsertLook);
  return replace(
      held, rows, [](const Query& row) { return LookRow{row.integer(0), row.integer(1)}; },
      [&](const LookRow& row) { return insert.again().add(row.first).add(row.second).run(); },
      [&](const LookRow& row) { return remove(row); });
}

ShingleMerge::ShingleMerge(const Record& record)
    : db_(record.database()), empty_(true), insert_(db_, kInsertShingle) {
  Query any(db_, "SELECT 1 FROM shingle LIMIT 1");
  empty_ = !any.next();
  if (empty_) return;
  rows_.emplace(db_, "SELECT value, day, article FROM shingle ORDER BY value, day, article");
  next_held();
}

void ShingleMerge::next_held() {
  held_.reset();
  if (rows_->next()) held_ = ShingleRow{rows_->integer(0), rows_->integer(1), rows_->integer(2)};
}

Status ShingleMerge::put(const ShingleRow& row) {
  if (empty_) return insert_.again().add(row.value).add(row.day).add(row.article).run();
  for (; held_ && *held_ < row; next_held()) gone_.push_back(*held_);
  if (held_ && *held_ == row)
    next_held();
  else
    fresh_.push_back(row);
  return {};
}

Status ShingleMerge::finish() {
  if (empty_) return {};
  for (; held_; next_held()) gone_.push_back(*held_);
  Status status = rows_->status();
  rows_.reset();
  for (const ShingleRow& row : gone_)
    if (status)
      status = run(db_, "DELETE FROM shingle WHERE value = ? AND day = ? AND article = ?", row.value, row.day,
                   row.article);
  for (const ShingleRow& row : fresh_)
    if (status) status = insert_.again().add(row.value).add(row.day).add(row.article).run();
  return status;
}

}  // namespace dateline::store
