#include "ingest/detect.h"

#include <array>

#include "ingest/ascii.h"
#include "ingest/warc.h"

namespace dateline::ingest {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes;
  std::string_view name;
};

// Kinds of files that lie about in folders of pages. Named so that the message can say what the file is.
constexpr std::array kMagics = {
    Magic{"%PDF-"sv, "a PDF document"},
    Magic{"\x89PNG"sv, "a PNG image"},
    Magic{"\xFF\xD8\xFF"sv, "a JPEG image"},
    Magic{"GIF8"sv, "a GIF image"},
    Magic{"PK\x03\x04"sv, "a ZIP archive"},
    Magic{"PK\x05\x06"sv, "a ZIP archive"},
    Magic{"\x7F"
          "ELF"sv,
          "a program"},
    Magic{"BZh"sv, "bzip2 data"},
    Magic{"\xFD"
          "7zXZ"sv,
          "xz data"},
    Magic{"7z\xBC\xAF"sv, "a 7-Zip archive"},
    Magic{"Rar!"sv, "a RAR archive"},
    Magic{"\x04\x22\x4D\x18"sv, "LZ4 data"},
    Magic{"SQLite format 3\0"sv, "an SQLite file (a record is opened by name, not added)"},
    Magic{"wOFF"sv, "a font"},
    Magic{"wOF2"sv, "a font"},
    Magic{"RIFF"sv, "a sound, film or image"},
    Magic{"OggS"sv, "a sound or film"},
    Magic{"ID3"sv, "a sound"},
    Magic{"PAR1"sv, "a Parquet file"},
    Magic{"\xD0\xCF\x11\xE0"sv, "an old Office document"},
};

constexpr std::array kHtmlExtensions = {"html"sv, "htm"sv, "xhtml"sv, "xht"sv, "shtml"sv,
                                        "php"sv,  "asp"sv, "aspx"sv,  "jsp"sv};
constexpr std::array kTextExtensions = {"txt"sv, "text"sv, "md"sv};
// Names of elements that a page has near its beginning and a pasted text has not.
constexpr std::array kHtmlTags = {
    "<html"sv,    "<head"sv,  "<body"sv, "<title"sv,  "<meta"sv,          "<div"sv, "<p>"sv,  "<p "sv,
    "<article"sv, "<table"sv, "<h1"sv,   "<script"sv, "<!doctype html"sv, "<br"sv,  "<span"sv};
constexpr std::array kFeedRoots = {"rss"sv, "feed"sv, "rdf:rdf"sv};
constexpr std::array kSitemapRoots = {"urlset"sv, "sitemapindex"sv};
constexpr std::array kMailHeaders = {"mime-version"sv,
                                     "content-type"sv,
                                     "received"sv,
                                     "return-path"sv,
                                     "message-id"sv,
                                     "delivered-to"sv,
                                     "subject"sv,
                                     "from"sv,
                                     "date"sv,
                                     "to"sv,
                                     "snapshot-content-location"sv};

template <class Table>
bool contains(const Table& table, std::string_view word) {
  return std::ranges::any_of(table, [&](std::string_view row) { return same_letters(row, word); });
}

// Name of the root element, behind declarations and comments; empty if there is none in sight.
std::string_view root_element(std::string_view text) {
  while (true) {
    text = trimmed(text);
    if (text.size() < 2 || text[0] != '<') return {};
    std::size_t end = std::string_view::npos;
    if (text.starts_with("<?")) {
      end = text.find("?>");
    } else if (text.starts_with("<!--")) {
      end = text.find("-->", 4);
    } else if (text.starts_with("<!")) {
      end = text.find('>');
      const std::size_t subset = text.substr(0, end).find('[');
      if (subset != std::string_view::npos) end = text.find("]>");
    } else {
      break;
    }
    if (end == std::string_view::npos) return {};
    end = text.find('>', end);
    text.remove_prefix(end + 1);
  }
  std::size_t end = 1;
  while (end < text.size() && !is_space(text[end]) && text[end] != '>' && text[end] != '/') ++end;
  std::string_view name = text.substr(1, end - 1);
  if (const std::size_t colon = name.find(':');
      colon != std::string_view::npos && !same_letters(name, "rdf:rdf"))
    name.remove_prefix(colon + 1);
  return name;
}

