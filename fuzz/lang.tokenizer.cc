// Any bytes as a text: tokens in order, on code point boundaries where the text is UTF-8, leaving out nothing
// but single blanks. Needs the model that ./dev setup makes.

#include <cstdint>
#include <cstdlib>

#include "base/utf8.h"
#include "lang/lang.h"
#include "lang/model_file.h"
#include "lang/tokenizer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline;
  using namespace dateline::lang;
  static const auto file = ModelFile::open(Model::find().value());
  static const WordTables words(*file.value());
  static const TokenizerTables tables(words);
  static Lexicon lexicon(words);
  static Tokenizer tokenizer(tables, lexicon);
  if (lexicon.full()) {
    lexicon.clear();
    tokenizer.clear();
  }
  const std::string_view text(static_cast<const char*>(static_cast<const void*>(data)), size);
  std::vector<RawToken> tokens;
  tokenizer.tokenize(text, tokens);
  const bool valid = utf8::valid(text);
  std::uint32_t at = 0;
  for (const RawToken& token : tokens) {
    if (token.begin != at || token.end <= token.begin || token.end > size) std::abort();
    if (valid && (!utf8::is_boundary(text, token.begin) || !utf8::is_boundary(text, token.end))) std::abort();
    if (lexicon.text(token.word) != text.substr(token.begin, token.end - token.begin)) std::abort();
    at = token.end;
    if (token.space_after && (at >= size || text[at++] != ' ')) std::abort();
  }
  if (at != size) std::abort();
  return 0;
}
