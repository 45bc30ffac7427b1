// Every rule's example is found whole, by some rule, with the value that the table promises.

#include <gmock/gmock.h>

#include "annotate/time_grammar.h"
#include "annotate/times.h"
#include "text/sentences.h"

namespace dateline::annotate {
namespace {

std::vector<TimeMention> times_of(std::string_view text, std::string_view language = "en",
                                  std::optional<PartialDate> published = PartialDate{2031, 6, 16, {}}) {
  Article article;
  article.text = text;
  article.language = language;
  article.published = std::move(published);
  std::vector<ByteRange> sentences;
  text::split_sentences(article.text, sentences);
  TimesScratch scratch;
  std::vector<TimeMention> out;
  find_times(article, sentences, scratch, out);
  return out;
}

TEST(TimeRules, EveryGrammarCompiles) {
  for (const TimeLanguage& language : time_languages()) EXPECT_TRUE(language.grammar->ok()) << language.code;
}

TEST(TimeRules, EveryExampleHolds) {
  for (const TimeLanguage& language : time_languages()) {
    for (const TimeRule& rule : language.rules) {
      const std::vector<TimeMention> found = times_of(rule.example, language.code);
      const auto hit = std::find_if(found.begin(), found.end(), [&](const TimeMention& t) {
        return slice(rule.example, t.range) == rule.span;
      });
      if (hit == found.end()) {
        ADD_FAILURE() << rule.name << ": '" << rule.span << "' is not found in: " << rule.example;
        continue;
      }
      EXPECT_EQ(hit->value, rule.value) << rule.name << ": " << rule.example << " (by " << hit->rule << ")";
    }
  }
}

// What the words around decide. Published on Monday, 2031-06-16; "-" is no time at all.
struct Around {
  std::string_view text;
  std::string_view span;
  std::string_view value;
};

TEST(TimeRules, TheWordsAroundDecide) {
  constexpr Around kCases[] = {
      // Back or ahead.
      {"The council planned to meet on Thursday.", "Thursday", "2031-06-19"},
      {"Talks begin on Thursday.", "Thursday", "2031-06-19"},
      {"It was off to a bright start on Thursday.", "Thursday", "2031-06-12"},
      {"The ferry stayed in port due to the storm on Thursday.", "Thursday", "2031-06-12"},
      {"Trams are due to run again on Thursday.", "Thursday", "2031-06-19"},
      {"They looked for ways around Thursday's ruling that would hurt them.", "Thursday", "2031-06-12"},
      {"He has said that after Thursday he will have no money left.", "Thursday", "2031-06-19"},
      {"It will cost much, and on Thursday he said so.", "Thursday", "2031-06-12"},
      {"The much-awaited hearing Thursday came to nothing.", "Thursday", "2031-06-12"},
      {"A new pipe could reach the harbour on Thursday.", "Thursday", "2031-06-19"},
      {"The owner could not be reached on Thursday.", "Thursday", "2031-06-12"},
      {"It could arrive by Thursday or Friday.", "Friday", "2031-06-20"},
      {"Ms Orlan will succeed Mr Vey Feb. 1.", "Feb. 1", "2032-02-01"},
      {"Her tour in March would take three buses.", "March", "2032-03"},
      {"A law passed in March will close the port.", "March", "2031-03"},
      {"The mayor, shown here in February, said nothing.", "February", "2031-02"},
      // Names and other words.
      {"He wrote for the Sunday Herald.", "Sunday", "-"},
      {"It was in the Daily Herald.", "Daily", "-"},
      {"Orlane left following Friday's vote.", "Friday", "2031-06-13"},
      {"Give to the DEC appeal.", "DEC", "-"},
      {"The fall-out was great.", "fall", "-"},
      {"The now-famous valve failed.", "now", "-"},
      {"They talked of the future of the port.", "the future", "-"},
      {"He left at the last minute.", "last minute", "-"},
      {"The 12 May floods did harm.", "12 May", "2031-05-12"},
      {"Output stayed at 2029 levels.", "2029", "2029"},
      {"It sold 2000 tickets.", "2000", "-"},
      // The day that the text says it is, and stays told of.
      {"Good morning. It is Wednesday. I slept well today.", "today", "2031-06-11"},
      {"We left the lake. It is our last day here.", "last day", "2031-06-16"},
      {"They met in May. The roads froze from the 9th to the 11th century.", "the 9th", "08"},
      {"She has led it (2019 – present).", "present", "PRESENT_REF"},
      // Feasts, and numbers that are dates.
      {"Mardi Gras 2031 was dry.", "Mardi Gras 2031", "2031-02-25"},
      {"They met before Ascension Day 2031.", "Ascension Day 2031", "2031-05-22"},
      {"It closed for Sukkot 2030.", "Sukkot 2030", "2030-10-12/2030-10-18"},
      {"It fell on Remembrance Sunday 2030.", "Remembrance Sunday 2030", "2030-11-10"},
      {"The Dragon Boat Festival 2030 was wet.", "Dragon Boat Festival 2030", "2030-06-05"},
      {"They live in Corpus Christi.", "Corpus Christi", "-"},
      {"It is due 11 / 2031", "11 / 2031", "2031-11"},
      {"It opens at half past seven.", "half past seven", "2031-06-16T07:30"},
      {"It was the third week of June.", "the third week of June", "P1W"},
      {"On weekends it is shut.", "weekends", "XXXX-WXX-WE"},
      {"It lasted 3 h.", "3 h", "PT3H"},
      {"It runs every Monday, Tuesday and Friday.", "Friday", "XXXX-WXX-5"},
      {"Since 9/11 the harbour is shut.", "9/11", "2001-09-11"},
      {"He ruled after 3 April 480. About 502 - 506 he left.", "506", "0506"},
  };
  for (const Around& one : kCases) {
    const std::vector<TimeMention> found = times_of(one.text);
    const auto hit = std::find_if(found.begin(), found.end(),
                                  [&](const TimeMention& t) { return slice(one.text, t.range) == one.span; });
    EXPECT_EQ(hit == found.end() ? "-" : hit->value, one.value) << one.text;
  }
}

TEST(TimeRules, AStretchOfTimeHasItsOwnDays) {
  struct Stretch {
    std::string_view text;
    std::string_view words;  // "-" for none
    std::string_view days;
  };
  constexpr Stretch kCases[] = {
      {"It rained on 2-4 August 2030.", "2-4 August 2030", "2030-08-02 2030-08-04"},
      {"It was shut between March and May.", "between March and May", "2031-03-01 2031-05-31"},
      {"She led it from 1991 to 1998.", "from 1991 to 1998", "1991-01-01 1998-12-31"},
      {"It is shut since 2014.", "since 2014", "2014-01-01 2031-06-16"},
      {"It ran in 2028-30.", "2028-30", "2028-01-01 2030-12-31"},
      {"They met in March and May.", "-", "-"},
      {"They meet every Monday to Friday.", "-", "-"},
      {"It fell from 1998 to 1991.", "-", "-"},
  };
  for (const Stretch& one : kCases) {
    std::string words = "-";
    std::string days = "-";
    for (const TimeMention& time : times_of(one.text)) {
      if (!time.span) continue;
      words = slice(one.text, time.span->range);
      days = to_string(time.span->interval.first) + " " + to_string(time.span->interval.last);
    }
    EXPECT_EQ(words, one.words) << one.text;
    EXPECT_EQ(days, one.days) << one.text;
  }
  const std::vector<TimeMention> german = times_of("Zwischen März und Mai war es zu.", "de");
  ASSERT_EQ(german.size(), 2U);
  ASSERT_TRUE(german[0].span);
  EXPECT_EQ(to_string(german[0].span->interval.last), "2031-05-31");
}

}  // namespace
}  // namespace dateline::annotate
