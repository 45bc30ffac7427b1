#include "query/query.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "query/kept_timeline.h"
#include "query/timeline.h"
#include "store/synthetic.h"

namespace dateline::query {
namespace {

using store::Folder;
using store::kBy;
using store::Made;
using store::make_page;
using store::make_pages;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Terms, ReadsWordsPhrasesAndFilters) {
  const auto asked =
      read_terms(R"(dam "mayor of Varnholm" -rumour observ* source:"Oster Bay Post" from:2031-02 to:2031)");
  ASSERT_TRUE(asked) << asked.error().message;
  EXPECT_THAT(asked->terms.all, ElementsAre("dam", "mayor of Varnholm", "observ*"));
  EXPECT_THAT(asked->terms.none, ElementsAre("rumour"));
  EXPECT_EQ(asked->filter.source, "Oster Bay Post");
  EXPECT_EQ(asked->filter.from, make_day(2031, 2, 1));
  EXPECT_EQ(asked->filter.to, make_day(2031, 12, 31));
}

TEST(Terms, WhatIsNoFilterIsAWordAndWhatIsNoWordIsNothing) {
  const auto asked = read_terms("14:30 mayor:olsund -- - : source: \xFF");
  ASSERT_TRUE(asked) << asked.error().message;
  EXPECT_THAT(asked->terms.all, ElementsAre("14:30", "mayor:olsund", "source:", "\uFFFD"));
  EXPECT_THAT(asked->terms.none, IsEmpty());
}

TEST(Terms, RefusesWhatHasNoMeaning) {
  for (const char* text : {"from:yesterday", "to:2031-02-30", "\"no end", "versions:some"})
    EXPECT_EQ(read_terms(text).error().code, ErrorCode::invalid_argument) << text;
  EXPECT_FALSE(read_terms(std::string(kMaxAskedBytes + 1, 'a')));
}

class QueryTest : public testing::Test {
 protected:
  QueryTest() : record_(*Record::create(folder_ / "a.record")) {
    std::vector<Made> pages = make_pages(0, 15);
    pages.push_back(make_page(3, 1));
    auto batch = record_.begin();
    for (const Made& page : pages) {
      EXPECT_TRUE(batch->add(page.capture, page.article, page.layers, kBy));
      keys_.push_back(store::key_of(page.capture));
    }
    store::Across across;
    across.copies.push_back({keys_[5], keys_[4], 0.5, store::CopyKind::excerpt});
    across.passages.push_back({keys_[5], {4, 10}, keys_[4], {0, 6}});
    across.stories.push_back({.id = "s1",
                              .title = "Closing",
                              .first = make_day(2031, 3, 1),
                              .last = make_day(2031, 3, 6),
                              .articles = {keys_[5], keys_[4], keys_[6]}});
    EXPECT_TRUE(batch->set_across(across));
    EXPECT_TRUE(batch->settle());
    EXPECT_TRUE(batch->commit());
  }
  Folder folder_;
  Record record_;
  std::vector<ArticleKey> keys_;
};

TEST_F(QueryTest, AnArticleComesWithWhatItStandsWith) {
  const auto answer = article(record_, "page-5-0");
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->stored.article.title, make_page(5).article.title);
  EXPECT_THAT(answer->versions, IsEmpty());
  ASSERT_EQ(answer->stories.size(), 1U);
  EXPECT_THAT(answer->stories[0].articles, ElementsAre(keys_[4], keys_[5], keys_[6]));
  ASSERT_EQ(answer->copies.size(), 1U);
  EXPECT_EQ(answer->copies[0].origin, keys_[4]);
  ASSERT_EQ(answer->passages.size(), 1U);
  EXPECT_EQ(answer->passages[0].range, (ByteRange{4, 10}));
  const auto changed = article(record_, "https://0.example/news/3");
  ASSERT_TRUE(changed) << changed.error().message;
  EXPECT_EQ(changed->stored.row.id, "page-3-1");
  ASSERT_EQ(changed->versions.size(), 2U);
  EXPECT_EQ(changed->versions[0].id, "page-3-0");
}

TEST_F(QueryTest, SearchCountsItsFacets) {
  const auto answer =
      search(record_, {.text = "march story:s1", .filter = {}, .limit = 2, .offset = 0, .facets = true});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->page.total, 3U);
  EXPECT_EQ(answer->page.hits.size(), 2U);
  ASSERT_EQ(answer->facets.stories.size(), 1U);
  EXPECT_EQ(answer->facets.stories[0].articles, 3U);
  EXPECT_EQ(answer->facets.sources.size(), 3U);
  EXPECT_FALSE(search(record_, {.text = "story:s1", .filter = {}}));
}

