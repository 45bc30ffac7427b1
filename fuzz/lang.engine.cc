// Any bytes through the whole engine, split into two texts: results are sound, and those of a batch are those
// of each alone. Needs the model that ./dev setup makes.

#include <cstdint>
#include <cstdlib>

#include "lang/lang.h"

namespace {

using namespace dateline;
using namespace dateline::lang;

void check(std::string_view text, const Document& document) {
  std::uint32_t sentence = 0;
  for (const Token& token : document.tokens)
    if (token.range.end > text.size() || token.head < 0 ||
        static_cast<std::size_t>(token.head) >= document.tokens.size())
      std::abort();
  for (const TokenSpan span : document.sentences) {
    if (span.begin != sentence || span.end <= span.begin) std::abort();
    sentence = span.end;
  }
  if (sentence != document.tokens.size()) std::abort();
  std::uint32_t next = 0;
  for (const Name& name : document.names) {
    if (name.tokens.begin < next || name.tokens.end <= name.tokens.begin ||
        name.tokens.end > document.tokens.size())
      std::abort();
    for (std::uint32_t i = name.tokens.begin + 1; i < name.tokens.end; ++i)
      if (document.tokens[i].sentence_start) std::abort();
    next = name.tokens.end;
  }
}

bool same(const Document& a, const Document& b) {
  if (a.tokens.size() != b.tokens.size() || a.names.size() != b.names.size()) return false;
  for (std::size_t i = 0; i < a.tokens.size(); ++i) {
    const Token& x = a.tokens[i];
    const Token& y = b.tokens[i];
    if (x.range != y.range || x.head != y.head || x.tag != y.tag || x.dep != y.dep || x.lemma != y.lemma)
      return false;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Model model = Model::open(Model::find().value()).value();
  static Scratch scratch(model);
  const std::string_view text(static_cast<const char*>(static_cast<const void*>(data)), size);
  const std::size_t middle = size / 2;
  const std::string_view texts[] = {text.substr(0, middle), text.substr(middle)};
  Document documents[2];
  parse(model, texts, scratch, documents);
  for (std::size_t i = 0; i < 2; ++i) {
    check(texts[i], documents[i]);
    Document alone;
    parse(model, texts[i], scratch, alone);
    if (!same(alone, documents[i])) std::abort();
  }
  return 0;
}
