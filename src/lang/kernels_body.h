// The kernels, compiled once for each instruction set: included by kernels_avx2.cc and kernels_portable.cc
// alone. Vectors are the compiler's own (GCC, Clang): eight lanes that become one register or several.
// Everything is in an anonymous namespace and calls nothing from outside, so that no code made for AVX2 can
// end up elsewhere.

#if defined(__AVX2__) && defined(__FMA__)
#include <immintrin.h>
#endif

#include "lang/kernels.h"

namespace dateline::lang {
namespace {

#if defined(__AVX2__) && defined(__FMA__)
using Vec = float __attribute__((vector_size(32)));

inline __attribute__((always_inline)) Vec load(const float* p) {
  return _mm256_loadu_ps(p);
}
inline __attribute__((always_inline)) void store(float* p, const Vec& v) {
  _mm256_storeu_ps(p, v);
}
inline __attribute__((always_inline)) Vec wide(float x) {
  return Vec{x, x, x, x, x, x, x, x};
}
inline __attribute__((always_inline)) void take_max(Vec& a, const Vec& b) {
  a = b > a ? b : a;
}
// sum + x * w, rounded once.
inline __attribute__((always_inline)) void add_product(Vec& sum, const Vec& x, const Vec& w) {
  sum = _mm256_fmadd_ps(x, w, sum);
}
constexpr int kRows3 =
    4;  // rows of a tile of 3 vectors: twelve sums, three weights and an input fill the registers
constexpr int kRows2 = 6;  // of 2 vectors: the same
#else
// Eight lanes in two halves, as machines without AVX have them.
using Half = float __attribute__((vector_size(16)));
struct Vec {
  Half low, high;
  float operator[](int i) const { return i < 4 ? low[i] : high[i - 4]; }
};

inline __attribute__((always_inline)) Half half(const float* p) {
  Half v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}
inline __attribute__((always_inline)) Vec load(const float* p) {
  return {half(p), half(p + 4)};
}
inline __attribute__((always_inline)) void store(float* p, const Vec& v) {
  __builtin_memcpy(p, &v.low, sizeof v.low);
  __builtin_memcpy(p + 4, &v.high, sizeof v.high);
}
inline __attribute__((always_inline)) Vec wide(float x) {
  const Half x4 = {x, x, x, x};
  return {x4, x4};
}
inline __attribute__((always_inline)) Vec operator+(const Vec& a, const Vec& b) {
  return {a.low + b.low, a.high + b.high};
}
inline __attribute__((always_inline)) Vec operator-(const Vec& a, float b) {
  return {a.low - b, a.high - b};
}
inline __attribute__((always_inline)) Vec operator*(const Vec& a, const Vec& b) {
  return {a.low * b.low, a.high * b.high};
}
inline __attribute__((always_inline)) Vec operator*(const Vec& a, float b) {
  return {a.low * b, a.high * b};
}
inline __attribute__((always_inline)) Vec& operator+=(Vec& a, const Vec& b) {
  a.low += b.low;
  a.high += b.high;
  return a;
}
inline __attribute__((always_inline)) void take_max(Vec& a, const Vec& b) {
  a.low = b.low > a.low ? b.low : a.low;
  a.high = b.high > a.high ? b.high : a.high;
}
#ifdef __FP_FAST_FMAF
inline __attribute__((always_inline)) void add_product(Vec& sum, const Vec& x, const Vec& w) {
  for (int i = 0; i < 4; ++i) {
    sum.low[i] = __builtin_fmaf(x.low[i], w.low[i], sum.low[i]);
    sum.high[i] = __builtin_fmaf(x.high[i], w.high[i], sum.high[i]);
  }
}
#else
using Pair = double __attribute__((vector_size(16)));
using PairBits = long long __attribute__((vector_size(16)));

// The same in double precision, where the product is exact: the sum is rounded to odd (the last bit set where
// it is not exact), so that rounding it again to float gives what one rounding would (S. Boldo and G.
// Melquiond 2008).
inline __attribute__((always_inline)) Pair fused(const Pair& product, const Pair& term) {
  const Pair sum = product + term;
  const Pair part = sum - product;
  const Pair error = (product - (sum - part)) + (term - part);
  const PairBits bits = reinterpret_cast<PairBits>(sum);
  // Towards zero where the error has the other sign, then odd.
  const PairBits inexact = error != Pair{};
  const PairBits over = (error < Pair{}) != (sum < Pair{});
  const PairBits even = (bits & 1) == 0;
  const PairBits down = inexact & over & even;
  const PairBits fixed = (bits + down) | (inexact & 1);
  return reinterpret_cast<Pair>(fixed);
}
inline __attribute__((always_inline)) void add_product(Half& sum, const Half& x, const Half& w) {
  const Pair a = fused(Pair{x[0], x[1]} * Pair{w[0], w[1]}, Pair{sum[0], sum[1]});
  const Pair b = fused(Pair{x[2], x[3]} * Pair{w[2], w[3]}, Pair{sum[2], sum[3]});
  sum = Half{static_cast<float>(a[0]), static_cast<float>(a[1]), static_cast<float>(b[0]),
             static_cast<float>(b[1])};
}
inline __attribute__((always_inline)) void add_product(Vec& sum, const Vec& x, const Vec& w) {
  add_product(sum.low, x.low, w.low);
  add_product(sum.high, x.high, w.high);
}
#endif
constexpr int kRows3 = 2;
constexpr int kRows2 = 2;
#endif

// Sums of Rows rows and one group of Vectors vectors: the weights are read once for all rows. Products are
// added with one rounding; all else in this file rounds each operation.
template <int Rows, int Vectors>
struct Tile {
  Vec sum[Rows][Vectors];

