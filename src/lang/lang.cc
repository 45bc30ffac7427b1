#include "lang/lang.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <unordered_map>

#include <fmt/format.h>

#include "lang/model.h"
#include "lang/parser.h"
#include "lang/recogniser.h"
#include "lang/tok2vec.h"

namespace dateline::lang {
namespace {

constexpr std::size_t kBatchTokens = 4096;  // documents are taken together up to this many

}  // namespace

struct Scratch::Impl {
  explicit Impl(const ModelParts& model)
      : parts(model),
        lexicon(model.words),
        tokenizer(model.tokenizer, lexicon),
        shared(model.file, model.file.shared, true, lexicon),
        own(model.file, model.file.names, false, lexicon),
        parser(model.file, model.parser),
        recogniser(model.file, model.recogniser) {}

  void make_room();
  void tag(const float* vectors, std::size_t count);
  void label(std::size_t first, std::size_t count);
  void write(std::string_view text, std::span<const RawToken> raw, Document& document);
  void syntax(std::span<const std::string_view> texts, std::span<Document> documents);
  void names(std::span<Document> documents, const Options& options);
  std::string_view lemma(WordId word, const TokenLabels& labels);

  const ModelParts& parts;
  Lexicon lexicon;
  Tokenizer tokenizer;
  Tok2Vec shared;
  Tok2Vec own;
  Parser parser;
  Recogniser recogniser;

  // The batch: tokens of all its documents, and rows with padding between them.
  std::vector<std::vector<RawToken>> raw;
  std::vector<RowType> rows;
  std::vector<std::size_t> first_rows;  // of each document
  // One document.
  std::vector<WordId> words;
  std::vector<char> spaces;
  std::vector<char> starts;
  std::vector<TokenLabels> labels;
  ParseResult parsed;
  Buffer logits;
  // Lemmas by word, part of speech and morphology.
  struct LemmaKey {
    WordId word;
    const char* pos;
    const char* morph;
    bool operator==(const LemmaKey&) const = default;
  };
  struct LemmaHash {
    std::size_t operator()(const LemmaKey& key) const {
      const std::hash<const void*> hash;
      return (key.word * 0x9E3779B97F4A7C15U) ^ (hash(key.pos) * 31) ^ hash(key.morph);
    }
  };
  std::unordered_map<LemmaKey, std::string, LemmaHash> lemmas;
};

Scratch::Scratch(const Model& model) : impl_(std::make_unique<Impl>(model.parts())) {}
Scratch::~Scratch() = default;
Scratch::Scratch(Scratch&&) noexcept = default;
Scratch& Scratch::operator=(Scratch&&) noexcept = default;

void Scratch::Impl::make_room() {
  if (!lexicon.full()) return;
  lexicon.clear();
  tokenizer.clear();
  shared.clear();
  own.clear();
  lemmas.clear();
}

void Scratch::Impl::tag(const float* vectors, std::size_t count) {
  constexpr std::size_t kBlock = 128;
  const Linear& layer = parts.file.tagger;
  const std::size_t width = layer.groups * 16;
  float* out = logits.get(kBlock * width);
  for (std::size_t begin = 0; begin < count; begin += kBlock) {
    const std::size_t size = std::min(kBlock, count - begin);
    kernels().linear(vectors + begin * kWidth, kWidth, size, kWidth, layer.weights, layer.bias, layer.groups,
                     out, width);
    for (std::size_t i = 0; i < size; ++i) {
      const float* row = out + i * width;
      const auto best = static_cast<std::size_t>(std::max_element(row, row + parts.tags.size()) - row);
      labels[begin + i].tag = parts.tags[best];
    }
  }
}

std::string_view Scratch::Impl::lemma(WordId word, const TokenLabels& token) {
  if (!token.lemma.empty()) return token.lemma;
  const auto [found, fresh] = lemmas.try_emplace({word, token.pos.data(), token.morph.data()});
  if (fresh)
    found->second = parts.lemmas.lemma(lexicon.text(word), lexicon.lower(word), token.pos, token.morph);
  return found->second;
}

void Scratch::Impl::write(std::string_view, std::span<const RawToken> tokens, Document& document) {
  document.tokens.resize(tokens.size());
  document.sentences.clear();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    Token& token = document.tokens[i];
    const TokenLabels& label = labels[i];
    token.range = {tokens[i].begin, tokens[i].end};
    token.head = parsed.heads[i];
    token.tag = label.tag;
    token.pos = label.pos;
    token.morph = label.morph;
    token.dep = label.dep;
    token.lemma = lemma(tokens[i].word, label);
    token.space_after = tokens[i].space_after;
    token.sentence_start = parsed.sentence_starts[i] != 0;
    const auto index = static_cast<std::uint32_t>(i);
    if (token.sentence_start || i == 0) document.sentences.push_back({index, index});
    document.sentences.back().end = index + 1;
  }
}

