#pragma once
// The model file as tools/model/convert.py writes it, mapped into memory and checked.
//
//     header    64 bytes   magic, version, sections, file size, CRC-32 of all that follows
//     places    48 bytes a section: name, offset, size
//     sections  each at a multiple of 64 bytes, little-endian
//
// A section is an array of float, of uint32 or of uint64, ranges of code points, a text, or a list of strings
// (count, count + 1 offsets, bytes). Invariant: every section that is named below is there and fits the file
// and its shape; what reads the file after `open` needs no checks.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <dateline/result.h>

namespace dateline::lang {

inline constexpr std::uint32_t kVersion = 1;
inline constexpr std::size_t kWidth = 96;    // of a token's vector
inline constexpr std::size_t kHidden = 64;   // of a transition's hidden layer
inline constexpr std::size_t kLayers = 5;    // mix layer and four of the encoder
inline constexpr std::size_t kVector = 300;  // of a word's static vector

// Strings by number; those that are sorted also by binary search.
class StringTable {
 public:
  StringTable() = default;
  StringTable(std::span<const std::uint32_t> offsets, const char* bytes) : offsets_(offsets), bytes_(bytes) {}
  std::size_t size() const { return offsets_.empty() ? 0 : offsets_.size() - 1; }
  std::string_view operator[](std::size_t i) const {
    return {bytes_ + offsets_[i], offsets_[i + 1] - offsets_[i]};
  }
  // Index of `key` among entries 0, stride, 2 * stride ..., which must be sorted by bytes; size() if it is
  // not there.
  std::size_t find(std::string_view key, std::size_t stride = 1) const;

 private:
  std::span<const std::uint32_t> offsets_;
  const char* bytes_ = nullptr;
};

// A dense layer, packed for kernels.h.
struct Linear {
  const float* weights = nullptr;
  const float* bias = nullptr;
  std::size_t inputs = 0;
  std::size_t groups = 0;  // of 16 outputs
};

struct EmbedTable {
  const float* rows = nullptr;
  std::uint32_t column = 0;  // 0 norm, 1 prefix, 2 suffix, 3 shape, 4 blank after, 5 white space
  std::uint32_t size = 0;
  std::uint32_t seed = 0;
};

struct MaxoutLayer {
  const float* weights = nullptr;
  const float* bias = nullptr;
  const float* scale = nullptr;
  const float* shift = nullptr;
  std::size_t inputs = 0;
};

struct Tok2VecWeights {
  std::vector<EmbedTable> tables;
  const float* vectors = nullptr;  // static vectors' layer: 300 -> 96; null without vectors
  MaxoutLayer layers[kLayers];
};

struct TransitionWeights {
  Linear reduce;
  const float* lower = nullptr;    // [slot][8 groups][64 inputs][2 pieces][8]
  const float* missing = nullptr;  // [slot][128]
  const float* bias = nullptr;     // [128]
  Linear upper;
  std::size_t slots = 0;
  std::size_t actions = 0;
};

class ModelFile {
 public:
  static Result<std::unique_ptr<const ModelFile>> open(const std::string& path);
  ~ModelFile();
  ModelFile(const ModelFile&) = delete;
  ModelFile& operator=(const ModelFile&) = delete;

  std::string_view info(std::string_view key) const;  // "name", "origin", "unicode", "language"
  std::string_view text(std::string_view section) const { return bytes(section); }
  StringTable strings(std::string_view section) const;  // empty when there is none
  std::span<const std::uint32_t> numbers(std::string_view section) const;

  Tok2VecWeights shared;
  Tok2VecWeights names;
  Linear tagger;
  TransitionWeights parser;
  TransitionWeights recogniser;
  std::span<const std::uint64_t> vector_keys;  // sorted; empty without vectors
  std::span<const std::uint32_t> vector_rows;
  const float* vectors = nullptr;

 private:
  ModelFile() = default;
  Status check(const std::string& path) const;
  Status bind();
  std::string_view bytes(std::string_view section) const;  // empty when there is none
  const float* floats(const std::string& section, std::size_t count, Status& status) const;
  void bind_tok2vec(const std::string& name, Tok2VecWeights& to, Status& status) const;
  void bind_linear(const std::string& name, std::size_t inputs, std::size_t outputs, Linear& to,
                   Status& status) const;
  void bind_transitions(const std::string& name, std::size_t slots, TransitionWeights& to,
                        Status& status) const;
  void check_strings(Status& status) const;

  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace dateline::lang
