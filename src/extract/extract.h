#pragma once
// Here is a capture of a page, give me its article: text, title, authors, dates, site. See
// docs/EXTRACTION.md.
//
// Useful for news pages in any language and for plain text that was pasted from one. Not useful for pages
// whose text is made by scripts only: then the text is what the page's data carries, or empty with a
// diagnostic.

#include <memory>

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

// Never fails: what is odd stands in the article's diagnostics. `capture.kind` is html or text. The text and
// every other field depend on the capture alone. Cost: the parse and about as much again, 1 ms for a page of
// 150 KB.
Article extract_article(const Capture& capture, Scratch& scratch, const Limits& limits = {});

}  // namespace dateline::extract
