#include "ingest/source.h"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/compress.h"
#include "ingest/archives.h"
#include "support/gzip.h"

namespace dateline::ingest {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class Folder : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / fmt::format("dateline-ingest-{}", getpid());
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }
  void write(const std::string& name, std::string_view bytes) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << bytes;
  }
  std::vector<std::string> names(const All& all) {
    std::vector<std::string> out = ids(all);
    for (std::string& name : out) name = fs::relative(name, root_);
    return out;
  }
  All read() { return collect(*open_sources({root_}, {})); }
  fs::path root_;
};

TEST_F(Folder, FilesComeSortedAndPartsOfPagesAreLeftOut) {
  write("b.html", kPage);
  write("a/z.htm", kPage);
  write("a/story.txt", "The dam at Orlane broke.");
  write("b_files/style.css", "p {}");
  write("b_files/frame.html", kPage);
  write("own_files/page.html", kPage);
  write(".hidden/page.html", kPage);
  write("picture.PNG", "\x89PNG");
  write("b.html-lock", "1234");  // as beside a record that is being written
  write("alone-lock", kPage);
  const All all = read();
  EXPECT_THAT(names(all),
              ElementsAre("a/story.txt", "a/z.htm", "alone-lock", "b.html", "own_files/page.html"));
  EXPECT_TRUE(all.problems.empty());
}

TEST_F(Folder, LoopsPipesAndWhatIsNotThere) {
  write("a/page.html", kPage);
  fs::create_directory_symlink(root_, root_ / "a/up");
  fs::create_symlink(root_ / "nowhere", root_ / "gone.html");
  ASSERT_EQ(mkfifo((root_ / "pipe.html").c_str(), 0600), 0);
  const All all = read();
  EXPECT_THAT(names(all), ElementsAre("a/page.html"));
  ASSERT_EQ(all.problems.size(), 2U);
  EXPECT_THAT(all.problems[0].message, HasSubstr("leads back"));
  EXPECT_THAT(all.problems[1].message, HasSubstr("gone.html"));
  const All missing = collect(*open_sources({root_ / "none"}, {}));
  ASSERT_EQ(missing.problems.size(), 1U);
  EXPECT_EQ(missing.problems[0].code, ErrorCode::not_found);
}

TEST_F(Folder, DepthIsLimited) {
  std::string path = "d";
  for (int i = 0; i < 10; ++i) path += "/d";
  write(path + "/page.html", kPage);
  Options options;
  options.limits.folder_depth = 5;
  const All all = collect(*open_sources({root_}, options));
  EXPECT_TRUE(all.captures.empty());
  ASSERT_EQ(all.problems.size(), 1U);
  EXPECT_EQ(all.problems[0].code, ErrorCode::limit);
}

TEST_F(Folder, ContentDecidesNotTheName) {
  write("a.warc.gz", kPage);                                        // a page
  write("b.html", support::gzip_member(record(http(kPage), "9")));  // an archive
  write("c.txt", "{\"id\":\"j\",\"html\":\"<p>x</p>\"}\n");         // JSON Lines
  write("d.html", "%PDF-1.7");
  write("e.warc.gz", std::string("\x1F\x8C\x08\0\0\0\0\0\0\3binary\1\2\3", 19));
  write("f.html", "");
  write("g.jsonl.zst", Zstd().compress("{\"id\":7,\"text\":\"y\"}\n").value());
  const All all = read();
  ASSERT_EQ(all.captures.size(), 4U);
  EXPECT_EQ(all.captures[0].diagnostics.at(0).code, "misnamed");
  EXPECT_EQ(all.captures[1].id, "urn:uuid:9");
  EXPECT_EQ(all.captures[2].id, "j");
  EXPECT_EQ(all.captures[3].id, "7");
  ASSERT_EQ(all.problems.size(), 3U);
  EXPECT_THAT(all.problems[0].message, HasSubstr("a PDF document"));
  EXPECT_THAT(all.problems[1].message, HasSubstr("its name promises"));
  EXPECT_THAT(all.problems[2].message, HasSubstr("empty"));
}

TEST_F(Folder, CountersAndTotal) {
  write("a.html", kPage);
  write("b.html", kPage);
  Counters counters;
  const std::vector<std::string> paths = {root_ / "a.html", root_ / "b.html"};
  collect(*open_sources(paths, {}, &counters));
  EXPECT_EQ(counters.now().files, 2U);
  EXPECT_EQ(counters.now().bytes, 2 * kPage.size());
  EXPECT_EQ(total_bytes(paths), 2 * kPage.size());
  EXPECT_EQ(total_bytes({root_}), std::nullopt);
}

TEST(Page, OverTheLimit) {
  Options options;
  options.limits.page_bytes = 50;
  const All all = read_bytes(kPage, "p.html", options);
  EXPECT_TRUE(all.captures.empty());
  ASSERT_EQ(all.problems.size(), 1U);
  EXPECT_EQ(all.problems[0].code, ErrorCode::limit);
}

TEST(Page, TextStaysTextWhateverStandsInIt) {
  EXPECT_EQ(read_bytes("Orlane, 5 April\n\nHe typed <p> and left.", "a.txt").captures.at(0).kind,
            CaptureKind::text);
  EXPECT_EQ(read_bytes("  <!DOCTYPE html><p>x", "a.txt").captures.at(0).kind, CaptureKind::html);
  EXPECT_EQ(read_bytes(std::string("\xFF\xFE<\0p\0>\0", 8), "a").captures.at(0).kind, CaptureKind::html);
  EXPECT_EQ(read_bytes("The dam broke.", "-").captures.at(0).kind, CaptureKind::text);
}

