#pragma once
// Which event an expression of time dates, by a dependency parse.

#include <cstdint>
#include <span>

#include <dateline/document.h>

namespace dateline::annotate {

// A token of a parse, as much as is asked of it here; the caller makes these from its parser's own.
struct ParseToken {
  ByteRange range;
  std::int32_t head = 0;  // index of the token that governs it; itself for a root
  bool event = false;     // a verb, or an auxiliary that is the root of its sentence
};

// Sets `governor` of each time to the nearest event above it in the tree; leaves it unset where there is
// none. `tokens` and `times` in text order, of the same text. Heads out of bounds end the search. O(tokens +
// times * depth).
void attach_governors(std::span<const ParseToken> tokens, std::span<TimeMention> times);

}  // namespace dateline::annotate
