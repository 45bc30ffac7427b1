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
constexpr std::array<std::string_view, 12> kAuthor = {"author",
                                                      "article:author",
                                                      "parsely-author",
                                                      "dc.creator",
                                                      "dcterms.creator",
                                                      "sailthru.author",
                                                      "citation_author",
                                                      "byl",
                                                      "dc.creator.name",
                                                      "cxenseparse:author",
                                                      "shareaholic:article_author_name",
                                                      "article:author_name"};
// Labels under which meta twitter:data1 names the author, lower case.
constexpr std::array<std::string_view, 8> kWrittenBy = {"written by",      "verfasst von", "geschrieben von",
                                                        "\u00e9crit par",  "escrito por",  "scritto da",
                                                        "geschreven door", "author"};
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
  std::vector<ShownAuthor> authors;
  std::vector<ShownDay> days;
  std::vector<std::string> item_dates;  // itemprop=datePublished
  std::vector<std::string> pictures;    // words of linked ones above the text
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

// In the addresses of authors' own pages.
constexpr std::array<std::string_view, 12> kAuthorPaths = {"author", "autor",      "auteur",    "profil",
                                                           "user",   "people",     "redaktion", "team",
                                                           "staff",  "journalist", "mitarbeit", "writer"};

bool mentions(std::string_view names, std::string_view word) {
  return lowered(names).find(word) != std::string::npos;
}

class Collector {
 public:
  Collector(const html::Document& page, const PageMap& map, const std::vector<Block>& blocks)
      : page_(page), map_(map), blocks_(blocks) {}

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
      else if (node.tag == "img" && found_.pictures.size() < 20 && map_.running[i] == 0 &&
               nodes[node.parent].tag == "a")
        found_.pictures.push_back(collapsed(page_.attribute(node, "alt")));
      else if (node.tag == "html")
        language(node);
      else if (node.tag == "title" && found_.title.empty())
        found_.title = text_of(page_, i);
      else if (node.tag.size() == 2 && node.tag[0] == 'h' && node.tag[1] >= '1' && node.tag[1] <= '3')
        heading(node, i);
      const std::uint32_t marks = map_.marks[i];
      if ((marks & (hint_date | hint_modified)) != 0 && found_.days.size() < 60) day(node, i);
      if ((marks & (hint_author | hint_byline)) != 0 && (marks & hint_comments) == 0) author(node, i);
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

  // What an element that speaks of dates says: its attribute, else its text.
  void day(const Node& node, std::uint32_t i) {
    const std::uint32_t marks = map_.marks[i];
    std::string value(page_.attribute(node, "datetime"));
    if (value.empty()) value = page_.attribute(node, "content");
    if (value.empty() && node.end - i < 24) value = text_of(page_, i);
    if (value.empty() && (marks & hint_date) != 0) value = page_.attribute(node, "title");
    if (value.empty() || value.size() > 160) return;
    const std::string_view item = page_.attribute(node, "itemprop");
    if (item == "dateModified" || (marks & hint_comments) != 0) return;
    auto date = date_in_attribute(value);
    if (!date) return;
    const bool outright = item == "datePublished" || page_.attribute(node, "pubdate").data() != nullptr;
    const std::string_view names = page_.attribute(node, "class");
    const bool published = outright || mentions(names, "publish") || mentions(names, "entry-date");
    if ((marks & hint_modified) != 0 && !published) return;
    if (item == "datePublished") found_.item_dates.push_back(value);
    found_.days.push_back({std::move(*date), i, DateSource::time, published});
  }

  bool among_comments(std::uint32_t i) const {
    const auto at = std::lower_bound(blocks_.begin(), blocks_.end(), i,
                                     [](const Block& b, std::uint32_t node) { return b.at < node; });
    return at != blocks_.end() && at->role == Role::comments;
  }

  void author(const Node& node, std::uint32_t i) {
    const std::uint32_t marks = map_.marks[i];
    if (found_.authors.size() >= 40 || node.end - i > 60 || among_comments(i)) return;
    ShownAuthor shown;
    shown.node = i;
    const bool outright = page_.attribute(node, "rel").find("author") != std::string_view::npos ||
                          page_.attribute(node, "itemprop") == "author";
    shown.strength = outright                                                                            ? 3
                     : (marks & hint_author) != 0 && !mentions(page_.attribute(node, "class"), "byline") ? 2
                                                                                                         : 1;
    const auto nodes = page_.nodes();
    std::size_t bytes = 0;
    std::size_t links = 0;
    std::uint32_t other = 0;
    for (std::uint32_t k = i; k < node.end; ++k) {
      if (nodes[k].is_text()) {
        std::string piece = collapsed(nodes[k].text);
        bytes += piece.size();
        if (!piece.empty()) shown.pieces.push_back(std::move(piece));
        continue;
      }
      const std::uint32_t inner = map_.marks[k];
      if (k > i && (inner & hint_comments) != 0) return;
      const std::string_view item = page_.attribute(nodes[k], "itemprop");
      if ((inner & (hint_tags | hint_date | hint_share)) != 0 ||
          page_.attribute(nodes[k], "rel").find("tag") != std::string_view::npos)
        continue;
      const bool a = nodes[k].tag == "a";
      const bool name =
          item == "name" || (k > i && (inner & hint_author) != 0 && nodes[k].end - k < 8) ||
          (a && (shown.strength == 3 || any_in(lowered(page_.attribute(nodes[k], "href")), kAuthorPaths)));
      links += a ? 1 : 0;
      if (a && !name) other = k;
      if (!name) continue;
      const std::string_view content =
          nodes[k].tag == "meta" ? page_.attribute(nodes[k], "content") : std::string_view();
      std::string text = content.empty() ? text_of(page_, k) : collapsed(content);
      if (text.size() >= 2 && text.size() <= 80) shown.links.push_back(std::move(text));
    }
    if (links == 1 && other != 0 && shown.links.empty()) shown.links.push_back(text_of(page_, other));
    if (bytes <= 220 && (bytes > 0 || !shown.links.empty())) found_.authors.push_back(std::move(shown));
  }

