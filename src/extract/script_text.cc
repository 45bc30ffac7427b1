#include "extract/script_text.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/json.h"
#include "base/utf8.h"
#include "extract/blocks.h"
#include "extract/features.h"
#include "extract/script_values.h"

namespace dateline::extract {
namespace {

using json::Value;

// Names under which an item of a text keeps its words and its parts.
constexpr std::array<std::string_view, 24> kTextKeys = {
    "text",        "value",    "content",  "html",      "body",       "data",
    "children",    "nodes",    "markup",   "contents",  "paragraphs", "copy",
    "blocks",      "elements", "items",    "rendered",  "bodyText",   "props",
    "articleBody", "bodyHtml", "richText", "paragraph", "document",   "content_elements"};
// Names of an item's kind.
constexpr std::array<std::string_view, 7> kKindKeys = {"type", "nodeType", "__typename", "_type",
                                                       "name", "tag",      "kind"};
// Kinds, as parts of a word in lower case, whose words are not the article's own.
constexpr std::array<std::string_view, 28> kOtherKinds = {
    "image",   "video",      "embed",   "advert", "related", "caption", "figure",
    "promo",   "newsletter", "gallery", "audio",  "iframe",  "podcast", "comment",
    "script",  "style",      "button",  "nav",    "footer",  "aside",   "teaser",
    "consent", "cookie",     "picture", "svg",    "share",   "tweet",   "recirc"};
// Kinds that stand for a paragraph of their own.
constexpr std::array<std::string_view, 10> kBlockKinds = {"paragraph", "heading", "header", "list",  "quote",
                                                          "div",       "section", "block",  "title", "table"};
constexpr std::array<std::string_view, 14> kBlockTags = {"p",  "h1", "h2", "h3", "h4", "h5",         "h6",
                                                         "li", "ul", "ol", "td", "br", "blockquote", "tr"};
// Members, as parts of a name in lower case, that no article is under.
constexpr std::array<std::string_view, 21> kOtherMembers = {
    "comment",  "related", "recommend", "teaser", "translation", "i18n",    "locale",
    "messages", "consent", "cookie",    "footer", "navigation",  "menu",    "labels",
    "sidebar",  "popular", "mostread",  "config", "schema",      "privacy", "latest"};
// Names, as parts in lower case, of a member that may hold a whole text as one string.
constexpr std::array<std::string_view, 6> kWholeText = {"content", "html",   "body",
                                                        "text",    "markup", "rendered"};
constexpr std::array<std::string_view, 4> kHeadlineKeys = {"headline", "title", "name", "hed"};
constexpr std::array<std::string_view, 8> kAddressKeys = {"url",  "link", "slug",      "href",
                                                          "path", "uri",  "canonical", "permalink"};

constexpr std::size_t kLeastScript = 300;  // shorter ones hold no article
constexpr std::size_t kLeastText = 300;    // bytes of running text that make an article
constexpr int kDeepest = 40;               // levels of a value that are looked at
constexpr int kNested = 3;                 // JSON in a string in JSON
constexpr std::size_t kReadings = 4;       // how often the bytes of a script may be read for literals
constexpr std::size_t kLongestKind = 40;

std::string lowered(std::string_view text) {
  std::string out(text.substr(0, kLongestKind));
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& table) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

template <std::size_t N>
bool has_part(std::string_view word, const std::array<std::string_view, N>& table) {
  const std::string folded = lowered(word);
  return std::any_of(table.begin(), table.end(),
                     [&](std::string_view part) { return folded.find(part) != std::string::npos; });
}

template <std::size_t N>
std::string_view string_under(const Value& object, const std::array<std::string_view, N>& keys) {
  for (const std::string_view key : keys) {
    const std::string_view text = object[key].string();
    if (!text.empty()) return text;
  }
  return {};
}

bool has_markup(std::string_view text) {
  const std::size_t tag = text.find('<');
  if (tag != std::string_view::npos && text.find('>', tag) != std::string_view::npos) return true;
  const std::size_t entity = text.find('&');
  return entity != std::string_view::npos && text.find(';', entity) != std::string_view::npos;
}

bool running_text(std::string_view paragraph) {
  constexpr std::size_t kSentence = 60;
  constexpr std::size_t kParagraph = 140;
  constexpr std::string_view kCode = "{}=;<>_\\";
  const auto marks = std::count_if(paragraph.begin(), paragraph.end(),
                                   [&](char c) { return kCode.find(c) != std::string_view::npos; });
  if (static_cast<std::size_t>(marks) * 40 > paragraph.size()) return false;
  return (paragraph.size() >= kSentence && ends_sentence(paragraph)) || paragraph.size() >= kParagraph;
}

// Reads HTML inside strings; buffers kept.
class Markup {
 public:
  // The blocks of the text, furniture by name left out.
  const std::vector<Block>& blocks(std::string_view html) {
    blocks_.clear();
    const auto page = html::Document::parse(parser_, html);
    if (!page) return blocks_;
    map_page(*page, names_, map_);
    find_blocks(*page, map_, blocks_, bodies_);
    std::erase_if(blocks_,
                  [](const Block& b) { return b.role == Role::caption || b.role == Role::furniture; });
    return blocks_;
  }

