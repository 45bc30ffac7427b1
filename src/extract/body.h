#pragma once
// Which blocks of a page are the article, and which are readers' comments.
//
// Every block has a worth: running text with few links counts for its length, short and linked text against
// it. The element whose blocks sum up highest holds the article (a maximum-sum subtree, the idea of
// Pasternack and Roth, "Extracting article text from the web with maximum subsequence segmentation", 2009, on
// the tree instead of the token sequence). Inside it, furniture is dropped line by line.

#include <string>
#include <string_view>
#include <vector>

#include "extract/blocks.h"
#include "extract/features.h"

namespace dateline::extract {

struct Body {
  std::string text;  // paragraphs joined by "\n\n"
  std::string comments;
  std::vector<Fate> fates;           // for each block why it was kept or dropped
  std::vector<float> scores;         // of each block by the model
  std::vector<FeatureRow> features;  // of each block
};

struct BodyInput {
  const html::Document& page;
  const PageMap& map;
  const std::vector<Block>& blocks;
  std::span<const std::uint32_t> bodies;
  std::string_view title;        // left out of the text where it stands as a heading
  std::string_view description;  // the page's own summary
  std::string_view data_body;    // the text that its JSON-LD carries
};
Body find_body(const BodyInput& in);

// Blocks by the node that they are under, and the element whose blocks have the highest sum of worths.
class BlockSums {
 public:
  struct Range {
    std::size_t first = 0;
    std::size_t last = 0;
    double sum = 0;
    std::uint32_t node = 0;
  };

  // `worths` has one entry a block. O(nodes + blocks).
  BlockSums(const html::Document& page, const std::vector<Block>& blocks, const std::vector<double>& worths);
  // O(1).
  Range of(std::uint32_t node) const;
  // Of the elements with a block, paragraphs aside, that with the highest sum, if it is not below nought;
  // among equals the last, so that of nested ones it is the innermost. O(nodes).
  Range best() const;

 private:
  const html::Document& page_;
  std::vector<double> sums_;           // worth of all blocks before each
  std::vector<std::uint32_t> before_;  // [nodes+1] blocks that begin before each node
};

}  // namespace dateline::extract
