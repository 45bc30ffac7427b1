#include "extract/metadata.h"

#include <algorithm>
#include <array>
#include <map>

#include "extract/features.h"
#include "extract/title.h"

namespace dateline::extract {
namespace {

using html::Node;

// Names of <meta>, in the order in which they are believed.
constexpr std::array<std::string_view, 16> kPublished = {"article:published_time",
                                                         "og:article:published_time",
                                                         "article:published",
                                                         "datepublished",
                                                         "date.published",
                                                         "dc.date.issued",
                                                         "dcterms.issued",
                                                         "dcterms.created",
                                                         "sailthru.date",
                                                         "parsely-pub-date",
                                                         "publishdate",
                                                         "publish-date",
                                                         "pubdate",
                                                         "dc.date",
                                                         "date",
                                                         "dcterms.date"};
constexpr std::array<std::string_view, 6> kModified = {"article:modified_time", "og:updated_time",
                                                       "datemodified",          "last-modified",
                                                       "dcterms.modified",      "lastmod"};
constexpr std::array<std::string_view, 9> kAuthor = {
    "author",          "article:author",  "parsely-author",  "dc.creator",
    "dcterms.creator", "sailthru.author", "citation_author", "byl",
    "dc.creator.name"};
constexpr std::array<std::string_view, 7> kTitle = {
    "og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title"};
constexpr std::array<std::string_view, 4> kDescription = {"og:description", "description",
                                                          "twitter:description", "dc.description"};
constexpr std::array<std::string_view, 4> kSite = {"og:site_name", "application-name", "dc.publisher",
                                                   "twitter:site"};

constexpr std::array<std::string_view, 14> kArticleTypes = {"NewsArticle",
                                                            "Article",
                                                            "BlogPosting",
                                                            "ReportageNewsArticle",
                                                            "LiveBlogPosting",
                                                            "OpinionNewsArticle",
                                                            "AnalysisNewsArticle",
                                                            "BackgroundNewsArticle",
                                                            "Report",
                                                            "Review",
                                                            "SocialMediaPosting",
                                                            "TechArticle",
                                                            "ReviewNewsArticle",
                                                            "ScholarlyArticle"};

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// What one page holds of each kind.
struct Found {
  std::map<std::string, std::vector<std::string>, std::less<>> meta;
  std::vector<std::string> json_ld;
  std::string title;
  std::vector<Heading> headings;
  std::vector<std::string> names;  // rel=author, itemprop=author, class author
  std::vector<std::string> times;  // datetime of <time> that says it is the publication's
  std::vector<std::string> other_times;
  std::vector<std::string> item_dates;  // itemprop=datePublished
  std::string canonical;
  std::string language;
};

std::string text_of(const html::Document& page, std::uint32_t i) {
  std::string raw;
  const auto nodes = page.nodes();
  for (std::uint32_t k = i + 1; k < nodes[i].end && raw.size() < 1000; ++k) {
    if (nodes[k].is_text())
      raw += nodes[k].text;
    else if (nodes[k].tag == "br" || nodes[k].tag == "p" || nodes[k].tag == "div")
      raw += ' ';
  }
  return collapsed(raw);
}

// Parts of class names, lower case.
constexpr std::array<std::string_view, 9> kTitleNames = {"entry-title", "post-title", "article-title",
                                                         "headline",    "posttitle",  "article__title",
                                                         "story-title", "news-title", "page-title"};
constexpr std::array<std::string_view, 7> kSiteNames = {"site-title", "logo",     "blog-title", "sitename",
                                                        "site-name",  "blogname", "site_title"};
constexpr std::array<std::string_view, 16> kKickerNames = {
    "kicker",     "dachzeile",       "overline",      "topline",    "roofline", "eyebrow",
    "spitzmarke", "pretitle",        "pre-title",     "supertitle", "subtitle", "sub-title",
    "category",   "visually-hidden", "screen-reader", "sr-only"};

template <std::size_t N>
bool any_in(const std::string& names, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view w) { return names.find(w) != std::string::npos; });
}

bool mentions(std::string_view names, std::string_view word) {
  return lowered(names).find(word) != std::string::npos;
}

class Collector {
 public:
  explicit Collector(const html::Document& page) : page_(page) {}

