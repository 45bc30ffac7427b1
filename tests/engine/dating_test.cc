// Undated articles dated by others.

#include <gmock/gmock.h>

#include "engine/dating.h"

namespace dateline::engine {
namespace {

using Dates = std::vector<std::optional<PartialDate>>;

story::Relation relation(std::uint32_t from, std::uint32_t of, double overlap) {
  story::Relation out;
  out.document = from;
  out.of = of;
  out.overlap = overlap;
  return out;
}

const Day kDay = *make_day(2031, 5, 4);

TEST(Dating, ACopyIsFromTheDaysAroundItsOrigin) {
  const Dates documents = {PartialDate{2031, 5, 4, {}}, std::nullopt};
  story::Copies copies;
  copies.relations = {relation(1, 0, 0.9)};
  const auto dated = date_by_others(documents, copies);
  ASSERT_EQ(dated.size(), 1u);
  EXPECT_EQ(dated[0].document, 1u);
  EXPECT_EQ(dated[0].day, kDay);
  EXPECT_EQ(dated[0].interval, (DayInterval{kDay - std::chrono::days{1}, kDay + std::chrono::days{2}}));
}

TEST(Dating, AnUndatedOriginIsDatedByItsCopy) {
  const Dates documents = {std::nullopt, PartialDate{2031, 5, 4, {}}};
  story::Copies copies;
  copies.relations = {relation(1, 0, 0.2)};
  const auto dated = date_by_others(documents, copies);
  ASSERT_EQ(dated.size(), 1u);
  EXPECT_TRUE(dated[0].is_origin);
  EXPECT_EQ(dated[0].interval, (DayInterval{kDay - std::chrono::days{7}, kDay + std::chrono::days{7}}));
}

TEST(Dating, TheGreatestShareCountsAndDatedPagesStay) {
  const Dates documents = {PartialDate{2031, 5, 4, {}}, std::nullopt, PartialDate{2031, 6, 1, {}},
                           PartialDate{2031, 6, 0, {}}};
  story::Copies copies;
  copies.relations = {relation(1, 0, 0.3), relation(1, 2, 0.8), relation(2, 0, 0.9), relation(1, 3, 0.95)};
  const auto dated = date_by_others(documents, copies);
  ASSERT_EQ(dated.size(), 1u);
  EXPECT_EQ(dated[0].other, 2u) << "a month is no day";
}

TEST(Dating, APagesOwnMonthBoundsIt) {
  const Dates documents = {PartialDate{2031, 5, 4, {}}, std::nullopt, std::nullopt};
  const std::vector<std::optional<DayInterval>> ranges = {
      std::nullopt, DayInterval{*make_day(2031, 5, 1), *make_day(2031, 5, 31)},
      DayInterval{*make_day(2031, 7, 1), *make_day(2031, 7, 31)}};
  story::Copies copies;
  copies.relations = {relation(1, 0, 0.2), relation(2, 0, 0.2)};
  const auto dated = date_by_others(documents, copies, ranges);
  ASSERT_EQ(dated.size(), 1u) << "the one of July shares words with it, and is not from May";
  EXPECT_EQ(dated[0].document, 1u);
  EXPECT_EQ(dated[0].interval, (DayInterval{*make_day(2031, 5, 1), kDay + std::chrono::days{7}}));
}

}  // namespace
}  // namespace dateline::engine
