// `dateline annotate`: articles in, articles with their layers out.

#include <algorithm>

#include <fmt/format.h>

#include "base/json.h"
#include "filter.h"
#include "interchange/article_json.h"
#include "interchange/syntax_json.h"

namespace dateline::cli {
namespace {

using interchange::Layer;

bool asked(const std::vector<Layer>& layers, Layer layer) {
  return std::find(layers.begin(), layers.end(), layer) != layers.end();
}

// The language engine's model where a layer needs it.
Result<engine::ReadOptions> read_options(const Invocation& invocation, const std::vector<Layer>& layers) {
  engine::ReadOptions read;
  if (!asked(layers, Layer::tokens) && !asked(layers, Layer::mentions) && !asked(layers, Layer::entities))
    return read;
  auto model = engine::load_language(invocation.text("model"));
  if (!model) return std::unexpected(model.error());
  read.language = std::move(*model);
  return read;
}

// Article captures keep their whole line, so that unknown members pass through.
std::string annotated(Capture&& capture, engine::PageReader& reader, const std::vector<Layer>& layers) {
  Result<Article> article = reader.article(capture);
  if (!article) return interchange::error_line(capture.id, article.error());
  std::string extra = capture.extra;
  if (capture.kind == CaptureKind::article) {
    json::Parser parser;
    if (const auto value = parser.parse(capture.bytes)) extra = interchange::unknown_members(*value);
  }
  const Layers found = reader.layers(*article);
  std::string line;
  json::Writer w(line);
  w.begin_object();
  interchange::write_article_members(w, *article);
  interchange::write_layer_members(w, article->text, found, layers);
  if (asked(layers, Layer::tokens) && reader.language() != nullptr)
    interchange::write_tokens_member(w, article->text, *reader.language());
  if (!extra.empty()) line += "," + extra;
  w.end_object();
  return line;
}

int run(const Invocation& invocation) {
  const auto layers = interchange::parse_layers(invocation.text("layers", "sentences,times"));
  if (!layers) {
    report(layers.error().message);
    return kUsage;
  }
  const Result<engine::ReadOptions> read = read_options(invocation, *layers);
  if (!read) return report(read.error().message);
  Output output(invocation);
  return run_filter(invocation, invocation.arguments("PATH"), *read, output,
                    [&](Capture&& capture, engine::PageReader& reader) {
                      return annotated(std::move(capture), reader, *layers);
                    });
}

}  // namespace

Command annotate_command() {
  std::vector<Option> options = input_options();
  options.push_back(
      {.name = "layers",
       .kind = ValueKind::text,
       .value = "NAMES",
       .help = "layers to print, separated by commas: sentences, tokens, mentions, entities, times (default "
               "sentences,times)"});
  options.push_back({.name = "model",
                     .kind = ValueKind::path,
                     .value = "FILE",
                     .help = "language model instead of the installed one"});
  return {.name = "annotate",
          .summary = "add layers to articles: sentences, tokens, mentions, times",
          .description =
              "Reads articles (JSON Lines) or pages and prints each article with its layers. Offsets are "
              "code points into the "
              "article's own text.",
          .arguments = {{.name = "PATH",
                         .help = "files, folders, archives, or - for standard input",
                         .required = false,
                         .repeatable = true}},
          .options = options,
          .examples = {"dateline annotate --layers times - < articles.jsonl > annotated.jsonl"},
          .run = run};
}

}  // namespace dateline::cli
