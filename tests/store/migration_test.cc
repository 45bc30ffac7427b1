// Records of every earlier version open, are brought up to date, and say what they said.
// records/versionN.record.zst was made by the program when N was the newest version, from make_page(0), (1)
// and (2); version 4 from version 3, by the program of then.
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "base/compress.h"
#include "store/check.h"
#include "store/read.h"
#include "store/schema.h"
#include "store/synthetic.h"

namespace dateline::store {
namespace {

using testing::HasSubstr;

std::string stored_record(int version, const std::string& to) {
  const std::string name = std::string(DATELINE_SOURCE_DIR) + "/tests/store/records/version" +
                           std::to_string(version) + ".record.zst";
  std::ifstream file(name, std::ios::binary);
  EXPECT_TRUE(file) << name << ": every version before the newest has a stored record";
  std::ostringstream packed;
  packed << file.rdbuf();
  const auto bytes = Zstd().decompress(packed.str(), 10'000'000);
  EXPECT_TRUE(bytes) << bytes.error().message;
  std::ofstream(to, std::ios::binary) << *bytes;
  return to;
}

TEST(Migration, OpensARecordOfEveryEarlierVersion) {
  const Folder folder;
  for (int version = 1; version < schema_version(); ++version) {
    const std::string path = stored_record(version, folder / (std::to_string(version) + ".record"));
    const auto reader = Record::open(path, Mode::read);
    ASSERT_FALSE(reader);
    EXPECT_EQ(reader.error().code, ErrorCode::unsupported);
    EXPECT_THAT(reader.error().message, HasSubstr("older dateline"));
    auto record = Record::open(path, Mode::write);
    ASSERT_TRUE(record) << record.error().message;
    const auto report = check(
        *record, [](const Problem& problem) { ADD_FAILURE() << problem.where << ": " << problem.what; });
    EXPECT_EQ(report->articles, 3U);
    for (int i = 0; i < 3; ++i) {
      const Made page = make_page(i);
      const auto stored = read_article(*record, key_of(page.capture));
      ASSERT_TRUE(stored) << stored.error().message;
      EXPECT_EQ(stored->article.text, page.article.text);
      EXPECT_EQ(stored->layers.mentions.size(), 3U);
    }
    EXPECT_EQ(search(*record, {.all = {"march"}, .none = {}}, {}, 10)->total, 3U);
    Batch batch = *record->begin();
    EXPECT_TRUE(*batch.remove(key_of(make_page(1).capture)));
    EXPECT_TRUE(batch.settle());
    EXPECT_TRUE(batch.commit());
  }
}

// A record brought up from an earlier version has the tables of one made new.
TEST(Migration, EndsAtTheSameSchema) {
  const Folder folder;
  const auto schema = [](Record record) {
    std::string text;
    Query rows(record.database(), "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name");
    while (rows.next()) text += rows.string(0) + "\n";
    return text;
  };
  const std::string made = schema(*Record::create(folder / "new.record"));
  for (int version = 1; version < schema_version(); ++version)
    EXPECT_EQ(schema(*Record::open(stored_record(version, folder / (std::to_string(version) + ".record")),
                                   Mode::write)),
              made);
}

TEST(Migration, AStepThatFailsLeavesTheRecordAsItWas) {
  const Folder folder;
  const std::string path = stored_record(1, folder / "a.record");
  auto database = Database::open(path, SQLITE_OPEN_READWRITE, path);
  ASSERT_TRUE(database);
  const Migration steps[] = {
      {1, ""}, {2, "CREATE TABLE extra (a)"}, {3, "CREATE TABLE other (a); SELECT * FROM nowhere"}};
  EXPECT_FALSE(migrate(*database, steps));
  EXPECT_EQ(*database->integer("PRAGMA user_version"), 1);
  EXPECT_EQ(*database->integer("SELECT count(*) FROM sqlite_schema WHERE name IN ('extra', 'other')"), 0);
  EXPECT_TRUE(migrate(*database, std::span(steps).first(2)));
  EXPECT_EQ(*database->integer("PRAGMA user_version"), 2);
  EXPECT_EQ(*database->integer("SELECT count(*) FROM article"), 3);
}

TEST(Migration, ARecordOfANewerVersionIsLeftAlone) {
  const Folder folder;
  const std::string path = folder / "a.record";
  {
    const Record record = *Record::create(path);
    ASSERT_TRUE(record.database().run_script("PRAGMA user_version = 999"));
  }
  const auto before = std::filesystem::last_write_time(path);
  for (const Mode mode : {Mode::read, Mode::write}) {
    const auto record = Record::open(path, mode);
    ASSERT_FALSE(record);
    EXPECT_EQ(record.error().code, ErrorCode::unsupported);
    EXPECT_THAT(record.error().message, HasSubstr("made by a newer dateline"));
  }
  EXPECT_EQ(std::filesystem::last_write_time(path), before);
}

}  // namespace
}  // namespace dateline::store
