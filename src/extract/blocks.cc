#include "extract/blocks.h"

#include <algorithm>
#include <array>

#include "extract/features.h"

namespace dateline::extract {
namespace {

using html::Node;

// Elements around the walk's place.
struct Open {
  std::uint32_t end;
  std::uint32_t node;
  Role role;
  BlockTag tag;
  unsigned heading;
  bool link;
  bool block;
  std::uint64_t named = 0;  // hash of its tag and class, once it was asked for
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

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  a ^= b + 0x9E3779B97F4A7C15ULL + (a << 6) + (a >> 2);
  return a * 0xFF51AFD7ED558CCDULL;
}

std::uint64_t hashed(std::string_view text) {
  std::uint64_t h = 1469598103934665603ULL;
  for (char c : text) {
    if (c >= '0' && c <= '9') continue;  // "post-17"
    h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  return h;
}

// White space, or the first byte of a no-break space.
constexpr std::array<bool, 256> kPartsWords = [] {
  std::array<bool, 256> parts{};
  for (const unsigned char c : {' ', '\n', '\t', '\r', '\f'}) parts[c] = true;
  parts[0xC2] = true;
  return parts;
}();
bool parts_words(char c) {
  return kPartsWords[static_cast<unsigned char>(c)];
}

class Walk {
 public:
  Walk(const html::Document& page, const PageMap& map, std::vector<Block>& out,
       std::vector<std::uint32_t>& bodies)
      : page_(page), map_(map), out_(out), bodies_(bodies) {
    for (std::uint32_t i = 0; i < map.marks.size(); ++i)
      if ((map.marks[i] & hint_body) != 0) named_bodies_.push_back(i);
  }

  void run() {
    const auto nodes = page_.nodes();
    for (std::uint32_t i = 0; i < nodes.size();) {
      while (!open_.empty() && open_.back().end <= i) close();
      const Node& node = nodes[i];
      if (node.is_text()) {
        append(node.text, i);
        ++i;
      } else if (map_.kinds[i] == Kind::skipped) {
        i = node.end;
      } else if (map_.kinds[i] == Kind::line_break) {
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
  bool any_inside(const Node& node, std::uint32_t i, std::uint32_t hint) const {
    return std::any_of(map_.marks.begin() + i + 1, map_.marks.begin() + node.end,
                       [&](std::uint32_t marks) { return (marks & hint) != 0; });
  }

  // Whether another element, neither around this one nor inside it, calls itself the article's body.
  bool body_elsewhere(const Node& node, std::uint32_t i) const {
    constexpr std::uint32_t kSomething = 20;  // bytes of text
    return std::any_of(named_bodies_.begin(), named_bodies_.end(), [&](std::uint32_t body) {
      const std::uint32_t end = page_.nodes()[body].end;
      return (end <= i || body >= node.end) && map_.letters[end] - map_.letters[body] >= kSomething;
    });
  }

  // A name on a wrapper of the article says what the page has, not what the wrapper is.
  bool wraps_article(const Node& node, std::uint32_t i, Role role) const {
    const double part = map_.share(node, i);
    const bool title_inside = map_.headings[node.end] > map_.headings[i];
    switch (role) {
      case Role::comments: {
        const double before =
            map_.running.back() == 0 ? 0 : map_.running[i] / static_cast<double>(map_.running.back());
        if (title_inside) return part > 0.2;
        if (part <= 0.9 && (part <= 0.4 || before >= 0.04)) return false;
        // Comments may be all the text of a page that shows a picture under its headline.
        return map_.headings[i] == 0 || !any_inside(node, i, hint_comments) || any_inside(node, i, hint_body);
      }
      case Role::furniture:
      case Role::caption:
        return part > (title_inside ? 0.12 : 0.35) &&
               (any_inside(node, i, hint_body) || !body_elsewhere(node, i));
      case Role::byline:
        return part > 0.15 || map_.running[node.end] - map_.running[i] > 600 ||
               (part > 0 && any_inside(node, i, hint_body));
      case Role::none:
      case Role::body:
        break;
    }
    return false;
  }

  Role own_role(const Node& node, std::uint32_t i) {
    const std::uint32_t marks = map_.marks[i];
    if (marks == 0 || node.tag == "html" || node.tag == "body" || node.tag == "main") return Role::none;
    Role role = role_of_hints(marks);
    if (strength(role) < strength(Role::furniture) &&
        (marks & (mark_aside | mark_nav | mark_footer | mark_form)) != 0)
      role = Role::furniture;
    if (strength(role) < strength(Role::caption) && (marks & mark_figure) != 0) role = Role::caption;
    return wraps_article(node, i, role) ? Role::none : role;
  }

  void enter(const Node& node, std::uint32_t i) {
    const Open* outer = open_.empty() ? nullptr : &open_.back();
    Open now{node.end, i, Role::none, BlockTag::other, 0, false, map_.kinds[i] == Kind::block};
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
      // All words at once that stand one space apart.
      std::size_t end = k + 1;
      while (end < text.size()) {
        if (!parts_words(text[end]))
          ++end;
        else if (text[end] == ' ' && end + 1 < text.size() && !parts_words(text[end + 1]))
          end += 2;
        else
          break;
      }
      current_.text.append(text, k, end - k);
      added += static_cast<std::uint32_t>(end - k);
      k = end - 1;
    }
    pending_space_ = space;
    if (added == 0) return;
    breaks_ = 0;
    if (empty) start(i);
    if (open_.back().link) current_.linked += added;
    if (strength(open_.back().role) > strength(current_.role) && open_.back().role != Role::body)
      weaker_ += added;
  }

  // Of an open element and the two around it, which are open too.
  std::uint64_t kind_of(std::size_t at) {
    std::uint64_t h = 7;
    for (int up = 0; up < 3; ++up) {
      Open& element = open_[at];
      const Node& node = page_.nodes()[element.node];
      if (element.named == 0) element.named = mixed(node.tag_id, hashed(page_.attribute(node, "class")));
      h = mixed(h, element.named);
      if (at-- == 0) break;
    }
    return h;
  }

  void start(std::uint32_t i) {
    const auto block = std::find_if(open_.rbegin(), open_.rend(), [](const Open& o) { return o.block; });
    const std::size_t at = block == open_.rend() ? 0 : static_cast<std::size_t>(open_.rend() - block) - 1;
    const Open& owner = open_[at];
    current_.node = owner.node;
    current_.at = i;
    current_.kind = kind_of(at);
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
      current_.running = running_text(current_);
      out_.push_back(std::move(current_));
    }
    current_ = Block{};
    pending_space_ = false;
    breaks_ = 0;
    weaker_ = 0;
  }

  const html::Document& page_;
  const PageMap& map_;
  std::vector<Block>& out_;
  std::vector<std::uint32_t>& bodies_;
  std::vector<std::uint32_t> named_bodies_;
  std::vector<Open> open_;
  Block current_;
  Role inline_role_ = Role::none;
  std::uint32_t weaker_ = 0;
  unsigned breaks_ = 0;
  bool pending_space_ = false;
};

}  // namespace

void find_blocks(const html::Document& page, const PageMap& map, std::vector<Block>& out,
                 std::vector<std::uint32_t>& bodies) {
  out.clear();
  bodies.clear();
  Walk(page, map, out, bodies).run();
}

}  // namespace dateline::extract