 private:
  html::Parser parser_;
  NameCache names_;
  PageMap map_;
  std::vector<Block> blocks_;
  std::vector<std::uint32_t> bodies_;
};

// Paragraphs that grow from left to right.
class Paragraphs {
 public:
  explicit Paragraphs(Markup& markup) : markup_(markup) {}

  void clear() {
    done_.clear();
    line_.clear();
  }
  void end() {
    std::string text = collapsed(line_);
    line_.clear();
    if (!text.empty() && !place_holder(text)) done_.push_back(std::move(text));
  }
  void add(std::string_view text) {
    if (has_markup(text)) {
      add_markup(text);
      return;
    }
    for (;;) {
      const std::size_t line = text.find('\n');
      line_ += text.substr(0, line);
      if (line == std::string_view::npos) return;
      end();
      text.remove_prefix(line + 1);
    }
  }
  std::size_t prose() const {
    std::size_t bytes = 0;
    for (const std::string& p : done_) bytes += running_text(p) ? p.size() : 0;
    return bytes;
  }
  // Without the headline, `title` as skeleton, where it comes first.
  std::string joined(std::string_view title) const {
    std::string out;
    for (const std::string& p : done_) {
      if (out.empty() && !title.empty() && title == skeleton(p)) continue;
      if (!out.empty()) out += "\n\n";
      out += p;
    }
    return out;
  }

 private:
  // "{{advert-2}}", "$$VIDEO$$": where a script puts something else.
  static bool place_holder(std::string_view line) {
    constexpr std::string_view kMarks = "{[$%#<";
    return kMarks.find(line.front()) != std::string_view::npos && line.find(' ') == std::string_view::npos;
  }

  void add_markup(std::string_view html) {
    const std::vector<Block>& blocks = markup_.blocks(html);
    if (blocks.size() == 1 && !html.starts_with("<p") && !html.starts_with("<h")) {
      line_ += blocks.front().text;
      return;
    }
    for (const Block& b : blocks) {
      end();
      add_lines(b.text);
    }
    end();
  }
  void add_lines(std::string_view text) {
    for (const char c : text) line_ += c == '\n' ? ' ' : c;
  }

  Markup& markup_;
  std::vector<std::string> done_;
  std::string line_;
};

class Search {
 public:
  explicit Search(std::string_view title) : title_(skeleton(title)), paragraphs_(markup_) {}

  void read(std::string_view script) {
    std::size_t left = kReadings * script.size();
    std::string json;
    std::size_t at = 0;
    while (next_literal(script, at)) {
      std::size_t end = at;
      const bool whole = strict_json(script, end, json);
      const std::size_t size = end - at;
      if (whole && json.size() >= kLeastScript / 2) read_json(json, 0);
      left -= std::min(left, size + 1);
      if (left == 0) return;
      at = whole ? std::max(end, at + 1) : at + 1;
    }
  }

