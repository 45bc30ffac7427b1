#pragma once
// All that is kept of an article to place it among others: one reading of its words for copies and stories.
// A record keeps it as a blob, so that settling reads no text twice.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "story/print.h"
#include "story/sketch.h"

namespace dateline::story {

struct Imprint {
  Print print;
  Sketch sketch;
  std::vector<ByteRange> sentences;  // of the document, as they were given
};

// Which program made an imprint; another number where the same article would give another one.
inline constexpr std::string_view kImprintProducer = "imprint 1";

Imprint imprint_of(const Document& document);

// About 3 KB an article. Without the id.
std::string encode(const Imprint& imprint);
// nullopt when the blob is not one of encode()'s. Takes any bytes.
std::optional<Imprint> decode(std::string_view blob, std::string_view id);

}  // namespace dateline::story
