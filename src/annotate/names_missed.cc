// Features of capitalised runs that the recogniser left out.

#include <algorithm>
#include <map>

#include "annotate/names_features.h"

namespace dateline::annotate::names {
namespace {

struct Run {
  const Words& words;
  const Span& span;
  MissedFeatures& features;
  void set(MissedFeature feature, bool on = true) {
    if (on) features[static_cast<std::size_t>(feature)] = 1;
  }
};

void the_document(Run& run, const std::unordered_set<std::string_view>& keys, const Links& links,
                  const std::map<std::uint32_t, const Span*>& by_end) {
  const Words& w = run.words;
  run.set(MissedFeature::known, keys.contains(run.span.key));
  for (const Link link : links.of(run.span.key))
    run.set(link.kind == LinkKind::acronym ? MissedFeature::acronym_of_known : MissedFeature::part_of_known);
  const std::int64_t bracket = w.before(run.span.begin);
  if (run.span.size() > 1 || bracket < 1) return;
  const Word& mark = w[static_cast<std::size_t>(bracket)];
  if (mark.raw != "(" && mark.raw != "[") return;
  const auto longer =
      by_end.find(static_cast<std::uint32_t>(w.before(static_cast<std::size_t>(bracket)) + 1));
  if (longer == by_end.end()) return;
  run.set(MissedFeature::bracket);
  run.set(MissedFeature::bracket_acronym, is_acronym_of(run.span.key, longer->second->key));
}

void lists(Run& run) {
  const Words& w = run.words;
  const Known known = known_name(run.span.key);
  run.set(MissedFeature::known_people, known.people);
  if (known.country)
    run.set(MissedFeature::known_country);
  else if (known.large_city)
    run.set(MissedFeature::large_city);
  else
    run.set(MissedFeature::other_place, known.any_place());
  const std::uint32_t size = run.span.size();
  run.set(MissedFeature::given_first, size > 1 && size < 4 && w[run.span.begin].known.given_name);
  run.set(MissedFeature::personal_name, size == 1 && (known.given_name || known.surname));
  run.set(MissedFeature::organization_head,
          size > 1 && w[run.span.end - 1].has(WordClass::organization_head));
}

void tags(Run& run) {
  const Words& w = run.words;
  bool proper = true;
  bool noun = false;
  bool adjective = false;
  for (std::uint32_t i = run.span.begin; i < run.span.end; ++i) {
    const std::string_view tag = w.token(i).tag;
    proper = proper && (tag == "NNP" || tag == "NNPS" || tag == "HYPH" || tag == "IN");
    noun = noun || tag == "NN" || tag == "NNS";
    adjective = adjective || tag == "JJ";
  }
  if (proper || noun)
    run.set(proper ? MissedFeature::proper : MissedFeature::noun);
  else
    run.set(MissedFeature::adjective, adjective);
}

void shape(Run& run) {
  const Words& w = run.words;
  const std::uint32_t size = run.span.size();
  std::size_t upper = 0;
  std::size_t lower = 0;
  std::size_t count = 0;
  bool digit = false;
  bool part_lower = false;
  for (std::uint32_t i = run.span.begin; i < run.span.end; ++i) {
    upper += w[i].letters.upper;
    lower += w[i].letters.lower;
    count += w[i].letters.count;
    digit = digit || w[i].letters.digits > 0;
    part_lower = part_lower || w.seen_lower(w[i].folded);
  }
  const bool capitals = upper > 0 && lower == 0;
  run.set(MissedFeature::all_capitals, size == 1 && capitals && count > 1);
  run.set(MissedFeature::capitals_run, size > 1 && capitals);
  run.set(MissedFeature::one_word, size == 1);
  run.set(MissedFeature::two_words, size == 2);
  run.set(MissedFeature::long_run, size > 3);
  run.set(MissedFeature::letter, size == 1 && count <= 1);
  run.set(MissedFeature::digit, digit);
  run.set(MissedFeature::lower_elsewhere, size == 1 && part_lower);
  run.set(MissedFeature::part_lower_elsewhere, size > 1 && part_lower);
}

void around(Run& run) {
  const Words& w = run.words;
  const bool starts = w.starts_sentence(run.span.begin);
  run.set(starts ? MissedFeature::sentence_start : MissedFeature::inside);
  const std::int64_t before = w.before(run.span.begin);
  run.set(MissedFeature::title_before,
          before >= 0 && !starts && w[static_cast<std::size_t>(before)].has(WordClass::job));
  run.set(MissedFeature::title, run.span.size() == 1 && w[run.span.begin].has(WordClass::title));
  run.set(MissedFeature::date_word, w[run.span.begin].has(WordClass::date_word));
  const lang::Token& last = w.token(run.span.end - 1);
  const auto head = static_cast<std::size_t>(last.head);
  run.set(MissedFeature::modifies_noun, (last.dep == "compound" || last.dep == "amod") && !w[head].capital);
  run.set(MissedFeature::says,
          last.dep == "nsubj" && word_classes(text::fold(w.token(head).lemma)).has(WordClass::say));
}

}  // namespace

std::vector<MissedFeatures> missed_features(const Words& words, const std::vector<Span>& spans,
                                            const std::vector<Span>& candidates) {
  std::unordered_set<std::string_view> keys;
  std::map<std::uint32_t, const Span*> by_end;
  std::vector<Group> groups;  // keys alone, for the links
  for (const Span& span : spans) {
    by_end[span.end] = &span;
    if (keys.insert(span.key).second) groups.push_back({.key = span.key});
  }
  const Links links(groups);
  std::vector<MissedFeatures> out(candidates.size());
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    constexpr float kLowestGap = -14;
    constexpr float kHighestGap = 3;
    out[i].fill(0);
    Run run{words, candidates[i], out[i]};
    run.set(MissedFeature::always);
    out[i][static_cast<std::size_t>(MissedFeature::gap)] =
        std::clamp(candidates[i].gap, kLowestGap, kHighestGap) / 10;
    the_document(run, keys, links, by_end);
    lists(run);
    tags(run);
    shape(run);
    around(run);
  }
  return out;
}

}  // namespace dateline::annotate::names
