#pragma once
// What a page's elements say of the page itself: meta elements, data scripts, headings, bylines, days.
// Nothing is decided here.

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "extract/authors.h"
#include "extract/blocks.h"
#include "extract/published.h"
#include "extract/title.h"
#include "html/document.h"

namespace dateline::extract {

// One meta element.
struct MetaValue {
  std::string_view name;     // of name, property, itemprop or http-equiv; any case
  std::string_view content;  // not empty; white space and references as they are
  bool item = false;         // only itemprop names it: it may speak of a part of the page
};

// Views into the document, which must outlive them.
struct Collected {
  std::vector<MetaValue> meta;               // in document order
  std::vector<std::string_view> json_ld;     // scripts of linked data
  std::vector<std::string_view> scripts;     // other scripts with their text in the page
  std::string title;                         // of the title element
  std::vector<Heading> headings;             // h1 to h3
  std::vector<ShownAuthor> authors;          // elements that call themselves an author or a byline
  std::vector<ShownDay> days;                // elements that call themselves a date
  std::vector<ShownDay> changes;             // and those that say that it is the last change's
  std::vector<std::string_view> item_dates;  // itemprop=datePublished
  std::vector<std::string> pictures;         // words of linked pictures above the text
  std::string_view canonical;
  std::string_view language;

  // The first meta of that name (lower case) that is not only an item's property, else the first; empty for
  // none.
  std::string_view first(std::string_view name) const;
  // The first of the names that is there, in their order.
  template <std::size_t N>
  std::string_view first_of(const std::array<std::string_view, N>& names) const {
    for (const std::string_view name : names)
      if (const std::string_view value = first(name); !value.empty()) return value;
    return {};
  }
};

// The block that holds the text node; the first for a node before all. Requires a block.
std::size_t block_holding(const std::vector<Block>& blocks, std::uint32_t text);

// O(nodes), and the text of what is collected.
Collected collect(const html::Document& page, const PageMap& map, const std::vector<Block>& blocks);

}  // namespace dateline::extract
