#include "extract/page_map.h"

#include <algorithm>

namespace dateline::extract {
namespace {

using html::Node;

constexpr std::array<std::string_view, 17> kSkipped = {
    "script", "style", "noscript", "template", "svg",  "iframe", "button",   "select", "textarea",
    "object", "audio", "video",    "canvas",   "head", "input",  "datalist", "math"};
constexpr std::array<std::string_view, 46> kBlockLevel = {
    "p",          "div",      "section", "article", "main",    "header", "footer",  "aside",
    "nav",        "ul",       "ol",      "li",      "dl",      "dt",     "dd",      "h1",
    "h2",         "h3",       "h4",      "h5",      "h6",      "table",  "tbody",   "thead",
    "tr",         "td",       "th",      "pre",     "form",    "figure", "hr",      "blockquote",
    "figcaption", "fieldset", "address", "body",    "html",    "center", "details", "summary",
    "caption",    "tfoot",    "legend",  "label",   "picture", "hgroup"};

struct TagMark {
  std::string_view tag;
  std::uint32_t marks;
};
constexpr std::array<TagMark, 14> kTagMarks = {{{"aside", mark_aside | hint_aside},
                                                {"nav", mark_nav | hint_nav},
                                                {"footer", mark_footer},
                                                {"header", mark_header},
                                                {"form", mark_form},
                                                {"figure", mark_figure},
                                                {"figcaption", mark_figure | hint_caption},
                                                {"picture", mark_figure},
                                                {"article", mark_article},
                                                {"ul", mark_list},
                                                {"ol", mark_list},
                                                {"address", hint_byline},
                                                {"time", hint_date},
                                                {"label", hint_hidden}}};

struct TagRow {
  Kind kind = Kind::inline_text;
  std::uint32_t marks = 0;
};

// By the tag's number in the parser; built once.
struct TagTable {
  std::array<TagRow, 256> rows{};
  TagTable() {
    const auto row = [&](std::string_view tag) -> TagRow& {
      const std::uint16_t id = html::tag_id(tag);
      return rows[id < rows.size() ? id : 0];
    };
    for (const std::string_view tag : kSkipped) row(tag).kind = Kind::skipped;
    for (const std::string_view tag : kBlockLevel) row(tag).kind = Kind::block;
    for (const TagMark& mark : kTagMarks) row(mark.tag).marks = mark.marks;
    row("br").kind = Kind::line_break;
    row("a").kind = Kind::link;
    rows[0] = {};
  }
};

// Letters and digits of a text, and whether there are enough of them for running text.
std::uint32_t dense(std::string_view text) {
  return static_cast<std::uint32_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_space(c); }));
}

}  // namespace

std::uint32_t NameCache::hints(std::string_view names) {
  constexpr std::size_t kMost = 20'000;
  if (names.empty()) return 0;
  const auto found = known_.find(names);
  if (found != known_.end()) return found->second;
  if (known_.size() >= kMost) known_.clear();
  const std::uint32_t hints = hints_of(names);
  known_.emplace(std::string(names), hints);
  return hints;
}

namespace {

std::uint32_t named(const html::Document& page, const Node& node, NameCache& names) {
  std::uint32_t marks = 0;
  for (const html::Attribute& a : page.attributes(node)) {
    if (a.name == "class" || a.name == "id" || a.name == "data-component" || a.name == "data-testid") {
      marks |= names.hints(a.value);
    } else if (a.name == "itemprop") {
      if (a.value == "articleBody") marks |= hint_body;
      if (a.value == "author") marks |= hint_author;
      if (a.value == "datePublished") marks |= hint_date;
      if (a.value == "headline") marks |= hint_title;
    } else if (a.name == "rel") {
      if (a.value.find("author") != std::string_view::npos) marks |= hint_author;
    } else if (a.name == "role") {
      if (a.value == "navigation" || a.value == "complementary" || a.value == "contentinfo")
        marks |= hint_nav;
    } else if (a.name == "hidden" || (a.name == "aria-hidden" && a.value == "true")) {
      marks |= hint_hidden;
    } else if (a.name == "style") {
      const std::size_t display = a.value.find("display:");
      if (display != std::string_view::npos &&
          a.value.substr(display, 14).find("none") != std::string_view::npos)
        marks |= hint_hidden;
    }
  }
  return marks;
}

}  // namespace

void map_page(const html::Document& page, NameCache& names, PageMap& out) {
  constexpr std::size_t kRunning = 50;
  constexpr std::uint32_t kLetters = 40;
  static const TagTable table;
  static const std::uint16_t h1 = html::tag_id("h1");
  const auto nodes = page.nodes();
  const std::size_t n = nodes.size();
  out.kinds.assign(n, Kind::text);
  out.marks.assign(n, 0);
  for (auto* sums : {&out.running, &out.headings, &out.links, &out.letters}) sums->assign(n + 1, 0);
  std::uint32_t skip = 0;
  std::uint32_t link = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    const Node& node = nodes[i];
    for (auto* sums : {&out.running, &out.headings, &out.links, &out.letters}) (*sums)[i + 1] = (*sums)[i];
    if (node.is_text()) {
      if (i < skip) continue;
      const std::uint32_t size = dense(node.text);
      out.letters[i + 1] += size;
      if (i < link)
        out.links[i + 1] += size;
      else if (node.text.size() >= kRunning && size >= kLetters)
        out.running[i + 1] += static_cast<std::uint32_t>(node.text.size());
      continue;
    }
    const TagRow row = node.tag_id < table.rows.size() ? table.rows[node.tag_id] : TagRow{};
    out.kinds[i] = row.kind;
    if (i < skip) continue;
    out.marks[i] = row.marks | named(page, node, names);
    if (row.kind == Kind::skipped) skip = node.end;
    if (row.kind == Kind::link) link = std::max(link, node.end);
    if (node.tag_id == h1) ++out.headings[i + 1];
  }
}

std::string collapsed(std::string_view text) {
  std::string out;
  bool space = false;
  for (std::size_t k = 0; k < text.size(); ++k) {
    const bool nbsp = text[k] == '\xC2' && k + 1 < text.size() && text[k + 1] == '\xA0';
    if (is_space(text[k]) || nbsp) {
      space = true;
      if (nbsp) ++k;
      continue;
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    out += text[k];
  }
  return out;
}

}  // namespace dateline::extract
