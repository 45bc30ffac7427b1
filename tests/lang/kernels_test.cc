// Every kernel against the same sum in double precision, and the two instruction sets against each other, bit
// for bit.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <vector>

#include "lang/kernels.h"

namespace dateline::lang {
namespace {

std::vector<float> numbers(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> value(-1, 1);
  std::vector<float> out(count);
  for (float& x : out) x = value(random);
  return out;
}

std::vector<const Kernels*> tables() {
  std::vector<const Kernels*> out = {&portable_kernels()};
  if (avx2_kernels() != nullptr) out.push_back(avx2_kernels());
  return out;
}

double weight(const std::vector<float>& w, std::size_t inputs, std::size_t vectors, std::size_t group,
              std::size_t k, std::size_t v, std::size_t lane) {
  return w[((group * inputs + k) * vectors + v) * 8 + lane];
}

// Runs `f(table, out)` with each table; all outputs must be the same bits. Gives the first.
template <class F>
std::vector<float> same_bits(std::size_t count, F&& f) {
  std::vector<float> first;
  for (const Kernels* table : tables()) {
    std::vector<float> out(count, -1);
    f(*table, out.data());
    if (first.empty())
      first = out;
    else
      EXPECT_EQ(std::memcmp(first.data(), out.data(), count * sizeof(float)), 0) << table->name;
  }
  return first;
}

TEST(Kernels, Maxout) {
  for (const std::size_t rows : {1U, 2U, 3U, 7U, 128U}) {
    const std::size_t inputs = 288;
    const auto in = numbers((rows + 2) * 96, 1);
    const auto w = numbers(inputs * 288, 2);
    const auto bias = numbers(288, 3);
    const auto out = same_bits(rows * 96, [&](const Kernels& k, float* to) {
      k.maxout(in.data(), 96, rows, inputs, w.data(), bias.data(), to);
    });
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t o = 0; o < 96; ++o) {
        double best = -1e9;
        for (std::size_t p = 0; p < 3; ++p) {
          double sum = bias[o / 8 * 24 + p * 8 + o % 8];
          for (std::size_t k = 0; k < inputs; ++k)
            sum += in[r * 96 + k] * weight(w, inputs, 3, o / 8, k, p, o % 8);
          best = std::max(best, sum);
        }
        ASSERT_NEAR(out[r * 96 + o], best, 2e-5) << rows << " rows, row " << r << ", output " << o;
      }
  }
}

// The three parts of a window's layer, added, are the layer.
TEST(Kernels, PartsAddUpToTheLayer) {
  const auto in = numbers(3 * 96, 4);
  const auto w = numbers(288 * 288, 5);
  const auto bias = numbers(288, 6);
  std::vector<float> whole(96);
  portable_kernels().maxout(in.data(), 96, 1, 288, w.data(), bias.data(), whole.data());
  const auto out = same_bits(96, [&](const Kernels& k, float* to) {
    std::vector<float> parts(3 * 288);
    for (std::size_t p = 0; p < 3; ++p)
      k.maxout_part(in.data() + p * 96, 96, 1, 96, w.data(), p * 96, 288, parts.data() + p * 288, 288);
    k.maxout_sum(parts.data(), parts.data() + 288, parts.data() + 576, bias.data(), to);
  });
  for (std::size_t o = 0; o < 96; ++o) ASSERT_NEAR(out[o], whole[o], 2e-5);
}

TEST(Kernels, Normalise) {
  const auto x = numbers(96, 7);
  const auto scale = numbers(96, 8);
  const auto shift = numbers(96, 9);
  const auto residual = numbers(96, 10);
  const auto out = same_bits(96, [&](const Kernels& k, float* to) {
    k.normalise(x.data(), scale.data(), shift.data(), residual.data(), to);
  });
  double mean = 0;
  double variance = 1e-8;
  for (const float v : x) mean += v / 96.0;
  for (const float v : x) variance += (v - mean) * (v - mean) / 96.0;
  for (std::size_t i = 0; i < 96; ++i)
    ASSERT_NEAR(out[i], (x[i] - mean) / std::sqrt(variance) * scale[i] + shift[i] + residual[i], 1e-5);
}

TEST(Kernels, LinearGivesARowTheSameBitsAloneAndAmongOthers) {
  const std::size_t inputs = 64;
  const std::size_t groups = 7;
  const auto in = numbers(9 * inputs, 11);
  const auto w = numbers(inputs * groups * 16, 12);
  const auto bias = numbers(groups * 16, 13);
  const auto all = same_bits(9 * groups * 16, [&](const Kernels& k, float* to) {
    k.linear(in.data(), inputs, 9, inputs, w.data(), bias.data(), groups, to, groups * 16);
  });
  for (std::size_t r = 0; r < 9; ++r) {
    const auto one = same_bits(groups * 16, [&](const Kernels& k, float* to) {
      k.linear(in.data() + r * inputs, inputs, 1, inputs, w.data(), bias.data(), groups, to, groups * 16);
    });
    ASSERT_EQ(std::memcmp(one.data(), all.data() + r * groups * 16, one.size() * sizeof(float)), 0);
    for (std::size_t o = 0; o < groups * 16; ++o) {
      double sum = bias[o];
      for (std::size_t k = 0; k < inputs; ++k)
        sum += in[r * inputs + k] * weight(w, inputs, 2, o / 16, k, o % 16 / 8, o % 8);
      ASSERT_NEAR(one[o], sum, 1e-5);
    }
  }
}

TEST(Kernels, HiddenLayer) {
  const auto a = numbers(128, 14);
  const auto b = numbers(128, 15);
  const auto bias = numbers(128, 16);
  const float* slots[] = {a.data(), b.data()};
  const auto out = same_bits(64, [&](const Kernels& k, float* to) { k.hidden(slots, 2, bias.data(), to); });
  for (std::size_t o = 0; o < 64; ++o) {
    const std::size_t at = o / 8 * 16 + o % 8;
    ASSERT_NEAR(out[o], std::max(a[at] + b[at] + bias[at], a[at + 8] + b[at + 8] + bias[at + 8]), 1e-6);
  }
}

TEST(Kernels, SumOfFourRows) {
  const auto in = numbers(4 * 96, 18);
  const float* rows[] = {in.data(), in.data() + 96, in.data() + 192, in.data() + 288};
  const auto out = same_bits(96, [&](const Kernels& k, float* to) { k.sum_rows(rows, to); });
  for (std::size_t o = 0; o < 96; ++o)
    ASSERT_NEAR(out[o], double{in[o]} + in[o + 96] + in[o + 192] + in[o + 288], 1e-6);
}

TEST(Kernels, LargestIsTheFirstOfEquals) {
  auto scores = numbers(106, 17);
  scores[50] = scores[77] = 2;
  for (const Kernels* table : tables()) {
    EXPECT_EQ(table->largest(scores.data(), 0, 106), 50U);
    EXPECT_EQ(table->largest(scores.data(), 51, 106), 77U);
    EXPECT_EQ(table->largest(scores.data(), 77, 78), 77U);
    for (std::size_t size = 1; size < 40; ++size) {
      const auto best = static_cast<std::size_t>(
          std::max_element(scores.begin() + 2, scores.begin() + 2 + static_cast<std::ptrdiff_t>(size)) -
          scores.begin());
      EXPECT_EQ(table->largest(scores.data(), 2, 2 + size), best);
    }
  }
}

}  // namespace
}  // namespace dateline::lang
