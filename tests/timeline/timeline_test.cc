#include "timeline/timeline.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>

#include "annotate/times.h"
#include "text/sentences.h"
#include "timeline/asked.h"
#include "timeline/lead.h"
#include "timeline/lines.h"
#include "timeline/reading.h"

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

bool same(const Timeline& a, const Timeline& b) {
  const auto equal = [](const Entry& x, const Entry& y) {
    return x.date == y.date && x.status == y.status && x.summary == y.summary && x.later == y.later &&
           x.documents == y.documents && x.independent == y.independent;
  };
  return std::ranges::equal(a.entries, b.entries, equal);
}

TEST(Timeline, AnArticleThatDoesNotBearOnTheQueryChangesNothing) {
  const Query query{.terms = {"Orvel dam"}, .from = {}, .to = {}, .dates = {}, .per_date = 3};
  Collection made = dam();
  const Timeline before = made.ask(query);
  made.add("z", "The opera of Kessel played to a full house on Tuesday. Its singers bowed five times.",
           "2031-03-05");
  EXPECT_TRUE(same(before, made.ask(query)));
}

TEST(Timeline, ACopyAddsNoIndependentOrigin) {
  const Query query{.terms = {"Orvel"}, .from = {}, .to = {}, .dates = {}, .per_date = 2};
  const std::string report =
      "The Orvel dam burst before dawn and drowned the lower streets of Varnholm under brown water. Rescue "
      "crews in rubber boats pulled sleeping residents from the roofs of cottages. Mayor Brandt ordered the "
      "tannery quarter emptied.";
  Collection made;
  made.add("a", report, "2031-03-04", "Norling Agency");
  const Timeline before = made.ask(query);
  ASSERT_FALSE(before.entries.empty());
  for (int i = 0; i < 4; ++i) made.add("z" + std::to_string(i), report, "2031-03-04T10:00:00", "Post");
  const Timeline after = made.ask(query);
  ASSERT_EQ(days(before), days(after));
  for (std::size_t i = 0; i < before.entries.size(); ++i) {
    EXPECT_EQ(before.entries[i].independent, after.entries[i].independent);
    for (const Line& line : after.entries[i].summary) EXPECT_EQ(line.document, 0U) << "the origin is told";
  }
}

TEST(Timeline, TheOrderOfArticlesDoesNotMatter) {
  const std::vector<std::pair<std::string, std::string>> articles = {
      {"The Orvel dam burst before dawn on 4 March 2031 and drowned the lower streets.", "2031-03-05"},
      {"Crews searched the streets below the Orvel dam on Thursday for the missing.", "2031-03-06"},
      {"The burst of the Orvel dam on 4 March 2031 killed nine people in the lower streets.", "2031-04-02"},
      {"Builders of the Orvel dam were charged on 2 April 2031 in Kessel.", "2031-04-02"}};
  Query query{.terms = {"Orvel dam"}, .from = {}, .to = {}, .dates = 3, .per_date = 2};
  std::vector<std::size_t> order = {0, 1, 2, 3};
  std::string first;
  do {
    // Nor does the order in which they are read.
    if (order.back() == 3)
      query.parallel = [](std::size_t n, const std::function<void(std::size_t)>& work) {
        while (n > 0) work(--n);
      };
    else
      query.parallel = story::one_by_one;
    Collection made;
    for (const std::size_t i : order)
      made.add(std::to_string(i), articles[i].first, articles[i].second, "S" + std::to_string(i));
    std::string all;
    for (const Entry& entry : made.ask(query).entries)
      all += to_string(entry.date) + " " + std::to_string(entry.independent) + "\n" + made.said(entry);
    if (first.empty()) first = all;
    ASSERT_EQ(all, first);
  } while (std::ranges::next_permutation(order).found);
  EXPECT_THAT(first, HasSubstr("2031-03-04 2"));
}

