#include "text/sentences.h"

#include <gmock/gmock.h>

namespace dateline::text {
namespace {

std::vector<std::string> split(std::string_view text) {
  std::vector<ByteRange> ranges;
  split_sentences(text, ranges);
  std::vector<std::string> out;
  for (const ByteRange r : ranges) out.emplace_back(slice(text, r));
  return out;
}

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Sentences, PlainOnes) {
  EXPECT_THAT(split("The dam broke. Nobody was hurt! Was it old?"),
              ElementsAre("The dam broke.", "Nobody was hurt!", "Was it old?"));
  EXPECT_THAT(split(""), IsEmpty());
  EXPECT_THAT(split(" \n \n"), IsEmpty());
}

TEST(Sentences, AParagraphEndsASentence) {
  EXPECT_THAT(split("Dam breaks in Vellmar\n\nIt was old"),
              ElementsAre("Dam breaks in Vellmar", "It was old"));
}

TEST(Sentences, AbbreviationsAndInitialsGoOn) {
  EXPECT_THAT(split("Dr. Venn met Gov. J. Ostrava on Nov. 3. They agreed."),
              ElementsAre("Dr. Venn met Gov. J. Ostrava on Nov. 3.", "They agreed."));
  EXPECT_THAT(split("The U.S. Navy left at 3 p.m. The port was empty."),
              ElementsAre("The U.S. Navy left at 3 p.m.", "The port was empty."));
  EXPECT_THAT(split("Vell Corp. said so."), ElementsAre("Vell Corp. said so."));
}

TEST(Sentences, NumbersAndEllipses) {
  EXPECT_THAT(split("It cost 3.5 million. It rose... slowly."),
              ElementsAre("It cost 3.5 million.", "It rose... slowly."));
  EXPECT_THAT(split("Am 3. August brach der Damm. Er war alt."),
              ElementsAre("Am 3. August brach der Damm.", "Er war alt."));
}

TEST(Sentences, ClosingQuotesBelongToTheSentence) {
  EXPECT_THAT(split("\"We left.\" She wept. (It was late.) He stayed."),
              ElementsAre("\"We left.\"", "She wept.", "(It was late.)", "He stayed."));
  EXPECT_THAT(split("\u201cWho?\u201d she asked. \u201cMe.\u201d"),
              ElementsAre("\u201cWho?\u201d she asked.", "\u201cMe.\u201d"));
}

TEST(Sentences, ScriptsWithoutSpaces) {
  EXPECT_THAT(split("\u5927\u575d\u7834\u4e86\u3002\u6ca1\u6709\u4eba\u3002"),
              ElementsAre("\u5927\u575d\u7834\u4e86\u3002", "\u6ca1\u6709\u4eba\u3002"));
}

// Whatever the bytes: ranges ascend, lie on boundaries, and leave out white space only.
TEST(Sentences, NothingIsLost) {
  std::uint32_t seed = 7;
  const std::string_view pieces[] = {"Dr. ", "a",      ". ",       "\"", "U.S.", " ",      "\n",
                                     "3",    "\u2026", "\xE2\x80", "Z",  "?",    "\u3002", ") "};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) {
      seed = seed * 1664525 + 1013904223;
      text += pieces[(seed >> 16) % std::size(pieces)];
    }
    std::vector<ByteRange> ranges;
    split_sentences(text, ranges);
    std::uint32_t at = 0;
    for (const ByteRange r : ranges) {
      ASSERT_LE(at, r.begin);
      ASSERT_LT(r.begin, r.end);
      for (char c : text.substr(at, r.begin - at)) ASSERT_TRUE(c == ' ' || c == '\n') << text;
      at = r.end;
    }
    for (char c : text.substr(at)) ASSERT_TRUE(c == ' ' || c == '\n') << text;
  }
}

}  // namespace
}  // namespace dateline::text
