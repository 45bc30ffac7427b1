// Mail and MHTML.
#include "ingest_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = dateline::fuzz::bytes_of(data, size);
  dateline::fuzz::read_all("MIME-Version: 1.0\nContent-Type: " + std::string(bytes), "in.mhtml");
  dateline::fuzz::read_all(bytes, "in.eml");
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most,
                                               unsigned seed) {
  return dateline::fuzz::mutate_from_seed(
      "multipart/related; boundary=\"b\"; start=<1>\nSubject: =?utf-8?Q?a=20b?= =?koi8-r?B?0J8=?=\nFrom: a "
      "<b@c>\nDate: 3 Jun 2008\n\n"
      "--b\nContent-Type: text/html; charset=koi8-r\nContent-Transfer-Encoding: "
      "quoted-printable\n\n<p>=D0=\n</p>\n--b--\n",
      data, size, most, seed);
}
