#include "story/stories.h"

#include <gmock/gmock.h>

#include <random>
#include <set>

#include "made.h"
#include "story/copies.h"
#include "story/imprint.h"
#include "story/neighbours.h"
#include "story/spread.h"

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

TEST(Imprint, ABlobGivesBackWhatWasKeptAndNoOtherBytesDoHarm) {
  Made made = week();
  made.add("empty", "");
  made.add("undated", "Ärger in Kessel. \"No more of this at all, ever,\" said Tilda Brandt.", "");
  for (const Document& document : made.documents) {
    const Imprint imprint = imprint_of(document);
    const std::string blob = encode(imprint);
    const auto back = decode(blob, document.id);
    ASSERT_TRUE(back);
    EXPECT_EQ(encode(*back), blob);
    EXPECT_EQ(back->sketch.day, imprint.sketch.day);
    EXPECT_EQ(back->print.words, imprint.print.words);
    EXPECT_EQ(back->print.sentences, imprint.print.sentences);
    EXPECT_FALSE(before(back->print, imprint.print) || before(imprint.print, back->print));
  }
  const std::string blob = encode(imprint_of(made.documents.front()));
  for (std::size_t size = 0; size < blob.size(); ++size) EXPECT_FALSE(decode(blob.substr(0, size), "a"));
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string broken = blob;
    for (unsigned k = 0; k < 1 + random() % 3; ++k)
      broken[random() % broken.size()] = static_cast<char>(random());
    // Whatever it says, settling it ends.
    if (auto read = decode(broken, "a")) {
      CopyIndex copies;
      copies.add(std::move(read->print));
      EXPECT_EQ(copies.settle().origins.size(), 1U);
    }
  }
}

// Vectors of up to 20 terms of 300, of length 1, on 90 days.
std::vector<Item> made_items(std::size_t n) {
  std::mt19937 random(5);
  std::vector<Item> items(n);
  for (Item& item : items) {
    std::vector<std::uint32_t> keys;
    for (unsigned k = random() % 21; k > 0; --k) keys.push_back((random() % 300 + 1) * 0x9e3779b9U);
    std::ranges::sort(keys);
    keys.erase(std::ranges::unique(keys).begin(), keys.end());
    for (const std::uint32_t key : keys)
      item.terms.push_back({key, 0.1F + static_cast<float>(random() % 100) / 50.0F});
    if (!keys.empty()) scale(item.terms, 1 / length(item.terms));
    if (random() % 5 > 0) item.day = *make_day(2031, 1, 1) + std::chrono::days(random() % 90);
  }
  return items;
}

// Few enough that no list of the index is cut.
TEST(Neighbours, AreThoseThatComparingAllPairsFinds) {
  const std::vector<Item> items = made_items(110);
  const auto found = neighbours_of(items, one_by_one);
  for (std::uint32_t a = 0; a < items.size(); ++a) {
    std::vector<float> all(items.size());
    for (std::uint32_t b = 0; b < items.size(); ++b) {
      double alike = a == b ? 0 : dot(items[a].terms, items[b].terms);
      if (items[a].day && items[b].day)
        alike *= time_factor(std::abs(static_cast<double>((*items[a].day - *items[b].day).count())));
      all[b] = static_cast<float>(alike);
    }
    std::vector<float> nearest = all;
    std::ranges::sort(nearest, std::ranges::greater());
    nearest.resize(std::min<std::size_t>(
        kAround, static_cast<std::size_t>(std::ranges::find(nearest, 0.0F) - nearest.begin())));
    ASSERT_EQ(found[a].size(), nearest.size());
    for (std::size_t k = 0; k < nearest.size(); ++k) {
      EXPECT_FLOAT_EQ(found[a][k].alike, nearest[k]);
      EXPECT_FLOAT_EQ(found[a][k].alike, all[found[a][k].item]);
    }
  }
}

TEST(Spread, SortsAndFindsAsThePlainWaysDo) {
  std::mt19937 random(9);
  for (const std::size_t n : {0U, 1U, 2U, 3U, 1000U}) {
    std::vector<std::uint32_t> keys(n);
    for (std::uint32_t& key : keys) key = n < 4 ? random() : random() % 2000 * 2'147'483;
    std::vector<std::uint32_t> sorted = keys;
    std::ranges::sort(sorted);
    sort_spread(keys, [](std::uint32_t key) { return key >> 22U; }, one_by_one);
    EXPECT_EQ(keys, sorted);
    sorted.erase(std::ranges::unique(sorted).begin(), sorted.end());
    const Finder finder(sorted);
    for (std::size_t i = 0; i < sorted.size(); ++i) EXPECT_EQ(finder.find(sorted[i]), i);
    for (int i = 0; i < 1000; ++i) {
      const auto key = static_cast<std::uint32_t>(random());
      EXPECT_EQ(finder.find(key) != Finder::kNowhere, std::ranges::binary_search(sorted, key));
    }
  }
}

}  // namespace
}  // namespace dateline::story
