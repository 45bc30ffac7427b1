#include "story/stories.h"

#include <gmock/gmock.h>

#include <set>

#include "made.h"

namespace dateline::story {
namespace {

std::set<std::set<std::string>> groups(const Made& made, const std::vector<Story>& stories) {
  std::set<std::set<std::string>> result;
  for (const Story& story : stories) {
    std::set<std::string> members;
    for (const std::uint32_t d : story.documents) members.emplace(made.documents[d].id);
    result.insert(members);
  }
  return result;
}

std::vector<Story> stories_of(const Made& made) {
  StoryIndex index;
  index.add(made.documents);
  return index.settle();
}

// Twelve happenings, each told by four articles in words of their own that share the happening's rare words.
Made week() {
  Made made;
  for (unsigned happening = 0; happening < 12; ++happening) {
    for (unsigned article = 0; article < 4; ++article) {
      const std::string core = prose(happening, 4);
      made.add("h" + std::to_string(happening) + "a" + std::to_string(article),
               core + prose(100 + happening * 10 + article, 2),
               "2031-03-" + std::to_string(10 + happening) + "T0" + std::to_string(article) + ":00",
               "S" + std::to_string(article),
               "Headline " + std::to_string(happening) + std::to_string(article));
    }
  }
  return made;
}

TEST(Stories, ArticlesOfOneHappeningAreOneStory) {
  const Made made = week();
  const auto stories = stories_of(made);
  ASSERT_EQ(stories.size(), 12U);
  for (const Story& story : stories) {
    EXPECT_EQ(story.documents.size(), 4U);
    EXPECT_THAT(story.title, testing::StartsWith("Headline "));
    EXPECT_EQ(story.first, story.last);
    EXPECT_EQ(story.id, made.documents[story.documents.front()].id);
  }
}

TEST(Stories, AnotherHappeningInOtherWordsIsAnotherStory) {
  Made made = week();
  for (unsigned article = 0; article < 4; ++article)
    made.add("again" + std::to_string(article), prose(40, 4) + prose(500 + article, 2),
             "2031-03-1" + std::to_string(article + 1));
  EXPECT_EQ(stories_of(made).size(), 13U);
}

TEST(Stories, OrderAndBatchesDoNotMatter) {
  Made made = week();
  const auto expected = groups(made, stories_of(made));
  for (unsigned seed = 0; seed < 5; ++seed) {
    std::mt19937 random(seed);
    std::ranges::shuffle(made.documents, random);
    StoryIndex index;
    for (std::size_t at = 0; at < made.documents.size(); at += 5)
      index.add(std::span(made.documents).subspan(at, std::min<std::size_t>(5, made.documents.size() - at)));
    EXPECT_EQ(groups(made, index.settle()), expected);
  }
}

TEST(Stories, OddDocumentsStandAlone) {
  Made made;
  EXPECT_TRUE(stories_of(made).empty());
  made.add("empty", "", "");
  made.add("word", "Flood", "1970-01-01");
  made.add("marks", "?!?", "9999-12-31");
  made.add("han", "大坝在黎明前决堤。", "");
  made.add("prose", prose(1, 5), "2031-03-01");
  EXPECT_EQ(stories_of(made).size(), 5U);
}

// A matter that a hundred and fifty articles tell, each with most of its words to itself, is not taken for a
// crowd of small ones.
TEST(Stories, ALargeStoryStaysWhole) {
  Made made = week();
  const std::string core = prose(900, 6);
  for (unsigned article = 0; article < 150; ++article) {
    std::string text;
    for (unsigned s = 0; s < 3; ++s) {
      const std::size_t at = core.find(' ', core.size() * ((article * 7 + s * 31) % 80) / 100);
      text += core.substr(at + 1, core.size() / 6) + ". ";
    }
    made.add("big" + std::to_string(article), text + prose(2000 + article, 5),
             "2031-03-1" + std::to_string(article % 5), "S" + std::to_string(article % 9));
  }
  std::size_t largest = 0;
  for (const Story& story : stories_of(made)) largest = std::max(largest, story.documents.size());
  EXPECT_EQ(largest, 150U);
}

TEST(Stories, TenThousandTheSameAreOneStory) {
  Made made;
  for (int i = 0; i < 10'000; ++i) made.add("d" + std::to_string(i), prose(1, 5), "2031-03-01");
  EXPECT_EQ(stories_of(made).size(), 1U);
}

}  // namespace
}  // namespace dateline::story
