// GET export: what is on the screen, as a file.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "api.h"
#include "interchange/record_json.h"
#include "interchange/tables.h"
#include "interchange/timeline_json.h"

namespace dateline::server {
namespace {

struct Format {
  const char* name;
  const char* type;
  const char* ending;
};

constexpr Format kFormats[] = {
    {"md", "text/markdown; charset=utf-8", "md"},   {"html", "text/html; charset=utf-8", "html"},
    {"csv", "text/csv; charset=utf-8", "csv"},      {"jsonl", "application/x-ndjson", "jsonl"},
    {"ics", "text/calendar; charset=utf-8", "ics"}, {"timelinejs", "application/json", "json"},
};
constexpr int kAtOnce = 4;
constexpr std::size_t kPart = 64 * 1024;

// Articles one by one, in parts of some size.
void stream_articles(const store::Record& record, const query::SearchAsk& ask, const std::string& format,
                     const Sink& sink) {
  std::string part = format == "csv" ? interchange::csv_header() : "";
  const Status status = query::each_article(record, ask, [&](store::StoredArticle&& stored) {
    part += format == "csv"  ? interchange::csv_line(stored)
            : format == "md" ? interchange::markdown_article(stored)
                             : interchange::stored_line(stored) + "\n";
    if (part.size() < kPart) return true;
    const bool there = sink(part);
    part.clear();
    return there;
  });
  if (status) sink(part);
}

}  // namespace

Response Api::export_(const Request& request) {
  Parameters parameters(request);
  const std::string name = parameters.choice("format", {"md", "html", "csv", "jsonl", "ics", "timelinejs"});
  const bool articles = parameters.choice("of", {"timeline", "articles"}) == "articles";
  query::TimelineAsk ask = timeline_ask(parameters);
  const auto from = parameters.day("from", false);
  const auto to = parameters.day("to", true);
  const std::size_t dates = parameters.number("dates", 1000, 1, 1000);
  const bool newest = parameters.choice("order", {"oldest", "newest"}) == "newest";
  const bool inline_ = parameters.flag("inline");
  if (parameters.fault()) return refuse(*parameters.fault());
  if (articles && name != "md" && name != "csv" && name != "jsonl")
    return error_response(400, "invalid-argument",
                          fmt::format("articles are not given as {}; take md, csv or jsonl", name));
  const Format& format = *std::ranges::find(kFormats, name, &Format::name);
  const std::string record_name = std::filesystem::path(readers_.path()).stem().string();
  std::string file;
  for (const char c : record_name)
    file += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'
                ? c
                : '-';
  Response response;
  response.type = format.type;
  response.headers.emplace_back("Cache-Control", "no-store");
  response.headers.emplace_back("Content-Security-Policy",
                                "sandbox; default-src 'none'; style-src 'unsafe-inline'");
  if (!inline_)
    response.headers.emplace_back("Content-Disposition",
                                  fmt::format("attachment; filename=\"{}-{}.{}\"", file,
                                              articles ? "articles" : "timeline", format.ending));
  if (!articles) {
    const Timelines::Got got = timelines_.get(ask, std::chrono::seconds(60));
    if (got.made == nullptr)
      return error_response(503, "busy", "the timeline is not ready yet; try again in a moment");
    if (!*got.made) return refuse(got.made->error());
    const auto chosen = interchange::choose(**got.made, from, to, dates, newest);
    interchange::Heading heading{.title = record_name, .subtitle = {}};
    heading.subtitle =
        fmt::format("{} of {} days, read from {} articles{}", chosen.entries.size(),
                    (*got.made)->entries.size(), (*got.made)->articles,
                    ask.articles.text.empty() ? "" : fmt::format(" about \"{}\"", ask.articles.text));
    response.body = shared(interchange::timeline_as(name, heading, chosen));
    return response;
  }
  ask.articles.filter.from = from;
  ask.articles.filter.to = to;
  if (const auto asked = query::read_terms(ask.articles.text, ask.articles.filter); !asked)
    return refuse(asked.error());
  response.stream = [this, ask, name](const Sink& sink) {
    if (exporting_.fetch_add(1) < kAtOnce)
      if (const auto record = readers_.take(); record) stream_articles(**record, ask.articles, name, sink);
    exporting_.fetch_sub(1);
  };
  if (exporting_ >= kAtOnce)
    return error_response(503, "busy", "other exports are running; try again in a moment");
  return response;
}

}  // namespace dateline::server
