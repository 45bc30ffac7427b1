#pragma once
// Where the first sentence of a report itself begins, behind what its page or agency put before it:
//
//   "Weir gives way Tuesday 12 March 2031 08.40 GMT The weir of Orlane gave way ..."    headline and stamp
//   "VARNHOLM, Norvane | Wed Mar 12, 2031 8:40 am EST VARNHOLM (Unity Wire) - Two ..."  stamp and dateline
//   "VARNHOLM, May 6 (Unity Wire) - Two ..."                                            dateline
//   "The weir of Orlane on Monday. Photograph: Ida Lorn/AP Two ..."                     caption and credit
//
// A stamp is a date with its year, of the day of publication or the one beside it, and a time of day with it.
// Without both the words stay: "speaks in Varnholm, Tuesday, Nov. 2, 2031" is what a caption tells.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <dateline/document.h>

namespace dateline::timeline {

struct Lead {
  std::uint32_t stamp = 0;  // bytes up to the first of the stamp; 0 without one
  std::uint32_t begin = 0;  // bytes up to the sentence itself
};

// `times` are of the text that `sentence` is a range of, in text order. Cost: O(bytes).
Lead lead_of(std::string_view text, ByteRange sentence, std::span<const TimeMention> times,
             std::optional<Day> published);

}  // namespace dateline::timeline
