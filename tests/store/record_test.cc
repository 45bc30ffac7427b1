#include "store/record.h"

#include <gmock/gmock.h>

#include <fstream>

#include "store/read.h"
#include "store/synthetic.h"

namespace dateline::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Record make_record(const std::string& path, const std::vector<Made>& pages) {
  auto record = Record::create(path);
  EXPECT_TRUE(record) << record.error().message;
  auto batch = record->begin();
  for (const Made& page : pages) {
    auto added = batch->add(page.capture, page.article, page.layers, kBy);
    EXPECT_TRUE(added) << added.error().message;
  }
  EXPECT_TRUE(batch->settle());
  EXPECT_TRUE(batch->commit());
  return std::move(*record);
}

TEST(Record, GivesBackWhatWasAdded) {
  const Folder folder;
  Made page = make_page(10);
  page.capture.extra = "\"desk\":7";
  const Record record = make_record(folder / "a.record", {page});
  const auto stored = read_article(record, key_of(page.capture));
  ASSERT_TRUE(stored) << stored.error().message;
  EXPECT_EQ(stored->article.text, page.article.text);
  EXPECT_EQ(stored->article.title, page.article.title);
  EXPECT_EQ(stored->article.authors, page.article.authors);
  EXPECT_EQ(stored->article.published, page.article.published);
  EXPECT_EQ(stored->article.published_from, page.article.published_from);
  EXPECT_THAT(stored->article.diagnostics, ElementsAre(testing::Field(&Diagnostic::code, "no-byline")));
  EXPECT_EQ(stored->layers.sentences, page.layers.sentences);
  ASSERT_EQ(stored->layers.times.size(), 2U);
  EXPECT_EQ(stored->layers.times[1].governor, page.layers.times[1].governor);
  EXPECT_EQ(stored->layers.times[1].interval, page.layers.times[1].interval);
  EXPECT_EQ(stored->layers.mentions.size(), 3U);
  EXPECT_EQ(stored->capture.path, "pages.jsonl");
  EXPECT_EQ(stored->capture.offset, 10000U);
  EXPECT_EQ(stored->capture.extra, page.capture.extra);
  EXPECT_EQ(*read_bytes(record, key_of(page.capture)), page.capture.bytes);
  EXPECT_EQ(stored->by.extract, "extract 1");
}

TEST(Record, TheSameBytesAreThereOnce) {
  const Folder folder;
  Record record = make_record(folder / "a.record", {make_page(1)});
  Made again = make_page(1);
  EXPECT_TRUE(*record.holds(again.capture));
  auto batch = record.begin();
  EXPECT_EQ(*batch->add(again.capture, again.article, again.layers, kBy), Added::present);
  ASSERT_TRUE(batch->commit());
  EXPECT_EQ(totals(record)->articles, 1U);
}

TEST(Record, AChangedPageIsAVersionAndTheNewestIsListed) {
  const Folder folder;
  const Record record = make_record(folder / "a.record", {make_page(3, 1), make_page(3, 0), make_page(4)});
  const auto newest = list_articles(record, {}, {});
  ASSERT_TRUE(newest) << newest.error().message;
  ASSERT_EQ(newest->rows.size(), 2U);
  EXPECT_EQ(newest->rows[0].id, "page-3-1");
  EXPECT_EQ(newest->rows[0].version, 2U);
  EXPECT_EQ(newest->rows[0].versions, 2U);
  Filter filter;
  filter.all_versions = true;
  EXPECT_EQ(list_articles(record, filter, {})->rows.size(), 3U);
}

TEST(Record, PagesOfAListMeetWithoutGapOrOverlap) {
  const Folder folder;
  const std::vector<Made> pages = make_pages(0, 25);
  const Record record = make_record(folder / "a.record", pages);
  const auto whole = list_articles(record, {}, {.limit = 100, .after = {}});
  std::vector<std::string> ids;
  PageAsk ask{.limit = 4, .after = {}};
  do {
    const auto page = list_articles(record, {}, ask);
    ASSERT_TRUE(page);
    for (const ArticleRow& row : page->rows) ids.push_back(row.id);
    ask.after = page->next;
  } while (!ask.after.empty());
  ASSERT_EQ(ids.size(), 25U);
  for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(ids[i], whole->rows[i].id);
  EXPECT_FALSE(whole->rows.back().published);  // undated ones last
  EXPECT_FALSE(list_articles(record, {}, {.limit = 4, .after = "nonsense"}));
}

