#include "html/charset.h"

#include <lexbor/encoding/encoding.h>
#include <lexbor/html/encoding.h>
#include <uchardet.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.h"

namespace dateline::html {
namespace {

constexpr std::size_t kLabelBytes = 4096;        // where a page's own label is looked for
constexpr std::size_t kGuessBytes = 256 * 1024;  // how much of a page is looked at for a guess

const lxb_char_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const lxb_char_t*>(text.data());
}

// Names that the detector and pages use and browsers do not know.
struct Alias {
  std::string_view name;  // lower case, "_" as "-"
  std::string_view label;
};
constexpr Alias kAliases[] = {{"uhc", "euc-kr"},
                              {"cp949", "euc-kr"},
                              {"ms949", "euc-kr"},
                              {"cp936", "gbk"},
                              {"cp932", "shift_jis"},
                              {"windows-932", "shift_jis"},
                              {"mac-cyrillic", "x-mac-cyrillic"},
                              {"cp950", "big5"},
                              {"windows-31", "shift_jis"},
                              {"euc-tw", "big5"},
                              {"ibm852", "windows-1250"}};

// The WHATWG encoding of a label; null for an unknown one. A label that no browser knows is tried as it was
// meant: "euc_kr".
const lxb_encoding_data_t* by_label(std::string_view label) {
  if (label.empty()) return nullptr;
  const lxb_encoding_data_t* known = lxb_encoding_data_by_pre_name(bytes_of(label), label.size());
  if (known != nullptr) return known;
  std::string plain(label.substr(0, 40));
  for (char& c : plain) c = c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (const Alias& alias : kAliases)
    if (alias.name == plain) plain = alias.label;
  return lxb_encoding_data_by_pre_name(bytes_of(plain), plain.size());
}

// What a page itself cannot mean (HTML standard, prescan): it could be read as far as its label, so it is not
// UTF-16, and x-user-defined is for scripts.
const lxb_encoding_data_t* as_meta(const lxb_encoding_data_t* encoding) {
  if (encoding == nullptr) return nullptr;
  if (encoding->encoding == LXB_ENCODING_UTF_16LE || encoding->encoding == LXB_ENCODING_UTF_16BE)
    return by_label("utf-8");
  return encoding->encoding == LXB_ENCODING_X_USER_DEFINED ? by_label("windows-1252") : encoding;
}

std::string name_of(const lxb_encoding_data_t* encoding) {
  std::string name(reinterpret_cast<const char*>(encoding->name));
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return name;
}

// The page's own label: meta charset, meta http-equiv, or an XML declaration.
const lxb_encoding_data_t* labelled(std::string_view page) {
  page = page.substr(0, kLabelBytes);
  lxb_html_encoding_t found;
  const lxb_encoding_data_t* encoding = nullptr;
  if (lxb_html_encoding_init(&found) == LXB_STATUS_OK &&
      lxb_html_encoding_determine(&found, bytes_of(page), bytes_of(page) + page.size()) == LXB_STATUS_OK) {
    for (std::size_t i = 0; encoding == nullptr && i < lxb_html_encoding_meta_length(&found); ++i) {
      const lxb_html_encoding_entry_t* entry = lxb_html_encoding_meta_entry(&found, i);
      encoding = by_label(
          {reinterpret_cast<const char*>(entry->name), static_cast<std::size_t>(entry->end - entry->name)});
    }
  }
  lxb_html_encoding_destroy(&found, false);
  if (encoding != nullptr) return as_meta(encoding);
  const std::size_t declared = page.substr(0, 200).find("encoding=");
  if (!page.starts_with("<?xml") || declared == std::string_view::npos) return nullptr;
  const std::string_view rest = page.substr(declared + 10);
  return as_meta(by_label(rest.substr(0, std::min(rest.find_first_of("\"'"), rest.size()))));
}

// Single-byte encodings of Latin letters, which a detector takes for each other, and the languages of each.
struct Latin {
  std::string_view label;
  std::string_view languages;  // ISO 639-1, between spaces
};
// English is in none: it has no such letters, and stands as the template's language on pages of others.
constexpr Latin kLatin[] = {
    {"windows-1252", " de fr es it pt nl sv no nb nn da fi is fo ga gd ca gl eu lb af id ms sw sq "},
    {"windows-1250", " pl cs sk hu sl hr bs ro "},
    {"windows-1254", " tr az "},
    {"windows-1257", " lt lv et "}};
constexpr std::string_view kLatinGuesses[] = {
    "windows-1252", "windows-1250", "iso-8859-2",  "windows-1254", "windows-1257", "iso-8859-3", "iso-8859-4",
    "iso-8859-10",  "iso-8859-13",  "iso-8859-14", "iso-8859-15",  "iso-8859-16",  "macintosh"};

// <html lang="is-IS">: "is"; empty where the page does not say.
std::string language_of(std::string_view page) {
  page = page.substr(0, kLabelBytes);
  std::size_t at = page.find("<html");
  if (at == std::string_view::npos) at = page.find("<HTML");
  if (at == std::string_view::npos) return {};
  std::string_view tag = page.substr(at, page.find('>', at) - at);
  for (std::size_t k = tag.find("lang="); k != std::string_view::npos; k = tag.find("lang=", k + 1)) {
    std::string_view value = tag.substr(k + 5);
    if (value.starts_with('"') || value.starts_with('\'')) value.remove_prefix(1);
    std::string language(value.substr(0, value.find_first_of("-_\"' />")));
    for (char& c : language)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (language.size() == 2) return language;
  }
  return {};
}

// A guess among Latin encodings follows the page's language; any other guess stays.
const lxb_encoding_data_t* for_language(const lxb_encoding_data_t* guess, std::string_view page) {
  const std::string name = name_of(guess);
  if (std::find(std::begin(kLatinGuesses), std::end(kLatinGuesses), name) == std::end(kLatinGuesses))
    return guess;
  const std::string language = language_of(page);
  if (language.empty()) return guess;
  const auto of_language = [&](const Latin& row) {
    return row.languages.find(" " + language + " ") != std::string_view::npos;
  };
  const auto* row = std::find_if(std::begin(kLatin), std::end(kLatin), of_language);
  if (row == std::end(kLatin) || (row->label == "windows-1250" && name == "iso-8859-2")) return guess;
  return by_label(row->label);
}

const lxb_encoding_data_t* guessed(std::string_view page) {
  const uchardet_t detector = uchardet_new();
  const std::string_view part = page.substr(0, kGuessBytes);
  const lxb_encoding_data_t* encoding = nullptr;
  if (uchardet_handle_data(detector, part.data(), part.size()) == 0) {
    uchardet_data_end(detector);
    encoding = by_label(uchardet_get_charset(detector));
  }
  uchardet_delete(detector);
  return encoding == nullptr ? nullptr : for_language(encoding, page);
}

std::string decode(const lxb_encoding_data_t* encoding, std::string_view page) {
  std::string out;
  out.reserve(page.size() + page.size() / 2);
  std::vector<lxb_codepoint_t> buffer(8192);
  lxb_encoding_decode_t context;
  if (lxb_encoding_decode_init(&context, encoding, buffer.data(), buffer.size()) != LXB_STATUS_OK)
    return utf8::repaired(page);
  const lxb_codepoint_t replacement = 0xFFFD;
  lxb_encoding_decode_replace_set(&context, &replacement, 1);
  const lxb_char_t* at = bytes_of(page);
  const lxb_char_t* end = at + page.size();
  const auto drain = [&] {
    for (std::size_t i = 0; i < lxb_encoding_decode_buf_used(&context); ++i)
      utf8::append(out,
                   buffer[i] <= 0x10FFFF && (buffer[i] < 0xD800 || buffer[i] > 0xDFFF) ? buffer[i] : 0xFFFD);
    lxb_encoding_decode_buf_used_set(&context, 0);
  };
  lxb_status_t status = LXB_STATUS_OK;
  do {
    status = encoding->decode(&context, &at, end);
    drain();
  } while (status == LXB_STATUS_SMALL_BUFFER);
  (void)lxb_encoding_decode_finish(&context);
  drain();
  return out;
}

// Broken bytes a thousand, over the bytes beyond ASCII.
double broken_share(std::string_view page) {
  std::size_t beyond = 0;
  std::size_t broken = 0;
  for (std::size_t at = 0; at < page.size();) {
    const utf8::CodePoint c = utf8::decode(page, at);
    if (c.size > 1) ++beyond;
    if (c.size == 1 && c.value == 0xFFFD) ++beyond, ++broken;
    at += c.size;
  }
  return beyond == 0 ? 0 : static_cast<double>(broken) / static_cast<double>(beyond);
}

}  // namespace

