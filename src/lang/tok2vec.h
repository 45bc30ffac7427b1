#pragma once
// A token's 96 numbers in their context: hashed embeddings of its features, a mix layer, and four residual
// layers of maxout units over windows of three tokens (L. Miranda et al. 2022, "Multi hash embeddings in
// spaCy").
//
// What depends on the word alone is computed once and kept: the mix layer's output, and the three products of
// the first window layer (as left neighbour, middle, right neighbour), which is linear before its maximum.
// Kept vectors are the same bits as computed ones; the store is bounded, and what was not used for longest
// makes room.

#include <cstdint>
#include <span>
#include <vector>

#include "lang/kernels.h"
#include "lang/lexicon.h"
#include "lang/model_file.h"
#include "lang/tokenizer.h"

namespace dateline::lang {

// Floats at 64-byte borders; grows, and its content is lost when it does.
class Buffer {
 public:
  float* get(std::size_t count);
  Buffer() = default;
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer();

 private:
  float* data_ = nullptr;
  std::size_t size_ = 0;
};

// Rows of several documents one after the other, kPadding rows between them and at both ends: a document's
// results reach no other's.
inline constexpr std::size_t kPadding = 4;
inline constexpr std::uint32_t kPad = 0xFFFFFFFF;

// A row's word, times two, plus one with a blank after it; kPad for a row between documents.
using RowType = std::uint32_t;

class Tok2Vec {
 public:
  // `blank` says whether the blank after a word is a feature. `lexicon` keeps the numbers of the kept
  // vectors.
  Tok2Vec(const ModelFile& file, const Tok2VecWeights& weights, bool blank, Lexicon& lexicon);

  // 96 numbers for each row; the result lives until the next call. Rows of padding hold nothing of use.
  const float* run(std::span<const RowType> rows);
  void clear();  // with the lexicon

 private:
  static constexpr std::size_t kBlock =
      128;  // rows a step: their activations and a layer's weights stay in L2
  static constexpr std::size_t kSums = 3 * kWidth;
  static constexpr std::size_t kKept = kWidth + 3 * kSums;  // floats of a word: mix, left, middle, right
  static constexpr std::size_t kCapacity = 8192;            // words kept: 31 MB

  std::int32_t& slot_of(RowType type) {
    Word& word = lexicon_[type / 2];
    return word.slots[blank_ ? type % 2 : 2];
  }
  const float* kept(std::int32_t slot) const { return store_data_ + static_cast<std::size_t>(slot) * kKept; }
  void need(std::span<const RowType> rows);
  std::int32_t free_slot();
  void compute(std::span<const RowType> types);
  void embed(RowType type, float* out);
  void embed_vectors(std::span<const RowType> types, float* in, std::size_t stride);
  void first_layer(std::span<const RowType> rows, std::size_t begin, std::size_t end, float* out);
  void window_layer(std::size_t layer, std::size_t rows, const float* in, float* out);

  const ModelFile& file_;
  const Tok2VecWeights& weights_;
  const bool blank_;
  Lexicon& lexicon_;
  const Kernels& kernels_;
  Buffer store_, embedded_, vectors_, block_, first_, second_;
  float* store_data_ = nullptr;
  std::vector<RowType> owners_;      // of each slot
  std::vector<std::uint32_t> used_;  // block in which a slot was used last
  std::size_t hand_ = 0;
  std::uint32_t now_ = 0;
  std::vector<RowType> missing_;
};

}  // namespace dateline::lang
