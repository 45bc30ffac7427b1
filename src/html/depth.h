#pragma once
// Keeps hostile nesting from the tree builder, whose cost grows with depth times length.

#include <string>
#include <string_view>

namespace dateline::html {

// Elements nested deeper than this lose their tags; their text stays. Browsers stop at 512.
inline constexpr std::size_t kMaxDepth = 2000;

// True when `html` may nest deeper than kMaxDepth; then `out` is the same page without the tags below that
// depth. One pass over the tags, by counting starts and ends; elements whose end may be left out do not
// count.
bool cap_depth(std::string_view html, std::string& out);

}  // namespace dateline::html