Decoded to_utf8(std::string_view page, std::string_view transport_charset) {
  if (page.starts_with("\xEF\xBB\xBF")) return {utf8::repaired(page.substr(3)), "utf-8", "bom"};
  if (page.starts_with("\xFE\xFF")) return {decode(by_label("utf-16be"), page.substr(2)), "utf-16be", "bom"};
  if (page.starts_with("\xFF\xFE")) return {decode(by_label("utf-16le"), page.substr(2)), "utf-16le", "bom"};
  // UTF-16 without a mark: every other byte of the markup is nought.
  if (page.size() >= 4 && page[1] == 0 && page[3] == 0 && page[0] != 0)
    return {decode(by_label("utf-16le"), page), "utf-16le", "content"};
  if (page.size() >= 4 && page[0] == 0 && page[2] == 0 && page[1] != 0)
    return {decode(by_label("utf-16be"), page), "utf-16be", "content"};
  // ISO-2022-JP is ASCII by its bytes; its escapes give it away.
  const bool escapes =
      page.find("\x1b$B") != std::string_view::npos || page.find("\x1b$@") != std::string_view::npos;
  if (!escapes && utf8::valid(page)) return {std::string(page), "utf-8", "content"};
  const lxb_encoding_data_t* encoding = by_label(transport_charset);
  std::string found_by = "transport";
  // What is broken as UTF-8 is not what it is called.
  const bool broken = broken_share(page) >= 0.2;
  const auto refuted = [&] {
    return broken && encoding != nullptr && encoding->encoding == LXB_ENCODING_UTF_8;
  };
  if (encoding == nullptr || refuted()) encoding = labelled(page), found_by = "label";
  if (encoding == nullptr && escapes) encoding = by_label("iso-2022-jp"), found_by = "content";
  if (encoding == nullptr && !broken) return {utf8::repaired(page), "utf-8", "content"};
  if (refuted()) encoding = nullptr;
  if (encoding == nullptr) encoding = guessed(page), found_by = "guess";
  if (encoding == nullptr) encoding = by_label("windows-1252"), found_by = "guess";
  if (encoding->encoding == LXB_ENCODING_UTF_8) return {utf8::repaired(page), "utf-8", found_by};
  return {decode(encoding, page), name_of(encoding), found_by};
}

}  // namespace dateline::html
