#include "engine/dating.h"

#include <algorithm>

namespace dateline::engine {
namespace {

using std::chrono::days;

constexpr double kMost = 0.5;  // of its own words
constexpr days kMonth{31};

// What both allow; nullopt where a short range of the page's own excludes the other's.
std::optional<DayInterval> within(const std::optional<DayInterval>& own, const DayInterval& found) {
  if (!own || own->last - own->first > kMonth) return found;
  const DayInterval both{std::max(own->first, found.first), std::min(own->last, found.last)};
  if (both.first > both.last) return std::nullopt;
  return both;
}

}  // namespace

std::vector<DatedByOther> date_by_others(std::span<const std::optional<PartialDate>> published,
                                         const story::Copies& copies,
                                         std::span<const std::optional<DayInterval>> ranges) {
  std::vector<DatedByOther> found;
  std::vector<double> shares;
  const auto consider = [&](std::uint32_t undated, std::uint32_t dated, const story::Relation& relation,
                            bool origin) {
    if (published[undated] || !published[dated]) return;
    const auto day = day_of(*published[dated]);
    if (!day) return;
    const bool most = relation.overlap >= kMost;
    const DayInterval around =
        most ? DayInterval{*day - days{1}, *day + days{2}} : DayInterval{*day - days{7}, *day + days{7}};
    const auto interval = within(undated < ranges.size() ? ranges[undated] : std::nullopt, around);
    if (!interval) return;
    const DatedByOther one{undated,
                           dated,
                           std::clamp(*day, interval->first, interval->last),
                           *interval,
                           relation.passages.empty() ? nullptr : &relation.passages.front(),
                           origin};
    const auto known = std::find_if(found.begin(), found.end(),
                                    [&](const DatedByOther& other) { return other.document == undated; });
    const auto at = static_cast<std::size_t>(known - found.begin());
    if (known == found.end())
      found.push_back(one), shares.push_back(relation.overlap);
    else if (relation.overlap > shares[at] || (relation.overlap == shares[at] && one.day < known->day))
      *known = one, shares[at] = relation.overlap;
  };
  for (const story::Relation& relation : copies.relations) {
    consider(relation.document, relation.of, relation, false);
    consider(relation.of, relation.document, relation, true);
  }
  std::sort(found.begin(), found.end(),
            [](const DatedByOther& a, const DatedByOther& b) { return a.document < b.document; });
  return found;
}

}  // namespace dateline::engine
