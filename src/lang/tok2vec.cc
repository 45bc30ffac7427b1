#include "lang/tok2vec.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <new>

namespace dateline::lang {
namespace {

constexpr float kZeros[3 * kWidth] = {};

// Four numbers from a feature's key and a table's seed. Like MurmurHash3 but not it: see docs/LANGUAGE.md.
std::array<std::uint32_t, 4> hash_rows(std::uint64_t key, std::uint32_t seed) {
  const auto rotated = [](std::uint64_t x) { return x << 31 | x >> 33; };
  const auto mixed = [](std::uint64_t h) {
    h ^= h >> 33;
    h *= 0xFF51AFD7ED558CCD;
    h ^= h >> 33;
    h *= 0xC4CEB9FE1A85EC53;
    return h ^ h >> 33;
  };
  std::uint64_t h1 = rotated(key * 0x87C37B91114253D5) * 0x4CF5AD432745937F;
  h1 ^= seed;
  h1 ^= 8;
  std::uint64_t h2 = seed ^ 8U;
  h1 += h2;
  h2 += h1;
  h1 = mixed(h1);
  h2 = mixed(h2);
  h1 += h2;
  h2 += h1;
  return {static_cast<std::uint32_t>(h1), static_cast<std::uint32_t>(h1 >> 32),
          static_cast<std::uint32_t>(h2), static_cast<std::uint32_t>(h2 >> 32)};
}

}  // namespace

float* Buffer::get(std::size_t count) {
  if (count > size_) {
    std::free(data_);
    const std::size_t bytes = (count * sizeof(float) + 63) / 64 * 64;
    data_ = static_cast<float*>(std::aligned_alloc(64, bytes));
    if (data_ == nullptr) throw std::bad_alloc();
    size_ = count;
  }
  return data_;
}

Buffer::~Buffer() {
  std::free(data_);
}

Tok2Vec::Tok2Vec(const ModelFile& file, const Tok2VecWeights& weights, bool blank, Lexicon& lexicon)
    : file_(file), weights_(weights), blank_(blank), lexicon_(lexicon), kernels_(kernels()) {
  store_data_ = store_.get(kCapacity * kKept);
}

void Tok2Vec::clear() {
  owners_.clear();
  used_.clear();
  hand_ = 0;
}

// A slot that the current block does not use. There always is one: a block has far fewer rows than there are
// slots.
std::int32_t Tok2Vec::free_slot() {
  if (owners_.size() < kCapacity) {
    owners_.push_back(kPad);
    used_.push_back(now_);
    return static_cast<std::int32_t>(owners_.size() - 1);
  }
  // Second chance: passes over slots used since the hand came by last, which it then forgets.
  while (used_[hand_] != 0) {
    if (used_[hand_] != now_) used_[hand_] = 0;
    hand_ = (hand_ + 1) % kCapacity;
  }
  const std::size_t slot = hand_;
  hand_ = (hand_ + 1) % kCapacity;
  slot_of(owners_[slot]) = -1;
  used_[slot] = now_;
  return static_cast<std::int32_t>(slot);
}

// After it every row's vectors are kept, until the next call.
void Tok2Vec::need(std::span<const RowType> rows) {
  if (++now_ == 0) {  // the counter came around: all count as used long ago
    std::fill(used_.begin(), used_.end(), 0);
    now_ = 1;
  }
  for (const RowType type : rows)
    if (type != kPad && slot_of(type) >= 0) used_[static_cast<std::size_t>(slot_of(type))] = now_;
  missing_.clear();
  for (const RowType type : rows) {
    if (type == kPad || slot_of(type) >= 0) continue;
    const std::int32_t slot = free_slot();
    owners_[static_cast<std::size_t>(slot)] = type;
    slot_of(type) = slot;
    missing_.push_back(type);
  }
  if (!missing_.empty()) compute(missing_);
}

// The rows of the hashed tables, without the static vector.
void Tok2Vec::embed(RowType type, float* out) {
  const Word& word = lexicon_[type / 2];
  for (const EmbedTable& table : weights_.tables) {
    std::uint64_t key = 0;
    if (table.column < 4)
      key = word.keys[table.column];
    else
      key = table.column == 4 ? type % 2 : (word.space ? 1 : 0);
    const std::array<std::uint32_t, 4> hashes = hash_rows(key, table.seed);
    const float* rows[4];
    for (std::size_t i = 0; i < 4; ++i) rows[i] = table.rows + (hashes[i] % table.size) * kWidth;
    kernels_.sum_rows(rows, out);
    out += kWidth;
  }
}

// The static vectors of all `types` through their layer, as the last part of each row; none counts as zeros.
void Tok2Vec::embed_vectors(std::span<const RowType> types, float* in, std::size_t stride) {
  if (weights_.vectors == nullptr) return;
  float* vectors = vectors_.get(types.size() * kVector);
  for (std::size_t i = 0; i < types.size(); ++i) {
    const Word& word = lexicon_[types[i] / 2];
    if (word.vector == kNoVector)
      std::fill_n(vectors + i * kVector, kVector, 0.0F);
    else
      std::copy_n(file_.vectors + word.vector * kVector, kVector, vectors + i * kVector);
  }
  kernels_.linear(vectors, kVector, types.size(), kVector, weights_.vectors, nullptr, kWidth / 16,
                  in + stride - kWidth, stride);
}

// The mix layer and the first window layer's products of words that are not kept yet.
void Tok2Vec::compute(std::span<const RowType> types) {
  const MaxoutLayer& mix = weights_.layers[0];
  const MaxoutLayer& window = weights_.layers[1];
  float* in = embedded_.get(types.size() * (mix.inputs + kWidth + kSums));
  float* mixed = in + types.size() * mix.inputs;
  float* sums = mixed + types.size() * kWidth;
  for (std::size_t i = 0; i < types.size(); ++i) embed(types[i], in + i * mix.inputs);
  embed_vectors(types, in, mix.inputs);
  kernels_.maxout(in, mix.inputs, types.size(), mix.inputs, mix.weights, mix.bias, mixed);
  for (std::size_t i = 0; i < types.size(); ++i)
    kernels_.normalise(mixed + i * kWidth, mix.scale, mix.shift, nullptr, mixed + i * kWidth);
  const auto keep = [&](std::size_t i) {
    return store_data_ + static_cast<std::size_t>(slot_of(types[i])) * kKept;
  };
  for (std::size_t i = 0; i < types.size(); ++i) std::copy_n(mixed + i * kWidth, kWidth, keep(i));
  for (std::size_t part = 0; part < 3; ++part) {
    kernels_.maxout_part(mixed, kWidth, types.size(), kWidth, window.weights, part * kWidth, 3 * kWidth, sums,
                         kSums);
    for (std::size_t i = 0; i < types.size(); ++i)
      std::copy_n(sums + i * kSums, kSums, keep(i) + kWidth + part * kSums);
  }
}

// Rows [begin, end) after the first window layer, from the kept products.
void Tok2Vec::first_layer(std::span<const RowType> rows, std::size_t begin, std::size_t end, float* out) {
  const std::size_t from = begin > 0 ? begin - 1 : 0;
  need(rows.subspan(from, std::min(end + 1, rows.size()) - from));
  const MaxoutLayer& layer = weights_.layers[1];
  const auto part = [&](std::size_t row, std::size_t which) {
    if (row >= rows.size() || rows[row] == kPad) return static_cast<const float*>(kZeros);
    return kept(slot_of(rows[row])) + kWidth + which * kSums;
  };
  float sum[kWidth];
  for (std::size_t i = begin; i < end; ++i) {
    kernels_.maxout_sum(part(i - 1, 0), part(i, 1), part(i + 1, 2), layer.bias, sum);
    const float* residual = rows[i] == kPad ? kZeros : kept(slot_of(rows[i]));
    kernels_.normalise(sum, layer.scale, layer.shift, residual, out + i * kWidth);
  }
}

// Reads a row before and a row after the block; both buffers have one at each end.
void Tok2Vec::window_layer(std::size_t layer_number, std::size_t rows, const float* in, float* out) {
  const MaxoutLayer& layer = weights_.layers[layer_number];
  float* sums = block_.get(kBlock * kWidth);
  for (std::size_t begin = 0; begin < rows; begin += kBlock) {
    const std::size_t count = std::min(kBlock, rows - begin);
    const float* at = in + begin * kWidth;
    kernels_.maxout(at - kWidth, kWidth, count, 3 * kWidth, layer.weights, layer.bias, sums);
    for (std::size_t i = 0; i < count; ++i)
      kernels_.normalise(sums + i * kWidth, layer.scale, layer.shift, at + i * kWidth,
                         out + (begin + i) * kWidth);
  }
}

const float* Tok2Vec::run(std::span<const RowType> rows) {
  const auto framed = [&](Buffer& buffer) {
    float* data = buffer.get((rows.size() + 2) * kWidth);
    std::fill_n(data, kWidth, 0.0F);
    std::fill_n(data + (rows.size() + 1) * kWidth, kWidth, 0.0F);
    return data + kWidth;
  };
  float* from = framed(first_);
  float* to = framed(second_);
  for (std::size_t begin = 0; begin < rows.size(); begin += kBlock)
    first_layer(rows, begin, std::min(begin + kBlock, rows.size()), from);
  for (std::size_t layer = 2; layer < kLayers; ++layer) {
    window_layer(layer, rows.size(), from, to);
    std::swap(from, to);
  }
  return from;
}

}  // namespace dateline::lang
