#pragma once
// Sorting and finding by keys that are hashes: their high bits spread them evenly, so that a part of the key
// leads to a stretch that fits into a cache.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <numeric>
#include <vector>

#include "story/document.h"

namespace dateline::story {

// Sorts `all`. `high_bits` gives the ten highest bits of what comes first in the order of entries. The result
// is that of std::sort. Holds `all` twice.
template <class Entry, class HighBits>
void sort_spread(std::vector<Entry>& all, HighBits high_bits, const Parallel& parallel) {
  constexpr std::size_t kBuckets = 1024;
  std::vector<std::size_t> ends(kBuckets + 1);
  for (const Entry& entry : all) ++ends[high_bits(entry) + 1];
  std::partial_sum(ends.begin(), ends.end(), ends.begin());
  std::vector<Entry> spread(all.size());
  std::vector<std::size_t> at = ends;
  for (const Entry& entry : all) spread[at[high_bits(entry)]++] = entry;
  all.swap(spread);
  parallel(kBuckets, [&](std::size_t bucket) {
    std::sort(all.begin() + static_cast<std::ptrdiff_t>(ends[bucket]),
              all.begin() + static_cast<std::ptrdiff_t>(ends[bucket + 1]));
  });
}

// Where a key stands among sorted ones, each of which is there once. O(1) for keys that are hashes.
class Finder {
 public:
  static constexpr std::size_t kNowhere = ~std::size_t{0};

  Finder() = default;
  explicit Finder(std::vector<std::uint32_t> sorted) : keys_(std::move(sorted)) {
    shift_ = 32U - std::max(1U, static_cast<unsigned>(std::bit_width(keys_.size() / 2)));
    starts_.resize((std::size_t{1} << (32U - shift_)) + 1);
    for (const std::uint32_t key : keys_) ++starts_[(key >> shift_) + 1];
    std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
  }

  std::size_t find(std::uint32_t key) const {
    if (keys_.empty()) return kNowhere;
    const std::size_t bucket = key >> shift_;
    const std::size_t last = starts_[bucket + 1];
    for (std::size_t i = starts_[bucket]; i < last; ++i)
      if (keys_[i] >= key) return keys_[i] == key ? i : kNowhere;
    return kNowhere;
  }

  std::size_t size() const { return keys_.size(); }

 private:
  std::vector<std::uint32_t> keys_;
  std::vector<std::uint32_t> starts_;
  unsigned shift_ = 31;
};

}  // namespace dateline::story
