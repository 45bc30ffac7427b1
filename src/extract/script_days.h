#pragma once
// The day of publication in what a page's scripts hold: state of frameworks, data for counting readers. The
// last place to ask, for pages that show no day.

#include <optional>
#include <string_view>
#include <vector>

#include <dateline/date.h>

namespace dateline::extract {

// The first day under a key that means publication; keys that mean less are asked after those that mean more.
// O(bytes x keys).
std::optional<PartialDate> day_in_scripts(const std::vector<std::string_view>& scripts);

}  // namespace dateline::extract
