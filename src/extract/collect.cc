#include "extract/collect.h"

#include <algorithm>
#include <array>
#include <utility>

#include "extract/metadata.h"
#include "extract/words.h"

namespace dateline::extract {
namespace {

using html::Node;

// In the addresses of authors' own pages.
constexpr std::array<std::string_view, 12> kAuthorPaths = {"author", "autor",      "auteur",    "profil",
                                                           "user",   "people",     "redaktion", "team",
                                                           "staff",  "journalist", "mitarbeit", "writer"};
// Elements inside a heading that do not part its words.
constexpr std::array<std::string_view, 7> kWithinWord = {"span", "a", "em", "i", "b", "wbr", "strong"};
// Those whose words are none of the heading's.
constexpr std::array<std::string_view, 5> kBesideHeading = {"time", "style", "script", "svg", "small"};
// Attributes in which scripts keep a day of an element that shows it in words.
constexpr std::array<std::string_view, 5> kDayAttributes = {"datetime", "content", "data-datetime",
                                                            "data-date", "data-published"};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

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

// The address of a site's front page.
bool leads_home(std::string_view to) {
  if (to.empty() || to == "#") return false;
  const std::size_t host = to.find("//");
  const std::size_t path = to.find('/', host == std::string_view::npos ? 0 : host + 2);
  return path == std::string_view::npos ? host != std::string_view::npos : path + 1 == to.size();
}

// The elements that are looked at for their tag, by the tag's number in the parser; built once.
enum class What : std::uint8_t { other, script, meta, link, picture, root, title, heading, drawing };
struct Tags {
  std::array<What, 256> of{};
  Tags() {
    constexpr std::array<std::pair<std::string_view, What>, 10> kTags = {{{"script", What::script},
                                                                          {"meta", What::meta},
                                                                          {"link", What::link},
                                                                          {"img", What::picture},
                                                                          {"html", What::root},
                                                                          {"title", What::title},
                                                                          {"h1", What::heading},
                                                                          {"h2", What::heading},
                                                                          {"h3", What::heading},
                                                                          {"svg", What::drawing}}};
    for (const auto& [tag, what] : kTags)
      if (const std::uint16_t id = html::tag_id(tag); id < of.size()) of[id] = what;
  }
};

class Collector {
 public:
  Collector(const html::Document& page, const PageMap& map, const std::vector<Block>& blocks)
      : page_(page), map_(map), blocks_(blocks) {}

  Collected run() {
    static const Tags tags;
    const auto nodes = page_.nodes();
    std::uint32_t skip = 0;
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      const Node& node = nodes[i];
      if (node.is_text()) continue;
      const What what = node.tag_id < tags.of.size() ? tags.of[node.tag_id] : What::other;
      if (what == What::script) script(node, i);
      if (i < skip) continue;
      if (what != What::other) element(what, node, i);
      const std::uint32_t marks = map_.marks[i];
      if ((marks & (hint_date | hint_modified)) != 0 && found_.days.size() < 60) day(node, i);
      if ((marks & (hint_author | hint_byline)) != 0 && (marks & hint_comments) == 0) author(node, i);
      if (what == What::drawing) skip = node.end;
    }
    return std::move(found_);
  }

 private:
  void element(What what, const Node& node, std::uint32_t i) {
    constexpr std::size_t kPictures = 20;
    if (what == What::meta)
      meta(node);
    else if (what == What::link)
      link(node);
    else if (what == What::picture && found_.pictures.size() < kPictures && map_.running[i] == 0 &&
             page_.nodes()[node.parent].tag == "a")
      found_.pictures.push_back(collapsed(page_.attribute(node, "alt")));
    else if (what == What::root)
      language(node);
    else if (what == What::title && found_.title.empty())
      found_.title = text_of(page_, i);
    else if (what == What::heading)
      heading(node, i);
  }

  void meta(const Node& node) {
    const std::string_view content = page_.attribute(node, "content");
    if (content.empty()) return;
    bool named = false;
    for (const std::string_view key : {"name", "property", "itemprop", "http-equiv"}) {
      const std::string_view name = page_.attribute(node, key);
      if (name.empty()) continue;
      found_.meta.push_back({name, content, !named && key == "itemprop"});
      named = true;
    }
  }

