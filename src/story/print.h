#pragma once
// What is kept of a document to find its copies: the content words of its own prose, and which sentence each
// is in.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "story/document.h"
#include "story/words.h"

namespace dateline::story {

inline constexpr std::uint32_t kShingle = 3;      // content words a shingle
inline constexpr std::uint32_t kKeepOneOf = 3;    // share of the shingles that go into the index
inline constexpr std::uint32_t kMaxWords = 8000;  // content words of a document that are looked at

struct Print {
  std::string id;
  std::int64_t minute = 0;
  bool dated = false;
  bool credited = false;  // says of itself that it is another's text
  std::uint64_t source = 0;
  Hash128 content;                   // of all words
  std::vector<std::uint32_t> words;  // keys, quotations and common words left out
  std::vector<std::uint32_t>
      sentences;  // words[sentences[i], sentences[i + 1]) are sentence i's; one more at the end
};

// `words` are those of the document's text. O(words).
Print print_of(const Document& document, std::span<const Word> words);

// Shingle that begins at word `i`; needs i + kShingle <= words.size().
std::uint64_t shingle_at(const Print& print, std::size_t i);
bool kept(std::uint64_t shingle);

// What orders documents in time.
struct Precedence {
  bool dated = false;
  std::int64_t minute = 0;
  bool credited = false;
  std::uint32_t words = 0;
  std::string_view id;
};

// Earlier first; the same for every order of adding.
bool before(const Precedence& a, const Precedence& b);
bool before(const Print& a, const Print& b);

}  // namespace dateline::story
