// JSON Lines and JSON documents.
#include "ingest_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = dateline::fuzz::bytes_of(data, size);
  dateline::fuzz::read_all(bytes, "in.jsonl");
  dateline::fuzz::read_all("{\"id\":\"a\"," + std::string(bytes), "-");
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most,
                                               unsigned seed) {
  return dateline::fuzz::mutate_from_seed(
      "\"url\":\"u\",\"html\":\"<p>\\u00e9\",\"more\":[1,{\"a\":null}]}\n{\"id\":2,\"text\":\"x\"}\nbad\n",
      data, size, most, seed);
}
