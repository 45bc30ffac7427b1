#include "store/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/utf8.h"
#include "store/batch.h"
#include "store/captures.h"
#include "store/index_rows.h"
#include "store/layers.h"

namespace dateline::store {
namespace {

// How many lines of SQLite's own checks are passed on; a broken file can give thousands.
constexpr int kMostLines = 100;

class Checker {
 public:
  Checker(const Record& record, const std::function<void(const Problem&)>& found)
      : record_(record), db_(record.database()), found_(found) {}

  Result<CheckReport> run() {
    const Result<Snapshot> moment = record_.snapshot();
    if (!moment) return std::unexpected(moment.error());
    file();
    captures();
    articles();
    across();
    placings();
    words();
    return report_;
  }

 private:
  void problem(std::string where, std::string what) {
    ++report_.problems;
    found_({std::move(where), std::move(what)});
  }
  void note(const char* where, const Status& status) {
    if (!status) problem(where, status.error().message);
  }
  static std::string page(ArticleKey key) { return "page " + to_hex(key); }

  void file() {
    Query structure(db_, fmt::format("PRAGMA integrity_check({})", kMostLines));
    while (structure.next())
      if (structure.text(0) != "ok") problem("file", structure.string(0));
    note("file", structure.status());
    Query references(db_, "PRAGMA foreign_key_check");
    for (int lines = 0; references.next() && lines < kMostLines; ++lines)
      problem("file", fmt::format("a row of {} speaks of a row of {} that is not there", references.text(0),
                                  references.text(2)));
    note("file", references.status());
  }

  void captures() {
    Zstd zstd;
    Query rows(db_,
               "SELECT c.key, c.codec, c.size, c.bytes, a.key FROM capture c LEFT JOIN article a ON a.id = "
               "c.id ORDER BY "
               "c.id");
    while (rows.next()) {
      ++report_.captures;
      const ArticleKey key = key_from(rows.text(0));
      if (Result<std::string> bytes = unpack_capture(record_, key, rows, 1, zstd); !bytes)
        problem(page(key), bytes.error().message);
      else if (bytes->size() != static_cast<std::size_t>(rows.integer(2)))
        problem(page(key), "its size is not the one noted");
      if (rows.is_null(4))
        problem(page(key), "its article is missing. Run `dateline rebuild`");
      else if (rows.text(4) != rows.text(0))
        problem(page(key), "its article has another key");
    }
    note("pages", rows.status());
  }

  void articles() {
    Query rows(db_,
               "SELECT a.key, a.id, a.title, a.text_size, t.text FROM article a LEFT JOIN body t ON "
               "t.article = a.id ORDER "
               "BY a.id");
    while (rows.next()) {
      ++report_.articles;
      const ArticleKey key = key_from(rows.text(0));
      const std::string_view text = rows.text(4);
      if (rows.is_null(4)) {
        problem(page(key), "its text is missing. Run `dateline rebuild`");
        continue;
      }
      if (!utf8::valid(text) || !utf8::valid(rows.text(2))) problem(page(key), "its text is not UTF-8");
      if (text.size() != static_cast<std::size_t>(rows.integer(3)))
        problem(page(key), "its text is not of the size noted");
      layers(key, rows.integer(1), text);
    }
    note("articles", rows.status());
  }

  void layers(ArticleKey key, std::int64_t id, std::string_view text) {
    Layers read;
    std::size_t kinds = 0;
    Query rows(db_, "SELECT kind, data FROM layer WHERE article = ? ORDER BY kind", id);
    while (rows.next()) {
      const auto kind = static_cast<LayerKind>(rows.integer(0));
      if (std::ranges::find(kLayerKinds, kind) == std::end(kLayerKinds)) continue;
      ++kinds;
      if (Status status = decode_layer(kind, rows.text(1), text, read); !status)
        problem(page(key), status.error().message + ". Run `dateline rebuild`");
    }
    note("layers", rows.status());
    if (kinds != std::size(kLayerKinds)) problem(page(key), "a layer is missing. Run `dateline rebuild`");
    std::vector<SpokenRow> spoken;
    Query days(db_, "SELECT first, last, mentions FROM spoken WHERE article = ? ORDER BY first, last", id);
    while (days.next()) spoken.push_back({days.integer(0), days.integer(1), days.integer(2)});
    note("days", days.status());
    if (spoken != spoken_rows(read))
      problem(page(key), "the days it speaks of are not indexed right. Run `dateline rebuild`");
    std::vector<NameRow> names;
    Query named(db_, "SELECT name, type, mentions FROM name WHERE article = ? ORDER BY entity", id);
    while (named.next()) names.push_back({named.string(0), named.integer(1), named.integer(2)});
    note("names", named.status());
    if (names != name_rows(read))
      problem(page(key), "its names are not indexed right. Run `dateline rebuild`");
  }

  // Ranges that things across articles rest on.
  void across() {
    Query rows(db_,
               "SELECT p.kind, a.key, t.text, p.first, p.last FROM (SELECT 'passage' AS kind, article, "
               "first, last FROM "
               "passage UNION ALL SELECT 'passage', origin, origin_first, origin_last FROM passage UNION ALL "
               "SELECT kind, "
               "article, first, last FROM evidence) p JOIN article a ON a.id = p.article JOIN body t ON "
               "t.article = a.id");
    while (rows.next()) {
      const std::string_view text = rows.text(2);
      const auto first = static_cast<std::size_t>(rows.integer(3));
      const auto last = static_cast<std::size_t>(rows.integer(4));
      if (first > last || last > text.size() || !utf8::is_boundary(text, first) ||
          !utf8::is_boundary(text, last))
        problem(page(key_from(rows.text(1))),
                fmt::format("a {} rests on bytes {} to {} of it, which are not there. Run `dateline rebuild`",
                            rows.text(0), first, last));
    }
    note("across articles", rows.status());
  }

  // The index of shingles has what each article's placing says, where it is what settling would build on.
  void placings() {
    Query state(db_, "SELECT 1 FROM state WHERE name = 'settled_by'");
    if (!state.next()) return;
    std::unordered_map<std::int64_t, std::int64_t> indexed;
    Query shingles(db_, "SELECT article FROM shingle");
    while (shingles.next()) ++indexed[shingles.integer(0)];
    note("shingles", shingles.status());
    Query rows(db_,
               "SELECT a.key, a.id, p.kept FROM article a LEFT JOIN placing p ON p.article = a.id WHERE "
               "a.settled = 1 ORDER BY a.id");
    while (rows.next()) {
      const auto found = indexed.find(rows.integer(1));
      const std::int64_t count = found == indexed.end() ? 0 : found->second;
      if (rows.is_null(2) || rows.integer(2) != count)
        problem(page(key_from(rows.text(0))),
                "its place among copies is not indexed right. Run `dateline rebuild`");
    }
    note("placings", rows.status());
  }

  void words() {
    if (record_.mode() == Mode::read) return;
    if (Status status = db_.run_script("INSERT INTO words(words, rank) VALUES ('integrity-check', 1)");
        !status) {
      if (status.error().code == ErrorCode::busy) return;
      problem("words", "the word index is not that of the texts. Run `dateline rebuild`");
    }
    report_.words_checked = true;
  }

  const Record& record_;
  Database& db_;
  const std::function<void(const Problem&)>& found_;
  CheckReport report_;
};

}  // namespace

Result<CheckReport> check(const Record& record, const std::function<void(const Problem&)>& found) {
  return Checker(record, found).run();
}

}  // namespace dateline::store
