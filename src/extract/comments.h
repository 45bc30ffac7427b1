#pragma once
// Readers' comments that no class or id name gives away: a heading over them, or the same kind of attribution
// line again and again ("Posted by: Ida | 3 May", "Ida says:", "Reply").

#include <vector>

#include "extract/blocks.h"

namespace dateline::extract {

// A heading over comments: short, its words say so, and it is no link.
bool heads_comments(const Block& b);

// Sets the role of such blocks to comments. Wants signs of a comment system, so that the entries of a live
// blog stay text. O(blocks log blocks).
void mark_comments(std::vector<Block>& blocks);

}  // namespace dateline::extract
