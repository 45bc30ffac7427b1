#include "lang/lemmas.h"

#include <algorithm>
#include <vector>

namespace dateline::lang {
namespace {

bool has(std::string_view morph, std::string_view feature) {
  while (!morph.empty()) {
    const std::string_view part = morph.substr(0, morph.find('|'));
    if (part == feature) return true;
    morph.remove_prefix(std::min(morph.size(), part.size() + 1));
  }
  return false;
}

// A form that is its own lemma.
bool is_base(std::string_view pos, std::string_view morph) {
  if (pos == "NOUN" && has(morph, "Number=Sing")) return true;
  if (pos == "VERB" && has(morph, "VerbForm=Inf")) return true;
  if (pos == "VERB" && has(morph, "VerbForm=Fin") && has(morph, "Tense=Pres") &&
      morph.find("Number=") == std::string_view::npos)
    return true;
  return has(morph, "VerbForm=Inf") || has(morph, "Degree=Pos");
}

}  // namespace

Lemmas::Lemmas(const ModelFile& file, const Characters& characters) : characters_(characters) {
  const auto read = [&](std::string_view name) {
    const std::string tail(name);
    return Table{file.strings("lemma.rules." + tail), file.strings("lemma.index." + tail),
                 file.strings("lemma.forms." + tail)};
  };
  noun_ = read("noun");
  verb_ = read("verb");
  adjective_ = read("adj");
  adverb_ = read("adv");
  mark_ = read("punct");
}

const Lemmas::Table* Lemmas::table(std::string_view pos) const {
  if (pos == "NOUN") return &noun_;
  if (pos == "VERB") return &verb_;
  if (pos == "ADJ") return &adjective_;
  if (pos == "ADV") return &adverb_;
  if (pos == "PUNCT") return &mark_;
  return nullptr;
}

std::string Lemmas::lemma(std::string_view text, std::string_view lower, std::string_view pos,
                          std::string_view morph) const {
  if (pos.empty() || pos == "SPACE" || is_base(pos, morph)) return std::string(lower);
  const Table* found = table(pos);
  if (found == nullptr) return std::string(pos == "PROPN" ? text : lower);
  return by_rules(*found, text, lower);
}

std::string Lemmas::by_rules(const Table& table, std::string_view text, std::string_view lower) const {
  std::vector<std::string> forms;
  std::vector<std::string> unknown;
  for (std::size_t i = 0; i + 1 < table.rules.size(); i += 2) {
    const std::string_view old = table.rules[i];
    if (!lower.ends_with(old)) continue;
    std::string form(lower.substr(0, lower.size() - old.size()));
    form += table.rules[i + 1];
    if (form.empty()) continue;
    if (table.index.find(form) < table.index.size())
      forms.insert(forms.begin(), std::move(form));
    else if (!characters_.all_letters(form))
      forms.push_back(std::move(form));
    else
      unknown.push_back(std::move(form));
  }
  if (const std::size_t at = table.forms.find(lower, 2); at < table.forms.size()) {
    std::string_view rest = table.forms[at + 1];
    while (!rest.empty()) {
      const std::string_view form = rest.substr(0, rest.find('\x1f'));
      if (std::find(forms.begin(), forms.end(), form) == forms.end())
        forms.insert(forms.begin(), std::string(form));
      rest.remove_prefix(std::min(rest.size(), form.size() + 1));
    }
  }
  if (!forms.empty()) return forms.front();
  if (!unknown.empty()) return unknown.front();
  return std::string(text);
}

}  // namespace dateline::lang
