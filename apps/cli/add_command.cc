// `dateline add` and `dateline rebuild`: pages into a record.

#include "engine/add.h"

#include <fmt/format.h>

#include "base/json.h"
#include "filter.h"
#include "query/kept_timeline.h"
#include "terminal.h"

namespace dateline::cli {
namespace {

engine::AddOptions options_of(const Invocation& invocation, Progress& progress,
                              const ingest::Counters* counters) {
  engine::AddOptions options;
  options.threads = static_cast<unsigned>(invocation.number("threads", 0));
  options.stop = invocation.stop;
  options.progress = [&progress, counters](const engine::AddReport& report) {
    progress.update(report.added + report.present + report.failed,
                    counters != nullptr ? counters->now().bytes : 0);
  };
  if (!invocation.has("quiet")) options.problem = [](const Error& error) { note(error.message); };
  return options;
}

// Names come from the language engine, unless they are not wanted or its model is not installed.
Status load_names(const Invocation& invocation, engine::AddOptions& options) {
  if (invocation.has("no-names")) return {};
  auto model = engine::load_language_if_any();
  if (!model) return std::unexpected(model.error());
  options.read.language = std::move(*model);
  return {};
}

Option no_names_option() {
  return {
      .name = "no-names",
      .help =
          "leave the language engine out: no names of people, bodies and places, in a fraction of the time"};
}

int finish(const Invocation& invocation, const Result<engine::AddReport>& report, std::string_view verb) {
  if (!report)
    return report.error().code == ErrorCode::cancelled ? (note(report.error().message), kInterrupted)
                                                       : dateline::cli::report(report.error().message);
  Output output(invocation);
  if (output.for_people()) {
    if (!invocation.has("quiet"))
      output.line(fmt::format("{} {} pages, {} already there, {} not read", verb, report->added,
                              report->present, report->failed));
  } else {
    std::string line;
    json::Writer w(line);
    w.begin_object()
        .member("added", report->added)
        .member("present", report->present)
        .member("failed", report->failed);
    w.member("bytes", report->bytes).end_object();
    output.line(line);
  }
  output.flush();
  const bool nothing = report->added + report->present == 0 && report->failed > 0;
  return nothing ? kFailed : kDone;
}

int run_add(const Invocation& invocation) {
  auto record = store::Record::open_or_create(invocation.argument("RECORD"));
  if (!record) return report(record.error().message);
  const auto& paths = invocation.arguments("PATH");
  ingest::Counters counters;
  const auto source = ingest::open_sources(paths, input_limits(invocation), &counters);
  Result<engine::AddReport> added;
  {
    Progress progress(invocation, "pages", ingest::total_bytes(paths).value_or(0));
    engine::AddOptions options = options_of(invocation, progress, &counters);
    if (Status loaded = load_names(invocation, options); !loaded) return report(loaded.error().message);
    added = engine::add(*record, *source, options);
  }
  if (added)
    if (Status kept = query::keep_after_adding(*record, added->added); !kept) note(kept.error().message);
  return finish(invocation, added, "added");
}

int run_rebuild(const Invocation& invocation) {
  auto record = store::Record::open(invocation.argument("RECORD"), store::Mode::write);
  if (!record) return report(record.error().message);
  Result<engine::AddReport> rebuilt;
  {
    Progress progress(invocation, "pages", 0);
    engine::AddOptions options = options_of(invocation, progress, nullptr);
    if (Status loaded = load_names(invocation, options); !loaded) return report(loaded.error().message);
    rebuilt = engine::rebuild(*record, options);
  }
  if (rebuilt)
    if (Status kept = query::keep_after_adding(*record, rebuilt->added); !kept) note(kept.error().message);
  return finish(invocation, rebuilt, "rebuilt");
}

}  // namespace

Command add_command() {
  std::vector<Option> options = input_options();
  options.push_back(no_names_option());
  return {.name = "add",
          .summary = "add pages to a record",
          .description =
              "Reads pages into RECORD, which is made if it is not there. Pages whose bytes are in the "
              "record already are "
              "skipped; a new version of the same address is kept as a version. What could not be read is "
              "told on standard "
              "error, and the run goes on.",
          .arguments = {{.name = "RECORD", .help = "the record's file"},
                        {.name = "PATH",
                         .help = "files, folders, archives (WARC, ARC), feeds, saved pages, mail, JSON "
                                 "Lines, or - for standard input",
                         .repeatable = true}},
          .options = options,
          .examples = {"dateline add affair.dateline saved-pages/",
                       "dateline add affair.dateline crawl.warc.gz feed.xml"},
          .run = run_add};
}

Command rebuild_command() {
  return {.name = "rebuild",
          .summary = "read every stored page again with this version",
          .description =
              "Makes all articles, layers and what stands across them again from the stored pages, as this "
              "version of "
              "dateline reads them. The pages themselves are not changed.",
          .arguments = {{.name = "RECORD", .help = "the record's file"}},
          .options = {no_names_option()},
          .examples = {"dateline rebuild affair.dateline"},
          .run = run_rebuild};
}

}  // namespace dateline::cli
