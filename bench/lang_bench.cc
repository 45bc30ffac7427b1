// Words a second of the language engine, whole and by component, and what share of the machine's peak its
// products reach.
//
//     build/release/lang_bench [--json] [TEXTS]     articles as JSON Lines; by default those that ./dev
//     parity reads, else the
//                                                   tests' own, many times over
//
// CPU time of one thread; the model is loaded and every word cache is cold at the start of a round.

#include <fmt/format.h>

#include <chrono>
#include <ctime>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "base/json.h"
#include "lang/kernels.h"
#include "lang/lang.h"
#include "lang/model.h"
#include "lang/tok2vec.h"

namespace {

using namespace dateline;
using namespace dateline::lang;

double cpu_seconds(const std::function<void()>& work) {
  timespec from{};
  timespec to{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
  work();
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
  return static_cast<double>(to.tv_sec - from.tv_sec) + 1e-9 * static_cast<double>(to.tv_nsec - from.tv_nsec);
}

std::vector<std::string> read_texts(const std::string& path) {
  std::vector<std::string> texts;
  std::ifstream in(path);
  json::Parser parser;
  for (std::string line; std::getline(in, line);)
    if (const auto value = parser.parse(line)) texts.emplace_back((*value)["text"].string());
  return texts;
}

std::size_t words_of(const std::vector<std::string>& texts) {
  std::size_t words = 0;
  for (const std::string& text : texts) {
    bool inside = false;
    for (const char c : text) {
      const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      words += !space && !inside ? 1 : 0;
      inside = !space;
    }
  }
  return words;
}

// Each component on its own, on what the one before it gave.
struct Components {
  double tokenizer = 0, tok2vec = 0, tagger = 0, parser = 0, rules = 0, lemmas = 0, names = 0;
};

Components components(const ModelParts& model, const std::vector<std::string>& texts) {
  Components seconds;
  Lexicon lexicon(model.words);
  Tokenizer tokenizer(model.tokenizer, lexicon);
  Tok2Vec shared(model.file, model.file.shared, true, lexicon);
  Tok2Vec own(model.file, model.file.names, false, lexicon);
  Parser parser(model.file, model.parser);
  Recogniser recogniser(model.file, model.recogniser);
  std::vector<std::vector<RawToken>> tokens(texts.size());
  seconds.tokenizer = cpu_seconds([&] {
    for (std::size_t i = 0; i < texts.size(); ++i) tokenizer.tokenize(texts[i], tokens[i]);
  });
  for (const std::vector<RawToken>& document : tokens) {
    std::vector<RowType> rows(kPadding, kPad);
    std::vector<WordId> words;
    std::vector<char> spaces;
    for (const RawToken& token : document) {
      rows.push_back(token.word * 2 + (token.space_after ? 1U : 0U));
      words.push_back(token.word);
      spaces.push_back(lexicon[token.word].space ? 1 : 0);
    }
    rows.insert(rows.end(), kPadding, kPad);
    const float* vectors = nullptr;
    seconds.tok2vec += cpu_seconds([&] { vectors = shared.run(rows) + kPadding * kWidth; });
    std::vector<TokenLabels> labels(words.size());
    const Linear& layer = model.file.tagger;
    std::vector<float> out(layer.groups * 16 * words.size());
    seconds.tagger += cpu_seconds([&] {
      kernels().linear(vectors, kWidth, words.size(), kWidth, layer.weights, layer.bias, layer.groups,
                       out.data(), layer.groups * 16);
      for (std::size_t i = 0; i < words.size(); ++i)
        labels[i].tag =
            model.tags[kernels().largest(out.data() + i * layer.groups * 16, 0, model.tags.size())];
    });
    ParseResult parsed;
    seconds.parser += cpu_seconds([&] { parser.parse(vectors, spaces, parsed); });
    for (std::size_t i = 0; i < words.size(); ++i)
      labels[i].dep = model.parser.names[static_cast<std::size_t>(parsed.labels[i])];
    seconds.rules += cpu_seconds([&] { model.rules.apply(lexicon, words, labels); });
    seconds.lemmas += cpu_seconds([&] {  // without the engine's cache
      for (std::size_t i = 0; i < words.size(); ++i)
        if (labels[i].lemma.empty())
          model.lemmas.lemma(lexicon.text(words[i]), lexicon.lower(words[i]), labels[i].pos, labels[i].morph);
    });
    seconds.names += cpu_seconds([&] {
      std::vector<Name> names;
      recogniser.find(own.run(rows) + kPadding * kWidth, spaces, parsed.sentence_starts, names, nullptr);
    });
  }
  return seconds;
}

double whole(const Model& model, const std::vector<std::string>& texts) {
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  std::vector<Document> documents(texts.size());
  Scratch scratch(model);
  return cpu_seconds([&] { parse(model, views, scratch, documents); });
}

// Wall seconds of each thread working on all the texts, over those of one alone.
double threads_gain(const Model& model, const std::vector<std::string>& texts, unsigned threads) {
  const auto wall = [&](unsigned count) {
    const auto start = std::chrono::steady_clock::now();
    {
      std::vector<std::jthread> workers;
      for (unsigned i = 0; i < count; ++i) workers.emplace_back([&] { whole(model, texts); });
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  const double one = wall(1);
  return threads * one / wall(threads);
}

#if defined(__x86_64__)
using Lanes = float __attribute__((vector_size(32)));

// Nothing but fused multiply-adds in registers: twelve sums, as the kernels keep.
__attribute__((target("avx2,fma"))) float multiply_and_add(std::size_t rounds, float seed) {
  const Lanes x = {seed, seed, seed, seed, seed, seed, seed, seed};
  Lanes a{}, b{}, c{}, d{}, e{}, f{}, g{}, h{}, i{}, j{}, k{}, l{};
  for (std::size_t round = 0; round < rounds; ++round)
    asm volatile(
        "vfmadd231ps %12, %12, %0\n"
        "vfmadd231ps %12, %12, %1\n"
        "vfmadd231ps %12, %12, %2\n"
        "vfmadd231ps %12, %12, %3\n"
        "vfmadd231ps %12, %12, %4\n"
        "vfmadd231ps %12, %12, %5\n"
        "vfmadd231ps %12, %12, %6\n"
        "vfmadd231ps %12, %12, %7\n"
        "vfmadd231ps %12, %12, %8\n"
        "vfmadd231ps %12, %12, %9\n"
        "vfmadd231ps %12, %12, %10\n"
        "vfmadd231ps %12, %12, %11\n"
        : "+x"(a), "+x"(b), "+x"(c), "+x"(d), "+x"(e), "+x"(f), "+x"(g), "+x"(h), "+x"(i), "+x"(j), "+x"(k),
          "+x"(l)
        : "x"(x));
  const Lanes sum = a + b + c + d + e + f + g + h + i + j + k + l;
  return sum[0];
}
#endif

// Multiply-adds a second of the window layer beside what the registers alone could do.
void roofline() {
  const std::size_t rows = 128;
  std::vector<float> in((rows + 2) * 96, 0.5F);
  std::vector<float> weights(288 * 288, 0.25F);
  std::vector<float> bias(288, 0.1F);
  std::vector<float> out(rows * 96);
  const int rounds = 400;
  const double seconds = cpu_seconds([&] {
    for (int i = 0; i < rounds; ++i)
      kernels().maxout(in.data(), 96, rows, 288, weights.data(), bias.data(), out.data());
  });
  const double reached = 1e-9 * rounds * static_cast<double>(rows) * 288 * 288 / seconds;
  fmt::print("kernels {}: window layer {:.1f} G multiply-adds/s", kernels().name, reached);
#if defined(__x86_64__)
  if (avx2_kernels() != nullptr) {
    const std::size_t loops = 30'000'000;
    float kept = 0;
    const double alone = cpu_seconds([&] { kept = multiply_and_add(loops, 1e-3F); });
    const double peak = 1e-9 * static_cast<double>(loops) * 96 / alone;
    fmt::print(", {:.0f}% of the {:.1f} of registers alone{}", 100 * reached / peak, peak,
               kept == 0 ? "?" : "");
  }
#endif
  fmt::print("\n");
}

}  // namespace

int main(int argc, char** argv) {
  const bool json = argc > 1 && std::string(argv[1]) == "--json";
  const int at = json ? 2 : 1;
  const auto path = Model::find();
  const auto model = path ? Model::open(*path) : Result<Model>(std::unexpected(path.error()));
  if (!model) {
    fmt::print(stderr, "lang_bench: {}\n", model.error().message);
    return 1;
  }
  std::vector<std::string> texts = read_texts(argc > at ? argv[at] : ".cache/parity/medium/speed.jsonl");
  if (texts.empty()) {
    const auto own = read_texts("tests/lang/reference.jsonl");
    for (int i = 0; i < 200; ++i) texts.insert(texts.end(), own.begin(), own.end());
  }
  const auto words = static_cast<double>(words_of(texts));
  const Components c = components(model->parts(), texts);
  const double all = whole(*model, texts);
  if (json) {
    fmt::print(
        "{{\"whole\":{},\"tokenizer\":{},\"tok2vec\":{},\"tagger\":{},\"parser\":{},\"attribute_ruler\":{},"
        "\"lemmatizer\":{},\"ner\":{}}}\n",
        words / all, words / c.tokenizer, words / c.tok2vec, words / c.tagger, words / c.parser,
        words / c.rules, words / c.lemmas, words / c.names);
    return 0;
  }
  fmt::print("language engine, {} texts, {} words: {:.0f} words/s (CPU time, one thread)\n", texts.size(),
             words, words / all);
  fmt::print(
      "  tokenizer {:.0f}, tok2vec {:.0f}, tagger {:.0f}, parser {:.0f}, rules {:.0f}, lemmas {:.0f}, names "
      "{:.0f}\n",
      words / c.tokenizer, words / c.tok2vec, words / c.tagger, words / c.parser, words / c.rules,
      words / c.lemmas, words / c.names);
  fmt::print("  two threads: {:.2f} times one\n", threads_gain(*model, texts, 2));
  roofline();
  return 0;
}
