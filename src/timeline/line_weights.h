#pragma once
// Weights of the features of lines.h. Learned by tools/timeline_weights.py (ridge regression on ROUGE against
// human timelines); see docs/TIMELINES.md.

#include "timeline/lines.h"

namespace dateline::timeline {

inline constexpr LineWeight kLineWeights[] = {
    {LineFeature::support, "support", 0.170},
    {LineFeature::opening, "opening", 0.096},
    {LineFeature::query, "query", 0.068},
    {LineFeature::query_itself, "query_itself", 0.031},
    {LineFeature::fit, "fit", 0.058},
    {LineFeature::length, "length", 0.095},
    {LineFeature::long_winded, "long_winded", -0.010},
    {LineFeature::capitals, "capitals", 0.095},
    {LineFeature::title, "title", 0.094},
    {LineFeature::number, "number", 0.031},
    {LineFeature::first_person, "first_person", -0.026},
    {LineFeature::question, "question", -0.013},
    {LineFeature::dependent, "dependent", -0.018},
    {LineFeature::next_day, "next_day", 0.018},
    {LineFeature::looks_back, "looks_back", -0.002},
    {LineFeature::far_back, "far_back", -0.057},
    {LineFeature::day_after, "day_after", -0.008},
};
static_assert(std::size(kLineWeights) == kLineFeatures);

}  // namespace dateline::timeline
