#pragma once
// What the fuzz targets of ingest share: reading to the end with small limits, and a seed that needs no file.

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "ingest/source.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace dateline::fuzz {

inline std::string_view bytes_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// Reads everything, twice with different limits; what comes out must keep the limits and must end.
inline void read_all(std::string_view bytes, const std::string& name) {
  for (const std::size_t limit : {std::size_t{1} << 20, std::size_t{64}}) {
    ingest::Options options;
    options.limits.page_bytes = options.limits.line_bytes = limit;
    options.limits.header_bytes = 4096;
    options.limits.archive_faults = 50;
    const auto source = ingest::open_bytes(bytes, name, options);
    std::size_t items = 0;
    while (const auto item = source->next()) {
      // A feed's head and a mail's are added to the page after the limit was checked.
      if (*item && (*item)->bytes.size() > limit + (std::size_t{1} << 20)) std::abort();
      if (*item && (*item)->decoded && !utf8::valid((*item)->bytes)) std::abort();
      if (++items > bytes.size() + 2) std::abort();
    }
  }
}

// An empty input becomes the seed; everything else is mutated as usual.
inline std::size_t mutate_from_seed(std::string_view seed, std::uint8_t* data, std::size_t size,
                                    std::size_t most, unsigned random) {
  if (size <= 1 || random % 4096 == 0) {
    size = std::min(seed.size(), most);
    std::memcpy(data, seed.data(), size);
  }
  return LLVMFuzzerMutate(data, size, most);
}

}  // namespace dateline::fuzz
