#pragma once
// The day of publication among all the days that a page gives.

#include <string>
#include <vector>

#include <dateline/document.h>

#include "extract/blocks.h"

namespace dateline::extract {

// One place that names a day, and how far it is believed.
struct DayVote {
  PartialDate date;
  DateSource from = DateSource::none;
  double weight = 0;
};

// A day in the text of an element that says that it holds one.
struct ShownDay {
  PartialDate date;
  std::uint32_t node = 0;
  DateSource from = DateSource::time;
  bool published = false;  // says that it is the publication's
};

struct DaySources {
  std::vector<DayVote> hidden;  // data, meta elements, address
  std::vector<ShownDay> shown;
};

// Votes are added up by day. What is shown counts by how near to the headline or to the text's end it stands;
// blocks `first` to `last` are the text, `title` is the headline's block. A time in UTC yields to a shown day
// beside it: that is the publisher's own. Nothing for a page that names no day.
std::optional<DayVote> choose_published(const DaySources& sources, const std::vector<Block>& blocks,
                                        std::size_t title, std::size_t first, std::size_t last);

}  // namespace dateline::extract
