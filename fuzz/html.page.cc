// Any bytes as a page: decoded, parsed, laid out. Every node's range stays inside the page.
#include <cstdlib>

#include "html/charset.h"
#include "html/document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto page = dateline::html::to_utf8({reinterpret_cast<const char*>(data), size}, "");
  static dateline::html::Parser parser;
  const auto document = dateline::html::Document::parse(parser, page.text, {.nodes = 5'000});
  if (!document) return 0;
  const auto nodes = document->nodes();
  if (nodes.size() > 5'000) std::abort();
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (nodes[i].end <= i || nodes[i].end > nodes.size() || nodes[i].parent > i) std::abort();
  return 0;
}
