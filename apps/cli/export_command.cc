#include <fmt/format.h>

#include "interchange/record_json.h"
#include "interchange/tables.h"
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

int run_export(const Invocation& invocation) {
  const Result<query::SearchAsk> ask = ask_of(invocation, invocation.arguments("WORD"));
  if (!ask) return report(ask.error().message);
  const std::string name = invocation.text("format", "jsonl");
  const Format* format = std::find_if(std::begin(kFormats), std::end(kFormats),
                                      [&](const Format& one) { return name == one.name; });
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
       .help =
           "jsonl: articles with their layers, as annotate gives them (default); csv; md: Markdown to read",
       .choices = {"jsonl", "csv", "md"}});
  return {.name = "export",
          .summary = "the articles of a record for other programs",
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
                       "dateline export river.record dam from:2031 | dateline timeline --input -"},
          .run = run_export};
}

}  // namespace dateline::cli
