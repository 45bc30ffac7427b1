#include "ingest/mime.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "ingest/ascii.h"
#include "ingest/charset.h"
#include "ingest/http.h"
#include "ingest/made_page.h"

namespace dateline::ingest {
namespace {

constexpr std::size_t kMaxParts = 10000;

struct Part {
  Fields fields;
  std::string_view body;
  std::string type;
  bool cut_off = false;  // its closing boundary is missing
};

int hex_of(char c) {
  if (is_digit(c)) return c - '0';
  const char l = lower(c);
  return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

int base64_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (is_digit(c)) return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return -1;
}

Part part_of(std::string_view text) {
  Part part;
  part.fields = take_fields(text);
  part.body = text;
  part.type = media_type(part.fields.get("content-type"));
  if (part.type.empty()) part.type = "text/plain";
  return part;
}

// The pieces between lines "--boundary"; the last one may be without its end.
std::vector<std::string_view> pieces_of(std::string_view body, const std::string& boundary, bool& closed) {
  std::vector<std::string_view> pieces;
  const std::string mark = "--" + boundary;
  closed = false;
  std::size_t begin = std::string_view::npos;
  for (std::size_t at = 0; at < body.size() && pieces.size() < kMaxParts;) {
    const std::size_t newline = std::min(body.find('\n', at), body.size());
    const std::string_view line = body.substr(at, newline - at);
    if (line.starts_with(mark)) {
      const std::string_view rest = trimmed(line.substr(mark.size()));
      if (rest.empty() || rest == "--") {
        if (begin != std::string_view::npos) pieces.push_back(body.substr(begin, at - begin));
        begin = std::min(newline + 1, body.size());
        closed = rest == "--";
        if (closed) return pieces;
      }
    }
    at = newline + 1;
  }
  if (begin != std::string_view::npos) pieces.push_back(body.substr(begin));
  return pieces;
}

struct Found {
  std::optional<Part> html;
  std::optional<Part> text;
  bool cut_off = false;
};

// The root of multipart/related, the richest of multipart/alternative, the first of anything else.
void find_body(const Part& part, unsigned depth, Found& found) {
  if (starts_with_letters(part.fields.get("content-disposition"), "attachment")) return;
  if (part.type == "text/html" || part.type == "application/xhtml+xml") {
    if (!found.html) found.html = part;
    return;
  }
  if (part.type == "text/plain") {
    if (!found.text) found.text = part;
    return;
  }
  if (!part.type.starts_with("multipart/") || depth == 0) return;
  bool closed = false;
  const auto pieces = pieces_of(part.body, parameter(part.fields.get("content-type"), "boundary"), closed);
  const std::string start = parameter(part.fields.get("content-type"), "start");
  if (!start.empty()) {
    for (const std::string_view piece : pieces) {
      const Part inner = part_of(piece);
      if (inner.fields.get("content-id") == start) find_body(inner, depth - 1, found);
    }
  }
  for (std::size_t i = 0; i < pieces.size() && !found.html; ++i) {
    Part inner = part_of(pieces[i]);
    inner.cut_off = !closed && i + 1 == pieces.size();
    find_body(inner, depth - 1, found);
    if (inner.cut_off) found.cut_off = true;
  }
}

std::string body_of(const Part& part) {
  const std::string_view coding = trimmed(part.fields.get("content-transfer-encoding"));
  if (same_letters(coding, "base64")) return decode_base64(part.body);
  if (same_letters(coding, "quoted-printable")) return decode_quoted_printable(part.body);
  return std::string(part.body);
}

// "Orlane Courier <news@courier.example>" -> Orlane Courier
std::string sender_of(std::string_view field) {
  const std::string decoded = decode_header_words(field);
  std::string_view name = trimmed(std::string_view(decoded).substr(0, decoded.find('<')));
  if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
  return name.find('@') != std::string_view::npos ? std::string() : std::string(trimmed(name));
}

std::string_view http_address(std::string_view field) {
  return starts_with_letters(field, "http") ? field : std::string_view();
}

void make_mail(const Part& mail, const Found& found, Capture& capture) {
  PageParts parts;
  parts.title = decode_header_words(mail.fields.get("subject"));
  parts.site = sender_of(mail.fields.get("from"));
  parts.published = iso_of_mail_date(mail.fields.get("date"));
  if (!found.html) {
    capture.kind = CaptureKind::text;
    capture.decoded = true;
    std::string head;
    for (const std::string& line : {parts.title, parts.site, parts.published.substr(0, 10)})
      if (!line.empty()) head += line + "\n\n";
    capture.bytes = head + to_utf8(capture.bytes, capture.charset);
    return;
  }
  const std::string label = lowered(capture.charset);
  if (label.starts_with("utf-16") || label.starts_with("utf-32")) {
    capture.bytes = to_utf8(capture.bytes, label);
    capture.decoded = true;
  }
  capture.bytes.insert(0, head_of(parts));
}

}  // namespace

std::string decode_base64(std::string_view text) {
  std::string out;
  out.reserve(text.size() / 4 * 3);
  unsigned bits = 0;
  int held = 0;
  for (const char c : text) {
    const int value = base64_of(c);
    if (value < 0) continue;
    bits = bits << 6 | static_cast<unsigned>(value);
    if (++held == 4) {
      out += static_cast<char>(bits >> 16 & 0xFF);
      out += static_cast<char>(bits >> 8 & 0xFF);
      out += static_cast<char>(bits & 0xFF);
      held = 0;
      bits = 0;
    }
  }
  if (held == 2) out += static_cast<char>(bits >> 4 & 0xFF);
  if (held == 3) {
    out += static_cast<char>(bits >> 10 & 0xFF);
    out += static_cast<char>(bits >> 2 & 0xFF);
  }
  return out;
}

std::string decode_quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '=') {
      out += text[at];
      continue;
    }
    const std::string_view rest = text.substr(at + 1);
    const std::size_t blank = std::min(rest.find_first_not_of(" \t"), rest.size());
    if (rest.substr(blank).starts_with("\r\n"))
      at += blank + 2;
    else if (rest.substr(blank).starts_with('\n'))
      at += blank + 1;
    else if (rest.size() >= 2 && hex_of(rest[0]) >= 0 && hex_of(rest[1]) >= 0) {
      out += static_cast<char>(hex_of(rest[0]) * 16 + hex_of(rest[1]));
      at += 2;
    } else {
      out += '=';
    }
  }
  return out;
}

