#pragma once
// Layers as the record keeps them: one compact blob an article and kind. Integers are LEB128 (signed ones
// zigzag), a range is the step from the previous range's begin and its size, strings stand once in a table at
// the front:
//
//     version | strings: count, (size, bytes)... | items: count, item...
//
// Decoding trusts nothing: every count, range, enum and index is checked against the text it speaks of.

#include <span>
#include <string>
#include <string_view>

#include <dateline/document.h>
#include <dateline/result.h>

namespace dateline::store {

// Numbers are in records: never reused, never renumbered.
enum class LayerKind : std::uint8_t { sentences = 1, times = 2, names = 3 };
inline constexpr LayerKind kLayerKinds[] = {LayerKind::sentences, LayerKind::times, LayerKind::names};
const char* layer_name(LayerKind kind);

inline constexpr std::size_t kMaxLayerItems = 4'000'000;  // in one blob; a decoder's bound on memory

std::string encode_layer(LayerKind kind, const Layers& layers);

// Fills the part of `layers` that `kind` holds (names: mentions and entities). Error `corrupt` when the blob
// is not one that encode_layer could have made for this text, `unsupported` when its version is newer.
Status decode_layer(LayerKind kind, std::string_view blob, std::string_view text, Layers& layers);

// Every range in bounds, on code point boundaries and in text order, every index and interval valid. What is
// wrong is named by layer and item. O(items).
Status validate(const Layers& layers, std::string_view text);

}  // namespace dateline::store
