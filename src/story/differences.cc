#include "story/differences.h"

#include <algorithm>
#include <cstdint>

#include "story/words.h"

namespace dateline::story {
namespace {

// Adds `word`, joined to the range before it when nothing common stands between.
void add(std::vector<ByteRange>& ranges, ByteRange word, bool goes_on) {
  if (goes_on && !ranges.empty())
    ranges.back().end = word.end;
  else
    ranges.push_back(word);
}

// Marks of the words of both sides that are common, by the usual table of lengths.
class Common {
 public:
  Common(std::string_view left, std::string_view right) : left_(left), right_(right) {
    read_words(left, a_);
    read_words(right, b_);
    in_left_.resize(a_.size());
    in_right_.resize(b_.size());
    std::size_t first = 0;
    while (first < std::min(a_.size(), b_.size()) && same(first, first)) keep(first, first), ++first;
    std::size_t i = a_.size();
    std::size_t j = b_.size();
    while (i > first && j > first && same(i - 1, j - 1)) --i, --j, keep(i, j);
    walk(first, std::min(i, first + kMostCompared), std::min(j, first + kMostCompared));
  }

  Differences rest() const {
    Differences result;
    collect(a_, in_left_, result.left);
    collect(b_, in_right_, result.right);
    return result;
  }

 private:
  bool same(std::size_t i, std::size_t j) const {
    return a_[i].key == b_[j].key && slice(left_, a_[i].range) == slice(right_, b_[j].range);
  }
  void keep(std::size_t i, std::size_t j) {
    in_left_[i] = true;
    in_right_[j] = true;
  }

  void walk(std::size_t first, std::size_t last_a, std::size_t last_b) {
    const std::size_t width = last_b - first + 1;
    std::vector<std::uint16_t> longest((last_a - first + 1) * width);
    const auto at = [&](std::size_t i, std::size_t j) -> std::uint16_t& {
      return longest[(i - first) * width + (j - first)];
    };
    for (std::size_t i = last_a; i > first; --i)
      for (std::size_t j = last_b; j > first; --j)
        at(i - 1, j - 1) = same(i - 1, j - 1) ? static_cast<std::uint16_t>(at(i, j) + 1)
                                              : std::max(at(i - 1, j), at(i, j - 1));
    for (std::size_t i = first, j = first; i < last_a && j < last_b;) {
      if (same(i, j))
        keep(i++, j++);
      else if (at(i + 1, j) >= at(i, j + 1))
        ++i;
      else
        ++j;
    }
  }

  static void collect(const std::vector<Word>& words, const std::vector<bool>& common,
                      std::vector<ByteRange>& out) {
    for (std::size_t i = 0; i < words.size(); ++i)
      if (!common[i]) add(out, words[i].range, i > 0 && !common[i - 1]);
  }

  std::string_view left_;
  std::string_view right_;
  std::vector<Word> a_;
  std::vector<Word> b_;
  std::vector<bool> in_left_;
  std::vector<bool> in_right_;
};

}  // namespace

Differences differences(std::string_view left, std::string_view right) {
  return Common(left, right).rest();
}

}  // namespace dateline::story
