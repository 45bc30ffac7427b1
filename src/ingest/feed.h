#pragma once
// RSS 0.9 to 2.0, Atom 1.0 and JSON Feed 1.x: one capture an entry, and sitemaps: one report.
//
// An entry becomes a page: its own HTML as the body, and what the feed says of it (title, address, date,
// authors, language) as the head, so that it goes the way of every other page. An entry without its full text
// has the diagnostic "summary-only". XML entities are not expanded beyond XML's own five; a feed that breaks
// off gives the entries before that place.

#include <memory>

#include "base/json.h"
#include "ingest/reader.h"

namespace dateline::ingest {

std::unique_ptr<CaptureSource> open_feed(Input input);
std::unique_ptr<CaptureSource> open_json_feed(const json::Value& document, const std::string& path,
                                              const Limits& limits);
std::unique_ptr<CaptureSource> open_sitemap(Input input);

}  // namespace dateline::ingest
