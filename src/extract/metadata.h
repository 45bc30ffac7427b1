#pragma once
// What a page says about itself: title, authors, dates, site, language. Many places say it; the tables in
// metadata.cc name them in the order in which they are believed.

#include <string>
#include <string_view>
#include <vector>

#include <dateline/document.h>

#include "base/json.h"
#include "extract/authors.h"
#include "extract/blocks.h"
#include "extract/extract.h"
#include "extract/published.h"

namespace dateline::extract {

struct Metadata {
  std::string url;
  std::string source;
  std::string title;
  std::vector<std::string> authors;
  std::optional<PartialDate> published;
  std::optional<PartialDate> modified;
  std::optional<DayInterval> published_interval;  // where no day is known but a range
  DateSource published_from = DateSource::none;
  AuthorSources author_sources;  // what names an author, and
  DaySources days;               // what names a day; settle_metadata() decides
  std::size_t headline = 0;      // the block that shows the title
  std::string language;          // as labelled
  std::optional<bool> paywalled;
  std::string description;
  std::string body;                         // articleBody of the page's JSON-LD
  std::vector<Explanation::Value> origins;  // where each value came from
  bool video = false;                       // the page says that it is a video
};

// `url` is the capture's address; empty if not known.
Metadata read_metadata(const html::Document& page, const PageMap& map, const std::vector<Block>& blocks,
                       std::string_view url, json::Parser& parser);

// Decides on the authors and the day once it is known which blocks are the text; `kept` says so of each.
// `page` is the one that `meta` was read from.
void settle_metadata(Metadata& meta, const html::Document& page, const std::vector<Block>& blocks,
                     const std::vector<bool>& kept);

// The day in a piece of text, in the usual orders and the month names of eight languages; nullopt for none.
std::optional<PartialDate> date_in_text(std::string_view text);
// The same with the bytes that it takes.
struct DateAt {
  PartialDate date;
  std::size_t begin = 0;
  std::size_t end = 0;
};
std::optional<DateAt> find_date(std::string_view text);
// /2031/06/16/ and the like.
std::optional<PartialDate> date_in_url(std::string_view url);
// The month or year of an address that names no day: /2031/06/, /2031/.
std::optional<PartialDate> range_in_url(std::string_view url);
// ISO 8601 and its misspellings, as attributes hold them.
std::optional<PartialDate> date_in_attribute(std::string_view text);

}  // namespace dateline::extract
