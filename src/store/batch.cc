#include "store/batch.h"

#include <fmt/format.h>

#include <tuple>

#include "base/utf8.h"
#include "store/address.h"
#include "store/days.h"
#include "store/index_rows.h"
#include "store/layers.h"

namespace dateline::store {
namespace {

constexpr int kStageCapture = 0;
constexpr int kStageArticle = 1;
constexpr int kZstdLevel = 6;

Status insert_diagnostics(Database& db, std::int64_t id, int stage,
                          const std::vector<Diagnostic>& diagnostics) {
  int place = 0;
  for (const Diagnostic& diagnostic : diagnostics)
    if (Status status = run(db, "INSERT INTO diagnostic VALUES (?,?,?,?,?)", id, stage, place++,
                            diagnostic.code, diagnostic.message);
        !status)
      return status;
  return {};
}

Status insert_authors(Database& db, std::int64_t id, const Article& article) {
  int place = 0;
  for (const std::string& name : article.authors)
    if (Status status = run(db, "INSERT INTO author VALUES (?,?,?)", id, place++, name); !status)
      return status;
  return {};
}

Status insert_layers(Database& db, std::int64_t id, const Layers& layers, const std::string& producer) {
  for (const LayerKind kind : kLayerKinds) {
    const std::string data = encode_layer(kind, layers);
    if (Status status =
            run(db, "INSERT INTO layer VALUES (?,?,?,?)", id, static_cast<int>(kind), producer, Blob{data});
        !status)
      return status;
  }
  return {};
}

Status insert_index(Database& db, std::int64_t id, const Layers& layers) {
  for (const SpokenRow& row : spoken_rows(layers))
    if (Status status = run(db, "INSERT INTO spoken VALUES (?,?,?,?)", id, row.first, row.last, row.mentions);
        !status)
      return status;
  int entity = 0;
  for (const NameRow& row : name_rows(layers))
    if (Status status =
            run(db, "INSERT INTO name VALUES (?,?,?,?,?)", id, entity++, row.name, row.type, row.mentions);
        !status)
      return status;
  return {};
}

struct ArticleDays {
  std::int64_t first = kNoDay;
  std::int64_t last = kNoDay;
};

ArticleDays days_of_publication(const Article& article) {
  std::optional<DayInterval> days = article.published_interval;
  if (article.published && article.published->year != 0) days = days_of(*article.published);
  if (!days) return {};
  return {day_number(days->first), day_number(days->last)};
}

std::optional<std::string> date_text(const std::optional<PartialDate>& date) {
  if (!date || date->year == 0) return std::nullopt;
  return to_string(*date);
}

// When this reading of the address stood there, as well as is known: orders the versions of one address.
std::string seen_of(const Capture& capture, const Article& article) {
  if (!capture.fetched.empty()) return capture.fetched;
  if (const auto text = date_text(article.modified)) return *text;
  return date_text(article.published).value_or("");
}

Status insert_article_row(Database& db, std::int64_t id, const Capture& capture, const Article& article,
                          const Producers& by, ArticleKey key) {
  const ArticleDays days = days_of_publication(article);
  const std::optional<std::string> published = date_text(article.published);
  const std::optional<std::string> modified = date_text(article.modified);
  const std::string address = address_of(capture, article);
  const std::string seen = seen_of(capture, article);
  const std::string key_text = key_bytes(key);
  const std::string& caller_id = article.id.empty() ? capture.id : article.id;
  Query row(
      db,
      "INSERT INTO article (id, key, caller_id, address, seen, url, source, title, language, published, "
      "published_from, published_first, published_last, modified, paywalled, day_first, day_last, text_size, "
      "extractor, settled) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,0)");
  row.add(id).add(Blob{key_text}).add(caller_id).add(address).add(seen).add(article.url).add(article.source);
  row.add(article.title).add(article.language).add(published).add(static_cast<int>(article.published_from));
  if (article.published_interval) {
    row.add(day_number(article.published_interval->first)).add(day_number(article.published_interval->last));
  } else {
    row.add_null().add_null();
  }
  row.add(modified)
      .add(article.paywalled)
      .add(days.first)
      .add(days.last)
      .add(article.text.size())
      .add(by.extract);
  return row.run();
}

Status insert_article(Database& db, std::int64_t id, const Capture& capture, const Article& article,
                      const Layers& layers, const Producers& by, ArticleKey key) {
  Status status = insert_article_row(db, id, capture, article, by, key);
  if (status) status = run(db, "INSERT INTO body VALUES (?,?,?)", id, article.text, article.comments);
  if (status) status = insert_authors(db, id, article);
  if (status) status = insert_diagnostics(db, id, kStageArticle, article.diagnostics);
  if (status) status = insert_layers(db, id, layers, by.annotate);
  if (status) status = insert_index(db, id, layers);
  if (status)
    status = run(db, "INSERT INTO words(rowid, title, text) VALUES (?,?,?)", id, article.title, article.text);
  return status;
}

// The words go first: taking them from the index needs the text that they were made from.
// Stories and derived things that rest on the article go with it; settling makes them again from what is
// left.
Status delete_article(Database& db, std::int64_t id) {
  Status status =
      run(db,
          "INSERT INTO words(words, rowid, title, text) SELECT 'delete', id, title, text FROM searchable "
          "WHERE id = ?",
          id);
  if (status) status = run(db, "DELETE FROM kept");
  // What was settled with it is no ground to build on.
  if (status)
    status = run(db,
                 "DELETE FROM state WHERE name = 'settled_by' AND EXISTS (SELECT 1 FROM article WHERE id = ? "
                 "AND settled = 1)",
                 id);
  if (status)
    status = run(db, "DELETE FROM story WHERE id IN (SELECT story FROM story_article WHERE article = ?)", id);
  if (status)
    status = run(db,
                 "DELETE FROM derived WHERE rowid IN (SELECT d.rowid FROM evidence e JOIN derived d ON "
                 "d.kind = e.kind "
                 "AND d.key = e.key WHERE e.article = ?)",
                 id);
  if (status) status = run(db, "DELETE FROM article WHERE id = ?", id);
  if (status) status = run(db, "DELETE FROM diagnostic WHERE capture = ? AND stage = ?", id, kStageArticle);
  return status;
}

Status insert_capture(Database& db, Zstd& zstd, const Capture& capture, ArticleKey key) {
  const std::string key_text = key_bytes(key);
  Result<std::string> packed = zstd.compress(capture.bytes, kZstdLevel);
  if (!packed) return std::unexpected(packed.error());
  const bool smaller = packed->size() < capture.bytes.size();
  Query row(db, "INSERT INTO capture VALUES (NULL,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  row.add(Blob{key_text}).add(capture.id).add(capture.url).add(capture.path).add(capture.offset);
  row.add(capture.fetched).add(static_cast<int>(capture.kind)).add(capture.decoded).add(capture.charset);
  row.add(capture.bytes.size()).add(smaller ? kCodecZstd : kCodecNone);
  return row.add(Blob{smaller ? *packed : capture.bytes}).add(capture.extra).run();
}

Status update_capture(Database& db, std::int64_t id, const Capture& capture) {
  Status status =
      run(db,
          "UPDATE capture SET caller_id = ?, url = ?, path = ?, offset = ?, fetched = ?, kind = ?, "
          "decoded = ?, charset = ?, extra = ? WHERE id = ?",
          capture.id, capture.url, capture.path, capture.offset, capture.fetched,
          static_cast<int>(capture.kind), capture.decoded, capture.charset, capture.extra, id);
  if (status) status = run(db, "DELETE FROM diagnostic WHERE capture = ?", id);
  return status;
}

// Notes that the articles of the day on which `id` was published, and those after it, are to be settled.
Status mark_unsettled(Database& db, std::int64_t id) {
  return run(db,
             "INSERT INTO state SELECT 'unsettled', day_first FROM article WHERE id = ? ON CONFLICT(name) DO "
             "UPDATE SET "
             "value = min(value, excluded.value)",
             id);
}

Status refuse_bad(const Capture& capture, const Article& article, const Layers& layers) {
  const std::string& id = capture.id.empty() ? capture.path : capture.id;
  if (capture.bytes.size() > kMaxCaptureBytes)
    return fail(ErrorCode::limit, fmt::format("{}: {} bytes; a record takes pages up to {}", id,
                                              capture.bytes.size(), kMaxCaptureBytes));
  if (!utf8::valid(article.text) || !utf8::valid(article.title))
    return fail(ErrorCode::invalid_argument, fmt::format("{}: its text is not UTF-8", id));
  if (Status status = validate(layers, article.text); !status)
    return fail(ErrorCode::invalid_argument, fmt::format("{}: {}", id, status.error().message));
  return {};
}

auto rank(const Capture& c) {
  return std::tuple(
      c.url.empty(), c.fetched.empty(),
      std::tie(c.url, c.fetched, c.kind, c.decoded, c.charset, c.path, c.offset, c.id, c.extra));
}

}  // namespace

bool comes_before(const Capture& a, const Capture& b) {
  return rank(a) < rank(b);
}

ArticleKey key_of(const Capture& capture) {
  return hash128(capture.bytes);
}

std::string key_bytes(ArticleKey key) {
  std::string bytes(16, '\0');
  for (unsigned i = 0; i < 8; ++i) {
    bytes[i] = static_cast<char>(key.high >> (56 - 8 * i));
    bytes[8 + i] = static_cast<char>(key.low >> (56 - 8 * i));
  }
  return bytes;
}

ArticleKey key_from(std::string_view bytes) {
  ArticleKey key;
  for (unsigned i = 0; i < 8 && i < bytes.size(); ++i)
    key.high = key.high << 8 | static_cast<unsigned char>(bytes[i]);
  for (unsigned i = 8; i < 16 && i < bytes.size(); ++i)
    key.low = key.low << 8 | static_cast<unsigned char>(bytes[i]);
  return key;
}

Result<std::optional<Held>> find_held(Database& database, ArticleKey key) {
  const std::string key_text = key_bytes(key);
  Query row(database,
            "SELECT id, caller_id, url, path, offset, fetched, kind, decoded, charset, extra FROM capture "
            "WHERE key = ?",
            Blob{key_text});
  std::optional<Held> held;
  if (row.next()) {
    held.emplace();
    held->id = row.integer(0);
    Capture& capture = held->capture;
    capture.id = row.string(1);
    capture.url = row.string(2);
    capture.path = row.string(3);
    capture.offset = static_cast<std::uint64_t>(row.integer(4));
    capture.fetched = row.string(5);
    capture.kind = static_cast<CaptureKind>(row.integer(6));
    capture.decoded = row.integer(7) != 0;
    capture.charset = row.string(8);
    capture.extra = row.string(9);
  }
  if (Status status = row.status(); !status) return std::unexpected(status.error());
  return held;
}

Batch::Impl::~Impl() {
  if (open && sqlite3_get_autocommit(db.handle()) == 0) db.try_script("ROLLBACK");
}

Status Batch::Impl::usable() const {
  if (broken) return std::unexpected(*broken);
  if (!open) return fail(ErrorCode::invalid_argument, fmt::format("{}: this batch has ended", db.name()));
  return {};
}

Status Batch::Impl::done(Status status) {
  if (!status && !broken) broken = status.error();
  return status;
}

Batch::Batch(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Batch::Batch(Batch&&) noexcept = default;
Batch& Batch::operator=(Batch&&) noexcept = default;
Batch::~Batch() = default;

Result<Added> Batch::add(const Capture& capture, const Article& article, const Layers& layers,
                         const Producers& by) {
  if (Status status = impl_->usable(); !status) return std::unexpected(status.error());
  Database& db = impl_->db;
  const ArticleKey key = key_of(capture);
  Result<std::optional<Held>> held = find_held(db, key);
  if (!held) return std::unexpected(held.error());
  if (*held && !comes_before(capture, (*held)->capture)) return Added::present;
  if (Status status = refuse_bad(capture, article, layers); !status) return std::unexpected(status.error());
  Status status;
  std::int64_t id = 0;
  if (*held) {
    id = (*held)->id;
    status = mark_unsettled(db, id);
    if (status) status = delete_article(db, id);
    if (status) status = update_capture(db, id, capture);
  } else {
    status = insert_capture(db, impl_->zstd, capture, key);
    id = sqlite3_last_insert_rowid(db.handle());
  }
  if (status) status = insert_diagnostics(db, id, kStageCapture, capture.diagnostics);
  if (status) status = insert_article(db, id, capture, article, layers, by, key);
  if (status) status = mark_unsettled(db, id);
  if (!impl_->done(status)) return std::unexpected(status.error());
  return *held ? Added::replaced : Added::added;
}

Status Batch::replace(ArticleKey key, const Article& article, const Layers& layers, const Producers& by) {
  if (Status status = impl_->usable(); !status) return status;
  Database& db = impl_->db;
  Result<std::optional<Held>> held = find_held(db, key);
  if (!held) return std::unexpected(held.error());
  if (!*held) return fail(ErrorCode::not_found, fmt::format("{}: no article {}", db.name(), to_hex(key)));
  if (Status status = refuse_bad((*held)->capture, article, layers); !status) return status;
  const std::int64_t id = (*held)->id;
  Status status = mark_unsettled(db, id);
  if (status) status = delete_article(db, id);
  if (status) status = insert_article(db, id, (*held)->capture, article, layers, by, key);
  if (status) status = mark_unsettled(db, id);
  return impl_->done(status);
}

Result<bool> Batch::remove(ArticleKey key) {
  if (Status status = impl_->usable(); !status) return std::unexpected(status.error());
  Database& db = impl_->db;
  Result<std::optional<Held>> held = find_held(db, key);
  if (!held) return std::unexpected(held.error());
  if (!*held) return false;
  const std::int64_t id = (*held)->id;
  Status status = mark_unsettled(db, id);
  if (status) status = delete_article(db, id);
  if (status) status = run(db, "DELETE FROM capture WHERE id = ?", id);
  if (!impl_->done(status)) return std::unexpected(status.error());
  impl_->removed = true;
  return true;
}

Status Batch::settle(std::int64_t method) {
  if (Status status = impl_->usable(); !status) return status;
  Status status = run(impl_->db, "UPDATE article SET settled = 1 WHERE settled = 0");
  if (status) status = run(impl_->db, "DELETE FROM state WHERE name IN ('unsettled', 'settled_by')");
  if (status && method != 0) status = run(impl_->db, "INSERT INTO state VALUES ('settled_by', ?)", method);
  if (status) status = run(impl_->db, "UPDATE kept SET fresh = 0");
  return impl_->done(status);
}

Status Batch::keep(std::string_view name, std::string_view producer, std::string_view data) {
  if (Status status = impl_->usable(); !status) return status;
  return impl_->done(
      run(impl_->db, "INSERT OR REPLACE INTO kept VALUES (?,?,1,?)", name, producer, Blob{data}));
}

Status Batch::commit() {
  if (Status status = impl_->usable(); !status) return status;
  Database& db = impl_->db;
  // A word that was taken from the index stays in it, marked, until the index is merged into one piece.
  Status status;
  if (impl_->removed)
    status = db.run_script(
        "INSERT INTO words(words) VALUES ('optimize');"
        "DELETE FROM shingle WHERE article NOT IN (SELECT id FROM article);"
        "DELETE FROM look WHERE article NOT IN (SELECT id FROM article) OR at NOT IN (SELECT id FROM "
        "article)");
  if (status) status = db.run_script("COMMIT");
  if (!status) return impl_->done(status);
  impl_->open = false;
  // The journal still has the pages from before. A reader may keep us from emptying it; closing the record
  // does then.
  if (impl_->removed) db.try_script("PRAGMA wal_checkpoint(TRUNCATE)");
  return {};
}

}  // namespace dateline::store