  Found run() {
    const auto nodes = page_.nodes();
    std::uint32_t skip = 0;
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      const Node& node = nodes[i];
      if (node.is_text()) continue;
      if (node.tag == "script") script(node, i);
      if (i < skip) continue;
      if (node.tag == "meta")
        meta(node);
      else if (node.tag == "link")
        link(node);
      else if (node.tag == "html")
        language(node);
      else if (node.tag == "title" && found_.title.empty())
        found_.title = text_of(page_, i);
      else if (node.tag.size() == 2 && node.tag[0] == 'h' && node.tag[1] >= '1' && node.tag[1] <= '3')
        heading(node, i);
      else if (node.tag == "time")
        time(node, i);
      else
        element(node, i);
      if (node.tag == "svg") skip = node.end;
    }
    return std::move(found_);
  }

 private:
  void meta(const Node& node) {
    std::string_view content = page_.attribute(node, "content");
    if (content.empty()) return;
    for (const std::string_view key : {"name", "property", "itemprop", "http-equiv"}) {
      const std::string_view name = page_.attribute(node, key);
      if (name.empty()) continue;
      found_.meta[lowered(name)].push_back(collapsed(content));
    }
  }

  void link(const Node& node) {
    const std::string_view rel = page_.attribute(node, "rel");
    if (rel == "canonical" && found_.canonical.empty()) found_.canonical = page_.attribute(node, "href");
  }

  void language(const Node& node) {
    std::string_view lang = page_.attribute(node, "lang");
    if (lang.empty()) lang = page_.attribute(node, "xml:lang");
    found_.language = lang;
  }

  // A heading's words without its kicker (an element inside it that is called so).
  void heading(const Node& node, std::uint32_t i) {
    constexpr std::size_t kMost = 40;
    if (found_.headings.size() >= kMost) return;
    Heading h;
    h.level = static_cast<unsigned>(node.tag[1] - '0');
    std::string raw;
    const auto nodes = page_.nodes();
    const std::string own =
        lowered(page_.attribute(node, "class")) + " " + lowered(page_.attribute(node, "id"));
    h.titled = any_in(own, kTitleNames) || page_.attribute(node, "itemprop") == "headline";
    h.of_site = any_in(own, kSiteNames);
    for (std::uint32_t k = i + 1; k < node.end && raw.size() < 1000; ++k) {
      if (nodes[k].is_text()) {
        raw += nodes[k].text;
        continue;
      }
      const std::string names = lowered(page_.attribute(nodes[k], "class"));
      if (nodes[k].tag == "a") {
        const std::string_view to = page_.attribute(nodes[k], "href");
        const std::size_t host = to.find("//");
        const std::size_t path = to.find('/', host == std::string_view::npos ? 0 : host + 2);
        h.of_site =
            h.of_site ||
            (!to.empty() && to != "#" &&
             (path == std::string_view::npos ? host != std::string_view::npos : path + 1 == to.size()));
      }
      if (any_in(names, kSiteNames)) h.of_site = true;
      if (any_in(names, kKickerNames) || nodes[k].tag == "time" || nodes[k].tag == "style" ||
          nodes[k].tag == "script" || nodes[k].tag == "svg" || nodes[k].tag == "small")
        k = nodes[k].end - 1;
      else
        raw += nodes[k].tag == "span" || nodes[k].tag == "a" || nodes[k].tag == "em" || nodes[k].tag == "i" ||
                       nodes[k].tag == "b" || nodes[k].tag == "wbr" || nodes[k].tag == "strong"
                   ? ""
                   : " ";
    }
    h.text = collapsed(raw);
    h.whole = text_of(page_, i);
    if (h.text.empty()) h.text = h.whole;
    if (!h.text.empty() && h.text.size() < 400) found_.headings.push_back(std::move(h));
  }

  void script(const Node& node, std::uint32_t i) {
    if (lowered(page_.attribute(node, "type")).find("ld+json") == std::string::npos) return;
    std::string text;
    for (std::uint32_t k = i + 1; k < node.end; ++k) text += page_.nodes()[k].text;
    if (!text.empty() && text.size() < (std::size_t{4} << 20)) found_.json_ld.push_back(std::move(text));
  }

  void time(const Node& node, std::uint32_t i) {
    std::string value(page_.attribute(node, "datetime"));
    if (value.empty()) value = text_of(page_, i).substr(0, 80);
    const std::string_view names = page_.attribute(node, "class");
    const std::string_view item = page_.attribute(node, "itemprop");
    if (item == "datePublished" || page_.attribute(node, "pubdate").data() != nullptr ||
        mentions(names, "publish") || mentions(names, "entry-date"))
      found_.times.push_back(value);
    else if (item != "dateModified" && !mentions(names, "updated") && !mentions(names, "modified"))
      found_.other_times.push_back(value);
  }

  void element(const Node& node, std::uint32_t i) {
    if (node.attributes == 0) return;
    const std::string_view item = page_.attribute(node, "itemprop");
    if (item == "datePublished") {
      const std::string_view content = page_.attribute(node, "content");
      found_.item_dates.push_back(content.empty() ? text_of(page_, i).substr(0, 80) : std::string(content));
    }
    const std::string_view rel = page_.attribute(node, "rel");
    const std::string_view names = page_.attribute(node, "class");
    const bool author = rel == "author" || item == "author" || mentions(names, "author-name") ||
                        mentions(names, "byline-name") || mentions(names, "authorname") ||
                        mentions(names, "author__name") || mentions(names, "byline");
    const bool weak = mentions(names, "author") || mentions(names, "autor");
    if ((author || weak) && found_.names.size() < 12 && node.end - i < 40) {
      std::string text = text_of(page_, i);
      if (text.size() >= 3 && text.size() <= 120) found_.names.push_back(std::move(text));
    }
  }

  const html::Document& page_;
  Found found_;
};

