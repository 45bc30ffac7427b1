#include "extract/blocks.h"

#include <algorithm>
#include <array>

namespace dateline::extract {
namespace {

using html::Node;

template <std::size_t N>
bool in(const std::array<std::string_view, N>& table, std::string_view tag) {
  return std::find(table.begin(), table.end(), tag) != table.end();
}

// Their text is never shown or never read.
constexpr std::array<std::string_view, 17> kSkipped = {
    "script", "style", "noscript", "template", "svg",  "iframe", "button",   "select", "textarea",
    "object", "audio", "video",    "canvas",   "head", "input",  "datalist", "math"};
constexpr std::array<std::string_view, 48> kBlockLevel = {
    "p",          "div",      "section", "article", "main",    "header",  "footer",   "aside",
    "nav",        "ul",       "ol",      "li",      "dl",      "dt",      "dd",       "h1",
    "h2",         "h3",       "h4",      "h5",      "h6",      "table",   "tbody",    "thead",
    "tr",         "td",       "th",      "pre",     "form",    "figure",  "hr",       "blockquote",
    "figcaption", "fieldset", "address", "body",    "html",    "center",  "details",  "summary",
    "caption",    "tfoot",    "legend",  "label",   "amp-img", "picture", "noscript", "hgroup"};

// Elements around the walk's place.
struct Open {
  std::uint32_t end;
  std::uint32_t node;
  Role role;
  BlockTag tag;
  unsigned heading;
  bool link;
  bool block;
};

BlockTag tag_of(std::string_view tag, unsigned& heading) {
  heading = 0;
  if (tag == "p") return BlockTag::paragraph;
  if (tag.size() == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6') {
    heading = static_cast<unsigned>(tag[1] - '0');
    return BlockTag::heading;
  }
  if (tag == "li" || tag == "dt" || tag == "dd") return BlockTag::item;
  if (tag == "blockquote") return BlockTag::quote;
  if (tag == "pre") return BlockTag::preformatted;
  if (tag == "td" || tag == "th") return BlockTag::cell;
  return BlockTag::other;
}

int strength(Role role) {
  constexpr std::array<int, 6> kStrength = {0, 4, 5, 3, 2, 1};  // in the order of the enum
  return kStrength[static_cast<std::size_t>(role)];
}

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

class Walk {
 public:
  Walk(const html::Document& page, RoleCache& roles, std::vector<Block>& out,
       std::vector<std::uint32_t>& bodies)
      : page_(page), roles_(roles), out_(out), bodies_(bodies) {
    measure();
  }

  void run() {
    const auto nodes = page_.nodes();
    for (std::uint32_t i = 0; i < nodes.size();) {
      while (!open_.empty() && open_.back().end <= i) close();
      const Node& node = nodes[i];
      if (node.is_text()) {
        append(node.text, i);
        ++i;
      } else if (in(kSkipped, node.tag)) {
        i = node.end;
      } else if (node.tag == "br") {
        line_break();
        ++i;
      } else {
        enter(node, i);
        ++i;
      }
    }
    while (!open_.empty()) close();
    flush();
  }

