#pragma once
// The day of publication among all the days that a page gives.

#include <optional>
#include <string>
#include <string_view>
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
  std::uint32_t text = 0;  // the text node
  DateSource from = DateSource::time;
  bool published = false;  // says that it is the publication's
};

struct DaySources {
  std::vector<DayVote> hidden;  // data, meta elements, address
  std::vector<ShownDay> shown;
  std::vector<ShownDay> changes;             // shown, and said to be the last change's
  std::vector<DayVote> hidden_changes;       // the same in data and meta elements
  std::vector<std::string_view> scripts;     // asked when nothing else is sure
  std::optional<PartialDate> address_range;  // a month or a year in the address
};

// Where the article stands among the blocks: the headline's block, and those of the text.
struct Place {
  std::size_t title = 0;
  std::size_t first = 0;
  std::size_t last = 0;
};

// Votes are added up by day. What is shown counts by how near to the headline or to the text's end it stands.
// A time in UTC yields to a shown day beside it: that is the publisher's own. Where no day has weight, what
// scripts hold and then the day of the last change stand for it. Nothing for a page that names no day.
std::optional<DayVote> choose_published(const DaySources& sources, const std::vector<Block>& blocks,
                                        const Place& place);

// For a page that names no day: the month or year of its address, else the year of its copyright line.
std::optional<DayInterval> published_range(const DaySources& sources, const std::vector<Block>& blocks);

}  // namespace dateline::extract