// The oracle of the index over words: every pair of sentences.
TEST(Timeline, SupportIsWhatAllPairsGive) {
  std::deque<Article> articles;
  std::deque<Layers> layers;
  std::vector<story::Document> documents;
  for (int i = 0; i < 6; ++i) {
    Article& article = articles.emplace_back();
    article.id = std::to_string(i);
    article.published = parse_date("2031-03-04");
    article.text = i % 2 == 0
                       ? "The Orvel dam burst before dawn and drowned streets. Crews searched the streets."
                       : "Water of the Orvel dam drowned the lower streets. A crew searched " +
                             std::to_string(i) + " houses near the dam.";
    text::split_sentences(article.text, layers.emplace_back().sentences);
    documents.push_back(story::view(articles.back(), layers.back()));
  }
  const Gathered gathered = gather(documents, {.terms = {"dam"}, .from = {}, .to = {}, .dates = {}});
  const Day day = *make_day(2031, 3, 4);
  const std::vector<Told>& told = gathered.days.at({{day, day}});
  const std::vector<Candidate> pool = candidates(day, told, gathered, false);
  ASSERT_EQ(pool.size(), told.size());
  for (const Candidate& one : pool) {
    const Sentence& mine = gathered.sentences[one.told->sentence];
    std::map<std::uint32_t, double> best;
    for (const Candidate& other : pool) {
      const Sentence& theirs = gathered.sentences[other.told->sentence];
      const double shared = story::dot(mine.terms, theirs.terms) - kChance;
      if (theirs.document == mine.document || shared <= 0) continue;
      const double lent = shared * (0.3 + 0.7 * theirs.query) * gathered.fit[theirs.document];
      best[theirs.document] = std::max(best[theirs.document], lent);
    }
    double sum = 0;
    for (const auto& [document, value] : best) sum += value;
    EXPECT_NEAR(one.features[static_cast<std::size_t>(LineFeature::support)], std::log1p(sum), 1e-6);
  }
}

// The sentence that begins behind what page and agency put before it, as published on 12 March 2031.
std::string lead(const std::string& text, std::string_view published = "2031-03-12") {
  Article article;
  article.text = text;
  article.published = parse_date(published);
  Layers layers;
  annotate::TimesScratch scratch;
  layers.sentences.push_back({0, static_cast<std::uint32_t>(text.size())});
  annotate::find_times(article, layers.sentences, scratch, layers.times);
  const Lead found = lead_of(text, layers.sentences.front(), layers.times, day_of(*article.published));
  return text.substr(found.begin);
}

TEST(Timeline, ASentenceBeginsBehindStampAndDateline) {
  const std::string told = "Two hundred people spent the night in the school of Orlane.";
  for (const char* before :
       {"", "Wednesday 12 March 2031 08.40 GMT ",
        "Weir of Orlane gives way Wednesday 12 March 2031 08.40 GMT ",
        "12 March 2031 Last updated at 14:59 GMT ",
        "Page last updated at 08:40 GMT, Wednesday, 12 March 2031 ", "VARNHOLM, March 12 (Unity Wire) - ",
        "The weir of Orlane on Monday Photograph: Ida Lorn/AP ", "Photo: Getty Images ",
        "KESSEL | Wed Mar 12, 2031 8:40 am EDT KESSEL (Unity Wire) - "})
    EXPECT_EQ(lead(before + told), told) << before;
  // A stamp in another zone may be of the next day.
  EXPECT_EQ(lead("13 March 2031 Last updated at 01:53 GMT " + told), told);
}

TEST(Timeline, WhatASentenceTellsIsNotTakenForAStamp) {
  for (const char* sentence :
       {"Ida Lorn speaks at the harbour of Varnholm on Wednesday 12 March 2031. The mayor looks on.",
        "The gates were opened on 12 March 2031 at 08.40 by the keepers of the weir.",
        "On 5 January 2031 08.40 GMT The gates of the weir were opened for the last time.",
        "By 12 March 2031 18.30 degrees had been measured at the weir.", "12 March 2031 08:40 GMT",
        "LIVE - from", "Photograph: Ida Lorn Two hundred people spent the night in the school.",
        "The photo: APPLES of Orlane lie on the table of the mayor of Varnholm.", "Photograph: Ida Lorn/AP"})
    EXPECT_EQ(lead(sentence), sentence);
}

// Of a very long article the words of its beginning are read, but a name is looked for in all of it.
TEST(Reading, AWholeNameFarDownCountsForItsShortForm) {
  const auto article = [](std::string_view last) {
    std::string text = "The canal board heard that Brandt had left the harbour office on Monday.\n";
    for (int i = 0; i < 450; ++i) text += "The clerk read out another page of the old accounts.\n";
    Article made;
    made.id = "long";
    made.text = text + std::string(last) + "\n";
    made.published = parse_date("2031-03-04");
    return made;
  };
  const Asked asked(Query{.terms = {"Tilda Brandt"}});
  const auto read_of = [&](const Article& made) {
    Layers layers;
    text::split_sentences(made.text, layers.sentences);
    return read(story::view(made, layers), 0, asked, make_day(2031, 3, 4));
  };
  const Article named = article("Mayor Tilda Brandt signed them.");
  const Article unnamed = article("Mayor Tilda Lund signed them.");
  const Reading with = read_of(named);
  const Reading without = read_of(unnamed);
  EXPECT_EQ(with.sentences.size(), 400U);
  EXPECT_NEAR(with.sentences.front().query, 0.8, 1e-9);
  EXPECT_LT(without.sentences.front().query, 0.4);
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
