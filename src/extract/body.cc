#include "extract/body.h"

#include <algorithm>
#include <cmath>

namespace dateline::extract {
namespace {

constexpr std::size_t kSentence = 60;    // bytes from which a block can be running text
constexpr std::size_t kParagraph = 140;  // bytes from which it is, even without a full stop
constexpr double kLinkedProse = 0.33;    // running text has no more of its bytes in links
constexpr double kLinkedLine = 0.5;      // a short line with more is a link, not text
constexpr std::size_t kShortLine = 250;
// An outer element may be the article if it keeps this share of the best one's sum.
constexpr double kBodyKeeps = 0.3;
constexpr double kArticleKeeps = 0.4;

bool ends_sentence(std::string_view text) {
  while (!text.empty() &&
         (text.back() == '"' || text.back() == '\'' || text.back() == ')' || text.back() == ' '))
    text.remove_suffix(1);
  for (const std::string_view quote : {"\u201d", "\u2019", "\u201c", "\u00bb", "\u00ab"})
    if (text.ends_with(quote)) {
      text.remove_suffix(quote.size());
      break;
    }
  if (text.empty()) return false;
  return text.back() == '.' || text.back() == '!' || text.back() == '?' || text.back() == ':' ||
         text.ends_with("\u2026") || text.ends_with("\u3002");
}

bool prose(const Block& b) {
  if (b.tag == BlockTag::heading || b.link_density() > kLinkedProse) return false;
  return (b.text.size() >= kSentence && ends_sentence(b.text)) || b.text.size() >= kParagraph;
}

double worth(const Block& b) {
  switch (b.role) {
    case Role::furniture:
    case Role::comments:
    case Role::caption:
    case Role::byline:
      return 0;
    case Role::none:
    case Role::body:
      break;
  }
  const auto size = static_cast<double>(b.text.size());
  if (prose(b)) {
    const double tag = b.tag == BlockTag::paragraph || b.tag == BlockTag::quote ? 1.0
                       : b.tag == BlockTag::item || b.tag == BlockTag::cell     ? 0.6
                                                                                : 0.8;
    return std::min(size, 1500.0) * tag * (1 - b.link_density()) * (b.role == Role::body ? 1.3 : 1.0);
  }
  if (b.tag == BlockTag::heading) return b.linked > 0 ? -20 : -5;
  return -8 - 0.25 * static_cast<double>(b.linked);
}

// Letters only, lower case ASCII: to compare a heading with the title.
std::string skeleton(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z')
      out += static_cast<char>(c + 32);
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80) != 0)
      out += c;
  }
  return out;
}

class Choice {
 public:
  Choice(const html::Document& page, const std::vector<Block>& blocks, std::span<const std::uint32_t> bodies,
         std::string_view title)
      : page_(page), blocks_(blocks), bodies_(bodies), title_(skeleton(title)) {}

  Body run() {
    Body body;
    body.fates.assign(blocks_.size(), "outside the article's element");
    const Range range = container();
    const std::size_t first = range.first;
    const std::size_t last = range.last;
    std::vector<std::size_t> kept;
    for (std::size_t i = first; i < last; ++i) {
      body.fates[i] = verdict(blocks_[i]);
      if (std::string_view(body.fates[i]) == "kept") kept.push_back(i);
    }
    trim_ends(kept, body.fates);
    drop_lonely_headings(kept, body.fates);
    for (const std::size_t i : kept) {
      if (!body.text.empty()) body.text += "\n\n";
      body.text += blocks_[i].text;
    }
    for (const Block& b : blocks_) {
      if (b.role != Role::comments || b.text.size() < 20 || b.link_density() > kLinkedLine) continue;
      if (!body.comments.empty()) body.comments += "\n\n";
      body.comments += b.text;
    }
    return body;
  }

 private:
  // A run of blocks under one element.
  struct Range {
    std::size_t first = 0;
    std::size_t last = 0;
    double sum = 0;
    std::uint32_t node = 0;
  };

  Range range_of(std::uint32_t node) const {
    const auto before = [](const Block& b, std::uint32_t at) { return b.at < at; };
    const auto first = std::lower_bound(blocks_.begin(), blocks_.end(), node, before);
    const auto last = std::lower_bound(first, blocks_.end(), page_.nodes()[node].end, before);
    Range range{static_cast<std::size_t>(first - blocks_.begin()),
                static_cast<std::size_t>(last - blocks_.begin()), 0, node};
    range.sum = sums_[range.last] - sums_[range.first];
    return range;
  }

