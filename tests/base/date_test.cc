#include <dateline/date.h>
#include <gmock/gmock.h>

namespace dateline {
namespace {

TEST(Date, ReadsEveryPrecisionAndWritesItBack) {
  for (const char* text : {"2024", "2024-07", "2024-07-23", "2024-07-23T14:05", "2024-07-23T14:05:00+03:00",
                           "2024-07-23T14:05:09.250Z"}) {
    const auto date = parse_date(text);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(to_string(*date), text);
  }
}

TEST(Date, RefusesWhatIsNoDate) {
  for (const char* text : {"", "24", "0000", "2024-13", "2023-02-29", "2024-07-23T", "2024-07-23T25:00",
                           "2024-7-3", "2024-07-23T14:05:00+99:00", "2024-07-23x"})
    EXPECT_FALSE(parse_date(text)) << text;
}

TEST(Date, DaysOfAPartialDateAreItsFirstAndLast) {
  const DayInterval february = days_of(*parse_date("2024-02"));
  EXPECT_EQ(to_string(february.first), "2024-02-01");
  EXPECT_EQ(to_string(february.last), "2024-02-29");
  const DayInterval year = days_of(*parse_date("2023"));
  EXPECT_EQ((year.last - year.first).count(), 364);
}

TEST(Date, ClockKeepsThePublishersDay) {
  EXPECT_EQ(day_of(*parse_date("2024-07-23T23:30:00-08:00")), make_day(2024, 7, 23));
}

}  // namespace
}  // namespace dateline
