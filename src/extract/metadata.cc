#include "extract/metadata.h"

#include <algorithm>
#include <array>

#include "extract/collect.h"
#include "extract/features.h"
#include "extract/linked_data.h"
#include "extract/title.h"
#include "extract/words.h"

namespace dateline::extract {
namespace {

// Names of <meta>, in the order in which they are believed.
constexpr std::array<std::string_view, 33> kPublished = {"article:published_time",
                                                         "og:article:published_time",
                                                         "article:published",
                                                         "datepublished",
                                                         "og:published_time",
                                                         "published_time",
                                                         "article:publication_date",
                                                         "rnews:datepublished",
                                                         "cxenseparse:recs:publishtime",
                                                         "originalpublicationdate",
                                                         "article_date_original",
                                                         "shareaholic:article_published_time",
                                                         "date.published",
                                                         "dc.date.published",
                                                         "dc.date.issued",
                                                         "dcterms.issued",
                                                         "dcterms.created",
                                                         "dc.date.created",
                                                         "dc:date.created",
                                                         "sailthru.date",
                                                         "parsely-pub-date",
                                                         "bt:pubdate",
                                                         "citation_publication_date",
                                                         "citation_date",
                                                         "publication_date",
                                                         "published-date",
                                                         "publishdate",
                                                         "publish-date",
                                                         "pubdate",
                                                         "og:pubdate",
                                                         "dc.date",
                                                         "date",
                                                         "dcterms.date"};
constexpr double kGenericMeta = 1.5;  // a meta that may mean another day
constexpr std::array<std::string_view, 12> kModified = {
    "article:modified_time", "og:updated_time",    "datemodified",     "article:modified",
    "og:modified_time",      "rnews:datemodified", "last-modified",    "last_modified",
    "dc.date.modified",      "dc:date.modified",   "dcterms.modified", "lastmod"};
constexpr std::array<std::string_view, 19> kAuthor = {"author",
                                                      "article:author",
                                                      "parsely-author",
                                                      "dc.creator",
                                                      "dcterms.creator",
                                                      "sailthru.author",
                                                      "citation_author",
                                                      "byl",
                                                      "dc.creator.name",
                                                      "dc:creator",
                                                      "cxenseparse:author",
                                                      "shareaholic:article_author_name",
                                                      "article:author_name",
                                                      "og:author",
                                                      "og:article:author",
                                                      "article_author",
                                                      "mediator_author",
                                                      "rnews:creator",
                                                      "authors"};
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
      : map_(map),
        blocks_(blocks),
        url_(url),
        found_(collect(page, map, blocks)),
        linked_(read_linked_data(found_.json_ld, parser)) {}

  Metadata run() {
    out_.language = found_.language;
    out_.description = collapsed(found_.first_of(kDescription));
    out_.body = std::move(linked_.body);
    out_.paywalled = linked_.paywalled;
    out_.video = linked_.video || found_.first("og:type").starts_with("video");
    address();
    site();
    title();
    find_headline();
    authors();
    published();
    return std::move(out_);
  }

 private:
  void address() {
    const std::string_view og = found_.first("og:url");
    const std::string_view said =
        found_.canonical.find("://") != std::string_view::npos ? found_.canonical : og;
    out_.url = collapsed(said.find("://") != std::string_view::npos ? said : url_);
  }

  void site() {
    out_.source = without_references(collapsed(found_.first_of(kSite)));
    if (out_.source.empty() || out_.source.front() == '@') out_.source = collapsed(linked_.publisher);
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
    TitleSources sources;
    sources.headings = std::move(found_.headings);
    sources.json_ld = collapsed(linked_.headline);
    const auto headline = std::find_if(found_.meta.begin(), found_.meta.end(), [](const MetaValue& one) {
      return !one.item && same_word(one.name, "headline");
    });
    sources.meta = without_references(
        collapsed(headline == found_.meta.end() ? found_.first_of(kTitle) : headline->content));
    sources.page = without_references(found_.title);
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
      if (blocks_[i].text.size() < title.size() || blocks_[i].text.size() > 2 * out_.title.size() + 20 ||
          blocks_[i].linked * 2 > blocks_[i].text.size())
        continue;
      const std::string text = skeleton(blocks_[i].text);
      if (text != title && (blocks_[i].heading != 1 || text.find(title) == std::string::npos)) continue;
      out_.headline = i;
      if (blocks_[i].tag == BlockTag::heading) break;
    }
  }

  void authors() {
    AuthorSources& sources = out_.author_sources;
    sources.source = out_.source;
    sources.host = host_of(out_.url);
    sources.json_ld = std::move(linked_.authors);
    sources.json_ld_desk = linked_.by_desk;
    sources.people = std::move(linked_.people);
    bool named = false;
    for (const bool item : {false, true}) {
      for (const std::string_view name : kAuthor) {
        if (named) break;
        auto values = values_of(name, item);
        if (values.empty()) continue;
        named = !read_authors(values.front()).empty();
        if (named || sources.meta.empty()) sources.meta = std::move(values);
      }
    }
    const std::string_view label = found_.first("twitter:label1");
    if (const std::string_view data = found_.first("twitter:data1");
        !data.empty() && std::any_of(kWrittenBy.begin(), kWrittenBy.end(),
                                     [&](std::string_view words) { return same_word(label, words); }))
      sources.people = {collapsed(data)};
    sources.shown = std::move(found_.authors);
    if (out_.headline >= blocks_.size()) return;
    for (ShownAuthor& shown : sources.shown) {
      const std::size_t i = block_holding(blocks_, shown.text);
      const bool near = i + 8 >= out_.headline && i <= out_.headline + 12;
      shown.doubt = (near ? 0 : 12) + (blocks_[i].role == Role::furniture ? 8 : 0);
    }
  }

