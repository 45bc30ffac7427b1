#pragma once
// Which sentences tell a day. Each candidate gets a few features, a linear score (line_weights.h), and the
// best are taken one by one, none that says what a chosen one says (maximal marginal relevance, Carbonell and
// Goldstein 1998).
//
// The feature that matters most is support: how much of the sentence other articles say of the same day, once
// for each article. So what many tell stands for the day, not what is near to the topic in general.

#include <array>
#include <span>
#include <string_view>

#include "timeline/gather.h"

namespace dateline::timeline {

enum class LineFeature : std::uint8_t {
  support,       // log(1 + shared with other articles of that day)
  opening,       // 1 / (1 + place in its article), the first two alike
  query,         // how well it meets the query
  query_itself,  // the query's words stand in it
  fit,           // of its article to the query
  length,        // words, up to kGoodLength
  long_winded,   // words over kLongLength
  capitals,      // share of capital words: names
  title,         // nearness to its article's headline
  number,
  first_person,
  question,
  dependent,
  next_day,    // names the day, in an article of the day after
  looks_back,  // names the day, in an article two or three days later
  far_back,    // names the day, in an article later still
  day_after,   // names no day, in an article of the day after
  said,        // names the day
  subject,     // the name asked for stands where a subject does
  follows,     // about it through a pronoun
  about,       // its article's headline names it
  quoted,      // share of it that is quotation
  reports,     // has a verb of saying
  ahead,       // speaks of what is to come
  opinion,     // share of its article that speaks for itself, up to a quarter
  count
};

inline constexpr double kChance = 0.12;  // likeness that two sentences of one topic have by chance
inline constexpr std::size_t kLineFeatures = static_cast<std::size_t>(LineFeature::count);
using LineFeatures = std::array<double, kLineFeatures>;

struct LineWeight {
  LineFeature feature;
  std::string_view name;
  double weight;       // for a topic
  double name_weight;  // for a name: what someone did
};
std::span<const LineWeight> line_weights();

struct Candidate {
  const Told* told;
  LineFeatures features;
  double score;
};

// The candidates for a day among `told` (planned or not, as asked), best first; at most kMaxPool.
// Cost: O(words of the candidates x candidates that share each).
std::vector<Candidate> candidates(Day day, const std::vector<Told>& told, const Gathered& gathered,
                                  bool planned);

// At most `limit` of them, in the order of choice, those of the day's own reports first. Of sentences that
// say one thing the earliest is taken. Only those that a person would likely take, one at least.
std::vector<Candidate> choose(Day day, std::span<const Candidate> candidates, const Gathered& gathered,
                              std::size_t limit);

// What reports of two days later and more said of the day, beyond what is chosen; at most two, one of an
// article.
std::vector<Candidate> looking_back(std::span<const Candidate> candidates, std::span<const Candidate> chosen,
                                    const Gathered& gathered);

}  // namespace dateline::timeline
