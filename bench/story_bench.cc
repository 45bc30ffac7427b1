// Copies and stories on a stream of made articles with a realistic share of copies.
//
//     story_bench                                  Google Benchmark, 1,000 to 10,000 articles
//     story_bench --curve N... [--articles FILE]   a line for each N: seconds, memory, exponent of growth
//     story_bench --record N... [--articles FILE]  the same in a record: settling all, then one article more
//     story_bench --make N [--articles FILE]       the articles as JSON Lines, for other programs
//
// The articles are made from those of FILE (JSON Lines: text, published): again and again the whole of it,
// each time with every content word exchanged for one that is about as frequent, so that each round is news
// of its own with the sentences, names and repetitions of real news. Without FILE they are made of invented
// words with the frequencies of a language. A third of the articles are copies of one shortly before: cut,
// trimmed, with a headline, a credit and background of their own. The same N gives the same articles.
//
// What is timed: taking the articles in and settling, on two threads. Making them is not.

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <ctime>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "base/json.h"
#include "engine/settle.h"
#include "store/record.h"
#include "story/copies.h"
#include "story/imprint.h"
#include "story/stories.h"
#include "story/words.h"

namespace {

using namespace dateline;

// Exchanges the content words of a text for others of about the same frequency.
class Exchange {
 public:
  explicit Exchange(const std::vector<std::string>& texts) {
    std::map<std::string, std::pair<std::size_t, std::size_t>, std::less<>> counts;  // all, capitalised
    std::vector<story::Word> words;
    for (const std::string& text : texts) {
      story::read_words(text, words);
      for (const story::Word& word : words) {
        if (word.common || word.number) continue;
        auto& count = counts[lowered(slice(text, word.range))];
        ++count.first;
        count.second += word.capital ? 1U : 0U;
      }
    }
    for (const auto& [word, count] : counts)
      ranked_[2 * count.second > count.first ? 1 : 0].emplace_back(count.first, word);
    for (auto& list : ranked_) {
      std::ranges::stable_sort(list, std::ranges::greater(), [](const auto& entry) { return entry.first; });
      for (std::size_t rank = 0; rank < list.size(); ++rank)
        place_[list[rank].second] = {static_cast<std::uint32_t>(&list - ranked_), rank};
    }
  }

  // Round 0 is the text itself.
  std::string apply(const std::string& text, std::uint64_t round) {
    if (round == 0) return text;
    story::read_words(text, words_);
    std::string out;
    std::size_t at = 0;
    for (const story::Word& word : words_) {
      const auto found = place_.find(lowered(slice(text, word.range)));
      if (found == place_.end() || word.common) continue;
      out += text.substr(at, word.range.begin - at);
      std::string other = exchanged(found->second, round);
      if (word.capital) other[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(other[0])));
      out += other;
      at = word.range.end;
    }
    return out + text.substr(at);
  }

 private:
  struct Place {
    std::uint32_t list;
    std::size_t rank;
  };

  static std::string lowered(std::string_view word) {
    std::string out(word);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
  }

  // Within its block of ranks, by a step that is another for each round.
  const std::string& exchanged(Place place, std::uint64_t round) const {
    const auto& list = ranked_[place.list];
    constexpr std::size_t kBlock = 1024;
    const std::size_t first = place.rank / kBlock * kBlock;
    const std::size_t size = std::min(kBlock, list.size() - first);
    const std::uint64_t shift = std::mt19937_64(round * 1000 + first)();
    return list[first + (place.rank - first + shift) % size].second;
  }

  std::vector<std::pair<std::size_t, std::string>> ranked_[2];  // common nouns and the like; names
  std::map<std::string, Place, std::less<>> place_;
  std::vector<story::Word> words_;
};

