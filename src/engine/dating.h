#pragma once
// Undated articles of a collection, dated by the dated ones that share their words.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <dateline/date.h>

#include "story/copies.h"

namespace dateline::engine {

struct DatedByOther {
  std::uint32_t document = 0;  // the undated one
  std::uint32_t other = 0;     // the one that its date rests on
  Day day;                     // the other's day
  DayInterval interval;
  const story::SharedPassage* passage = nullptr;  // the first that they share, or null; of `relation`
  bool is_origin = false;                         // the undated one is the passage's origin
};

// `published` by document. A page that shares most of its words with a dated one is from that day, a day
// before or two after; one that shares only passages (a quotation, a paragraph) is from the two weeks around
// it. Of several the one with the greatest share counts, and among equals the earliest. `ranges` by document,
// or empty: a page whose own range is a month or shorter (its address says it) is dated by no other outside
// of it, and within it where they meet. Views into `copies`, which must outlive the result.
std::vector<DatedByOther> date_by_others(std::span<const std::optional<PartialDate>> published,
                                         const story::Copies& copies,
                                         std::span<const std::optional<DayInterval>> ranges = {});

}  // namespace dateline::engine
