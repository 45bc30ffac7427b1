#pragma once
// Classes of English words that tell what kind of name they stand in or beside. The words are in
// names_words_en.cc.

#include <cstdint>
#include <string_view>

namespace dateline::annotate {

enum class WordClass : std::uint8_t {
  honorific,          // before a person and not part of the name
  title,              // office or rank that is written before a name
  job,                // what people are: before or beside a name
  organization_head,  // the word that makes a name an organization's
  organization_noun,  // lower-case word after an organization's name
  place_head,
  facility_head,
  event_head,   // events, laws, works, programmes
  say,          // lemmas of verbs of saying
  person_verb,  // lemmas of what people do
  place_preposition,
  place_noun_of,  // before "of" and a place
  people_noun,    // after the name of a people
  state_noun,     // after the name of a state
  particle,       // lower-case part of a personal name
  article,
  family,                   // after a possessive
  date_word,                // capitals that name no one
  first_of_place,           // first of two words of a place
  place_noun,               // lower-case word after a place
  inner_preposition,        // ends the head of a name: Ministry of ...
  initials_skip,            // not counted in an acronym
  inner_place_preposition,  // where something is
};

// The classes of one folded word, a bit each.
class WordClasses {
 public:
  bool has(WordClass c) const { return ((bits_ >> static_cast<unsigned>(c)) & 1U) != 0; }
  void add(WordClass c) { bits_ |= std::uint32_t{1} << static_cast<unsigned>(c); }

 private:
  std::uint32_t bits_ = 0;
};

// One hash look-up.
WordClasses word_classes(std::string_view folded);

}  // namespace dateline::annotate
