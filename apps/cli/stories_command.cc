// `dateline stories`: the stories of a record, or of articles with who copied whom.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/json.h"
#include "collection.h"
#include "interchange/record_json.h"
#include "record_options.h"
#include "story/copies.h"
#include "story/imprint.h"
#include "story/stories.h"
#include "terminal.h"

namespace dateline::cli {
namespace {

std::string as_json(const std::vector<Article>& articles, const std::vector<story::Story>& stories,
                    const story::Copies& copies) {
  std::string out;
  json::Writer w(out);
  w.begin_object().key("stories").begin_array();
  for (const story::Story& story : stories) {
    w.begin_object().member("id", story.id).member("title", story.title).key("documents").begin_array();
    for (const std::uint32_t document : story.documents) w.string(articles[document].id);
    w.end_array();
    if (story.first) w.member("first", to_string(*story.first)).member("last", to_string(*story.last));
    w.member("independent", story::independent(copies, story.documents));
    if (!story.continues.empty()) {
      w.key("continues").begin_array();
      for (const std::uint32_t other : story.continues) w.string(stories[other].id);
      w.end_array().member("affair", stories[story.affair].id);
    }
    w.end_object();
  }
  w.end_array().key("copies").begin_array();
  for (const story::Relation& relation : copies.relations) {
    w.begin_object()
        .member("document", articles[relation.document].id)
        .member("of", articles[relation.of].id);
    w.member("overlap", std::round(relation.overlap * 1000) / 1000)
        .member("kind", story::name_of(relation.kind))
        .end_object();
  }
  w.end_array().end_object();
  return out;
}

std::string for_people(const Output& output, const std::vector<Article>& articles,
                       const std::vector<story::Story>& stories, const story::Copies& copies) {
  std::string out;
  for (const story::Story& story : stories) {
    if (story.documents.size() < 2) continue;
    out += fmt::format("{}{}{}\n", output.bold(), wrapped(printable(story.title), output.width()),
                       output.plain());
    out += story.first ? fmt::format("  {} to {}, ", to_string(*story.first), to_string(*story.last))
                       : "  undated, ";
    out += fmt::format("{} articles, {} independent\n", story.documents.size(),
                       story::independent(copies, story.documents));
    if (!story.continues.empty())
      out += fmt::format("  goes on from: {}\n", printable(stories[story.continues.front()].title));
    for (const std::uint32_t document : story.documents)
      out += fmt::format("  {}{}{}  {}\n", output.dim(), printable(articles[document].id), output.plain(),
                         printable(articles[document].source));
    out += "\n";
  }
  const auto alone =
      std::ranges::count_if(stories, [](const story::Story& s) { return s.documents.size() == 1; });
  return out + fmt::format("{} articles stand alone.\n", alone);
}

std::string span_of(const std::optional<Day>& first, const std::optional<Day>& last) {
  if (!first || !last) return "undated";
  return *first == *last ? to_string(*first) : to_string(*first) + " to " + to_string(*last);
}

query::StoriesAsk asked(const Invocation& invocation) {
  const long least = invocation.number("least", 2);
  const long limit = invocation.number("limit", 0);
  return {
      .order = invocation.text("order") == "largest" ? store::StoryOrder::largest : store::StoryOrder::newest,
      .least = least < 1 ? 1 : static_cast<std::uint64_t>(least),
      .limit = limit < 1 ? std::numeric_limits<std::int32_t>::max() : static_cast<std::size_t>(limit),
      .offset = 0};
}

// A story of a record: its span and size, what it goes on from, its articles.
Status print_story(Output& out, const store::Record& record, const store::StoryRow& row) {
  store::Filter filter;
  filter.story = row.id;
  filter.all_versions = true;
  const auto page = store::list_articles(record, filter, {.limit = row.articles, .after = {}});
  if (!page) return std::unexpected(page.error());
  if (!out.for_people()) {
    std::vector<store::ArticleKey> documents;
    for (const store::ArticleRow& article : page->rows) documents.push_back(article.key);
    out.line(interchange::story_line(row, documents));
    return {};
  }
  out.line(fmt::format("{}{}{}", out.bold(), wrapped(printable(row.title), out.width()), out.plain()));
  out.line(fmt::format("  {}, articles: {}, publishers: {}", span_of(row.first, row.last), row.articles,
                       row.sources));
  if (!row.continues.empty()) {
    const auto earlier = store::read_story_row(record, row.continues.front());
    if (earlier)
      out.line(fmt::format("  goes on from: {} ({})", printable(earlier->title),
                           span_of(earlier->first, earlier->last)));
  }
  for (const store::ArticleRow& article : page->rows)
    out.line(fmt::format("  {}{}{}  {}  {}  {}", out.dim(), to_hex(article.key).substr(0, 8), out.plain(),
                         shown_date(article), printable(article.source),
                         printable(article.title.empty() ? article.id : article.title)));
  out.line("");
  return {};
}

void print_affair(Output& out, const store::AffairRow& row) {
  if (!out.for_people()) return out.line(interchange::affair_line(row));
  out.line(fmt::format("{}{}{}", out.bold(), wrapped(printable(row.title), out.width()), out.plain()));
  out.line(fmt::format("  {}, stories: {}, articles: {}", span_of(row.first, row.last), row.stories.size(),
                       row.articles));
  for (const store::StoryRow& story : row.stories)
    out.line(fmt::format("  {}{}{}  {}", out.dim(), span_of(story.first, story.last), out.plain(),
                         printable(story.title)));
  out.line("");
}

// The stories that a record holds, or its affairs.
int run_record(const Invocation& invocation) {
  const Result<store::Record> record = open_record(invocation);
  if (!record) return report(record.error().message);
  Output out(invocation, true);
  if (invocation.has("affairs")) {
    const auto page = query::affairs(*record, asked(invocation));
    if (!page) return report(page.error().message);
    for (const store::AffairRow& row : page->rows) print_affair(out, row);
    if (page->total == 0 && out.for_people()) out.line("No story goes on from another.");
    return out.flush() ? kDone : kFailed;
  }
  const auto page = query::stories(*record, asked(invocation));
  if (!page) return report(page.error().message);
  for (const store::StoryRow& row : page->rows)
    if (Status printed = print_story(out, *record, row); !printed) return report(printed.error().message);
  if (page->total == 0 && out.for_people()) out.line("No two articles tell of one happening.");
  return out.flush() ? kDone : kFailed;
}

int run(const Invocation& invocation) {
  const bool of_record = !invocation.argument("RECORD").empty();
  if (of_record == invocation.has("input")) {
    report("give a record, or articles with --input FILE");
    return kUsage;
  }
  if (of_record) return run_record(invocation);
  const auto collection = Collection::read(invocation);
  if (!collection) return report(collection.error().message);
  const std::span<const story::Document> documents = collection->documents();
  const story::Parallel parallel = parallel_of(invocation);
  story::CopyIndex copy_index;
  story::StoryIndex story_index;
  const long batch = invocation.number("batch", 0);
  const std::size_t step =
      batch > 0 ? static_cast<std::size_t>(batch) : std::max<std::size_t>(1, documents.size());
  for (std::size_t first = 0; first < documents.size(); first += step) {
    const auto some = documents.subspan(first, std::min(step, documents.size() - first));
    std::vector<story::Imprint> imprints(some.size());
    parallel(some.size(), [&](std::size_t i) { imprints[i] = story::imprint_of(some[i]); });
    for (story::Imprint& imprint : imprints) {
      copy_index.add(std::move(imprint.print));
      story_index.add(std::move(imprint.sketch));
    }
  }
  const story::Copies copies = copy_index.settle(parallel);
  const std::vector<story::Story> stories = story_index.settle(parallel);
  Output output(invocation, true);
  if (output.for_people())
    output.write(for_people(output, collection->articles(), stories, copies));
  else
    output.line(as_json(collection->articles(), stories, copies));
  return output.flush() ? kDone : kFailed;
}

}  // namespace

Command stories_command() {
  return {
      .name = "stories",
      .summary = "the stories of a record, or of articles with who copied whom",
      .description =
          "Of a record, its stories: title, days, articles, publishers, and what each goes on from; with "
          "--affairs the chains of stories instead. With --input, reads articles (JSON Lines) and prints "
          "the stories they tell and the copies among them. The result does not depend on the order of "
          "the articles, on --batch or on --threads.",
      .arguments = {{.name = "RECORD", .help = "a record", .required = false}},
      .options = {{.name = "input",
                   .kind = ValueKind::path,
                   .value = "FILE",
                   .help = "articles as JSON Lines; - for standard input"},
                  {.name = "batch",
                   .kind = ValueKind::number,
                   .value = "N",
                   .help = "with --input: take in N articles at a time"},
                  {.name = "affairs", .help = "of a record: chains of stories that go on from each other"},
                  {.name = "order",
                   .kind = ValueKind::choice,
                   .value = "ORDER",
                   .help = "of a record: newest (default) or largest first",
                   .choices = {"newest", "largest"}},
                  {.name = "least",
                   .kind = ValueKind::number,
                   .value = "N",
                   .help = "of a record: of at least N articles (2)"},
                  {.name = "limit",
                   .letter = 'n',
                   .kind = ValueKind::number,
                   .value = "N",
                   .help = "of a record: at most N"}},
      .examples = {"dateline stories river.record --order largest",
                   "dateline stories --input articles.jsonl"},
      .run = run};
}

}  // namespace dateline::cli