std::string decode_header_words(std::string_view text) {
  std::string out;
  std::string charset;
  std::string pending;  // neighbours of one charset are joined first: they may part a character
  bool after_word = false;
  const auto put_plain = [&](std::string_view plain) {
    if (after_word && trimmed(plain).empty()) return;  // blanks between two words are not part of the text
    out += to_utf8(std::exchange(pending, {}), charset);
    out += to_utf8(plain, {});
    after_word = false;
  };
  while (!text.empty()) {
    const std::size_t begin = text.find("=?");
    const std::size_t charset_end = begin == std::string_view::npos ? begin : text.find('?', begin + 2);
    const std::size_t end =
        charset_end == std::string_view::npos ? charset_end : text.find("?=", charset_end + 3);
    if (end == std::string_view::npos || text[charset_end + 2] != '?') {
      const std::size_t plain = begin == std::string_view::npos ? text.size() : begin + 2;
      put_plain(text.substr(0, plain));
      text.remove_prefix(plain);
      continue;
    }
    put_plain(text.substr(0, begin));
    const std::string name(text.substr(begin + 2, charset_end - begin - 2));
    if (name != charset) out += to_utf8(std::exchange(pending, {}), charset);
    charset = name;
    const std::string_view coded = text.substr(charset_end + 3, end - charset_end - 3);
    if (lower(text[charset_end + 1]) == 'b') {
      pending += decode_base64(coded);
    } else {
      std::string spaced(coded);
      std::ranges::replace(spaced, '_', ' ');
      pending += decode_quoted_printable(spaced);
    }
    after_word = true;
    text.remove_prefix(end + 2);
  }
  return out + to_utf8(pending, charset);
}

std::unique_ptr<CaptureSource> open_mime(Input input) {
  const auto bytes = read_whole(input);
  if (!bytes) return one_item(problem(input.path, bytes.error()));
  const Part whole =
      part_of(std::string_view(*bytes).substr(std::min(bytes->find_first_not_of(" \t\r\n"), bytes->size())));
  Found found;
  find_body(whole, input.limits.mime_depth, found);
  if (!found.html && !found.text)
    return one_item(problem(input.path, ErrorCode::corrupt,
                            fmt::format("{}: mail or MHTML without a page or a text in it", input.path)));
  const Part& part = found.html ? *found.html : *found.text;
  Capture capture;
  capture.id = capture.path = input.path;
  capture.bytes = body_of(part);
  capture.charset = parameter(part.fields.get("content-type"), "charset");
  const std::string_view sender = whole.fields.get("from");
  const std::string_view address = http_address(whole.fields.get("snapshot-content-location"));
  const bool saved_page = !address.empty() || find_letters(sender, "saved by") != std::string_view::npos ||
                          (sender.empty() && found.html);
  if (saved_page) {
    capture.url = address.empty() ? http_address(part.fields.get("content-location")) : address;
    if (capture.url.empty()) capture.url = http_address(whole.fields.get("content-location"));
    capture.fetched = iso_of_mail_date(whole.fields.get("date"));
    if (!found.html) capture.kind = CaptureKind::text;
  } else {
    make_mail(whole, found, capture);
  }
  if (found.cut_off || !input.bytes->fault().empty())
    capture.diagnostics.push_back({"body-cut-off", "the file ends before the page does"});
  return one_item(std::move(capture));
}

}  // namespace dateline::ingest
