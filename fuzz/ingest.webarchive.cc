// Property lists, binary and XML.
#include "ingest_fuzz.h"

namespace {

// {WebMainResource: {WebResourceData: "<p>"}}
constexpr char kSeedPlist[] =
    "\xD1\x01\x02"
    "\x5F\x10\x0FWebMainResource"
    "\xD1\x03\x04"
    "\x5F\x10\x0FWebResourceData"
    "\x43<p>"
    "\x08\x0B\x1D\x20\x32"
    "\0\0\0\0\0\0\1\1\0\0\0\0\0\0\0\5\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x36";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = dateline::fuzz::bytes_of(data, size);
  dateline::fuzz::read_all("bplist00" + std::string(bytes), "in.webarchive");
  dateline::fuzz::read_all("<plist><dict><key>WebMainResource</key>" + std::string(bytes), "in.webarchive");
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most,
                                               unsigned seed) {
  return dateline::fuzz::mutate_from_seed(std::string_view(kSeedPlist, sizeof kSeedPlist - 1), data, size,
                                          most, seed);
}
