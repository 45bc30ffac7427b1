#pragma once
// Which words of two passages are not in the other, for showing them side by side.

#include <string_view>
#include <vector>

#include <dateline/document.h>

namespace dateline::story {

struct Differences {
  std::vector<ByteRange> left;  // in text order; neighbouring words are one range
  std::vector<ByteRange> right;
};

// What is left of each beside a longest common subsequence of words (as they are written, marks and spaces
// between them not counted). O(words of left * words of right) without what both begin and end with; of more
// than kMostCompared words a side the rest counts as different.
Differences differences(std::string_view left, std::string_view right);
inline constexpr std::size_t kMostCompared = 3000;

}  // namespace dateline::story