TEST(Record, FiltersBySourceDayLanguageAndDiagnostic) {
  const Folder folder;
  const std::vector<Made> pages = make_pages(0, 20);
  const Record record = make_record(folder / "a.record", pages);
  const auto count = [&](const Filter& filter) {
    return list_articles(record, filter, {.limit = 100, .after = {}})->rows.size();
  };
  Filter filter;
  filter.source = "Oster Bay Post";
  EXPECT_EQ(count(filter), 7U);
  filter = {};
  filter.language = "en";
  EXPECT_EQ(count(filter), 20U);
  filter.language = "en-GB";
  EXPECT_EQ(count(filter), 5U);
  filter = {};
  filter.diagnostic = "no-byline";
  EXPECT_EQ(count(filter), 4U);
  filter = {};
  filter.from = make_day(2031, 3, 5);
  filter.to = make_day(2031, 3, 7);
  EXPECT_EQ(count(filter), 3U);
}

TEST(Search, FindsWordsPhrasesAndBeginningsWithoutAccentsAndMarksThem) {
  const Folder folder;
  const std::vector<Made> pages = make_pages(0, 20);
  const Record record = make_record(folder / "a.record", pages);
  const auto page = search(record, {.all = {"cafe", "observ*"}, .none = {"lindmoor"}}, {}, 10);
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_EQ(page->total, 3U);
  ASSERT_EQ(page->hits.size(), 3U);
  const Hit& hit = page->hits[0];
  const auto stored = read_article(record, hit.row.key);
  ASSERT_EQ(hit.matches.size(), 2U);
  EXPECT_EQ(slice(stored->article.text, hit.matches[0]), "observatory");
  EXPECT_EQ(slice(stored->article.text, hit.matches[1]), "café");
  EXPECT_EQ(hit.text, stored->article.text);
  EXPECT_LE(hit.snippet.begin, hit.matches[0].begin);
  EXPECT_GE(hit.snippet.end, hit.matches[1].end);
  ASSERT_EQ(hit.title_matches.size(), 1U);
  EXPECT_EQ(slice(stored->article.title, hit.title_matches[0]), "observatory");
  EXPECT_EQ(search(record, {.all = {"ferry of"}, .none = {}}, {}, 10)->total, 4U);
  EXPECT_EQ(search(record, {.all = {"of ferry"}, .none = {}}, {}, 10)->total, 0U);
}

TEST(Search, NothingThatIsAskedIsSyntax) {
  const Folder folder;
  const Record record = make_record(folder / "a.record", {make_page(1)});
  for (const char* text :
       {"\"", "a\"b", "NEAR(", "title:", "(", "*", "-", "AND", "{x}", "^ferry", "'; DROP TABLE article"})
    EXPECT_TRUE(search(record, {.all = {text}, .none = {}}, {}, 10)) << text;
  EXPECT_FALSE(search(record, {}, {}, 10));
}

TEST(Search, FacetsCountSourcesAndYears) {
  const Folder folder;
  const std::vector<Made> pages = make_pages(0, 21);
  const Record record = make_record(folder / "a.record", pages);
  const auto facets = search_facets(record, {.all = {"march"}, .none = {}}, {});
  ASSERT_TRUE(facets) << facets.error().message;
  ASSERT_EQ(facets->sources.size(), 3U);
  EXPECT_EQ(facets->sources[0].articles, 7U);
  ASSERT_EQ(facets->years.size(), 2U);
  EXPECT_EQ(facets->years[0].value, "");
  EXPECT_EQ(facets->years[0].articles, 3U);
  EXPECT_EQ(facets->years[1].value, "2031");
}

TEST(Record, ListsSourcesAndDays) {
  const Folder folder;
  const std::vector<Made> pages = make_pages(1, 7);
  const Record record = make_record(folder / "a.record", pages);
  const auto sources = list_sources(record, {});
  ASSERT_EQ(sources->size(), 3U);
  EXPECT_EQ((*sources)[0].source, "Oster Bay Post");
  EXPECT_EQ((*sources)[0].first, make_day(2031, 3, 2));
  EXPECT_EQ((*sources)[0].last, make_day(2031, 3, 5));
  const auto days = list_days(record, {});
  ASSERT_EQ(days->size(), 8U);
  EXPECT_EQ((*days)[6].day, *make_day(2031, 3, 14));
  EXPECT_EQ((*days)[6].spoken, 6U);
}

TEST(Record, AnArticleIsFoundByKeyIdOrAddress) {
  const Folder folder;
  const Made page = make_page(2);
  const Record record = make_record(folder / "a.record", {page, make_page(3)});
  const ArticleKey key = key_of(page.capture);
  EXPECT_EQ(*find_article(record, to_hex(key)), key);
  EXPECT_EQ(*find_article(record, to_hex(key).substr(0, 8)), key);
  EXPECT_EQ(*find_article(record, "page-2-0"), key);
  EXPECT_EQ(*find_article(record, "http://2.example/news/2#top"), key);
  EXPECT_EQ(find_article(record, "page-9").error().code, ErrorCode::not_found);
}

