// Timelines of a record with many articles: what each kind of question costs.
//
//     timeline_bench [ARTICLES] [--articles FILE] [--folder FOLDER]
//
// Makes a record of so many articles (20,000; see made_articles.h: from FILE, or of invented words) by
// engine::add, without the language engine, whose names no timeline reads: sentences and times are there as
// `dateline add --no-names` makes them, and all is settled. The record is kept in FOLDER (.cache/bench); a
// second run does not make it again. Each question is asked in a process of its own that opens the record,
// answers and ends, as `dateline timeline` does; the file is in the system's cache. The least of three runs
// is given (of one for everything), since other programs only add. `answer` is a hash of all that was
// answered.

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/hash.h"
#include "engine/add.h"
#include "engine/settle.h"
#include "made_articles.h"
#include "query/timeline.h"

namespace {

using namespace dateline;
using namespace dateline::bench;

struct Cost {
  double elapsed = 0;    // seconds
  double processor = 0;  // seconds
  double peak = 0;       // MiB
  std::string said;      // what the work gave; empty: it failed
};

// In a process of its own, so that the memory is that of the work alone.
Cost measured(const std::function<std::string()>& work) {
  Cost cost;
  int ends[2];
  if (pipe(ends) != 0) return cost;
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    const std::string said = work();
    const bool whole = write(ends[1], said.data(), said.size()) == static_cast<ssize_t>(said.size());
    _exit(whole ? 0 : 1);
  }
  close(ends[1]);
  char buffer[4096];
  for (ssize_t n = 0; (n = read(ends[0], buffer, sizeof buffer)) > 0;)
    cost.said.append(buffer, static_cast<std::size_t>(n));
  close(ends[0]);
  int status = 0;
  rusage used{};
  if (child < 0 || wait4(child, &status, 0, &used) != child || status != 0) cost.said.clear();
  cost.elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  cost.processor = seconds(used.ru_utime) + seconds(used.ru_stime);
  cost.peak = static_cast<double>(used.ru_maxrss) / 1024;
  return cost;
}

// Made articles as they would come from a file of JSON Lines.
class MadeSource : public ingest::CaptureSource {
 public:
  MadeSource(const std::vector<std::string>& texts, std::size_t n) : maker_(texts), left_(n) {}

  std::optional<ingest::Item> next() override {
    if (left_ == 0) return std::nullopt;
    --left_;
    const Article article = maker_.next();
    Capture capture;
    capture.id = article.id;
    capture.kind = CaptureKind::article;
    capture.decoded = true;
    capture.bytes = as_json(article);
    return capture;
  }

 private:
  Maker maker_;
  std::size_t left_;
};

std::vector<std::string> texts_for(const std::string& articles) {
  return articles.empty() ? invented(5000) : texts_of(articles);
}

std::string made(const std::string& path, std::size_t n, const std::string& articles) {
  const std::vector<std::string> texts = texts_for(articles);
  if (texts.empty()) return "";
  auto record = store::Record::create(path);
  if (!record) return fmt::print(stderr, "timeline_bench: {}\n", record.error().message), "";
  MadeSource source(texts, n);
  engine::AddOptions options;
  options.problem = [](const Error& error) { fmt::print(stderr, "timeline_bench: {}\n", error.message); };
  const auto added = engine::add(*record, source, options);
  return added && added->added > 0 ? fmt::format("{}", added->added) : "";
}

// Runs of capitalised words, and single words, with how many texts have them.
struct Found {
  std::map<std::string, std::size_t> runs[4];  // by words; 0: words in small letters
};

void look(const std::string& text, Found& found) {
  std::vector<story::Word> words;
  story::read_words(text, words);
  std::map<std::string, std::size_t> here[4];
  for (std::size_t i = 0; i < words.size();) {
    std::size_t end = i;
    while (end < words.size() && words[end].capital && !words[end].common &&
           (end == i || words[end].range.begin == words[end - 1].range.end + 1))
      ++end;
    const std::size_t count = end - i;
    const bool opens = words[i].range.begin < 2 || text[words[i].range.begin - 2] == '.';
    bool name = count >= 1 && count <= 3 && !opens;
    for (std::size_t k = i; name && k < end; ++k)
      name = words[k].range.size() > 3 && !of_calendar(slice(text, words[k].range));
    if (name)
      here[count][text.substr(words[i].range.begin, words[end - 1].range.end - words[i].range.begin)] = 1;
    const bool small = !words[i].capital && !words[i].common && !words[i].number;
    if (small && !of_calendar(slice(text, words[i].range)) && words[i].range.size() > 4)
      here[0][std::string(slice(text, words[i].range))] = 1;
    i = std::max(end, i + 1);
  }
  for (std::size_t kind = 0; kind < 4; ++kind)
    for (const auto& [run, one] : here[kind]) found.runs[kind][run] += one;
}

