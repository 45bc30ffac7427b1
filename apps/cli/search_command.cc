#include <fmt/format.h>

#include "interchange/record_json.h"
#include "marked_text.h"
#include "record_options.h"
#include "terminal.h"

namespace dateline::cli {
namespace {

constexpr long kHits = 10;

std::vector<Mark> marks_of(const std::vector<ByteRange>& ranges, std::string_view on,
                           std::uint32_t from = 0) {
  std::vector<Mark> marks;
  marks.reserve(ranges.size());
  for (const ByteRange range : ranges) marks.push_back({{range.begin - from, range.end - from}, on});
  return marks;
}

void print_hit(Output& out, const store::Hit& hit) {
  const store::ArticleRow& row = hit.row;
  out.line(marked_text(row.title.empty() ? row.id : row.title, marks_of(hit.title_matches, out.mark()),
                       out.plain(), out.width()));
  out.line(fmt::format("{}{}  {}{}{}", out.dim(), shown_date(row),
                       row.source.empty() ? "" : printable(row.source) + "  ", to_hex(row.key).substr(0, 8),
                       out.plain()));
  std::string before = hit.snippet.begin > 0 ? "... " : "";
  std::string text =
      before + std::string(slice(hit.text, hit.snippet)) + (hit.snippet.end < hit.text.size() ? " ..." : "");
  std::vector<ByteRange> matches = hit.matches;
  for (ByteRange& range : matches) {
    const auto shift = static_cast<std::uint32_t>(before.size());
    range = {range.begin + shift, range.end + shift};
  }
  out.line(marked_text(text, marks_of(matches, out.mark(), hit.snippet.begin), out.plain(), out.width(), 2));
  out.line("");
}

void print_counts(Output& out, std::string_view name, const std::vector<store::Count>& counts) {
  if (counts.empty()) return;
  std::string text;
  for (const store::Count& count : counts)
    text += fmt::format("{}{} ({})", text.empty() ? "" : ", ",
                        count.value.empty() ? "not known" : printable(count.value), count.articles);
  out.line(wrapped(fmt::format("{}: {}", name, text), out.width(), 2));
}

int run_search(const Invocation& invocation) {
  Result<query::SearchAsk> ask = ask_of(invocation, invocation.arguments("WORD"));
  if (!ask) return report(ask.error().message);
  ask->limit = static_cast<std::size_t>(invocation.number("limit", kHits));
  ask->offset = static_cast<std::size_t>(invocation.number("skip", 0));
  ask->facets = invocation.has("facets");
  const Result<store::Record> record = open_record(invocation);
  if (!record) return report(record.error().message);
  const Result<query::SearchAnswer> answer = query::search(*record, *ask);
  if (!answer) return report(answer.error().message);
  Output out(invocation, true);
  for (const store::Hit& hit : answer->page.hits) {
    if (out.for_people())
      print_hit(out, hit);
    else
      out.line(interchange::hit_line(hit));
  }
  if (out.for_people()) {
    out.line(fmt::format("{} of {} articles", answer->page.hits.size(), answer->page.total));
    print_counts(out, "publishers", answer->facets.sources);
    print_counts(out, "years", answer->facets.years);
    print_counts(out, "stories", answer->facets.stories);
  } else if (ask->facets) {
    out.line(interchange::facets_line(answer->page.total, answer->facets));
  }
  out.flush();
  return kDone;
}

}  // namespace

Command search_command() {
  std::vector<Option> options = filter_options();
  options.push_back({.name = "limit",
                     .letter = 'n',
                     .kind = ValueKind::number,
                     .value = "N",
                     .help = "at most N articles (default 10)"});
  options.push_back(
      {.name = "skip", .kind = ValueKind::number, .value = "N", .help = "leave out the best N"});
  options.push_back({.name = "facets",
                     .help = "also count the hits by publisher, year and story (with --json: a last line)"});
  return {.name = "search",
          .summary = "find articles by words",
          .description =
              "An article has to have all words. \"Words in quotes\" stand in a row, -word leaves out, "
              "begin* stands for all "
              "that begin so; case and accents do not count. Filters can be written among the words: "
              "source:NAME lang:TAG "
              "from:DATE to:DATE story:ID. Put the whole in single quotes where it has quotes, * or - in it.",
          .arguments =
              {record_argument(),
               {.name = "WORD", .help = "what to look for", .repeatable = true, .kind = ValueKind::text}},
          .options = std::move(options),
          .examples = {"dateline search river.record dam breach from:2031-03",
                       "dateline search river.record '\"mayor of Varnholm\" resign* -rumour'"},
          .run = run_search};
}

}  // namespace dateline::cli