  std::string result() {
    read_stream();
    return best_score_ == 0 ? std::string() : std::move(best_);
  }

 private:
  void read_json(std::string_view text, int nested) {
    if (parsers_.size() <= static_cast<std::size_t>(nested)) parsers_.emplace_back();
    json::Parser parser = std::move(parsers_[static_cast<std::size_t>(nested)]);
    const auto value = parser.parse(text);
    if (value) {
      if (value->is_string())
        read_string("", value->string(), nested, false);
      else
        walk(*value, "", 0, nested, false);
    }
    parsers_[static_cast<std::size_t>(nested)] = std::move(parser);
  }

  void walk(const Value& value, std::string_view key, int depth, int nested, bool agreed) {
    if (depth > kDeepest) return;
    if (value.is_string()) {
      read_string(key, value.string(), nested, agreed);
    } else if (value.is_array()) {
      if (piece_of_stream(value)) return;
      if (value.size() >= 2 && !is_element(value) && !list_of_articles(value)) try_array(value, agreed);
      value.each([&](const Value& v) {
        if (!v.is_string()) walk(v, key, depth + 1, nested, agreed);
      });
    } else if (value.is_object()) {
      agreed = agreed || is_title(string_under(value, kHeadlineKeys));
      value.each_member([&](std::string_view name, const Value& v) {
        if (!has_part(name, kOtherMembers)) walk(v, name, depth + 1, nested, agreed);
      });
    }
  }

  void read_string(std::string_view key, std::string_view text, int nested, bool agreed) {
    if (text.size() < kLeastText) return;
    if (text.front() == '{' || text.front() == '[') {
      if (nested < kNested) read_json(std::string(text), nested + 1);
    } else if (agreed || one_of(key, kTextKeys) || has_part(key, kWholeText)) {
      paragraphs_.clear();
      paragraphs_.add(text);
      paragraphs_.end();
      offer(agreed);
    }
  }

  void try_array(const Value& array, bool agreed) {
    paragraphs_.clear();
    array.each([&](const Value& item) {
      paragraphs_.end();
      add(item, 0);
    });
    paragraphs_.end();
    offer(agreed);
  }

  void offer(bool agreed) {
    const std::size_t prose = paragraphs_.prose();
    const std::size_t score = prose * (agreed ? 3 : 1);
    if (prose < kLeastText || score <= best_score_) return;
    best_score_ = score;
    best_ = paragraphs_.joined(title_);
  }

  // The words of one item of a text.
  void add(const Value& item, int depth) {
    if (depth > kDeepest) return;
    if (item.is_string()) {
      paragraphs_.add(item.string());
    } else if (item.is_array()) {
      if (!add_element(item, depth)) item.each([&](const Value& v) { add(v, depth + 1); });
    } else if (item.is_object()) {
      const std::string_view kind = string_under(item, kKindKeys);
      if (has_part(kind, kOtherKinds)) return;
      const bool block = is_block(kind);
      if (block) paragraphs_.end();
      item.each_member([&](std::string_view name, const Value& v) {
        if (one_of(name, kTextKeys)) add(v, depth + 1);
      });
      if (block) paragraphs_.end();
    }
  }

  static bool is_block(std::string_view kind) {
    return one_of(kind, kBlockTags) || has_part(kind, kBlockKinds);
  }

  // The page's title may go on with the site's name.
  bool is_title(std::string_view headline) const {
    constexpr std::size_t kLeast = 12;
    const std::string bones = skeleton(headline);
    return bones.size() >= kLeast && title_.starts_with(bones);
  }

  // As React writes it: ["$", "p", key, {"children": ...}].
  static bool is_element(const Value& array) {
    std::string_view first = "";
    bool over = false;
    array.each([&](const Value& v) {
      if (!over) first = v.string();
      over = true;
    });
    return first == "$" && array.size() >= 4;
  }

