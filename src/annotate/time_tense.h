#pragma once
// Which way a clause looks: back to what happened, or ahead to what is to come. Decides whether a bare
// weekday or month is the last or the next one.

#include <span>
#include <string_view>

#include "annotate/time_meaning.h"

namespace dateline::annotate {

// The tense that governs tokens [first, end): the nearest verb before it; after it where it opens a clause or
// nothing stands before. O(24) tokens each way.
Tense tense_at(std::string_view text, std::span<const TimeToken> tokens, std::size_t first, std::size_t end);

}  // namespace dateline::annotate
