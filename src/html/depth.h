#pragma once
// Keeps hostile nesting from the tree builder, whose cost grows with depth times length.

#include <string>
#include <string_view>

namespace dateline::html {

// Elements nested deeper than this lose their tags; their text stays. Browsers stop at 512.
inline constexpr std::size_t kMaxDepth = 2000;

// How much of a page is built before its depth is looked at, so that most pages need not be scanned for it.
inline constexpr std::size_t kDepthStep = std::size_t{32} << 10;

// True when `html` may nest deeper than kMaxDepth; then `out` is the same page without the tags below that
// depth. One pass over the tags, by counting starts and ends; elements whose end may be left out do not
// count.
bool cap_depth(std::string_view html, std::string& out);

}  // namespace dateline::html