  const html::Document& page_;
  const PageMap& map_;
  const std::vector<Block>& blocks_;
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

bool is_person(const json::Value& object) {
  const json::Value type = object["@type"];
  bool yes = type.string() == "Person";
  type.each([&](json::Value v) { yes = yes || v.string() == "Person"; });
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
    if (is_person(value) && !value["name"].string().empty())
      people.emplace_back(value["name"].string(), value["@id"].string());
    if (value["@type"].string() == "WebPage" && !page_date_)
      page_date_ = date_in_attribute(value["datePublished"].string());
  }

  void names(const json::Value& value, std::vector<std::string>& out) {
    if (value.is_string()) {
      if (value.string().find("://") == std::string_view::npos) out.emplace_back(value.string());
    } else if (value.is_object()) {
      const std::string_view type = value["@type"].string();
      if (type == "Organization" && !out.empty()) return;
      names(value["name"], out);
      if (value["name"].is_null() && !value["@id"].string().empty())
        references.emplace_back(value["@id"].string());
    }
    value.each([&](json::Value v) { names(v, out); });
  }

  std::vector<std::string> authors;
  std::vector<std::string> references;                      // @id of authors
  std::vector<std::pair<std::string, std::string>> people;  // name, @id
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
  Reader(const html::Document& page, const PageMap& map, const std::vector<Block>& blocks,
         std::string_view url, json::Parser& parser)
      : page_(page), map_(map), blocks_(blocks), url_(url), parser_(parser), linked_(out_) {}

  Metadata run() {
    found_ = Collector(page_, map_, blocks_).run();
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
    find_headline();
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
    if (out_.source.empty() || out_.source.front() == '@') out_.source = linked_.publisher;
    if (out_.source.empty()) out_.source = site_of_title();
    if (out_.source.empty()) out_.source = host_of(out_.url);
  }

  // "Mill burns - Vellmar Gazette": the part of the title that the page elsewhere gives as its site's name.
  // Where it does so with both, nothing is known.
  std::string site_of_title() const {
    const std::array<std::string, 2> parts = site_parts(found_.title);
    const bool last = names_site(parts[0]) || signs(parts[0]);
    const bool first = parts[1] != parts[0] && names_site(parts[1]);
    if (last == first) return {};
    return last ? parts[0] : parts[1];
  }

  static bool can_be_site(const std::string& name) { return name.size() >= 3 && name.size() <= 40; }

  // As the words of a linked picture above the text, or as a line that is called the site's title.
  bool names_site(const std::string& name) const {
    if (!can_be_site(name)) return false;
    if (std::find(found_.pictures.begin(), found_.pictures.end(), name) != found_.pictures.end()) return true;
    return std::any_of(blocks_.begin(), blocks_.end(), [&](const Block& b) {
      return b.text == name && (map_.marks[b.node] & hint_site) != 0 &&
             (map_.marks[b.node] & hint_title) == 0;
    });
  }

