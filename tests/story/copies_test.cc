#include "story/copies.h"

#include <gmock/gmock.h>

#include <array>
#include <random>
#include <set>

#include "made.h"
#include "story/differences.h"
#include "story/words.h"

namespace dateline::story {
namespace {

using testing::ElementsAre;

// A report of three paragraphs.
const char* const kReport =
    "The eastern wall of the Orvel dam gave way before dawn, sending a wave of brown water through the lower "
    "streets of "
    "Varnholm. Rescue crews in rubber boats pulled eleven sleeping residents from the roofs of drowned "
    "cottages.\n\n"
    "Engineers had warned the canal board in autumn that the clay core was cracking along its whole length. "
    "A pump "
    "station built for ordinary floods stopped within minutes, leaving the hospital without power.\n\n"
    "Mayor Tilda Brandt ordered the tannery quarter emptied and opened the grain hall for families. Soldiers "
    "from the "
    "Kessel garrison piled sandbags along the railway embankment through the night.";

Copies copies_of(const Made& made) {
  CopyIndex index;
  index.add(made.documents);
  return index.settle();
}

std::set<std::string> links(const Made& made, const Copies& copies) {
  std::set<std::string> result;
  for (const Relation& r : copies.relations)
    result.insert(std::string(made.documents[r.document].id) + ">" + std::string(made.documents[r.of].id) +
                  ":" + name_of(r.kind));
  return result;
}

TEST(Copies, AnotherHeadlineAndACreditLeaveACopyACopy) {
  Made made;
  made.add("late",
           "Varnholm under water\n\n(Unity Wire) " + std::string(kReport) + "\n\nSource: Varnholm Post",
           "2031-03-02", "Kessel Echo");
  made.add("early", kReport, "2031-03-01");
  EXPECT_THAT(links(made, copies_of(made)), ElementsAre("late>early:copy"));
}

TEST(Copies, SpellingQuotesAndDateStyleDoNotHideACopy) {
  Made made;
  made.add("early",
           "On March 3 the labor office organized a program for the neighborhood of Harbor Street, the color "
           "of rust after the "
           "flood. \"We travelled in gray boats to reach the last houses of the quarter,\" foreman Odo Lenz "
           "recalled with a shrug.\n\n" +
               std::string(kReport));
  made.add("late",
           "On 3 March the labour office organised a programme for the neighbourhood of Harbour Street, the "
           "colour of rust after the "
           "flood. “We traveled in grey boats to reach the last houses of the quarter,” foreman Odo Lenz "
           "recalled with a shrug.\n\n" +
               std::string(kReport),
           "2031-03-02", "Kessel Echo");
  EXPECT_THAT(links(made, copies_of(made)), ElementsAre("late>early:copy"));
}

TEST(Copies, AnExcerptInAnArticleOfItsOwn) {
  Made made;
  const std::string report = kReport;
  made.add("early", report + "\n\n" + prose(1, 6));
  made.add("late", prose(2, 9) + report.substr(0, report.find("\n\n")) + "\n\n" + prose(3, 9), "2031-03-02",
           "Kessel Echo");
  const Copies copies = copies_of(made);
  EXPECT_THAT(links(made, copies), ElementsAre("late>early:excerpt"));
  ASSERT_EQ(copies.relations.front().passages.size(), 1U);
  const SharedPassage passage = copies.relations.front().passages.front();
  EXPECT_EQ(passage.last - passage.first, 2U);
  EXPECT_EQ(passage.of_first, 0U);
  EXPECT_EQ(passage.of_last, 2U);
}

TEST(Copies, SeveralOriginsInOneArticle) {
  Made made;
  made.add("a", prose(1, 9), "2031-03-01", "A");
  made.add("b", prose(2, 9), "2031-03-02", "B");
  made.add("c", prose(1, 6) + prose(2, 6), "2031-03-03", "C");
  const Copies copies = copies_of(made);
  EXPECT_THAT(copies.origins[2], ElementsAre(0, 1));
  const std::vector<std::uint32_t> all = {0, 1, 2};
  EXPECT_EQ(independent(copies, all), 2U);
}

TEST(Copies, SharedQuotationsAreNoCopying) {
  Made made;
  const std::string statement =
      "\"The canal board has known of the cracks since the autumn survey and has spent nothing at all on the "
      "clay core, the pumps or the warning sirens along the lower streets of the town.\"";
  made.add("a", prose(1, 6) + statement + " The mayor said so on the steps.\n\n" + prose(3, 4), "2031-03-01",
           "A");
  made.add("b", prose(2, 6) + statement + " It was read out at noon.\n\n" + prose(4, 4), "2031-03-02", "B");
  EXPECT_THAT(links(made, copies_of(made)), ElementsAre());
}

TEST(Copies, WhatManyCarryIsStock) {
  Made made;
  for (unsigned i = 0; i < 6; ++i)
    made.add("d" + std::to_string(i), prose(10 + i, 9) + prose(1, 3), "2031-03-0" + std::to_string(i + 1),
             "S" + std::to_string(i));
  EXPECT_THAT(links(made, copies_of(made)), ElementsAre());
}

TEST(Copies, LinesOfOneOutletAreNoCopying) {
  Made made;
  const std::string house =
      "Sign up to our morning letter from the harbour newsroom and read the river reports before anyone else "
      "in town. "
      "Readers fund this harbour newsroom with small monthly gifts through the printed coupon.";
  made.add("a", prose(1, 12) + house);
  made.add("b", prose(2, 12) + house, "2031-03-02");
  EXPECT_THAT(links(made, copies_of(made)), ElementsAre());
}

TEST(Copies, OfOneMinuteTheOneThatCreditsAnotherIsTheCopy) {
  Made made;
  made.add("a", std::string(kReport) + "\n\nThis story was first published by the Kessel Echo.", "2031-03-01",
           "A");
  made.add("b", kReport, "2031-03-01", "Kessel Echo");
  EXPECT_THAT(links(made, copies_of(made)), ElementsAre("a>b:copy"));
}

TEST(Copies, TenThousandTheSameHaveOneOrigin) {
  Made made;
  for (int i = 0; i < 10'000; ++i) made.add("d" + std::to_string(i), kReport, "", "S" + std::to_string(i));
  const Copies copies = copies_of(made);
  EXPECT_EQ(copies.relations.size(), 9'999U);
  std::vector<std::uint32_t> all(made.documents.size());
  for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
  EXPECT_EQ(independent(copies, all), 1U);
}

TEST(Copies, OddDocumentsAreTheirOwnOrigin) {
  Made made;
  made.add("empty", "");
  made.add("empty too", "", "");
  made.add("word", "Flood", "1970-01-01");
  made.add("marks", "?!? -- \"", "9999-12-31");
  made.add("broken", "\xff\xfe\xe2\x80", "2031");
  made.add("han", "大坝在黎明前决堤。市长下令疏散。", "2031-03-01");
  const Copies copies = copies_of(made);
  EXPECT_TRUE(copies.relations.empty());
  for (std::uint32_t i = 0; i < made.documents.size(); ++i) EXPECT_THAT(copies.origins[i], ElementsAre(i));
}

// A stream with copies, cuts and excerpts of many sizes.
Made stream(unsigned seed) {
  Made made;
  std::mt19937 random(seed);
  for (unsigned i = 0; i < 60; ++i) {
    const std::string number = (i < 10 ? "0" : "") + std::to_string(i);
    const unsigned origin = random() % 20;
    std::string text = prose(origin, 9 + random() % 9);
    if (i % 15 == 7)
      text =
          prose(100 + i, 6) + text.substr(0, text.find("\n\n", text.size() / 3)) + "\n\n" + prose(200 + i, 4);
    made.add("d" + number, text,
             "2031-03-" + std::to_string(10 + i / 4) + "T" +
                 (i % 4 == 0   ? "08"
                  : i % 4 == 1 ? "09"
                  : i % 4 == 2 ? "11"
                               : "12") +
                 ":00",
             "S" + std::to_string(random() % 7));
  }
  return made;
}

TEST(Copies, OrderBatchesAndThreadsOfAddingDoNotMatter) {
  for (unsigned seed = 0; seed < 5; ++seed) {
    Made made = stream(seed);
    const auto expected = links(made, copies_of(made));
    EXPECT_GT(expected.size(), 10U);
    std::mt19937 random(seed);
    std::ranges::shuffle(made.documents, random);
    CopyIndex index;
    for (std::size_t at = 0; at < made.documents.size(); at += 7)
      index.add(std::span(made.documents).subspan(at, std::min<std::size_t>(7, made.documents.size() - at)));
    const Parallel backwards = [](std::size_t n, const std::function<void(std::size_t)>& work) {
      for (std::size_t i = n; i > 0; --i) work(i - 1);
    };
    EXPECT_EQ(links(made, index.settle(backwards)), expected);
  }
}

TEST(Copies, ACopyAddsNoIndependentOrigin) {
  for (unsigned seed = 0; seed < 5; ++seed) {
    Made made = stream(seed);
    const auto count = [&] {
      std::vector<std::uint32_t> all(made.documents.size());
      for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
      return independent(copies_of(made), all);
    };
    const std::size_t before = count();
    const std::string text(made.documents[seed * 11].text);
    made.add("copy", text, "2031-05-01", "Elsewhere");
    EXPECT_EQ(count(), before);
  }
}

// The slow way: every pair of documents, every word of every sentence.
std::set<std::pair<std::string, std::string>> slow_pairs(const Made& made) {
  std::set<std::pair<std::string, std::string>> result;
  const auto sentences = [](const Document& d) {
    std::set<std::string> all;
    for (const ByteRange& range : d.sentences) all.emplace(slice(d.text, range));
    return all;
  };
  for (const Document& a : made.documents)
    for (const Document& b : made.documents) {
      if (a.id == b.id) continue;
      const auto of_a = sentences(a);
      const auto of_b = sentences(b);
      std::size_t both = 0;
      for (const std::string& s : of_a) both += of_b.contains(s) ? 1 : 0;
      if (both >= 3) result.emplace(a.id, b.id);
    }
  return result;
}

TEST(Copies, TheIndexFindsWhatComparingAllPairsFinds) {
  const Made made = stream(7);
  const Copies copies = copies_of(made);
  std::set<std::pair<std::string, std::string>> found;
  for (std::uint32_t a = 0; a < made.documents.size(); ++a)
    for (std::uint32_t b = 0; b < made.documents.size(); ++b)
      if (a != b &&
          std::ranges::find_first_of(copies.origins[a], copies.origins[b]) != copies.origins[a].end())
        found.emplace(made.documents[a].id, made.documents[b].id);
  EXPECT_EQ(found, slow_pairs(made));
}

// The slow way: the longest common subsequence by trying both ways at every word.
std::size_t slow_common(std::span<const std::string> a, std::span<const std::string> b) {
  if (a.empty() || b.empty()) return 0;
  if (a.front() == b.front()) return 1 + slow_common(a.subspan(1), b.subspan(1));
  return std::max(slow_common(a.subspan(1), b), slow_common(a, b.subspan(1)));
}

// Words are remembered by their letters, read sixteen bytes at a time: wherever a word stands and however
// long it is, it is what it is alone.
TEST(Words, AreTheSameInATextAndAlone) {
  constexpr std::array<std::string_view, 20> kParts = {"a",
                                                       "The",
                                                       "running",
                                                       "colour",
                                                       "organisations",
                                                       "counterrevolutionary",
                                                       "\u2019",
                                                       "'",
                                                       "s",
                                                       ".",
                                                       " ",
                                                       "\n",
                                                       "\"",
                                                       "\u00e9",
                                                       "\u201c",
                                                       "\u201d",
                                                       "2031",
                                                       "\u4e2d",
                                                       "Varnholm's",
                                                       ","};
  std::mt19937 random(3);
  std::vector<Word> words;
  for (int run = 0; run < 5000; ++run) {
    std::string text;
    for (unsigned left = random() % 30; left > 0; --left) text += kParts[random() % kParts.size()];
    text.shrink_to_fit();
    read_words(text, words);
    for (const Word& word : words) {
      std::string_view shown = slice(text, word.range);
      for (const std::string_view end : {"'s", "\u2019s"})
        if (shown.size() > end.size() && shown.ends_with(end)) shown.remove_suffix(end.size());
      ASSERT_EQ(word.key, word_key(shown)) << text;
      ASSERT_EQ(word.common, is_common(shown)) << text;
    }
  }
}

TEST(Differences, AreWhatALongestCommonSubsequenceLeaves) {
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string> a(random() % 9);
    std::vector<std::string> b(random() % 9);
    std::string left;
    std::string right;
    for (std::string& w : a) left += (w = std::string(1 + random() % 4, 'x')) + " ";
    for (std::string& w : b) right += (w = std::string(1 + random() % 4, 'x')) + ", ";
    const Differences found = differences(left, right);
    std::size_t different = 0;
    for (const ByteRange range : found.left)
      different += 1 + static_cast<std::size_t>(std::ranges::count(slice(left, range), ' '));
    EXPECT_EQ(different, a.size() - slow_common(a, b)) << left << "| " << right;
  }
}

}  // namespace
}  // namespace dateline::story
