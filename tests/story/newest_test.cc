#include "story/newest.h"

#include <gmock/gmock.h>

#include <random>

#include "made.h"
#include "story/stories.h"
#include "story/tables.h"

namespace dateline::story {
namespace {

// A stream of happenings of three articles, an hour between two articles.
Made stream(unsigned happenings) {
  Made made;
  for (unsigned h = 0; h < happenings; ++h) {
    for (unsigned a = 0; a < 3; ++a) {
      const unsigned hour = h * 3 + a;
      const Day day = *make_day(2031, 1, 1) + std::chrono::days(hour / 24);
      made.add("h" + std::to_string(h) + "a" + std::to_string(a), prose(h, 3) + prose(100'000 + hour, 2),
               to_string(day) + "T" + std::to_string(100 + hour % 24).substr(1) + ":00", "Varnholm Post",
               "Headline " + std::to_string(h));
    }
  }
  return made;
}

struct Settling {
  std::vector<Story> stories;
  Growth growth;
};

Settling settled(const Made& made) {
  StoryIndex index;
  index.add(made.documents);
  Settling result;
  result.stories = index.settle(one_by_one, &result.growth);
  return result;
}

const Story& story_with(const Settling& of, std::uint32_t document) {
  return *std::ranges::find_if(of.stories, [&](const Story& s) {
    return std::ranges::find(s.documents, document) != s.documents.end();
  });
}

TEST(Placing, TheNewestAreThoseAfterTheLatestMilestoneWithEnoughAfterIt) {
  std::vector<Moment> moments;
  for (int i = 0; i < 4100; ++i) moments.push_back({i, "d" + std::to_string(i)});
  EXPECT_EQ(settled_of(std::span(moments).first(2000), 2000), 2000U);
  const std::size_t every = milestones_every(moments.size());
  ASSERT_GT(every, 1U);
  const std::size_t from = settled_of(moments, moments.size());
  ASSERT_LT(from, moments.size() - every);
  // What comes after moves it on only when it has made a later milestone old enough.
  std::size_t moves = 0;
  for (int i = 4100; i < 4300; ++i) {
    moments.push_back({i, "d" + std::to_string(i)});
    const std::size_t now = settled_of(moments, moments.size());
    EXPECT_GE(now, from);
    if (now != from) ++moves;
  }
  EXPECT_GT(moves, 0U);
  EXPECT_EQ(settled_of({}, 5000), 0U);
}

TEST(Placing, TheNewestJoinTheirStoriesOrBeginNewOnes) {
  Made made = stream(760);
  const auto late = static_cast<std::uint32_t>(made.documents.size());
  // Of a happening that is settled, then one of its own, then one that goes on from that.
  made.add("late1", prose(700, 3) + prose(900'000, 2), "2031-05-01T10:00");
  made.add("late2", prose(800'000, 3) + prose(900'001, 2), "2031-05-01T11:00", "S", "A new matter");
  made.add("late3", prose(800'000, 3) + prose(900'002, 2), "2031-05-01T12:00");
  const Settling found = settled(made);
  ASSERT_FALSE(found.growth.newest.empty());
  ASSERT_EQ(found.growth.newest.back().document, late + 2);
  const Story& begun = story_with(found, late + 1);
  EXPECT_THAT(begun.documents, testing::ElementsAre(late + 1, late + 2));
  EXPECT_EQ(begun.id, "late2");
  EXPECT_EQ(begun.title, "A new matter");
  EXPECT_EQ(begun.first, begun.last);
  std::size_t of_three = 0;
  for (const Story& story : found.stories)
    if (story.documents.size() == 3) ++of_three;
  EXPECT_GE(of_three, 750U);
  // A hundred days lie between: half of the likeness is left, and it joins all the same.
  const Story& joined = story_with(found, late);
  EXPECT_EQ(joined.documents.size(), 4U);
  EXPECT_EQ(joined.id, "h700a0");
  EXPECT_EQ(to_string(*joined.last), "2031-05-01");
}

TEST(Placing, TheOrderOfAddingDoesNotMatter) {
  Made made = stream(700);
  const auto ids = [&](const Settling& of) {
    std::vector<std::vector<std::string>> result;
    for (const Story& story : of.stories) {
      auto& one = result.emplace_back();
      one.push_back(story.title);
      for (const std::uint32_t d : story.documents) one.emplace_back(made.documents[d].id);
      for (const std::uint32_t s : story.continues) one.push_back(of.stories[s].id);
      one.push_back(of.stories[story.affair].id);
    }
    return result;
  };
  const auto expected = ids(settled(made));
  std::mt19937 random(3);
  std::ranges::shuffle(made.documents, random);
  EXPECT_EQ(ids(settled(made)), expected);
}

TEST(Placing, RestoredArticlesLeadOnAsThosePlaced) {
  Made made = stream(760);
  const Settling found = settled(made);
  const auto base = settled_in(found.growth.base);
  const auto& newest = found.growth.newest;
  ASSERT_GT(newest.size(), 8U);
  for (const std::size_t known : {std::size_t{0}, newest.size() / 2, newest.size() - 1}) {
    Placing placing(*base);
    for (std::size_t i = 0; i < newest.size(); ++i) {
      if (i < known) {
        placing.restore(Placed(newest[i].placed));
        continue;
      }
      std::vector<Word> words;
      const Document& document = made.documents[newest[i].document];
      read_words(document.text, words);
      EXPECT_EQ(encode(placing.place(sketch_of(document, words))), encode(newest[i].placed));
    }
  }
}

TEST(Tables, GiveBackWhatWasPutInAndTakeAnyBytes) {
  const Settling found = settled(stream(700));
  const Base& base = found.growth.base;
  std::vector<Count> words;
  std::vector<std::string> blobs;
  for (const Page& page : pages_of(base.words)) {
    const auto some = counts_in(page.data);
    ASSERT_TRUE(some);
    EXPECT_EQ(some->front().key, page.first);
    words.insert(words.end(), some->begin(), some->end());
    blobs.push_back(page.data);
  }
  EXPECT_EQ(words, base.words);
  std::size_t postings = 0;
  for (const Page& page : pages_of(base.postings)) {
    postings += postings_in(page.data)->size();
    blobs.push_back(page.data);
  }
  EXPECT_EQ(postings, base.postings.size());
  for (const Head& head : base.heads) {
    const auto back = head_in(encode(head));
    ASSERT_TRUE(back);
    EXPECT_EQ(encode(*back), encode(head));
  }
  blobs.push_back(encode(base.heads.front()));
  blobs.push_back(encode(found.growth.newest.front().placed));
  blobs.push_back(encode(Opening{5, 7, Moment{-3, "a"}}));
  std::mt19937 random(1);
  for (int round = 0; round < 3000; ++round) {
    std::string broken = blobs[random() % blobs.size()];
    if (round % 2 == 0)
      broken.resize(random() % broken.size());
    else
      broken[random() % broken.size()] = static_cast<char>(random());
    // What is taken can be written and read again.
    if (const auto head = head_in(broken)) {
      EXPECT_TRUE(head_in(encode(*head)));
    }
    if (const auto placed = placed_in(broken)) {
      EXPECT_TRUE(placed_in(encode(*placed)));
    }
    if (const auto opening = opening_in(broken)) {
      EXPECT_TRUE(opening_in(encode(*opening)));
    }
    if (const auto some = counts_in(broken)) {
      for (const Page& page : pages_of(*some)) EXPECT_TRUE(counts_in(page.data));
    }
    if (const auto some = postings_in(broken)) {
      for (const Page& page : pages_of(*some)) EXPECT_TRUE(postings_in(page.data));
    }
  }
}

}  // namespace
}  // namespace dateline::story
