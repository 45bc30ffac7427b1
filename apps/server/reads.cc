#include "reads.h"

#include <algorithm>
#include <string_view>

#include "interchange/record_json.h"
#include "interchange/timeline_json.h"

namespace dateline::server {
namespace {

using Body = Result<std::string>;

void write_rows(json::Writer& w, std::string_view name, const std::vector<store::ArticleRow>& rows) {
  w.key(name).begin_array();
  for (const store::ArticleRow& row : rows) w.raw(interchange::row_line(row));
  w.end_array();
}

Body days(Reading& reading) {
  const query::SearchAsk ask = reading.parameters.ask();
  if (reading.parameters.fault()) return std::unexpected(*reading.parameters.fault());
  const auto asked = query::read_terms(ask.text, ask.filter);
  if (!asked) return std::unexpected(asked.error());
  const auto rows = store::count_days(reading.record, asked->terms, asked->filter);
  if (!rows) return std::unexpected(rows.error());
  std::string body;
  json::Writer w(body);
  w.begin_object().key("days").begin_array();
  for (const store::DayRow& row : *rows)
    w.begin_array()
        .string(to_string(row.day))
        .integer(static_cast<std::int64_t>(row.published))
        .integer(static_cast<std::int64_t>(row.spoken))
        .end_array();
  w.end_array().end_object();
  return body;
}

Body articles(Reading& reading) {
  query::SearchAsk ask = reading.parameters.ask();
  ask.filter.from = reading.parameters.day("from", false);
  ask.filter.to = reading.parameters.day("to", true);
  const store::PageAsk page{.limit = reading.parameters.number("limit", 50, 1, 200),
                            .after = reading.parameters.text("after")};
  if (reading.parameters.fault()) return std::unexpected(*reading.parameters.fault());
  const auto total = store::count_articles(reading.record, ask.filter);
  if (!total) return std::unexpected(total.error());
  const auto list = store::list_articles(reading.record, ask.filter, page);
  if (!list) return std::unexpected(list.error());
  std::string body;
  json::Writer w(body);
  w.begin_object().member("total", *total);
  write_rows(w, "articles", list->rows);
  if (!list->next.empty()) w.member("next", list->next);
  w.end_object();
  return body;
}

Body article(Reading& reading) {
  const auto article = query::article(reading.record, reading.parts[1]);
  if (!article) return std::unexpected(article.error());
  return interchange::answer_line(*article);
}

Body related(Reading& reading) {
  const auto article = query::article(reading.record, reading.parts[1]);
  if (!article) return std::unexpected(article.error());
  std::vector<store::ArticleRow> rows;
  constexpr std::size_t kMost = 200;
  for (const store::Copy& copy : article->copies) {
    if (rows.size() == kMost) break;
    const auto other = copy.article == article->stored.row.key ? copy.origin : copy.article;
    const auto row = store::read_article_row(reading.record, other);
    if (!row) return std::unexpected(row.error());
    rows.push_back(*row);
  }
  for (const store::Passage& passage : article->passages) {
    if (rows.size() == kMost) break;
    const auto other = passage.article == article->stored.row.key ? passage.origin : passage.article;
    if (std::ranges::any_of(rows, [&](const auto& row) { return row.key == other; })) continue;
    const auto row = store::read_article_row(reading.record, other);
    if (!row) return std::unexpected(row.error());
    rows.push_back(*row);
  }
  std::string body;
  json::Writer w(body);
  w.begin_object();
  write_rows(w, "articles", rows);
  w.end_object();
  return body;
}

Body search(Reading& reading) {
  query::SearchAsk ask = reading.parameters.ask();
  ask.filter.from = reading.parameters.day("from", false);
  ask.filter.to = reading.parameters.day("to", true);
  ask.limit = reading.parameters.number("limit", 20, 1, 100);
  ask.offset = reading.parameters.number("offset", 0, 0, kMostOffset);
  ask.facets = reading.parameters.flag("facets");
  if (reading.parameters.fault()) return std::unexpected(*reading.parameters.fault());
  const auto found = query::search(reading.record, ask);
  if (!found) return std::unexpected(found.error());
  std::string body;
  json::Writer w(body);
  w.begin_object().member("total", found->page.total).key("hits").begin_array();
  for (const store::Hit& hit : found->page.hits) w.raw(interchange::hit_line(hit));
  w.end_array();
  if (ask.facets) w.key("facets").raw(interchange::facets_line(found->page.total, found->facets));
  w.end_object();
  return body;
}

Body sources(Reading& reading) {
  const auto rows = store::list_sources(reading.record, {});
  if (!rows) return std::unexpected(rows.error());
  const auto flows = store::copy_flows(reading.record);
  if (!flows) return std::unexpected(flows.error());
  std::string body;
  json::Writer w(body);
  w.begin_object().key("sources").begin_array();
  for (const store::SourceRow& row : *rows) w.raw(interchange::source_line(row));
  w.end_array().key("copies").begin_array();
  for (const store::CopyFlow& flow : *flows)
    w.begin_object()
        .member("source", flow.source)
        .member("of", flow.origin)
        .member("articles", flow.articles)
        .end_object();
  w.end_array().end_object();
  return body;
}

Body stories(Reading& reading) {
  const auto order = reading.parameters.choice("order", {"newest", "largest"});
  const std::size_t least = reading.parameters.number("least", 2, 1, 1000);
  const std::size_t limit = reading.parameters.number("limit", 50, 1, 200);
  const std::size_t offset = reading.parameters.number("offset", 0, 0, kMostOffset);
  if (reading.parameters.fault()) return std::unexpected(*reading.parameters.fault());
  const auto page = query::stories(
      reading.record, {.order = order == "largest" ? store::StoryOrder::largest : store::StoryOrder::newest,
                       .least = least,
                       .limit = limit,
                       .offset = offset});
  if (!page) return std::unexpected(page.error());
  std::string body;
  json::Writer w(body);
  w.begin_object().member("total", page->total).key("stories").begin_array();
  for (const store::StoryRow& row : page->rows) w.raw(interchange::story_line(row));
  w.end_array().end_object();
  return body;
}

Body story(Reading& reading) {
  const auto row = store::read_story_row(reading.record, reading.parts[1]);
  if (!row) return std::unexpected(row.error());
  return interchange::story_line(*row);
}

struct Route {
  std::string_view first;
  std::size_t parts;
  std::string_view third;
  Read read;
};

constexpr Route kRoutes[] = {
    {"days", 1, "", days},        {"articles", 1, "", articles},
    {"articles", 2, "", article}, {"articles", 3, "related", related},
    {"search", 1, "", search},    {"sources", 1, "", sources},
    {"stories", 1, "", stories},  {"stories", 2, "", story},
};

}  // namespace

Read find_read(const std::vector<std::string>& parts) {
  const auto found = std::ranges::find_if(kRoutes, [&](const Route& route) {
    return parts.size() == route.parts && parts[0] == route.first &&
           (route.parts < 3 || parts[2] == route.third);
  });
  return found == std::end(kRoutes) ? nullptr : found->read;
}

}  // namespace dateline::server
