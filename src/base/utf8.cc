#include "base/utf8.h"

#include <algorithm>
#include <cstdint>

#include <simdjson.h>

namespace dateline::utf8 {
namespace {

unsigned byte(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}
bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (byte(text, at) & 0xC0) == 0x80;
}

// How many bytes at `at` form the beginning of some well-formed sequence (at least 1): what one U+FFFD stands
// for.
std::uint32_t broken_size(std::string_view text, std::size_t at) {
  const unsigned lead = byte(text, at);
  if (lead < 0xC2 || lead > 0xF4 || !continues(text, at + 1)) return 1;
  const unsigned second = byte(text, at + 1);
  if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90) ||
      (lead == 0xF4 && second > 0x8F))
    return 1;
  if (lead < 0xE0) return 2;
  if (lead < 0xF0 || !continues(text, at + 2)) return 2;
  return 3;
}

}  // namespace

CodePoint decode(std::string_view text, std::size_t at) {
  const unsigned lead = byte(text, at);
  if (lead < 0x80) return {lead, 1};
  if (lead >= 0xC2 && lead < 0xE0 && continues(text, at + 1))
    return {(lead & 0x1F) << 6 | (byte(text, at + 1) & 0x3F), 2};
  if (lead >= 0xE0 && lead < 0xF0 && continues(text, at + 1) && continues(text, at + 2)) {
    const char32_t value =
        (lead & 0x0F) << 12 | (byte(text, at + 1) & 0x3F) << 6 | (byte(text, at + 2) & 0x3F);
    if (value >= 0x800 && (value < 0xD800 || value > 0xDFFF)) return {value, 3};
  }
  if (lead >= 0xF0 && lead < 0xF5 && continues(text, at + 1) && continues(text, at + 2) &&
      continues(text, at + 3)) {
    const char32_t value = (lead & 0x07) << 18 | (byte(text, at + 1) & 0x3F) << 12 |
                           (byte(text, at + 2) & 0x3F) << 6 | (byte(text, at + 3) & 0x3F);
    if (value >= 0x10000 && value <= 0x10FFFF) return {value, 4};
  }
  return {0xFFFD, 1};
}

void append(std::string& out, char32_t c) {
  const auto put = [&](char32_t b) { out += static_cast<char>(b); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

bool valid(std::string_view text) {
  return simdjson::validate_utf8(text.data(), text.size());
}

std::string repaired(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    const CodePoint point = decode(text, at);
    if (point.size > 1 || point.value < 0x80) {
      out.append(text, at, point.size);
      at += point.size;
    } else {
      append(out, 0xFFFD);
      at += broken_size(text, at);
    }
  }
  return out;
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

OffsetMap::OffsetMap(std::string_view text) : text_(text) {
  code_points_.reserve(text.size() / kStep + 1);
  std::uint32_t count = 0;
  for (std::size_t at = 0; at <= text.size(); at += kStep) {
    code_points_.push_back(count);
    count += static_cast<std::uint32_t>(code_points(text.substr(at, kStep)));
  }
}

std::size_t OffsetMap::code_point_at(std::size_t at) const {
  const std::size_t block = at / kStep;
  return code_points_[block] + code_points(text_.substr(block * kStep, at - block * kStep));
}

std::size_t OffsetMap::byte_at(std::size_t wanted) const {
  const auto after = std::upper_bound(code_points_.begin(), code_points_.end(), wanted);
  const std::size_t block = static_cast<std::size_t>(after - code_points_.begin()) - 1;
  std::size_t count = code_points_[block];
  std::size_t at = block * kStep;
  while (at < text_.size() && !is_boundary(text_, at)) ++at;
  while (at < text_.size() && count < wanted) {
    at += decode(text_, at).size;
    ++count;
  }
  return at;
}

}  // namespace dateline::utf8
