// What a record keeps of articles to settle by: any bytes are refused or read, and what was read is written
// and read again as the same.

#include "story/placing.h"

#include <cstdlib>

#include "story/imprint.h"

using namespace dateline::story;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::uint32_t kSelf = 7;
  constexpr std::size_t kSentences = 40;
  const std::string_view blob(reinterpret_cast<const char*>(data), size);
  copying::Placing placing;
  if (copying::decode(blob, kSelf, kSentences, placing)) {
    const std::string written = encode(placing);
    copying::Placing again;
    if (!copying::decode(written, kSelf, kSentences, again) || encode(again) != written) std::abort();
  }
  if (const auto imprint = decode(blob, "id")) {
    const std::string written = encode(*imprint);
    const auto again = decode(written, "id");
    if (!again || encode(*again) != written) std::abort();
  }
  return 0;
}
