#include "timeline/lines.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "timeline/line_weights.h"

namespace dateline::timeline {
namespace {

constexpr std::size_t kMaxPool = 300;   // sentences of a day that are compared with each other
constexpr double kGoodLength = 20.0;    // words from which a sentence is long enough
constexpr double kLongLength = 25.0;    // words from which it is long
constexpr double kDayAfterCount = 0.5;  // support lent by a sentence of the day after that names no day
constexpr double kSaidCount = 1.5;      // and by one that names the day
constexpr double kSameThing = 0.7;      // likeness from which two sentences say one thing
constexpr double kRedundancy = 0.05;    // against what is near to a chosen sentence
constexpr double kLeastOfName = 0.35;   // how well a sentence about a name meets it
constexpr double kLeastNamed = 0.14;    // score of a sentence about a name beside a better one
constexpr double kSameWords = 0.9;      // likeness from which the earlier of two sentences is told
constexpr std::uint32_t kDayAfterOpening = 8;  // sentences of the next day's article that may tell of the day

const Sentence& sentence_of(const Candidate& candidate, const Gathered& gathered) {
  return gathered.sentences[candidate.told->sentence];
}

// What can be said of a candidate before the others are known; for taking the first kMaxPool.
double first_sight(const Told& told, const Sentence& sentence) {
  const double dating = told.dating == Dating::said ? 1.0 : told.dating == Dating::published ? 0.0 : -0.7;
  return dating + 0.15 / (1.0 + sentence.index) + 0.5 * sentence.query +
         0.6 * std::min(1.0, sentence.words / kGoodLength);
}

double lent(const Candidate& candidate, const Gathered& gathered) {
  const Sentence& sentence = sentence_of(candidate, gathered);
  const double dating = candidate.told->dating == Dating::said        ? kSaidCount
                        : candidate.told->dating == Dating::day_after ? kDayAfterCount
                                                                      : 1.0;
  return dating * (0.3 + 0.7 * sentence.query) * gathered.fit[sentence.document];
}

// For each candidate what the sentences of other articles share with it, the nearest of each article.
std::vector<double> support_of(const std::vector<Candidate>& pool, const Gathered& gathered) {
  std::unordered_map<std::uint32_t, std::vector<std::pair<std::uint32_t, float>>> postings;
  for (std::uint32_t i = 0; i < pool.size(); ++i)
    for (const story::Term& term : sentence_of(pool[i], gathered).terms)
      postings[term.key].push_back({i, term.weight});
  std::vector<double> result(pool.size());
  std::vector<double> shared(pool.size());
  for (std::uint32_t i = 0; i < pool.size(); ++i) {
    std::ranges::fill(shared, 0);
    const Sentence& sentence = sentence_of(pool[i], gathered);
    for (const story::Term& term : sentence.terms)
      for (const auto& [other, weight] : postings.find(term.key)->second)
        shared[other] += static_cast<double>(term.weight) * static_cast<double>(weight);
    std::map<std::uint32_t, double> best;  // by article
    for (std::uint32_t j = 0; j < pool.size(); ++j) {
      const std::uint32_t document = sentence_of(pool[j], gathered).document;
      if (document == sentence.document || shared[j] <= kChance) continue;
      double& value = best[document];
      value = std::max(value, (shared[j] - kChance) * lent(pool[j], gathered));
    }
    for (const auto& [document, value] : best) result[i] += value;
  }
  return result;
}

void fill_features(Day day, Candidate& candidate, double support, const Gathered& gathered) {
  const Sentence& sentence = sentence_of(candidate, gathered);
  const auto set = [&](LineFeature feature, double value) {
    candidate.features[static_cast<std::size_t>(feature)] = value;
  };
  const auto& published = gathered.published[sentence.document];
  const bool said = candidate.told->dating == Dating::said;
  const auto later = said && published ? (*published - day).count() : 0;
  set(LineFeature::support, std::log1p(support));
  set(LineFeature::opening, 1.0 / (1.0 + std::max(1U, sentence.index)));
  set(LineFeature::query, sentence.query);
  set(LineFeature::query_itself, sentence.query >= 0.99 ? 1 : 0);
  set(LineFeature::fit, gathered.fit[sentence.document]);
  set(LineFeature::length, std::min(1.0, sentence.words / kGoodLength));
  set(LineFeature::long_winded, std::max(0.0, sentence.words - kLongLength) / kLongLength);
  set(LineFeature::capitals, sentence.capitals);
  set(LineFeature::title, sentence.title);
  set(LineFeature::number, sentence.number ? 1 : 0);
  set(LineFeature::first_person, sentence.first_person ? 1 : 0);
  set(LineFeature::question, sentence.question ? 1 : 0);
  set(LineFeature::dependent, sentence.dependent ? 1 : 0);
  set(LineFeature::next_day, later == 1 ? 1 : 0);
  set(LineFeature::looks_back, later == 2 || later == 3 ? 1 : 0);
  set(LineFeature::far_back, later > 3 ? 1 : 0);
  set(LineFeature::said, said ? 1 : 0);
  set(LineFeature::subject, sentence.subject);
  set(LineFeature::follows, sentence.follows ? 1 : 0);
  set(LineFeature::about, sentence.about ? 1 : 0);
  set(LineFeature::quoted, sentence.quoted);
  set(LineFeature::reports, sentence.reports ? 1 : 0);
  set(LineFeature::ahead, sentence.ahead ? 1 : 0);
  set(LineFeature::day_after, candidate.told->dating == Dating::day_after ? 1 : 0);
}

double likeness(const Candidate& a, const Candidate& b, const Gathered& gathered) {
  return story::dot(sentence_of(a, gathered).terms, sentence_of(b, gathered).terms);
}

// Of the candidates that say the same in the same words the one that was published first.
std::size_t earliest_like(std::size_t best, std::span<const Candidate> candidates,
                          const std::vector<double>& same, const Gathered& gathered) {
  std::size_t result = best;
  const auto order = [&](std::size_t i) {
    return gathered.order[sentence_of(candidates[i], gathered).document];
  };
  for (std::size_t i = 0; i < candidates.size(); ++i)
    if (same[i] < kSameThing && candidates[i].told->dating == candidates[best].told->dating &&
        order(i) < order(result) && likeness(candidates[i], candidates[best], gathered) >= kSameWords)
      result = i;
  return result;
}

bool may_tell(const Told& told, const Gathered& gathered, bool planned) {
  if (told.planned != planned) return false;
  const Sentence& sentence = gathered.sentences[told.sentence];
  // What is to come, said of no day: nothing that happened.
  if (told.dating != Dating::said && sentence.ahead && !sentence.reports) return false;
  if (gathered.asks_names && sentence.query < kLeastOfName) return false;
  return told.dating != Dating::day_after || sentence.index < kDayAfterOpening;
}

// Whether it stands in a report of the day itself or of the morning after.
bool is_own(const Candidate& candidate, Day day, const Gathered& gathered) {
  if (candidate.told->dating == Dating::day_after) return false;
  const auto& published = gathered.published[sentence_of(candidate, gathered).document];
  return published && *published >= day && (*published - day).count() <= 1;
}

}  // namespace

std::span<const LineWeight> line_weights() {
  return kLineWeights;
}

std::vector<Candidate> candidates(Day day, const std::vector<Told>& told, const Gathered& gathered,
                                  bool planned) {
  std::vector<Candidate> pool;
  for (const Told& t : told)
    if (may_tell(t, gathered, planned))
      pool.push_back({&t, {}, first_sight(t, gathered.sentences[t.sentence])});
  // Sentences of the day after only go along with others.
  if (std::ranges::all_of(pool, [](const Candidate& c) { return c.told->dating == Dating::day_after; }))
    return {};
  const auto better = [](const Candidate& a, const Candidate& b) {
    return a.score != b.score ? a.score > b.score : a.told->sentence < b.told->sentence;
  };
  std::ranges::sort(pool, better);
  if (pool.size() > kMaxPool) pool.resize(kMaxPool);
  const std::vector<double> support = support_of(pool, gathered);
  for (std::size_t i = 0; i < pool.size(); ++i) {
    fill_features(day, pool[i], support[i], gathered);
    pool[i].score = gathered.asks_names ? kNameBias : 0;
    for (const LineWeight& weight : kLineWeights)
      pool[i].score += (gathered.asks_names ? weight.name_weight : weight.weight) *
                       pool[i].features[static_cast<std::size_t>(weight.feature)];
  }
  std::ranges::sort(pool, better);
  return pool;
}

std::vector<Candidate> choose(Day day, std::span<const Candidate> candidates, const Gathered& gathered,
                              std::size_t limit) {
  std::vector<Candidate> chosen;
  std::vector<double> same(candidates.size(), 0);
  while (chosen.size() < limit) {
    std::optional<std::size_t> best;
    double best_score = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      if (same[i] >= kSameThing) continue;
      if (gathered.asks_names && !chosen.empty() && candidates[i].score < kLeastNamed) continue;
      const double score = candidates[i].score - kRedundancy * same[i];
      if (best && score <= best_score) continue;
      best = i;
      best_score = score;
    }
    if (!best) break;
    const std::size_t told = earliest_like(*best, candidates, same, gathered);
    chosen.push_back(candidates[told]);
    same[*best] = same[told] = 1;
    for (std::size_t i = 0; i < candidates.size(); ++i)
      same[i] = std::max(same[i], likeness(candidates[told], candidates[i], gathered));
  }
  // The day's own report leads; what looks back follows.
  std::ranges::stable_partition(chosen, [&](const Candidate& c) { return is_own(c, day, gathered); });
  return chosen;
}

std::vector<Candidate> looking_back(std::span<const Candidate> candidates, std::span<const Candidate> chosen,
                                    const Gathered& gathered) {
  constexpr std::size_t kMost = 2;
  constexpr double kNothingNew = 0.5;  // likeness to what is told already
  std::vector<Candidate> result;
  const auto adds = [&](const Candidate& candidate) {
    const auto told = [&](const Candidate& other) {
      return sentence_of(other, gathered).document == sentence_of(candidate, gathered).document ||
             likeness(other, candidate, gathered) * sentence_of(candidate, gathered).shared >= kNothingNew;
    };
    return std::ranges::none_of(chosen, told) && std::ranges::none_of(result, told);
  };
  const auto is = [](const Candidate& candidate, LineFeature feature) {
    return candidate.features[static_cast<std::size_t>(feature)] > 0;
  };
  for (const Candidate& candidate : candidates) {
    if (result.size() >= kMost) break;
    if ((is(candidate, LineFeature::looks_back) || is(candidate, LineFeature::far_back)) && adds(candidate))
      result.push_back(candidate);
  }
  return result;
}

}  // namespace dateline::timeline
