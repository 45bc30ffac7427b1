#pragma once
// UTF-8: decode, validate, and move between bytes and code points.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::utf8 {

struct CodePoint {
  char32_t value = 0;      // U+FFFD where the bytes are not UTF-8
  std::uint32_t size = 1;  // bytes taken; a broken byte takes one
};

// Requires at < text.size(). Strict: overlong forms, surrogates and values over U+10FFFF are broken.
CodePoint decode(std::string_view text, std::size_t at);

void append(std::string& out, char32_t code_point);

bool valid(std::string_view text);

// Broken sequences become U+FFFD, one for each maximal broken part, as browsers do.
std::string repaired(std::string_view text);

inline bool is_boundary(std::string_view text, std::size_t at) {
  return at >= text.size() ? at == text.size() : (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

std::size_t code_points(std::string_view text);

// Byte offsets to code point offsets and back, for one text. O(text) to make, O(1) a look-up (both bounded by
// 64 bytes of scanning). Holds a view: the text must outlive it.
class OffsetMap {
 public:
  explicit OffsetMap(std::string_view text);
  // Requires byte <= text.size() and a code point boundary.
  std::size_t code_point_at(std::size_t byte) const;
  // Clamped to the end of the text.
  std::size_t byte_at(std::size_t code_point) const;

 private:
  static constexpr std::size_t kStep = 64;
  std::string_view text_;
  std::vector<std::uint32_t> code_points_;  // code points before byte kStep * i
};

}  // namespace dateline::utf8