TEST(Record, AnArticleIsFoundByTheNameOfItsFile) {
  const Folder folder;
  std::vector<Made> pages = {make_page(1), make_page(2), make_page(3)};
  pages[0].capture.id = pages[0].article.id = "saved/spring/weir.html";
  pages[1].capture.id = pages[1].article.id = "saved/mill.html";
  pages[2].capture.id = pages[2].article.id = "saved/autumn/weir.html";
  const Record record = make_record(folder / "a.record", pages);
  EXPECT_EQ(*find_article(record, "mill.html"), key_of(pages[1].capture));
  EXPECT_EQ(*find_article(record, "autumn/weir.html"), key_of(pages[2].capture));
  EXPECT_EQ(find_article(record, "weir.html").error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(find_article(record, "ill.html").error().code, ErrorCode::not_found);
}

TEST(Record, UnsettledArticlesAreKnownAndNotShown) {
  const Folder folder;
  Record record = make_record(folder / "a.record", {make_page(1)});
  auto batch = record.begin();
  const Made page = make_page(2);
  ASSERT_TRUE(batch->add(page.capture, page.article, page.layers, kBy));
  ASSERT_TRUE(batch->commit());
  EXPECT_EQ(totals(record)->articles, 1U);
  EXPECT_EQ(totals(record)->unsettled, 1U);
  EXPECT_TRUE(totals(record)->settle);
  EXPECT_EQ(list_articles(record, {}, {})->rows.size(), 1U);
  EXPECT_EQ(search(record, {.all = {"march"}, .none = {}}, {}, 10)->total, 1U);
  batch = record.begin();
  ASSERT_TRUE(batch->settle());
  ASSERT_TRUE(batch->commit());
  EXPECT_EQ(list_articles(record, {}, {})->rows.size(), 2U);
  EXPECT_FALSE(totals(record)->settle);
}

TEST(Record, ABatchThatIsNotCommittedLeavesNothing) {
  const Folder folder;
  Record record = make_record(folder / "a.record", {make_page(1)});
  {
    auto batch = record.begin();
    const Made page = make_page(2);
    ASSERT_TRUE(batch->add(page.capture, page.article, page.layers, kBy));
  }
  EXPECT_EQ(totals(record)->unsettled, 0U);
}

TEST(Record, ARangeOutsideTheTextIsRefusedAndTheBatchGoesOn) {
  const Folder folder;
  Record record = make_record(folder / "a.record", {});
  auto batch = record.begin();
  Made bad = make_page(1);
  bad.layers.sentences.push_back({5, 999999});
  EXPECT_EQ(batch->add(bad.capture, bad.article, bad.layers, kBy).error().code, ErrorCode::invalid_argument);
  const Made good = make_page(2);
  EXPECT_TRUE(batch->add(good.capture, good.article, good.layers, kBy));
  EXPECT_TRUE(batch->commit());
  EXPECT_EQ(totals(record)->unsettled, 1U);
}

TEST(Open, OneWriterAtATimeAndReadersBesideIt) {
  const Folder folder;
  const std::string path = folder / "a.record";
  {
    const Record writer = make_record(path, {make_page(1)});
    const auto second = Record::open(path, Mode::write);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::busy);
    EXPECT_THAT(second.error().message, HasSubstr(path));
    const auto reader = Record::open(path, Mode::read);
    ASSERT_TRUE(reader) << reader.error().message;
    EXPECT_EQ(totals(*reader)->articles, 1U);
  }
  const auto files = [&] {
    const auto all = std::filesystem::directory_iterator(folder / "");
    return std::distance(begin(all), end(all));
  };
  EXPECT_EQ(files(), 1);  // the record is one file again
  {
    const auto one = Record::open(path, Mode::read);
    const auto other = Record::open(path, Mode::read);
    EXPECT_EQ(totals(*other)->articles, 1U);
  }
  EXPECT_EQ(files(), 1);
  EXPECT_TRUE(Record::open(path, Mode::write));
  EXPECT_EQ(files(), 1);
}

TEST(Open, RefusesWhatIsNoRecord) {
  const Folder folder;
  EXPECT_EQ(Record::open(folder / "none", Mode::read).error().code, ErrorCode::not_found);
  EXPECT_EQ(Record::open(folder / "", Mode::write).error().code, ErrorCode::invalid_argument);
  std::ofstream(folder / "text") << "The ferry of Oster Bay closes. " << std::string(5000, '.');
  std::ofstream(folder / "empty").flush();
  for (const char* name : {"text", "empty"}) {
    for (const Mode mode : {Mode::read, Mode::write}) {
      const auto record = Record::open(folder / name, mode);
      ASSERT_FALSE(record);
      EXPECT_EQ(record.error().code, ErrorCode::corrupt);
      EXPECT_THAT(record.error().message, HasSubstr("not a dateline record"));
    }
    EXPECT_EQ(Record::create(folder / name).error().code, ErrorCode::invalid_argument);
  }
  EXPECT_EQ(std::filesystem::file_size(folder / "empty"), 0U);
}

}  // namespace
}  // namespace dateline::store
