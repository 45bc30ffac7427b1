#pragma once
// What a file is, by the bytes it begins with.

#include <cstdint>
#include <string_view>

namespace dateline::ingest {

enum class Format : std::uint8_t {
  empty,
  warc,
  arc,
  json,        // JSON Lines, one JSON document, JSON Feed
  xml_feed,    // RSS, RDF, Atom
  sitemap,     // urlset, sitemapindex
  mime,        // MHTML, mail
  webarchive,  // Safari's, as a binary or an XML plist
  html,
  text,
  unknown,  // bytes that no reader here takes: `name` says what they look like
};

struct Detected {
  Format format = Format::unknown;
  std::string_view name;
};

constexpr std::size_t kDetectBytes = std::size_t{16} << 10;

// `head` is the first kDetectBytes (or all) of the file, decompressed. `path` only decides between a page and
// a text, where both are possible. O(head).
Detected detect_format(std::string_view head, std::string_view path);

// The lower-case ending of the last part of a path, without its dot and without .gz or .zst: "page.HTML.gz"
// -> "html".
std::string_view extension_of(std::string_view path, std::string& scratch);

}  // namespace dateline::ingest