  void link(const Node& node) {
    if (page_.attribute(node, "rel") == "canonical" && found_.canonical.empty())
      found_.canonical = page_.attribute(node, "href");
  }

  void language(const Node& node) {
    found_.language = page_.attribute(node, "lang");
    if (found_.language.empty()) found_.language = page_.attribute(node, "xml:lang");
  }

  // A heading's words without its kicker (an element inside it that is called so).
  void heading(const Node& node, std::uint32_t i) {
    constexpr std::size_t kMost = 40;
    if (found_.headings.size() >= kMost) return;
    Heading h;
    h.level = static_cast<unsigned>(node.tag[1] - '0');
    std::string raw;
    const auto nodes = page_.nodes();
    h.titled = (map_.marks[i] & hint_title) != 0 || page_.attribute(node, "itemprop") == "headline";
    h.of_site = (map_.marks[i] & hint_site) != 0;
    bool cut = false;
    for (std::uint32_t k = i + 1; k < node.end && raw.size() < 1000; ++k) {
      if (nodes[k].is_text()) {
        raw += nodes[k].text;
        continue;
      }
      if (nodes[k].tag == "a" && leads_home(page_.attribute(nodes[k], "href"))) h.of_site = true;
      if ((map_.marks[k] & hint_site) != 0) h.of_site = true;
      if ((map_.marks[k] & hint_kicker) != 0 || is_one_of(nodes[k].tag, kBesideHeading)) {
        k = nodes[k].end - 1;
        cut = true;
      } else if (!is_one_of(nodes[k].tag, kWithinWord)) {
        raw += ' ';
      }
    }
    h.text = without_references(collapsed(raw));
    h.whole = cut ? without_references(text_of(page_, i)) : h.text;
    if (h.text.empty()) h.text = h.whole;
    if (!h.text.empty() && h.text.size() < 400) found_.headings.push_back(std::move(h));
  }

  void script(const Node& node, std::uint32_t i) {
    constexpr std::size_t kMost = std::size_t{4} << 20;
    const auto nodes = page_.nodes();
    if (i + 1 >= node.end || !nodes[i + 1].is_text() || nodes[i + 1].text.size() >= kMost) return;
    const std::string_view type = page_.attribute(node, "type");
    (holds(type, "ld+json") ? found_.json_ld : found_.scripts).push_back(nodes[i + 1].text);
  }

  // What an element that speaks of dates says: its attribute, else its text.
  void day(const Node& node, std::uint32_t i) {
    const std::uint32_t marks = map_.marks[i];
    std::string text;
    std::string_view value;
    for (const std::string_view name : kDayAttributes)
      if (value.empty()) value = page_.attribute(node, name);
    if (value.empty() && node.end - i < 24) value = text = text_of(page_, i);
    if (value.empty()) value = page_.attribute(node, "title");
    if (value.empty() || value.size() > 160 || (marks & hint_comments) != 0) return;
    auto date = date_in_attribute(value);
    if (!date) return;
    const std::string_view item = page_.attribute(node, "itemprop");
    const std::string_view names = page_.attribute(node, "class");
    const bool outright = item == "datePublished" || page_.attribute(node, "pubdate").data() != nullptr;
    const bool published = outright || holds(names, "publish") || holds(names, "entry-date");
    if (item == "dateModified" || ((marks & hint_modified) != 0 && !published)) {
      found_.changes.push_back({std::move(*date), text_in(i), DateSource::time, false});
      return;
    }
    if (item == "datePublished" && text.empty()) found_.item_dates.push_back(value);
    if (node.tag == "meta") return;  // it shows nothing
    found_.days.push_back({std::move(*date), text_in(i), DateSource::time, published});
  }

  // The first text in an element, else the element.
  std::uint32_t text_in(std::uint32_t i) const {
    const auto nodes = page_.nodes();
    for (std::uint32_t k = i + 1; k < nodes[i].end; ++k)
      if (nodes[k].is_text() && !std::all_of(nodes[k].text.begin(), nodes[k].text.end(), is_space)) return k;
    return i;
  }

