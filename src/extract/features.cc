#include "extract/features.h"

#include <algorithm>
#include <bit>

#include "extract/comments.h"
#include "extract/metadata.h"

namespace dateline::extract {
namespace {

using html::Node;

struct Group {
  const char* name;
  std::uint32_t marks;
};
constexpr std::array<Group, kGroups> kGroupRows = {
    {{"comments", hint_comments}, {"nav", hint_nav},
     {"share", hint_share},       {"related", hint_related},
     {"promo", hint_promo},       {"tags", hint_tags},
     {"bio", hint_bio},           {"teaser", hint_teaser},
     {"hidden", hint_hidden},     {"aside", hint_aside | mark_aside},
     {"caption", hint_caption},   {"byline", hint_byline},
     {"author", hint_author},     {"date", hint_date},
     {"body", hint_body},         {"lead", hint_lead},
     {"title", hint_title},       {"footer", mark_footer},
     {"header", mark_header},     {"form", mark_form},
     {"figure", mark_figure},     {"article", mark_article},
     {"list", mark_list}}};

using Levels = std::array<std::int8_t, kGroups>;

// Of a share, finer near nought.
std::int8_t level(double share) {
  constexpr std::array<double, 10> kSteps = {0.001, 0.01, 0.03, 0.06, 0.12, 0.25, 0.4, 0.6, 0.8, 0.95};
  return static_cast<std::int8_t>(std::lower_bound(kSteps.begin(), kSteps.end(), share) - kSteps.begin());
}

std::int8_t twentieths(double share) {
  return static_cast<std::int8_t>(std::clamp(share * 20, 0.0, 20.0));
}

std::int8_t at_most(std::size_t value, std::size_t most) {
  return static_cast<std::int8_t>(std::min(value, most));
}

// Half steps of a logarithm: 0 for 0, 2 for 1, 4 for 2, 6 for 4 ...
std::int8_t size_step(std::size_t bytes) {
  if (bytes == 0) return 0;
  const auto log = static_cast<std::size_t>(std::bit_width(bytes));
  const bool upper = log >= 2 && ((bytes >> (log - 2)) & 1) != 0;
  return static_cast<std::int8_t>(2 * log + (upper ? 1 : 0));
}

std::uint64_t hashed(std::string_view text) {
  std::uint64_t h = 1469598103934665603ULL;
  for (char c : text) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return h;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

// What is counted of each byte of a text.
enum ByteClass : unsigned char { byte_other, byte_small, byte_capital, byte_digit, byte_beyond, byte_comma };
constexpr std::array<unsigned char, 256> kClasses = [] {
  std::array<unsigned char, 256> classes{};
  for (std::size_t c = 0; c < 256; ++c)
    classes[c] = c >= 0x80              ? byte_beyond
                 : c >= 'a' && c <= 'z' ? byte_small
                 : c >= 'A' && c <= 'Z' ? byte_capital
                 : c >= '0' && c <= '9' ? byte_digit
                 : c == ','             ? byte_comma
                                        : byte_other;
  return classes;
}();
constexpr bool in_word(unsigned char byte_class) {
  return byte_class >= byte_small && byte_class <= byte_beyond;
}

struct Counts {
  std::array<std::uint32_t, 6> of{};  // by class
  std::size_t words = 0;
};
Counts counts_of(std::string_view text) {
  Counts counts;
  bool inside = false;
  for (const char c : text) {
    const unsigned char byte_class = kClasses[static_cast<unsigned char>(c)];
    ++counts.of[byte_class];
    const bool word = in_word(byte_class);
    counts.words += word && !inside ? 1 : 0;
    inside = word;
  }
  return counts;
}

// Hashes of a text's words, in its order.
void words_of(std::string_view text, std::vector<std::uint64_t>& out) {
  out.clear();
  std::uint64_t h = 0;
  for (const char raw : text) {
    if (in_word(kClasses[static_cast<unsigned char>(raw)])) {
      h = ((h == 0 ? 1469598103934665603ULL : h) ^ static_cast<unsigned char>(lower(raw))) * 1099511628211ULL;
    } else if (h != 0) {
      out.push_back(h);
      h = 0;
    }
  }
  if (h != 0) out.push_back(h);
}

// Marks of links, credits and lists.
bool has_mark(std::string_view text) {
  for (std::size_t k = 0; k < text.size(); ++k) {
    if (text[k] == '|') return true;
    if ((static_cast<unsigned char>(text[k]) & 0x80) == 0) continue;
    for (const std::string_view mark : {"\u00a9", "\u00bb", "\u203a", "\u2192", "\u25ba", "\u2022"})
      if (text.compare(k, mark.size(), mark) == 0) return true;
  }
  return false;
}

class Features {
 public:
  Features(const FeatureInput& in, std::vector<FeatureRow>& out) : in_(in), out_(out) {}

  void run() {
    const std::size_t n = in_.blocks.size();
    out_.assign(n, FeatureRow{});
    inherit();
    kinds();
    words_of(in_.title, title_words_);
    std::sort(title_words_.begin(), title_words_.end());
    if (in_.data_body.size() >= 200) data_body_ = skeleton(in_.data_body);
    description_ = skeleton(in_.description);
    for (std::size_t i = 0; i < n; ++i) {
      own(i);
      place(i);
      neighbours(i);
      agreement(i);
    }
    gaps();
    replies();
  }

 private:
  const Node& node_of(std::size_t i) const { return in_.page.nodes()[in_.blocks[i].node]; }
  std::int8_t& at(std::size_t i, std::size_t f) { return out_[i][f]; }

  // The level of the nearest element of each group, handed down the tree.
  void inherit() {
    const auto nodes = in_.page.nodes();
    levels_.clear();
    levels_.emplace_back().fill(kNoGroup);
    level_of_.assign(nodes.size(), 0);
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      if (nodes[i].is_text()) continue;
      if (nodes[i].depth > 0) level_of_[i] = level_of_[nodes[i].parent];
      const std::uint32_t marks = in_.map.marks[i];
      if (marks == 0 || nodes[i].depth < 2) continue;
      const std::int8_t share = level(in_.map.share(nodes[i], i));
      Levels own = levels_[level_of_[i]];
      for (std::size_t g = 0; g < kGroups; ++g)
        if ((marks & kGroupRows[g].marks) != 0) own[g] = share;
      level_of_[i] = static_cast<std::uint32_t>(levels_.size());
      levels_.push_back(own);
    }
  }

  // How much running text stands in blocks of the same kind, and how many of them there are.
  void kinds() {
    const std::size_t n = in_.blocks.size();
    std::vector<std::pair<std::uint64_t, std::size_t>> order(n);
    for (std::size_t i = 0; i < n; ++i) order[i] = {in_.blocks[i].kind, i};
    std::sort(order.begin(), order.end());
    for (std::size_t i = 0; i < n; ++i)
      if (prose(in_.blocks[i])) all_prose_ += in_.blocks[i].text.size();
    for (std::size_t from = 0; from < n;) {
      std::size_t to = from;
      std::size_t bytes = 0;
      for (; to < n && order[to].first == order[from].first; ++to)
        if (prose(in_.blocks[order[to].second])) bytes += in_.blocks[order[to].second].text.size();
      for (std::size_t k = from; k < to; ++k) {
        at(order[k].second, f_same_kind_prose) = share_of_prose(bytes);
        at(order[k].second, f_same_kind_count) = size_step(to - from);
      }
      from = to;
    }
    for (std::size_t i = 0; i < n; ++i) order[i] = {hashed(in_.blocks[i].text), i};
    std::sort(order.begin(), order.end());
    for (std::size_t k = 0; k + 1 < n; ++k)
      if (order[k].first == order[k + 1].first)
        at(order[k].second, f_repeated) = at(order[k + 1].second, f_repeated) = 1;
  }
  std::int8_t share_of_prose(std::size_t bytes) const {
    return all_prose_ == 0 ? std::int8_t{0}
                           : twentieths(static_cast<double>(bytes) / static_cast<double>(all_prose_));
  }

  // Of the text alone.
  void own(std::size_t i) {
    const Block& b = in_.blocks[i];
    const std::string_view text = b.text;
    const Counts counts = counts_of(text);
    at(i, f_size) = size_step(text.size());
    at(i, f_words) = size_step(counts.words);
    at(i, f_links) = twentieths(b.link_density());
    at(i, f_sentence) = ends_sentence(text) ? 1 : 0;
    at(i, f_tag) = static_cast<std::int8_t>(b.tag);
    at(i, f_heading) = static_cast<std::int8_t>(b.heading);
    at(i, f_furniture_line) = text.size() < 120 && furniture_line(text) ? 1 : 0;
    at(i, f_byline_word) = byline_word(text) > 0 ? 1 : 0;
    at(i, f_has_date) = text.size() < 160 && date_in_text(text) ? 1 : 0;
    at(i, f_has_mark) = text.size() < 300 && has_mark(text) ? 1 : 0;
    at(i, f_lower_start) = !text.empty() && text.front() >= 'a' && text.front() <= 'z' ? 1 : 0;
    constexpr std::string_view kLast = ".:?!,;)\"";
    const std::size_t last = text.empty() ? std::string_view::npos : kLast.find(text.back());
    at(i, f_last_mark) = last == std::string_view::npos ? std::int8_t{0} : static_cast<std::int8_t>(last + 1);
    const auto share = [&](std::size_t count) {
      return text.empty() ? std::int8_t{0}
                          : twentieths(static_cast<double>(count) / static_cast<double>(text.size()));
    };
    at(i, f_commas) = at_most(counts.of[byte_comma], 6);
    at(i, f_digits) = share(counts.of[byte_digit]);
    at(i, f_capitals) = share(counts.of[byte_capital]);
    at(i, f_emphasis) = emphasised(b) ? 1 : 0;
  }

  bool emphasised(const Block& b) const {
    const auto nodes = in_.page.nodes();
    const std::string_view parent = nodes[nodes[b.at].parent].tag;
    if (parent != "b" && parent != "strong" && parent != "em" && parent != "i") return false;
    return nodes[b.at].text.size() + 4 >= b.text.size();
  }

  void place(std::size_t i) {
    const auto nodes = in_.page.nodes();
    const Block& b = in_.blocks[i];
    const std::uint32_t around = nodes[b.at].parent;
    for (std::size_t g = 0; g < kGroups; ++g) at(i, f_group + g) = levels_[level_of_[around]][g];
    const PageMap& map = in_.map;
    at(i, f_prose_before) = map.running.back() == 0
                                ? std::int8_t{0}
                                : twentieths(map.running[b.at] / static_cast<double>(map.running.back()));
    at(i, f_block_at) = twentieths(static_cast<double>(i) / static_cast<double>(in_.blocks.size()));
    at(i, f_page_prose) = size_step(all_prose_);
    at(i, f_page_blocks) = size_step(in_.blocks.size());
    at(i, f_fate) = static_cast<std::int8_t>(in_.fates[i]);
    at(i, f_role) = static_cast<std::int8_t>(b.role);
    std::uint32_t up = b.node;
    for (const auto& [share, links] :
         {std::pair{f_parent_share, f_parent_links}, {f_grandparent_share, f_grandparent_links}}) {
      if (nodes[up].depth > 0) up = nodes[up].parent;
      at(i, share) = level(map.share(nodes[up], up));
      const std::uint32_t letters = map.letters[nodes[up].end] - map.letters[up];
      const std::uint32_t linked = map.links[nodes[up].end] - map.links[up];
      at(i, links) = letters == 0 ? std::int8_t{0} : twentieths(linked / static_cast<double>(letters));
    }
    const std::uint32_t parent = nodes[b.node].parent;
    std::size_t siblings = 0;
    for (std::uint32_t s = parent + 1; s < nodes[parent].end && siblings < 12; s = nodes[s].end)
      siblings += nodes[s].tag_id == nodes[b.node].tag_id ? 1 : 0;
    at(i, f_siblings) = static_cast<std::int8_t>(siblings);
    const bool inside = i >= in_.range_first && i < in_.range_last;
    at(i, f_in_range) = inside ? 1 : 0;
    const auto first = static_cast<long>(i) - static_cast<long>(in_.range_first);
    const auto last = static_cast<long>(in_.range_last) - 1 - static_cast<long>(i);
    at(i, f_from_first) = static_cast<std::int8_t>(std::clamp(first, -15L, 15L));
    at(i, f_to_last) = static_cast<std::int8_t>(std::clamp(last, -15L, 15L));
    at(i, f_range_depth) =
        inside ? at_most(nodes[b.node].depth - std::min(nodes[b.node].depth, nodes[in_.range_node].depth), 15)
               : std::int8_t{-1};
  }

  void neighbours(std::size_t i) {
    const auto copy = [&](std::size_t other, Feature size, Feature links, Feature is_prose) {
      const Block& b = in_.blocks[other];
      at(i, size) = size_step(b.text.size());
      at(i, links) = twentieths(b.link_density());
      at(i, is_prose) = prose(b) ? 1 : 0;
    };
    if (i > 0) copy(i - 1, f_prev_size, f_prev_links, f_prev_prose);
    if (i + 1 < in_.blocks.size()) copy(i + 1, f_next_size, f_next_links, f_next_prose);
  }

  // With what else the page says of its article.
  void agreement(std::size_t i) {
    const Block& b = in_.blocks[i];
    if (b.text.size() < 600) words_of(b.text, words_);
    if (!title_words_.empty() && b.text.size() < 600 && !words_.empty()) {
      std::size_t shared = 0;
      for (const std::uint64_t w : words_)
        shared += std::binary_search(title_words_.begin(), title_words_.end(), w) ? 1 : 0;
      at(i, f_title_words) = twentieths(static_cast<double>(shared) / static_cast<double>(words_.size()));
      at(i, f_words_of_title) =
          twentieths(static_cast<double>(shared) / static_cast<double>(title_words_.size()));
    }
    if (data_body_.empty() && description_.empty()) return;
    skeleton(b.text, bones_);
    const std::string& bones = bones_;
    if (bones.size() < 8) return;
    if (!data_body_.empty()) {
      const std::string_view begin = std::string_view(bones).substr(0, 40);
      const std::string_view end =
          std::string_view(bones).substr(bones.size() - std::min<std::size_t>(40, bones.size()));
      at(i, f_data_body) =
          data_body_.find(begin) != std::string::npos || data_body_.find(end) != std::string::npos ? 1 : 2;
    }
    const std::size_t common = std::min<std::size_t>({40, bones.size(), description_.size()});
    if (common >= 20 && bones.compare(0, common, description_, 0, common) == 0)
      at(i, f_description) = 1;
    else if (bones.size() >= 20 && description_.find(bones) != std::string::npos)
      at(i, f_description) = 2;
  }

  // Blocks to the nearest running text on either side.
  void gaps() {
    const std::size_t n = in_.blocks.size();
    std::size_t gap = 10;
    for (std::size_t i = 0; i < n; ++i) {
      at(i, f_prose_gap_before) = at_most(gap, 10);
      gap = prose(in_.blocks[i]) ? 0 : gap + 1;
    }
    gap = 10;
    for (std::size_t i = n; i-- > 0;) {
      at(i, f_prose_gap_after) = at_most(gap, 10);
      gap = prose(in_.blocks[i]) ? 0 : gap + 1;
    }
  }

  // Lines that a comment system leaves between comments.
  void replies() {
    const std::size_t n = in_.blocks.size();
    std::vector<std::uint32_t> lines(n + 1, 0);
    std::vector<std::uint32_t> dates(n + 1, 0);
    std::size_t heading = n;
    for (std::size_t i = 0; i < n; ++i) {
      const std::string& text = in_.blocks[i].text;
      lines[i + 1] = lines[i] + (text.size() < 90 && reply_line(text) ? 1 : 0);
      dates[i + 1] = dates[i] + (text.size() < 120 ? static_cast<std::uint32_t>(at(i, f_has_date)) : 0);
      if (heading < n) {
        const std::size_t since = i - heading;
        at(i, f_comment_heading) = since <= 4 ? 1 : since <= 20 ? 2 : 3;
      }
      if (heads_comments(in_.blocks[i])) heading = i;
    }
    constexpr std::size_t kReach = 8;
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t from = i - std::min(i, kReach);
      const std::size_t to = std::min(n, i + kReach + 1);
      at(i, f_reply_lines) = at_most(lines[to] - lines[from], 10);
      at(i, f_dates_near) = at_most(dates[to] - dates[from], 10);
    }
  }