bool is_article(const json::Value& object) {
  const json::Value type = object["@type"];
  bool yes = false;
  const auto test = [&](json::Value v) {
    yes = yes || std::find(kArticleTypes.begin(), kArticleTypes.end(), v.string()) != kArticleTypes.end();
  };
  test(type);
  type.each(test);
  return yes;
}

// JSON-LD is often written by hand: control characters and comments around it are common.
std::string repaired_json(std::string_view text) {
  std::string out;
  for (char c : text) out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  for (const std::string_view mark : {"<![CDATA[", "]]>", "//<!", "//]", "/*", "*/", "<!--", "-->"})
    for (std::size_t at = out.find(mark); at != std::string::npos && at < 40; at = out.find(mark))
      out.erase(at, mark.size());
  return out;
}

class Linked {
 public:
  explicit Linked(Metadata& to) : to_(to) {}

  void read(const json::Value& value, int depth = 0) {
    if (depth > 8) return;
    value.each([&](json::Value v) { read(v, depth + 1); });
    if (!value.is_object()) return;
    if (is_article(value)) article(value);
    if (value["@type"].string() == "VideoObject" && depth == 0) to_.video = true;
    value["@graph"].each([&](json::Value v) { read(v, depth + 1); });
    if (!is_article(value)) read(value["mainEntity"], depth + 1);
    if (value["@type"].string() == "WebPage" && !page_date_)
      page_date_ = date_in_attribute(value["datePublished"].string());
  }

  void names(const json::Value& value, std::vector<std::string>& out) const {
    if (value.is_string()) {
      for (std::string& name : read_authors(value.string())) out.push_back(std::move(name));
    } else if (value.is_object()) {
      const std::string_view type = value["@type"].string();
      if (type == "Organization" && !out.empty()) return;
      names(value["name"], out);
    }
    value.each([&](json::Value v) { names(v, out); });
  }

  std::vector<std::string> authors;
  std::string headline;
  std::string publisher;
  std::optional<PartialDate> page_date_;

 private:
  void article(const json::Value& value) {
    if (headline.empty()) headline = collapsed(value["headline"].string());
    if (authors.empty()) names(value["author"], authors);
    if (publisher.empty()) publisher = collapsed(value["publisher"]["name"].string());
    if (!to_.published) {
      to_.published = date_in_attribute(value["datePublished"].string());
      if (to_.published) to_.published_from = DateSource::json_ld;
    }
    if (!to_.modified) to_.modified = date_in_attribute(value["dateModified"].string());
    if (to_.body.empty()) to_.body = value["articleBody"].string();
    const json::Value free = value["isAccessibleForFree"];
    if (free.type() == json::Type::boolean) to_.paywalled = !free.boolean();
    if (free.is_string()) to_.paywalled = lowered(free.string()) == "false";
  }

  Metadata& to_;
};

template <std::size_t N>
const std::string* first_of(const Found& found, const std::array<std::string_view, N>& names) {
  for (const std::string_view name : names) {
    const auto it = found.meta.find(name);
    if (it != found.meta.end()) return &it->second.front();
  }
  return nullptr;
}

std::string host_of(std::string_view url) {
  const std::size_t from = url.find("//");
  if (from == std::string_view::npos) return {};
  std::string host = lowered(url.substr(from + 2, url.find_first_of("/?#:", from + 2) - from - 2));
  if (host.starts_with("www.")) host.erase(0, 4);
  return host;
}

class Reader {
 public:
  Reader(const html::Document& page, const std::vector<Block>& blocks, std::string_view url,
         json::Parser& parser)
      : page_(page), blocks_(blocks), url_(url), parser_(parser), linked_(out_) {}

  Metadata run() {
    found_ = Collector(page_).run();
    for (const std::string& text : found_.json_ld) {
      auto value = parser_.parse(text);
      if (!value) value = parser_.parse(repaired_json(text));
      if (value) linked_.read(*value);
    }
    out_.language = found_.language;
    if (const std::string* description = first_of(found_, kDescription)) out_.description = *description;
    address();
    site();
    title();
    authors();
    published();
    if (const std::string* modified = first_of(found_, kModified); modified != nullptr && !out_.modified)
      out_.modified = date_in_attribute(*modified);
    if (const auto type = found_.meta.find("og:type");
        type != found_.meta.end() && type->second.front().starts_with("video"))
      out_.video = true;
    return std::move(out_);
  }

