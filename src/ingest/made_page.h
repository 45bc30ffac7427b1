#pragma once
// A page made of parts that are known apart: a feed's entry, a mail.

#include <string>
#include <string_view>
#include <vector>

namespace dateline::ingest {

struct PageParts {
  std::string title;
  std::string url;
  std::string site;
  std::string language;
  std::string published;  // ISO 8601
  std::string modified;
  std::vector<std::string> authors;
};

// <title> and <meta> elements. ASCII only (the rest as &#x..;), so that it can stand before HTML in any
// charset that holds ASCII.
std::string head_of(const PageParts& parts);

// A whole page in UTF-8; `body` is HTML. The title is its <h1>.
std::string page_of(const PageParts& parts, std::string_view body);

// Plain text as HTML: blank lines part paragraphs.
std::string paragraphs_of(std::string_view text);

// "Tue, 03 Jun 2008 11:05:30 +0200" (RFC 5322, also with the zone names of RFC 822 and without the weekday)
// -> ISO 8601 with the sender's own day and offset. A date that is ISO 8601 already is given back. Empty
// where it is neither.
std::string iso_of_mail_date(std::string_view text);

}  // namespace dateline::ingest