  const FeatureInput& in_;
  std::vector<FeatureRow>& out_;
  std::vector<Levels> levels_;           // one for each element with marks, and one for none
  std::vector<std::uint32_t> level_of_;  // of each node
  std::vector<std::uint64_t> title_words_;
  std::vector<std::uint64_t> words_;
  std::string data_body_;
  std::string description_;
  std::string bones_;
  std::size_t all_prose_ = 0;
};

}  // namespace

const std::array<const char*, kFeatures> kFeatureNames = [] {
  std::array<const char*, kFeatures> names = {};
  for (std::size_t g = 0; g < kGroups; ++g) names[g] = kGroupRows[g].name;
  constexpr std::array<const char*, kFeatures - kGroups> kOthers = {"size",
                                                                    "words",
                                                                    "links",
                                                                    "sentence",
                                                                    "tag",
                                                                    "heading",
                                                                    "prose_before",
                                                                    "block_at",
                                                                    "prev_size",
                                                                    "prev_links",
                                                                    "prev_prose",
                                                                    "next_size",
                                                                    "next_links",
                                                                    "next_prose",
                                                                    "prose_gap_before",
                                                                    "prose_gap_after",
                                                                    "same_kind_prose",
                                                                    "same_kind_count",
                                                                    "parent_share",
                                                                    "parent_links",
                                                                    "grandparent_share",
                                                                    "grandparent_links",
                                                                    "in_range",
                                                                    "from_first",
                                                                    "to_last",
                                                                    "range_depth",
                                                                    "title_words",
                                                                    "words_of_title",
                                                                    "description",
                                                                    "data_body",
                                                                    "furniture_line",
                                                                    "byline_word",
                                                                    "has_date",
                                                                    "has_mark",
                                                                    "lower_start",
                                                                    "last_mark",
                                                                    "commas",
                                                                    "digits",
                                                                    "capitals",
                                                                    "repeated",
                                                                    "page_prose",
                                                                    "page_blocks",
                                                                    "fate",
                                                                    "siblings",
                                                                    "emphasis",
                                                                    "reply_lines",
                                                                    "dates_near",
                                                                    "comment_heading",
                                                                    "role"};
  for (std::size_t k = 0; k < kOthers.size(); ++k) names[kGroups + k] = kOthers[k];
  return names;
}();

