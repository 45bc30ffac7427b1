#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "interchange/record_json.h"
#include "interchange/tables.h"
#include "interchange/timeline_json.h"
#include "record_options.h"
#include "terminal.h"

namespace dateline::cli {
namespace {

struct Format {
  const char* name;
  std::string (*head)();
  std::string (*article)(const store::StoredArticle&);
};

std::string nothing() {
  return {};
}
std::string json_line(const store::StoredArticle& stored) {
  return interchange::stored_line(stored) + "\n";
}

constexpr Format kFormats[] = {
    {"jsonl", nothing, json_line},
    {"csv", interchange::csv_header, interchange::csv_line},
    {"md", nothing, interchange::markdown_article},
};

// The timeline of the articles, in one of its formats.
int export_timeline(const Invocation& invocation, const query::SearchAsk& articles,
                    const std::string& format) {
  const Result<store::Record> record = open_record(invocation);
  if (!record) return report(record.error().message);
  const query::TimelineAsk ask{.articles = articles};
  const auto answer =
      query::timeline(*record, ask, [&](std::uint64_t) { return !invocation.stop.stop_requested(); });
  if (!answer)
    return answer.error().code == ErrorCode::cancelled ? kInterrupted : report(answer.error().message);
  const auto dates = static_cast<std::size_t>(invocation.number("dates", 1000));
  const auto chosen = interchange::choose(*answer, {}, {}, dates);
  const interchange::Heading heading{
      .title = std::filesystem::path(invocation.argument("RECORD")).stem().string(),
      .subtitle = fmt::format("{} of {} days, read from {} articles", chosen.entries.size(),
                              answer->entries.size(), answer->articles)};
  Output out(invocation);
  out.write(interchange::timeline_as(format, heading, chosen));
  return out.flush()
             ? kDone
             : report("standard output could not be written: the disk is full, or its reader has gone");
}

int run_export(const Invocation& invocation) {
  const Result<query::SearchAsk> ask = ask_of(invocation, invocation.arguments("WORD"));
  if (!ask) return report(ask.error().message);
  const std::string name = invocation.text("format", "jsonl");
  const Format* format = std::find_if(std::begin(kFormats), std::end(kFormats),
                                      [&](const Format& one) { return name == one.name; });
  const bool of_articles = format != std::end(kFormats);
  if (invocation.text("of", of_articles ? "articles" : "timeline") == "timeline")
    return export_timeline(invocation, *ask, name);
  if (!of_articles) {
    report(fmt::format("--format {} is of the timeline; articles are given as jsonl, csv or md", name));
    return kUsage;
  }
  const Result<store::Record> record = open_record(invocation);
  if (!record) return report(record.error().message);
  const Result<store::Totals> totals = store::totals(*record);
  if (!totals) return report(totals.error().message);
  Output out(invocation);
  out.write(format->head());
  Progress progress(invocation, "articles", 0);
  std::uint64_t written = 0;
  const Status status = query::each_article(*record, *ask, [&](store::StoredArticle&& stored) {
    out.write(format->article(stored));
    progress.update(++written, 0);
    return out.ok() && !invocation.stop.stop_requested();
  });
  const bool whole = out.flush();
  if (!status) return report(status.error().message);
  if (invocation.stop.stop_requested()) return kInterrupted;
  if (!whole) return report("standard output could not be written: the disk is full, or its reader has gone");
  return kDone;
}

}  // namespace

Command export_command() {
  std::vector<Option> options = filter_options();
  options.push_back(
      {.name = "format",
       .letter = 'f',
       .kind = ValueKind::choice,
       .value = "FORMAT",
       .help = "jsonl: articles with their layers, as annotate gives them (default); csv; md: Markdown to "
               "read; of the "
               "timeline also html: a report in one file, ics: iCalendar, timelinejs: JSON for TimelineJS",
       .choices = {"jsonl", "csv", "md", "html", "ics", "timelinejs"}});
  options.push_back({.name = "of",
                     .kind = ValueKind::choice,
                     .value = "WHAT",
                     .help = "articles (default where the format has them), or timeline",
                     .choices = {"articles", "timeline"}});
  options.push_back({.name = "dates",
                     .kind = ValueKind::number,
                     .value = "N",
                     .help = "days of the timeline at most (default 1000)"});
  return {.name = "export",
          .summary = "the articles or the timeline of a record for other programs",
          .description =
              "Writes articles to standard output, in the order of publication: all of them, or those that "
              "have the words "
              "and pass the filters (as `dateline search` takes them). What jsonl gives can be added to "
              "another record.",
          .arguments = {record_argument(),
                        {.name = "WORD",
                         .help = "only articles with these words",
                         .required = false,
                         .repeatable = true,
                         .kind = ValueKind::text}},
          .options = std::move(options),
          .examples = {"dateline export river.record --format csv > river.csv",
                       "dateline export river.record --format html --dates 20 > river.html",
                       "dateline export river.record dam from:2031 | dateline timeline --input -"},
          .run = run_export};
}

}  // namespace dateline::cli