  // All values of a meta name; of those that are only properties of an item, as in lists of references, where
  // `item` says so.
  std::vector<std::string> values_of(std::string_view name, bool item) const {
    std::vector<std::string> values;
    for (const MetaValue& one : found_.meta)
      if (one.item == item && same_word(one.name, name))
        values.push_back(collapsed(without_tags(without_references(one.content))));
    return values;
  }

  void origin(std::string_view field, std::string_view value, std::string_view from) {
    out_.origins.push_back({std::string(field), std::string(value), std::string(from)});
  }

  void vote(std::optional<PartialDate> date, DateSource from, double weight) {
    if (date) out_.days.hidden.push_back({std::move(*date), from, weight});
  }

  // 11/06/2031 is two days: the one with the month second is likelier.
  void vote_either(std::string_view value, double weight) {
    constexpr double kSecond = 0.8;
    constexpr double kFirst = 0.6;
    auto date = date_in_attribute(value);
    if (!date || date->day == 0 || date->day > 12 || date->day == date->month ||
        value.substr(0, 4).find('/') == std::string_view::npos)
      return vote(std::move(date), DateSource::meta, weight);
    PartialDate other{date->year, date->day, date->month, date->clock};
    vote(std::move(date), DateSource::meta, weight * kSecond);
    vote(std::move(other), DateSource::meta, weight * kFirst);
  }

  // How far each place is believed; what is shown is weighed by choose_published().
  void published() {
    constexpr std::size_t kOutright = 12;  // of kPublished: those that mean nothing else
    vote(std::move(linked_.published), DateSource::json_ld, 3.0);
    bool other = false;
    for (std::size_t k = 0; k < kPublished.size(); ++k) {
      const std::string_view value = found_.first(kPublished[k]);
      if (value.empty() || (k >= kOutright && other)) continue;
      vote_either(value, k < kOutright ? 3.2 : kGenericMeta);
      if (k < kOutright) break;
      other = true;
    }
    if (!found_.item_dates.empty()) vote(date_in_attribute(found_.item_dates.front()), DateSource::meta, 2.5);
    vote(std::move(linked_.page_published), DateSource::json_ld, 1.5);
    const std::string_view address = out_.url.empty() ? url_ : std::string_view(out_.url);
    vote(date_in_url(address), DateSource::url, 1.6);
    out_.days.address_range = range_in_url(address);
    out_.days.shown = std::move(found_.days);
    out_.days.changes = std::move(found_.changes);
    out_.days.scripts = std::move(found_.scripts);
    modified();
  }

  void modified() {
    const std::string_view meta = found_.first_of(kModified);
    out_.modified = std::move(linked_.modified);
    if (!out_.modified) out_.modified = date_in_attribute(meta);
    if (out_.modified) out_.days.hidden_changes.push_back({*out_.modified, DateSource::meta, 0.4});
  }

  const PageMap& map_;
  const std::vector<Block>& blocks_;
  std::string_view url_;
  Collected found_;
  LinkedData linked_;
  Metadata out_;
};

void settle_published(Metadata& meta, const std::vector<Block>& blocks, const Place& place) {
  auto day = choose_published(meta.days, blocks, place);
  if (!day) {
    meta.published_interval = published_range(meta.days, blocks);
    if (!meta.published_interval) return;
    meta.published_from = DateSource::inferred;
    meta.origins.push_back(
        {"published",
         to_string(meta.published_interval->first) + " to " + to_string(meta.published_interval->last),
         "the address, or else the copyright line"});
    return;
  }
  meta.origins.push_back(
      {"published", to_string(day->date), std::string("the places that name it together")});
  meta.published = std::move(day->date);
  meta.published_from = day->from;
}

void settle_authors(Metadata& meta, const html::Document& page, const std::vector<Block>& blocks,
                    const Place& place) {
  meta.author_sources.lines = author_lines(page, blocks, place, meta.title);
  Authors found = choose_authors(meta.author_sources);
  for (const std::string& name : found.names) meta.origins.push_back({"authors", name, found.from});
  meta.authors = std::move(found.names);
}

}  // namespace

Metadata read_metadata(const html::Document& page, const PageMap& map, const std::vector<Block>& blocks,
                       std::string_view url, json::Parser& parser) {
  return Reader(page, map, blocks, url, parser).run();
}

void settle_metadata(Metadata& meta, const html::Document& page, const std::vector<Block>& blocks,
                     const std::vector<bool>& kept) {
  Place place{0, blocks.size(), 0};
  for (std::size_t i = 0; i < kept.size(); ++i)
    if (kept[i]) place.first = std::min(place.first, i), place.last = i;
  place.title = meta.headline < blocks.size() ? meta.headline : place.first;
  settle_authors(meta, page, blocks, place);
  settle_published(meta, blocks, place);
}

}  // namespace dateline::extract