  inline __attribute__((always_inline)) void run(const float* in, std::size_t stride, std::size_t inputs,
                                                 const float* weights) {
#pragma GCC unroll 8
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 4
      for (int v = 0; v < Vectors; ++v) sum[r][v] = Vec{};
    for (std::size_t k = 0; k < inputs; ++k) {
      Vec w[Vectors];
#pragma GCC unroll 4
      for (int v = 0; v < Vectors; ++v) w[v] = load(weights + k * Vectors * 8 + 8 * v);
#pragma GCC unroll 8
      for (int r = 0; r < Rows; ++r) {
        const Vec x = wide(in[static_cast<std::size_t>(r) * stride + k]);
#pragma GCC unroll 4
        for (int v = 0; v < Vectors; ++v) add_product(sum[r][v], x, w[v]);
      }
    }
  }
};

constexpr std::size_t kOutputs = 96;
constexpr std::size_t kGroups = 12;

template <int Rows>
inline __attribute__((always_inline)) void maxout_rows(const float* in, std::size_t stride,
                                                       std::size_t inputs, const float* weights,
                                                       const float* bias, float* out) {
  Tile<Rows, 3> tile;
  tile.run(in, stride, inputs, weights);
#pragma GCC unroll 8
  for (int r = 0; r < Rows; ++r) {
    Vec best = tile.sum[r][0] + load(bias);
    take_max(best, tile.sum[r][1] + load(bias + 8));
    take_max(best, tile.sum[r][2] + load(bias + 16));
    store(out + static_cast<std::size_t>(r) * kOutputs, best);
  }
}

void maxout(const float* in, std::size_t stride, std::size_t rows, std::size_t inputs, const float* weights,
            const float* bias, float* out) {
  for (std::size_t g = 0; g < kGroups; ++g) {
    const float* w = weights + g * inputs * 24;
    const float* b = bias + g * 24;
    std::size_t r = 0;
    for (; r + kRows3 <= rows; r += kRows3)
      maxout_rows<kRows3>(in + r * stride, stride, inputs, w, b, out + r * kOutputs + g * 8);
    for (; r < rows; ++r) maxout_rows<1>(in + r * stride, stride, inputs, w, b, out + r * kOutputs + g * 8);
  }
}

template <int Rows>
inline __attribute__((always_inline)) void part_rows(const float* in, std::size_t stride, std::size_t inputs,
                                                     const float* weights, float* out,
                                                     std::size_t out_stride) {
  Tile<Rows, 3> tile;
  tile.run(in, stride, inputs, weights);
#pragma GCC unroll 8
  for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 4
    for (int v = 0; v < 3; ++v) store(out + static_cast<std::size_t>(r) * out_stride + 8 * v, tile.sum[r][v]);
}

void maxout_part(const float* in, std::size_t stride, std::size_t rows, std::size_t inputs,
                 const float* weights, std::size_t first, std::size_t all, float* out,
                 std::size_t out_stride) {
  for (std::size_t g = 0; g < kGroups; ++g) {
    const float* w = weights + (g * all + first) * 24;
    std::size_t r = 0;
    for (; r + kRows3 <= rows; r += kRows3)
      part_rows<kRows3>(in + r * stride, stride, inputs, w, out + r * out_stride + g * 24, out_stride);
    for (; r < rows; ++r)
      part_rows<1>(in + r * stride, stride, inputs, w, out + r * out_stride + g * 24, out_stride);
  }
}

void maxout_sum(const float* left, const float* middle, const float* right, const float* bias, float* out) {
  for (std::size_t g = 0; g < kGroups; ++g) {
    Vec best{};
#pragma GCC unroll 4
    for (std::size_t p = 0; p < 3; ++p) {
      const std::size_t at = g * 24 + p * 8;
      const Vec sum = load(left + at) + load(middle + at) + load(right + at) + load(bias + at);
      if (p == 0)
        best = sum;
      else
        take_max(best, sum);
    }
    store(out + g * 8, best);
  }
}

// Pairwise, so that the order is the same on every machine.
inline __attribute__((always_inline)) float total(const Vec& v) {
  const float a = (v[0] + v[4]) + (v[2] + v[6]);
  const float b = (v[1] + v[5]) + (v[3] + v[7]);
  return a + b;
}

void normalise(const float* x, const float* scale, const float* shift, const float* residual, float* out) {
  Vec sum{};
  for (std::size_t g = 0; g < kGroups; ++g) sum += load(x + g * 8);
  const float mean = total(sum) / static_cast<float>(kOutputs);
  Vec squares{};
  for (std::size_t g = 0; g < kGroups; ++g) {
    const Vec d = load(x + g * 8) - mean;
    squares += d * d;
  }
  const float deviation = __builtin_sqrtf(total(squares) / static_cast<float>(kOutputs) + 1e-8F);
  const float inverse = 1.0F / deviation;
  for (std::size_t g = 0; g < kGroups; ++g) {
    Vec y = (load(x + g * 8) - mean) * inverse * load(scale + g * 8) + load(shift + g * 8);
    if (residual != nullptr) y += load(residual + g * 8);
    store(out + g * 8, y);
  }
}

template <int Rows>
inline __attribute__((always_inline)) void linear_rows(const float* in, std::size_t stride,
                                                       std::size_t inputs, const float* weights,
                                                       const float* bias, float* out,
                                                       std::size_t out_stride) {
  Tile<Rows, 2> tile;
  tile.run(in, stride, inputs, weights);
#pragma GCC unroll 8
  for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 4
    for (int v = 0; v < 2; ++v)
      store(out + static_cast<std::size_t>(r) * out_stride + 8 * v,
            bias == nullptr ? tile.sum[r][v] : tile.sum[r][v] + load(bias + 8 * v));
}

// One row: several groups side by side, so that there are sums enough to hide an addition's latency.
template <int Groups>
inline __attribute__((always_inline)) void linear_row(const float* in, std::size_t inputs,
                                                      const float* weights, const float* bias, float* out) {
  Vec sum[Groups][2];
#pragma GCC unroll 8
  for (int g = 0; g < Groups; ++g) sum[g][0] = sum[g][1] = Vec{};
  for (std::size_t k = 0; k < inputs; ++k) {
    const Vec x = wide(in[k]);
#pragma GCC unroll 8
    for (int g = 0; g < Groups; ++g) {
      const float* w = weights + (static_cast<std::size_t>(g) * inputs + k) * 16;
      add_product(sum[g][0], x, load(w));
      add_product(sum[g][1], x, load(w + 8));
    }
  }
#pragma GCC unroll 8
  for (int g = 0; g < Groups; ++g)
#pragma GCC unroll 2
    for (int v = 0; v < 2; ++v)
      store(out + g * 16 + v * 8, bias == nullptr ? sum[g][v] : sum[g][v] + load(bias + g * 16 + v * 8));
}

void linear_one(const float* in, std::size_t inputs, const float* weights, const float* bias,
                std::size_t groups, float* out) {
  constexpr std::size_t kSide = 4;
  for (std::size_t g = 0; g < groups; g += kSide) {
    const float* w = weights + g * inputs * 16;
    const float* b = bias == nullptr ? nullptr : bias + g * 16;
    switch (groups - g < kSide ? groups - g : kSide) {
      case 1:
        linear_row<1>(in, inputs, w, b, out + g * 16);
        break;
      case 2:
        linear_row<2>(in, inputs, w, b, out + g * 16);
        break;
      case 3:
        linear_row<3>(in, inputs, w, b, out + g * 16);
        break;
      default:
        linear_row<kSide>(in, inputs, w, b, out + g * 16);
    }
  }
}

void linear(const float* in, std::size_t stride, std::size_t rows, std::size_t inputs, const float* weights,
            const float* bias, std::size_t groups, float* out, std::size_t out_stride) {
  if (rows == 1) return linear_one(in, inputs, weights, bias, groups, out);
  for (std::size_t g = 0; g < groups; ++g) {
    const float* w = weights + g * inputs * 16;
    const float* b = bias == nullptr ? nullptr : bias + g * 16;
    std::size_t r = 0;
    for (; r + kRows2 <= rows; r += kRows2)
      linear_rows<kRows2>(in + r * stride, stride, inputs, w, b, out + r * out_stride + g * 16, out_stride);
    for (; r + 2 <= rows; r += 2)
      linear_rows<2>(in + r * stride, stride, inputs, w, b, out + r * out_stride + g * 16, out_stride);
    for (; r < rows; ++r)
      linear_rows<1>(in + r * stride, stride, inputs, w, b, out + r * out_stride + g * 16, out_stride);
  }
}

void hidden(const float* const* slots, std::size_t count, const float* bias, float* out) {
  for (std::size_t g = 0; g < 8; ++g) {
    Vec first{};
    Vec second{};
    for (std::size_t s = 0; s < count; ++s) {
      first += load(slots[s] + g * 16);
      second += load(slots[s] + g * 16 + 8);
    }
    first += load(bias + g * 16);
    take_max(first, second + load(bias + g * 16 + 8));
    store(out + g * 8, first);
  }
}

void sum_rows(const float* const* rows, float* out) {
  for (std::size_t g = 0; g < kGroups; ++g)
    store(out + g * 8,
          load(rows[0] + g * 8) + load(rows[1] + g * 8) + load(rows[2] + g * 8) + load(rows[3] + g * 8));
}

// The first index of the largest of scores[begin, end).
std::size_t largest(const float* scores, std::size_t begin, std::size_t end) {
  std::size_t i = begin;
  float best = scores[begin];
  if (end - begin >= 8) {
    Vec top = load(scores + i);
    for (i += 8; i + 8 <= end; i += 8) take_max(top, load(scores + i));
    for (int lane = 0; lane < 8; ++lane) best = top[lane] > best ? top[lane] : best;
  }
  for (; i < end; ++i) best = scores[i] > best ? scores[i] : best;
  i = begin;
  while (i + 1 < end && !(scores[i] >= best)) ++i;
  return i;
}

}  // namespace
}  // namespace dateline::lang
