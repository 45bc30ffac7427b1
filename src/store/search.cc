// Search (FTS5), and the lists that count articles: sources, days.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/utf8.h"
#include "store/days.h"
#include "store/select.h"

namespace dateline::store {
namespace {

constexpr std::size_t kSnippetBytes = 280;
constexpr char kOpen = '\x02';
constexpr char kClose = '\x03';

// FTS5 gives the text with marks put in around what matched; where they stand are the ranges.
std::vector<ByteRange> ranges_of(std::string_view marked, std::string_view text) {
  std::vector<ByteRange> ranges;
  std::size_t at = 0;
  std::uint32_t begin = 0;
  for (const char c : marked) {
    if (at < text.size() && c == text[at] && c != kOpen && c != kClose) {
      ++at;
    } else if (c == kOpen) {
      begin = static_cast<std::uint32_t>(at);
    } else if (c == kClose) {
      ranges.push_back({begin, static_cast<std::uint32_t>(at)});
    }
  }
  return at == text.size() ? ranges : std::vector<ByteRange>{};
}

std::size_t boundary_before(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  while (!utf8::is_boundary(text, at)) --at;
  return at;
}

// The stretch of about kSnippetBytes with the most matches, the earliest of those; it begins and ends between
// words.
ByteRange snippet_of(std::string_view text, const std::vector<ByteRange>& matches) {
  std::size_t best = 0;
  std::size_t most = 0;
  for (std::size_t i = 0, end = 0; i < matches.size(); ++i) {
    while (end < matches.size() && matches[end].end <= matches[i].begin + kSnippetBytes * 2 / 3) ++end;
    if (end - i > most) {
      most = end - i;
      best = i;
    }
  }
  const std::size_t match = matches.empty() ? 0 : matches[best].begin;
  std::size_t begin = match > kSnippetBytes / 4 ? match - kSnippetBytes / 4 : 0;
  const std::size_t paragraph = text.substr(0, match).rfind("\n\n");
  if (paragraph != std::string_view::npos && paragraph + 2 > begin) begin = paragraph + 2;
  if (begin > 0 && text[begin - 1] != '\n') {
    const std::size_t space = text.substr(0, match).find(' ', begin);
    begin = space == std::string_view::npos ? boundary_before(text, begin) : space + 1;
  }
  std::size_t end = std::min(begin + kSnippetBytes, text.size());
  if (end < text.size()) {
    const std::size_t space = text.rfind(' ', end);
    const std::size_t least = matches.empty() ? begin : matches[best].end;
    end = space != std::string_view::npos && space > least ? space
                                                           : boundary_before(text, std::max(end, least));
  }
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

Status fill_hit(const Record& record, const std::string& match, std::int64_t id, const Filter& filter,
                Hit& hit) {
  Query row(record.database(),
            fmt::format("SELECT {}, t.text FROM article a JOIN body t ON t.article = a.id WHERE a.id = ?",
                        row_columns(filter)),
            id);
  if (!row.next()) return row.status();
  hit.row = read_row(row);
  hit.text = row.string(kRowColumns);
  const std::string_view text = hit.text;
  Query marks(record.database(),
              "SELECT highlight(words, 0, char(2), char(3)), highlight(words, 1, char(2), char(3)) FROM "
              "words WHERE words "
              "MATCH ? AND rowid = ?",
              match, id);
  std::vector<ByteRange> all;
  if (marks.next()) {
    hit.title_matches = ranges_of(marks.text(0), hit.row.title);
    all = ranges_of(marks.text(1), text);
  }
  hit.snippet = snippet_of(text, all);
  for (const ByteRange range : all)
    if (range.begin >= hit.snippet.begin && range.end <= hit.snippet.end) hit.matches.push_back(range);
  return marks.status();
}

constexpr std::string_view kFromWords =
    "FROM words JOIN article a ON a.id = words.rowid WHERE words MATCH ? AND ";

}  // namespace

Result<SearchPage> search(const Record& record, const Terms& terms, const Filter& filter, std::size_t limit,
                          std::size_t offset) {
  const Result<std::string> match = match_of(terms);
  if (!match) return std::unexpected(match.error());
  const Where where = where_of(filter);
  Database& db = record.database();
  SearchPage page;
  Query total(db, fmt::format("SELECT count(*) {}{}", kFromWords, where.sql), *match);
  where.bind(total);
  if (total.next()) page.total = static_cast<std::uint64_t>(total.integer(0));
  if (Status status = total.status(); !status) return std::unexpected(status.error());
  Query best(
      db,
      fmt::format("SELECT a.id, bm25(words, 4.0, 1.0) AS score {}{} ORDER BY score, a.day_first DESC, a.key "
                  "LIMIT ? OFFSET ?",
                  kFromWords, where.sql),
      *match);
  where.bind(best);
  best.add(limit).add(offset);
  while (best.next()) {
    Hit hit;
    hit.score = -best.number(1);
    if (Status status = fill_hit(record, *match, best.integer(0), filter, hit); !status)
      return std::unexpected(status.error());
    page.hits.push_back(std::move(hit));
  }
  if (Status status = best.status(); !status) return std::unexpected(status.error());
  return page;
}

Result<Facets> search_facets(const Record& record, const Terms& terms, const Filter& filter) {
  const Result<std::string> match = match_of(terms);
  if (!match) return std::unexpected(match.error());
  const Where where = where_of(filter);
  Facets facets;
  const auto count = [&](std::string_view value, std::string_view order, std::vector<Count>& out) -> Status {
    Query query(record.database(),
                fmt::format("SELECT {} AS value, count(*) AS n {}{} GROUP BY 1 ORDER BY {}", value,
                            kFromWords, where.sql, order),
                *match);
    where.bind(query);
    while (query.next()) out.push_back({query.string(0), static_cast<std::uint64_t>(query.integer(1))});
    return query.status();
  };
  if (Status status = count("a.source", "n DESC, value", facets.sources); !status)
    return std::unexpected(status.error());
  if (Status status = count("substr(coalesce(a.published, ''), 1, 4)", "value", facets.years); !status)
    return std::unexpected(status.error());
  Query stories(
      record.database(),
      fmt::format(
          "SELECT s.story, count(*) AS n FROM words JOIN article a ON a.id = words.rowid JOIN "
          "story_article s ON s.article = a.id WHERE words MATCH ? AND {} GROUP BY 1 ORDER BY n DESC, "
          "s.story LIMIT {}",
          where.sql, kStoryFacets),
      *match);
  where.bind(stories);
  while (stories.next())
    facets.stories.push_back({stories.string(0), static_cast<std::uint64_t>(stories.integer(1))});
  if (Status status = stories.status(); !status) return std::unexpected(status.error());
  return facets;
}

Result<std::vector<SourceRow>> list_sources(const Record& record, const Filter& filter) {
  const Where where = where_of(filter);
  Query query(record.database(),
              fmt::format("SELECT a.source, count(*) AS n, min(nullif(a.day_first, {0})), "
                          "max(nullif(a.day_last, {0})), sum(a.day_first = {0}) FROM "
                          "article a WHERE {1} GROUP BY a.source ORDER BY n DESC, a.source",
                          kNoDay, where.sql));
  where.bind(query);
  std::vector<SourceRow> rows;
  while (query.next()) {
    SourceRow row{.source = query.string(0),
                  .articles = static_cast<std::uint64_t>(query.integer(1)),
                  .first = {},
                  .last = {}};
    if (!query.is_null(2)) row.first = day_from(query.integer(2));
    if (!query.is_null(3)) row.last = day_from(query.integer(3));
    row.undated = static_cast<std::uint64_t>(query.integer(4));
    rows.push_back(std::move(row));
  }
  if (Status status = query.status(); !status) return std::unexpected(status.error());
  return rows;
}

Result<std::vector<DayRow>> list_days(const Record& record, const Filter& filter) {
  const Where where = where_of(filter);
  std::map<std::int64_t, DayRow> days;
  Query published(record.database(),
                  fmt::format("SELECT a.day_first, count(*) FROM article a WHERE {} AND a.day_first = "
                              "a.day_last AND a.day_first < {} GROUP BY 1",
                              where.sql, kNoDay));
  where.bind(published);
  while (published.next())
    days[published.integer(0)].published = static_cast<std::uint64_t>(published.integer(1));
  if (Status status = published.status(); !status) return std::unexpected(status.error());
  Query spoken(record.database(),
               fmt::format("SELECT s.first, count(*) FROM article a JOIN spoken s ON s.article = a.id "
                           "WHERE {} AND s.first = s.last GROUP BY 1",
                           where.sql));
  where.bind(spoken);
  while (spoken.next()) days[spoken.integer(0)].spoken = static_cast<std::uint64_t>(spoken.integer(1));
  if (Status status = spoken.status(); !status) return std::unexpected(status.error());
  std::vector<DayRow> rows;
  rows.reserve(days.size());
  for (auto& [day, row] : days) {
    row.day = day_from(day);
    rows.push_back(row);
  }
  return rows;
}

}  // namespace dateline::store