struct Question {
  std::string kind;
  std::vector<std::string> terms;
};

// The most frequent of each kind in the texts, as what a person would ask of such a record.
std::vector<Question> questions(const std::string& articles) {
  constexpr std::size_t kTexts = 2000;
  const std::vector<std::string> texts = texts_for(articles);
  Found found;
  const std::size_t step = std::max<std::size_t>(1, texts.size() / kTexts);
  for (std::size_t i = 0; i < texts.size(); i += step) look(texts[i], found);
  std::vector<std::string> ranked[4];
  for (std::size_t kind = 0; kind < 4; ++kind) {
    std::vector<std::pair<std::size_t, std::string>> order;
    for (const auto& [run, count] : found.runs[kind]) order.emplace_back(count, run);
    std::ranges::sort(order, std::ranges::greater());
    for (std::size_t i = 0; i < std::min<std::size_t>(order.size(), 30); ++i)
      ranked[kind].push_back(order[i].second);
  }
  std::vector<Question> asked;
  const auto& words = ranked[0];
  const auto name = [&](const char* kind, std::size_t size) {
    if (ranked[size].size() > 1) asked.push_back({kind, {ranked[size][1]}});
  };
  if (words.size() == 30) {
    asked.push_back({"topic", {words[12] + " " + words[19] + " " + words[26]}});
    asked.push_back({"topics", {words[15] + " " + words[17], words[21], words[25] + " " + words[28]}});
    asked.push_back({"common word", {words[0]}});
  }
  name("place", 1);
  name("person", 2);
  name("body", 3);
  asked.push_back({"nothing", {"qzxvwk jqzx"}});
  asked.push_back({"everything", {}});
  return asked;
}

// The questions come from a process of their own, too: the texts are not to count as memory of the answers.
std::vector<Question> questions_apart(const std::string& articles) {
  const Cost cost = measured([&] {
    std::string lines;
    for (const Question& question : questions(articles)) {
      lines += question.kind;
      for (const std::string& term : question.terms) lines += "\t" + term;
      lines += "\n";
    }
    return lines;
  });
  std::vector<Question> asked;
  for (std::size_t at = 0; at < cost.said.size();) {
    const std::size_t end = cost.said.find('\n', at);
    Question question;
    for (std::size_t from = at; from <= end;) {
      const std::size_t to = std::min(cost.said.find('\t', from), end);
      std::string part = cost.said.substr(from, to - from);
      if (from == at)
        question.kind = std::move(part);
      else
        question.terms.push_back(std::move(part));
      from = to + 1;
    }
    asked.push_back(std::move(question));
    at = end + 1;
  }
  return asked;
}

// All of an answer that a reader can see, as text.
std::string shown(const query::TimelineArticles& articles, const timeline::Timeline& made) {
  std::string out;
  const auto line = [&](const timeline::Line& one) {
    out += fmt::format(" {}:{}-{}", to_hex(articles.keys[one.document]), one.range.begin, one.range.end);
  };
  for (const timeline::Entry& entry : made.entries) {
    out += fmt::format("{} {} {} {}", to_string(entry.date), timeline::name_of(entry.status),
                       entry.independent, entry.weight);
    for (const timeline::Line& one : entry.summary) line(one);
    for (const timeline::Line& one : entry.later) line(one);
    for (const std::uint32_t document : entry.documents) out += " " + to_hex(articles.keys[document]);
    out += "\n";
  }
  return out;
}

