// Copies and stories on a stream of made articles with a realistic share of copies.
//
//     story_bench                                  Google Benchmark, 1,000 to 10,000 articles
//     story_bench --curve N... [--articles FILE]   a line for each N: seconds, memory, exponent of growth
//     story_bench --record N... [--articles FILE]  the same in a record: settling all, then one article more
//     story_bench --make N [--articles FILE]       the articles as JSON Lines, for other programs
//
// The articles are those of made_articles.h, made from FILE's. The same N gives the same articles.
//
// What is timed: taking the articles in and settling, on two threads. Making them is not.

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "engine/loading.h"
#include "engine/settle.h"
#include "engine/settle_copies.h"
#include "made_articles.h"
#include "store/changes.h"
#include "store/record.h"
#include "store/sqlite.h"
#include "story/copies.h"
#include "story/imprint.h"
#include "story/stories.h"

namespace {

using namespace dateline;
using namespace dateline::bench;

void two_threads(std::size_t n, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  const auto go = [&] {
    for (std::size_t first = next.fetch_add(64); first < n; first = next.fetch_add(64))
      for (std::size_t i = first; i < std::min(n, first + 64); ++i) work(i);
  };
  const std::jthread other(go);
  go();
}

double status_mib(std::string_view field) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(field)) return std::stod(line.substr(field.size() + 1)) / 1024;
  return 0;
}

double processor_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

struct Measured {
  double reading = 0;  // seconds of processor time, which other programs stretch less than the clock's
  double copies = 0;
  double stories = 0;
  double elapsed = 0;
  std::size_t relations = 0;
  std::size_t stories_found = 0;
};

