#pragma once
// Blobs of numbers, for this module's own use.

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

#include "story/vectors.h"

namespace dateline::story {

// Keys are hashes and stand as four bytes each; all else as LEB128 numbers (signed ones zigzag).
class Encoder {
 public:
  void number(std::uint64_t value) {
    while (value >= 0x80) {
      out_ += static_cast<char>(value | 0x80U);
      value >>= 7U;
    }
    out_ += static_cast<char>(value);
  }
  void integer(std::int64_t value) {
    number((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63U));
  }
  void fixed(std::uint64_t value, unsigned bytes) {
    for (unsigned i = 0; i < bytes; ++i) out_ += static_cast<char>(value >> (8U * i));
  }
  void string(std::string_view value) {
    number(value.size());
    out_ += value;
  }
  // With weights that are whole numbers.
  void terms(const Terms& terms) {
    number(terms.size());
    for (const Term& term : terms) fixed(term.key, 4);
    for (const Term& term : terms) number(static_cast<std::uint64_t>(term.weight));
  }
  void real(double value) { fixed(std::bit_cast<std::uint64_t>(value), 8); }
  // With weights of any kind.
  void weighed(const Terms& terms) {
    number(terms.size());
    for (const Term& term : terms) {
      fixed(term.key, 4);
      fixed(std::bit_cast<std::uint32_t>(term.weight), 4);
    }
  }
  void raw(std::string_view bytes) { out_ += bytes; }
  std::string finish() && { return std::move(out_); }

 private:
  std::string out_;
};

// Sticky: after the first fault every read gives zero, and `ok()` is false.
class Decoder {
 public:
  explicit Decoder(std::string_view blob) : blob_(blob) {}

  bool ok() const { return ok_; }
  bool at_end() const { return at_ == blob_.size(); }
  void refuse() {
    ok_ = false;
    at_ = blob_.size();
  }

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && at_ < blob_.size(); shift += 7) {
      const auto byte = static_cast<unsigned char>(blob_[at_++]);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) return value;
    }
    refuse();
    return 0;
  }
  std::int64_t integer() {
    const std::uint64_t value = number();
    return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
  }
  std::uint32_t number32() {
    const std::uint64_t value = number();
    if (value > UINT32_MAX) refuse();
    return ok_ ? static_cast<std::uint32_t>(value) : 0;
  }
  std::uint64_t fixed(unsigned bytes) {
    if (blob_.size() - at_ < bytes) {
      refuse();
      return 0;
    }
    std::uint64_t value = 0;
    for (unsigned i = 0; i < bytes; ++i)
      value |= static_cast<std::uint64_t>(static_cast<unsigned char>(blob_[at_++])) << (8U * i);
    return value;
  }
  // How many items follow: each takes at least `least` bytes of what is left.
  std::size_t count(std::size_t least) {
    const std::uint64_t value = number();
    if (value > (blob_.size() - at_) / least) refuse();
    return ok_ ? static_cast<std::size_t>(value) : 0;
  }
  std::string string() {
    const std::size_t size = count(1);
    at_ += size;
    return std::string(blob_.substr(at_ - size, size));
  }
  double real() { return std::bit_cast<double>(fixed(8)); }
  Terms weighed() {
    Terms result(count(8));
    for (std::size_t i = 0; i < result.size(); ++i) {
      result[i].key = static_cast<std::uint32_t>(fixed(4));
      result[i].weight = std::bit_cast<float>(static_cast<std::uint32_t>(fixed(4)));
      if (!(result[i].weight > 0) || (i > 0 && result[i].key <= result[i - 1].key)) refuse();
    }
    return result;
  }
  Terms terms() {
    Terms result(count(5));
    for (Term& term : result) term.key = static_cast<std::uint32_t>(fixed(4));
    for (std::size_t i = 0; i < result.size(); ++i) {
      result[i].weight = static_cast<float>(number());
      if (result[i].weight < 1 || (i > 0 && result[i].key <= result[i - 1].key)) refuse();
    }
    return result;
  }

 private:
  std::string_view blob_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

}  // namespace dateline::story
