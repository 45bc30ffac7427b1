#pragma once
// A parsed page as a flat list of nodes in document order: lexbor's tree (the HTML standard's algorithm)
// behind a view that is cheap to walk without recursion.
//
//     <div><p>Dam</p><hr></div>      0 div  end 4
//                                    1   p  end 3
//                                    2     "Dam"  end 3
//                                    3   hr  end 4
//
// The descendants of node i are i+1 ... end-1. Everything that a node says is a view into the Document, which
// must outlive it.

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include <dateline/result.h>

namespace dateline::html {

struct Attribute {
  std::string_view name;  // lower case
  std::string_view value;
};

struct Node {
  std::string_view tag;   // lower case; empty for text
  std::string_view text;  // of a text node
  std::uint32_t parent = 0;
  std::uint32_t end = 0;    // one past the last descendant
  std::uint32_t depth = 0;  // capped at Limits::depth
  std::uint32_t first_attribute = 0;
  std::uint32_t attributes = 0;
  std::uint16_t tag_id = 0;  // see tag_id(); 0 for text
  bool is_text() const { return tag.empty(); }
};

// The parser's number of a tag of HTML, below 256; 65535 for a tag that it does not know.
std::uint16_t tag_id(std::string_view tag);

// Larger pages are cut or refused by who calls; these bound the walk.
struct Limits {
  std::size_t nodes = 2'000'000;  // later ones are left out
};

// Buffers that are kept from page to page; one for each thread.
class Parser {
 public:
  Parser();
  ~Parser();
  Parser(Parser&&) noexcept;
  Parser& operator=(Parser&&) noexcept;

  struct Impl;
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

class Document {
 public:
  // Parses valid UTF-8. Never fails on content; comments, script and style keep their text as text nodes. The
  // document is valid until the parser's next parse.
  static Result<Document> parse(Parser& parser, std::string_view utf8, const Limits& limits = {});

  std::span<const Node> nodes() const { return nodes_; }
  std::span<const Attribute> attributes(const Node& node) const {
    return std::span(*attributes_).subspan(node.first_attribute, node.attributes);
  }
  // The value of an attribute; an empty view with a null pointer if it is not there.
  std::string_view attribute(const Node& node, std::string_view name) const;
  bool truncated() const { return truncated_; }

 private:
  std::span<const Node> nodes_;
  const std::vector<Attribute>* attributes_ = nullptr;
  bool truncated_ = false;
};

}  // namespace dateline::html
