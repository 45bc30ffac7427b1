// When an undated page was published, from its own words.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "annotate/time_scratch.h"
#include "annotate/time_value.h"

namespace dateline::annotate {
namespace {

using std::chrono::days;

enum class Fineness : std::uint8_t { day, month, year };

// A date that the text names with its year.
struct Named {
  DayInterval days;
  Fineness fineness = Fineness::year;
  ByteRange range;
};

// How long after the newest date that it tells of a page is published, three times of four (docs/TIMES.md).
constexpr std::array<int, 3> kDaysAfter = {30, 900, 2400};

std::optional<Named> named(const TimeMention& time) {
  const bool dated = time.type == TimexType::date || time.type == TimexType::time;
  if (!dated || !time.interval || (!time.anchor.empty() && time.anchor != "range")) return std::nullopt;
  if (partial_date(time.interval->first).year < 1990) return std::nullopt;
  const auto length = (time.interval->last - time.interval->first).count();
  if (length > 366) return std::nullopt;
  const Fineness fineness = length == 0 ? Fineness::day : length <= 31 ? Fineness::month : Fineness::year;
  return Named{*time.interval, fineness, time.range};
}

// The weekday that an expression begins with, 1-7; 0 for none.
int weekday_of(std::string_view text) {
  constexpr std::array<std::string_view, 7> kEnglish = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  constexpr std::array<std::string_view, 7> kGerman = {"montag", "dienst", "mittwo", "donner",
                                                       "freita", "samsta", "sonnta"};
  std::string folded(text.substr(0, 6));
  for (char& c : folded)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  for (std::size_t i = 0; i < 7; ++i)
    if (folded.starts_with(kEnglish[i]) || folded == kGerman[i]) return static_cast<int>(i) + 1;
  return 0;
}

}  // namespace

std::optional<InferredDate> infer_published(const Article& article, std::span<const TimeMention> times,
                                            TimesScratch& scratch) {
  const std::vector<Tense>& tenses = scratch.impl().tenses;
  if (tenses.size() != times.size()) return std::nullopt;
  std::optional<Named> newest;
  std::optional<Named> coming;
  std::optional<Named>
      stamp;  // "Friday, 2 May 2031": mostly the page's own, and else the day that it reports
  for (std::size_t i = 0; i < times.size(); ++i) {
    const auto date = named(times[i]);
    if (!date) continue;
    if (times[i].rule == "dateline") {
      const Day day = date->days.first;
      return InferredDate{{day, day + days{1}},
                          fmt::format("the dateline \"{}\"", slice(article.text, times[i].range))};
    }
    if (date->fineness == Fineness::day && weekday_of(slice(article.text, date->range)) != 0 &&
        (!stamp || date->days.first > stamp->days.first))
      stamp = date;
    if (tenses[i] == Tense::future) {
      if (!coming || date->days.last < coming->days.last) coming = date;
    } else if (!newest || date->days.first > newest->days.first ||
               (date->days.first == newest->days.first && date->fineness < newest->fineness)) {
      newest = date;
    }
  }
  if (stamp && (!newest || stamp->days.first + days{366} > newest->days.first))
    return InferredDate{stamp->days,
                        fmt::format("it names the day \"{}\"", slice(article.text, stamp->range))};
  if (!newest) return std::nullopt;
  std::string why =
      fmt::format("the newest date that it tells of is \"{}\"", slice(article.text, newest->range));
  DayInterval found{newest->days.first - days{newest->fineness == Fineness::day ? 1 : 0},
                    newest->days.last + days{kDaysAfter[static_cast<std::size_t>(newest->fineness)]}};
  if (coming && coming->days.last >= found.first && coming->days.last < found.last) {
    found.last = coming->days.last;
    why += fmt::format(", and \"{}\" is still to come", slice(article.text, coming->range));
  }
  return InferredDate{found, why};
}

}  // namespace dateline::annotate
