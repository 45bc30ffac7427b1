#include <fmt/format.h>

#include <array>

#include "base/json.h"
#include "store/check.h"
#include "store/sqlite.h"

namespace dateline::store {
namespace {

// A table's rows: the first column, and others whose names end in "key", are article keys. Row numbers appear
// nowhere.
struct Part {
  const char* name;
  const char* sql;
};

// Bytes of captures go by their hash, the key; how they are packed is not content. Nor is placing.data, which
// calls articles by row numbers and says what passages and copies say.
constexpr Part kParts[] = {
    {"capture",
     "SELECT hex(key), caller_id, url, path, offset, fetched, kind, decoded, charset, extra, size FROM "
     "capture "
     "ORDER BY key"},
    {"article",
     "SELECT hex(a.key), hex(c.key), a.caller_id, address, seen, a.url, source, title, language, published, "
     "published_from, published_first, published_last, modified, paywalled, day_first, day_last, text_size, "
     "extractor, "
     "settled FROM article a JOIN capture c ON c.id = a.id ORDER BY a.key"},
    {"body", "SELECT hex(key), text, comments FROM body JOIN article ON id = article ORDER BY key"},
    {"author", "SELECT hex(key), place, name FROM author JOIN article ON id = article ORDER BY key, place"},
    {"diagnostic",
     "SELECT hex(key), stage, place, code, message FROM diagnostic JOIN capture c ON c.id = capture ORDER BY "
     "key, "
     "stage, place"},
    {"layer",
     "SELECT hex(key), kind, producer, hex(data) FROM layer JOIN article ON id = article ORDER BY key, kind"},
    {"spoken",
     "SELECT hex(key), first, last, mentions FROM spoken JOIN article ON id = article ORDER BY key, first, "
     "last"},
    {"name",
     "SELECT hex(key), entity, name, type, mentions FROM name JOIN article ON id = article ORDER BY key, "
     "entity"},
    {"state", "SELECT name, value FROM state ORDER BY name"},
    {"passage",
     "SELECT hex(a.key), place, first, last, hex(o.key), origin_first, origin_last FROM passage JOIN article "
     "a ON a.id = "
     "article JOIN article o ON o.id = origin ORDER BY a.key, place"},
    {"copy",
     "SELECT hex(a.key), hex(o.key), overlap, kind FROM copy JOIN article a ON a.id = article JOIN article o "
     "ON o.id = "
     "origin ORDER BY a.key"},
    {"story", "SELECT id, title, first, last, affair FROM story ORDER BY id"},
    {"story_link", "SELECT story, place, earlier FROM story_link ORDER BY story, place"},
    {"imprint",
     "SELECT hex(key), producer, hex(data) FROM imprint JOIN article ON id = article ORDER BY key"},
    {"story_table", "SELECT part, first, hex(data) FROM story_table ORDER BY part, first"},
    {"story_newest",
     "SELECT hex(key), minute, hex(data) FROM story_newest JOIN article ON id = article ORDER BY minute, "
     "key"},
    {"placing",
     "SELECT hex(a.key), CAST(content AS TEXT), minute, credited, words, kept, hex(t.key), hex(s.key) FROM "
     "placing p JOIN article a ON a.id = p.article LEFT JOIN article t ON t.id = p.twin LEFT JOIN article s "
     "ON s.id = p.same ORDER BY a.key"},
    {"shingle",
     "SELECT value, day, hex(key) FROM shingle JOIN article ON id = article ORDER BY value, day, key"},
    {"stock", "SELECT value FROM stock ORDER BY value"},
    {"look",
     "SELECT hex(o.key), hex(a.key) FROM look JOIN article o ON o.id = at JOIN article a ON a.id = article "
     "ORDER BY o.key, a.key"},
    {"story_article",
     "SELECT story, hex(key) FROM story_article JOIN article ON id = article ORDER BY story, key"},
    {"derived", "SELECT kind, key, producer, hex(data) FROM derived ORDER BY kind, key"},
    {"evidence",
     "SELECT kind, e.key, place, hex(a.key), first, last FROM evidence e JOIN article a ON a.id = article "
     "ORDER BY kind, "
     "e.key, place"},
    {"word",
     "SELECT term, hex(key), col, offset FROM temp.words_dump JOIN article ON id = doc ORDER BY term, key, "
     "col, offset"},
};

Status dump_part(Database& db, const Part& part, const std::function<void(std::string_view)>& out) {
  Query rows(db, part.sql);
  std::string line;
  while (rows.next()) {
    line.clear();
    json::Writer json(line);
    json.begin_array().string(part.name);
    for (int column = 0; column < rows.columns(); ++column) {
      if (rows.is_null(column)) {
        json.null();
      } else if (rows.is_text(column)) {
        json.string(rows.text(column));
      } else {
        json.number(rows.number(column));
      }
    }
    json.end_array();
    out(line + "\n");
  }
  return rows.status();
}

}  // namespace

Status dump(const Record& record, const std::function<void(std::string_view)>& out) {
  Database& db = record.database();
  // The table of words lives in the connection, not in the file; but a reader's connection refuses to make
  // any.
  const Result<std::int64_t> query_only = db.integer("PRAGMA query_only");
  if (!query_only) return std::unexpected(query_only.error());
  Status status = db.run_script(
      "PRAGMA query_only = OFF; CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_dump USING fts5vocab('main', "
      "'words', "
      "'instance')");
  if (status && *query_only != 0) status = db.run_script("PRAGMA query_only = ON");
  if (!status) return status;
  const Result<Snapshot> moment = record.snapshot();
  if (!moment) return std::unexpected(moment.error());
  for (const Part& part : kParts)
    if (status = dump_part(db, part, out); !status) return status;
  return {};
}

}  // namespace dateline::store
