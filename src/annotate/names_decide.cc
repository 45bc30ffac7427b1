// Links between short and long names, runs that were missed, and the sums that decide.

#include <algorithm>
#include <cmath>

#include "annotate/names_features.h"

namespace dateline::annotate::names {
namespace {

std::vector<std::string_view> parts_of(std::string_view key) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= key.size();) {
    const std::size_t end = std::min(key.find(' ', at), key.size());
    parts.push_back(key.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

std::string_view between(std::string_view first, std::string_view last) {
  return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

}  // namespace

Links::Links(const std::vector<Group>& groups) : groups_(&groups) {
  constexpr std::size_t kLongestPersonal = 5;
  for (std::uint32_t g = 0; g < groups.size(); ++g) {
    const std::vector<std::string_view> parts = parts_of(groups[g].key);
    if (parts.size() < 2) continue;
    initials_.emplace_back(initials(groups[g].key, true), Link{g, LinkKind::acronym});
    if (parts.size() > kLongestPersonal) continue;
    parts_.emplace_back(parts.back(), Link{g, LinkKind::last});
    parts_.emplace_back(parts.front(), Link{g, LinkKind::first});
    for (std::size_t i = 1; i + 1 < parts.size(); ++i)
      parts_.emplace_back(parts[i], Link{g, LinkKind::middle});
    if (parts.size() < 3) continue;
    parts_.emplace_back(between(parts[parts.size() - 2], parts.back()), Link{g, LinkKind::last});
    parts_.emplace_back(between(parts[0], parts[1]), Link{g, LinkKind::first});
  }
  std::ranges::stable_sort(parts_, {}, [](const auto& part) { return part.first; });
  std::ranges::stable_sort(initials_, {}, [](const auto& part) { return part.first; });
}

std::vector<Link> Links::of(std::string_view key) const {
  std::vector<Link> out;
  for (const auto& [part, link] :
       std::ranges::equal_range(parts_, key, {}, [](const auto& p) { return p.first; }))
    out.push_back(link);
  if (!out.empty() || key.size() < 2 || key.find(' ') != std::string_view::npos) return out;
  std::string letters(key);
  std::erase(letters, '.');
  const auto same = std::ranges::equal_range(initials_, letters, {},
                                             [](const auto& p) { return std::string_view(p.first); });
  if (!same.empty() && (*groups_)[same.front().second.group].key != key) out.push_back(same.front().second);
  return out;
}

Scores kind_scores(const Group& group) {
  Scores sums{};
  for (std::size_t k = 0; k < kKinds; ++k) sums[k] = kRecogniserWeight * group.scores[k];
  for (std::size_t f = 0; f < kFeatures; ++f) {
    const float value = group.features[f];
    if (value == 0) continue;
    for (std::size_t k = 0; k < kKinds; ++k) sums[k] += value * kNameWeights[f].weights[k];
  }
  return sums;
}

float missed_score(const MissedFeatures& features) {
  float sum = 0;
  for (std::size_t f = 0; f < kMissedFeatures; ++f) sum += features[f] * kMissedWeights[f].second;
  return sum;
}

void add_links(std::vector<Group>& groups) {
  const Links links(groups);
  std::vector<Scores> chances;
  for (const Group& group : groups) {
    Scores scores = kind_scores(group);
    const float best = *std::ranges::max_element(scores);
    float sum = 0;
    for (float& score : scores) sum += score = std::exp(score - best);
    for (float& score : scores) score /= sum;
    chances.push_back(scores);
  }
  for (Group& group : groups) {
    const auto raise = [&](Feature feature, float value) {
      float& held = group.features[static_cast<std::size_t>(feature)];
      held = std::max(held, value);
    };
    for (const Link link : links.of(group.key)) {
      const Scores& longer = chances[link.group];
      const auto chance = [&](Kind kind) { return longer[static_cast<std::size_t>(kind)]; };
      if (link.kind == LinkKind::acronym) {
        raise(Feature::link_organization, chance(Kind::organization));
        raise(Feature::link_place, chance(Kind::place) / 2);
        continue;
      }
      raise(Feature::link_person, chance(Kind::person));
      if (link.kind != LinkKind::first) continue;
      raise(Feature::link_organization, chance(Kind::organization) / 4);
      raise(Feature::link_place, chance(Kind::place) / 4);
    }
  }
}

void decide_kinds(const Words& words, std::vector<Span>& spans) {
  std::vector<Group> groups = group_spans(words, spans);
  add_links(groups);
  for (const Group& group : groups) {
    const Scores scores = kind_scores(group);
    const auto kind = static_cast<Kind>(std::ranges::max_element(scores) - scores.begin());
    for (const std::uint32_t i : group.spans) spans[i].kind = kind;
  }
}

void add_missed(const Words& words, std::vector<Span>& spans) {
  std::vector<Span> candidates = candidate_spans(words, spans);
  const std::vector<MissedFeatures> features = missed_features(words, spans, candidates);
  for (std::size_t i = 0; i < candidates.size(); ++i)
    if (missed_score(features[i]) > 0) spans.push_back(std::move(candidates[i]));
  std::ranges::sort(spans, {}, &Span::begin);
}

}  // namespace dateline::annotate::names
