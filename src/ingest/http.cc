#include "ingest/http.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

#include "base/compress.h"
#include "ingest/ascii.h"

namespace dateline::ingest {
namespace {

std::string_view take_line(std::string_view& text) {
  const std::size_t newline = text.find('\n');
  std::string_view line = text.substr(0, newline);
  text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// "HTTP/1.1 200 OK", also with more blanks, no reason, another version; 0 if it is no status line.
int status_of(std::string_view line) {
  if (!starts_with_letters(line, "HTTP")) return 0;
  const std::size_t blank = line.find_first_of(" \t");
  if (blank == std::string_view::npos) return 0;
  const std::string_view rest = trimmed(line.substr(blank)).substr(0, 3);
  int status = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), status);
  return error == std::errc() && status >= 100 && status <= 999 ? status : 0;
}

struct Unchunked {
  std::string body;
  bool chunked = false;  // at least one chunk was read
  bool whole = false;
};

Unchunked undo_chunks(std::string_view body) {
  Unchunked result;
  while (!body.empty()) {
    std::string_view rest = body;
    std::string_view line = take_line(rest);
    line = trimmed(line.substr(0, line.find(';')));
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    if (error != std::errc() || end != line.data() + line.size() || line.empty()) return result;
    result.chunked = true;
    if (size == 0) {
      result.whole = true;
      return result;
    }
    const std::string_view chunk = rest.substr(0, size);
    result.body += chunk;
    if (chunk.size() < size) return result;
    rest.remove_prefix(size);
    const std::string_view after = rest.substr(0, 2);
    if (after.starts_with("\r\n"))
      rest.remove_prefix(2);
    else if (after.starts_with('\n'))
      rest.remove_prefix(1);
    body = rest;
  }
  return result;
}

Codec codec_of(std::string_view name) {
  if (same_letters(name, "gzip") || same_letters(name, "x-gzip")) return Codec::gzip;
  if (same_letters(name, "deflate")) return Codec::deflate;
  if (same_letters(name, "br")) return Codec::brotli;
  if (same_letters(name, "zstd")) return Codec::zstd;
  return Codec::none;
}

// Archives hold bodies whose header names a coding that was undone when they were stored. Coded data does not
// look like markup or words.
bool looks_plain(std::string_view body) {
  const std::string_view head = body.substr(0, 512);
  const auto strange =
      std::ranges::count_if(head, [](char c) { return static_cast<unsigned char>(c) < 32 && !is_space(c); });
  return strange == 0 && !trimmed(head).empty();
}

void undo_coding(HttpAnswer& answer, Codec codec, std::size_t limit) {
  const bool marked = codec == Codec::gzip || codec == Codec::zstd;
  if (answer.body.empty() || (marked && detect_codec(answer.body) != codec)) return;
  Unpacked plain = unpack(codec, answer.body, limit);
  if (!plain.problem.empty() && (plain.bytes.empty() || (!marked && looks_plain(answer.body)))) {
    if (looks_plain(answer.body)) return;
    answer.diagnostics.push_back(
        {"content-encoding", fmt::format("the body cannot be unpacked: {}", plain.problem)});
    answer.body.clear();
    return;
  }
  if (!plain.problem.empty())
    answer.diagnostics.push_back({"body-cut-off", fmt::format("the body is not whole: {}", plain.problem)});
  answer.over_limit = plain.over_limit;
  answer.body = std::move(plain.bytes);
}

void undo_content_encoding(HttpAnswer& answer, std::size_t limit) {
  std::string_view names = answer.fields.get("content-encoding");
  // Servers that send packed files as they lie on the disk name no coding.
  if (names.empty() && detect_codec(answer.body) == Codec::gzip &&
      is_html_type(media_type(answer.fields.get("content-type"))))
    names = "gzip";
  int undone = 0;
  while (!names.empty() && undone < 4) {  // the last named was applied last; nobody nests deeper
    const std::size_t comma = names.rfind(',');
    const std::string_view name = trimmed(comma == std::string_view::npos ? names : names.substr(comma + 1));
    names = comma == std::string_view::npos ? std::string_view() : names.substr(0, comma);
    const Codec codec = codec_of(name);
    if (codec != Codec::none) {
      undo_coding(answer, codec, limit);
      ++undone;
    } else if (!name.empty() && !same_letters(name, "identity") && !same_letters(name, "none") &&
               !looks_plain(answer.body)) {
      answer.diagnostics.push_back(
          {"content-encoding", fmt::format("content coding '{}' is not known", name)});
    }
  }
}

}  // namespace

