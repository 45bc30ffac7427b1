#pragma once
// Weights of the features of lines.h: of a sentence on a topic, then of one about a name. The first are
// learned by tools/timeline_weights.py (ridge regression on ROUGE against human timelines), the second in the
// same way from which sentences people put into the timeline of a person, body or product; see
// docs/TIMELINES.md.

#include "timeline/lines.h"

namespace dateline::timeline {

inline constexpr LineWeight kLineWeights[] = {
    {LineFeature::support, "support", 0.176, 0.000},
    {LineFeature::opening, "opening", 0.127, 0.095},
    {LineFeature::query, "query", 0.066, 0.081},
    {LineFeature::query_itself, "query_itself", 0.027, 0.000},
    {LineFeature::fit, "fit", 0.063, 0.038},
    {LineFeature::length, "length", 0.081, 0.000},
    {LineFeature::long_winded, "long_winded", -0.010, 0.000},
    {LineFeature::capitals, "capitals", 0.103, 0.000},
    {LineFeature::title, "title", 0.086, 0.000},
    {LineFeature::number, "number", 0.028, 0.000},
    {LineFeature::first_person, "first_person", -0.026, 0.000},
    {LineFeature::question, "question", -0.009, 0.000},
    {LineFeature::dependent, "dependent", -0.014, 0.000},
    {LineFeature::next_day, "next_day", 0.007, 0.000},
    {LineFeature::looks_back, "looks_back", -0.015, 0.000},
    {LineFeature::far_back, "far_back", -0.065, 0.000},
    {LineFeature::day_after, "day_after", -0.009, -0.115},
    {LineFeature::said, "said", 0, 0.042},
    {LineFeature::subject, "subject", 0, 0.284},
    {LineFeature::follows, "follows", -0.058, 0.070},
    {LineFeature::about, "about", 0, 0.029},
    {LineFeature::quoted, "quoted", -0.017, 0.000},
    {LineFeature::reports, "reports", 0.016, 0.000},
    {LineFeature::ahead, "ahead", -0.004, -0.035},
    {LineFeature::opinion, "opinion", -0.009, 0.000},
};
// Added to the score of a sentence about a name, which then estimates how likely a person would take it.
inline constexpr double kNameBias = -0.028;
static_assert(std::size(kLineWeights) == kLineFeatures);

}  // namespace dateline::timeline
