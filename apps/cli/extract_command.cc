// `dateline extract`: pages in, articles out.

#include <fmt/format.h>

#include "base/json.h"
#include "filter.h"
#include "interchange/article_json.h"

namespace dateline::cli {
namespace {

std::string as_json(const Article& article, const Capture& capture) {
  std::string line;
  json::Writer w(line);
  w.begin_object();
  interchange::write_article_members(w, article);
  if (!capture.extra.empty()) line += "," + capture.extra;
  w.end_object();
  return line;
}

std::string as_text(const Article& article, const Output& output) {
  std::string out = fmt::format("{}{}{}\n", output.bold(), wrapped(printable(article.title), output.width()),
                                output.plain());
  std::string from;
  const auto part = [&](const std::string& text) {
    if (!text.empty()) from += (from.empty() ? "" : " | ") + text;
  };
  part(article.source);
  part(fmt::format("{}", fmt::join(article.authors, ", ")));
  if (article.published)
    part(fmt::format("{} (from {})", to_string(*article.published),
                     interchange::name_of(article.published_from)));
  else
    part("no date found");
  part(article.url);
  out += fmt::format("{}{}{}\n\n", output.dim(), printable(from), output.plain());
  std::string_view text = article.text;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += wrapped(printable(text.substr(0, end)), output.width()) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  for (const Diagnostic& d : article.diagnostics)
    out += fmt::format("{}[{}] {}{}\n", output.mark(), d.code, printable(d.message), output.plain());
  return out;
}

std::string_view beginning(std::string_view text) {
  std::size_t size = std::min<std::size_t>(text.size(), 100);
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return text.substr(0, size);
}

// One line a value and a block: what it is, why it was kept or dropped, where it stands.
std::string as_explained(const Article& article, const extract::Explanation& why) {
  std::string out = fmt::format("{}\n", printable(article.id));
  for (const auto& v : why.values)
    out += fmt::format("  {:<10} {}  <- {}\n", v.field, printable(v.value), v.from);
  for (const auto& b : why.blocks) {
    out += fmt::format("{} {:>5} bytes {:>3.0f}% linked  {}", b.kept ? "+" : "-", b.bytes,
                       100 * b.link_density, b.fate);
    if (b.score != 0) out += fmt::format("  [{:+.1f}:", b.score);
    for (const auto& [name, moved] : b.reasons) out += fmt::format(" {} {:+.1f}", name, moved);
    out += fmt::format("{}\n         {}\n         {}\n", b.score != 0 ? "]" : "", printable(b.path),
                       printable(beginning(b.text)));
  }
  for (const Diagnostic& d : article.diagnostics)
    out += fmt::format("  [{}] {}\n", d.code, printable(d.message));
  return out;
}

std::string as_explained_json(const Article& article, const extract::Explanation& why) {
  std::string line;
  json::Writer w(line);
  w.begin_object().member("id", article.id).key("features").begin_array();
  for (const std::string& name : extract::feature_names()) w.string(name);
  w.end_array();
  w.key("values").begin_array();
  for (const auto& v : why.values)
    w.begin_object().member("field", v.field).member("value", v.value).member("from", v.from).end_object();
  w.end_array().key("blocks").begin_array();
  for (const auto& b : why.blocks) {
    w.begin_object()
        .member("fate", b.fate)
        .member("kept", b.kept)
        .member("score", b.score)
        .member("path", b.path)
        .member("text", b.text);
    w.key("features").begin_array();
    for (const int f : b.features) w.integer(f);
    w.end_array().end_object();
  }
  w.end_array().end_object();
  return line;
}

std::vector<Option> options() {
  std::vector<Option> all = input_options();
  all.push_back(
      {.name = "explain",
       .help = "print, block by block, what was kept or dropped and why, and where each value came from"});
  return all;
}

int run(const Invocation& invocation) {
  Output output(invocation, true);
  const bool explain = invocation.has("explain");
  return run_filter(
      invocation, invocation.arguments("PATH"), {}, output,
      [&](Capture&& capture, engine::PageReader& reader) {
        extract::Explanation why;
        const Result<Article> article = explain ? reader.article(capture, &why) : reader.article(capture);
        if (!article) return interchange::error_line(capture.id, article.error());
        if (explain)
          return invocation.has("json") ? as_explained_json(*article, why) : as_explained(*article, why);
        return output.for_people() ? as_text(*article, output) : as_json(*article, capture);
      });
}

}  // namespace

Command extract_command() {
  return {.name = "extract",
          .summary = "read the article out of each page",
          .description =
              "Reads pages (HTML, text, archives, feeds, saved pages, mail, JSON Lines of "
              "{\"id\",\"url\",\"html\"}) and prints the "
              "article of each: title, authors, dates, text. A page that cannot be read gives a line with "
              "\"error\".",
          .arguments = {{.name = "PATH",
                         .help = "files, folders, archives, or - for standard input",
                         .required = false,
                         .repeatable = true}},
          .options = options(),
          .examples = {"dateline extract page.html", "dateline extract - < pages.jsonl > articles.jsonl",
                       "dateline extract crawl.warc.gz > articles.jsonl"},
          .run = run};
}

}  // namespace dateline::cli