TEST_F(QueryTest, EachArticleTakesWordsAndWindow) {
  std::vector<std::string> ids;
  const auto take = [&](store::StoredArticle&& stored) {
    EXPECT_FALSE(stored.layers.sentences.empty());
    ids.push_back(stored.row.id);
    return true;
  };
  ASSERT_TRUE(each_article(record_, {.text = "ferry from:2031-03-02 to:2031-03-12", .filter = {}}, take));
  EXPECT_THAT(ids, ElementsAre("page-1-0", "page-6-0", "page-11-0"));
  ids.clear();
  ASSERT_TRUE(each_article(record_, {}, take));
  EXPECT_EQ(ids.size(), 15U);
  EXPECT_FALSE(each_article(record_, {.text = "-ferry", .filter = {}}, take));
}

TEST_F(QueryTest, ATimelineStandsWithoutTheTexts) {
  const auto answer = timeline(record_, {});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->articles, 15U);
  ASSERT_FALSE(answer->entries.empty());
  std::vector<std::size_t> ranks;
  for (const TimelineEntry& entry : answer->entries) {
    ranks.push_back(entry.rank);
    ASSERT_FALSE(entry.lines.empty());
    EXPECT_LE(entry.independent, entry.reports.size());
    for (const TimelineLine& line : entry.lines) {
      const auto stored = store::read_article(record_, line.key);
      ASSERT_TRUE(stored) << stored.error().message;
      EXPECT_EQ(line.text, slice(stored->article.text, line.range));
    }
    const auto reports = day_reports(record_, entry, 0, 100);
    ASSERT_TRUE(reports) << reports.error().message;
    EXPECT_EQ(reports->size(), entry.reports.size());
  }
  std::ranges::sort(ranks);
  for (std::size_t i = 0; i < ranks.size(); ++i) EXPECT_EQ(ranks[i], i);
  const auto alone = timeline(record_, {.articles = {}, .independent_only = true});
  ASSERT_TRUE(alone) << alone.error().message;
  EXPECT_EQ(alone->articles, 14U);  // page 5 is half a copy of page 4
  const auto stopped = timeline(record_, {.articles = {.text = "from:yesterday", .filter = {}}});
  EXPECT_EQ(stopped.error().code, ErrorCode::invalid_argument);
}

TEST_F(QueryTest, TheTimelineOfEverythingIsKept) {
  EXPECT_FALSE(*kept_timeline(record_));
  const auto made = timeline(record_, {});
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_FALSE(made->entries.empty());
  ASSERT_TRUE(keep_timeline(record_, *made));
  const auto kept = kept_timeline(record_);
  ASSERT_TRUE(kept && *kept);
  EXPECT_TRUE((*kept)->fresh);
  EXPECT_EQ((*kept)->answer.articles, made->articles);
  ASSERT_EQ((*kept)->answer.entries.size(), made->entries.size());
  for (std::size_t i = 0; i < made->entries.size(); ++i) {
    const TimelineEntry& a = (*kept)->answer.entries[i];
    const TimelineEntry& b = made->entries[i];
    EXPECT_EQ(to_string(a.date), to_string(b.date));
    EXPECT_EQ(a.interval, b.interval);
    EXPECT_EQ(a.status, b.status);
    EXPECT_EQ(a.reports, b.reports);
    EXPECT_EQ(a.sources, b.sources);
    EXPECT_EQ(a.independent, b.independent);
    EXPECT_EQ(a.rank, b.rank);
    ASSERT_EQ(a.lines.size(), b.lines.size());
    for (std::size_t k = 0; k < a.lines.size(); ++k) {
      EXPECT_EQ(a.lines[k].key, b.lines[k].key);
      EXPECT_EQ(a.lines[k].range, b.lines[k].range);
      EXPECT_EQ(a.lines[k].code_point, b.lines[k].code_point);
      EXPECT_EQ(a.lines[k].text, b.lines[k].text);
      EXPECT_EQ(a.lines[k].published, b.lines[k].published);
    }
  }
  EXPECT_TRUE(keep_after_adding(record_, 15));  // too small a record: nothing happens
  auto more = record_.begin();
  const Made page = make_page(40);
  EXPECT_TRUE(more->add(page.capture, page.article, page.layers, kBy));
  EXPECT_TRUE(more->settle());
  EXPECT_TRUE(more->commit());
  EXPECT_FALSE((*kept_timeline(record_))->fresh);
  auto fewer = record_.begin();
  EXPECT_TRUE(*fewer->remove(keys_[0]));
  EXPECT_TRUE(fewer->settle());
  EXPECT_TRUE(fewer->commit());
  EXPECT_FALSE(*kept_timeline(record_)) << "the words of what was removed are still there";
}

