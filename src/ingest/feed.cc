#include "ingest/feed.h"

#include <array>
#include <sstream>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "ingest/ascii.h"
#include "ingest/charset.h"
#include "ingest/made_page.h"

namespace dateline::ingest {
namespace {

// A description with at least so many bytes of text is taken for the article; feeds that have only summaries
// cut them shorter.
constexpr std::size_t kFullText = 1500;

struct Entry {
  PageParts parts;
  std::string id;
  std::string content;  // HTML
  std::string summary;  // HTML
};

std::size_t text_size(std::string_view html) {
  std::size_t size = 0;
  bool tag = false;
  for (const char c : html) {
    if (c == '<')
      tag = true;
    else if (c == '>')
      tag = false;
    else if (!tag)
      ++size;
  }
  return size;
}

bool ends_cut_off(std::string_view html) {
  static constexpr std::array<std::string_view, 5> kMarks = {"...", "[...]", "\xE2\x80\xA6", "[\xE2\x80\xA6]",
                                                             "&hellip;"};
  while (html.ends_with('>')) {
    const std::size_t open = html.rfind('<');
    if (open == std::string_view::npos) break;
    html = trimmed(html.substr(0, open));
  }
  html = trimmed(html);
  return std::ranges::any_of(kMarks, [&](std::string_view mark) { return html.ends_with(mark); });
}

Item item_of(const Entry& entry, const std::string& path, std::size_t number, const Limits& limits) {
  Capture capture;
  capture.id = !entry.id.empty()          ? entry.id
               : !entry.parts.url.empty() ? entry.parts.url
                                          : fmt::format("{}#{}", path, number);
  capture.url = entry.parts.url;
  capture.path = path;
  capture.decoded = true;
  const bool has_content =
      text_size(entry.content) >= text_size(entry.summary) && !trimmed(entry.content).empty();
  const std::string& body = has_content ? entry.content : entry.summary;
  const bool full =
      has_content ? !(ends_cut_off(body) && text_size(body) < kFullText) : text_size(body) >= kFullText;
  capture.bytes = page_of(entry.parts, body);
  capture.diagnostics.push_back({"feed-entry", "made from an entry of a feed"});
  if (!full)
    capture.diagnostics.push_back({"summary-only", trimmed(body).empty()
                                                       ? "the feed gives only a title"
                                                       : "the feed gives only a summary of the article"});
  if (capture.bytes.size() > limits.page_bytes)
    return problem(
        capture.id, ErrorCode::limit,
        fmt::format("{}: entry {} is larger than the limit, {} bytes", path, number, limits.page_bytes));
  return capture;
}

std::string_view local_name(const char* name) {
  const std::string_view full(name);
  const std::size_t colon = full.find(':');
  return colon == std::string_view::npos ? full : full.substr(colon + 1);
}

std::string text_of(pugi::xml_node node) {
  std::string text;
  for (const pugi::xml_node child : node.children())
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
  return std::string(trimmed(text));
}

// Atom's text constructs: plain text, escaped HTML, or XHTML in a div.
std::string html_of(pugi::xml_node node) {
  const std::string_view type = node.attribute("type").value();
  if (type == "xhtml" || type == "application/xhtml+xml") {
    std::ostringstream out;
    for (const pugi::xml_node child : node.children()) child.print(out, "", pugi::format_raw);
    return out.str();
  }
  if (type == "text" || type == "text/plain") return paragraphs_of(text_of(node));
  return text_of(node);
}

std::string plain_of(pugi::xml_node node) {
  const std::string html = html_of(node);
  std::string text;
  bool tag = false;
  for (const char c : html) {
    if (c == '<') tag = true;
    if (!tag) text += c;
    if (c == '>') tag = false;
  }
  return text;
}

bool is(pugi::xml_node node, std::string_view name) {
  return same_letters(local_name(node.name()), name);
}
bool is_full(pugi::xml_node node, std::string_view name) {
  return same_letters(node.name(), name);
}

// "desk@orlane.example (Mira Tal)" -> Mira Tal
std::string author_of(pugi::xml_node node) {
  for (const pugi::xml_node child : node.children())
    if (is(child, "name")) return text_of(child);
  const std::string text = text_of(node);
  const std::size_t open = text.find('(');
  if (text.find('@') != std::string::npos && open != std::string::npos)
    return text.substr(open + 1, text.find(')', open) - open - 1);
  return text.find('@') != std::string::npos ? std::string() : text;
}

void read_link(pugi::xml_node node, Entry& entry) {
  const std::string_view relation = node.attribute("rel").value();
  if (!relation.empty() && relation != "alternate") return;
  const std::string_view href = node.attribute("href").value();
  const std::string address = href.empty() ? text_of(node) : std::string(href);
  if (entry.parts.url.empty()) entry.parts.url = address;
}

Entry read_entry(pugi::xml_node node, const PageParts& feed) {
  Entry entry;
  entry.parts.site = feed.site;
  entry.parts.language =
      node.attribute("xml:lang").empty() ? feed.language : node.attribute("xml:lang").value();
  for (const pugi::xml_node child : node.children()) {
    if (is_full(child, "title"))
      entry.parts.title = plain_of(child);
    else if (is_full(child, "link"))
      read_link(child, entry);
    else if (is_full(child, "guid") || is_full(child, "id"))
      entry.id = text_of(child);
    else if (is(child, "pubDate") || is(child, "published") || is_full(child, "dc:date"))
      entry.parts.published = iso_of_mail_date(text_of(child));
    else if (is(child, "updated") || is(child, "modified"))
      entry.parts.modified = iso_of_mail_date(text_of(child));
    else if (is(child, "author") || is_full(child, "dc:creator")) {
      if (std::string name = author_of(child); !name.empty()) entry.parts.authors.push_back(std::move(name));
    } else if (is_full(child, "content:encoded") ||
               (is_full(child, "content") && child.attribute("src").empty()))
      entry.content = html_of(child);
    else if (is_full(child, "description") || is_full(child, "summary"))
      entry.summary = html_of(child);
  }
  if (entry.parts.published.empty()) entry.parts.published = entry.parts.modified;
  return entry;
}

// Entries stand in <channel> (RSS), beside it (RDF) or in <feed> (Atom).
void collect_entries(pugi::xml_node parent, PageParts feed, std::vector<Entry>& entries) {
  for (const pugi::xml_node child : parent.children()) {
    if (is_full(child, "title")) feed.site = plain_of(child);
    if (is_full(child, "language")) feed.language = text_of(child);
  }
  if (!parent.attribute("xml:lang").empty()) feed.language = parent.attribute("xml:lang").value();
  for (const pugi::xml_node child : parent.children()) {
    if (is(child, "channel"))
      collect_entries(child, feed, entries);
    else if (is(child, "item") || is(child, "entry"))
      entries.push_back(read_entry(child, feed));
  }
}

// The encoding that the XML declaration names.
std::string declared_encoding(std::string_view xml) {
  const std::string_view head = xml.substr(0, 256);
  std::size_t at = head.find("encoding");
  if (!head.starts_with("<?xml") || at == std::string_view::npos || at > head.find("?>")) return {};
  at = head.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  return std::string(head.substr(at + 1, head.find(head[at], at + 1) - at - 1));
}

struct Parsed {
  pugi::xml_document document;
  std::string fault;
};

Result<std::unique_ptr<Parsed>> parse_xml(Input& input) {
  auto bytes = read_whole(input);
  if (!bytes) return std::unexpected(bytes.error());
  auto parsed = std::make_unique<Parsed>();
  const std::string label = declared_encoding(*bytes);
  const bool wide = bytes->starts_with("\xFF\xFE") || bytes->starts_with("\xFE\xFF") ||
                    bytes->substr(0, 8).find('\0') != std::string::npos;
  pugi::xml_encoding encoding = pugi::encoding_auto;
  if (!wide) {
    *bytes = to_utf8(*bytes, label);
    encoding = pugi::encoding_utf8;
  }
  const std::string_view text = wide ? std::string_view(*bytes) : trimmed(*bytes);
  const auto status = parsed->document.load_buffer(text.data(), text.size(),
                                                   pugi::parse_default | pugi::parse_fragment, encoding);
  if (!status)
    parsed->fault =
        fmt::format("{}: the XML is broken at byte {}: {}", input.path, status.offset, status.description());
  else if (!input.bytes->fault().empty())
    parsed->fault = fmt::format("{}: {}", input.path, input.bytes->fault());
  return parsed;
}

}  // namespace

std::unique_ptr<CaptureSource> open_feed(Input input) {
  const auto parsed = parse_xml(input);
  if (!parsed) return one_item(problem(input.path, parsed.error()));
  std::vector<Entry> entries;
  collect_entries((*parsed)->document.document_element(), {}, entries);
  std::vector<Item> items;
  items.reserve(entries.size() + 1);
  for (const Entry& entry : entries)
    items.push_back(item_of(entry, input.path, items.size() + 1, input.limits));
  if (!(*parsed)->fault.empty())
    items.push_back(problem(input.path, ErrorCode::corrupt,
                            fmt::format("{}; {} entries were read", (*parsed)->fault, items.size())));
  else if (items.empty())
    items.push_back(
        problem(input.path, ErrorCode::unsupported, fmt::format("{}: a feed without entries", input.path)));
  return std::make_unique<ListSource>(std::move(items));
}

std::unique_ptr<CaptureSource> open_json_feed(const json::Value& document, const std::string& path,
                                              const Limits& limits) {
  std::vector<Item> items;
  document["items"].each([&](const json::Value& value) {
    Entry entry;
    entry.parts.title = value["title"].string();
    entry.parts.url = value["url"].string();
    entry.parts.site = document["title"].string();
    entry.parts.language = value["language"].string(document["language"].string());
    entry.parts.published = iso_of_mail_date(value["date_published"].string());
    entry.parts.modified = iso_of_mail_date(value["date_modified"].string());
    const auto add_author = [&](const json::Value& author) {
      if (!author["name"].string().empty()) entry.parts.authors.emplace_back(author["name"].string());
    };
    value["authors"].each(add_author);
    if (entry.parts.authors.empty()) add_author(value["author"]);
    entry.id =
        value["id"].type() == json::Type::number ? value["id"].text() : std::string(value["id"].string());
    entry.content = value["content_html"].string();
    if (entry.content.empty()) entry.content = paragraphs_of(value["content_text"].string());
    entry.summary = paragraphs_of(value["summary"].string());
    items.push_back(item_of(entry, path, items.size() + 1, limits));
  });
  if (items.empty())
    items.push_back(problem(path, ErrorCode::unsupported, fmt::format("{}: a feed without entries", path)));
  return std::make_unique<ListSource>(std::move(items));
}

std::unique_ptr<CaptureSource> open_sitemap(Input input) {
  const auto parsed = parse_xml(input);
  if (!parsed) return one_item(problem(input.path, parsed.error()));
  std::size_t addresses = 0;
  std::string first;
  std::string last;
  const pugi::xml_node root = (*parsed)->document.document_element();
  for (const pugi::xml_node entry : root.children()) {
    if (!is(entry, "url") && !is(entry, "sitemap")) continue;
    ++addresses;
    std::string day;
    for (const pugi::xml_node child : entry.children()) {
      if (is(child, "lastmod") && day.empty()) day = text_of(child).substr(0, 10);
      for (const pugi::xml_node part : child.children())
        if (is(part, "publication_date")) day = text_of(part).substr(0, 10);
    }
    if (day.empty()) continue;
    if (first.empty() || day < first) first = day;
    if (day > last) last = day;
  }
  const std::string dates = first.empty() ? "without dates" : fmt::format("dated {} to {}", first, last);
  return one_item(problem(
      input.path, ErrorCode::unsupported,
      fmt::format("{}: a sitemap of {} {}, {}; it holds no pages and nothing is fetched. Save the pages and "
                  "add those.{}{}",
                  input.path, addresses, is(root, "sitemapindex") ? "further sitemaps" : "addresses", dates,
                  (*parsed)->fault.empty() ? "" : " ", (*parsed)->fault)));
}

}  // namespace dateline::ingest
