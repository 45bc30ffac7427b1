#include "html/depth.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace dateline::html {
namespace {

// No content, or an end that is mostly left out and implied by what follows.
constexpr std::array<std::string_view, 30> kNotCounted = {
    "area",  "base",   "br",    "col",   "embed", "hr", "img", "input",    "link",   "meta",
    "param", "source", "track", "wbr",   "p",     "li", "dt",  "dd",       "option", "tr",
    "td",    "th",     "thead", "tbody", "tfoot", "rt", "rp",  "optgroup", "html",   "body"};
constexpr std::array<std::string_view, 5> kRawText = {"script", "style", "textarea", "title", "noscript"};

// Names as numbers of up to eight bytes; longer ones are of no interest here and are 0.
constexpr std::uint64_t packed(std::string_view name) {
  if (name.size() > 8) return 0;
  std::uint64_t out = 0;
  for (const char c : name) out = out << 8 | static_cast<unsigned char>(c);
  return out;
}

// A hash table of such numbers, made at compile time.
template <std::size_t N>
class NameSet {
 public:
  explicit constexpr NameSet(const std::array<std::string_view, N>& names) {
    for (const std::string_view name : names) {
      const std::uint64_t key = packed(name);
      std::size_t at = place(key);
      while (keys_[at] != 0) at = (at + 1) % kSize;
      keys_[at] = key;
    }
  }
  constexpr bool has(std::string_view name) const {
    const std::uint64_t key = packed(name);
    if (key == 0) return false;
    for (std::size_t at = place(key); keys_[at] != 0; at = (at + 1) % kSize)
      if (keys_[at] == key) return true;
    return false;
  }

 private:
  static constexpr std::size_t kSize = 128;
  static constexpr std::size_t place(std::uint64_t key) {
    return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> 57);
  }
  std::array<std::uint64_t, kSize> keys_{};
};
constexpr NameSet kNotCountedSet(kNotCounted);
constexpr NameSet kRawTextSet(kRawText);

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
bool letter(char c) {
  return (lower(c) >= 'a' && lower(c) <= 'z');
}

struct Tag {
  std::size_t begin = 0;
  std::size_t end = 0;  // after '>'
  std::string_view name;
  bool closes = false;
  bool self_closed = false;
};

// Calls use(tag) for each tag in the text, passing over comments and raw text.
template <class Use>
void each_tag(std::string_view html, std::array<char, 16>& name, const Use& use) {
  std::size_t at = 0;
  while (at < html.size()) {
    const void* found = std::memchr(html.data() + at, '<', html.size() - at);
    if (found == nullptr) return;
    at = static_cast<std::size_t>(static_cast<const char*>(found) - html.data());
    if (html.substr(at, 4) == "<!--") {
      const std::size_t end = html.find("-->", at + 4);
      if (end == std::string_view::npos) return;
      at = end + 3;
      continue;
    }
    Tag tag;
    tag.begin = at;
    std::size_t p = at + 1;
    if (p < html.size() && html[p] == '/') tag.closes = true, ++p;
    if (p >= html.size() || !letter(html[p])) {
      ++at;
      continue;
    }
    std::size_t size = 0;
    while (p < html.size() && html[p] != '>' && html[p] != ' ' && html[p] != '/' && html[p] != '\n' &&
           html[p] != '\t') {
      if (size < name.size()) name[size++] = lower(html[p]);
      ++p;
    }
    tag.name = std::string_view(name.data(), size);
    char quote = 0;
    while (p < html.size() && (quote != 0 || html[p] != '>')) {
      if (quote != 0)
        quote = html[p] == quote ? 0 : quote;
      else if ((html[p] == '"' || html[p] == '\'') && html[p - 1] == '=')
        quote = html[p];
      ++p;
    }
    tag.end = std::min(p + 1, html.size());
    tag.self_closed = p > at && p < html.size() && html[p - 1] == '/';
    use(tag);
    at = tag.end;
    if (!tag.closes && kRawTextSet.has(tag.name)) {
      const std::string close = "</" + std::string(tag.name);
      const std::size_t end = html.find(close, at);
      if (end != std::string_view::npos) at = end;
    }
  }
}

bool counted(const Tag& tag) {
  return !kNotCountedSet.has(tag.name);
}

}  // namespace

bool cap_depth(std::string_view html, std::string& out) {
  std::array<char, 16> name{};
  std::size_t depth = 0;
  std::size_t deepest = 0;
  each_tag(html, name, [&](const Tag& tag) {
    if (!counted(tag)) return;
    if (!tag.closes)
      deepest = std::max(deepest, ++depth);
    else if (depth > 0)
      --depth;
  });
  if (deepest <= kMaxDepth) return false;
  out.clear();
  depth = 0;
  std::size_t copied = 0;
  each_tag(html, name, [&](const Tag& tag) {
    if (!counted(tag)) return;
    const bool drop = tag.closes ? depth > kMaxDepth : depth >= kMaxDepth;
    if (!tag.closes)
      ++depth;
    else if (depth > 0)
      --depth;
    if (!drop) return;
    out.append(html, copied, tag.begin - copied);
    copied = tag.end;
  });
  out.append(html, copied);
  return true;
}

}  // namespace dateline::html