class Timer {
 public:
  Timer(double& processor, double& elapsed) : processor_(processor), elapsed_(elapsed) {}
  ~Timer() {
    processor_ += processor_seconds() - ticks_;
    elapsed_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

 private:
  double& processor_;
  double& elapsed_;
  double ticks_ = processor_seconds();
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// Both indexes take in a thousand articles at a time; the articles themselves are not kept.
Measured measure(const std::vector<std::string>& texts, std::size_t n) {
  Maker maker(texts);
  Measured result;
  story::CopyIndex copies;
  story::StoryIndex stories;
  for (std::size_t first = 0; first < n; first += 1000) {
    std::vector<Article> articles;
    std::vector<Layers> layers;
    for (std::size_t i = first; i < std::min(n, first + 1000); ++i) {
      articles.push_back(maker.next());
      layers.push_back(
          {.sentences = sentences_of(articles.back().text), .times = {}, .mentions = {}, .entities = {}});
    }
    std::vector<story::Document> documents;
    for (std::size_t i = 0; i < articles.size(); ++i)
      documents.push_back(story::view(articles[i], layers[i]));
    const Timer timer(result.reading, result.elapsed);
    std::vector<story::Imprint> imprints(documents.size());
    two_threads(documents.size(), [&](std::size_t i) { imprints[i] = story::imprint_of(documents[i]); });
    for (story::Imprint& imprint : imprints) {
      copies.add(std::move(imprint.print));
      stories.add(std::move(imprint.sketch));
    }
  }
  {
    const Timer timer(result.copies, result.elapsed);
    result.relations = copies.settle(two_threads).relations.size();
  }
  const Timer timer(result.stories, result.elapsed);
  result.stories_found = stories.settle(two_threads).size();
  return result;
}

int curve(const std::vector<std::string>& texts, const std::vector<std::size_t>& sizes) {
  fmt::print("{:>9} {:>9} {:>9} {:>9} {:>9} {:>11} {:>9} {:>9} {:>9}\n", "articles", "reading s", "copies s",
             "stories s", "elapsed s", "ms/article", "peak MiB", "relations", "stories");
  double last_n = 0;
  double last = 0;
  for (const std::size_t n : sizes) {
    const Measured m = measure(texts, n);
    const double seconds = m.reading + m.copies + m.stories;
    fmt::print("{:>9} {:>9.2f} {:>9.2f} {:>9.2f} {:>9.2f} {:>11.3f} {:>9.0f} {:>9} {:>9}", n, m.reading,
               m.copies, m.stories, m.elapsed, seconds * 1000 / static_cast<double>(n), status_mib("VmHWM:"),
               m.relations, m.stories_found);
    if (last_n > 0)
      fmt::print("  n^{:.2f}", std::log(seconds / last) / std::log(static_cast<double>(n) / last_n));
    fmt::print("\n");
    std::fflush(stdout);
    last_n = static_cast<double>(n);
    last = seconds;
  }
  fmt::print(
      "reading, copies, stories: seconds of processor time. Peak memory is that of the whole run up to the "
      "line.\n");
  return 0;
}

// A record without pages' bytes: what settling it costs, all of it at first, then with one article more.
class Settled {
 public:
  Settled(const std::string& path, const std::vector<std::string>& texts)
      : record_(store::Record::create(path)), maker_(texts) {}

  // The next `n`, but for `late` of them, evenly spread, that are held back.
  bool add(std::size_t n, std::size_t late = 0) {
    std::vector<Article> articles;
    auto batch = record_->begin();
    if (!batch) return false;
    for (std::size_t i = 0; i < n; ++i) {
      Article article = maker_.next();
      if (late > 0 && i % (n / late) == n / late / 2)
        late_.push_back(std::move(article));
      else if (!put(*batch, article))
        return false;
    }
    return batch->commit().has_value();
  }

  // One of those that were held back; false where there are none.
  bool add_late() {
    if (late_.empty()) return false;
    auto batch = record_->begin();
    if (!batch || !put(*batch, late_.back()) || !batch->commit()) return false;
    late_.pop_back();
    return true;
  }

  static bool put(store::Batch& batch, const Article& article) {
    Capture capture;
    capture.id = article.id;
    capture.kind = CaptureKind::article;
    capture.bytes = article.id;
    const Layers layers{.sentences = sentences_of(article.text), .times = {}, .mentions = {}, .entities = {}};
    return batch.add(capture, article, layers, {"bench", "bench"}).has_value();
  }

  // Seconds of processor time; less than 0 after a fault.
  double settle() {
    const double start = processor_seconds();
    return engine::settle(*record_, 2) ? processor_seconds() - start : -1;
  }

  struct Copies {
    double seconds = 0;
    std::size_t compared = 0;  // articles
    std::int64_t rows = 0;     // written, removed and changed
    bool local = false;
  };
  // Copies of what was added alone. `keep`: and no stories after it; else nothing of it is kept.
  std::optional<Copies> place_copies(bool keep) {
    const double start = processor_seconds();
    auto batch = record_->begin();
    const auto changes = store::changes(*record_, engine::kSettlingMethod);
    std::vector<engine::Imprinted> made;
    if (!batch || !changes) return std::nullopt;
    auto imprints = engine::load_some(*record_, changes->added, two_threads, made);
    if (!imprints || !engine::put_all(*batch, made)) return std::nullopt;
    const auto rows = [&] { return record_->database().integer("SELECT total_changes()").value_or(0); };
    const std::int64_t before = rows();
    const auto compared = engine::settle_new_copies(*batch, *record_, changes->added, std::move(*imprints));
    if (!compared) return std::nullopt;
    if (keep && (!batch->settle(engine::kSettlingMethod) || !batch->commit())) return std::nullopt;
    return Copies{processor_seconds() - start, compared->value_or(0), rows() - before, compared->has_value()};
  }

  // Bytes that tables have with their indexes.
  std::int64_t bytes_of(const char* names) {
    const std::string sql = fmt::format("SELECT sum(pgsize) FROM dbstat WHERE name IN ({})", names);
    return record_->database().integer(sql.c_str()).value_or(0);
  }

 private:
  Result<store::Record> record_;
  Maker maker_;
  std::vector<Article> late_;
};

// Copies of articles that come one by one.
struct Placed {
  double most = 0;  // seconds
  Settled::Copies sum;
  std::size_t times = 0;
  std::size_t not_local = 0;  // all would have to be settled

  bool take(const std::optional<Settled::Copies>& one) {
    if (!one) return false;
    most = std::max(most, one->seconds);
    sum.seconds += one->seconds;
    sum.compared += one->compared;
    sum.rows += one->rows;
    not_local += one->local ? 0 : 1;
    ++times;
    return true;
  }
  std::string told() const {
    const auto each = static_cast<double>(std::max<std::size_t>(times, 1));
    return fmt::format("{:.1f} / {:.1f} ms, {:.1f} compared, {:.0f} rows{}", sum.seconds * 1000 / each,
                       most * 1000, static_cast<double>(sum.compared) / each,
                       static_cast<double>(sum.rows) / each,
                       not_local == 0 ? "" : fmt::format(" ({} not local)", not_local));
  }
};

int records(const std::vector<std::string>& texts, const std::vector<std::size_t>& sizes) {
  constexpr std::size_t kTimes = 5;
  constexpr std::size_t kLate = 20;
  fmt::print("{:>9} {:>12} {:>20} {:>15} {:>16}  {:45} {}\n", "articles", "settle all s",
             "one article more s", "index B/article", "imprint B/article", "its copies (mean / most)",
             "copies of one that comes late");
  for (const std::size_t n : sizes) {
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / fmt::format("story_bench.{}", getpid());
    std::filesystem::create_directory(folder);
    {
      Settled record((folder / "record").string(), texts);
      if (!record.add(n, kLate)) return 1;
      const double all = record.settle();
      double more = 0;
      Placed placed;
      for (std::size_t i = 0; i < kTimes; ++i) {
        if (!record.add(1) || !placed.take(record.place_copies(false))) return 1;
        more += record.settle() / kTimes;
      }
      Placed late;
      while (record.add_late())
        if (!late.take(record.place_copies(true))) return 1;
      if (all < 0 || more < 0) return 1;
      const auto each = static_cast<std::int64_t>(n + kTimes);
      fmt::print("{:>9} {:>12.2f} {:>20.3f} {:>15} {:>16}  {:45} {}\n", n, all, more,
                 record.bytes_of("'placing', 'placing_content', 'shingle', 'stock', 'look'") / each,
                 record.bytes_of("'imprint'") / each, placed.told(), late.told());
      std::fflush(stdout);
    }
    std::filesystem::remove_all(folder);
  }
  fmt::print(
      "Seconds of processor time, reading and writing the record included. Late: published in the midst of "
      "the "
      "others. Compared: articles whose copies were told anew; rows: written and removed for copies.\n");
  return 0;
}

int make(const std::vector<std::string>& texts, std::size_t n) {
  Maker maker(texts);
  for (std::size_t i = 0; i < n; ++i) {
    std::cout << as_json(maker.next()) << '\n';
  }
  return 0;
}

void settle_all(benchmark::State& state) {
  const std::vector<std::string> texts = invented(2000);
  for (auto _ : state) benchmark::DoNotOptimize(measure(texts, static_cast<std::size_t>(state.range(0))));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(settle_all)->Arg(1000)->Arg(3000)->Arg(10'000)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const auto given = std::ranges::find(words, "--articles");
  const bool file = given != words.end() && given + 1 != words.end();
  if (!words.empty() && (words[0] == "--curve" || words[0] == "--make" || words[0] == "--record")) {
    const std::vector<std::string> texts = file ? texts_of(given[1]) : invented(5000);
    if (texts.empty()) return 1;
    std::vector<std::size_t> sizes;
    for (auto word = words.begin() + 1; word != words.end() && word != given; ++word)
      sizes.push_back(std::stoul(*word));
    if (sizes.empty()) return 1;
    if (words[0] == "--record") return records(texts, sizes);
    return words[0] == "--make" ? make(texts, sizes.front()) : curve(texts, sizes);
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
