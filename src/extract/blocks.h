#pragma once
// A page as a sequence of blocks: runs of text between the borders of block-level elements, each with what is
// known of where it stands.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/page_map.h"
#include "extract/vocabulary.h"
#include "html/document.h"

namespace dateline::extract {

enum class BlockTag : unsigned char { paragraph, heading, item, quote, preformatted, cell, other };

struct Block {
  std::string text;        // white space collapsed; single line breaks of <br> kept as '\n'
  std::uint32_t node = 0;  // the block-level element it belongs to
  std::uint32_t at = 0;    // its first text node
  std::uint64_t kind =
      0;  // the same for blocks whose element and the two around it have the same tag and class
  std::uint32_t linked = 0;   // bytes of text inside links
  std::uint32_t heading = 0;  // 1-6
  BlockTag tag = BlockTag::other;
  Role role = Role::none;  // strongest of the elements around it
  bool running = false;    // see prose()
  double link_density() const {
    return text.empty() ? 0 : static_cast<double>(linked) / static_cast<double>(text.size());
  }
};

// Clears `out` and fills it in document order. Script, style and form controls give nothing. `bodies` gets
// the elements that name themselves the article's body, in document order.
void find_blocks(const html::Document& page, const PageMap& map, std::vector<Block>& out,
                 std::vector<std::uint32_t>& bodies);

}  // namespace dateline::extract
