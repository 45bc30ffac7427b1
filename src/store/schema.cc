#include "store/schema.h"

#include <fmt/format.h>

namespace dateline::store {
namespace {

// Day columns count days from 1970-01-01; 2147483647 in article stands for "not known" and sorts last.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE capture (
  id INTEGER PRIMARY KEY,
  key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
  caller_id TEXT NOT NULL,
  url TEXT NOT NULL,
  path TEXT NOT NULL,
  offset INTEGER NOT NULL,
  fetched TEXT NOT NULL,
  kind INTEGER NOT NULL,
  decoded INTEGER NOT NULL,
  charset TEXT NOT NULL,
  size INTEGER NOT NULL,
  codec INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE article (
  id INTEGER PRIMARY KEY REFERENCES capture(id) ON DELETE CASCADE,
  key BLOB NOT NULL UNIQUE,
  caller_id TEXT NOT NULL,
  address TEXT NOT NULL,
  seen TEXT NOT NULL,
  url TEXT NOT NULL,
  source TEXT NOT NULL,
  title TEXT NOT NULL,
  language TEXT NOT NULL,
  published TEXT,
  published_from INTEGER NOT NULL,
  published_first INTEGER,
  published_last INTEGER,
  modified TEXT,
  paywalled INTEGER,
  day_first INTEGER NOT NULL,
  day_last INTEGER NOT NULL,
  text_size INTEGER NOT NULL,
  extractor TEXT NOT NULL,
  settled INTEGER NOT NULL
) STRICT;
CREATE INDEX article_day ON article(day_first, key);
CREATE INDEX article_address ON article(address, seen, key) WHERE address <> '';
CREATE INDEX article_source ON article(source, day_first);
CREATE INDEX article_caller_id ON article(caller_id);
CREATE INDEX article_unsettled ON article(id) WHERE settled = 0;

CREATE TABLE body (
  article INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  comments TEXT NOT NULL
) STRICT;

CREATE TABLE author (
  article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (article, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE diagnostic (
  capture INTEGER NOT NULL REFERENCES capture(id) ON DELETE CASCADE,
  stage INTEGER NOT NULL,
  place INTEGER NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (capture, stage, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX diagnostic_code ON diagnostic(code, capture);

CREATE TABLE layer (
  article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  kind INTEGER NOT NULL,
  producer TEXT NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (article, kind)
) STRICT;

CREATE TABLE spoken (
  article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  mentions INTEGER NOT NULL,
  PRIMARY KEY (article, first, last)
) STRICT, WITHOUT ROWID;
CREATE INDEX spoken_day ON spoken(first, last);

CREATE TABLE name (
  article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  entity INTEGER NOT NULL,
  name TEXT NOT NULL,
  type INTEGER NOT NULL,
  mentions INTEGER NOT NULL,
  PRIMARY KEY (article, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_name ON name(name COLLATE NOCASE, type);

CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE VIEW searchable AS SELECT article.id AS id, article.title AS title, body.text AS text
  FROM article JOIN body ON body.article = article.id;
CREATE VIRTUAL TABLE words USING fts5(title, text, content='searchable', content_rowid='id',
  tokenize='unicode61 remove_diacritics 2');
)sql";

// What stands across articles. state.unsettled becomes the earliest day that changed.
constexpr const char* kVersion2 = R"sql(
CREATE TABLE passage (
  article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  origin INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  origin_first INTEGER NOT NULL,
  origin_last INTEGER NOT NULL,
  PRIMARY KEY (article, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX passage_origin ON passage(origin);

CREATE TABLE copy (
  article INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
  origin INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  overlap REAL NOT NULL,
  kind INTEGER NOT NULL
) STRICT;
CREATE INDEX copy_origin ON copy(origin);

CREATE TABLE story (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE story_article (
  story TEXT NOT NULL REFERENCES story(id) ON DELETE CASCADE,
  article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  PRIMARY KEY (story, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_article_article ON story_article(article);

CREATE TABLE derived (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  producer TEXT NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT;

CREATE TABLE evidence (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  place INTEGER NOT NULL,
  article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (kind, key, place),
  FOREIGN KEY (kind, key) REFERENCES derived(kind, key) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_article ON evidence(article);

UPDATE state SET value = -719162 WHERE name = 'unsettled';
)sql";

// Members of a page's JSON line that dateline does not know.
constexpr const char* kVersion3 = "ALTER TABLE capture ADD COLUMN extra TEXT NOT NULL DEFAULT ''";

// Answers that take long, kept; not part of what the record says.
constexpr const char* kVersion4 = R"sql(
CREATE TABLE kept (
  name TEXT PRIMARY KEY,
  producer TEXT NOT NULL,
  fresh INTEGER NOT NULL,
  data BLOB NOT NULL
) STRICT;
)sql";

// What settling keeps of an article, and how stories go on. All is settled once more.
constexpr const char* kVersion5 = R"sql(
CREATE TABLE imprint (
  article INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
  producer TEXT NOT NULL,
  data BLOB NOT NULL
) STRICT;

ALTER TABLE story ADD COLUMN affair TEXT NOT NULL DEFAULT '';
UPDATE story SET affair = id;

CREATE TABLE story_link (
  story TEXT NOT NULL REFERENCES story(id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  earlier TEXT NOT NULL REFERENCES story(id) ON DELETE CASCADE,
  PRIMARY KEY (story, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_link_earlier ON story_link(earlier);

INSERT OR REPLACE INTO state SELECT 'unsettled', -719162 WHERE EXISTS (SELECT 1 FROM article);
)sql";

// What settling builds on when only articles were added: where each stands among copies, and the index of
// shingles. Filled when all is settled next.
constexpr const char* kVersion6 = R"sql(
CREATE TABLE placing (
  article INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
  content INTEGER NOT NULL,
  minute INTEGER,
  credited INTEGER NOT NULL,
  words INTEGER NOT NULL,
  kept INTEGER NOT NULL,
  twin INTEGER,
  same INTEGER,
  data BLOB
) STRICT;
CREATE INDEX placing_content ON placing(content);

CREATE TABLE shingle (
  value INTEGER NOT NULL,
  day INTEGER NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (value, day, article)
) STRICT, WITHOUT ROWID;

CREATE TABLE stock (value INTEGER PRIMARY KEY) STRICT;

CREATE TABLE look (
  at INTEGER NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (at, article)
) STRICT, WITHOUT ROWID;

CREATE TABLE story_table (
  part INTEGER NOT NULL,
  first INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (part, first)
) STRICT;

CREATE TABLE story_newest (
  article INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
  minute INTEGER NOT NULL,
  data BLOB NOT NULL
) STRICT;
)sql";

constexpr Migration kMigrations[] = {{1, kVersion1}, {2, kVersion2}, {3, kVersion3},
                                     {4, kVersion4}, {5, kVersion5}, {6, kVersion6}};

}  // namespace

std::span<const Migration> migrations() {
  return kMigrations;
}

namespace {

Error newer(const Database& database, std::int64_t version, int newest) {
  return {
      ErrorCode::unsupported,
      fmt::format("{}: made by a newer dateline (schema {}; this one knows up to {}). Use the newer program",
                  database.name(), version, newest)};
}

}  // namespace

Status refuse_other_version(Database& database) {
  const Result<std::int64_t> version = database.integer("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  if (*version > schema_version()) return std::unexpected(newer(database, *version, schema_version()));
  if (*version < schema_version())
    return fail(ErrorCode::unsupported, fmt::format("{}: made by an older dateline (schema {}). Run "
                                                    "`dateline check {}` once to bring it up to date",
                                                    database.name(), *version, database.name()));
  return {};
}

Status migrate(Database& database, std::span<const Migration> steps) {
  const Result<std::int64_t> version = database.integer("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  const int newest = steps.back().to;
  if (*version > newest) return std::unexpected(newer(database, *version, newest));
  if (*version == newest) return {};
  if (Status status = database.run_script("BEGIN IMMEDIATE"); !status) return status;
  Status status;
  for (const Migration& step : steps)
    if (status && step.to > *version) status = database.run_script(step.sql);
  if (status)
    status = database.run_script(
        fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}; COMMIT", kApplicationId, newest)
            .c_str());
  if (!status) database.try_script("ROLLBACK");
  return status;
}

}  // namespace dateline::store
