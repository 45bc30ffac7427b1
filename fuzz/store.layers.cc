// A layer's blob: whatever the bytes, the answer is an error or layers that fit the text, and what was
// decoded is encoded and decoded to the same.

#include <cstdint>
#include <cstdlib>

#include "store/layers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline;
  using namespace dateline::store;
  if (size < 2) return 0;
  const LayerKind kind = kLayerKinds[data[0] % std::size(kLayerKinds)];
  // A text of up to 255 bytes in which every third character takes two.
  std::string text;
  while (text.size() + 4 <= data[1]) text += "ab\u00e9";
  const std::string_view blob(reinterpret_cast<const char*>(data) + 2, size - 2);
  Layers layers;
  if (!decode_layer(kind, blob, text, layers)) return 0;
  if (!validate(layers, text)) std::abort();
  const std::string again = encode_layer(kind, layers);
  Layers read;
  if (!decode_layer(kind, again, text, read) || encode_layer(kind, read) != again) std::abort();
  return 0;
}
