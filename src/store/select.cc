#include "store/select.h"

#include <fmt/format.h>

#include "store/batch.h"
#include "store/days.h"

namespace dateline::store {
namespace {

// Another version `b` of a's address that the filter sees.
std::string other_version(const Filter& filter) {
  return fmt::format("FROM article b WHERE b.address = a.address AND b.address <> ''{}",
                     filter.unsettled ? "" : " AND b.settled = 1");
}

// A phrase as an FTS5 string; nothing in it is syntax.
std::string quoted(std::string_view phrase) {
  const bool prefix = phrase.ends_with('*');
  if (prefix) phrase.remove_suffix(1);
  std::string text = "\"";
  for (const char c : phrase) {
    if (c == '\0') continue;
    text += c;
    if (c == '"') text += c;
  }
  text += '"';
  if (prefix) text += " *";
  return text;
}

std::string joined(const std::vector<std::string>& phrases, std::string_view between) {
  std::string text;
  for (const std::string& phrase : phrases) {
    if (!text.empty()) text += between;
    text += quoted(phrase);
  }
  return text;
}

}  // namespace

Result<std::string> match_of(const Terms& terms) {
  if (terms.all.empty())
    return fail(ErrorCode::invalid_argument, "nothing to look for: give at least one word");
  std::string text = "(" + joined(terms.all, " AND ") + ")";
  if (!terms.none.empty()) text += " NOT (" + joined(terms.none, " OR ") + ")";
  return text;
}

void Where::bind(Query& query) const {
  for (const auto& argument : arguments) std::visit([&](const auto& value) { query.add(value); }, argument);
}

Where where_of(const Filter& filter) {
  Where where{.sql = filter.unsettled ? "1" : "a.settled = 1", .arguments = {}};
  const auto add = [&](std::string_view sql, auto... arguments) {
    where.sql += " AND ";
    where.sql += sql;
    (where.arguments.emplace_back(arguments), ...);
  };
  if (!filter.source.empty()) add("a.source = ?", filter.source);
  if (!filter.language.empty())
    add("(a.language = ? OR substr(a.language, 1, ?) = ?)", filter.language,
        static_cast<std::int64_t>(filter.language.size() + 1), filter.language + "-");
  if (!filter.diagnostic.empty())
    add("EXISTS (SELECT 1 FROM diagnostic d WHERE d.code = ? AND d.capture = a.id)", filter.diagnostic);
  if (!filter.story.empty())
    add("EXISTS (SELECT 1 FROM story_article s WHERE s.story = ? AND s.article = a.id)", filter.story);
  if (filter.from) add("a.day_last >= ?", day_number(*filter.from));
  if (filter.to) add("a.day_first <= ?", day_number(*filter.to));
  if (filter.from || filter.to) add("a.day_first < ?", kNoDay);
  if (!filter.all_versions)
    add("NOT EXISTS (SELECT 1 " + other_version(filter) + " AND (b.seen, b.key) > (a.seen, a.key))");
  return where;
}

std::string row_columns(const Filter& filter) {
  const std::string other = other_version(filter);
  return fmt::format(
      "a.key, a.caller_id, a.url, a.source, a.title, a.language, a.published, a.published_from, a.text_size, "
      "a.settled, (SELECT count(*) {} AND (b.seen, b.key) < (a.seen, a.key)), (SELECT count(*) {} AND b.key "
      "<> a.key)",
      other, other);
}

ArticleRow read_row(const Query& query, int column) {
  ArticleRow row;
  row.key = key_from(query.text(column));
  row.id = query.string(column + 1);
  row.url = query.string(column + 2);
  row.source = query.string(column + 3);
  row.title = query.string(column + 4);
  row.language = query.string(column + 5);
  if (!query.is_null(column + 6)) row.published = parse_date(query.text(column + 6));
  row.published_from = static_cast<DateSource>(query.integer(column + 7));
  row.text_size = static_cast<std::uint32_t>(query.integer(column + 8));
  row.settled = query.integer(column + 9) != 0;
  row.version = static_cast<std::uint32_t>(query.integer(column + 10)) + 1;
  row.versions = static_cast<std::uint32_t>(query.integer(column + 11)) + 1;
  return row;
}

}  // namespace dateline::store
