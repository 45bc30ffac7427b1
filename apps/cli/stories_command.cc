// `dateline stories`: articles in, the stories they tell and who copied whom out.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/json.h"
#include "collection.h"
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

int run(const Invocation& invocation) {
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
  return {.name = "stories",
          .summary = "group articles into stories, and tell who copied whom",
          .description =
              "Reads articles (JSON Lines) and prints the stories they tell and the copies among them. The "
              "result does not "
              "depend on the order of the articles, on --batch or on --threads.",
          .arguments = {},
          .options = {{.name = "input",
                       .kind = ValueKind::path,
                       .value = "FILE",
                       .help = "articles as JSON Lines; - for standard input"},
                      {.name = "batch",
                       .kind = ValueKind::number,
                       .value = "N",
                       .help = "take in N articles at a time"}},
          .examples = {"dateline stories --input articles.jsonl"},
          .run = run};
}

}  // namespace dateline::cli
