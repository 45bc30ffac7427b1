#pragma once
// Lemmas by rule: a word's endings are cut and replaced, and the forms that a word list knows, or an
// exception names, win.

#include <string>
#include <string_view>

#include "lang/characters.h"
#include "lang/model_file.h"

namespace dateline::lang {

class Lemmas {
 public:
  Lemmas(const ModelFile& file, const Characters& characters);
  // `lower` is the text in lower case, `pos` and `morph` as the attribute rules left them. A few
  // microseconds: keep what it gives.
  std::string lemma(std::string_view text, std::string_view lower, std::string_view pos,
                    std::string_view morph) const;

 private:
  struct Table {
    StringTable rules;  // ending, replacement
    StringTable index;  // sorted lemmas
    StringTable forms;  // form, lemmas joined by U+001F; sorted
  };
  std::string by_rules(const Table& table, std::string_view text, std::string_view lower) const;
  const Table* table(std::string_view pos) const;

  const Characters& characters_;
  Table noun_, verb_, adjective_, adverb_, mark_;
};

}  // namespace dateline::lang
