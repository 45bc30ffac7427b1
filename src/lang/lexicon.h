#pragma once
// Words and what depends on a word alone: its ids, its features' hashes, its row of static vector, its lower
// case. One thread's; filled as words are met, emptied when it is large.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lang/characters.h"
#include "lang/model_file.h"

namespace dateline::lang {

using WordId = std::uint32_t;

// Strings by number, each once. Open addressing; strings lie one after the other in one buffer. Views into it
// hold until the next add().
class StringIndex {
 public:
  struct Added {
    std::uint32_t index;
    bool fresh;
  };
  Added add(std::string_view text);
  std::string_view operator[](std::uint32_t i) const {
    return {bytes_.data() + entries_[i].begin, entries_[i].size};
  }
  std::size_t size() const { return entries_.size(); }
  std::size_t bytes() const { return bytes_.size(); }
  void clear();

 private:
  struct Entry {
    std::uint64_t hash;
    std::size_t begin;
    std::size_t size;
  };
  void grow();
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;  // entry + 1, or 0
  std::vector<char> bytes_;
};

// Ids of strings: a small number for spaCy's symbols, MurmurHash64A with seed 1 for the rest (A. Appleby,
// public domain).
class StringIds {
 public:
  explicit StringIds(const ModelFile& file);
  std::uint64_t id(std::string_view text) const;

 private:
  StringTable symbols_;
  std::vector<std::pair<std::string_view, std::uint64_t>> sorted_;
  std::size_t longest_ = 0;
};

// The tables of one model that words are looked up in; shared by all threads.
struct WordTables {
  explicit WordTables(const ModelFile& model);
  const ModelFile& file;
  Characters characters;
  StringIds ids;
  StringTable norms;                                                      // (id as 8 bytes, norm), sorted
  std::vector<std::pair<std::string_view, std::string_view>> base_norms;  // sorted
  std::string norm(std::string_view text, const std::string& lower) const;
  std::string shape(std::u32string_view points) const;
};

inline constexpr std::uint32_t kNoVector = 0xFFFFFFFF;

struct Word {
  std::uint64_t keys[4] = {};  // norm, prefix, suffix, shape
  std::uint32_t vector = kNoVector;
  std::uint32_t lower = 0;  // index in Lexicon::lowers
  std::int32_t slots[3] = {-1, -1,
                           -1};  // of the caches of vectors: no blank after, blank after, recogniser's
  bool space = false;            // white space only
};

class Lexicon {
 public:
  explicit Lexicon(const WordTables& tables) : tables_(tables) {}
  // The word `text` with a norm of its own, or none (empty).
  WordId word(std::string_view text, std::string_view own_norm = {});
  Word& operator[](WordId id) { return words_[id]; }
  const Word& operator[](WordId id) const { return words_[id]; }
  std::string_view text(WordId id) const;
  std::string_view lower(WordId id) const { return lowers_[words_[id].lower]; }
  std::uint32_t lower_id(WordId id) const { return words_[id].lower; }
  std::size_t size() const { return words_.size(); }
  bool full() const { return words_.size() > 40'000 || names_.bytes() > (std::size_t{4} << 20); }
  void clear();

 private:
  void fill(Word& word, std::string_view text, std::string_view own_norm);
  const WordTables& tables_;
  StringIndex names_;  // text, or text + NUL + norm
  StringIndex lowers_;
  std::vector<Word> words_;
  std::vector<std::uint32_t> sizes_;  // of the text within its name
  std::string key_;
  std::u32string points_;
  std::vector<std::uint32_t> offsets_;
};

}  // namespace dateline::lang
