#pragma once
// Inside of `find_names`: the words as the rules look at them, spans, and the steps in their order.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "annotate/gazetteer.h"
#include "annotate/names_words_en.h"
#include "lang/lang.h"
#include "text/fold.h"

namespace dateline::annotate::names {

// What a name is a name of, as the weights see it. `group` is OntoNotes' NORP, `other` are events, laws,
// works and products.
enum class Kind : std::uint8_t { person, organization, place, group, other, facility };
inline constexpr std::size_t kKinds = 6;
using Scores = std::array<float, kKinds>;

struct Word {
  std::string_view raw;
  std::string folded;
  WordClasses classes;
  text::Letters letters;
  bool capital = false;  // begins with a capital; also al-Xxx
  bool mark = false;     // no letter and no digit
  bool has(WordClass c) const { return classes.has(c); }
  bool known_as_person() const { return known.given_name || known.surname; }
  Known known;  // of the word alone
};

// One document's words. Views into the text and the parse.
struct Words {
  Words(std::string_view text, const lang::Document& document);
  const Word& operator[](std::size_t i) const { return words[i]; }
  const lang::Token& token(std::size_t i) const { return document.tokens[i]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(words.size()); }
  bool starts_sentence(std::size_t i) const { return token(i).sentence_start; }
  // The last word before `i` that is no white space; -1 for none.
  std::int64_t before(std::size_t i) const;
  bool touches(std::size_t i) const {
    return token(i).range.end == token(i + 1).range.begin;
  }  // no blank after i
  std::string key(std::size_t begin, std::size_t end) const;  // folded words by single blanks
  std::string raw(std::size_t begin, std::size_t end) const;  // words without blanks
  bool seen_lower(std::string_view folded) const { return lower.contains(folded); }

  std::string_view text;
  const lang::Document& document;
  std::vector<Word> words;
  std::unordered_set<std::string_view>
      lower;  // folded forms of words written in lower case; only looked up in
};

struct Span {
  std::uint32_t begin = 0;  // words
  std::uint32_t end = 0;
  lang::NameLabel label = lang::NameLabel::org;  // the recogniser's; meaningless for an added span
  bool added = false;                            // the recogniser had no name here
  std::array<float, lang::kNameLabels> type_scores{};
  float gap = 0;    // added: best type's score less that of "no name"
  Scores scores{};  // by kind, 0 for the best, not under -12
  std::string key;
  Kind kind = Kind::other;
  std::uint32_t size() const { return end - begin; }
};

// The recogniser's spans, cleaned: cut at brackets and line breaks, without article, title, possessive and
// marks at the ends, halves of one name joined. In order, not overlapping.
std::vector<Span> recognised_spans(const Words& words);

// Capitalised runs beside `spans` that may be names; each a single known name where the run holds one.
std::vector<Span> candidate_spans(const Words& words, const std::vector<Span>& spans);

// Adds the candidates that the weights take for names.
void add_missed(const Words& words, std::vector<Span>& spans);

// Sets the kind of every span; all spans of one key that look alike to the weights get the same.
void decide_kinds(const Words& words, std::vector<Span>& spans);

// "world health organization" -> "who"; words of WordClass::initials_skip left out if asked.
std::string initials(std::string_view key, bool skip_small_words);
// Could `acronym` stand for the name? By initials, whole or most of them in order.
bool is_acronym_of(std::string_view acronym, std::string_view key);

EntityType entity_type(const Span& span);

}  // namespace dateline::annotate::names