// "articles entries hash" of the timeline; dates: nullopt for as many as stand out.
std::string answer(const std::string& path, const Question& question, std::optional<std::size_t> dates) {
  const auto record = store::Record::open(path, store::Mode::read);
  if (!record) return "";
  query::TimelineAsk ask;
  ask.terms = question.terms;
  const auto articles = query::timeline_articles(*record, ask);
  if (!articles) return "";
  const timeline::Query query{
      .terms = articles->terms, .from = {}, .to = {}, .dates = dates, .parallel = engine::on_threads(0)};
  const timeline::Timeline made = timeline::make_timeline(articles->documents, articles->copies, query);
  return fmt::format("{:>8} {:>7}  {:016x}", articles->keys.size(), made.entries.size(),
                     hash64(shown(*articles, made)));
}

bool ask(const std::string& path, const Question& question, std::optional<std::size_t> dates) {
  constexpr int kRuns = 3;
  Cost best;
  for (int run = 0; run < (question.terms.empty() ? 1 : kRuns); ++run) {
    Cost cost = measured([&] { return answer(path, question, dates); });
    if (cost.said.empty()) return false;
    if (run > 0 && cost.said != best.said) return false;  // the same question has the same answer
    cost.elapsed = run == 0 ? cost.elapsed : std::min(cost.elapsed, best.elapsed);
    cost.processor = run == 0 ? cost.processor : std::min(cost.processor, best.processor);
    best = std::move(cost);
  }
  std::string words;
  for (const std::string& term : question.terms) words += (words.empty() ? "" : " | ") + term;
  fmt::print("{:<12} {:>5} {:>9.3f} {:>7.3f} {:>9.0f} {}  {}\n", question.kind,
             dates ? fmt::format("{}", *dates) : "auto", best.elapsed, best.processor, best.peak, best.said,
             words);
  std::fflush(stdout);
  return true;
}

// Makes the record if it is not there, and brings one of an earlier version up to this one.
bool prepare(const std::string& path, std::size_t n, const std::string& articles) {
  if (!std::filesystem::exists(path)) {
    const std::string part = path + ".part";
    std::error_code ignored;
    for (const char* end : {"", "-wal", "-shm", "-lock"}) std::filesystem::remove(part + end, ignored);
    fmt::print("Making a record of {} articles...\n", n);
    std::fflush(stdout);
    const Cost cost = measured([&] { return made(part, n, articles); });
    if (cost.said.empty()) return false;
    std::filesystem::rename(part, path);
    fmt::print("Added and settled in {:.0f} s ({:.0f} s of processor time), peak {:.0f} MiB.\n", cost.elapsed,
               cost.processor, cost.peak);
  }
  const Cost cost = measured([&]() -> std::string {
    auto record = store::Record::open(path, store::Mode::write);
    return record && engine::settle(*record) ? "settled" : "";
  });
  return !cost.said.empty();
}

int run(std::size_t n, const std::string& articles, const std::string& folder) {
  std::filesystem::create_directories(folder);
  std::string from = "invented";
  if (!articles.empty()) {
    std::ifstream in(articles, std::ios::binary);
    from = fmt::format("{:016x}", hash64(std::string(std::istreambuf_iterator<char>(in), {})));
  }
  const std::string path = fmt::format("{}/{}-{}.dateline", folder, n, from);
  if (!prepare(path, n, articles)) return fmt::print(stderr, "timeline_bench: {} was not made\n", path), 1;
  fmt::print("{}: {} MiB\n{:<12} {:>5} {:>9} {:>7} {:>9} {:>8} {:>7}  {:<16}\n", path,
             std::filesystem::file_size(path) >> 20U, "question", "dates", "elapsed s", "CPU s", "peak MiB",
             "articles", "entries", "answer");
  for (const Question& question : questions_apart(articles))
    for (const std::optional<std::size_t> dates :
         {std::optional<std::size_t>(), std::optional<std::size_t>(1000)})
      if (!ask(path, question, dates)) return 1;
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t n = 20'000;
  std::string articles;
  std::string folder = ".cache/bench";
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word.starts_with("--benchmark_")) continue;  // ./dev bench gives every bench the same options
    const auto read = std::from_chars(word.data(), word.data() + word.size(), n);
    if (read.ec == std::errc() && read.ptr == word.data() + word.size() && n > 0) continue;
    const bool named = (word == "--articles" || word == "--folder") && i + 1 < argc;
    if (!named) return fmt::print(stderr, "timeline_bench: what is '{}'?\n", word), 2;
    (word == "--articles" ? articles : folder) = argv[++i];
  }
  return run(n, articles, folder);
}