 private:
  // Bytes of running text before each node, to know what share of the page's an element holds: texts of some
  // length outside links.
  void measure() {
    constexpr std::size_t kRunning = 50;
    const auto nodes = page_.nodes();
    before_.assign(nodes.size() + 1, 0);
    headings_.assign(nodes.size() + 1, 0);
    std::uint32_t skip = 0;
    std::uint32_t link = 0;
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      before_[i + 1] = before_[i];
      headings_[i + 1] = headings_[i];
      if (i < skip) continue;
      if (nodes[i].is_text()) {
        if (i >= link && nodes[i].text.size() >= kRunning && running(nodes[i].text))
          before_[i + 1] += static_cast<std::uint32_t>(nodes[i].text.size());
      } else if (in(kSkipped, nodes[i].tag)) {
        skip = nodes[i].end;
      } else if (nodes[i].tag == "a") {
        link = nodes[i].end;
      } else if (nodes[i].tag == "h1") {
        ++headings_[i + 1];
      }
    }
  }
  // More than white space.
  static bool running(std::string_view text) {
    std::size_t letters = 0;
    for (char c : text)
      if (!is_space(c) && ++letters >= 40) return true;
    return false;
  }
  double share(const Node& node, std::uint32_t i) const {
    const double all = before_.back();
    return all == 0 ? 0 : (before_[node.end] - before_[i]) / all;
  }
  // A name on a wrapper of the article says what the page has, not what the wrapper is.
  bool wraps_article(const Node& node, std::uint32_t i, Role role) const {
    const double part = share(node, i);
    const bool title_inside = headings_[node.end] > headings_[i];
    switch (role) {
      case Role::comments: {
        const double before = before_.back() == 0 ? 0 : before_[i] / static_cast<double>(before_.back());
        return (title_inside && part > 0.2) || part > 0.9 || (part > 0.4 && before < 0.04);
      }
      case Role::furniture:
      case Role::caption:
        return part > (title_inside ? 0.12 : 0.35);
      case Role::byline:
        return part > 0.15 || before_[node.end] - before_[i] > 600;
      case Role::none:
      case Role::body:
        break;
    }
    return false;
  }

  Role own_role(const Node& node, std::uint32_t i) {
    const std::string_view tag = node.tag;
    if (tag == "html" || tag == "body" || tag == "main") return Role::none;
    Role role = Role::none;
    if (tag == "nav" || tag == "footer" || tag == "aside" || tag == "form") role = Role::furniture;
    if (tag == "figure" || tag == "figcaption" || tag == "picture") role = Role::caption;
    if (tag == "address") role = Role::byline;
    for (const html::Attribute& a : page_.attributes(node)) {
      Role found = Role::none;
      if (a.name == "class" || a.name == "id" || a.name == "data-component" || a.name == "data-testid")
        found = roles_.of(a.value);
      else if (a.name == "itemprop")
        found = a.value == "articleBody" ? Role::body : a.value == "author" ? Role::byline : Role::none;
      else if (a.name == "role" &&
               (a.value == "navigation" || a.value == "complementary" || a.value == "contentinfo"))
        found = Role::furniture;
      else if (a.name == "hidden" || (a.name == "aria-hidden" && a.value == "true"))
        found = Role::furniture;
      else if (a.name == "style" && (a.value.find("display:none") != std::string_view::npos ||
                                     a.value.find("display: none") != std::string_view::npos))
        found = Role::furniture;
      if (strength(found) > strength(role)) role = found;
    }
    if (wraps_article(node, i, role)) return Role::none;
    return role;
  }

  void enter(const Node& node, std::uint32_t i) {
    const Open* outer = open_.empty() ? nullptr : &open_.back();
    Open now{node.end, i, Role::none, BlockTag::other, 0, false, in(kBlockLevel, node.tag)};
    const Role own = own_role(node, i);
    if (own == Role::body) bodies_.push_back(i);
    now.role = outer != nullptr && strength(outer->role) >= strength(own) ? outer->role : own;
    now.link = (outer != nullptr && outer->link) || node.tag == "a";
    unsigned heading = 0;
    now.tag = tag_of(node.tag, heading);
    now.heading = heading;
    if (outer != nullptr && (!now.block || now.tag == BlockTag::other || now.tag == BlockTag::paragraph)) {
      // Inside a quote, an item or a heading, plain blocks keep its kind.
      if (outer->tag != BlockTag::other &&
          (now.tag == BlockTag::other || outer->tag == BlockTag::quote || outer->tag == BlockTag::item)) {
        now.tag = outer->tag;
        now.heading = outer->heading;
      }
    }
    if (now.block) flush();
    open_.push_back(now);
  }

