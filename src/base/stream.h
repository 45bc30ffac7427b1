#pragma once
// Bytes that come one piece after another. Sources are pulled; nobody holds more than one buffer.

#include <cstddef>
#include <span>
#include <string_view>

#include <dateline/result.h>

namespace dateline {

class ByteReader {
 public:
  ByteReader() = default;
  ByteReader(const ByteReader&) = delete;
  ByteReader& operator=(const ByteReader&) = delete;
  virtual ~ByteReader() = default;
  // Fills a beginning of `into` (not empty) and says how much; 0 only at the end. Not for two threads at
  // once.
  virtual Result<std::size_t> read(std::span<char> into) = 0;
};

// Reads from memory that must outlive it.
class MemoryReader final : public ByteReader {
 public:
  explicit MemoryReader(std::string_view bytes) : left_(bytes) {}
  Result<std::size_t> read(std::span<char> into) override {
    const std::size_t size = left_.copy(into.data(), into.size());
    left_.remove_prefix(size);
    return size;
  }

 private:
  std::string_view left_;
};

}  // namespace dateline