  // In brackets at the begin of a text, as agencies do, or in a legal line.
  bool signs(const std::string& name) const {
    constexpr std::size_t kPlace = 60;  // bytes before "(Unity Wire)"
    if (!can_be_site(name)) return false;
    const std::string bracketed = "(" + name + ")";
    return std::any_of(blocks_.begin(), blocks_.end(), [&](const Block& b) {
      return (prose(b) && b.text.find(bracketed) < kPlace) ||
             (legal_line(b.text) && b.text.find(name) != std::string::npos);
    });
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

  void find_headline() {
    const std::string title = skeleton(out_.title);
    out_.headline = blocks_.size();
    for (std::size_t i = 0; i < blocks_.size() && !title.empty(); ++i) {
      if (blocks_[i].text.size() > 2 * out_.title.size() + 20 ||
          blocks_[i].linked * 2 > blocks_[i].text.size())
        continue;
      const std::string text = skeleton(blocks_[i].text);
      if (text != title && (blocks_[i].heading != 1 || text.find(title) == std::string::npos)) continue;
      out_.headline = i;
      if (blocks_[i].tag == BlockTag::heading) break;
    }
  }

  void authors() {
    AuthorSources sources;
    sources.source = out_.source;
    sources.json_ld = std::move(linked_.authors);
    for (const auto& [name, id] : linked_.people) {
      const bool named =
          std::find(linked_.references.begin(), linked_.references.end(), id) != linked_.references.end();
      if (named && !id.empty())
        sources.json_ld.push_back(name);
      else if (std::find(sources.people.begin(), sources.people.end(), name) == sources.people.end())
        sources.people.push_back(name);
    }
    for (const std::string_view name : kAuthor) {
      const auto it = found_.meta.find(name);
      if (it == found_.meta.end()) continue;
      sources.meta = it->second;
      if (!read_authors(sources.meta.front()).empty()) break;
    }
    const auto label = found_.meta.find("twitter:label1");
    const auto data = found_.meta.find("twitter:data1");
    if (label != found_.meta.end() && data != found_.meta.end() &&
        std::find(kWrittenBy.begin(), kWrittenBy.end(), lowered(label->second.front())) != kWrittenBy.end())
      sources.people = {data->second.front()};
    sources.shown = std::move(found_.authors);
    for (ShownAuthor& shown : sources.shown) {
      const auto at = std::lower_bound(blocks_.begin(), blocks_.end(), shown.node,
                                       [](const Block& b, std::uint32_t node) { return b.at < node; });
      const auto i = static_cast<std::size_t>(at - blocks_.begin());
      if (at == blocks_.end() || out_.headline >= blocks_.size()) continue;
      const bool near = i + 8 >= out_.headline && i <= out_.headline + 12;
      shown.doubt = (near ? 0 : 12) + (at->role == Role::furniture ? 8 : 0);
    }
    for (std::size_t i = 0; i < blocks_.size() && i < 400; ++i) {
      const std::string& text = blocks_[i].text;
      if (blocks_[i].role == Role::comments) continue;
      if (text.size() <= 100 && byline_word(text) > 0)
        sources.lines.push_back(text);
      else if (text.size() <= 300 && !out_.title.empty() && text.find(out_.title) != std::string::npos)
        byline_under_headline(text, sources.lines);
    }
    Authors found = choose_authors(sources);
    for (const std::string& name : found.names) origin("authors", name, found.from);
    out_.authors = std::move(found.names);
  }

  // Headline, date and byline in one block.
  static void byline_under_headline(std::string_view text, std::vector<std::string>& lines) {
    while (!text.empty()) {
      const std::string_view line = text.substr(0, text.find('\n'));
      if (line.size() <= 100 && byline_word(line) > 0) lines.emplace_back(line);
      text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
  }

  void origin(std::string_view field, std::string_view value, std::string_view from) {
    out_.origins.push_back({std::string(field), std::string(value), std::string(from)});
  }

  void vote(std::optional<PartialDate> date, DateSource from, double weight) {
    if (date) out_.days.hidden.push_back({std::move(*date), from, weight});
  }

  // How far each place is believed; what is shown is weighed by choose_published().
  void published() {
    constexpr std::size_t kOutright = 4;  // of kPublished: those that mean nothing else
    if (out_.published) vote(std::move(out_.published), DateSource::json_ld, 3.0);
    out_.published.reset();
    bool other = false;
    for (std::size_t k = 0; k < kPublished.size(); ++k) {
      const auto it = found_.meta.find(kPublished[k]);
      if (it == found_.meta.end() || (k >= kOutright && other)) continue;
      vote(date_in_attribute(it->second.front()), DateSource::meta, k < kOutright ? 3.2 : 2.0);
      if (k < kOutright) break;
      other = true;
    }
    if (!found_.item_dates.empty()) vote(date_in_attribute(found_.item_dates.front()), DateSource::meta, 2.5);
    vote(linked_.page_date_, DateSource::json_ld, 1.5);
    vote(date_in_url(out_.url.empty() ? url_ : std::string_view(out_.url)), DateSource::url, 1.6);
    out_.days.shown = std::move(found_.days);
  }

  const html::Document& page_;
  const PageMap& map_;
  const std::vector<Block>& blocks_;
  std::string_view url_;
  json::Parser& parser_;
  Metadata out_;
  Linked linked_;
  Found found_;
};

}  // namespace

void settle_published(Metadata& meta, const std::vector<Block>& blocks, const std::vector<bool>& kept) {
  std::size_t first = blocks.size();
  std::size_t last = 0;
  for (std::size_t i = 0; i < kept.size(); ++i)
    if (kept[i]) first = std::min(first, i), last = i;
  const std::size_t headline = meta.headline < blocks.size() ? meta.headline : first;
  auto day = choose_published(meta.days, blocks, headline, first, last);
  if (!day) return;
  meta.origins.push_back(
      {"published", to_string(day->date), std::string("the places that name it together")});
  meta.published = std::move(day->date);
  meta.published_from = day->from;
}

Metadata read_metadata(const html::Document& page, const PageMap& map, const std::vector<Block>& blocks,
                       std::string_view url, json::Parser& parser) {
  return Reader(page, map, blocks, url, parser).run();
}

}  // namespace dateline::extract
