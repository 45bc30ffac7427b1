#pragma once
// Who wrote the article, among all that a page says of it.

#include <string>
#include <string_view>
#include <vector>

#include "extract/blocks.h"
#include "extract/published.h"
#include "html/document.h"

namespace dateline::extract {

// An element that names an author.
struct ShownAuthor {
  std::vector<std::string> pieces;  // its texts, element by element
  std::vector<std::string> links;   // those of links and of elements that say that they are the name
  unsigned strength = 1;            // 3: said outright (rel, itemprop), 2: its class says author, 1: a byline
  unsigned node = 0;
  unsigned text = 0;  // its first text
  int doubt = 0;      // for standing far from the headline, or in furniture
};

// What a line of text says of the author.
enum class LineKind : unsigned char {
  labelled,   // a name under a line that reads "Author"
  byline,     // begins with "By", near the headline or at the text's end
  dated,      // a name beside a date: "16 June 2031 | Ida Venn"
  signature,  // nothing but a name, set off, at the text's end
  opening,    // the same at its beginning
  elsewhere,  // a byline in the middle of the page
  agency,     // "(dpa)" at the text's end
};
struct AuthorLine {
  std::string text;
  LineKind kind = LineKind::byline;
};

struct AuthorSources {
  std::vector<std::string> json_ld;  // of the article
  bool json_ld_desk = false;         // which calls them organisations
  std::vector<std::string> meta;     // values of one meta name
  std::vector<std::string> people;   // persons of the page's data
  std::vector<ShownAuthor> shown;    // in document order
  std::vector<AuthorLine> lines;
  std::string source;  // the site's name
  std::string host;
};

struct Authors {
  std::vector<std::string> names;
  const char* from = "";
};

// The list that is believed most: full names before single words before account names, persons before the
// desk or the publisher, data before bylines.
Authors choose_authors(const AuthorSources& sources);

// The lines of a page that speak of an author. `place` says where the text stands. O(bytes of short lines).
std::vector<AuthorLine> author_lines(const html::Document& page, const std::vector<Block>& blocks,
                                     const Place& place, std::string_view title);

// Names out of a byline: no "By", job titles, places, e-mail addresses; no name twice.
std::vector<std::string> read_authors(std::string_view byline);

// A news agency by its short name: "dpa", "AFP".
bool is_agency(std::string_view name);
// A desk or a body rather than a person: "Redaktion", "Press Office", "post.example".
bool is_desk(std::string_view name);
// Two to four words, each with a capital but for "von", "de" and the like.
bool is_full_name(std::string_view name);
// What a line begins with before it names its author ("Ein Beitrag von", "Text:"); bytes, or 0.
std::size_t author_lead(std::string_view line);
// To compare names that differ in case, points and hyphens.
std::string name_key(std::string_view name);

}  // namespace dateline::extract
