// The commands that read a record, on one made of invented pages.

#include <gmock/gmock.h>

#include <fstream>

#include "base/json.h"
#include "store/read.h"
#include "store/sqlite.h"
#include "store/synthetic.h"
#include "support/process.h"

namespace dateline::test {
namespace {

using store::Folder;
using store::Made;
using store::make_page;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

class RecordCommands : public ::testing::Test {
 protected:
  RecordCommands() : path_(folder_ / "a.record") {
    store::Record record = *store::Record::create(path_);
    store::Batch batch = *record.begin();
    for (const Made& page : store::make_pages(0, 12))
      EXPECT_TRUE(batch.add(page.capture, page.article, page.layers, store::kBy));
    const Made changed = make_page(3, 1);
    EXPECT_TRUE(batch.add(changed.capture, changed.article, changed.layers, store::kBy));
    EXPECT_TRUE(batch.settle());
    EXPECT_TRUE(batch.commit());
  }
  Ran dateline(std::vector<std::string> words) const {
    words.insert(words.begin(), DATELINE_BINARY);
    words.insert(words.begin() + 2, path_);
    return run(words);
  }
  Folder folder_;
  std::string path_;
};

TEST_F(RecordCommands, ListGivesNewestVersionsByDay) {
  const std::vector<std::string> rows = lines(dateline({"list"}).out);
  ASSERT_THAT(rows, SizeIs(12));
  EXPECT_THAT(rows[0], HasSubstr("\"id\":\"page-1-0\""));
  EXPECT_THAT(rows[2], AllOf(HasSubstr("\"id\":\"page-3-1\""), HasSubstr("\"version\":2")));
  EXPECT_THAT(lines(dateline({"list", "--versions", "all"}).out), SizeIs(13));
  EXPECT_THAT(lines(dateline({"list", "--limit", "2"}).out), SizeIs(2));
  EXPECT_THAT(lines(dateline({"list", "--from", "2031-03-05", "--to", "2031-03-07"}).out), SizeIs(3));
  EXPECT_THAT(dateline({"list", "--text", "--limit", "1"}).out,
              HasSubstr("  2031-03-02  The ferry of Oster Bay closes  Oster Bay Post"));
}

TEST_F(RecordCommands, SourcesCountArticles) {
  EXPECT_THAT(
      dateline({"sources"}).out,
      HasSubstr(
          R"({"source":"Oster Bay Post","articles":4,"first":"2031-03-02","last":"2031-03-11","undated":1})"));
}

TEST_F(RecordCommands, SearchMarksWhatItFound) {
  const Ran ran = dateline({"search", "cafe observ* -lindmoor"});
  ASSERT_THAT(lines(ran.out), SizeIs(1));
  json::Parser parser;
  const auto hit = parser.parse(lines(ran.out)[0]);
  ASSERT_TRUE(hit);
  EXPECT_EQ((*hit)["id"].string(), "page-8-0");
  EXPECT_EQ((*hit)["matches"].text(), "[[4,15],[112,116]]");  // code points
  EXPECT_THAT(dateline({"search", "observatory", "--text", "--color", "always"}).out,
              AllOf(HasSubstr("The \x1b[33mobservatory\x1b[0m of"), HasSubstr("2 of 2 articles")));
  EXPECT_THAT(lines(dateline({"search", "march", "--facets", "-n", "1"}).out)[1],
              StartsWith("{\"total\":12,"));
  const Ran bad = dateline({"search", "from:soon", "dam"});
  EXPECT_EQ(bad.status, 1);
  EXPECT_THAT(bad.err, HasSubstr("'from:soon' is not a date"));
}

TEST_F(RecordCommands, ShowTellsWhatWasReadAndWhereItCameFrom) {
  const std::string text = dateline({"show", "page-5-0", "--text"}).out;
  for (const char* part : {"The dam of Oster Bay closes\n", "by         Per Olsund, Ada Wick",
                           "14 March 2031                2031-03-14", "pages.jsonl at byte 5000",
                           "no-byline: no author was found"})
    EXPECT_THAT(text, HasSubstr(part));
  EXPECT_THAT(dateline({"show", "https://0.example/news/3"}).out, HasSubstr("\"versions\":[{"));
  EXPECT_EQ(dateline({"show", "page-5-0", "--page"}).out, make_page(5).capture.bytes);
  const Ran none = dateline({"show", "nothing"});
  EXPECT_EQ(none.status, 1);
  EXPECT_THAT(none.err, HasSubstr("no article nothing"));
}

TEST_F(RecordCommands, ExportGivesEachFormat) {
  const std::vector<std::string> articles = lines(dateline({"export"}).out);
  ASSERT_THAT(articles, SizeIs(12));
  EXPECT_THAT(articles[0], StartsWith("{\"id\":\"page-1-0\","));
  const std::vector<std::string> with_desk = lines(dateline({"export", "upper", "ferry"}).out);
  ASSERT_THAT(with_desk, SizeIs(1));
  EXPECT_THAT(with_desk[0], HasSubstr("\"desk\":\"coast\","));  // a member that dateline does not know
  const std::string csv = dateline({"export", "--format", "csv", "ferry"}).out;
  EXPECT_THAT(csv, StartsWith("key,id,url,"));
  EXPECT_THAT(csv, HasSubstr(",The ferry of Oster Bay closes,Per Olsund; Ada Wick,2031-03-02T08:30,"));
  EXPECT_THAT(dateline({"export", "-f", "md", "ferry"}).out,
              StartsWith("## The ferry of Oster Bay closes\n\n**Oster Bay Post** · 2031-03-02"));
}

TEST_F(RecordCommands, CheckSaysWholeOrWhatIsNot) {
  const Ran whole = dateline({"check", "--text"});
  EXPECT_EQ(whole.status, 0);
  EXPECT_THAT(whole.out, HasSubstr("13 pages, 13 articles: whole"));
  ASSERT_TRUE(store::Record::open(path_, store::Mode::write)
                  ->database()
                  .run_script("UPDATE layer SET data = x'01' WHERE article = 2 AND kind = 1"));
  const Ran damaged = dateline({"check"});
  EXPECT_EQ(damaged.status, 3);
  EXPECT_THAT(lines(damaged.out), SizeIs(1));
  EXPECT_THAT(damaged.out, HasSubstr("layer sentences: the blob is damaged"));
}

TEST_F(RecordCommands, RemoveTakesPagesOut) {
  EXPECT_EQ(dateline({"remove", "page-5-0", "nothing"}).status, 1);
  EXPECT_THAT(lines(dateline({"list"}).out), SizeIs(12));
  EXPECT_EQ(dateline({"remove", "page-5-0", "https://0.example/news/3", "page-5-0"}).out,
            "{\"removed\":2}\n");
  const std::string left = dateline({"list"}).out;
  EXPECT_THAT(lines(left), SizeIs(11));  // the version before the newest is there
  EXPECT_THAT(left, HasSubstr("page-3-0"));
  EXPECT_EQ(dateline({"show", "page-5-0"}).status, 1);
  EXPECT_EQ(dateline({"check"}).status, 0);
}

TEST_F(RecordCommands, WhatIsNoRecordIsSaidSo) {
  path_ = folder_ / "none.record";
  for (const char* command : {"list", "sources", "export", "check"}) {
    const Ran ran = dateline({command});
    EXPECT_EQ(ran.status, 1) << command;
    EXPECT_THAT(ran.out, IsEmpty()) << command;
    EXPECT_THAT(ran.err, HasSubstr("none.record: no such file")) << command;
  }
}

TEST_F(RecordCommands, PagesThatAreNotSettledAreNoted) {
  {
    store::Record record = *store::Record::open(path_, store::Mode::write);
    store::Batch batch = *record.begin();
    const Made page = make_page(50);
    EXPECT_TRUE(batch.add(page.capture, page.article, page.layers, store::kBy));
    EXPECT_TRUE(batch.commit());
  }
  const Ran ran = dateline({"list"});
  EXPECT_THAT(lines(ran.out), SizeIs(12));
  EXPECT_THAT(ran.err, HasSubstr("added and not shown yet: 1"));
  EXPECT_THAT(dateline({"list", "--quiet"}).err, IsEmpty());
}

TEST(CopiesCommand, ShowsPassagesSideBySideWithTheirDifferences) {
  const Folder folder;
  const std::string pages = folder / "pages.jsonl";
  const std::string record = folder / "a.record";
  const auto article = [](std::string_view id, std::string_view day, std::string_view text) {
    return "{\"id\":\"" + std::string(id) + "\",\"source\":\"" + std::string(id) +
           "\",\"published\":\"2031-03-" + std::string(day) + "\",\"text\":\"" + std::string(text) + "\"}\n";
  };
  std::ofstream(pages)
      << article(
             "wire", "01",
             "The harbor council organized a vote over eleven gray boats on Monday morning. Skipper Odo Lenz "
             "carried the ballots through driving snow to the lighthouse and counted them twice by lantern. "
             "Fishermen "
             "from Kessel Row mended nets, smoked herring and sang ballads until the lamp signal announced "
             "victory.")
      << article("paper", "02",
                 "The harbour council organised a vote over eleven grey boats on Monday morning. Skipper Odo "
                 "Lenz "
                 "carried the ballots through driving snow to the lighthouse and counted them twice by "
                 "lantern. Fishermen "
                 "from Kessel Row mended nets, smoked herring and sang ballads until the lamp signal "
                 "announced victory.");
  ASSERT_EQ(run({DATELINE_BINARY, "add", "--quiet", record, pages}).status, 0);
  const std::string all = run({DATELINE_BINARY, "copies", record, "--text"}).out;
  EXPECT_THAT(all, AllOf(HasSubstr("  wire  wire\n  copy"), HasSubstr("  paper  paper\n")));
  const std::string one = run({DATELINE_BINARY, "copies", record, "paper", "--text", "--color", "never"}).out;
  EXPECT_THAT(one, AllOf(HasSubstr("\nfrom "), HasSubstr("The [harbour] council [organised]"),
                         HasSubstr("The [harbor] council [organized]")));
  EXPECT_THAT(run({DATELINE_BINARY, "copies", record, "wire", "--text"}).out, HasSubstr("\ntaken over by "));
  EXPECT_THAT(run({DATELINE_BINARY, "copies", record, "paper"}).out,
              AllOf(HasSubstr("\"different\":[[4,11],[20,29],[49,53]]"),
                    HasSubstr("\"other_different\":[[4,10],[19,28],[48,52]]")));
}

}  // namespace
}  // namespace dateline::test
