#pragma once
// What the two transition systems share: the network that scores the actions of a state. Each token's
// products for each feature slot are computed once, in blocks, ahead of the state that needs them; a window
// of them is kept, and a product that has left it (a word far back on the stack of a very long text) is
// computed again.

#include <cstdint>
#include <span>
#include <vector>

#include "lang/kernels.h"
#include "lang/tok2vec.h"

namespace dateline::lang {

class ActionScorer {
 public:
  explicit ActionScorer(const TransitionWeights& weights);
  // A new document of `count` tokens, whose 96 numbers are at `vectors` and stay there.
  void begin(const float* vectors, std::size_t count);
  // Scores of all actions; `tokens` has the token of each slot, -1 for none. Live until the next call.
  const float* score(std::span<const std::int32_t> tokens);

 private:
  static constexpr std::size_t kBlock = 64;
  static constexpr std::size_t kWindow = 2048;  // tokens, a multiple of kBlock
  static constexpr std::size_t kSlotSize = 2 * kHidden;
  static constexpr std::size_t kMaxSlots = 8;

  const float* product(std::int32_t token, std::size_t slot);
  void compute_to(std::size_t token);

  const TransitionWeights& weights_;
  const Kernels& kernels_;
  Buffer reduced_, products_, far_, scores_;
  const float* vectors_ = nullptr;
  std::size_t count_ = 0;
  std::size_t ready_ = 0;  // tokens whose products were computed
  float* product_data_ = nullptr;
};

}  // namespace dateline::lang