  void close() {
    if (open_.back().block) flush();
    open_.pop_back();
  }

  void append(std::string_view text, std::uint32_t i) {
    if (open_.empty()) return;
    const bool empty = current_.text.empty();
    bool space = pending_space_;
    std::uint32_t added = 0;
    for (std::size_t k = 0; k < text.size(); ++k) {
      const char c = text[k];
      const bool nbsp = c == '\xC2' && k + 1 < text.size() && text[k + 1] == '\xA0';
      if (is_space(c) || nbsp) {
        space = true;
        if (nbsp) ++k;
        continue;
      }
      if (space && !current_.text.empty() && current_.text.back() != '\n') current_.text += ' ', ++added;
      space = false;
      current_.text += c;
      ++added;
    }
    pending_space_ = space;
    if (added == 0) return;
    breaks_ = 0;
    if (empty) start(i);
    if (open_.back().link) current_.linked += added;
    if (strength(open_.back().role) > strength(current_.role) && open_.back().role != Role::body)
      weaker_ += added;
  }

  void start(std::uint32_t i) {
    const auto block = std::find_if(open_.rbegin(), open_.rend(), [](const Open& o) { return o.block; });
    const Open& owner = block == open_.rend() ? open_.front() : *block;
    current_.node = owner.node;
    current_.at = i;
    current_.tag = owner.tag;
    current_.heading = owner.heading;
    current_.role = owner.role;
    weaker_ = strength(open_.back().role) > strength(owner.role)
                  ? static_cast<std::uint32_t>(current_.text.size())
                  : 0;
    inline_role_ = open_.back().role;
  }

  // One <br> is a line break, two are a paragraph's end.
  void line_break() {
    if (current_.text.empty()) return;
    if (++breaks_ >= 2) {
      flush();
      return;
    }
    current_.text += '\n';
    pending_space_ = false;
  }

  void flush() {
    while (!current_.text.empty() && (current_.text.back() == '\n' || current_.text.back() == ' '))
      current_.text.pop_back();
    if (!current_.text.empty()) {
      // A block that lies mostly inside an inline element with a role has that role.
      if (weaker_ * 2 > current_.text.size() && strength(inline_role_) > strength(current_.role))
        current_.role = inline_role_;
      out_.push_back(std::move(current_));
    }
    current_ = Block{};
    pending_space_ = false;
    breaks_ = 0;
    weaker_ = 0;
  }

  const html::Document& page_;
  RoleCache& roles_;
  std::vector<Block>& out_;
  std::vector<std::uint32_t>& bodies_;
  std::vector<std::uint32_t> before_;    // bytes of running text
  std::vector<std::uint32_t> headings_;  // h1 elements
  std::vector<Open> open_;
  Block current_;
  Role inline_role_ = Role::none;
  std::uint32_t weaker_ = 0;
  unsigned breaks_ = 0;
  bool pending_space_ = false;
};

}  // namespace

Role RoleCache::of(std::string_view names) {
  constexpr std::size_t kMost = 20'000;
  const auto found = known_.find(std::string(names));
  if (found != known_.end()) return found->second;
  if (known_.size() >= kMost) known_.clear();
  return known_.emplace(std::string(names), role_of(names)).first->second;
}

void find_blocks(const html::Document& page, RoleCache& roles, std::vector<Block>& out,
                 std::vector<std::uint32_t>& bodies) {
  out.clear();
  bodies.clear();
  Walk(page, roles, out, bodies).run();
}

std::string collapsed(std::string_view text) {
  std::string out;
  bool space = false;
  for (std::size_t k = 0; k < text.size(); ++k) {
    const bool nbsp = text[k] == '\xC2' && k + 1 < text.size() && text[k + 1] == '\xA0';
    if (is_space(text[k]) || nbsp) {
      space = true;
      if (nbsp) ++k;
      continue;
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    out += text[k];
  }
  return out;
}

}  // namespace dateline::extract
