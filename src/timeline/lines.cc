#include "timeline/lines.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <vector>

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
constexpr double kLeastTopic = 0.25;    // the same on a topic
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

// Which candidates have a word, for all words of a pool: the entries of one word lie side by side, those of
// earlier candidates first.
class Postings {
 public:
  struct Entry {
    std::uint32_t candidate;
    float weight;
  };

  Postings(const std::vector<Candidate>& pool, const Gathered& gathered) {
    std::size_t terms = 0;
    for (const Candidate& candidate : pool) terms += sentence_of(candidate, gathered).terms.size();
    slots_.resize(std::bit_ceil(2 * terms + 1));
    std::vector<std::uint32_t> ends;  // counts at first
    words_.reserve(terms);
    for (const Candidate& candidate : pool)
      for (const story::Term& term : sentence_of(candidate, gathered).terms) {
        const std::uint32_t word = number(term.key, ends);
        words_.push_back(word);
        ++ends[word];
      }
    begins_.assign(ends.size() + 1, 0);
    std::partial_sum(ends.begin(), ends.end(), begins_.begin() + 1);
    std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
    entries_.resize(terms);
    std::size_t place = 0;
    for (std::uint32_t i = 0; i < pool.size(); ++i)
      for (const story::Term& term : sentence_of(pool[i], gathered).terms)
        entries_[next[words_[place++]]++] = {i, term.weight};
  }

  // Of the word at `place`, counted through all terms of all candidates.
  std::span<const Entry> of(std::size_t place) const {
    const std::uint32_t word = words_[place];
    return std::span(entries_).subspan(begins_[word], begins_[word + 1] - begins_[word]);
  }

 private:
  struct Slot {
    std::uint32_t key = 0;
    std::uint32_t word = 0;  // 1 more than its number; 0: empty
  };
  std::uint32_t number(std::uint32_t key, std::vector<std::uint32_t>& counts) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = key & mask;
    while (slots_[at].word != 0 && slots_[at].key != key) at = (at + 1) & mask;
    if (slots_[at].word == 0) {
      counts.push_back(0);
      slots_[at] = {key, static_cast<std::uint32_t>(counts.size())};
    }
    return slots_[at].word - 1;
  }

  std::vector<Slot> slots_;
  std::vector<std::uint32_t> words_;   // number of each place
  std::vector<std::uint32_t> begins_;  // of each number, in entries_
  std::vector<Entry> entries_;
};

// Articles of a pool by numbers that lie close, in the order of their own.
std::vector<std::uint32_t> articles_of(const std::vector<Candidate>& pool, const Gathered& gathered) {
  std::vector<std::uint32_t> all;
  all.reserve(pool.size());
  for (const Candidate& candidate : pool) all.push_back(sentence_of(candidate, gathered).document);
  std::vector<std::uint32_t> sorted = all;
  std::ranges::sort(sorted);
  sorted.erase(std::ranges::unique(sorted).begin(), sorted.end());
  for (std::uint32_t& document : all)
    document = static_cast<std::uint32_t>(std::ranges::lower_bound(sorted, document) - sorted.begin());
  return all;
}

// For each candidate what the sentences of other articles share with it, the nearest of each article.
std::vector<double> support_of(const std::vector<Candidate>& pool, const Gathered& gathered) {
  const Postings postings(pool, gathered);
  const std::vector<std::uint32_t> article = articles_of(pool, gathered);
  std::vector<double> lends;
  lends.reserve(pool.size());
  for (const Candidate& candidate : pool) lends.push_back(lent(candidate, gathered));
  std::vector<double> result(pool.size());
  std::vector<double> shared(pool.size());
  std::vector<double> best(pool.size());  // by article
  std::size_t place = 0;
  for (std::uint32_t i = 0; i < pool.size(); ++i) {
    std::ranges::fill(shared, 0);
    for (const story::Term& term : sentence_of(pool[i], gathered).terms)
      for (const auto& [other, weight] : postings.of(place++))
        shared[other] += static_cast<double>(term.weight) * static_cast<double>(weight);
    std::ranges::fill(best, 0);
    for (std::uint32_t j = 0; j < pool.size(); ++j) {
      if (article[j] == article[i] || shared[j] <= kChance) continue;
      best[article[j]] = std::max(best[article[j]], (shared[j] - kChance) * lends[j]);
    }
    for (const double value : best) result[i] += value;
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
  set(LineFeature::opinion, 1 - gathered.reports[sentence.document]);
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
  struct Seen {
    const Told* told;
    double score;
  };
  std::vector<Seen> seen;
  for (const Told& t : told)
    if (may_tell(t, gathered, planned)) seen.push_back({&t, first_sight(t, gathered.sentences[t.sentence])});
  // Sentences of the day after only go along with others.
  if (std::ranges::all_of(seen, [](const Seen& s) { return s.told->dating == Dating::day_after; })) return {};
  const auto better = [](const auto& a, const auto& b) {
    return a.score != b.score ? a.score > b.score : a.told->sentence < b.told->sentence;
  };
  const std::size_t size = std::min(seen.size(), kMaxPool);
  std::ranges::partial_sort(seen, seen.begin() + static_cast<std::ptrdiff_t>(size), better);
  std::vector<Candidate> pool;
  pool.reserve(size);
  for (const Seen& s : std::span(seen).first(size)) pool.push_back({s.told, {}, s.score});
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
  const double least = gathered.asks_names ? kLeastNamed : kLeastTopic;
  while (chosen.size() < limit) {
    std::optional<std::size_t> best;
    double best_score = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      if (same[i] >= kSameThing) continue;
      if (!chosen.empty() && candidates[i].score < least) continue;
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
