#pragma once
// What every later step asks of each node of a page, measured in one pass: what kind its tag is, what its
// class and id names speak of, how much running text and how many links stand before it.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "extract/vocabulary.h"
#include "html/document.h"

namespace dateline::extract {

enum class Kind : unsigned char {
  inline_text,  // an element within a line, or one that is not known
  skipped,      // its text is never shown or never read
  block,        // opens a line of its own
  line_break,
  link,
  text,  // no element
};

// Remembers what each spelling of class and id speaks of; bounded.
class NameCache {
 public:
  std::uint32_t hints(std::string_view names);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> known_;
};

// Views into the document; valid as long as it. Buffers are kept from page to page.
struct PageMap {
  std::vector<Kind> kinds;
  std::vector<std::uint32_t> marks;  // Hint bits of each element itself
  std::vector<std::uint32_t>
      running;  // [n+1] bytes of running text before each node: longer texts outside links
  std::vector<std::uint32_t> headings;  // [n+1] h1 elements before each node
  std::vector<std::uint32_t> links;     // [n+1] bytes of text in links before each node
  std::vector<std::uint32_t> letters;   // [n+1] bytes of text before each node, white space aside

  double share(const html::Node& node, std::uint32_t i) const {
    return running.back() == 0 ? 0 : (running[node.end] - running[i]) / static_cast<double>(running.back());
  }
};

// Fills `out`. O(nodes + bytes).
void map_page(const html::Document& page, NameCache& names, PageMap& out);

inline bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}
// White space collapsed to single spaces, trimmed.
std::string collapsed(std::string_view text);

}  // namespace dateline::extract
