#pragma once
// A page as a reader pasted it: plain text with the site's furniture around the article.

#include <string_view>

#include <dateline/document.h>

namespace dateline::extract {

// Fills title, authors, published and text of `article`. `text` is valid UTF-8.
void read_pasted_text(std::string_view text, Article& article);

}  // namespace dateline::extract
