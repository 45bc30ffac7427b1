#include <fmt/format.h>

#include "interchange/record_json.h"
#include "record_options.h"
#include "terminal.h"

namespace dateline::cli {
namespace {

constexpr std::size_t kPage = 500;
constexpr std::size_t kKeyDigits = 8;  // enough to name an article in a record of many thousands

std::string text_line(const Output& out, const store::ArticleRow& row) {
  std::string line = fmt::format("{}{}{}  {:<10}  {}{}{}", out.dim(), to_hex(row.key).substr(0, kKeyDigits),
                                 out.plain(), shown_date(row), out.bold(),
                                 printable(row.title.empty() ? row.id : row.title), out.plain());
  if (!row.source.empty()) line += fmt::format("  {}{}{}", out.accent(), printable(row.source), out.plain());
  if (row.versions > 1)
    line += fmt::format("  {}version {} of {}{}", out.dim(), row.version, row.versions, out.plain());
  return line;
}

int run_list(const Invocation& invocation) {
  const Result<query::SearchAsk> ask = ask_of(invocation, {});
  if (!ask) return report(ask.error().message);
  const Result<store::Record> record = open_record(invocation);
  if (!record) return report(record.error().message);
  Output out(invocation, true);
  const auto limit = static_cast<std::size_t>(invocation.number("limit", 0));
  std::size_t shown = 0;
  store::PageAsk page;
  do {
    page.limit = limit == 0 ? kPage : std::min(kPage, limit - shown);
    const Result<store::ArticlePage> rows = store::list_articles(*record, ask->filter, page);
    if (!rows) return report(rows.error().message);
    for (const store::ArticleRow& row : rows->rows)
      out.line(out.for_people() ? text_line(out, row) : interchange::row_line(row));
    shown += rows->rows.size();
    page.after = rows->next;
  } while (!page.after.empty() && (limit == 0 || shown < limit) && out.ok() &&
           !invocation.stop.stop_requested());
  out.flush();
  if (shown == 0 && out.for_people() && !invocation.has("quiet")) note("no article passes");
  if (invocation.stop.stop_requested()) return kInterrupted;
  return kDone;
}

}  // namespace

Command list_command() {
  std::vector<Option> options = filter_options();
  options.push_back({.name = "limit",
                     .letter = 'n',
                     .kind = ValueKind::number,
                     .value = "N",
                     .help = "at most N articles"});
  return {.name = "list",
          .summary = "the articles of a record, by day of publication",
          .description =
              "One line an article: the beginning of its key, by which `dateline show` finds it, its day, "
              "headline and "
              "publisher. Articles without a date come last.",
          .arguments = {record_argument()},
          .options = std::move(options),
          .examples = {"dateline list river.record --from 2031-03 --source 'Oster Bay Post'"},
          .run = run_list};
}

}  // namespace dateline::cli
