#pragma once
// Days as the tables have them: days since 1970-01-01.

#include <cstdint>
#include <optional>

#include <dateline/date.h>

namespace dateline::store {

inline constexpr std::int64_t kNoDay = 2147483647;  // "not known" in article.day_first: sorts last

inline std::int64_t day_number(Day day) {
  return day.time_since_epoch().count();
}
inline std::int64_t day_or_none(const std::optional<Day>& day) {
  return day ? day_number(*day) : kNoDay;
}
inline Day day_from(std::int64_t number) {
  return Day{std::chrono::days{static_cast<int>(number)}};
}

}  // namespace dateline::store
