#pragma once
// Text to tokens, as spaCy's English tokenizer splits it: chunks between white space, exceptions, prefixes,
// suffixes, addresses, infixes, and a second pass that joins what an exception covers across tokens. No
// regular expression engine; linear in the text save for a chunk of many affixes (each round looks at one
// end).

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lang/affixes.h"
#include "lang/lexicon.h"

namespace dateline::lang {

struct RawToken {
  std::uint32_t begin = 0;  // bytes
  std::uint32_t end = 0;
  WordId word = 0;
  bool space_after = false;
};

// The exceptions of one model; shared by all threads.
class TokenizerTables {
 public:
  explicit TokenizerTables(const WordTables& words);

  struct Part {
    std::string_view text;
    std::string_view norm;  // empty for none
  };
  // The parts of an exception; null when `chunk` is none.
  const std::vector<Part>* exception(std::string_view chunk) const {
    if (chunk.size() > longest_) return nullptr;
    const auto found = exceptions_.find(chunk);
    return found == exceptions_.end() ? nullptr : &found->second;
  }
  // Token texts that an exception makes when it is not taken for one; those that begin with `first`.
  using Pattern = std::vector<std::string>;
  const std::vector<Pattern>* patterns(std::string_view first) const {
    const auto found = patterns_.find(first);
    return found == patterns_.end() ? nullptr : &found->second;
  }
  const WordTables& words;
  Affixes affixes;

 private:
  void add_patterns();
  std::unordered_map<std::string_view, std::vector<Part>> exceptions_;
  std::unordered_map<std::string_view, std::vector<Pattern>> patterns_;
  std::size_t longest_ = 0;
};

// Splits chunks; one thread's buffers. `find_exceptions` false gives what the patterns are made of.
class ChunkSplitter {
 public:
  struct Piece {
    std::uint32_t begin = 0;  // bytes into the chunk
    std::uint32_t end = 0;
    std::string_view norm;
  };
  void split(const TokenizerTables& tables, std::string_view chunk, bool find_exceptions,
             std::vector<Piece>& out);

 private:
  bool strip(std::size_t& first, std::size_t& last);
  bool exception(std::size_t first, std::size_t last) const;
  void emit(std::size_t first, std::size_t last);
  void emit_exception(std::size_t first, std::size_t last);
  void emit_middle(std::size_t first, std::size_t last);
  std::string_view bytes(std::size_t first, std::size_t last) const {
    return chunk_.substr(offsets_[first], offsets_[last] - offsets_[first]);
  }

  const TokenizerTables* tables_ = nullptr;
  bool find_exceptions_ = true;
  std::string_view chunk_;
  std::vector<Piece>* out_ = nullptr;
  std::u32string points_;
  std::vector<std::uint32_t> offsets_;
  std::vector<std::size_t> prefixes_;  // code points where each ends
  std::vector<std::size_t> suffixes_;  // and where each begins, last first
  std::vector<Infix> infixes_;
};

class Tokenizer {
 public:
  Tokenizer(const TokenizerTables& tables, Lexicon& lexicon) : tables_(tables), lexicon_(lexicon) {}
  // Clears `out`.
  void tokenize(std::string_view text, std::vector<RawToken>& out);
  // Forgets its chunks: call it when the lexicon is cleared.
  void clear();

 private:
  struct Found {
    std::uint32_t first, last;  // tokens
  };
  void add_chunk(std::string_view text, std::size_t begin, std::size_t end, std::vector<RawToken>& out);
  void join_exceptions(std::string_view text, std::vector<RawToken>& out);
  void find_patterns(std::string_view text, const std::vector<RawToken>& tokens);
  bool starts_pattern(WordId word);

  const TokenizerTables& tables_;
  Lexicon& lexicon_;
  ChunkSplitter splitter_;
  std::vector<ChunkSplitter::Piece> pieces_;
  StringIndex chunks_;                                          // seen before
  std::vector<std::uint32_t> chunk_begins_;                     // into chunk_tokens_
  std::vector<std::pair<std::uint32_t, WordId>> chunk_tokens_;  // end within the chunk, word
  std::vector<signed char> pattern_starts_;                     // by word: 1 yes, 0 no, -1 not known
  std::vector<Found> found_;
};

}  // namespace dateline::lang