 private:
  void address() {
    const auto og = found_.meta.find("og:url");
    out_.url = found_.canonical.find("://") != std::string::npos ? found_.canonical
               : og != found_.meta.end()                         ? og->second.front()
                                                                 : std::string(url_);
    if (out_.url.find("://") == std::string::npos) out_.url = url_;
  }

  void site() {
    if (const std::string* site = first_of(found_, kSite)) out_.source = *site;
    if (out_.source.empty() || out_.source.front() == '@')
      out_.source = !linked_.publisher.empty() ? linked_.publisher : host_of(out_.url);
  }

  void title() {
    const std::string* meta = first_of(found_, kTitle);
    TitleSources sources;
    sources.headings = std::move(found_.headings);
    sources.json_ld = linked_.headline;
    if (meta != nullptr) sources.meta = *meta;
    sources.page = found_.title;
    sources.site = out_.source;
    sources.host = host_of(out_.url);
    sources.bare = std::none_of(blocks_.begin(), blocks_.end(), prose);
    Title title = choose_title(sources);
    origin("title", title.text, title.from);
    out_.title = std::move(title.text);
  }

  void authors() {
    out_.authors = linked_.authors;
    if (out_.authors.empty())
      for (const std::string_view name : kAuthor) {
        const auto it = found_.meta.find(name);
        if (it == found_.meta.end()) continue;
        for (const std::string& value : it->second)
          for (std::string& author : read_authors(value)) add_author(std::move(author));
        if (!out_.authors.empty()) break;
      }
    if (out_.authors.empty())
      for (const std::string& byline : found_.names) {
        for (std::string& author : read_authors(byline)) add_author(std::move(author));
        if (!out_.authors.empty()) break;
      }
    std::erase_if(out_.authors, [&](const std::string& a) {
      return lowered(a) == lowered(out_.source) || lowered(a) == host_of(out_.url);
    });
    if (out_.authors.empty()) authors_from_text();
  }

  void add_author(std::string name) {
    if (std::find(out_.authors.begin(), out_.authors.end(), name) == out_.authors.end())
      out_.authors.push_back(std::move(name));
  }

  // A short line "By ..." near the top.
  void authors_from_text() {
    for (std::size_t i = 0; i < blocks_.size() && i < 60; ++i) {
      const std::string& text = blocks_[i].text;
      if (text.size() > 80 || byline_word(text) == 0 || blocks_[i].role == Role::comments) continue;
      std::vector<std::string> names = read_authors(text);
      std::erase_if(names, [](const std::string& n) {
        return n.find(' ') == std::string::npos || n[0] < 'A' || n[0] > 'Z';
      });
      if (names.empty()) continue;
      out_.authors = std::move(names);
      return;
    }
  }

  void origin(std::string_view field, std::string_view value, std::string_view from) {
    out_.origins.push_back({std::string(field), std::string(value), std::string(from)});
  }

  void take(std::optional<PartialDate> date, DateSource from) {
    if (out_.published || !date) return;
    out_.published = std::move(date);
    out_.published_from = from;
  }

  void published() {
    if (const std::string* meta = first_of(found_, kPublished))
      take(date_in_attribute(*meta), DateSource::meta);
    for (const std::string& date : found_.item_dates) take(date_in_attribute(date), DateSource::meta);
    for (const std::string& time : found_.times) take(date_in_attribute(time), DateSource::time);
    take(linked_.page_date_, DateSource::json_ld);
    take(date_in_url(out_.url.empty() ? url_ : std::string_view(out_.url)), DateSource::url);
    if (!found_.other_times.empty()) take(date_in_attribute(found_.other_times.front()), DateSource::time);
    for (const Block& b : blocks_)
      if (b.role == Role::byline && b.text.size() < 200) take(date_in_text(b.text), DateSource::text);
    for (std::size_t i = 0; i < blocks_.size() && i < 120; ++i)
      if (blocks_[i].text.size() < 120 && blocks_[i].role != Role::comments)
        take(date_in_text(blocks_[i].text), DateSource::text);
  }

  const html::Document& page_;
  const std::vector<Block>& blocks_;
  std::string_view url_;
  json::Parser& parser_;
  Metadata out_;
  Linked linked_;
  Found found_;
};

}  // namespace

Metadata read_metadata(const html::Document& page, const std::vector<Block>& blocks, std::string_view url,
                       json::Parser& parser) {
  return Reader(page, blocks, url, parser).run();
}

}  // namespace dateline::extract