const char* text_of(Fate fate) {
  constexpr std::array<const char*, 16> kTexts = {"kept",
                                                  "outside the article's element",
                                                  "furniture by its element's name",
                                                  "readers' comments",
                                                  "caption or credit",
                                                  "byline or date line",
                                                  "links only",
                                                  "begins as furniture does",
                                                  "the title",
                                                  "a heading of the page",
                                                  "no words",
                                                  "short and no sentence",
                                                  "a short line outside the running text",
                                                  "a heading with nothing under it",
                                                  "dropped by the sum of its features",
                                                  "kept by the sum of its features"};
  return kTexts[static_cast<std::size_t>(fate)];
}

namespace {

// What becomes of each byte: itself or its small letter, and whether it stays.
struct Bones {
  std::array<char, 256> folded{};
  std::array<unsigned char, 256> stays{};
  constexpr Bones() {
    for (std::size_t c = 0; c < 256; ++c) {
      const bool capital = c >= 'A' && c <= 'Z';
      folded[c] = static_cast<char>(capital ? c + 32 : c);
      stays[c] = capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80 ? 1 : 0;
    }
  }
};
constexpr Bones kBones;

}  // namespace

void skeleton(std::string_view text, std::string& out) {
  if (out.size() < text.size()) out.resize(text.size());
  char* to = out.data();
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    *to = kBones.folded[byte];
    to += kBones.stays[byte];
  }
  out.resize(static_cast<std::size_t>(to - out.data()));
}

