// `dateline parse`: what the language engine makes of a text, for people who debug rules.

#include <algorithm>

#include <fmt/format.h>

#include "filter.h"
#include "interchange/article_json.h"
#include "interchange/syntax_json.h"

namespace dateline::cli {
namespace {

// A tree of one sentence, a token a line, children below their head in the order of the text:
//
//     said VERB VBD say ROOT
//     ├─ minister NOUN NN minister nsubj
//     │  └─ The DET DT the det
class TreePrinter {
 public:
  TreePrinter(const Output& output, std::string_view text, const lang::Document& document)
      : output_(output), text_(text), document_(document) {}

  std::string sentence(lang::TokenSpan span) {
    children_.assign(span.size(), {});
    std::vector<std::uint32_t> roots;
    for (std::uint32_t i = span.begin; i < span.end; ++i) {
      const auto head = static_cast<std::uint32_t>(document_.tokens[i].head);
      if (head == i || head < span.begin || head >= span.end)
        roots.push_back(i);
      else
        children_[head - span.begin].push_back(i);
    }
    out_.clear();
    first_ = span.begin;
    for (const std::uint32_t root : roots) tree(root);
    return out_;
  }

 private:
  // Without recursion: a hostile text can make a tree as deep as it is long.
  void tree(std::uint32_t root) {
    struct Pending {
      std::uint32_t token;
      std::string before;
      std::string below;
    };
    std::vector<Pending> pending = {{root, "", ""}};
    while (!pending.empty()) {
      const Pending node = std::move(pending.back());
      pending.pop_back();
      line(node.token, node.before);
      const auto& below = children_[node.token - first_];
      const std::string indent = node.below.size() > 120 ? node.below.substr(0, 120) : node.below;
      for (std::size_t k = below.size(); k-- > 0;) {
        const bool last = k + 1 == below.size();
        pending.push_back({below[k], indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  ")});
      }
    }
  }

  void line(std::uint32_t i, const std::string& before) {
    const lang::Token& token = document_.tokens[i];
    std::string word = printable(slice(text_, token.range));
    std::replace(word.begin(), word.end(), '\n', ' ');
    out_ += fmt::format("{}{}{}{}{} {} {} {} {}{}{}", output_.dim(), before, output_.bold(), word,
                        output_.plain(), token.pos, token.tag, printable(token.lemma), output_.accent(),
                        token.dep, output_.plain());
    for (const lang::Name& name : document_.names)
      if (name.tokens.begin == i)
        out_ += fmt::format(" {}[{}: {}]{}", output_.mark(), lang::name_of(name.label),
                            printable(slice(text_, lang::trimmed_range(document_, name.tokens))),
                            output_.plain());
    if (!token.morph.empty()) out_ += fmt::format(" {}{}{}", output_.dim(), token.morph, output_.plain());
    out_ += "\n";
  }

  const Output& output_;
  std::string_view text_;
  const lang::Document& document_;
  std::vector<std::vector<std::uint32_t>> children_;
  std::uint32_t first_ = 0;
  std::string out_;
};

std::string for_people(const Output& output, std::string_view text, const lang::Document& document) {
  TreePrinter printer(output, text, document);
  std::string out;
  for (const lang::TokenSpan sentence : document.sentences) {
    const ByteRange range = lang::trimmed_range(document, sentence);
    if (range.empty()) continue;
    if (!out.empty()) out += "\n";
    out += printer.sentence(sentence);
  }
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

int run(const Invocation& invocation) {
  engine::ReadOptions read;
  auto model = engine::load_language(invocation.text("model"));
  if (!model) return report(model.error().message);
  read.language = std::move(*model);
  Output output(invocation);
  const std::string text = invocation.argument("TEXT");
  if (!invocation.has("articles")) {
    engine::PageReader reader(read);
    const lang::Document& document = reader.parse(text);
    output.line(output.for_people() ? for_people(output, text, document)
                                    : interchange::document_line("", text, document));
    return output.flush() ? kDone : kFailed;
  }
  return run_filter(invocation, {text}, read, output, [&](Capture&& capture, engine::PageReader& reader) {
    const Result<Article> article = reader.article(capture);
    if (!article) return interchange::error_line(capture.id, article.error());
    const lang::Document& document = reader.parse(article->text);
    return output.for_people() ? for_people(output, article->text, document)
                               : interchange::document_line(article->id, article->text, document);
  });
}

}  // namespace

Command parse_command() {
  std::vector<Option> options = input_options();
  options.push_back(
      {.name = "articles", .help = "TEXT is a file of articles or pages, or - for standard input"});
  options.push_back({.name = "model",
                     .kind = ValueKind::path,
                     .value = "FILE",
                     .help = "language model instead of the installed one"});
  return {.name = "parse",
          .summary = "show how the language engine reads a text",
          .description =
              "Prints each sentence as a tree: a word, its part of speech, tag, lemma and relation to the "
              "word above it, "
              "and the names that begin there. As JSON, one line a text with all labels by token.",
          .arguments = {{.name = "TEXT", .help = "text in English, or with --articles where articles are"}},
          .options = options,
          .examples = {"dateline parse \"The minister said on Monday that the dam would hold.\"",
                       "dateline parse --articles --json - < articles.jsonl"},
          .run = run};
}

}  // namespace dateline::cli
