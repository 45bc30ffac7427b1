#pragma once
// Weights of the features of lines.h. Learned by tools/timeline_weights.py (ridge regression on ROUGE against
// human timelines); see docs/TIMELINES.md.

#include "timeline/lines.h"

namespace dateline::timeline {

inline constexpr LineWeight kLineWeights[] = {
    {LineFeature::support, "support", 0.178},
    {LineFeature::opening, "opening", 0.110},
    {LineFeature::query, "query", 0.073},
    {LineFeature::query_itself, "query_itself", 0.033},
    {LineFeature::fit, "fit", 0.056},
    {LineFeature::length, "length", 0.121},
    {LineFeature::long_winded, "long_winded", -0.006},
    {LineFeature::capitals, "capitals", 0.089},
    {LineFeature::title, "title", 0.086},
    {LineFeature::number, "number", 0.022},
    {LineFeature::first_person, "first_person", -0.024},
    {LineFeature::question, "question", -0.015},
    {LineFeature::dependent, "dependent", -0.018},
    {LineFeature::next_day, "next_day", 0.021},
    {LineFeature::looks_back, "looks_back", 0.005},
    {LineFeature::far_back, "far_back", -0.045},
    {LineFeature::day_after, "day_after", 0.0},
};
static_assert(std::size(kLineWeights) == kLineFeatures);

}  // namespace dateline::timeline
