#include "timeline/timeline.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "timeline/gather.h"
#include "timeline/lines.h"

namespace dateline::timeline {
namespace {

constexpr double kSaid = 1.0;      // weight of a report that names the day
constexpr double kSaidThen = 1.0;  // the same, when it was published that day or the next
constexpr double kOwn = 3.0;  // the same, in the opening of such a report: it is what the report is about
constexpr double kSaidLater = 1.0;    // the same, when it looks back
constexpr double kPublished = 0.5;    // weight of a report of that day that names none
constexpr double kSaidAhead = 0.5;    // weight of a report before the day
constexpr double kCoarse = 0.1;       // share of a month or year, against a day, for a topic
constexpr double kCoarseNamed = 0.2;  // the same for a name
constexpr double kUnasked = 0.3;      // share of a sentence that does not meet the query
constexpr double kLookers = 0.5;      // how much many days of looking back add

using story::Copies;
using story::Document;

struct Scored {
  double score;
  DateKey date;
  const std::vector<Told>* told;
};

bool heavier(const Scored& a, const Scored& b) {
  return a.score != b.score ? a.score > b.score : a.date < b.date;
}

std::vector<std::uint32_t> documents_of(const std::vector<Told>& told, const Gathered& gathered) {
  std::vector<std::uint32_t> result;
  for (const Told& t : told)
    if (t.dating != Dating::day_after) result.push_back(gathered.sentences[t.sentence].document);
  std::ranges::sort(result);
  result.erase(std::ranges::unique(result).begin(), result.end());
  return result;
}

std::uint32_t origin_of(const Copies& copies, std::uint32_t document) {
  return copies.origins.empty() ? document : copies.origins[document].front();
}

// How much a day matters: who says something of it, once for each origin; later looks back count by how many
// days look.
double day_score(const DateKey& date, const std::vector<Told>& told, const Gathered& gathered,
                 const Copies& copies) {
  std::map<std::uint32_t, double> said;       // by origin
  std::map<std::uint32_t, double> published;  // by origin
  std::set<Day> lookers;
  for (const Told& t : told) {
    const Sentence& sentence = gathered.sentences[t.sentence];
    const std::uint32_t origin = origin_of(copies, sentence.document);
    const double fit = (kUnasked + (1 - kUnasked) * sentence.query) * gathered.fit[sentence.document];
    const auto& day = gathered.published[sentence.document];
    if (t.dating == Dating::said) {
      const double distance = day ? static_cast<double>((*day - date.interval.first).count()) : 30;
      const double weight = t.planned                        ? kSaidAhead
                            : distance >= 0 && distance <= 1 ? (sentence.index < 3 ? kOwn : kSaidThen)
                                                             : kSaidLater;
      double& best = said[origin];
      best = std::max(best, weight * fit);
      if (day && distance > 1) lookers.insert(*day);
    } else if (t.dating == Dating::published && sentence.index < 3) {
      double& best = published[origin];
      best = std::max(best, fit * gathered.reports[sentence.document]);
    }
  }
  double total = 0;
  for (const auto& [origin, weight] : said) total += kSaid * weight;
  for (const auto& [origin, weight] : published) total += kPublished * weight;
  total *= 1 + kLookers * std::log1p(static_cast<double>(lookers.size()));
  return date.interval.first == date.interval.last ? total
                                                   : (gathered.asks_names ? kCoarseNamed : kCoarse) * total;
}

PartialDate date_of(const DayInterval& interval) {
  PartialDate date = partial_date(interval.first);
  if (interval.first == interval.last) return date;
  date.day = 0;
  if (days_of(date) != interval) date.month = 0;
  return date;
}

Line line_of(const Candidate& candidate, const Gathered& gathered) {
  const Sentence& sentence = gathered.sentences[candidate.told->sentence];
  return {sentence.document, sentence.range};
}

// About a name a day matters by what can be told of it, too.
void weigh_by_lines(std::vector<Scored>& scored, const Gathered& gathered, std::size_t wanted) {
  constexpr std::size_t kWeighed = 4;  // times the days that are wanted
  constexpr double kLeastLine = 0.02;
  const std::size_t count = std::min(scored.size(), std::max<std::size_t>(kWeighed * wanted, 40));
  for (std::size_t i = 0; i < scored.size(); ++i) {
    double best = 0;
    if (i < count) {
      const auto pool = candidates(scored[i].date.interval.first, *scored[i].told, gathered, false);
      if (!pool.empty()) best = pool.front().score;
    }
    best = std::max(kLeastLine, best);
    scored[i].score *= best * best;
  }
  std::ranges::sort(scored, heavier);
}

std::vector<Weighed> explained(std::span<const Candidate> pool, const Gathered& gathered, std::size_t limit) {
  std::vector<Weighed> result;
  for (const Candidate& candidate : pool.first(std::min(limit, pool.size()))) {
    const Sentence& sentence = gathered.sentences[candidate.told->sentence];
    Weighed weighed{{sentence.document, sentence.range}, candidate.score, {}};
    for (const LineWeight& weight : line_weights())
      weighed.features.push_back(candidate.features[static_cast<std::size_t>(weight.feature)]);
    result.push_back(std::move(weighed));
  }
  return result;
}

Entry entry_of(const Scored& scored, const Gathered& gathered, std::span<const Document> documents,
               const Copies& copies, const Query& query) {
  Entry entry;
  entry.interval = scored.date.interval;
  entry.date = date_of(entry.interval);
  std::vector<Candidate> pool = candidates(entry.interval.first, *scored.told, gathered, false);
  if (pool.empty()) {
    entry.status = Status::planned;
    pool = candidates(entry.interval.first, *scored.told, gathered, true);
  }
  entry.weight = scored.score;
  entry.weighed = explained(pool, gathered, query.explain);
  const std::vector<Candidate> chosen = choose(entry.interval.first, pool, gathered, query.per_date);
  for (const Candidate& line : chosen) entry.summary.push_back(line_of(line, gathered));
  for (const Candidate& line : looking_back(pool, chosen, gathered))
    entry.later.push_back(line_of(line, gathered));
  entry.documents = documents_of(*scored.told, gathered);
  std::set<std::string> sources;
  for (const std::uint32_t document : entry.documents)
    if (!documents[document].source.empty()) sources.emplace(documents[document].source);
  entry.sources.assign(sources.begin(), sources.end());
  entry.independent =
      copies.origins.empty() ? entry.documents.size() : story::independent(copies, entry.documents);
  return entry;
}

// Days that stand out: those above the mean of all, at least a few when there are so many.
std::size_t automatic(const std::vector<Scored>& scored) {
  constexpr std::size_t kLeast = 5;
  constexpr std::size_t kMost = 60;
  if (scored.empty()) return 0;
  double sum = 0;
  for (const Scored& s : scored) sum += s.score;
  const double mean = sum / static_cast<double>(scored.size());
  const auto above = static_cast<std::size_t>(
      std::ranges::count_if(scored, [&](const Scored& s) { return s.score > mean; }));
  return std::clamp(above, std::min(kLeast, scored.size()), kMost);
}

}  // namespace

Timeline make_timeline(std::span<const Document> documents, const Copies& copies, const Query& query) {
  const Gathered gathered = gather(documents, query);
  std::vector<Scored> scored;
  for (const auto& [date, told] : gathered.days) {
    const double score = day_score(date, told, gathered, copies);
    if (score > 0) scored.push_back({score, date, &told});
  }
  std::ranges::sort(scored, heavier);
  const std::size_t wanted = query.dates ? *query.dates : automatic(scored);
  if (gathered.asks_names) weigh_by_lines(scored, gathered, wanted);
  Timeline timeline;
  for (const Scored& s : scored) {
    if (timeline.entries.size() >= wanted) break;
    Entry entry = entry_of(s, gathered, documents, copies, query);
    if (!entry.summary.empty()) timeline.entries.push_back(std::move(entry));
  }
  std::ranges::sort(timeline.entries,
                    [](const Entry& a, const Entry& b) { return DateKey{a.interval} < DateKey{b.interval}; });
  return timeline;
}

const char* name_of(Status status) {
  return status == Status::planned ? "planned" : "actual";
}

}  // namespace dateline::timeline