// At least two header lines of mail, nothing else before the blank line, and one that only mail and MHTML
// have.
bool looks_like_mail(std::string_view text) {
  int known = 0;
  bool mime = false;
  bool first = true;
  while (!text.empty()) {
    const std::size_t newline = text.find('\n');
    std::string_view line = text.substr(0, newline);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if (first || (line[0] != ' ' && line[0] != '\t')) {
      const std::size_t colon = line.find(':');
      if (colon == 0 || colon == std::string_view::npos) return false;
      const std::string_view name = line.substr(0, colon);
      if (std::ranges::any_of(name, [](char c) { return c <= ' ' || c > '~'; })) return false;
      known += contains(kMailHeaders, name) ? 1 : 0;
      mime = mime || same_letters(name, "mime-version") || same_letters(name, "message-id") ||
             same_letters(name, "received") || same_letters(name, "content-type");
    }
    first = false;
    if (newline == std::string_view::npos) break;
    text.remove_prefix(newline + 1);
  }
  return known >= 2 && mime;
}

// UTF-16 and UTF-32 text has NUL bytes too; its other bytes are not control characters.
bool looks_binary(std::string_view head) {
  std::size_t nul = 0;
  std::size_t control = 0;
  for (const char c : head) {
    if (c == '\0')
      ++nul;
    else if (static_cast<unsigned char>(c) < 32 && !is_space(c) && c != '\x1B')
      ++control;
  }
  const bool bom = head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF");
  if (bom) return control * 20 > head.size();
  if (nul * 10 >= head.size() * 4 && nul * 10 <= head.size() * 6) return control * 20 > head.size();
  return nul > head.size() / 100 || control > head.size() / 20;
}

// Plain bytes of the ASCII part, so that UTF-16 can be looked at like the rest.
std::string without_nul(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) head.remove_prefix(2);
  std::string out;
  out.reserve(head.size());
  for (const char c : head)
    if (c != '\0') out += c;
  return out;
}

Detected detect_markup(std::string_view text, std::string_view path) {
  const std::string_view root = root_element(text);
  if (contains(kFeedRoots, root)) return {Format::xml_feed, "a feed"};
  if (contains(kSitemapRoots, root)) return {Format::sitemap, "a sitemap"};
  if (same_letters(root, "plist") && find_letters(text, "WebMainResource") != std::string_view::npos)
    return {Format::webarchive, "a web archive"};
  std::string scratch;
  const std::string_view extension = extension_of(path, scratch);
  if (text.starts_with('<') && text.size() > 1 && (is_letter(text[1]) || text[1] == '!' || text[1] == '?'))
    return {Format::html, "a page"};
  if (contains(kTextExtensions, extension)) return {Format::text, "a text"};
  if (contains(kHtmlExtensions, extension)) return {Format::html, "a page"};
  for (const std::string_view tag : kHtmlTags)
    if (find_letters(text, tag) != std::string_view::npos) return {Format::html, "a page"};
  return {Format::text, "a text"};
}

}  // namespace

std::string_view extension_of(std::string_view path, std::string& scratch) {
  path = path.substr(path.rfind('/') + 1);
  scratch = lowered(path);
  std::string_view name = scratch;
  for (const std::string_view packed : {".gz"sv, ".zst"sv})
    if (name.ends_with(packed)) name.remove_suffix(packed.size());
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string_view() : name.substr(dot + 1);
}

Detected detect_format(std::string_view head, std::string_view path) {
  if (head.empty()) return {Format::empty, "empty"};
  const std::size_t begin = std::min(head.find_first_not_of("\r\n"), head.size());
  const std::string_view first = head.substr(begin);
  if (is_warc_version(first.substr(0, first.find('\n')))) return {Format::warc, "a WARC archive"};
  if (is_arc_header(first.substr(0, first.find('\n')))) return {Format::arc, "an ARC archive"};
  if (head.starts_with("bplist")) return {Format::webarchive, "a web archive"};
  for (const Magic& magic : kMagics)
    if (head.starts_with(magic.bytes)) return {Format::unknown, magic.name};
  if (looks_binary(head)) return {Format::unknown, "binary data of a kind that is not known here"};
  const std::string plain = without_nul(head);
  std::string scratch;
  const std::string_view text = trimmed(plain);
  if (text.empty()) return {Format::empty, "blank"};
  if (text[0] == '{' || (text[0] == '[' && text.find('{') != std::string_view::npos &&
                         trimmed(text.substr(1)).starts_with('{')))
    return {Format::json, "JSON"};
  // Broken lines before the first good one.
  const std::string_view extension = extension_of(path, scratch);
  if (extension == "jsonl" || extension == "ndjson" ||
      (path == "-" && text.find("\n{\"") != std::string_view::npos))
    return {Format::json, "JSON"};
  if (looks_like_mail(text)) return {Format::mime, "mail"};
  return detect_markup(text, path);
}

}  // namespace dateline::ingest
