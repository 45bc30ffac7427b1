#pragma once
// Who wrote the article, among all that a page says of it.

#include <string>
#include <string_view>
#include <vector>

namespace dateline::extract {

// An element that names an author.
struct ShownAuthor {
  std::vector<std::string> pieces;  // its texts, element by element
  std::vector<std::string> links;   // those of links and of elements that say that they are the name
  unsigned strength = 1;            // 3: said outright (rel, itemprop), 2: its class says author, 1: a byline
  unsigned node = 0;
  int doubt = 0;  // for standing far from the headline, or in furniture
};

struct AuthorSources {
  std::vector<std::string> json_ld;  // of the article
  std::vector<std::string> meta;     // values of one meta name
  std::vector<std::string> people;   // persons of the page's data
  std::vector<ShownAuthor> shown;    // in document order
  std::vector<std::string> lines;    // short lines near the headline
  std::string source;                // the site's name
};

struct Authors {
  std::vector<std::string> names;
  const char* from = "";
};

// The list that is believed most: full names before single words before account names, data before bylines.
Authors choose_authors(const AuthorSources& sources);

// Names out of a byline: no "By", job titles, places, e-mail addresses; no name twice.
std::vector<std::string> read_authors(std::string_view byline);

}  // namespace dateline::extract
