// Bytes and pages a second of reading articles, stage by stage, against lexbor's parse alone. One thread.
//
//     DATELINE_PAGES=pages.jsonl build/release/bench/extract_bench
//
// The file holds {"html": ...} lines; without one the bench makes pages of about the size of a news site's.
// "pages" are counted in items; allocations a page are calls of malloc, calloc and realloc, lexbor's among
// them. The last three are pages that were made to hurt: each should stay under two seconds.
#include <benchmark/benchmark.h>
#include <lexbor/html/html.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "base/json.h"
#include "extract/extract.h"
#include "html/document.h"

extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* data, std::size_t size);
}

namespace {

std::atomic<std::uint64_t> allocations{0};

}  // namespace

extern "C" {
void* malloc(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return __libc_malloc(size);
}
void* calloc(std::size_t count, std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return __libc_calloc(count, size);
}
void* realloc(void* data, std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return __libc_realloc(data, size);
}
}

namespace {

using namespace dateline;

constexpr std::size_t kMost = std::size_t{64} << 20;  // bytes of pages that are read

// A page of some 150 KB: menus, scripts and styles around an article and forty teasers.
std::string made_page(int number) {
  const std::string n = std::to_string(number);
  std::string page =
      "<!DOCTYPE html><html lang=en><head><title>Dam " + n + " breaks | Vellmar Post</title><style>";
  for (int i = 0; i < 600; ++i) page += ".c" + std::to_string(i) + "-" + n + "{margin:0 auto;display:flex}";
  page += "</style></head><body><nav><ul>";
  for (int i = 0; i < 150; ++i)
    page += "<li class=\"menu-item item-" + std::to_string(i) + "\"><a href=\"/s\">Part</a></li>";
  page += "</ul></nav><main><article><h1>Dam " + n + " breaks</h1><div class=\"article-body\">";
  for (int i = 0; i < 30; ++i)
    page += "<p>The dam above Vellmar broke on Sunday night after " + std::to_string(i) +
            " days of rain, the <a href=\"/g\">provincial government</a> said in a statement, and about "
            "forty houses stood "
            "in water by morning.</p>";
  page += "</div></article><aside class=\"related\">";
  for (int i = 0; i < 40; ++i)
    page += "<div class=\"teaser teaser--" + std::to_string(i) +
            "\"><h3><a href=\"/t\">Bridge at Korrin closed again</a></h3>"
            "<p>The ferry runs every twenty minutes until then, the line says.</p></div>";
  page += "</aside></main><script>";
  for (int i = 0; i < 2'000; ++i) page += "function f" + std::to_string(i) + "(a){return a<" + n + "?a:b(a)}";
  return page + "</script></body></html>";
}

std::vector<Capture> read_pages() {
  std::vector<Capture> pages;
  std::size_t bytes = 0;
  const auto add = [&](std::string html) {
    Capture page;
    page.bytes = std::move(html);
    page.decoded = true;
    bytes += page.bytes.size();
    pages.push_back(std::move(page));
  };
  if (const char* path = std::getenv("DATELINE_PAGES")) {
    std::ifstream file(path);
    json::Parser parser;
    for (std::string line; bytes < kMost && std::getline(file, line);)
      if (const auto value = parser.parse(line); value && (*value)["html"].is_string())
        add(std::string((*value)["html"].string()));
  }
  for (int i = 0; pages.size() < 50 && std::getenv("DATELINE_PAGES") == nullptr; ++i) add(made_page(i));
  return pages;
}

const std::vector<Capture>& pages() {
  static const std::vector<Capture> all = read_pages();
  return all;
}

// Calls step(page) for all pages in each iteration.
template <class Step>
void run(benchmark::State& state, const Step& step) {
  std::size_t bytes = 0;
  for (const Capture& page : pages()) bytes += page.bytes.size();
  if (bytes == 0) {
    state.SkipWithError("no pages in DATELINE_PAGES");
    return;
  }
  const std::uint64_t before = allocations;
  for (auto _ : state)
    for (const Capture& page : pages()) step(page);
  const auto count = static_cast<double>(state.iterations()) * static_cast<double>(pages().size());
  state.counters["allocations/page"] = static_cast<double>(allocations - before) / count;
  state.SetItemsProcessed(static_cast<std::int64_t>(count));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(bytes));
}

void lexbor_alone(benchmark::State& state) {
  lxb_html_document_t* document = lxb_html_document_create();
  run(state, [&](const Capture& page) {
    lxb_html_document_clean(document);
    benchmark::DoNotOptimize(lxb_html_document_parse(
        document, reinterpret_cast<const lxb_char_t*>(page.bytes.data()), page.bytes.size()));
  });
  lxb_html_document_destroy(document);
}

void parse(benchmark::State& state) {
  html::Parser parser;
  run(state, [&](const Capture& page) {
    const auto document = html::Document::parse(parser, page.bytes);
    benchmark::DoNotOptimize(document->nodes().size());
  });
}

void parse_and_extract(benchmark::State& state) {
  extract::Scratch scratch;
  run(state, [&](const Capture& page) {
    const Article article = extract::extract_article(page, scratch);
    benchmark::DoNotOptimize(article.text.data());
  });
}

// The article's members as JSON; the article is made once.
void output(benchmark::State& state) {
  extract::Scratch scratch;
  std::vector<Article> articles;
  for (const Capture& page : pages()) articles.push_back(extract::extract_article(page, scratch));
  std::size_t next = 0;
  std::string line;
  run(state, [&](const Capture&) {
    const Article& article = articles[next++ % articles.size()];
    line.clear();
    json::Writer w(line);
    w.begin_object().member("title", article.title).member("text", article.text);
    w.member("comments", article.comments).end_object();
    benchmark::DoNotOptimize(line.data());
  });
}

void hard_page(benchmark::State& state, const std::string& html) {
  Capture page;
  page.bytes = html;
  extract::Scratch scratch;
  for (auto _ : state) benchmark::DoNotOptimize(extract::extract_article(page, scratch).text.size());
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * html.size()));
}

void hard_ten_megabytes(benchmark::State& state) {
  std::string html = "<body>";
  while (html.size() < 10'000'000) html += made_page(7);
  hard_page(state, html);
}
void hard_200000_nodes(benchmark::State& state) {
  std::string html = "<body>";
  for (int i = 0; i < 100'000; ++i) html += "<p class=c" + std::to_string(i) + ">a b";
  hard_page(state, html);
}
void hard_depth_100000(benchmark::State& state) {
  std::string html = "<body>";
  for (int i = 0; i < 100'000; ++i) html += "<div>";
  hard_page(state, html + "The dam above Vellmar broke on Sunday night.");
}

BENCHMARK(lexbor_alone)->Unit(benchmark::kMillisecond);
BENCHMARK(parse)->Unit(benchmark::kMillisecond);
BENCHMARK(parse_and_extract)->Unit(benchmark::kMillisecond);
BENCHMARK(output)->Unit(benchmark::kMillisecond);
BENCHMARK(hard_ten_megabytes)->Unit(benchmark::kMillisecond);
BENCHMARK(hard_200000_nodes)->Unit(benchmark::kMillisecond);
BENCHMARK(hard_depth_100000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
