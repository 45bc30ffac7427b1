#include "annotate/time_language.h"

#include <array>
#include <memory>

#include "annotate/time_grammar.h"
#include "annotate/time_words.h"

namespace dateline::annotate {
namespace {

// A language with what is made from its tables.
struct Made {
  explicit Made(TimeLanguage tables)
      : grammar(tables.rules, tables.macros), words(tables.words, tables.signals), language(tables) {
    language.grammar = &grammar;
    language.lookup = &words;
  }
  TimeGrammar grammar;
  TimeWords words;
  TimeLanguage language;
};

const std::array<TimeLanguage, 2>& languages() {
  static const Made english(english_times());
  static const Made german(german_times());
  static const std::array<TimeLanguage, 2> all = {english.language, german.language};
  return all;
}

}  // namespace

std::span<const TimeLanguage> time_languages() {
  return languages();
}

const TimeLanguage& time_language(std::string_view tag) {
  const std::string_view code = tag.substr(0, tag.find('-'));
  for (const TimeLanguage& language : languages())
    if (language.code == code) return language;
  return languages()[0];
}

}  // namespace dateline::annotate