TEST(JsonLines, PagesArticlesAndBadLines) {
  const All all = read_bytes(
      "{\"id\":\"a\",\"url\":\"http://x.example/\",\"html\":\"<p>\\u00e9</"
      "p>\",\"desk\":{\"n\":1},\"tag\":null}\n\n"
      "{\"id\":\"b\",\"text\":\"The dam broke.\"}\nnonsense\n{\"id\":\"c\"}\n[1]\n{\"html\":\"last\"}",
      "p.jsonl");
  ASSERT_EQ(all.captures.size(), 3U);
  EXPECT_EQ(all.captures[0].bytes, "<p>\xC3\xA9</p>");
  EXPECT_TRUE(all.captures[0].decoded);
  EXPECT_EQ(all.captures[0].extra, "\"desk\":{\"n\":1}");
  EXPECT_EQ(all.captures[1].kind, CaptureKind::article);
  EXPECT_EQ(all.captures[1].bytes, "{\"id\":\"b\",\"text\":\"The dam broke.\"}");
  EXPECT_EQ(all.captures[2].id, "p.jsonl:7");
  ASSERT_EQ(all.problems.size(), 3U);
  EXPECT_EQ(all.problems[0].id, "p.jsonl:4");
  EXPECT_EQ(all.problems[1].id, "c");
  EXPECT_EQ(all.problems[2].id, "p.jsonl:6");
}

TEST(JsonLines, FirstLineBadBrokenUtf8AndLongLines) {
  EXPECT_EQ(read_bytes("nonsense\n{\"id\":\"a\",\"html\":\"x\"}\n", "-").captures.size(), 1U);
  const All broken = read_bytes("{\"id\":\"a\",\"html\":\"\xFFx\"}\n{\"id\":\"b\",\"html\":\"x\"}\n");
  ASSERT_EQ(broken.captures.size(), 2U);
  EXPECT_EQ(broken.captures[0].bytes, "\uFFFDx");
  EXPECT_EQ(broken.captures[0].diagnostics.at(0).code, "broken-utf8");
  Options options;
  options.limits.line_bytes = 40;
  const All limited =
      read_bytes("{\"id\":\"a\",\"html\":\"" + std::string(100, 'x') + "\"}\n{\"id\":\"b\",\"html\":\"x\"}\n",
                 "in", options);
  EXPECT_EQ(limited.captures.size(), 1U);
  ASSERT_EQ(limited.problems.size(), 1U);
  EXPECT_EQ(limited.problems[0].code, ErrorCode::limit);
}

// Whatever stands at the place where the look at the beginning ends.
TEST(JsonLines, AFirstLineThatIsLongerThanTheLook) {
  Options options;
  options.limits.page_bytes = 100000;
  for (const char fill : {',', ' ', '[', '}', '{'}) {
    std::string lines;
    for (int i = 0; i < 3; ++i)
      lines +=
          fmt::format("{{\"id\":\"{}\",\"html\":\"jsonfeed.org/version{}\"}}\n", i, std::string(70000, fill));
    EXPECT_EQ(read_bytes(lines, "in", options).captures.size(), 3U) << fill;
  }
}

TEST(JsonLines, ABrokenFirstLineDoesNotCostTheOthers) {
  Options options;
  options.limits.page_bytes = 1000;
  const std::string good = "{\"id\":\"a\",\"html\":\"" + std::string(600, 'x') + "\"}\n";
  const All all = read_bytes("{\"id\":\"cut\n" + good + good + good, "in", options);
  EXPECT_EQ(all.captures.size(), 3U);
  EXPECT_EQ(all.problems.size(), 1U);
}

// One line, then nothing for as long as it is not answered.
TEST(JsonLines, ALineIsAnsweredBeforeTheNextIsThere) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const std::string line = "{\"id\":\"a\",\"html\":\"x\"}\n";
  ASSERT_EQ(write(ends[1], line.data(), line.size()), static_cast<ssize_t>(line.size()));
  const auto source = open_sources({fmt::format("/dev/fd/{}", ends[0])}, {});
  EXPECT_EQ(source->next().value().value().id, "a");
  ASSERT_EQ(write(ends[1], line.data(), line.size()), static_cast<ssize_t>(line.size()));
  EXPECT_EQ(source->next().value().value().id, "a");
  close(ends[1]);
  EXPECT_FALSE(source->next().has_value());
  close(ends[0]);
}

TEST(JsonLines, OneDocumentOfManyLines) {
  const All all =
      read_bytes("[\n  {\"id\": \"a\", \"html\": \"x\"},\n  {\"id\": \"b\", \"text\": \"y\"}\n]\n");
  ASSERT_EQ(all.captures.size(), 2U);
  EXPECT_EQ(all.captures[1].bytes, "{\"id\":\"b\",\"text\":\"y\"}");
}

TEST(JsonLines, ACutOffFileGivesItsWholeLines) {
  const std::string lines = "{\"id\":\"a\",\"html\":\"x\"}\n{\"id\":\"b\",\"html\":\"yyyyyyyyyyyyyyyyyy\"}\n";
  const std::string packed = support::gzip_member(lines);
  const All all = read_bytes(packed.substr(0, packed.size() - 20), "p.jsonl.gz");
  EXPECT_EQ(all.captures.size(), 1U);
  EXPECT_EQ(all.problems.back().id, "p.jsonl.gz");
}

}  // namespace
}  // namespace dateline::ingest
