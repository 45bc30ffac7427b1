// RSS, Atom, RDF, JSON Feed and sitemaps.
#include "ingest_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = dateline::fuzz::bytes_of(data, size);
  for (const std::string_view head :
       {"", "<rss>", "<feed>", "<urlset>", "{\"version\":\"jsonfeed.org/version\",\"items\":"})
    dateline::fuzz::read_all(std::string(head) + std::string(bytes), "in.xml");
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most,
                                               unsigned seed) {
  return dateline::fuzz::mutate_from_seed(
      R"(<channel><title>t</title><item><title>x</title><link>y</link><pubDate>Tue, 3 Jun 2008 11:05:30 GMT</pubDate>)"
      R"(<content:encoded><![CDATA[<p>z]]></content:encoded></item></channel></rss>)",
      data, size, most, seed);
}
