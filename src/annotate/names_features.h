#pragma once
// What the weights of find_names look at. The order is that of the tables in names_weights.cc.

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "annotate/names_text.h"

namespace dateline::annotate::names {

// clang-format off
// Of a name and the words around one mention of it; for a decision they are averaged over the document's mentions.
#define DATELINE_NAME_FEATURES(X) \
  X(known_people) X(known_country) X(known_place) X(known_division) X(large_city) X(city) X(longer_place) X(given_first) \
  X(surname_last) X(given_alone) X(surname_alone) X(organization_head) X(organization_last) X(place_head) X(facility_head) \
  X(event_head) X(has_of) X(has_and) X(has_possessive) X(all_capitals) X(mixed_capitals) X(place_ending) X(people_ending) \
  X(plural) X(adjective) X(digit) X(two_words) X(three_words) X(long_name) X(hyphen_lower) X(capitals_run) \
  X(honorific_before) X(title_before) X(job_before) X(in_before) X(from_before) X(to_before) X(the_before) X(of_before) \
  X(by_before) X(with_before) X(for_before) X(and_before) X(comma_before) X(called_before) X(place_of_before) X(in_bracket) \
  X(possessive) X(possessive_family) X(age_after) X(who_after) X(apposition_after) X(bracket_after) X(organization_after) \
  X(people_after) X(state_after) X(based_after) X(place_after) X(place_after_comma) X(says) X(acts_as_person) X(subject) \
  X(modifier) X(modifies_noun) X(conjunct) X(apposed) X(object) X(sentence_start) X(repeated) \
  X(link_person) X(link_organization) X(link_place)

// Of a capitalised run that the recogniser left out.
#define DATELINE_MISSED_FEATURES(X) \
  X(always) X(gap) X(known) X(part_of_known) X(acronym_of_known) X(bracket) X(bracket_acronym) X(known_people) X(known_country) \
  X(large_city) X(other_place) X(given_first) X(personal_name) X(organization_head) X(sentence_start) X(inside) X(lower_elsewhere) \
  X(part_lower_elsewhere) X(proper) X(noun) X(adjective) X(all_capitals) X(capitals_run) X(one_word) X(two_words) X(long_run) \
  X(letter) X(digit) X(title_before) X(title) X(date_word) X(modifies_noun) X(says)
// clang-format on

#define DATELINE_ENUMERATOR(name) name,
enum class Feature : std::uint8_t { DATELINE_NAME_FEATURES(DATELINE_ENUMERATOR) count };
enum class MissedFeature : std::uint8_t { DATELINE_MISSED_FEATURES(DATELINE_ENUMERATOR) count };
#undef DATELINE_ENUMERATOR
inline constexpr std::size_t kFeatures = static_cast<std::size_t>(Feature::count);
inline constexpr std::size_t kMissedFeatures = static_cast<std::size_t>(MissedFeature::count);

std::string_view name_of(Feature feature);
std::string_view name_of(MissedFeature feature);

// A document's mentions of one key.
struct Group {
  std::string_view key;
  std::vector<std::uint32_t> spans;
  std::array<float, kFeatures> features{};  // averages
  Scores scores{};                          // the recogniser's, averaged
};

// Why a short name may be another's: its last or first word, a word within, or its initials.
enum class LinkKind : std::uint8_t { last, first, middle, acronym };
struct Link {
  std::uint32_t group = 0;  // the longer name
  LinkKind kind = LinkKind::last;
};

// From short names to the longer names of the same document.
class Links {
 public:
  explicit Links(const std::vector<Group>& groups);
  // Links of `key` to other names, in the order of the groups; empty for none.
  std::vector<Link> of(std::string_view key) const;

 private:
  const std::vector<Group>* groups_;
  std::vector<std::pair<std::string_view, Link>> parts_;  // sorted
  std::vector<std::pair<std::string, Link>> initials_;    // sorted
};

// Spans of one key together, in the order of their first mention; no features.
std::vector<Group> same_keys(const std::vector<Span>& spans);

// The same with their features but the links'.
std::vector<Group> group_spans(const Words& words, const std::vector<Span>& spans);

// Features of a missed run, beside what the document names.
using MissedFeatures = std::array<float, kMissedFeatures>;
std::vector<MissedFeatures> missed_features(const Words& words, const std::vector<Span>& spans,
                                            const std::vector<Span>& candidates);

// The sum that decides: of a group for each kind, with its links' shares in; of a candidate, over 0 for a
// name.
Scores kind_scores(const Group& group);
float missed_score(const MissedFeatures& features);

// Fills Group::features' links: for each kind the chance that a longer name of the document that this may be
// short for is of it.
void add_links(std::vector<Group>& groups);

// names_weights.cc, written by tools/names/train.py.
struct FeatureWeights {
  Feature feature;
  Scores weights;
};
extern const float kRecogniserWeight;
extern const std::array<FeatureWeights, kFeatures> kNameWeights;
extern const std::array<std::pair<MissedFeature, float>, kMissedFeatures> kMissedWeights;

}  // namespace dateline::annotate::names
