// Bytes a second of the readers, on archives made here.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "base/compress.h"
#include "ingest/source.h"

namespace {

using dateline::Zstd;

std::string page() {
  std::string text = "<html><head><title>Dam</title></head><body>";
  for (int i = 0; i < 400; ++i)
    text += fmt::format("<p class=\"x{}\">The dam at Orlane broke on day {}.</p>\n", i % 7, i);
  return text + "</body></html>";
}

std::string warc(int records) {
  const std::string block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page();
  std::string out;
  for (int i = 0; i < records; ++i)
    out += fmt::format(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{}>\r\nContent-Length: "
        "{}\r\n\r\n{}\r\n\r\n",
        i, block.size(), block);
  return out;
}

std::string json_lines(int lines) {
  std::string html = page();
  std::string escaped;
  for (const char c : html) {
    if (c == '"') escaped += '\\';
    if (c == '\n')
      escaped += "\\n";
    else
      escaped += c;
  }
  std::string out;
  for (int i = 0; i < lines; ++i) out += fmt::format("{{\"id\":\"{}\",\"html\":\"{}\"}}\n", i, escaped);
  return out;
}

void read(benchmark::State& state, const std::string& bytes, std::size_t plain) {
  for (auto _ : state) {
    const auto source = dateline::ingest::open_bytes(bytes, "in", {});
    while (const auto item = source->next()) benchmark::DoNotOptimize(item->has_value());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * plain));
}

void warc_plain(benchmark::State& state) {
  const std::string bytes = warc(400);
  read(state, bytes, bytes.size());
}
void warc_zstd(benchmark::State& state) {
  const std::string bytes = warc(400);
  read(state, Zstd().compress(bytes).value(), bytes.size());
}
void json(benchmark::State& state) {
  const std::string bytes = json_lines(400);
  read(state, bytes, bytes.size());
}

BENCHMARK(warc_plain);
BENCHMARK(warc_zstd);
BENCHMARK(json);

}  // namespace

BENCHMARK_MAIN();
