#include "record_options.h"

#include <fmt/format.h>

#include "terminal.h"

namespace dateline::cli {

Argument record_argument() {
  return {.name = "RECORD", .help = "the record's file"};
}

std::vector<Option> filter_options() {
  return {
      {.name = "source", .kind = ValueKind::text, .value = "NAME", .help = "only articles of this publisher"},
      {.name = "from",
       .kind = ValueKind::date,
       .value = "DATE",
       .help = "published on this day or later: 2031, 2031-03, 2031-03-14"},
      {.name = "to", .kind = ValueKind::date, .value = "DATE", .help = "published on this day or earlier"},
      {.name = "language",
       .kind = ValueKind::text,
       .value = "TAG",
       .help = "only this language; en takes en-GB too"},
      {.name = "story", .kind = ValueKind::text, .value = "ID", .help = "only articles of this story"},
      {.name = "diagnostic",
       .kind = ValueKind::text,
       .value = "CODE",
       .help = "only articles with this diagnostic"},
      {.name = "versions",
       .kind = ValueKind::choice,
       .value = "WHICH",
       .help = "newest of each address (default), or all",
       .choices = {"newest", "all"}},
  };
}

Result<query::SearchAsk> ask_of(const Invocation& invocation, const std::vector<std::string>& words) {
  query::SearchAsk ask;
  ask.filter.source = invocation.text("source");
  ask.filter.language = invocation.text("language");
  ask.filter.story = invocation.text("story");
  ask.filter.diagnostic = invocation.text("diagnostic");
  ask.filter.all_versions = invocation.text("versions") == "all";
  for (const auto& [name, day] : {std::pair("from", &ask.filter.from), std::pair("to", &ask.filter.to)}) {
    if (!invocation.has(name)) continue;
    const std::string text = invocation.text(name);
    const auto date = parse_date(text);
    if (!date)
      return fail(ErrorCode::invalid_argument,
                  fmt::format("--{}: '{}' is not a date. Give 2031, 2031-03 or 2031-03-14", name, text));
    *day = day == &ask.filter.from ? days_of(*date).first : days_of(*date).last;
  }
  for (const std::string& word : words) {
    if (!ask.text.empty()) ask.text += ' ';
    ask.text += word;
  }
  return ask;
}

Result<store::Record> open_record(const Invocation& invocation) {
  Result<store::Record> record = store::Record::open(invocation.argument("RECORD"), store::Mode::read);
  if (!record) return record;
  const Result<store::Totals> totals = store::totals(*record);
  if (!totals) return std::unexpected(totals.error());
  if (totals->unsettled > 0 && !invocation.has("quiet"))
    note(
        fmt::format("{}: pages added and not shown yet: {}. A run is under way or was stopped; the next "
                    "`dateline add` takes "
                    "them in",
                    record->path(), totals->unsettled));
  return record;
}

std::string shown_date(const store::ArticleRow& row) {
  return row.published ? to_string(*row.published).substr(0, 10) : "no date";
}

}  // namespace dateline::cli