bool Fields::add_line(std::string_view line) {
  if (!line.empty() && (line[0] == ' ' || line[0] == '\t')) {
    if (fields_.empty()) return false;
    std::string& value = fields_.back().value;
    const std::string_view more = trimmed(line);
    if (!value.empty() && !more.empty()) value += ' ';
    value += more;
    return true;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  fields_.push_back(
      {std::string(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1)))});
  return true;
}

std::string_view Fields::get(std::string_view name) const {
  for (const Field& field : fields_)
    if (!field.value.empty() && same_letters(field.name, name)) return field.value;
  return {};
}

Fields take_fields(std::string_view& text) {
  Fields fields;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) break;
    fields.add_line(line);
  }
  return fields;
}

std::string media_type(std::string_view content_type) {
  return lowered(trimmed(content_type.substr(0, content_type.find_first_of(";,"))));
}

std::string parameter(std::string_view field, std::string_view name) {
  std::size_t at = field.find(';');
  while (at != std::string_view::npos) {
    field.remove_prefix(at + 1);
    const std::string_view pair = trimmed(field);
    if (starts_with_letters(pair, name)) {
      std::string_view rest = trimmed(pair.substr(name.size()));
      if (rest.starts_with('=')) {
        rest = trimmed(rest.substr(1));
        if (rest.starts_with('"') || rest.starts_with('\''))
          return std::string(rest.substr(1, rest.find(rest[0], 1) - 1));
        return std::string(trimmed(rest.substr(0, rest.find_first_of(";, \t"))));
      }
    }
    at = field.find(';');
  }
  return {};
}

HttpAnswer parse_http(std::string_view message, std::size_t limit) {
  HttpAnswer answer;
  std::string_view rest = message;
  answer.status = status_of(take_line(rest));
  if (answer.status == 0) {
    answer.over_limit = message.size() > limit;
    answer.body = message.substr(0, limit);
    return answer;
  }
  answer.fields = take_fields(rest);
  if (find_letters(answer.fields.get("transfer-encoding"), "chunked") != std::string_view::npos) {
    Unchunked plain = undo_chunks(rest);
    if (plain.chunked && !plain.whole && !plain.body.empty())
      answer.diagnostics.push_back({"body-cut-off", "the last chunk of the body is missing"});
    // A body that does not begin with a chunk was stored with its chunks undone.
    answer.body = plain.chunked ? std::move(plain.body) : std::string(rest);
  } else {
    answer.body = rest;
  }
  undo_content_encoding(answer, limit);
  if (answer.body.size() > limit) {
    answer.body.resize(limit);
    answer.over_limit = true;
  }
  return answer;
}

bool is_html_type(std::string_view type) {
  return type == "text/html" || type == "application/xhtml+xml";
}

bool looks_like_html(std::string_view body) {
  static constexpr std::array<std::string_view, 9> kBeginnings = {
      "<!doctype html", "<html", "<head", "<title", "<body", "<meta", "<h1", "<p>", "<table"};
  if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
  std::string_view head = trimmed(body.substr(0, 2048));
  while (head.starts_with("<!--") || head.starts_with("<?")) {
    const std::size_t end = head.find('>');
    if (end == std::string_view::npos) return false;
    head = trimmed(head.substr(end + 1));
  }
  return std::ranges::any_of(kBeginnings,
                             [&](std::string_view tag) { return starts_with_letters(head, tag); });
}

}  // namespace dateline::ingest
