#include "store/check.h"

#include <gmock/gmock.h>

#include "store/read.h"
#include "store/sqlite.h"
#include "store/synthetic.h"

namespace dateline::store {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

// What check says about a record that `sql` was done to.
std::vector<std::string> found_after(const char* sql) {
  const Folder folder;
  Record record = *Record::create(folder / "a.record");
  Batch batch = *record.begin();
  for (int i = 0; i < 10; ++i) {
    const Made page = make_page(i);
    EXPECT_TRUE(batch.add(page.capture, page.article, page.layers, kBy));
  }
  const ArticleKey first = key_of(make_page(0).capture);
  EXPECT_TRUE(batch.put_derived({"event", "e", "1", "x", {{first, {0, 7}}}}));
  EXPECT_TRUE(batch.settle());
  EXPECT_TRUE(batch.commit());
  const Status status = record.database().run_script(sql);
  EXPECT_TRUE(status) << status.error().message;
  std::vector<std::string> found;
  const auto report =
      check(record, [&](const Problem& problem) { found.push_back(problem.where + ": " + problem.what); });
  EXPECT_TRUE(report);
  EXPECT_EQ(report->problems, found.size());
  EXPECT_EQ(report->articles + report->captures, 20U) << sql;
  return found;
}

TEST(Check, AWholeRecordHasNoProblem) {
  EXPECT_THAT(found_after(""), IsEmpty());
}

TEST(Check, FindsWhatIsDamaged) {
  const struct {
    const char* sql;
    const char* says;
  } cases[] = {
      {"UPDATE capture SET bytes = x'00112233' WHERE id = 3", "the bytes of page"},
      {"UPDATE capture SET key = zeroblob(16) WHERE id = 3", "the bytes of page"},
      {"UPDATE capture SET size = size + 1 WHERE id = 3", "its size is not"},
      {"UPDATE body SET text = substr(text, 1, 20) WHERE article = 3", "text is not of the size"},
      {"UPDATE body SET text = CAST(x'FF' || CAST(text AS BLOB) AS TEXT) WHERE article = 3", "not UTF-8"},
      {"UPDATE layer SET data = x'01' WHERE article = 3 AND kind = 2", "layer times: the blob is damaged"},
      {"DELETE FROM layer WHERE article = 3 AND kind = 1", "a layer is missing"},
      {"DELETE FROM spoken WHERE article = 3", "days it speaks of"},
      {"UPDATE name SET mentions = 9 WHERE article = 3", "its names"},
      {"UPDATE article SET title = 'Other words' WHERE id = 3", "the word index"},
      {"DELETE FROM body WHERE article = 3", "its text is missing"},
      {"UPDATE evidence SET last = 90000", "rests on bytes 0 to 90000"},
      {"PRAGMA foreign_keys = OFF; INSERT INTO author VALUES (99, 0, 'Nobody')",
       "a row of author speaks of a row of article"},
  };
  for (const auto& one : cases) EXPECT_THAT(found_after(one.sql), Contains(HasSubstr(one.says))) << one.sql;
}

TEST(Check, AReaderChecksAllButTheWords) {
  const Folder folder;
  {
    const auto made = Record::create(folder / "a.record");
  }
  const Record record = *Record::open(folder / "a.record", Mode::read);
  const auto report = check(record, [](const Problem& problem) { ADD_FAILURE() << problem.what; });
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_FALSE(report->words_checked);
  EXPECT_TRUE(dump(record, [](std::string_view) {}));
}

TEST(Check, ADamagedRowIsAnErrorToWhoReadsIt) {
  const Folder folder;
  Record record = *Record::create(folder / "a.record");
  Batch batch = *record.begin();
  const Made page = make_page(1);
  ASSERT_TRUE(batch.add(page.capture, page.article, page.layers, kBy));
  ASSERT_TRUE(batch.commit());
  ASSERT_TRUE(
      record.database().run_script("UPDATE layer SET data = x'01'; UPDATE capture SET bytes = x'0011'"));
  EXPECT_EQ(read_article(record, key_of(page.capture)).error().code, ErrorCode::corrupt);
  EXPECT_EQ(read_bytes(record, key_of(page.capture)).error().code, ErrorCode::corrupt);
}

}  // namespace
}  // namespace dateline::store
