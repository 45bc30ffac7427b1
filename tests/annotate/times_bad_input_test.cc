// Absurd and broken input: no crash, no invented day.

#include <gmock/gmock.h>

#include "annotate/time_governor.h"
#include "annotate/times.h"
#include "text/sentences.h"

namespace dateline::annotate {
namespace {

std::vector<TimeMention> times_of(std::string text, std::optional<PartialDate> published) {
  Article article;
  article.text = std::move(text);
  article.published = std::move(published);
  std::vector<ByteRange> sentences;
  text::split_sentences(article.text, sentences);
  TimesScratch scratch;
  std::vector<TimeMention> out;
  find_times(article, sentences, scratch, out);
  return out;
}

TEST(TimesBadInput, ADayThatDoesNotExistHasNoValueAndSaysWhy) {
  const auto times = times_of("It opened on February 31, 2030.", PartialDate{2031, 6, 16, {}});
  ASSERT_EQ(times.size(), 1u);
  EXPECT_EQ(times[0].value, "");
  EXPECT_FALSE(times[0].interval);
  EXPECT_THAT(times[0].why, ::testing::HasSubstr("no such day"));
}

TEST(TimesBadInput, WithoutAPublicationDateNothingIsInvented) {
  for (const char* text : {"It closed yesterday.", "It closed last week.", "It closed two weeks ago."}) {
    const auto times = times_of(text, std::nullopt);
    ASSERT_EQ(times.size(), 1u) << text;
    EXPECT_EQ(times[0].value, "") << text;
    EXPECT_FALSE(times[0].why.empty()) << text;
  }
  const auto weekday = times_of("It closed on Friday.", std::nullopt);
  ASSERT_EQ(weekday.size(), 1u);
  EXPECT_EQ(weekday[0].value, "XXXX-WXX-5");
  EXPECT_FALSE(weekday[0].interval);
}

TEST(TimesBadInput, AbsurdNumbers) {
  for (const char* text : {"99999999999 years ago it fell.", "On 99/99/9999 it fell.", "In the 0th century.",
                           "9999999 weeks later.", "-3 days ago", "the 44th quarter of 2030", "at 25:71",
                           "the year 99999", "64 BC", "0 BC"}) {
    for (const TimeMention& time : times_of(text, PartialDate{2031, 6, 16, {}}))
      EXPECT_FALSE(time.interval && time.interval->last < time.interval->first) << text;
  }
}

TEST(TimesBadInput, NumbersThatAreTooLargeGiveNoDay) {
  for (const char* text :
       {"It fell 999999 years ago.", "It fell 99999999 weeks ago.", "It falls 88888 decades from now."}) {
    const auto times = times_of(text, PartialDate{2031, 6, 16, {}});
    ASSERT_EQ(times.size(), 1u) << text;
    EXPECT_EQ(times[0].value, "") << text;
    EXPECT_FALSE(times[0].interval) << text;
    EXPECT_THAT(times[0].why, ::testing::HasSubstr("too large")) << text;
  }
}

TEST(TimesBadInput, BeforeOurEraHasAValueButNoDays) {
  const auto times = times_of("He crossed on 3 April 480 BC.", PartialDate{2031, 6, 16, {}});
  ASSERT_EQ(times.size(), 1u);
  EXPECT_EQ(times[0].value, "BC0480-04-03");
  EXPECT_FALSE(times[0].interval);
}

// "The dam | broke | on | Friday": on and Friday hang on the verb.
TEST(TimesGovernor, IsTheNearestVerbAbove) {
  const std::string text = "The dam broke on Friday.";
  const std::vector<ParseToken> tokens = {{{0, 3}, 1, false},   {{4, 7}, 2, false},   {{8, 13}, 2, true},
                                          {{14, 16}, 2, false}, {{17, 23}, 3, false}, {{23, 24}, 2, false}};
  auto times = times_of(text, PartialDate{2031, 6, 16, {}});
  ASSERT_EQ(times.size(), 1u);
  attach_governors(tokens, times);
  ASSERT_TRUE(times[0].governor);
  EXPECT_EQ(slice(text, *times[0].governor), "broke");
}

TEST(TimesGovernor, BrokenTreesGiveNone) {
  const std::string text = "The dam broke on Friday.";
  const std::vector<ParseToken> loop = {{{14, 16}, 1, false}, {{17, 23}, 0, false}};
  const std::vector<ParseToken> outside = {{{17, 23}, 99, false}};
  const std::vector<ParseToken> below = {{{17, 23}, -7, false}};
  for (const auto& tokens : {loop, outside, below, std::vector<ParseToken>{}}) {
    auto times = times_of(text, PartialDate{2031, 6, 16, {}});
    attach_governors(tokens, times);
    EXPECT_FALSE(times.at(0).governor);
  }
}

TEST(TimesBadInput, OtherErasGiveNoDayThatARecordCannotKeep) {
  for (const char* text : {"It was shown in 1997, 10 am, 6 pm.", "Walls (2031) 10 am, 6 pm, Channel 4.",
                           "In the year 10 AM it stood.", "3 AH", "In 44 BC he died."}) {
    for (const TimeMention& time : times_of(text, PartialDate{2031, 6, 16, {}})) {
      if (!time.interval) continue;
      EXPECT_GE(time.interval->first, *make_day(1, 1, 1)) << text;
    }
  }
}

TEST(TimesBadInput, AnHourIsNoYearOfAnotherEra) {
  const auto value = [](const std::string& text) {
    const auto found = times_of(text, PartialDate{2031, 6, 16, {}});
    return found.empty() ? std::string() : found.back().value;
  };
  EXPECT_EQ(value("We met at 10 am."), "2031-06-16T10:00");
  EXPECT_EQ(value("It was shown in 1997, 10 am."), "2031-06-16T10:00");
  EXPECT_EQ(value("It began at 11 A.M."), "2031-06-16T11:00");
  EXPECT_EQ(value("I am 64."), "");
  EXPECT_EQ(value("He saw, ah 20 of them."), "");
  EXPECT_EQ(value("The year 5791 AM began."), "2030-09-28/2031-09-17");
}

TEST(TimesBadInput, AMegabyteWithoutASpace) {
  EXPECT_TRUE(times_of(std::string(1 << 20, 'x'), std::nullopt).empty());
  times_of(std::string(1 << 20, '1'), std::nullopt);
  times_of(std::string(1 << 20, '\''), std::nullopt);
  times_of(std::string(1 << 20, '\xE2'), std::nullopt);
}

}  // namespace
}  // namespace dateline::annotate
