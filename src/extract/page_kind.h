#pragma once
// What a page is when it is no article: a wall that asks for consent, a list of articles, a page that says
// that nothing is here, a form to log in. Decided by structure and by tables of phrases, and only where a
// page has little running text of its own or its text is other articles' beginnings: an article with a
// cookie box over it and a login form in its corner stays an article.

#include <string_view>
#include <vector>

#include "extract/blocks.h"

namespace dateline::extract {

enum class PageKind : unsigned char { article, consent_wall, list, not_found, login };

struct KindInput {
  const html::Document& page;
  const PageMap& map;
  const std::vector<Block>& blocks;
  const std::vector<bool>& kept;  // of each block: is it the text?
  std::string_view title;
  bool has_article_data;  // its JSON-LD says that it is one
};

// O(blocks + their text), for most pages O(blocks).
PageKind kind_of(const KindInput& in);

// How many phrases of those that ask for consent to cookies stand in a text. O(length x table).
std::size_t consent_phrases(std::string_view text);

// The diagnostic's code and message; nullptr for an article.
const char* code_of(PageKind kind);
const char* message_of(PageKind kind);

}  // namespace dateline::extract
