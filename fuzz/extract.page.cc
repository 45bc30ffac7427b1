// Any bytes as a page, read to the end. The text is valid UTF-8, and reading again gives the same.
#include <cstdlib>

#include "base/utf8.h"
#include "extract/extract.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static dateline::extract::Scratch scratch;
  dateline::Capture capture;
  capture.id = "fuzz";
  capture.url = "https://post.example/2031/06/16/dam";
  capture.bytes.assign(reinterpret_cast<const char*>(data), size);
  const auto first = dateline::extract::extract_article(capture, scratch);
  const auto second = dateline::extract::extract_article(capture, scratch);
  if (!dateline::utf8::valid(first.text) || !dateline::utf8::valid(first.title)) std::abort();
  if (first.text != second.text || first.title != second.title || first.authors != second.authors)
    std::abort();
  return 0;
}