  bool among_comments(std::uint32_t text) const {
    return !blocks_.empty() && blocks_[block_holding(blocks_, text)].role == Role::comments;
  }

  unsigned strength_of(const Node& node, std::uint32_t i) const {
    if (page_.attribute(node, "rel").find("author") != std::string_view::npos ||
        page_.attribute(node, "itemprop") == "author")
      return 3;
    return (map_.marks[i] & hint_author) != 0 && !holds(page_.attribute(node, "class"), "byline") ? 2 : 1;
  }

  void author(const Node& node, std::uint32_t i) {
    constexpr std::uint32_t kMostNodes = 60;
    if (found_.authors.size() >= 40 || node.end - i > kMostNodes) return;
    ShownAuthor shown;
    shown.node = i;
    shown.text = text_in(i);
    if (among_comments(shown.text)) return;
    shown.strength = strength_of(node, i);
    const auto nodes = page_.nodes();
    std::size_t bytes = 0;
    std::size_t links = 0;
    std::uint32_t other = 0;
    for (std::uint32_t k = i; k < node.end; ++k) {
      if (nodes[k].is_text()) {
        std::string piece = collapsed(nodes[k].text);
        bytes += piece.size();
        if (bytes > 220) return;
        if (!piece.empty()) shown.pieces.push_back(std::move(piece));
        continue;
      }
      const std::uint32_t inner = map_.marks[k];
      if (k > i && (inner & hint_comments) != 0) return;
      if ((inner & (hint_tags | hint_date | hint_share)) != 0 ||
          page_.attribute(nodes[k], "rel").find("tag") != std::string_view::npos)
        continue;
      const bool a = nodes[k].tag == "a";
      const bool name = names_author(nodes[k], k, i, shown.strength);
      links += a ? 1 : 0;
      if (a && !name) other = k;
      if (!name) continue;
      const std::string_view content =
          nodes[k].tag == "meta" ? page_.attribute(nodes[k], "content") : std::string_view();
      std::string text = content.empty() ? text_of(page_, k) : collapsed(content);
      if (text.size() >= 2 && text.size() <= 80) shown.links.push_back(std::move(text));
    }
    if (links == 1 && other != 0 && shown.links.empty()) shown.links.push_back(text_of(page_, other));
    if (bytes > 0 || !shown.links.empty()) found_.authors.push_back(std::move(shown));
  }

  // Whether node `k` inside the byline `i` holds the name itself.
  bool names_author(const Node& node, std::uint32_t k, std::uint32_t i, unsigned strength) const {
    if (page_.attribute(node, "itemprop") == "name") return true;
    if (k > i && (map_.marks[k] & hint_author) != 0 && node.end - k < 8) return true;
    if (node.tag != "a") return false;
    const std::string_view to = page_.attribute(node, "href");
    return strength == 3 || std::any_of(kAuthorPaths.begin(), kAuthorPaths.end(),
                                        [&](std::string_view word) { return holds(to, word); });
  }

  const html::Document& page_;
  const PageMap& map_;
  const std::vector<Block>& blocks_;
  Collected found_;
};

}  // namespace

std::string_view Collected::first(std::string_view name) const {
  std::string_view item;
  for (const MetaValue& one : meta) {
    if (!same_word(one.name, name)) continue;
    if (!one.item) return one.content;
    if (item.empty()) item = one.content;
  }
  return item;
}

std::size_t block_holding(const std::vector<Block>& blocks, std::uint32_t text) {
  const auto after = std::upper_bound(blocks.begin(), blocks.end(), text,
                                      [](std::uint32_t node, const Block& b) { return node < b.at; });
  return after == blocks.begin() ? 0 : static_cast<std::size_t>(after - blocks.begin()) - 1;
}

Collected collect(const html::Document& page, const PageMap& map, const std::vector<Block>& blocks) {
  return Collector(page, map, blocks).run();
}

}  // namespace dateline::extract
