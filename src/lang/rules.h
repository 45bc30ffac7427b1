#pragma once
// The attribute rules: from tag, lower-case form and arc to part of speech, morphology and, for a few words,
// lemma. All rules are matched against the state before any of them; of those that set the same attribute of
// a token the last in the model's list wins.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lang/lexicon.h"
#include "lang/model_file.h"

namespace dateline::lang {

struct TokenLabels {
  std::string_view tag, pos, morph, dep;
  std::string_view lemma;  // empty: no rule gave one
};

class Rules {
 public:
  // `corrupt` for a rule that is not built as the converter writes them.
  static Result<Rules> read(const ModelFile& file);

  // In: tag and dep of every token. Out: all labels. `words` are the tokens' words in `lexicon`.
  void apply(const Lexicon& lexicon, std::span<const WordId> words, std::vector<TokenLabels>& tokens) const;

 private:
  struct Words {  // a set of strings that a value must be in, or not be in
    std::vector<std::string_view> values;
    bool given = false;
    bool negated = false;
    bool holds(std::string_view value) const;
  };
  struct Condition {  // on one token
    Words tag, dep, lower;
    int space = -1;
  };
  struct Alternative {
    std::uint32_t rule = 0;
    std::vector<Condition> tokens;
  };
  struct Rule {
    std::uint32_t index = 0;  // of the token that is changed
    std::string_view pos, morph, lemma, tag, dep;
    bool sets_pos = false, sets_morph = false, sets_lemma = false, sets_tag = false, sets_dep = false;
  };
  bool add(std::string_view text);
  bool add_line(std::string_view line, Rule& rule, std::vector<Alternative>& alternatives) const;
  static bool holds(const Condition& condition, const TokenLabels& token, std::string_view lower, bool space);
  bool matches(const Alternative& alternative, const Lexicon& lexicon, std::span<const WordId> words,
               std::span<const TokenLabels> tokens, std::size_t at) const;
  void index();

  std::vector<Rule> rules_;
  std::vector<Alternative> alternatives_;
  // Alternatives by what their first token must be: a form, else a tag, else anything.
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> by_lower_, by_tag_;
  std::vector<std::uint32_t> others_;
};

}  // namespace dateline::lang