// Texts of invented words, ten articles to a happening that share its names.
std::vector<std::string> invented(std::size_t n) {
  std::mt19937 random(7);
  std::vector<std::string> vocabulary;
  for (int i = 0; i < 60'000; ++i) {
    std::string word;
    for (unsigned k = 0; k < 2 + random() % 3; ++k) {
      word += "bdfgklmnprstvz"[random() % 14];
      word += "aeiou"[random() % 5];
    }
    vocabulary.push_back(word);
  }
  std::vector<std::string> names;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < n; ++i) {
    if (i % 10 == 0) {
      names.clear();
      for (int k = 0; k < 25; ++k) names.push_back(vocabulary[20'000 + random() % 40'000]);
    }
    std::string text;
    for (unsigned s = 0; s < 12 + i % 16; ++s) {
      for (int w = 0; w < 20; ++w) {
        // Zipf by the inverse of a uniform number: word r about as often as 1 / r.
        const double u = static_cast<double>(random() % 1'000'000) / 1e6;
        const auto rank =
            static_cast<std::size_t>(std::exp(u * std::log(static_cast<double>(vocabulary.size())))) - 1;
        std::string word = random() % 8 == 0 ? names[random() % names.size()]
                                             : vocabulary[std::min(rank, vocabulary.size() - 1)];
        if (w == 0) word[0] = static_cast<char>(word[0] - 'a' + 'A');
        text += (w == 0 ? "" : " ") + word;
      }
      text += s % 3 == 2 ? ".\n\n" : ". ";
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

std::vector<std::string> texts_of(const std::string& path) {
  std::ifstream in(path);
  json::Parser parser;
  std::vector<std::string> texts;
  for (std::string line; std::getline(in, line);) {
    const auto value = parser.parse(line);
    if (value && !(*value)["text"].string().empty()) texts.emplace_back((*value)["text"].string());
  }
  return texts;
}

std::vector<ByteRange> sentences_of(std::string_view text) {
  std::vector<ByteRange> result;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min({text.find(". ", at), text.find(".\n", at), text.find('\n', at), text.size()});
    if (end < text.size() && text[end] == '.') ++end;
    if (end > at) result.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
    at = end + 1;
  }
  return result;
}

// The stream, one article after the other.
class Maker {
 public:
  explicit Maker(const std::vector<std::string>& texts) : texts_(texts), exchange_(texts) {}

  Article next() {
    const std::size_t i = made_++;
    Article article;
    article.id = fmt::format("a{:07}", i);
    article.source = fmt::format("Paper {}", random_() % 300);
    article.published = partial_date(*make_day(2031, 1, 1) + std::chrono::days(i / 300));
    article.published->clock = fmt::format("{:02}:{:02}:00", i % 300 / 13, i % 300 % 13 * 4);
    if (i % 3 == 2 && recent_.size() > 1) {
      article.text = copy();
    } else {
      article.text = exchange_.apply(texts_[base_ % texts_.size()], base_ / texts_.size());
      ++base_;
      recent_.push_back(article.text);
      if (recent_.size() > 12) recent_.pop_front();
    }
    return article;
  }

 private:
  std::string copy() {
    const std::string& origin = recent_[random_() % recent_.size()];
    const std::string& other = recent_[random_() % recent_.size()];
    const std::vector<ByteRange> sentences = sentences_of(origin);
    const std::size_t keep = std::max<std::size_t>(1, sentences.size() * (50 + random_() % 51) / 100);
    std::string text = "Latest from the agencies\n\n";
    for (std::size_t s = 0; s < keep; ++s)
      if (random_() % 12 != 0) text += std::string(slice(origin, sentences[s])) + (s % 3 == 2 ? "\n\n" : " ");
    if (random_() % 2 == 0) text += "\n\nWith inputs from our own staff.";
    if (random_() % 4 == 0) text += "\n\n" + other.substr(0, other.find('\n', other.size() / 8));
    return text;
  }

  const std::vector<std::string>& texts_;
  Exchange exchange_;
  std::mt19937 random_{11};
  std::deque<std::string> recent_;
  std::size_t made_ = 0;
  std::size_t base_ = 0;
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

  bool add(std::size_t n) {
    auto batch = record_->begin();
    if (!batch) return false;
    for (std::size_t i = 0; i < n; ++i) {
      const Article article = maker_.next();
      Capture capture;
      capture.id = article.id;
      capture.kind = CaptureKind::article;
      capture.bytes = article.id;
      const Layers layers{
          .sentences = sentences_of(article.text), .times = {}, .mentions = {}, .entities = {}};
      if (!batch->add(capture, article, layers, {"bench", "bench"})) return false;
    }
    return batch->commit().has_value();
  }

  // Seconds of processor time; less than 0 after a fault.
  double settle() {
    const double start = processor_seconds();
    return engine::settle(*record_, 2) ? processor_seconds() - start : -1;
  }

 private:
  Result<store::Record> record_;
  Maker maker_;
};

int records(const std::vector<std::string>& texts, const std::vector<std::size_t>& sizes) {
  constexpr std::size_t kTimes = 5;
  fmt::print("{:>9} {:>12} {:>20}\n", "articles", "settle all s", "one article more s");
  for (const std::size_t n : sizes) {
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / fmt::format("story_bench.{}", getpid());
    std::filesystem::create_directory(folder);
    {
      Settled record((folder / "record").string(), texts);
      if (!record.add(n)) return 1;
      const double all = record.settle();
      double more = 0;
      for (std::size_t i = 0; i < kTimes; ++i) more += record.add(1) ? record.settle() / kTimes : -1;
      if (all < 0 || more < 0) return 1;
      fmt::print("{:>9} {:>12.2f} {:>20.3f}\n", n, all, more);
      std::fflush(stdout);
    }
    std::filesystem::remove_all(folder);
  }
  fmt::print("Seconds of processor time, reading and writing the record included.\n");
  return 0;
}

int make(const std::vector<std::string>& texts, std::size_t n) {
  Maker maker(texts);
  for (std::size_t i = 0; i < n; ++i) {
    const Article article = maker.next();
    std::string line;
    json::Writer w(line);
    w.begin_object().member("id", article.id).member("source", article.source);
    w.member("published", to_string(*article.published)).member("text", article.text).end_object();
    std::cout << line << '\n';
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
