#include "ingest/http.h"

#include <gmock/gmock.h>

#include "base/compress.h"
#include "ingest/archives.h"
#include "support/gzip.h"

namespace dateline::ingest {
namespace {

std::string body_of(std::string_view fields, std::string_view body) {
  return parse_http(http(body, fields), 100000).body;
}

TEST(Http, StatusLinesAsTheyComeAlong) {
  for (const char* line :
       {"HTTP/1.1 200 OK", "HTTP/1.0 200", "http/1.1  200  Fine", "HTTP/2 200", "HTTP/1.1\t200 OK"})
    EXPECT_EQ(parse_http(http("x", "", line), 10).status, 200) << line;
  for (const char* line : {"HTTP/1.1 OK", "GET / HTTP/1.1", "", "HTTP", "HTTP/1.1 99"})
    EXPECT_EQ(parse_http(http("x", "", line), 10).status, 0) << line;
}

TEST(Http, LinesEndingInLineFeedOnlyAndFoldedFields) {
  const HttpAnswer answer = parse_http(
      "HTTP/1.1 200 OK\nno field here\nContent-Type:\n text/html;\n\tcharset=\"KOI8-R\"\n\nbody", 100);
  EXPECT_EQ(answer.body, "body");
  EXPECT_EQ(media_type(answer.fields.get("CONTENT-TYPE")), "text/html");
  EXPECT_EQ(parameter(answer.fields.get("content-type"), "charset"), "KOI8-R");
}

TEST(Http, Chunks) {
  const std::string fields = "Transfer-Encoding: chunked\r\n";
  EXPECT_EQ(body_of(fields, "4\r\nThe \r\nA;x=y\r\ndam at Orl\r\n3  \r\nane\r\n0\r\n\r\n"),
            "The dam at Orlane");
  EXPECT_EQ(body_of(fields, "4\nThe \n3\ndam\n0\n\n"), "The dam");
  EXPECT_EQ(body_of(fields, "<p>no chunks here</p>\r\n"), "<p>no chunks here</p>\r\n");
  const HttpAnswer cut = parse_http(http("4\r\nThe \r\nFF\r\ndam", fields), 1000);
  EXPECT_EQ(cut.body, "The dam");
  ASSERT_EQ(cut.diagnostics.size(), 1U);
  EXPECT_EQ(cut.diagnostics[0].code, "body-cut-off");
  EXPECT_EQ(body_of(fields, "FFFFFFFFFFFFFFFFFFFF\r\nx"), "FFFFFFFFFFFFFFFFFFFF\r\nx");
}

TEST(Http, ContentCodings) {
  Zstd zstd;
  const std::string packed = support::gzip_member(kPage);
  EXPECT_EQ(body_of("Content-Encoding: gzip\r\n", packed), kPage);
  EXPECT_EQ(body_of("Content-Encoding: X-GZip\r\n", packed), kPage);
  EXPECT_EQ(body_of("Content-Encoding: deflate\r\n", support::stored_deflate(kPage)), kPage);
  EXPECT_EQ(body_of("Content-Encoding: zstd\r\n", zstd.compress(kPage).value()), kPage);
  EXPECT_EQ(body_of("Content-Encoding: zstd, gzip\r\n", support::gzip_member(zstd.compress(kPage).value())),
            kPage);
}

TEST(Http, APackedPageThatNamesNoCoding) {
  EXPECT_EQ(body_of("Content-Type: text/html\r\n", support::gzip_member(kPage)), kPage);
}

TEST(Http, ACodingThatWasUndoneAlready) {
  for (const char* coding : {"gzip", "deflate", "br", "zstd", "gzip, br", "identity", "utf-8"}) {
    const HttpAnswer answer = parse_http(http(kPage, fmt::format("Content-Encoding: {}\r\n", coding)), 1000);
    EXPECT_EQ(answer.body, kPage) << coding;
    EXPECT_TRUE(answer.diagnostics.empty()) << coding;
  }
}

TEST(Http, ABodyThatCannotBeUnpackedSaysSo) {
  const HttpAnswer answer = parse_http(http("\x1F\x8B\x08\x01\x02\x03", "Content-Encoding: gzip\r\n"), 1000);
  EXPECT_EQ(answer.body, "");
  EXPECT_EQ(answer.diagnostics.size(), 1U);
}

TEST(Http, TheLimitIsForTheBodyUnpacked) {
  const std::string packed = support::gzip_member(std::string(1001, 'x'));
  EXPECT_TRUE(parse_http(http(packed, "Content-Encoding: gzip\r\n"), 1000).over_limit);
  EXPECT_FALSE(parse_http(http(packed, "Content-Encoding: gzip\r\n"), 1001).over_limit);
  EXPECT_TRUE(parse_http(http(std::string(1001, 'x'), ""), 1000).over_limit);
}

}  // namespace
}  // namespace dateline::ingest
