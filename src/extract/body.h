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

}  // namespace dateline::extract
