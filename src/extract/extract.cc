#include "extract/extract.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "base/utf8.h"
#include "extract/blocks.h"
#include "extract/body.h"
#include "extract/comments.h"
#include "extract/metadata.h"
#include "extract/model.h"
#include "extract/page_kind.h"
#include "extract/pasted_text.h"
#include "extract/script_text.h"
#include "html/charset.h"
#include "html/document.h"

namespace dateline::extract {
namespace {

constexpr std::size_t kShortArticle = 250;  // bytes of text below which the page's data is asked

// The capture's bytes as they are, or what `made` holds now.
std::string_view decoded(const Capture& capture, Article& article, std::string& made) {
  if (capture.decoded) {
    if (utf8::valid(capture.bytes)) return capture.bytes;
    made = utf8::repaired(capture.bytes);
    return made;
  }
  html::Decoded page = html::to_utf8(capture.bytes, capture.charset);
  if (page.found_by == "guess")
    article.diagnostics.push_back({"charset-guessed", "the page names no charset; read as " + page.charset});
  made = std::move(page.text);
  return made;
}

// No more than `most` bytes, cut between code points.
std::string clipped(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  while (!utf8::is_boundary(text, most)) --most;
  return std::string(text.substr(0, most));
}

// "div.content > p": the nearest elements, outermost first.
std::string path_of(const html::Document& page, std::uint32_t node) {
  std::string path;
  const auto nodes = page.nodes();
  for (int up = 0; up < 4; ++up) {
    std::string step(nodes[node].tag);
    for (const std::string_view name : {"id", "class"}) {
      const std::string_view value = page.attribute(nodes[node], name);
      if (!value.empty()) step += (name == "id" ? "#" : ".") + clipped(value, 40);
    }
    path = path.empty() ? step : step + " > " + path;
    if (node == 0 || nodes[node].parent == node) break;
    node = nodes[node].parent;
  }
  return path;
}

// The address that a browser writes over a page that it saves: <!-- saved from url=(0042)http://... -->
std::string_view saved_from(std::string_view page) {
  constexpr std::string_view kMark = "<!-- saved from url=(";
  page = page.substr(0, 2000);
  const std::size_t mark = page.find(kMark);
  if (mark == std::string_view::npos) return {};
  page.remove_prefix(mark + kMark.size());
  const std::size_t bracket = page.find(')');
  if (bracket == std::string_view::npos || bracket > 6) return {};
  page.remove_prefix(bracket + 1);
  const std::string_view url = page.substr(0, page.find_first_of(" \t\r\n>"));
  return url.starts_with("http://") || url.starts_with("https://") ? url : std::string_view();
}

std::string language_of(std::string_view label) {
  std::string out;
  for (char c : label.substr(0, 35)) out += c == '_' ? '-' : c;
  const std::size_t dash = out.find('-');
  for (std::size_t i = 0; i < out.size() && i < dash; ++i)
    if (out[i] >= 'A' && out[i] <= 'Z') out[i] = static_cast<char>(out[i] + 32);
  return out;
}

void read_page(const Capture& capture, Scratch::Impl& scratch, const Limits& limits, Article& article,
               Explanation* explanation);

}  // namespace

struct Scratch::Impl {
  html::Parser parser;
  json::Parser json;
  NameCache names;
  PageMap map;
  std::vector<Block> blocks;
  std::vector<std::uint32_t> bodies;
};

Scratch::Scratch() : impl_(std::make_unique<Impl>()) {}
Scratch::~Scratch() = default;
Scratch::Scratch(Scratch&&) noexcept = default;
Scratch& Scratch::operator=(Scratch&&) noexcept = default;

namespace {

void explain(const html::Document& page, const std::vector<Block>& blocks, const Body& body,
             Explanation& to) {
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    Explanation::Block b;
    b.text = blocks[i].text;
    b.path = path_of(page, blocks[i].node);
    b.fate = text_of(body.fates[i]);
    b.bytes = blocks[i].text.size();
    b.link_density = blocks[i].link_density();
    b.kept = body.fates[i] == Fate::kept || body.fates[i] == Fate::model_keeps;
    b.score = body.scores[i];
    if (b.score != 0)
      for (const auto& [name, moved] : model_reasons(body.features[i], 3))
        b.reasons.emplace_back(name, moved);
    b.features.assign(body.features[i].begin(), body.features[i].end());
    to.blocks.push_back(std::move(b));
  }
}

// Where a page shows next to nothing, its text is what its data carries.
void take_data(const html::Document& page, const Metadata& meta, Article& article) {
  if (article.text.size() >= kShortArticle) return;
  const std::size_t shown = article.text.size();
  const auto take = [&](std::string text, const char* message) {
    if (text.size() <= 2 * shown) return false;
    article.text = std::move(text);
    article.diagnostics.push_back({"text-from-data", message});
    return true;
  };
  if (meta.body.size() > 2 * shown &&
      take(plain_text(meta.body), "the page shows no article; its text is the one that its JSON-LD carries"))
    return;
  take(text_in_scripts(page, meta.title),
       "the page shows no article; its text is the one that its scripts hold");
}

bool has_diagnostic(const Article& article, std::string_view code) {
  return std::any_of(article.diagnostics.begin(), article.diagnostics.end(),
                     [&](const Diagnostic& d) { return d.code == code; });
}

// What is no article is said, and not passed off as one.
void note_kind(PageKind kind, const Metadata& meta, Article& article) {
  if (kind != PageKind::article && !has_diagnostic(article, "text-from-data")) {
    article.text.clear();
    article.diagnostics.push_back({code_of(kind), message_of(kind)});
  } else if (article.text.empty()) {
    article.diagnostics.push_back(meta.video
                                      ? Diagnostic{"video", "the page is a video without an article"}
                                      : Diagnostic{"no-text", "no running text was found on the page"});
  } else if (article.paywalled.value_or(false) && article.text.size() < 800) {
    article.diagnostics.push_back(
        {"paywall-stub", "the page marks its text as not free and shows only its beginning"});
  }
}

void read_page(const Capture& capture, Scratch::Impl& scratch, const Limits& limits, Article& article,
               Explanation* explanation) {
  std::string made;
  const std::string_view text = decoded(capture, article, made);
  const auto page = html::Document::parse(scratch.parser, text, {.nodes = limits.nodes});
  if (!page) {
    article.diagnostics.push_back({"too-large", page.error().message});
    return;
  }
  if (page->truncated())
    article.diagnostics.push_back(
        {"too-many-nodes", fmt::format("only the first {} nodes of the page were read", limits.nodes)});
  map_page(*page, scratch.names, scratch.map);
  find_blocks(*page, scratch.map, scratch.blocks, scratch.bodies);
  mark_comments(scratch.blocks);
  const std::string_view url = capture.url.empty() ? saved_from(text) : std::string_view(capture.url);
  Metadata meta = read_metadata(*page, scratch.map, scratch.blocks, url, scratch.json);
  Body body = find_body(
      {*page, scratch.map, scratch.blocks, scratch.bodies, meta.title, meta.description, meta.body});
  std::vector<bool> kept(body.fates.size());
  for (std::size_t k = 0; k < kept.size(); ++k)
    kept[k] = body.fates[k] == Fate::kept || body.fates[k] == Fate::model_keeps;
  settle_metadata(meta, *page, scratch.blocks, kept);
  if (explanation != nullptr) {
    explain(*page, scratch.blocks, body, *explanation);
    explanation->values = std::move(meta.origins);
  }
  article.url = std::move(meta.url);
  article.source = std::move(meta.source);
  article.title = std::move(meta.title);
  article.authors = std::move(meta.authors);
  article.published = std::move(meta.published);
  article.modified = std::move(meta.modified);
  article.published_from = meta.published_from;
  article.published_interval = meta.published_interval;
  article.language = language_of(meta.language);
  article.paywalled = meta.paywalled;
  article.text = std::move(body.text);
  article.comments = std::move(body.comments);
  take_data(*page, meta, article);
  const bool said_article = meta.published_from == DateSource::json_ld || !meta.body.empty();
  note_kind(kind_of({*page, scratch.map, scratch.blocks, kept, article.title, said_article}), meta, article);
}

}  // namespace

std::vector<std::string> feature_names() {
  return {kFeatureNames.begin(), kFeatureNames.end()};
}

Article extract_article(const Capture& capture, Scratch& scratch, const Limits& limits,
                        Explanation* explanation) {
  Article article;
  article.id = capture.id;
  article.url = capture.url;
  article.diagnostics = capture.diagnostics;
  if (capture.bytes.size() > limits.page_bytes) {
    article.diagnostics.push_back({"too-large", fmt::format("the page has {} bytes, the limit is {}",
                                                            capture.bytes.size(), limits.page_bytes)});
    return article;
  }
  if (capture.kind == CaptureKind::text) {
    std::string made;
    read_pasted_text(decoded(capture, article, made), article);
  } else {
    read_page(capture, scratch.impl(), limits, article, explanation);
  }
  return article;
}

}  // namespace dateline::extract