  bool add_element(const Value& array, int depth) {
    std::array<Value, 4> parts;
    std::size_t count = 0;
    array.each([&](const Value& v) {
      if (count < parts.size()) parts[count] = v;
      ++count;
    });
    if (count < parts.size() || parts[0].string() != "$") return false;
    const std::string_view tag = parts[1].string();
    if (has_part(tag, kOtherKinds)) return true;
    if (is_block(tag)) paragraphs_.end();
    add(parts[3]["children"], depth + 1);
    if (is_block(tag)) paragraphs_.end();
    return true;
  }

  // Most of the items have a headline and an address: links to articles, or whole ones.
  static bool list_of_articles(const Value& array) {
    std::size_t items = 0;
    std::size_t articles = 0;
    array.each([&](const Value& v) {
      ++items;
      if (!string_under(v, kHeadlineKeys).empty() && !string_under(v, kAddressKeys).empty()) ++articles;
    });
    return articles >= 2 && articles * 2 >= items;
  }

  // [1, "..."]: part of a text that is sent in pieces, the rows of a tree.
  bool piece_of_stream(const Value& array) {
    if (array.size() != 2) return false;
    bool number = false;
    std::string_view text;
    array.each([&](const Value& v) {
      number = number || v.type() == json::Type::number;
      if (v.is_string()) text = v.string();
    });
    if (!number || text.empty()) return false;
    stream_ += text;
    return true;
  }

  // Rows "id:json" or "id:Tsize,text", size in hexadecimal.
  void read_stream() {
    const std::string stream = std::move(stream_);
    stream_.clear();
    std::string_view rest = stream;
    while (!rest.empty()) {
      const std::size_t line = std::min(rest.find('\n'), rest.size());
      const std::size_t colon = rest.substr(0, std::min<std::size_t>(line, 12)).find(':');
      std::size_t used = line + 1;
      if (colon != std::string_view::npos && colon + 1 < line) {
        if (rest[colon + 1] == 'T')
          used = text_row(rest, colon + 2);
        else if (rest[colon + 1] == '{' || rest[colon + 1] == '[')
          read_json(rest.substr(colon + 1, line - colon - 1), 0);
      }
      rest.remove_prefix(std::min(used, rest.size()));
    }
  }

  std::size_t text_row(std::string_view rest, std::size_t at) {
    std::size_t size = 0;
    for (; at < rest.size() && rest[at] != ','; ++at) {
      const char c = rest[at];
      const bool letter = c >= 'a' && c <= 'f';
      if ((!letter && (c < '0' || c > '9')) || size > rest.size()) return at;
      size = size * 16 + static_cast<std::size_t>(letter ? c - 'a' + 10 : c - '0');
    }
    if (at >= rest.size()) return at;
    std::string_view text = rest.substr(at + 1, size);
    while (!text.empty() && !utf8::is_boundary(rest, at + 1 + text.size())) text.remove_suffix(1);
    read_string("text", text, 0, false);
    return at + 1 + text.size();
  }

  std::string title_;
  Markup markup_;
  Paragraphs paragraphs_;
  std::vector<json::Parser> parsers_;  // one for each level of JSON in JSON
  std::string stream_;
  std::string best_;
  std::size_t best_score_ = 0;
};

}  // namespace

std::string text_in_scripts(const html::Document& page, std::string_view title) {
  static const std::uint16_t script = html::tag_id("script");
  Search search(title);
  const auto nodes = page.nodes();
  for (std::uint32_t i = 0; i + 1 < nodes.size(); ++i)
    if (nodes[i].tag_id == script && nodes[i + 1].is_text() && nodes[i + 1].text.size() >= kLeastScript / 2)
      search.read(nodes[i + 1].text);
  return search.result();
}

std::string plain_text(std::string_view text) {
  Markup markup;
  Paragraphs paragraphs(markup);
  paragraphs.add(text);
  paragraphs.end();
  return paragraphs.joined({});
}

}  // namespace dateline::extract