  // The blocks under the element with the highest sum (among equals the innermost), or under the one around
  // it that names itself the article's body.
  Range container() {
    sums_.assign(blocks_.size() + 1, 0);
    for (std::size_t i = 0; i < blocks_.size(); ++i) sums_[i + 1] = sums_[i] + worth(blocks_[i]);
    const auto nodes = page_.nodes();
    Range best;
    for (std::uint32_t n = 0; n < nodes.size(); ++n) {
      if (nodes[n].is_text() || nodes[n].tag == "p") continue;
      const Range range = range_of(n);
      if (range.sum >= best.sum && range.last > range.first) best = range;
    }
    return widened(best);
  }

  Range widened(const Range& best) const {
    Range out = best;
    const auto nodes = page_.nodes();
    for (std::uint32_t n = best.node; n != 0; n = nodes[n].parent) {
      const bool body = std::binary_search(bodies_.begin(), bodies_.end(), n);
      if (!body && nodes[n].tag != "article") continue;
      const Range range = range_of(n);
      if (range.sum >= (body ? kBodyKeeps : kArticleKeeps) * best.sum) out = range;
    }
    return out;
  }

  const char* verdict(const Block& b) const {
    switch (b.role) {
      case Role::furniture:
        return "furniture by its element's name";
      case Role::comments:
        return "readers' comments";
      case Role::caption:
        return "caption or credit";
      case Role::byline:
        return "byline or date line";
      case Role::none:
      case Role::body:
        break;
    }
    if (b.link_density() > kLinkedLine && b.text.size() < kShortLine) return "links only";
    if (b.link_density() > 0.8) return "links only";
    if (b.text.size() < 120 && furniture_line(b.text)) return "begins as furniture does";
    if (b.tag == BlockTag::heading) {
      if (!title_.empty() && skeleton(b.text) == title_) return "the title";
      return b.heading == 1 ? "a heading of the page" : "kept";
    }
    if (!title_.empty() && skeleton(b.text) == title_) return "the title";
    const bool wordless = std::none_of(b.text.begin(), b.text.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
             (static_cast<unsigned char>(c) & 0x80) != 0 || (c >= '0' && c <= '9');
    });
    if (wordless) return "no words";
    if (b.tag == BlockTag::other && b.text.size() < 40 && !ends_sentence(b.text))
      return "short and no sentence";
    return "kept";
  }

  // Before the first and after the last running text, short lines are furniture.
  void trim_ends(std::vector<std::size_t>& kept, std::vector<const char*>& fates) const {
    const auto is_prose = [&](std::size_t i) { return prose(blocks_[i]); };
    const auto first = std::find_if(kept.begin(), kept.end(), is_prose);
    if (first == kept.end()) return;
    const auto last = std::find_if(kept.rbegin(), kept.rend(), is_prose).base();
    std::vector<std::size_t> out;
    for (auto it = kept.begin(); it != kept.end(); ++it) {
      const Block& b = blocks_[*it];
      const bool inside = it >= first && it < last;
      const bool sentence =
          b.text.size() >= 25 && ends_sentence(b.text) && b.linked == 0 && b.tag != BlockTag::heading;
      const bool lead = it < first && b.tag == BlockTag::heading;
      if (inside || sentence || lead)
        out.push_back(*it);
      else
        fates[*it] = "a short line outside the running text";
    }
    kept = std::move(out);
  }

  void drop_lonely_headings(std::vector<std::size_t>& kept, std::vector<const char*>& fates) const {
    std::vector<std::size_t> out;
    for (std::size_t k = 0; k < kept.size(); ++k) {
      const bool heading = blocks_[kept[k]].tag == BlockTag::heading;
      const bool followed = k + 1 < kept.size() && blocks_[kept[k + 1]].tag != BlockTag::heading;
      if (!heading || followed)
        out.push_back(kept[k]);
      else
        fates[kept[k]] = "a heading with nothing under it";
    }
    kept = std::move(out);
  }

  const html::Document& page_;
  const std::vector<Block>& blocks_;
  std::span<const std::uint32_t> bodies_;
  std::string title_;
  std::vector<double> sums_;  // worth of all blocks before each
};

}  // namespace

Body find_body(const html::Document& page, const std::vector<Block>& blocks,
               std::span<const std::uint32_t> bodies, std::string_view title) {
  return Choice(page, blocks, bodies, title).run();
}

}  // namespace dateline::extract
