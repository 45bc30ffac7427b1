#include "lang/rules.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace dateline::lang {
namespace {

std::string_view take(std::string_view& text, char separator) {
  const std::string_view part = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(text.size(), part.size() + 1));
  return part;
}

}  // namespace

bool Rules::Words::holds(std::string_view value) const {
  if (!given) return true;
  return (std::find(values.begin(), values.end(), value) != values.end()) != negated;
}

bool Rules::add_line(std::string_view line, Rule& rule, std::vector<Alternative>& alternatives) const {
  const std::string_view word = take(line, '\t');
  if (word == "index") {
    rule.index = line == "1" ? 1 : 0;
    return line == "0" || line == "1";
  }
  if (word == "set") {
    const std::string_view name = take(line, '\t');
    const auto set = [&](std::string_view& value, bool& is_set) {
      value = line == "_" ? std::string_view() : line;
      return is_set = true;
    };
    if (name == "POS") return set(rule.pos, rule.sets_pos);
    if (name == "MORPH") return set(rule.morph, rule.sets_morph);
    if (name == "LEMMA") return set(rule.lemma, rule.sets_lemma);
    if (name == "TAG") return set(rule.tag, rule.sets_tag);
    if (name == "DEP") return set(rule.dep, rule.sets_dep);
    return false;
  }
  if (word == "pattern") {
    alternatives.push_back({static_cast<std::uint32_t>(rules_.size()), {}});
    return true;
  }
  if (alternatives.empty()) return false;
  if (word == "token") {
    alternatives.back().tokens.emplace_back();
    return true;
  }
  if (word != "if" || alternatives.back().tokens.empty()) return false;
  Condition& condition = alternatives.back().tokens.back();
  const std::string_view name = take(line, '\t');
  const std::string_view kind = take(line, '\t');
  if (name == "IS_SPACE" && kind == "is") {
    condition.space = line == "1" ? 1 : 0;
    return true;
  }
  if ((kind != "in" && kind != "not_in") || (name != "TAG" && name != "DEP" && name != "LOWER")) return false;
  Words& words = name == "TAG" ? condition.tag : name == "DEP" ? condition.dep : condition.lower;
  words.given = true;
  words.negated = kind == "not_in";
  while (!line.empty()) words.values.push_back(take(line, '\t'));
  return true;
}

bool Rules::add(std::string_view text) {
  Rule rule;
  std::vector<Alternative> alternatives;
  while (!text.empty())
    if (!add_line(take(text, '\n'), rule, alternatives)) return false;
  for (Alternative& alternative : alternatives) {
    if (alternative.tokens.size() <= rule.index) return false;
    alternatives_.push_back(std::move(alternative));
  }
  rules_.push_back(rule);
  return true;
}

Result<Rules> Rules::read(const ModelFile& file) {
  Rules rules;
  const StringTable table = file.strings("rules");
  for (std::size_t i = 0; i < table.size(); ++i)
    if (!rules.add(table[i]))
      return fail(ErrorCode::corrupt, fmt::format("attribute rule {} is not understood", i));
  rules.index();
  return rules;
}

void Rules::index() {
  for (std::uint32_t i = 0; i < alternatives_.size(); ++i) {
    const Condition& first = alternatives_[i].tokens.front();
    if (first.lower.given && !first.lower.negated) {
      for (const std::string_view form : first.lower.values) by_lower_[form].push_back(i);
    } else if (first.tag.given && !first.tag.negated) {
      for (const std::string_view tag : first.tag.values) by_tag_[tag].push_back(i);
    } else {
      others_.push_back(i);
    }
  }
}

bool Rules::holds(const Condition& condition, const TokenLabels& token, std::string_view lower, bool space) {
  if (condition.space >= 0 && (condition.space != 0) != space) return false;
  return condition.tag.holds(token.tag) && condition.dep.holds(token.dep) && condition.lower.holds(lower);
}

bool Rules::matches(const Alternative& alternative, const Lexicon& lexicon, std::span<const WordId> words,
                    std::span<const TokenLabels> tokens, std::size_t at) const {
  if (alternative.tokens.size() > tokens.size() - at) return false;
  for (std::size_t k = 0; k < alternative.tokens.size(); ++k) {
    const WordId word = words[at + k];
    if (!holds(alternative.tokens[k], tokens[at + k], lexicon.lower(word), lexicon[word].space)) return false;
  }
  return true;
}

void Rules::apply(const Lexicon& lexicon, std::span<const WordId> words,
                  std::vector<TokenLabels>& tokens) const {
  // For each token and attribute the number of the rule that set it, plus one.
  std::vector<std::array<std::uint32_t, 5>> setters(tokens.size());
  const auto check = [&](std::span<const std::uint32_t> candidates, std::size_t at) {
    for (const std::uint32_t candidate : candidates) {
      const Alternative& alternative = alternatives_[candidate];
      if (!matches(alternative, lexicon, words, tokens, at)) continue;
      const Rule& rule = rules_[alternative.rule];
      auto& set = setters[at + rule.index];
      const std::array<bool, 5> sets = {rule.sets_pos, rule.sets_morph, rule.sets_lemma, rule.sets_tag,
                                        rule.sets_dep};
      for (std::size_t a = 0; a < sets.size(); ++a)
        if (sets[a]) set[a] = std::max(set[a], alternative.rule + 1);
    }
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (const auto found = by_lower_.find(lexicon.lower(words[i])); found != by_lower_.end())
      check(found->second, i);
    if (const auto found = by_tag_.find(tokens[i].tag); found != by_tag_.end()) check(found->second, i);
    check(others_, i);
  }
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto& set = setters[i];
    if (set[0] > 0) tokens[i].pos = rules_[set[0] - 1].pos;
    if (set[1] > 0) tokens[i].morph = rules_[set[1] - 1].morph;
    if (set[2] > 0) tokens[i].lemma = rules_[set[2] - 1].lemma;
    if (set[3] > 0) tokens[i].tag = rules_[set[3] - 1].tag;
    if (set[4] > 0) tokens[i].dep = rules_[set[4] - 1].dep;
  }
}

}  // namespace dateline::lang
