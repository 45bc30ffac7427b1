// `dateline timeline --input`: articles in, the days that matter and what happened on them out.

#include <fmt/format.h>

#include <charconv>

#include "base/json.h"
#include "base/utf8.h"
#include "collection.h"
#include "story/copies.h"
#include "terminal.h"
#include "timeline/lines.h"
#include "timeline/timeline.h"

namespace dateline::cli {
namespace {

Result<std::optional<Day>> day_option(const Invocation& invocation, std::string_view name, bool last) {
  const std::string text = invocation.text(name);
  if (text.empty()) return std::nullopt;
  const auto date = parse_date(text);
  if (!date)
    return fail(ErrorCode::invalid_argument,
                fmt::format("--{}: '{}' is not a date like 2024-07-23", name, text));
  return last ? days_of(*date).last : days_of(*date).first;
}

Result<timeline::Query> query_of(const Invocation& invocation) {
  timeline::Query query;
  query.terms = invocation.all("query");
  const auto from = day_option(invocation, "from", false);
  const auto to = day_option(invocation, "to", true);
  if (!from) return std::unexpected(from.error());
  if (!to) return std::unexpected(to.error());
  query.from = *from;
  query.to = *to;
  const std::string dates = invocation.text("dates", "auto");
  if (dates != "auto") {
    std::size_t count = 0;
    const auto [end, error] = std::from_chars(dates.data(), dates.data() + dates.size(), count);
    if (error != std::errc() || end != dates.data() + dates.size())
      return fail(ErrorCode::invalid_argument,
                  fmt::format("--dates: '{}' is neither a number nor auto", dates));
    query.dates = count;
  }
  query.per_date = static_cast<std::size_t>(invocation.number("per-date", 2));
  query.explain = static_cast<std::size_t>(invocation.number("explain", 0));
  query.parallel = parallel_of(invocation);
  return query;
}

void write_line(json::Writer& w, const timeline::Line& line, const std::vector<Article>& articles) {
  const std::string_view text = articles[line.document].text;
  const std::size_t start = utf8::code_points(text.substr(0, line.range.begin));
  const std::string_view sentence = slice(text, line.range);
  w.member("text", sentence).member("document", articles[line.document].id);
  w.member("start", start).member("end", start + utf8::code_points(sentence));
}

// Why these sentences: what was weighed for the entry, with each feature.
void write_weighed(json::Writer& w, const timeline::Entry& entry, const std::vector<Article>& articles) {
  w.member("weight", entry.weight).key("candidates").begin_array();
  for (const timeline::Weighed& weighed : entry.weighed) {
    w.begin_object();
    write_line(w, weighed.line, articles);
    w.member("score", weighed.score).key("features").begin_object();
    for (std::size_t i = 0; i < weighed.features.size(); ++i)
      w.member(timeline::line_weights()[i].name, weighed.features[i]);
    w.end_object().end_object();
  }
  w.end_array();
}

void write_entry(json::Writer& w, const timeline::Entry& entry, const std::vector<Article>& articles) {
  w.begin_object().member("date", to_string(entry.date)).key("interval").begin_array();
  w.string(to_string(entry.interval.first)).string(to_string(entry.interval.last)).end_array();
  w.key("summary").begin_array();
  for (const timeline::Line& line : entry.summary) {
    w.begin_object();
    write_line(w, line, articles);
    w.end_object();
  }
  w.end_array();
  if (!entry.later.empty()) {
    w.key("later").begin_array();
    for (const timeline::Line& line : entry.later) {
      w.begin_object();
      write_line(w, line, articles);
      w.end_object();
    }
    w.end_array();
  }
  w.key("documents").begin_array();
  for (const std::uint32_t document : entry.documents) w.string(articles[document].id);
  w.end_array().key("sources").begin_array();
  for (const std::string& source : entry.sources) w.string(source);
  w.end_array().member("independent", entry.independent).member("status", timeline::name_of(entry.status));
  w.key("disagreements").begin_array().end_array();
  if (!entry.weighed.empty()) write_weighed(w, entry, articles);
  w.end_object();
}

std::string as_json(const timeline::Query& query, const timeline::Timeline& timeline,
                    const std::vector<Article>& articles) {
  std::string out;
  json::Writer w(out);
  w.begin_object().key("query").begin_array();
  for (const std::string& term : query.terms) w.string(term);
  w.end_array().key("entries").begin_array();
  for (const timeline::Entry& entry : timeline.entries) write_entry(w, entry, articles);
  w.end_array().end_object();
  return out;
}

// "3 reports, 2 independent, of Vellmar Post, Oster Bay"
std::string support(const timeline::Entry& entry) {
  std::string out = fmt::format("{} report{}, {} independent", entry.documents.size(),
                                entry.documents.size() == 1 ? "" : "s", entry.independent);
  constexpr std::size_t kNamed = 4;
  const std::size_t named = std::min(entry.sources.size(), kNamed);
  if (named > 0)
    out += fmt::format(
        " ({}{})",
        fmt::join(entry.sources.begin(), entry.sources.begin() + static_cast<std::ptrdiff_t>(named), ", "),
        named < entry.sources.size() ? ", ..." : "");
  return out;
}

std::string precision_of(const timeline::Entry& entry) {
  if (entry.date.day != 0) return "";
  return entry.date.month != 0 ? "  some day of the month" : "  some day of the year";
}

// One sentence, then where it stands.
std::string line_for_people(const Output& output, const Article& article, ByteRange range,
                            std::string_view before) {
  const std::size_t start = utf8::code_points(std::string_view(article.text).substr(0, range.begin));
  const std::size_t end = start + utf8::code_points(slice(article.text, range));
  const std::string page = article.url.empty() ? article.id : article.url;
  std::string out =
      "  " + wrapped(std::string(before) + printable(slice(article.text, range)), output.width() - 2, 2) +
      "\n";
  std::string where = printable(article.source.empty() ? "no source" : article.source);
  if (article.published) where += ", " + to_string(*article.published);
  out += fmt::format("    {}{}: {} at {}-{}{}\n", output.dim(), where, printable(page), start, end,
                     output.plain());
  return out;
}

std::string for_people(const Output& output, const timeline::Timeline& timeline,
                       const std::vector<Article>& articles) {
  if (articles.empty()) return "There are no articles that meet the query.\n";
  if (timeline.entries.empty()) return "No day can be told from these articles for the query.\n";
  std::string out;
  for (const timeline::Entry& entry : timeline.entries) {
    const bool planned = entry.status == timeline::Status::planned;
    out += fmt::format("{}{}{}{}{}  {}{}{}\n", output.bold(), to_string(entry.date), output.plain(),
                       precision_of(entry), planned ? "  planned" : "", output.dim(),
                       printable(support(entry)), output.plain());
    for (const timeline::Line& line : entry.summary)
      out += line_for_people(output, articles[line.document], line.range, "");
    for (const timeline::Line& line : entry.later)
      out += line_for_people(output, articles[line.document], line.range, "later: ");
    out += "\n";
  }
  return out;
}

int run(const Invocation& invocation) {
  const auto query = query_of(invocation);
  if (!query) {
    report(query.error().message);
    return kUsage;
  }
  const std::string record = invocation.argument("RECORD");
  if (record.empty() == invocation.text("input").empty()) {
    report("timeline wants either a RECORD or --input FILE");
    return kUsage;
  }
  auto collection =
      record.empty() ? Collection::read(invocation) : Collection::of_record(record, query->terms);
  if (!collection) return report(collection.error().message);
  const story::Copies copies = collection->copies(parallel_of(invocation));
  if (record.empty()) collection->date_undated(copies);  // a record's are dated when it is settled
  const timeline::Timeline timeline = timeline::make_timeline(collection->documents(), copies, *query);
  Output output(invocation, true);
  if (output.for_people())
    output.write(for_people(output, timeline, collection->articles()));
  else
    output.line(as_json(*query, timeline, collection->articles()));
  return output.flush() ? kDone : kFailed;
}

}  // namespace

Command timeline_command() {
  return {.name = "timeline",
          .summary = "the days that matter, and what happened on each",
          .description =
              "Prints the timeline of a record, or of articles as JSON Lines: for each day the sentences "
              "that tell what happened, "
              "each with the article it stands in and the place there, and how many independent reports "
              "there are.",
          .arguments = {{.name = "RECORD", .help = "the record's file; or use --input", .required = false}},
          .options = {{.name = "input",
                       .kind = ValueKind::path,
                       .value = "FILE",
                       .help = "articles as JSON Lines; - for standard input"},
                      {.name = "query",
                       .kind = ValueKind::text,
                       .value = "TEXT",
                       .help = "topic, person, body or place",
                       .repeatable = true},
                      {.name = "from", .kind = ValueKind::date, .value = "DATE", .help = "no day before"},
                      {.name = "to", .kind = ValueKind::date, .value = "DATE", .help = "no day after"},
                      {.name = "dates",
                       .kind = ValueKind::text,
                       .value = "N",
                       .help = "entries at most, or auto (default)"},
                      {.name = "per-date",
                       .kind = ValueKind::number,
                       .value = "K",
                       .help = "sentences of an entry at most (default 2)"},
                      {.name = "explain",
                       .kind = ValueKind::number,
                       .value = "N",
                       .help = "give the N best sentences of each day with what was weighed (JSON)"}},
          .examples = {"dateline timeline affair.dateline --dates 10",
                       "dateline timeline --input articles.jsonl --query \"Lake Orvel dam\" --dates 10"},
          .run = run};
}

}  // namespace dateline::cli