// Tokens to labels and trees, for all documents of the batch.
void Scratch::Impl::syntax(std::span<const std::string_view> texts, std::span<Document> documents) {
  const float* vectors = shared.run(rows);
  for (std::size_t d = 0; d < documents.size(); ++d) {
    const std::vector<RawToken>& tokens = raw[d];
    const float* at = vectors + first_rows[d] * kWidth;
    words.resize(tokens.size());
    spaces.resize(tokens.size());
    labels.assign(tokens.size(), {});
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      words[i] = tokens[i].word;
      spaces[i] = lexicon[words[i]].space ? 1 : 0;
    }
    tag(at, tokens.size());
    parser.parse(at, spaces, parsed);
    for (std::size_t i = 0; i < tokens.size(); ++i)
      labels[i].dep = parts.parser.names[static_cast<std::size_t>(parsed.labels[i])];
    parts.rules.apply(lexicon, words, labels);
    write(texts[d], tokens, documents[d]);
  }
}

void Scratch::Impl::names(std::span<Document> documents, const Options& options) {
  const float* vectors = own.run(rows);
  for (std::size_t d = 0; d < documents.size(); ++d) {
    Document& document = documents[d];
    spaces.resize(document.tokens.size());
    starts.resize(document.tokens.size());
    for (std::size_t i = 0; i < spaces.size(); ++i) {
      spaces[i] = lexicon[raw[d][i].word].space ? 1 : 0;
      starts[i] = document.tokens[i].sentence_start ? 1 : 0;
    }
    recogniser.find(vectors + first_rows[d] * kWidth, spaces, starts, document.names,
                    options.scores ? &document.scores : nullptr);
  }
}

void parse(const Model&, std::span<const std::string_view> texts, Scratch& scratch,
           std::span<Document> documents, Options options) {
  Scratch::Impl& impl = scratch.impl();
  std::size_t begin = 0;
  while (begin < texts.size()) {
    impl.make_room();
    impl.rows.assign(kPadding, kPad);
    impl.first_rows.clear();
    std::size_t end = begin;
    while (end < texts.size() && (end == begin || impl.rows.size() < kBatchTokens)) {
      if (impl.raw.size() <= end - begin) impl.raw.emplace_back();
      std::vector<RawToken>& tokens = impl.raw[end - begin];
      impl.tokenizer.tokenize(texts[end], tokens);
      impl.first_rows.push_back(impl.rows.size());
      for (const RawToken& token : tokens)
        impl.rows.push_back(token.word * 2 + (token.space_after ? 1U : 0U));
      impl.rows.insert(impl.rows.end(), kPadding, kPad);
      ++end;
    }
    for (std::size_t d = begin; d < end; ++d) {
      documents[d].names.clear();
      documents[d].scores.clear();
    }
    const auto batch = documents.subspan(begin, end - begin);
    impl.syntax(texts.subspan(begin, end - begin), batch);
    if (options.names) impl.names(batch, options);
    begin = end;
  }
}

void parse(const Model& model, std::string_view text, Scratch& scratch, Document& document, Options options) {
  parse(model, std::span(&text, 1), scratch, std::span(&document, 1), options);
}

ByteRange trimmed_range(const Document& document, TokenSpan span) {
  const auto is_space_token = [&](std::uint32_t i) { return document.tokens[i].tag == "_SP"; };
  while (span.begin < span.end && is_space_token(span.begin)) ++span.begin;
  while (span.end > span.begin && is_space_token(span.end - 1)) --span.end;
  if (span.begin == span.end) return {};
  return {document.tokens[span.begin].range.begin, document.tokens[span.end - 1].range.end};
}

}  // namespace dateline::lang
