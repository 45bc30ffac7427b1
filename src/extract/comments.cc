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

std::size_t heading_before(const std::vector<Block>& blocks, std::size_t at) {
  for (std::size_t back = 1; back <= kHeadingBefore && back <= at; ++back) {
    const Block& b = blocks[at - back];
    if (b.text.size() < 60 && comments_heading(b.text)) return at - back;
  }
  return blocks.size();
}

// Runs of lines that stand near enough to each other.
void mark_runs(std::vector<Block>& blocks, const Lines& lines) {
  for (std::size_t from = 0; from < lines.at.size();) {
    std::size_t to = from + 1;
    while (to < lines.at.size() && lines.at[to] - lines.at[to - 1] <= kGap) ++to;
    const std::size_t first = lines.at[from];
    const std::size_t last = lines.at[to - 1];
    const std::size_t heading = heading_before(blocks, first);
    const bool system = lines.named * 2 >= lines.at.size();
    const bool after_text = std::any_of(blocks.begin(), blocks.begin() + static_cast<std::ptrdiff_t>(first),
                                        [](const Block& b) { return prose(b) && b.role != Role::furniture; });
    if (to - from >= kAgain && after_text && (heading < blocks.size() || system)) {
      // Where the line comes first, the last comment follows it for about as long as the others do.
      const std::size_t usual = (last - first) / (to - from - 1);
      const bool leads = heading < blocks.size() && first - heading <= 2;
      mark(blocks, heading < blocks.size() ? heading : first, leads ? last + usual : last);
    }
    from = to;
  }
}

}  // namespace

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
