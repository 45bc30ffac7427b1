#include "extract/body.h"

#include <algorithm>
#include <cmath>

#include "extract/model.h"
#include "extract/page_kind.h"

namespace dateline::extract {
namespace {

constexpr std::size_t kFragment = 25;     // a few words, of which the model knows little:
constexpr float kRescueFurniture = 1.5F;  // score from which it keeps what its element's name speaks against
constexpr float kRescueFragment = 0.3F;   // score from which it keeps them against a rule
constexpr std::size_t kDateLine = 60;     // bytes of a line before or after the text that holds a date
constexpr std::size_t kCookieBox = 3;     // phrases of consent that no rule's article text has
constexpr double kLinkedLine = 0.5;       // a short line with more is a link, not text
constexpr std::size_t kShortLine = 250;
// An outer element may be the article if it keeps this share of the best one's sum.
constexpr double kBodyKeeps = 0.3;
constexpr double kArticleKeeps = 0.4;

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

std::vector<double> worths(const std::vector<Block>& blocks) {
  std::vector<double> out(blocks.size());
  std::transform(blocks.begin(), blocks.end(), out.begin(), worth);
  return out;
}

class Choice {
  using Range = BlockSums::Range;

 public:
  explicit Choice(const BodyInput& in)
      : in_(in),
        page_(in.page),
        blocks_(in.blocks),
        bodies_(in.bodies),
        title_(skeleton(in.title)),
        sums_(in.page, in.blocks, worths(in.blocks)) {}

  Body run() {
    Body body;
    body.fates.assign(blocks_.size(), Fate::outside);
    const Range range = container();
    const std::size_t first = range.first;
    const std::size_t last = range.last;
    std::vector<std::size_t> kept;
    for (std::size_t i = first; i < last; ++i) {
      body.fates[i] = verdict(blocks_[i]);
      if (body.fates[i] == Fate::kept) kept.push_back(i);
    }
    trim_ends(kept, body.fates);
    drop_lonely_headings(kept, body.fates);
    read_features({page_, in_.map, blocks_, body.fates, first, last, range.node, in_.title, in_.description,
                   in_.data_body},
                  body.features);
    decide(body);
    kept.clear();
    for (std::size_t i = 0; i < blocks_.size(); ++i)
      if (body.fates[i] == Fate::kept || body.fates[i] == Fate::model_keeps) kept.push_back(i);
    if (kept.empty()) keep_short_page(kept, body.fates);
    for (const std::size_t i : kept) {
      if (!body.text.empty()) body.text += "\n\n";
      body.text += blocks_[i].text;
    }
    for (const Block& b : blocks_) {
      if (b.role != Role::comments || b.text.size() < 20 || b.link_density() > kLinkedLine ||
          form_line(b.text))
        continue;
      if (!body.comments.empty()) body.comments += "\n\n";
      body.comments += b.text;
    }
    return body;
  }

 private:
  // The model has the last word on what the rules said, but for comments and what follows their heading.
  void decide(Body& body) const {
    body.scores.assign(blocks_.size(), 0);
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const FeatureRow& row = body.features[i];
      const Fate rule = body.fates[i];
      const bool after_comments =
          rule == Fate::outside && (row[f_comment_heading] > 0 || row[f_reply_lines] >= 2);
      const bool links = rule != Fate::kept && row[f_links] >= 16;
      const bool comments = blocks_[i].role == Role::comments;
      const bool date_line =
          rule == Fate::short_end && row[f_has_date] > 0 && blocks_[i].text.size() < kDateLine;
      if (comments || rule == Fate::wordless || after_comments || links || date_line) continue;
      if (rule == Fate::furniture_line && legal_line(blocks_[i].text)) continue;
      body.scores[i] = model_score(row);
      const float rescue = rule == Fate::furniture              ? kRescueFurniture
                           : blocks_[i].text.size() < kFragment ? kRescueFragment
                                                                : 0;
      if (body.scores[i] > rescue && rule != Fate::kept && consent_phrases(blocks_[i].text) < kCookieBox)
        body.fates[i] = Fate::model_keeps;
      if (body.scores[i] <= 0 && rule == Fate::kept) body.fates[i] = Fate::model_drops;
    }
  }

  // A page of a few lines, none of them running text, is all there is to say.
  void keep_short_page(std::vector<std::size_t>& kept, std::vector<Fate>& fates) const {
    constexpr std::size_t kFew = 12;
    if (blocks_.size() > kFew) return;
    bool sentence = false;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const Block& b = blocks_[i];
      if (b.linked > 0 || (b.role != Role::none && b.role != Role::body) || skeleton(b.text) == title_)
        continue;
      sentence = sentence || (b.text.size() >= kFragment && ends_sentence(b.text));
      kept.push_back(i);
    }
    if (!sentence) kept.clear();
    for (const std::size_t i : kept) fates[i] = Fate::kept;
  }

