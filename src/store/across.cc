#include "store/across.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/utf8.h"
#include "store/batch.h"
#include "store/days.h"

namespace dateline::store {
namespace {

struct Place {
  std::int64_t id = 0;
  std::string text;
};

// Rows and texts of the articles that evidence speaks of. Keeps one text: evidence comes article by article.
class Places {
 public:
  explicit Places(Database& db) : db_(db) {}

  Result<std::int64_t> id(ArticleKey key) {
    const std::string bytes = key_bytes(key);
    Query query(db_, "SELECT id FROM article WHERE key = ?", Blob{bytes});
    if (query.next()) return query.integer(0);
    if (Status status = query.status(); !status) return std::unexpected(status.error());
    return fail(ErrorCode::not_found, fmt::format("{}: no article {}", db_.name(), to_hex(key)));
  }

  // The article's row, after a look that the range is one of its text.
  Result<std::int64_t> id(ArticleKey key, ByteRange range) {
    if (!known_ || key != key_) {
      const Result<std::int64_t> found = id(key);
      if (!found) return found;
      Query query(db_, "SELECT text FROM body WHERE article = ?", *found);
      place_ = {*found, query.next() ? query.string(0) : std::string()};
      if (Status status = query.status(); !status) return std::unexpected(status.error());
      key_ = key;
      known_ = true;
    }
    const std::string& text = place_.text;
    if (range.begin > range.end || range.end > text.size() || !utf8::is_boundary(text, range.begin) ||
        !utf8::is_boundary(text, range.end))
      return fail(ErrorCode::invalid_argument, fmt::format("{}: bytes {} to {} are not a part of article {}",
                                                           db_.name(), range.begin, range.end, to_hex(key)));
    return place_.id;
  }

 private:
  Database& db_;
  bool known_ = false;
  ArticleKey key_;
  Place place_;
};

std::int64_t day_or_none(const std::optional<Day>& day) {
  return day ? day_number(*day) : kNoDay;
}

std::optional<Day> day_if_any(std::int64_t number) {
  if (number == kNoDay) return std::nullopt;
  return day_from(number);
}

Status insert_passages(Database& db, std::vector<Passage> passages) {
  const auto order = [](const Passage& a, const Passage& b) {
    return std::tie(a.article, a.range, a.origin, a.origin_range) <
           std::tie(b.article, b.range, b.origin, b.origin_range);
  };
  std::ranges::sort(passages, order);
  Places articles(db);
  Places origins(db);
  int place = 0;
  for (std::size_t i = 0; i < passages.size(); ++i) {
    const Passage& passage = passages[i];
    place = i > 0 && passages[i - 1].article == passage.article ? place + 1 : 0;
    const Result<std::int64_t> article = articles.id(passage.article, passage.range);
    if (!article) return std::unexpected(article.error());
    const Result<std::int64_t> origin = origins.id(passage.origin, passage.origin_range);
    if (!origin) return std::unexpected(origin.error());
    if (Status status =
            run(db, "INSERT INTO passage VALUES (?,?,?,?,?,?,?)", *article, place, passage.range.begin,
                passage.range.end, *origin, passage.origin_range.begin, passage.origin_range.end);
        !status)
      return status;
  }
  return {};
}

Status insert_copies(Database& db, const std::vector<Copy>& copies) {
  Places places(db);
  for (const Copy& copy : copies) {
    const Result<std::int64_t> article = places.id(copy.article);
    if (!article) return std::unexpected(article.error());
    const Result<std::int64_t> origin = places.id(copy.origin);
    if (!origin) return std::unexpected(origin.error());
    Query row(db, "INSERT INTO copy VALUES (?,?,?,?)");
    row.add(*article).add(*origin).add(copy.overlap).add(static_cast<int>(copy.kind));
    if (Status status = row.run(); !status) return status;
  }
  return {};
}

Status insert_stories(Database& db, const std::vector<Story>& stories) {
  Places places(db);
  for (const Story& story : stories) {
    if (Status status = run(db, "INSERT INTO story VALUES (?,?,?,?)", story.id, story.title,
                            day_or_none(story.first), day_or_none(story.last));
        !status)
      return status;
    for (const ArticleKey key : story.articles) {
      const Result<std::int64_t> article = places.id(key);
      if (!article) return std::unexpected(article.error());
      if (Status status = run(db, "INSERT INTO story_article VALUES (?,?)", story.id, *article); !status)
        return status;
    }
  }
  return {};
}

Status insert_derived(Database& db, const Derived& derived) {
  Status status = run(db, "DELETE FROM derived WHERE kind = ? AND key = ?", derived.kind, derived.key);
  if (status)
    status = run(db, "INSERT INTO derived VALUES (?,?,?,?)", derived.kind, derived.key, derived.producer,
                 Blob{derived.data});
  Places places(db);
  int place = 0;
  for (const Evidence& evidence : derived.evidence) {
    if (!status) return status;
    const Result<std::int64_t> article = places.id(evidence.article, evidence.range);
    if (!article) return std::unexpected(article.error());
    status = run(db, "INSERT INTO evidence VALUES (?,?,?,?,?,?)", derived.kind, derived.key, place++,
                 *article, evidence.range.begin, evidence.range.end);
  }
  return status;
}

// Stories of the rows of a query that gives id, title, first, last.
Result<std::vector<Story>> read_stories(Database& db, Query& rows) {
  std::vector<Story> stories;
  while (rows.next()) {
    Story story{.id = rows.string(0),
                .title = rows.string(1),
                .first = day_if_any(rows.integer(2)),
                .last = day_if_any(rows.integer(3)),
                .articles = {}};
    Query articles(db,
                   "SELECT a.key FROM story_article s JOIN article a ON a.id = s.article WHERE s.story = ? "
                   "AND a.settled = 1 "
                   "ORDER BY a.day_first, a.key",
                   story.id);
    while (articles.next()) story.articles.push_back(key_from(articles.text(0)));
    if (Status status = articles.status(); !status) return std::unexpected(status.error());
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

Status Batch::set_across(const Across& across) {
  if (Status status = impl_->usable(); !status) return status;
  Database& db = impl_->db;
  Status status = db.run_script("DELETE FROM passage; DELETE FROM copy; DELETE FROM story");
  if (status) status = insert_passages(db, across.passages);
  if (status) status = insert_copies(db, across.copies);
  if (status) status = insert_stories(db, across.stories);
  return impl_->done(status);
}

Status Batch::put_derived(const Derived& derived) {
  if (Status status = impl_->usable(); !status) return status;
  return impl_->done(insert_derived(impl_->db, derived));
}

Status Batch::remove_derived(std::string_view kind) {
  if (Status status = impl_->usable(); !status) return status;
  return impl_->done(run(impl_->db, "DELETE FROM derived WHERE kind = ?", kind));
}

Result<std::vector<Story>> list_stories(const Record& record) {
  Query rows(record.database(), "SELECT id, title, first, last FROM story ORDER BY first, id");
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
             "SELECT id, title, first, last FROM story WHERE id IN (SELECT s.story FROM story_article s JOIN "
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
  Database& db = record.database();
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
