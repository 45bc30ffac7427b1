#pragma once
// gzip without a compressor: members of stored blocks, made by the obvious code.

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline::support {

inline std::uint32_t crc32_of(std::string_view bytes) {
  std::uint32_t crc = ~0U;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

inline std::string little_endian(std::uint32_t value, int size) {
  std::string out;
  for (int i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
  return out;
}

inline std::string stored_deflate(std::string_view bytes) {
  std::string out;
  do {
    const std::string_view block = bytes.substr(0, 60000);
    bytes.remove_prefix(block.size());
    const auto size = static_cast<std::uint32_t>(block.size());
    out += bytes.empty() ? '\1' : '\0';
    out += little_endian(size, 2) + little_endian(~size & 0xFFFFU, 2);
    out += block;
  } while (!bytes.empty());
  return out;
}

inline std::string gzip_member(std::string_view bytes) {
  return std::string("\x1F\x8B\x08\0\0\0\0\0\0\xFF", 10) + stored_deflate(bytes) +
         little_endian(crc32_of(bytes), 4) + little_endian(static_cast<std::uint32_t>(bytes.size()), 4);
}

}  // namespace dateline::support
