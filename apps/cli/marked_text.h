#pragma once
// Text for a terminal with some of its ranges in colour.

#include <string>
#include <string_view>
#include <vector>

#include <dateline/document.h>

namespace dateline::cli {

struct Mark {
  ByteRange range;
  std::string_view on;  // the escape sequence that begins it; empty: none
};

// `text` broken into lines of at most `width` columns (one a code point), each opened by `indent` spaces,
// paragraphs kept; marked ranges between their sequence and `off`, which end at the end of a line and begin
// again on the next. Control characters are left out. `marks` in text order; where two overlap the first
// counts. O(text).
std::string marked_text(std::string_view text, const std::vector<Mark>& marks, std::string_view off,
                        unsigned width, unsigned indent = 0);

}  // namespace dateline::cli
