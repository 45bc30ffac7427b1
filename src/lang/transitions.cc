#include "lang/transitions.h"

#include <algorithm>

namespace dateline::lang {

ActionScorer::ActionScorer(const TransitionWeights& weights) : weights_(weights), kernels_(kernels()) {
  product_data_ = products_.get(kWindow * weights.slots * kSlotSize);
}

void ActionScorer::begin(const float* vectors, std::size_t count) {
  vectors_ = vectors;
  count_ = count;
  ready_ = 0;
}

void ActionScorer::compute_to(std::size_t token) {
  const std::size_t row = weights_.slots * kSlotSize;
  float* reduced = reduced_.get(kBlock * kHidden);
  while (ready_ <= token) {
    const std::size_t rows = std::min(kBlock, count_ - ready_);
    const Linear& reduce = weights_.reduce;
    kernels_.linear(vectors_ + ready_ * kWidth, kWidth, rows, reduce.inputs, reduce.weights, reduce.bias,
                    reduce.groups, reduced, kHidden);
    kernels_.linear(reduced, kHidden, rows, kHidden, weights_.lower, nullptr, row / 16,
                    product_data_ + ready_ % kWindow * row, row);
    ready_ += rows;
  }
}

const float* ActionScorer::product(std::int32_t token, std::size_t slot) {
  if (token < 0) return weights_.missing + slot * kSlotSize;
  const auto at = static_cast<std::size_t>(token);
  if (at >= ready_) compute_to(at);
  // The oldest block of the window is overwritten while the newest is being filled.
  if (at + kWindow >= (ready_ + kBlock - 1) / kBlock * kBlock)
    return product_data_ + (at % kWindow * weights_.slots + slot) * kSlotSize;
  float* far = far_.get(kMaxSlots * (kSlotSize + kHidden));
  float* reduced = far + kMaxSlots * kSlotSize;
  const Linear& reduce = weights_.reduce;
  kernels_.linear(vectors_ + at * kWidth, kWidth, 1, reduce.inputs, reduce.weights, reduce.bias,
                  reduce.groups, reduced, kHidden);
  kernels_.linear(reduced, kHidden, 1, kHidden, weights_.lower + slot * kSlotSize * kHidden, nullptr,
                  kSlotSize / 16, far + slot * kSlotSize, kSlotSize);
  return far + slot * kSlotSize;
}

const float* ActionScorer::score(std::span<const std::int32_t> tokens) {
  const float* slots[kMaxSlots];
  // Blocks first, so that none is overwritten between two slots' look-ups.
  const std::int32_t newest = *std::max_element(tokens.begin(), tokens.end());
  if (newest >= 0 && static_cast<std::size_t>(newest) >= ready_) compute_to(static_cast<std::size_t>(newest));
  for (std::size_t i = 0; i < tokens.size(); ++i) slots[i] = product(tokens[i], i);
  alignas(64) float hidden[kHidden];
  kernels_.hidden(slots, tokens.size(), weights_.bias, hidden);
  float* scores = scores_.get(weights_.upper.groups * 16);
  kernels_.linear(hidden, kHidden, 1, kHidden, weights_.upper.weights, weights_.upper.bias,
                  weights_.upper.groups, scores, weights_.upper.groups * 16);
  return scores;
}

}  // namespace dateline::lang
