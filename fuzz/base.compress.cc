// Streams and bodies of every codec. The first byte picks the codec and the size of the reads.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "base/compress.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using dateline::Codec;
  if (size == 0) return 0;
  static constexpr Codec kCodecs[] = {Codec::gzip, Codec::deflate, Codec::zstd, Codec::brotli};
  const Codec codec = kCodecs[data[0] % 4];
  const std::string_view packed(reinterpret_cast<const char*>(data) + 1, size - 1);
  constexpr std::size_t kMost = std::size_t{4} << 20;
  if (dateline::unpack(codec, packed, kMost).bytes.size() > kMost) std::abort();

  dateline::MemoryReader memory(packed);
  dateline::Decompressor stream(memory, codec);
  std::vector<char> piece(1 + data[0] / 4U * 37U);
  std::size_t made = 0;
  std::size_t resumed = 0;
  while (made < kMost) {
    const auto got = stream.read(piece);
    if (!got || *got > piece.size() || stream.taken() > packed.size()) std::abort();
    made += *got;
    if (*got > 0) continue;
    if (stream.problem().empty()) break;
    if (!stream.resume().value_or(false)) break;
    if (++resumed > packed.size()) std::abort();
  }
  dateline::Zstd zstd;
  if (const auto whole = zstd.decompress(packed, kMost); whole && whole->size() > kMost) std::abort();
  const auto again = zstd.decompress(zstd.compress(packed).value(), size);
  if (!again || *again != packed) std::abort();
  return 0;
}
