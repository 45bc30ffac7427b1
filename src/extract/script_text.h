#pragma once
// The article that a page holds only in its scripts: the state of a single-page application (Next.js, Nuxt,
// Apollo, Redux, hand-made), whose shapes differ from site to site. Nothing here knows a framework's paths:
// every array and every string under a name of text is a candidate, the one with most running text wins.

#include <string>
#include <string_view>

#include "html/document.h"

namespace dateline::extract {

// The paragraphs of the largest text in the page's scripts, joined by "\n\n"; empty where none has a few
// sentences. A text beside a headline that is `title` counts three times. Lists of articles, comments,
// translations and the like are passed over. Reads each script at most a few times: for pages that show
// nothing.
std::string text_in_scripts(const html::Document& page, std::string_view title);

// A text that may be HTML (JSON-LD's articleBody often is) as plain paragraphs joined by "\n\n". Without
// markup its lines are its paragraphs.
std::string plain_text(std::string_view text);

}  // namespace dateline::extract
