#include "extract/comments.h"

#include <algorithm>
#include <map>

#include "extract/features.h"
#include "extract/metadata.h"

namespace dateline::extract {
namespace {

constexpr std::size_t kLine = 120;          // bytes of an attribution line
constexpr std::size_t kAgain = 3;           // attribution lines of one kind make a comment system
constexpr std::size_t kHeadingBefore = 10;  // blocks from its heading to the first of them
constexpr std::size_t kGap = 14;            // blocks between two of them, at most

enum Sign : unsigned { sign_reply = 1, sign_date = 2, sign_named = 4 };

unsigned signs_of(const Block& b) {
  if (b.text.size() > kLine || b.tag == BlockTag::heading) return 0;
  unsigned signs = 0;
  if (b.text.size() < 60 && reply_line(b.text)) signs |= sign_reply;
  const bool sentence = b.text.ends_with('.') || b.text.ends_with('?') || b.text.ends_with('!');
  if (!sentence && date_in_text(b.text)) signs |= sign_date;
  if (b.role == Role::comments) signs |= sign_named;
  return signs;
}

struct Lines {
  std::vector<std::size_t> at;
  std::size_t replies = 0;
  std::size_t named = 0;
};

// From the first line of a run to its last, with the comment before or after them.
void mark(std::vector<Block>& blocks, std::size_t first, std::size_t last) {
  for (std::size_t i = first; i <= last && i < blocks.size(); ++i) blocks[i].role = Role::comments;
}

// Is there an article over this block? Running text that is no furniture, or the headline of a page without
// any, if the block is a heading itself and no number beside the headline.
bool article_before(const std::vector<Block>& blocks, std::size_t at) {
  const bool under_heading = blocks[at].tag == BlockTag::heading;
  return std::any_of(blocks.begin(), blocks.begin() + static_cast<std::ptrdiff_t>(at), [&](const Block& b) {
    const bool headline = under_heading && b.tag == BlockTag::heading && b.heading <= 2;
    return (prose(b) || headline) && b.role != Role::furniture;
  });
}

// The heading over lines [from, to): shortly before the first of them, or among them where the article has a
// line of the same kind itself ("Posted by Ida on 3 May"). Lines over it leave the run.
std::size_t heading_over(const std::vector<Block>& blocks, const Lines& lines, std::size_t& from,
                         std::size_t to) {
  const std::size_t first = lines.at[from];
  for (std::size_t back = 1; back <= kHeadingBefore && back <= first; ++back)
    if (heads_comments(blocks[first - back])) return first - back;
  for (std::size_t line = from + 1; line + kAgain <= to; ++line)
    for (std::size_t at = lines.at[line - 1] + 1; at < lines.at[line]; ++at)
      if (heads_comments(blocks[at])) {
        from = line;
        return at;
      }
  return blocks.size();
}

// Runs of lines that stand near enough to each other.
void mark_runs(std::vector<Block>& blocks, const Lines& lines) {
  for (std::size_t from = 0; from < lines.at.size();) {
    std::size_t to = from + 1;
    while (to < lines.at.size() && lines.at[to] - lines.at[to - 1] <= kGap) ++to;
    if (to - from >= kAgain) {
      const std::size_t heading = heading_over(blocks, lines, from, to);
      const std::size_t first = lines.at[from];
      const std::size_t last = lines.at[to - 1];
      const bool headed = heading < blocks.size();
      const bool system = lines.named * 2 >= lines.at.size();
      if ((headed || system) && article_before(blocks, headed ? heading : first)) {
        // Where the line comes first, the last comment follows it for about as long as the others do.
        const std::size_t usual = (last - first) / (to - from - 1);
        const bool leads = headed && first - heading <= 2;
        mark(blocks, headed ? heading : first, leads ? last + usual : last);
      }
    }
    from = to;
  }
}

}  // namespace

bool heads_comments(const Block& b) {
  return b.text.size() < 60 && b.linked * 2 <= b.text.size() && comments_heading(b.text);
}

void mark_comments(std::vector<Block>& blocks) {
  std::map<std::uint64_t, Lines> kinds;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const unsigned signs = signs_of(blocks[i]);
    if (signs == 0 || blocks[i].role == Role::furniture) continue;
    Lines& lines = kinds[blocks[i].kind];
    lines.at.push_back(i);
    lines.replies += (signs & sign_reply) != 0 ? 1 : 0;
    lines.named += (signs & sign_named) != 0 ? 1 : 0;
  }
  for (const auto& [kind, lines] : kinds)
    if (lines.at.size() >= kAgain) mark_runs(blocks, lines);
}

}  // namespace dateline::extract
