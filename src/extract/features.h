#pragma once
// What is measured of each block for the model that decides whether it is the article's: small whole numbers.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/blocks.h"

namespace dateline::extract {

// Why a rule keeps or drops a block.
enum class Fate : unsigned char {
  kept,
  outside,
  furniture,
  comments,
  caption,
  byline,
  links,
  furniture_line,
  title,
  page_heading,
  wordless,
  fragment,
  short_end,
  lonely_heading,
  model_drops,
  model_keeps,
};
const char* text_of(Fate fate);

// Groups of hints and tags whose nearest element around a block is measured by the share of the page's
// running text that it holds: a "related" box inside the article holds little, a wrapper called so nearly
// all.
inline constexpr std::size_t kGroups = 23;
// In the order of `feature_names`.
enum Feature : unsigned char {
  f_group = 0,  // kGroups of them: level of the share, kNoGroup without such an element
  f_comments = f_group,
  f_nav,
  f_share,
  f_related,
  f_promo,
  f_tags,
  f_bio,
  f_teaser,
  f_hidden,
  f_aside,
  f_caption,
  f_byline,
  f_author,
  f_date,
  f_body,
  f_lead,
  f_title,
  f_footer,
  f_header,
  f_form,
  f_figure,
  f_article,
  f_list,
  f_size,
  f_words,
  f_links,  // twentieths of its bytes in links
  f_sentence,
  f_tag,
  f_heading,
  f_prose_before,  // twentieths of the page's running text before it
  f_block_at,      // twentieths of the page's blocks before it
  f_prev_size,
  f_prev_links,
  f_prev_prose,
  f_next_size,
  f_next_links,
  f_next_prose,
  f_prose_gap_before,  // blocks since the last running text
  f_prose_gap_after,
  f_same_kind_prose,  // twentieths of the page's running text in blocks of its tag path and classes
  f_same_kind_count,
  f_parent_share,
  f_parent_links,
  f_grandparent_share,
  f_grandparent_links,
  f_in_range,    // within the rules' element of the article
  f_from_first,  // blocks from the range's first, at most 15 either way
  f_to_last,
  f_range_depth,  // levels below the range's element
  f_title_words,  // twentieths of its words that are the title's
  f_words_of_title,
  f_description,
  f_data_body,  // 1: the page's structured body has it, 2: has not; 0: there is none
  f_furniture_line,
  f_byline_word,
  f_has_date,
  f_has_mark,  // copyright sign, arrows, bars
  f_lower_start,
  f_last_mark,
  f_commas,
  f_digits,
  f_capitals,
  f_repeated,
  f_page_prose,
  f_page_blocks,
  f_fate,
  f_siblings,
  f_emphasis,         // all in bold or italics
  f_reply_lines,      // short lines of a comment system within eight blocks
  f_dates_near,       // short lines with a date within eight blocks
  f_comment_heading,  // since a heading of comments: 1 up to four blocks, 2 up to twenty, 3 more; 0: none
                      // before
  f_role,
  kFeatures,
};
inline constexpr std::int8_t kNoGroup = 11;
using FeatureRow = std::array<std::int8_t, kFeatures>;
extern const std::array<const char*, kFeatures> kFeatureNames;

struct FeatureInput {
  const html::Document& page;
  const PageMap& map;
  const std::vector<Block>& blocks;
  const std::vector<Fate>& fates;
  std::size_t range_first;
  std::size_t range_last;
  std::uint32_t range_node;
  std::string_view title;
  std::string_view description;
  std::string_view data_body;
};

// One row a block. O(nodes + bytes of text).
void read_features(const FeatureInput& in, std::vector<FeatureRow>& out);

// Letters and digits only, lower case ASCII: to compare texts that differ in marks and spaces.
std::string skeleton(std::string_view text);
void skeleton(std::string_view text, std::string& out);  // in a buffer that is kept
bool ends_sentence(std::string_view text);
// Running text: a sentence of some length, or a paragraph, few of its bytes in links.
inline bool prose(const Block& b) {
  return b.running;
}
// What find_blocks() sets `running` by.
bool running_text(const Block& b);

}  // namespace dateline::extract
