#include "timeline/timeline.h"

#include <gmock/gmock.h>

#include <deque>

#include "annotate/times.h"
#include "text/sentences.h"

namespace dateline::timeline {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Collection {
 public:
  void add(std::string id, std::string text, std::string_view published,
           std::string source = "Varnholm Post") {
    Article article;
    article.id = std::move(id);
    article.text = std::move(text);
    article.source = std::move(source);
    article.published = parse_date(published);
    articles_.push_back(std::move(article));
    layers_.emplace_back();
    annotate::TimesScratch scratch;
    text::split_sentences(articles_.back().text, layers_.back().sentences);
    annotate::find_times(articles_.back(), layers_.back().sentences, scratch, layers_.back().times);
    documents_.push_back(story::view(articles_.back(), layers_.back()));
  }

  Timeline ask(const Query& query) const {
    story::CopyIndex index;
    index.add(documents_);
    return make_timeline(documents_, index.settle(), query);
  }

  std::string said(const Entry& entry) const {
    std::string all;
    for (const Line& line : entry.summary)
      all += std::string(slice(articles_[line.document].text, line.range)) + "\n";
    return all;
  }

 private:
  std::deque<Article> articles_;
  std::deque<Layers> layers_;
  std::vector<story::Document> documents_;
};

Collection dam() {
  Collection made;
  made.add("a",
           "The Orvel dam burst before dawn and drowned the lower streets of Varnholm. Rescue crews worked "
           "through the morning.",
           "2031-03-04");
  made.add("b",
           "Investigators searched the offices of the canal board on Thursday over the Orvel dam. The dam "
           "had burst on 4 March 2031.",
           "2031-03-07", "Kessel Echo");
  made.add("c",
           "The inquiry into the Orvel dam will open its hearings on 20 March 2031 in Kessel. Lawyers "
           "prepared their papers.",
           "2031-03-08", "Oster Bay Post");
  made.add("d",
           "A bakery in Lund won the prize for rye bread again. The jury praised its crust and its patience.",
           "2031-03-04", "Lund Mail");
  return made;
}

std::vector<std::string> days(const Timeline& timeline) {
  std::vector<std::string> result;
  for (const Entry& entry : timeline.entries) result.push_back(to_string(entry.date));
  return result;
}

TEST(Timeline, DaysComeFromWhatIsSaidNotOnlyFromPublication) {
  const Collection made = dam();
  const Timeline timeline =
      made.ask({.terms = {"Orvel dam"}, .from = {}, .to = {}, .dates = 2, .per_date = 2});
  EXPECT_THAT(days(timeline), ElementsAre("2031-03-04", "2031-03-06"));
  EXPECT_THAT(made.said(timeline.entries[0]), HasSubstr("burst"));
  EXPECT_THAT(made.said(timeline.entries[1]), HasSubstr("searched"));
  EXPECT_EQ(timeline.entries[0].independent, 2U);
}

TEST(Timeline, WhatDoesNotMeetTheQueryIsNotTold) {
  const Collection made = dam();
  for (const Entry& entry :
       made.ask({.terms = {"Orvel dam"}, .from = {}, .to = {}, .dates = 9, .per_date = 9}).entries)
    EXPECT_THAT(made.said(entry), Not(HasSubstr("bakery")));
}

TEST(Timeline, WhatIsPlannedIsNotToldAsDone) {
  const Collection made = dam();
  const Timeline timeline =
      made.ask({.terms = {"Orvel"}, .from = make_day(2031, 3, 20), .to = {}, .dates = 5, .per_date = 2});
  ASSERT_THAT(days(timeline), ElementsAre("2031-03-20"));
  EXPECT_EQ(timeline.entries[0].status, Status::planned);
}

TEST(Timeline, WindowsAndLimitsHold) {
  const Collection made = dam();
  const Timeline timeline = made.ask(
      {.terms = {}, .from = make_day(2031, 3, 5), .to = make_day(2031, 3, 8), .dates = 1, .per_date = 1});
  ASSERT_EQ(timeline.entries.size(), 1U);
  EXPECT_EQ(timeline.entries[0].summary.size(), 1U);
  EXPECT_GE(timeline.entries[0].interval.first, *make_day(2031, 3, 5));
  EXPECT_LE(timeline.entries[0].interval.last, *make_day(2031, 3, 8));
}

TEST(Timeline, CopiesAreOneReport) {
  Collection made;
  const std::string report =
      "The Orvel dam burst before dawn and drowned the lower streets of Varnholm under brown water. Rescue "
      "crews in rubber "
      "boats pulled sleeping residents from the roofs of cottages. Mayor Brandt ordered the tannery quarter "
      "emptied.";
  for (int i = 0; i < 10; ++i)
    made.add("d" + std::to_string(i), report, "2031-03-04", "S" + std::to_string(i));
  const Timeline timeline = made.ask({.terms = {"dam"}, .from = {}, .to = {}, .dates = 1, .per_date = 5});
  ASSERT_EQ(timeline.entries.size(), 1U);
  EXPECT_EQ(timeline.entries[0].independent, 1U);
  EXPECT_EQ(timeline.entries[0].documents.size(), 10U);
  EXPECT_EQ(timeline.entries[0].summary.size(), 3U) << "each sentence once";
}

TEST(Timeline, PlainAnswersToOddQuestions) {
  EXPECT_THAT(Collection().ask({}).entries, IsEmpty());
  const Collection made = dam();
  EXPECT_THAT(made.ask({.terms = {"zeppelin"}, .from = {}, .to = {}, .dates = 5}).entries, IsEmpty());
  EXPECT_THAT(made.ask({.terms = {""}, .from = {}, .to = {}, .dates = 0}).entries, IsEmpty());
  EXPECT_THAT(
      made.ask({.terms = {}, .from = make_day(2032, 1, 1), .to = make_day(2031, 1, 1), .dates = 5}).entries,
      IsEmpty());
  Collection odd;
  odd.add("undated", "The Orvel dam burst before dawn and drowned the lower streets.", "");
  odd.add("old", "The Orvel dam was finished by proud masons that summer.", "1970-01-01");
  odd.add("ahead", "The Orvel dam stood in the sun for another year.", "9998-01-01");
  odd.add("empty", "", "2031-03-04");
  for (const Entry& entry : odd.ask({}).entries) EXPECT_FALSE(entry.summary.empty());
}

}  // namespace
}  // namespace dateline::timeline
