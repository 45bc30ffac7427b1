#pragma once
// The arithmetic of the engine: dense layers on rows of float32, for AVX2 and for any machine, chosen once at
// run time. Both are compiled from kernels_body.h and sum in the same order with the same roundings (a
// product is added with one), so that they give the same bits, row by row, whatever the number of rows.
//
// Weights are packed: [group][input][vectors][8 lanes]. A maxout group is 8 outputs in 3 pieces (3 vectors),
// a linear group 16 outputs (2 vectors). All pointers to weights are aligned to 64 bytes; rows need no
// alignment.

#include <cstddef>

namespace dateline::lang {

struct Kernels {
  // out[r][o] = max over the 3 pieces of bias + sum over k of in[r * stride + k] * weights; 96 outputs a row.
  void (*maxout)(const float* in, std::size_t stride, std::size_t rows, std::size_t inputs,
                 const float* weights, const float* bias, float* out);
  // The sums alone, of `inputs` inputs from number `first` on of a layer of `all` inputs; 288 sums a row,
  // [12][3][8].
  void (*maxout_part)(const float* in, std::size_t stride, std::size_t rows, std::size_t inputs,
                      const float* weights, std::size_t first, std::size_t all, float* out,
                      std::size_t out_stride);
  // out[96] = max over pieces of left + middle + right + bias, each of 288 sums as maxout_part gives them.
  void (*maxout_sum)(const float* left, const float* middle, const float* right, const float* bias,
                     float* out);
  // x normalised over its 96 numbers (mean, variance / 96 + 1e-8), times scale, plus shift, plus `residual`
  // (if not null).
  void (*normalise)(const float* x, const float* scale, const float* shift, const float* residual,
                    float* out);
  // out[r][o] = bias (or 0) + sum; groups * 16 outputs a row.
  void (*linear)(const float* in, std::size_t stride, std::size_t rows, std::size_t inputs,
                 const float* weights, const float* bias, std::size_t groups, float* out,
                 std::size_t out_stride);
  // hidden[64] = max over 2 pieces of (sum of slots[0..count) + bias), 128 numbers each, [8][2][8].
  void (*hidden)(const float* const* slots, std::size_t count, const float* bias, float* hidden);
  // out[96] = the sum of four rows.
  void (*sum_rows)(const float* const* rows, float* out);
  // The first index of the largest of scores[begin, end). Requires begin < end.
  std::size_t (*largest)(const float* scores, std::size_t begin, std::size_t end);
  const char* name;
};

// The fastest that this machine can run; the portable one where the environment has
// DATELINE_PORTABLE_KERNELS=1.
const Kernels& kernels();
const Kernels& portable_kernels();
const Kernels* avx2_kernels();  // null where the machine or the compiler has none

}  // namespace dateline::lang
