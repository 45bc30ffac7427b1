#pragma once
// Articles for other programs and for people: CSV (RFC 4180, UTF-8, CRLF) and Markdown (CommonMark).

#include <string>

#include "store/read.h"

namespace dateline::interchange {

// key,id,url,source,title,authors,published,published_from,modified,language,paywalled,path,fetched,text
std::string csv_header();
// Authors are joined by "; ". A cell that a spreadsheet would take for a formula gets a ' in front.
std::string csv_line(const store::StoredArticle& stored);

// A heading, a line of source, day and authors with the address, and the paragraphs. Nothing in the text is
// markup.
std::string markdown_article(const store::StoredArticle& stored);

// `text` such that Markdown shows it as it is.
std::string markdown_escaped(std::string_view text);

}  // namespace dateline::interchange
