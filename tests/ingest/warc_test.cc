#include "ingest/warc.h"

#include <gmock/gmock.h>

#include "base/compress.h"
#include "ingest/archives.h"
#include "support/gzip.h"

namespace dateline::ingest {
namespace {

using support::gzip_member;
using testing::HasSubstr;

TEST(Warc, AnAnswerIsAPage) {
  const All all =
      read_bytes(record("info", "0", "warcinfo", "application/warc-fields") + record(http(kPage)), "a.warc");
  ASSERT_EQ(all.captures.size(), 1U);
  EXPECT_TRUE(all.problems.empty());
  const Capture& page = all.captures[0];
  EXPECT_EQ(page.id, "urn:uuid:1");
  EXPECT_EQ(page.url, "http://courier.example/1");
  EXPECT_EQ(page.fetched, "2031-04-05T06:07:08Z");
  EXPECT_EQ(page.charset, "utf-8");
  EXPECT_EQ(page.bytes, kPage);
  EXPECT_EQ(page.path, "a.warc");
  EXPECT_EQ(page.kind, CaptureKind::html);
  EXPECT_TRUE(page.diagnostics.empty());
}

TEST(Warc, OnlyPagesGiveCaptures) {
  const std::string bytes = record(http(kPage, "Content-Type: text/html\r\n", "HTTP/1.1 301 Moved")) +
                            record(http(kPage, "Content-Type: text/html\r\n", "HTTP/1.1 404 Not Found")) +
                            record(http("\x89PNG", "Content-Type: image/png\r\n")) + record(http("")) +
                            record("GET / HTTP/1.1\r\n\r\n", "r", "request") +
                            record(http(kPage), "v", "revisit") +
                            record("orlane.example. 60 IN A", "d", "response", "text/dns") +
                            record(http("User-agent: *", "Content-Type: text/plain\r\n"));
  const All all = read_bytes(bytes);
  EXPECT_TRUE(all.captures.empty());
  EXPECT_TRUE(all.problems.empty());
}

TEST(Warc, ResourceAndConversionRecords) {
  const All all = read_bytes(record(kPage, "1", "resource", "text/html") +
                             record("The dam at Orlane broke.", "2", "conversion", "text/plain"));
  ASSERT_EQ(all.captures.size(), 2U);
  EXPECT_EQ(all.captures[0].bytes, kPage);
  EXPECT_EQ(all.captures[1].kind, CaptureKind::text);
}

TEST(Warc, TheSamePagesFromEveryCompression) {
  Zstd zstd;
  const std::string one = record(http(kPage), "1");
  const std::string two = record(http(kPage), "2");
  const std::vector<std::string> forms = {
      one + two, gzip_member(one) + gzip_member(two), gzip_member(one + two),
      zstd.compress(one).value() + zstd.compress(two).value(), zstd.compress(one + two).value()};
  for (const std::string& form : forms) {
    const All all = read_bytes(form);
    EXPECT_THAT(ids(all), testing::ElementsAre("urn:uuid:1", "urn:uuid:2"));
    EXPECT_TRUE(all.problems.empty());
  }
}

TEST(Warc, APageThatTheArchiveHoldsInPartSaysSo) {
  for (const char* field : {"WARC-Truncated: length", "WARC-Segment-Number: 1"}) {
    std::string bytes = record(http(kPage));
    bytes.insert(bytes.find("Content-Length"), std::string(field) + "\r\n");
    EXPECT_EQ(read_bytes(bytes).captures.at(0).diagnostics.at(0).code, "body-cut-off");
  }
}

TEST(Warc, HeadersOfOldAndOddWriters) {
  std::string bytes = record(http(kPage));
  const auto change = [&](std::string_view from, std::string_view to) {
    bytes.replace(bytes.find(from), from.size(), to);
  };
  change("WARC/1.0", "warc/0.18");
  change("WARC-Record-ID: ", "warc-record-id:\r\n\t");
  change("http://courier.example/1", "<http://courier.example/1>");
  change("2031-04-05T06:07:08Z", "2031-04-057T06:07:08-0700");
  const All all = read_bytes("\r\n\n" + bytes);
  ASSERT_EQ(all.captures.size(), 1U);
  EXPECT_EQ(all.captures[0].id, "urn:uuid:1");
  EXPECT_EQ(all.captures[0].url, "http://courier.example/1");
  EXPECT_EQ(all.captures[0].fetched, "");
  EXPECT_TRUE(all.problems.empty());
}

TEST(Warc, ALengthThatIsTooLongDoesNotSwallowTheNextPage) {
  std::string bad = record(http(kPage), "1");
  const std::string stated = fmt::format("Content-Length: {}", http(kPage).size());
  bad.replace(bad.find(stated), stated.size(), fmt::format("Content-Length: {}", http(kPage).size() + 60));
  const All all = read_bytes(bad + record(http(kPage), "2"));
  EXPECT_THAT(ids(all), testing::ElementsAre("urn:uuid:1", "urn:uuid:2"));
  ASSERT_EQ(all.problems.size(), 1U);
  EXPECT_EQ(all.problems[0].id, "in");
}

TEST(Warc, DamageIsSaidOnceAndReadingGoesOn) {
  std::string no_length = record(http(kPage), "2");
  no_length.replace(no_length.find("Content-Length"), 14, "Content-Lenght");
  const std::string huge = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999999999\r\n\r\n";
  const All all = read_bytes(
      record(http(kPage), "1") + no_length + huge + "left over\r\n" + record(http(kPage), "3"), "x.warc");
  EXPECT_THAT(ids(all), testing::ElementsAre("urn:uuid:1", "urn:uuid:3"));
  ASSERT_EQ(all.problems.size(), 1U);
  EXPECT_EQ(all.problems[0].id, "x.warc");
  EXPECT_EQ(all.problems[0].code, ErrorCode::corrupt);
  EXPECT_THAT(all.problems[0].message, HasSubstr("does not state its length"));
}

TEST(Warc, ACutOffRecordGivesNoPageAndIsSaid) {
  const std::string whole = record(http(kPage), "1") + record(http(kPage), "2");
  for (const std::size_t cut : {10, 60, 250}) {
    for (const bool packed : {false, true}) {
      const std::string bytes = packed ? gzip_member(whole).substr(0, whole.size() + 15 - cut)
                                       : whole.substr(0, whole.size() - cut);
      const All all = read_bytes(bytes);
      EXPECT_THAT(ids(all), testing::ElementsAre("urn:uuid:1")) << cut << packed;
      EXPECT_EQ(all.problems.size(), 1U);
    }
  }
}

TEST(Warc, ASpoiledMemberCostsOnlyItsOwnRecord) {
  std::string spoiled = gzip_member(record(http(kPage), "2"));
  spoiled[10] = '\7';
  const All all =
      read_bytes(gzip_member(record(http(kPage), "1")) + spoiled + gzip_member(record(http(kPage), "3")));
  EXPECT_THAT(ids(all), testing::ElementsAre("urn:uuid:1", "urn:uuid:3"));
  ASSERT_EQ(all.problems.size(), 1U);
  EXPECT_THAT(all.problems[0].message, HasSubstr("gzip data damaged"));
}

TEST(Warc, APageOverTheLimitIsPassedOver) {
  Options options;
  options.limits.page_bytes = 500;
  const std::string packed = gzip_member(std::string(5000, 'a'));
  const All all = read_bytes(
      record(http(std::string(2000000, 'b')), "1") +
          record(http(packed.substr(0), "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"), "2") +
          record(http(kPage), "3"),
      "in", options);
  EXPECT_THAT(ids(all), testing::ElementsAre("urn:uuid:3"));
  ASSERT_EQ(all.problems.size(), 2U);
  EXPECT_EQ(all.problems[0].code, ErrorCode::limit);
  EXPECT_EQ(all.problems[0].id, "urn:uuid:1");
  EXPECT_EQ(all.problems[1].id, "urn:uuid:2");
}

TEST(Warc, EndlessDamageIsGivenUp) {
  std::string bytes = record(http(kPage), "1");
  for (int i = 0; i < 50; ++i) bytes += "WARC/1.0\r\nWARC-Type: response\r\n\r\n";
  Options options;
  options.limits.archive_faults = 10;
  const All all = read_bytes(bytes, "in", options);
  EXPECT_EQ(all.captures.size(), 1U);
  ASSERT_EQ(all.problems.size(), 1U);
  EXPECT_THAT(all.problems[0].message, HasSubstr("given up"));
}

std::string arc_record(std::string_view url, std::string_view block, std::string_view length = {}) {
  return fmt::format("{} 10.0.0.7 20310405060708 text/html {}\n{}\n", url,
                     length.empty() ? std::to_string(block.size()) : std::string(length), block);
}

const std::string kArcHead = [] {
  const std::string block = "1 0 Orlane Library\nURL IP-address Archive-date Content-type Archive-length\n";
  return fmt::format("filedesc://o.arc 0.0.0.0 20310405060708 text/plain {}\n{}\n", block.size(), block);
}();

TEST(Arc, RecordsOfBothVersions) {
  const std::string answer = http(kPage);
  const std::string second =
      fmt::format("http://courier.example/b 10.0.0.7 20310405060708 text/html 200 - - 0 o.arc {}\n{}\n",
                  answer.size(), answer);
  const All all =
      read_bytes(kArcHead + arc_record("http://courier.example/a story", answer) + second +
                     arc_record("http://courier.example/old", kPage) + arc_record("dns:courier.example", "x"),
                 "o.arc");
  ASSERT_EQ(all.captures.size(), 3U);
  EXPECT_TRUE(all.problems.empty());
  EXPECT_EQ(all.captures[0].url, "http://courier.example/a story");
  EXPECT_EQ(all.captures[0].fetched, "2031-04-05T06:07:08Z");
  EXPECT_THAT(all.captures[0].id, testing::StartsWith("o.arc#"));
  EXPECT_EQ(all.captures[1].url, "http://courier.example/b");
  EXPECT_EQ(all.captures[2].bytes, kPage);  // HTTP/0.9: no header
}

TEST(Arc, LengthsThatAreNoNumbers) {
  const All all = read_bytes(kArcHead + arc_record("http://courier.example/a", http(kPage), "-1") +
                             arc_record("http://courier.example/b", http(kPage), "abc") +
                             arc_record("http://courier.example/c", http(kPage)));
  ASSERT_EQ(all.captures.size(), 1U);
  EXPECT_EQ(all.captures[0].url, "http://courier.example/c");
  EXPECT_EQ(all.problems.size(), 1U);
}

}  // namespace
}  // namespace dateline::ingest
