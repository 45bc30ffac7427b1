// The record: articles added in a second, and how long a search takes in a record of 50,000 articles. The
// pages are drawn from a made-up vocabulary whose words have Zipf's frequencies, so that the word index has
// the shape of a real one: a few words in every article, most in a handful.

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <random>

#include "store/check.h"
#include "store/read.h"

namespace dateline::store {
namespace {

constexpr int kArticles = 50'000;
constexpr int kVocabulary = 60'000;
constexpr int kWords = 450;  // in an article
constexpr int kBatch = 500;

std::string word_called(int rank) {
  static constexpr const char* kParts[] = {"ba", "dor", "mi", "tel", "ka", "ros", "vin", "lu", "pesh", "or"};
  std::string word;
  for (int left = rank + 10; left > 0; left /= 10) word += kParts[left % 10];
  return word;
}

struct Page {
  Capture capture;
  Article article;
  Layers layers;
};

class Press {
 public:
  Page print(int number) {
    Page page;
    Article& article = page.article;
    article.id = "page-" + std::to_string(number);
    article.url = "https://" + std::to_string(number % 40) + ".example/" + std::to_string(number);
    article.source = "Outlet " + std::to_string(number % 40);
    article.language = "en";
    article.title = words(8);
    const Day day = *make_day(2021, 1, 1) + std::chrono::days{number % 1500};
    article.published = partial_date(day);
    for (int i = 0; i < kWords / 15; ++i) {
      const auto begin = static_cast<std::uint32_t>(article.text.size());
      article.text += words(15);
      page.layers.sentences.push_back({begin, static_cast<std::uint32_t>(article.text.size())});
      if (i % 8 == 0) {
        TimeMention time;
        time.range = {begin, begin + 4};
        time.value = to_string(day);
        time.interval = DayInterval{day, day};
        time.rule = "weekday";
        page.layers.times.push_back(time);
      }
      article.text += i % 5 == 4 ? ".\n\n" : ". ";
    }
    page.capture.id = article.id;
    page.capture.url = article.url;
    page.capture.bytes =
        "<html><body><nav>" + std::string(20'000, ' ') + "</nav>" + article.text + "</body></html>";
    return page;
  }

  std::vector<Page> print(int count, int first) {
    std::vector<Page> pages;
    pages.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) pages.push_back(print(first + i));
    return pages;
  }

 private:
  std::string words(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
      const double u = std::uniform_real_distribution<double>(0, 1)(random_);
      text += (i > 0 ? " " : "") + word_called(static_cast<int>(std::pow(kVocabulary, u)) - 1);
    }
    return text;
  }
  std::mt19937 random_{17};
};

std::string folder() {
  const auto path =
      std::filesystem::temp_directory_path() / ("dateline-store-bench-" + std::to_string(getpid()));
  std::filesystem::create_directories(path);
  return path.string();
}

[[noreturn]] void give_up(const Error& error) {
  std::cerr << error.message << "\n";
  std::exit(1);
}

template <class T>
T must(Result<T> result) {
  if (!result) give_up(result.error());
  return std::move(*result);
}

void must(const Status& status) {
  if (!status) give_up(status.error());
}

void add_pages(Record& record, const std::vector<Page>& pages) {
  const Producers by{.extract = "extract 1", .annotate = "annotate 1"};
  Batch batch = must(record.begin());
  for (const Page& page : pages) must(batch.add(page.capture, page.article, page.layers, by));
  must(batch.settle());
  must(batch.commit());
}

void add(benchmark::State& state) {
  const std::string path = folder() + "/add.record";
  Press press;
  int number = 0;
  {
    Record record = must(Record::create(path));
    for (auto _ : state) {
      state.PauseTiming();
      const std::vector<Page> pages = press.print(kBatch, number);
      number += kBatch;
      state.ResumeTiming();
      add_pages(record, pages);
    }
  }
  state.SetItemsProcessed(number);
  state.counters["bytes_per_article"] = static_cast<double>(std::filesystem::file_size(path)) / number;
  std::filesystem::remove_all(folder());
}
BENCHMARK(add)->Unit(benchmark::kMillisecond);

// Made once for all that ask.
const Record& large_record() {
  static const Record record = [] {
    const std::string path = folder() + "/large.record";
    Record made = must(Record::create(path));
    Press press;
    for (int number = 0; number < kArticles;) {
      const std::vector<Page> pages = press.print(kBatch, number);
      number += kBatch;
      add_pages(made, pages);
    }
    std::atexit([] { std::filesystem::remove_all(folder()); });
    return made;
  }();
  return record;
}

void ask(benchmark::State& state, const Terms& terms, const Filter& filter = {}) {
  const Record& record = large_record();
  std::uint64_t total = 0;
  for (auto _ : state) total = must(search(record, terms, filter, 20)).total;
  state.counters["articles"] = static_cast<double>(total);
}

void search_rare(benchmark::State& state) {
  ask(state, {.all = {word_called(20'000)}, .none = {}});
}
void search_common(benchmark::State& state) {
  ask(state, {.all = {word_called(100)}, .none = {}});
}
void search_two(benchmark::State& state) {
  ask(state, {.all = {word_called(100), word_called(900)}, .none = {}});
}
void search_everywhere(benchmark::State& state) {
  ask(state, {.all = {word_called(0)}, .none = {}});
}
void search_window(benchmark::State& state) {
  Filter filter;
  filter.from = make_day(2022, 3, 1);
  filter.to = make_day(2022, 3, 31);
  ask(state, {.all = {word_called(100)}, .none = {}}, filter);
}
void facets(benchmark::State& state) {
  const Record& record = large_record();
  for (auto _ : state) must(search_facets(record, {.all = {word_called(100)}, .none = {}}, {}));
}
void list_page(benchmark::State& state) {
  const Record& record = large_record();
  for (auto _ : state) must(list_articles(record, {}, {.limit = 50, .after = {}}));
}
void sources(benchmark::State& state) {
  const Record& record = large_record();
  for (auto _ : state) must(list_sources(record, {}));
}
void days(benchmark::State& state) {
  const Record& record = large_record();
  for (auto _ : state) must(list_days(record, {}));
}
void whole_record_through_layers(benchmark::State& state) {
  const Record& record = large_record();
  for (auto _ : state) {
    std::size_t articles = 0;
    must(each_article(record, {}, {}, [&](StoredArticle&&) { return ++articles > 0; }));
    state.SetItemsProcessed(state.items_processed() + static_cast<std::int64_t>(articles));
  }
}
BENCHMARK(search_rare)->Unit(benchmark::kMillisecond);
BENCHMARK(search_common)->Unit(benchmark::kMillisecond);
BENCHMARK(search_two)->Unit(benchmark::kMillisecond);
BENCHMARK(search_everywhere)->Unit(benchmark::kMillisecond);
BENCHMARK(search_window)->Unit(benchmark::kMillisecond);
BENCHMARK(facets)->Unit(benchmark::kMillisecond);
BENCHMARK(list_page)->Unit(benchmark::kMillisecond);
BENCHMARK(sources)->Unit(benchmark::kMillisecond);
BENCHMARK(days)->Unit(benchmark::kMillisecond);
BENCHMARK(whole_record_through_layers)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace dateline::store

BENCHMARK_MAIN();
