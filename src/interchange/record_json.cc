#include "interchange/record_json.h"

#include "base/utf8.h"
#include "interchange/article_json.h"

namespace dateline::interchange {
namespace {

const char* name_of_kind(CaptureKind kind) {
  switch (kind) {
    case CaptureKind::html:
      return "html";
    case CaptureKind::text:
      return "text";
    case CaptureKind::article:
      return "article";
  }
  return "html";
}

const char* name_of_copy(store::CopyKind kind) {
  switch (kind) {
    case store::CopyKind::copy:
      return "copy";
    case store::CopyKind::excerpt:
      return "excerpt";
    case store::CopyKind::rewrite:
      return "rewrite";
  }
  return "copy";
}

void member_if(json::Writer& w, std::string_view name, const std::string& value) {
  if (!value.empty()) w.member(name, value);
}

void member_if(json::Writer& w, std::string_view name, const std::optional<Day>& day) {
  if (day) w.member(name, to_string(*day));
}

void write_row_members(json::Writer& w, const store::ArticleRow& row) {
  w.member("key", to_hex(row.key)).member("id", row.id);
  member_if(w, "url", row.url);
  member_if(w, "source", row.source);
  w.member("title", row.title);
  if (row.published) w.member("published", to_string(*row.published));
  if (row.published_from != DateSource::none) w.member("published_from", name_of(row.published_from));
  member_if(w, "language", row.language);
  if (row.versions > 1) w.member("version", row.version).member("versions", row.versions);
}

void write_ranges(json::Writer& w, std::string_view name, const std::vector<ByteRange>& ranges,
                  std::string_view text) {
  const utf8::OffsetMap map(text);
  w.key(name).begin_array();
  for (const ByteRange range : ranges)
    w.begin_array()
        .integer(static_cast<std::int64_t>(map.code_point_at(range.begin)))
        .integer(static_cast<std::int64_t>(map.code_point_at(range.end)))
        .end_array();
  w.end_array();
}

void write_counts(json::Writer& w, std::string_view name, const std::vector<store::Count>& counts) {
  w.key(name).begin_array();
  for (const store::Count& count : counts)
    w.begin_object().member("value", count.value).member("articles", count.articles).end_object();
  w.end_array();
}

void write_stored_members(json::Writer& w, const store::StoredArticle& stored) {
  write_article_members(w, stored.article);
  write_layer_members(w, stored.article.text, stored.layers,
                      {Layer::sentences, Layer::mentions, Layer::entities, Layer::times});
  // Members as they came, "\"k\":v,..."; looked at again, since a record may come from anyone.
  const std::string& extra = stored.capture.extra;
  if (json::Parser parser; !extra.empty() && parser.parse("{" + extra + "}")) w.raw(extra);
  const Capture& capture = stored.capture;
  w.member("key", to_hex(stored.row.key)).key("record").begin_object();
  member_if(w, "path", capture.path);
  if (capture.offset != 0) w.member("offset", capture.offset);
  member_if(w, "address", capture.url);
  member_if(w, "fetched", capture.fetched);
  w.member("kind", name_of_kind(capture.kind)).member("bytes", stored.capture_size);
  member_if(w, "extract", stored.by.extract);
  member_if(w, "annotate", stored.by.annotate);
  w.end_object();
}

// Ranges into other articles' texts stay out: their texts are not at hand to count code points in.
void write_passages(json::Writer& w, const query::ArticleAnswer& answer) {
  const utf8::OffsetMap map(answer.stored.article.text);
  w.key("passages").begin_array();
  for (const store::Passage& passage : answer.passages) {
    const bool own = passage.article == answer.stored.row.key;
    const ByteRange range = own ? passage.range : passage.origin_range;
    w.begin_object()
        .member("start", map.code_point_at(range.begin))
        .member("end", map.code_point_at(range.end));
    w.member(own ? "of" : "in", to_hex(own ? passage.origin : passage.article)).end_object();
  }
  w.end_array();
}

}  // namespace

std::string row_line(const store::ArticleRow& row) {
  std::string line;
  json::Writer w(line);
  w.begin_object();
  write_row_members(w, row);
  w.end_object();
  return line;
}

std::string source_line(const store::SourceRow& row) {
  std::string line;
  json::Writer w(line);
  w.begin_object().member("source", row.source).member("articles", row.articles);
  member_if(w, "first", row.first);
  member_if(w, "last", row.last);
  w.member("undated", row.undated).end_object();
  return line;
}

std::string hit_line(const store::Hit& hit) {
  std::string line;
  json::Writer w(line);
  w.begin_object();
  write_row_members(w, hit.row);
  const utf8::OffsetMap map(hit.text);
  w.member("score", hit.score).key("snippet").begin_object();
  w.member("start", map.code_point_at(hit.snippet.begin)).member("end", map.code_point_at(hit.snippet.end));
  w.member("text", slice(hit.text, hit.snippet)).end_object();
  write_ranges(w, "matches", hit.matches, hit.text);
  write_ranges(w, "title_matches", hit.title_matches, hit.row.title);
  w.end_object();
  return line;
}

std::string facets_line(std::uint64_t total, const store::Facets& facets) {
  std::string line;
  json::Writer w(line);
  w.begin_object().member("total", total);
  write_counts(w, "sources", facets.sources);
  write_counts(w, "years", facets.years);
  write_counts(w, "stories", facets.stories);
  w.end_object();
  return line;
}

std::string stored_line(const store::StoredArticle& stored) {
  std::string line;
  json::Writer w(line);
  w.begin_object();
  write_stored_members(w, stored);
  w.end_object();
  return line;
}

std::string answer_line(const query::ArticleAnswer& answer) {
  std::string line;
  json::Writer w(line);
  w.begin_object();
  write_stored_members(w, answer.stored);
  if (!answer.versions.empty()) {
    w.key("versions").begin_array();
    for (const store::ArticleRow& row : answer.versions) w.raw(row_line(row));
    w.end_array();
  }
  if (!answer.stories.empty()) {
    w.key("stories").begin_array();
    for (const store::Story& story : answer.stories)
      w.begin_object()
          .member("id", story.id)
          .member("title", story.title)
          .member("articles", story.articles.size())
          .end_object();
    w.end_array();
  }
  if (!answer.copies.empty()) {
    w.key("copies").begin_array();
    for (const store::Copy& copy : answer.copies)
      w.begin_object()
          .member("document", to_hex(copy.article))
          .member("of", to_hex(copy.origin))
          .member("overlap", copy.overlap)
          .member("kind", name_of_copy(copy.kind))
          .end_object();
    w.end_array();
  }
  if (!answer.passages.empty()) write_passages(w, answer);
  w.end_object();
  return line;
}

std::string story_line(const store::StoryRow& row, std::span<const store::ArticleKey> documents) {
  std::string line;
  json::Writer w(line);
  w.begin_object().member("id", row.id).member("title", row.title);
  if (row.first) w.member("first", to_string(*row.first));
  if (row.last) w.member("last", to_string(*row.last));
  w.member("articles", row.articles).member("sources", row.sources);
  if (!row.continues.empty()) {
    w.key("continues").begin_array();
    for (const std::string& earlier : row.continues) w.string(earlier);
    w.end_array().member("affair", row.affair);
  }
  if (!documents.empty()) {
    w.key("documents").begin_array();
    for (const store::ArticleKey key : documents) w.string(to_hex(key));
    w.end_array();
  }
  w.end_object();
  return line;
}

std::string affair_line(const store::AffairRow& row) {
  std::string line;
  json::Writer w(line);
  w.begin_object().member("id", row.id).member("title", row.title);
  if (row.first) w.member("first", to_string(*row.first));
  if (row.last) w.member("last", to_string(*row.last));
  w.member("articles", row.articles).key("stories").begin_array();
  for (const store::StoryRow& story : row.stories) w.raw(story_line(story));
  w.end_array().end_object();
  return line;
}

std::string problem_line(std::string_view where, std::string_view what) {
  std::string line;
  json::Writer w(line);
  w.begin_object().member("where", where).member("what", what).end_object();
  return line;
}

}  // namespace dateline::interchange
