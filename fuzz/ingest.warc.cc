// WARC, ARC and the HTTP answers in them: any bytes behind a version line or a filedesc line.
#include "ingest_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = dateline::fuzz::bytes_of(data, size);
  dateline::fuzz::read_all(bytes, "in.warc");
  dateline::fuzz::read_all("WARC/1.0\r\n" + std::string(bytes), "in.warc");
  dateline::fuzz::read_all("filedesc://a 0.0.0.0 20310405060708 text/plain 0\n" + std::string(bytes),
                           "in.arc");
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most,
                                               unsigned seed) {
  return dateline::fuzz::mutate_from_seed(
      "WARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Length: 102\r\n\r\nHTTP/1.1 200 "
      "OK\r\nContent-Type: "
      "text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: "
      "gzip\r\n\r\n5\r\n<p>x<\r\n0\r\n\r\n\r\n\r\n"
      "http://a.example/ 1.2.3.4 20310405060708 text/html 24\nHTTP/1.0 200 OK\n\n<p>xx</p>\n",
      data, size, most, seed);
}
