// The engine against what spaCy gave for texts of our own (reference.jsonl, made by tools/parity), and what
// must hold for any text. Needs the model that ./dev setup makes.

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "base/json.h"
#include "base/utf8.h"
#include "lang/lang.h"

namespace dateline::lang {
namespace {

const Model& model() {
  static const Model loaded = [] {
    const Result<std::string> path = Model::find();
    if (!path) throw std::runtime_error(path.error().message);
    Result<Model> opened = Model::open(*path);
    if (!opened) throw std::runtime_error(opened.error().message);
    return std::move(*opened);
  }();
  return loaded;
}

Document parsed(std::string_view text, Options options = {}) {
  Scratch scratch(model());
  Document document;
  parse(model(), text, scratch, document, options);
  return document;
}

// All of a document as text, so that two can be compared and a difference be read.
std::string dump(const Document& document) {
  std::string out;
  for (const Token& t : document.tokens) {
    out += std::to_string(t.range.begin) + "-" + std::to_string(t.range.end) + (t.space_after ? "_ " : " ");
    for (const std::string_view label : {t.tag, t.pos, t.morph, t.dep, std::string_view(t.lemma)})
      out.append(label).append(" ");
    out += std::to_string(t.head) + (t.sentence_start ? " S\n" : "\n");
  }
  for (const Name& n : document.names) {
    out += std::to_string(n.tokens.begin) + "-" + std::to_string(n.tokens.end) + " " +
           std::string(name_of(n.label));
    out += " " + std::to_string(n.margin) + "\n";
  }
  return out;
}

std::vector<std::string> reference_lines() {
  std::ifstream in(DATELINE_SOURCE_DIR "/tests/lang/reference.jsonl");
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> reference_texts() {
  std::vector<std::string> texts;
  json::Parser parser;
  for (const std::string& line : reference_lines())
    texts.emplace_back((*parser.parse(line))["text"].string());
  return texts;
}

TEST(Engine, GivesWhatSpacyGives) {
  json::Parser parser;
  std::size_t documents = 0;
  for (const std::string& line : reference_lines()) {
    const json::Value wanted = *parser.parse(line);
    SCOPED_TRACE(wanted["id"].string());
    const std::string text(wanted["text"].string());
    const Document document = parsed(text);
    ASSERT_EQ(document.tokens.size(), wanted["tokens"].size());
    const utf8::OffsetMap offsets(text);
    const auto column = [&](std::string_view name, auto&& got) {
      std::size_t i = 0;
      wanted[name].each([&](json::Value value) {
        EXPECT_EQ(got(document.tokens[i]), value.text()) << name << " of token " << i;
        ++i;
      });
      EXPECT_EQ(i, document.tokens.size());
    };
    const auto quoted = [](std::string_view s) {
      std::string out;
      json::Writer(out).string(s);
      return out;
    };
    column("tokens", [&](const Token& t) {
      return "[" + std::to_string(offsets.code_point_at(t.range.begin)) + "," +
             std::to_string(offsets.code_point_at(t.range.end)) + (t.space_after ? ",1]" : ",0]");
    });
    column("tag", [&](const Token& t) { return quoted(t.tag); });
    column("pos", [&](const Token& t) { return quoted(t.pos); });
    column("morph", [&](const Token& t) { return quoted(t.morph); });
    column("lemma", [&](const Token& t) { return quoted(t.lemma); });
    column("dep", [&](const Token& t) { return quoted(t.dep); });
    column("head", [&](const Token& t) { return std::to_string(t.head); });
    column("sent_start", [&](const Token& t) { return std::string(t.sentence_start ? "1" : "0"); });
    std::string names;
    for (const Name& n : document.names)
      names += (names.empty() ? "[" : ",[") + std::to_string(n.tokens.begin) + "," +
               std::to_string(n.tokens.end) + "," + quoted(name_of(n.label)) + "]";
    EXPECT_EQ("[" + names + "]", wanted["ents"].text());
    ++documents;
  }
  EXPECT_EQ(documents, 8U);
}

TEST(Engine, SameBytesAloneInABatchAndOnManyThreads) {
  const std::vector<std::string> texts = reference_texts();
  std::vector<std::string> alone;
  for (const std::string& text : texts) alone.push_back(dump(parsed(text)));
  std::vector<std::string_view> many;
  for (int round = 0; round < 20; ++round) many.insert(many.end(), texts.rbegin(), texts.rend());
  const auto run = [&] {
    Scratch scratch(model());
    std::vector<Document> documents(many.size());
    parse(model(), many, scratch, documents);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < many.size(); ++i)
      wrong += dump(documents[i]) != alone[texts.size() - 1 - i % texts.size()];
    return wrong;
  };
  EXPECT_EQ(run(), 0U);
  std::vector<std::size_t> wrong(8, 1);
  {
    std::vector<std::jthread> threads;
    for (std::size_t& w : wrong) threads.emplace_back([&run, &w] { w = run(); });
  }
  EXPECT_THAT(wrong, testing::Each(0U));
}

// Words are forgotten when there are many of them; what they give must not change by that.
TEST(Engine, ForgettingWordsChangesNothing) {
  const std::vector<std::string> texts = reference_texts();
  Scratch scratch(model());
  Document document;
  parse(model(), texts[0], scratch, document, {.names = true, .scores = true});
  const std::string before = dump(document);
  ASSERT_EQ(document.scores.size(), document.tokens.size());
  std::string invented;
  for (int i = 0; i < 45'000; ++i) invented += "w" + std::to_string(i) + (i % 20 == 19 ? ". " : " ");
  parse(model(), invented, scratch, document);
  EXPECT_GE(document.tokens.size(), 45'000U);
  EXPECT_TRUE(document.scores.empty());
  parse(model(), texts[0], scratch, document);
  EXPECT_EQ(dump(document), before);
}

// Invariants of any result: ranges in order within the text, heads within the document, sentences and names
// that fit.
void expect_sound(std::string_view text, const Document& document) {
  std::uint32_t at = 0;
  for (const Token& token : document.tokens) {
    EXPECT_LE(at, token.range.begin);
    EXPECT_LT(token.range.begin, token.range.end);
    at = token.range.end;
    EXPECT_GE(token.head, 0);
    EXPECT_LT(token.head, static_cast<std::int32_t>(document.tokens.size()));
    EXPECT_FALSE(token.tag.empty());
    EXPECT_FALSE(token.dep.empty());
  }
  EXPECT_LE(at, text.size());
  std::uint32_t next = 0;
  for (const TokenSpan sentence : document.sentences) {
    EXPECT_EQ(sentence.begin, next);
    EXPECT_LT(sentence.begin, sentence.end);
    next = sentence.end;
  }
  EXPECT_EQ(next, document.tokens.size());
}

TEST(Engine, UglyTexts) {
  EXPECT_TRUE(parsed("").tokens.empty());
  std::string broken = "The \xff\xfe mayor \xe2\x82 said\xc0.";
  std::string nul("a\0b c", 5);
  for (const std::string& text :
       {std::string(" "), std::string("\n\n\n"), std::string("!!!"), std::string(200'000, 'x'),
        std::string(5'000, '('), broken, nul, std::string(1'000'000, 'w')}) {
    SCOPED_TRACE(text.substr(0, 20));
    expect_sound(text, parsed(text));
  }
  std::string addresses = "a";
  for (int i = 0; i < 50'000; ++i) addresses += "@a.b";
  expect_sound(addresses, parsed(addresses));
}

TEST(Engine, ALongDocument) {
  std::string text;
  while (text.size() < 60'000) text += reference_texts()[0] + "\n\n";
  const Document document = parsed(text);
  expect_sound(text, document);
  EXPECT_GT(document.sentences.size(), 300U);
}

class Files : public testing::Test {
 protected:
  void SetUp() override {
    const std::string path = *Model::find();
    bytes_.resize(std::filesystem::file_size(path));
    std::ifstream(path, std::ios::binary).read(bytes_.data(), static_cast<std::streamsize>(bytes_.size()));
    ASSERT_GT(bytes_.size(), 1'000'000U);
  }
  void TearDown() override { std::filesystem::remove(path_); }
  Error error_of(const std::string& bytes) {
    std::ofstream(path_, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    const Result<Model> opened = Model::open(path_);
    return opened ? Error{ErrorCode::cancelled, "opened"} : opened.error();
  }
  std::string bytes_;
  std::string path_ = testing::TempDir() + "dateline_test.model";
};

TEST_F(Files, MissingCutAlteredAndOtherVersionsAreToldApart) {
  EXPECT_EQ(error_of(bytes_).message, "opened");
  EXPECT_EQ(Model::open("/nowhere/en.model").error().code, ErrorCode::not_found);
  EXPECT_EQ(error_of("").code, ErrorCode::corrupt);
  EXPECT_THAT(error_of(std::string(100, 'x')).message, testing::HasSubstr("not a language model"));
  EXPECT_THAT(error_of(bytes_.substr(0, bytes_.size() / 2)).message, testing::HasSubstr("bytes instead of"));
  EXPECT_EQ(error_of(bytes_.substr(0, 70)).code, ErrorCode::corrupt);
  std::string other = bytes_;
  other[8] = 99;
  EXPECT_EQ(error_of(other).code, ErrorCode::unsupported);
  for (const std::size_t at : {std::size_t{100}, bytes_.size() / 3, bytes_.size() - 1}) {
    std::string altered = bytes_;
    altered[at] = static_cast<char>(altered[at] ^ 1);
    EXPECT_THAT(error_of(altered).message, testing::HasSubstr("checksum"));
  }
}

TEST(ModelFile, SaysWhereItComesFrom) {
  EXPECT_EQ(model().name(), "en_core_web_md 3.8.0");
  EXPECT_THAT(std::string(model().origin()), testing::HasSubstr("sha256:26c5dc4ed2bb8d2a"));
  EXPECT_THAT(std::string(model().licence()), testing::HasSubstr("licence MIT"));
}

}  // namespace
}  // namespace dateline::lang