  // The blocks under the element with the highest sum, or under the one around it that names itself the
  // article's body.
  Range container() const { return widened(sums_.best()); }

  Range widened(const Range& best) const {
    Range out = best;
    const auto nodes = page_.nodes();
    for (std::uint32_t n = best.node; n != 0; n = nodes[n].parent) {
      const bool body = std::binary_search(bodies_.begin(), bodies_.end(), n);
      if (!body && nodes[n].tag != "article") continue;
      const Range range = sums_.of(n);
      if (range.sum >= (body ? kBodyKeeps : kArticleKeeps) * best.sum) out = range;
    }
    return out;
  }

  // Letter by letter; marks and spaces are at most as many again, and some.
  bool is_title(std::string_view text) const {
    constexpr std::size_t kMarks = 40;
    return !title_.empty() && text.size() >= title_.size() && text.size() <= 2 * title_.size() + kMarks &&
           skeleton(text) == title_;
  }

  Fate verdict(const Block& b) const {
    switch (b.role) {
      case Role::furniture:
        return Fate::furniture;
      case Role::comments:
        return Fate::comments;
      case Role::caption:
        return Fate::caption;
      case Role::byline:
        return Fate::byline;
      case Role::none:
      case Role::body:
        break;
    }
    if (b.link_density() > kLinkedLine && b.text.size() < kShortLine) return Fate::links;
    if (b.link_density() > 0.8) return Fate::links;
    if ((b.text.size() < 120 && furniture_line(b.text)) || legal_line(b.text)) return Fate::furniture_line;
    if (is_title(b.text)) return Fate::title;
    if (b.tag == BlockTag::heading) return b.heading == 1 ? Fate::page_heading : Fate::kept;
    const bool wordless = std::none_of(b.text.begin(), b.text.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
             (static_cast<unsigned char>(c) & 0x80) != 0 || (c >= '0' && c <= '9');
    });
    if (wordless) return Fate::wordless;
    if (b.tag == BlockTag::other && b.text.size() < 40 && !ends_sentence(b.text)) return Fate::fragment;
    return Fate::kept;
  }

  // Before the first and after the last running text, short lines are furniture.
  void trim_ends(std::vector<std::size_t>& kept, std::vector<Fate>& fates) const {
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
        fates[*it] = Fate::short_end;
    }
    kept = std::move(out);
  }

  void drop_lonely_headings(std::vector<std::size_t>& kept, std::vector<Fate>& fates) const {
    std::vector<std::size_t> out;
    for (std::size_t k = 0; k < kept.size(); ++k) {
      const bool heading = blocks_[kept[k]].tag == BlockTag::heading;
      const bool followed = k + 1 < kept.size() && blocks_[kept[k + 1]].tag != BlockTag::heading;
      if (!heading || followed)
        out.push_back(kept[k]);
      else
        fates[kept[k]] = Fate::lonely_heading;
    }
    kept = std::move(out);
  }

  const BodyInput& in_;
  const html::Document& page_;
  const std::vector<Block>& blocks_;
  std::span<const std::uint32_t> bodies_;
  std::string title_;
  BlockSums sums_;
};

}  // namespace

BlockSums::BlockSums(const html::Document& page, const std::vector<Block>& blocks,
                     const std::vector<double>& worths)
    : page_(page), sums_(blocks.size() + 1), before_(page.nodes().size() + 1) {
  for (std::size_t i = 0; i < blocks.size(); ++i) sums_[i + 1] = sums_[i] + worths[i];
  std::uint32_t block = 0;
  for (std::uint32_t n = 0; n < before_.size(); ++n) {
    before_[n] = block;
    while (block < blocks.size() && blocks[block].at == n) ++block;
  }
}

BlockSums::Range BlockSums::of(std::uint32_t node) const {
  Range range{before_[node], before_[page_.nodes()[node].end], 0, node};
  range.sum = sums_[range.last] - sums_[range.first];
  return range;
}

BlockSums::Range BlockSums::best() const {
  const auto nodes = page_.nodes();
  Range best;
  for (std::uint32_t n = 0; n < nodes.size(); ++n) {
    if (nodes[n].is_text() || nodes[n].tag == "p") continue;
    const Range range = of(n);
    if (range.sum >= best.sum && range.last > range.first) best = range;
  }
  return best;
}

Body find_body(const BodyInput& in) {
  return Choice(in).run();
}

}  // namespace dateline::extract
