#include "html/charset.h"

#include <lexbor/encoding/encoding.h>
#include <lexbor/html/encoding.h>
#include <uchardet.h>

#include <algorithm>
#include <vector>

#include "base/utf8.h"

namespace dateline::html {
namespace {

constexpr std::size_t kLabelBytes = 4096;        // where a page's own label is looked for
constexpr std::size_t kGuessBytes = 256 * 1024;  // how much of a page is looked at for a guess

const lxb_char_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const lxb_char_t*>(text.data());
}

// The WHATWG encoding of a label; null for an unknown one.
const lxb_encoding_data_t* by_label(std::string_view label) {
  if (label.empty()) return nullptr;
  return lxb_encoding_data_by_pre_name(bytes_of(label), label.size());
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
  if (encoding != nullptr) return encoding;
  const std::size_t declared = page.substr(0, 200).find("encoding=");
  if (!page.starts_with("<?xml") || declared == std::string_view::npos) return nullptr;
  const std::string_view rest = page.substr(declared + 10);
  return by_label(rest.substr(0, std::min(rest.find_first_of("\"'"), rest.size())));
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
  return encoding;
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
  const bool escapes = page.find("\x1b$") != std::string_view::npos;
  if (!escapes && utf8::valid(page)) return {std::string(page), "utf-8", "content"};
  const lxb_encoding_data_t* encoding = by_label(transport_charset);
  std::string found_by = "transport";
  if (encoding == nullptr) encoding = labelled(page), found_by = "label";
  if (encoding == nullptr && broken_share(page) < 0.2) return {utf8::repaired(page), "utf-8", "content"};
  if (encoding != nullptr && encoding->encoding == LXB_ENCODING_UTF_8 && broken_share(page) >= 0.2)
    encoding = nullptr;
  if (encoding == nullptr) encoding = guessed(page), found_by = "guess";
  if (encoding == nullptr) encoding = by_label("windows-1252"), found_by = "guess";
  if (encoding->encoding == LXB_ENCODING_UTF_8) return {utf8::repaired(page), "utf-8", found_by};
  return {decode(encoding, page), name_of(encoding), found_by};
}

}  // namespace dateline::html
