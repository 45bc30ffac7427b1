#pragma once
// The headline among all the titles that a page gives itself.

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::extract {

struct Heading {
  std::string text;      // without a kicker that is marked as one
  std::string whole;     // with the kicker
  unsigned level = 1;    // 1-3
  bool titled = false;   // its class says that it is the title
  bool of_site = false;  // it leads to the front page, or its class says that it is the site's name
};

struct TitleSources {
  std::vector<Heading> headings;  // in document order
  std::string json_ld;
  std::string meta;  // og:title and the like
  std::string page;  // <title>
  std::string site;
  std::string host;
  bool bare = false;  // no running text: a heading is what the page says, not what it is called
};

struct Title {
  std::string text;
  const char* from = "";
};

// The shown heading that the hidden titles agree with, else the best of the hidden ones, without the site's
// name. O(headings x length).
// The parts of a title that may be its site's name: what stands after the last bar or dash between spaces,
// and before the first.
std::array<std::string, 2> site_parts(std::string_view title);

Title choose_title(const TitleSources& sources);

// A title without the site's name at either end. `site` may be empty.
std::string without_site(std::string_view title, std::string_view site);

}  // namespace dateline::extract
