// Copies and stories on a stream of made articles, with a realistic share of copies. Prints the curve:
//
//     build/release/story_bench              Google Benchmark, 1,000 to 10,000 articles
//     build/release/story_bench --curve N... seconds and resident memory for each N; the exponent between the
//     last two
//
// The articles: happenings of invented words (a Zipf vocabulary), each told by one to thirty articles; a
// third of the articles are copies of an earlier one, cut, with a credit and background of their own.

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <ctime>
#include <deque>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "story/copies.h"
#include "story/stories.h"

namespace {

using namespace dateline;

struct Stream {
  std::deque<Article> articles;
  std::deque<Layers> layers;
  std::vector<story::Document> documents;
};

class Maker {
 public:
  Maker() {
    for (int i = 0; i < 60'000; ++i) {
      std::string word;
      for (unsigned k = 0; k < 2 + random_() % 3; ++k) {
        word += "bdfgklmnprstvz"[random_() % 14];
        word += "aeiou"[random_() % 5];
      }
      vocabulary_.push_back(word);
    }
  }

  Stream make(std::size_t n) {
    Stream stream;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < n; ++i) {
      if (i % 10 == 0 || names.empty()) {
        names.clear();
        for (int k = 0; k < 25; ++k) names.push_back(vocabulary_[20'000 + random_() % 40'000]);
      }
      Article article;
      article.id = fmt::format("a{:07}", i);
      article.source = fmt::format("S{}", random_() % 300);
      article.published = partial_date(*make_day(2031, 1, 1) + std::chrono::days(i / 300));
      if (i % 3 == 2) {
        const std::string& origin = stream.articles[i - 1 - random_() % std::min<std::size_t>(i, 8)].text;
        article.text = "From our own staff and agencies. " +
                       origin.substr(0, origin.find('.', origin.size() / 2) + 1) + " " + prose(4, names);
      } else {
        article.text = prose(12 + random_() % 16, names);
      }
      add(stream, std::move(article));
    }
    return stream;
  }

 private:
  std::string prose(unsigned sentences, const std::vector<std::string>& names) {
    std::string text;
    for (unsigned s = 0; s < sentences; ++s) {
      for (int w = 0; w < 20; ++w) {
        // Zipf by the inverse of a uniform number: word r about as often as 1 / r.
        const double u = static_cast<double>(random_() % 1'000'000) / 1e6;
        const auto rank =
            static_cast<std::size_t>(std::exp(u * std::log(static_cast<double>(vocabulary_.size())))) - 1;
        std::string word = random_() % 8 == 0 ? names[random_() % names.size()]
                                              : vocabulary_[std::min(rank, vocabulary_.size() - 1)];
        if (w == 0) word[0] = static_cast<char>(word[0] - 'a' + 'A');
        text += (w == 0 ? "" : " ") + word;
      }
      text += ". ";
    }
    text.pop_back();
    return text;
  }

  static void add(Stream& stream, Article article) {
    Layers layers;
    const std::string& text = article.text;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.size(), text.find('.', at) + 1);
      layers.sentences.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
      at = end + 1;
    }
    stream.articles.push_back(std::move(article));
    stream.layers.push_back(std::move(layers));
    stream.documents.push_back(story::view(stream.articles.back(), stream.layers.back()));
  }

  std::mt19937 random_{7};
  std::vector<std::string> vocabulary_;
};

void two_threads(std::size_t n, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  const auto go = [&] {
    for (std::size_t first = next.fetch_add(64); first < n; first = next.fetch_add(64))
      for (std::size_t i = first; i < std::min(n, first + 64); ++i) work(i);
  };
  const std::jthread other(go);
  go();
}

double resident_mib() {
  std::ifstream status("/proc/self/statm");
  double pages = 0;
  double resident = 0;
  status >> pages >> resident;
  return resident * 4096 / (1 << 20);
}

struct Measured {
  double copies = 0;
  double stories = 0;
  double processor = 0;  // seconds of processor time, which other programs do not stretch
};

Measured measure(const Stream& stream) {
  const auto start = std::chrono::steady_clock::now();
  const auto since = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  Measured result;
  const std::clock_t ticks = std::clock();
  {
    story::CopyIndex index;
    index.add(stream.documents, two_threads);
    benchmark::DoNotOptimize(index.settle(two_threads));
    result.copies = since();
  }
  story::StoryIndex index;
  index.add(stream.documents, two_threads);
  benchmark::DoNotOptimize(index.settle(two_threads));
  result.stories = since() - result.copies;
  result.processor = static_cast<double>(std::clock() - ticks) / CLOCKS_PER_SEC;
  return result;
}

int curve(std::span<char*> sizes) {
  double last_n = 0;
  double last_seconds = 0;
  fmt::print("{:>9} {:>10} {:>10} {:>12} {:>9}\n", "articles", "copies s", "stories s", "articles/s",
             "MiB after");
  for (const char* text : sizes) {
    const std::size_t n = std::stoul(text);
    const Stream stream = Maker().make(n);
    const Measured measured = measure(stream);
    const double seconds = measured.processor;
    fmt::print("{:>9} {:>10.2f} {:>10.2f} {:>12.2f} {:>9.0f}", n, measured.copies, measured.stories,
               measured.processor, resident_mib());
    if (last_n > 0)
      fmt::print("  n^{:.2f}", std::log(seconds / last_seconds) / std::log(static_cast<double>(n) / last_n));
    fmt::print("\n");
    std::fflush(stdout);
    last_n = static_cast<double>(n);
    last_seconds = seconds;
  }
  return 0;
}

void settle_all(benchmark::State& state) {
  const Stream stream = Maker().make(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(measure(stream));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(settle_all)->Arg(1000)->Arg(3000)->Arg(10'000)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

int main(int argc, char** argv) {
  if (argc > 2 && std::string_view(argv[1]) == "--curve")
    return curve(std::span(argv + 2, static_cast<std::size_t>(argc - 2)));
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