TEST_F(QueryTest, AKeptTimelineThatIsBrokenIsNone) {
  const auto keep = [&](std::string_view producer, std::string_view data) {
    auto batch = record_.begin();
    EXPECT_TRUE(batch->keep("timeline", producer, data));
    EXPECT_TRUE(batch->commit());
    return *kept_timeline(record_);
  };
  const std::string key(32, '0');
  const auto entry = [&](const std::string& rest) {
    return R"({"articles":1,"entries":[{"date":"2031-03-14","independent":1,"sources":[])" + rest + "}]}";
  };
  EXPECT_TRUE(keep(kTimelineProducer, entry(R"(,"rank":0,"lines":[],"reports":[")" + key + "\"]")));
  EXPECT_FALSE(keep("timeline 0", entry(R"(,"rank":0,"lines":[],"reports":[")" + key + "\"]")));
  EXPECT_FALSE(keep(kTimelineProducer, entry(R"(,"rank":1,"lines":[],"reports":[])")));
  EXPECT_FALSE(keep(kTimelineProducer, entry(R"(,"rank":0,"lines":[],"reports":["zz"])")));
  EXPECT_FALSE(keep(kTimelineProducer, entry(R"(,"rank":0,"lines":[{"key":")" + key +
                                             R"(","begin":4,"end":2,"code_point":0}],"reports":[])")));
  EXPECT_FALSE(keep(kTimelineProducer, R"({"articles":-1,"entries":[]})"));
  EXPECT_FALSE(keep(kTimelineProducer, "\xff{"));
}

TEST_F(QueryTest, CountsForScreens) {
  const auto origins = store::origins_of(record_, keys_[5]);
  ASSERT_TRUE(origins) << origins.error().message;
  EXPECT_THAT(*origins, ElementsAre(keys_[4]));
  EXPECT_EQ(store::origins_of(record_, keys_[4])->size(), 0U);
  const auto flows = store::copy_flows(record_);
  ASSERT_TRUE(flows) << flows.error().message;
  ASSERT_EQ(flows->size(), 1U);
  EXPECT_EQ(flows->front().articles, 1U);
  const auto stories = store::story_page(record_, store::StoryOrder::largest, 2, 10, 0);
  ASSERT_TRUE(stories) << stories.error().message;
  ASSERT_EQ(stories->total, 1U);
  EXPECT_EQ(stories->rows[0].articles, 3U);
  const auto story = store::read_story_row(record_, "s1");
  ASSERT_TRUE(story) << story.error().message;
  EXPECT_EQ(story->title, "Closing");
  EXPECT_EQ(store::read_story_row(record_, "s2").error().code, ErrorCode::not_found);
  const auto all = store::count_days(record_, {}, {});
  const auto some = store::count_days(record_, {.all = {"ferry"}, .none = {}}, {});
  ASSERT_TRUE(all && some);
  const auto published = [](const std::vector<store::DayRow>& rows) {
    std::uint64_t sum = 0;
    for (const store::DayRow& row : rows) sum += row.published;
    return sum;
  };
  EXPECT_LT(published(*some), published(*all));
  EXPECT_GT(published(*some), 0U);
}

TEST_F(QueryTest, OverviewCounts) {
  const auto answer = overview(record_);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->totals.articles, 16U);
  EXPECT_EQ(answer->undated, 3U);
  EXPECT_EQ(answer->stories, 1U);
  EXPECT_EQ(answer->first, make_day(2031, 3, 2));
}

TEST_F(QueryTest, StoriesTellWhatTheyGoOnFromAndTheirAffairs) {
  store::Across across;
  across.stories.push_back({.id = "a",
                            .title = "Closing",
                            .first = make_day(2031, 3, 1),
                            .last = make_day(2031, 3, 6),
                            .articles = {keys_[5], keys_[4], keys_[6]},
                            .continues = {},
                            .affair = "a"});
  across.stories.push_back({.id = "b",
                            .title = "Closed",
                            .first = make_day(2031, 3, 9),
                            .last = make_day(2031, 3, 10),
                            .articles = {keys_[8], keys_[9]},
                            .continues = {"a"},
                            .affair = "a"});
  across.stories.push_back(
      {.id = "c", .title = "Alone", .articles = {keys_[7]}, .continues = {}, .affair = "c"});
  auto batch = *record_.begin();
  ASSERT_TRUE(batch.set_across(across));
  ASSERT_TRUE(batch.commit());
  const auto found = stories(record_, {});
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(found->total, 2U);
  EXPECT_EQ(found->rows[0].id, "b");
  EXPECT_THAT(found->rows[0].continues, ElementsAre("a"));
  EXPECT_EQ(found->rows[0].affair, "a");
  EXPECT_EQ(stories(record_, {.least = 1})->total, 3U);
  EXPECT_EQ(stories(record_, {.order = store::StoryOrder::largest, .limit = 1})->rows[0].id, "a");
  const auto chains = affairs(record_, {});
  ASSERT_TRUE(chains) << chains.error().message;
  ASSERT_EQ(chains->total, 1U);
  ASSERT_EQ(chains->rows.size(), 1U);
  const store::AffairRow& affair = chains->rows[0];
  EXPECT_EQ(affair.title, "Closing");
  EXPECT_EQ(affair.first, make_day(2031, 3, 1));
  EXPECT_EQ(affair.last, make_day(2031, 3, 10));
  EXPECT_EQ(affair.articles, 5U);
  ASSERT_EQ(affair.stories.size(), 2U);
  EXPECT_EQ(affair.stories[1].id, "b");
  EXPECT_EQ(affairs(record_, {.least = 6})->total, 0U);
}

}  // namespace
}  // namespace dateline::query
