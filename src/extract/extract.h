#pragma once
// Here is a capture of a page, give me its article: text, title, authors, dates, site. See
// docs/EXTRACTION.md.
//
// Useful for news pages in any language and for plain text that was pasted from one. Not useful for pages
// whose text is made by scripts only: then the text is what the page's data carries, or empty with a
// diagnostic.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <dateline/document.h>
#include <dateline/result.h>

namespace dateline::extract {

struct Limits {
  std::size_t page_bytes = std::size_t{64}
                           << 20;  // larger pages give an article without text and a diagnostic
  std::size_t nodes = 2'000'000;   // elements and texts after these are left out, with a diagnostic
};

// One thread's parser and buffers, kept from page to page.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(Scratch&&) noexcept;
  Scratch& operator=(Scratch&&) noexcept;

  struct Impl;
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

// Why the article is what it is: for people who look at one page.
struct Explanation {
  struct Block {
    std::string text;
    std::string path;  // "div.content > p"
    std::string fate;  // "kept", or why it was dropped
    std::size_t bytes = 0;
    double link_density = 0;
    bool kept = false;
    double score = 0;                                     // of the model; 0 where a rule decides alone
    std::vector<std::pair<std::string, double>> reasons;  // features that moved the score most
    std::vector<int> features;                            // in the order of feature_names()
  };
  struct Value {
    std::string field;  // "title", "authors", "published", ...
    std::string value;
    std::string from;  // "h1", "json-ld headline", "meta og:title", ...
  };
  std::vector<Block> blocks;  // in the page's order
  std::vector<Value> values;
};

// Names of what is measured of each block.
std::vector<std::string> feature_names();

// Never fails: what is odd stands in the article's diagnostics. `capture.kind` is html or text. The text and
// every other field depend on the capture alone. Cost: the parse and about as much again, 1 ms for a page of
// 150 KB.
Article extract_article(const Capture& capture, Scratch& scratch, const Limits& limits = {},
                        Explanation* explanation = nullptr);

}  // namespace dateline::extract
