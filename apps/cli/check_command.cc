#include <fmt/format.h>

#include "interchange/record_json.h"
#include "record_options.h"
#include "store/check.h"
#include "terminal.h"

namespace dateline::cli {
namespace {

// A writer can compare the word index with the texts; a record that is busy or read-only is checked without
// that.
Result<store::Record> open_to_check(const std::string& path) {
  Result<store::Record> record = store::Record::open(path, store::Mode::write);
  if (record || (record.error().code != ErrorCode::busy && record.error().code != ErrorCode::io))
    return record;
  return store::Record::open(path, store::Mode::read);
}

int run_check(const Invocation& invocation) {
  const Result<store::Record> record = open_to_check(invocation.argument("RECORD"));
  if (!record) return report(record.error().message);
  Output out(invocation);
  const auto report_found = [&](const store::Problem& problem) {
    if (out.for_people())
      out.line(fmt::format("{}{}{}: {}", out.bold(), printable(problem.where), out.plain(),
                           printable(problem.what)));
    else
      out.line(interchange::problem_line(problem.where, problem.what));
  };
  const Result<store::CheckReport> found = store::check(*record, report_found);
  if (!found) return report(found.error().message);
  const Result<store::Totals> totals = store::totals(*record);
  if (out.for_people()) {
    out.line(fmt::format("{}: {} pages, {} articles: {}", record->path(), found->captures, found->articles,
                         found->problems == 0 ? "whole" : fmt::format("{} problems", found->problems)));
    if (!found->words_checked)
      out.line(
          "The word index was not compared with the texts: that needs a record that may be written and is "
          "not in use.");
    if (totals && totals->unsettled > 0)
      out.line(fmt::format("Pages added and not shown yet: {}. The next `dateline add` takes them in.",
                           totals->unsettled));
  }
  out.flush();
  return found->problems == 0 ? kDone : kFound;
}

}  // namespace

Command check_command() {
  return {.name = "check",
          .summary = "is the record whole?",
          .description =
              "Looks at everything: the file's structure, each page's bytes against their hash, each range "
              "against its text, "
              "the index against what it was made from. Prints one line a problem. Status 0 when the record "
              "is whole, 3 when "
              "it is not.",
          .arguments = {record_argument()},
          .examples = {"dateline check river.record"},
          .run = run_check};
}

}  // namespace dateline::cli