std::string skeleton(std::string_view text) {
  std::string out;
  skeleton(text, out);
  return out;
}

bool ends_sentence(std::string_view text) {
  while (!text.empty() &&
         (text.back() == '"' || text.back() == '\'' || text.back() == ')' || text.back() == ' '))
    text.remove_suffix(1);
  const auto ascii = [&] { return !text.empty() && (static_cast<unsigned char>(text.back()) & 0x80) == 0; };
  if (!ascii())
    for (const std::string_view quote :
         {"\u201d", "\u2019", "\u201c", "\u00bb", "\u00ab", "\u300d", "\uff09"})
      if (text.ends_with(quote)) {
        text.remove_suffix(quote.size());
        break;
      }
  if (text.empty()) return false;
  if (ascii()) return text.back() == '.' || text.back() == '!' || text.back() == '?' || text.back() == ':';
  return text.ends_with("\u2026") || text.ends_with("\u3002") || text.ends_with("\u0964") ||
         text.ends_with("\u061f") || text.ends_with("\uff01") || text.ends_with("\uff1f") ||
         text.ends_with("\u06d4");
}

bool running_text(const Block& b) {
  constexpr std::size_t kSentence = 60;    // bytes from which a block can be running text
  constexpr std::size_t kParagraph = 140;  // bytes from which it is, even without a full stop
  constexpr double kLinkedProse = 0.33;    // running text has no more of its bytes in links
  if (b.tag == BlockTag::heading || b.link_density() > kLinkedProse) return false;
  return (b.text.size() >= kSentence && ends_sentence(b.text)) || b.text.size() >= kParagraph;
}

void read_features(const FeatureInput& in, std::vector<FeatureRow>& out) {
  Features(in, out).run();
}

}  // namespace dateline::extract
