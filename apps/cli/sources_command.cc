#include <fmt/format.h>

#include "base/utf8.h"
#include "interchange/record_json.h"
#include "record_options.h"
#include "terminal.h"

namespace dateline::cli {
namespace {

std::string shown_span(const store::SourceRow& row) {
  if (!row.first || !row.last) return "no dates";
  return *row.first == *row.last ? to_string(*row.first)
                                 : to_string(*row.first) + " to " + to_string(*row.last);
}

int run_sources(const Invocation& invocation) {
  const Result<query::SearchAsk> ask = ask_of(invocation, {});
  if (!ask) return report(ask.error().message);
  const Result<store::Record> record = open_record(invocation);
  if (!record) return report(record.error().message);
  const auto rows = store::list_sources(*record, ask->filter);
  if (!rows) return report(rows.error().message);
  Output out(invocation, true);
  for (const store::SourceRow& row : *rows) {
    if (!out.for_people()) {
      out.line(interchange::source_line(row));
      continue;
    }
    out.line(fmt::format(
        "{:>7}  {}{}{}  {}{}{}", row.articles, out.bold(),
        row.source.empty() ? "(not known)" : printable(row.source), out.plain(), out.dim(),
        shown_span(row) + (row.undated > 0 ? fmt::format(", {} without a date", row.undated) : ""),
        out.plain()));
  }
  out.flush();
  return kDone;
}

}  // namespace

Command sources_command() {
  return {.name = "sources",
          .summary = "the publishers in a record, with their articles and days",
          .description =
              "One line a publisher, those with most articles first: how many, and the first and last day of "
              "publication.",
          .arguments = {record_argument()},
          .options = filter_options(),
          .examples = {"dateline sources river.record"},
          .run = run_sources};
}

}  // namespace dateline::cli
