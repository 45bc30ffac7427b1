#include "ingest/feed.h"

#include <gmock/gmock.h>

#include "ingest/archives.h"
#include "ingest/made_page.h"

namespace dateline::ingest {
namespace {

using testing::HasSubstr;
using testing::Not;

bool summary_only(const Capture& capture) {
  return std::ranges::any_of(capture.diagnostics,
                             [](const Diagnostic& d) { return d.code == "summary-only"; });
}

const std::string kRss = R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Orlane Courier</title><language>en-GB</language>
<item><title>Dam &amp; bridge</title><link>http://courier.example/dam</link><guid>g-1</guid>
<pubDate>Sat, 05 Apr 2031 06:07:08 +0200</pubDate><dc:creator>Mira Tal</dc:creator>
<description>Short.</description><content:encoded><![CDATA[<p>The dam at <b>Orlane</b> broke.</p>]]></content:encoded></item>
<item><title>Second</title><link>http://courier.example/two</link><description>&lt;p&gt;Only a beginning...&lt;/p&gt;</description></item>
</channel></rss>)";

TEST(Feed, RssEntriesBecomePages) {
  const All all = read_bytes(kRss, "feed.xml");
  ASSERT_EQ(all.captures.size(), 2U);
  EXPECT_TRUE(all.problems.empty());
  const Capture& page = all.captures[0];
  EXPECT_EQ(page.id, "g-1");
  EXPECT_EQ(page.url, "http://courier.example/dam");
  EXPECT_TRUE(page.decoded);
  EXPECT_THAT(page.bytes, HasSubstr("<p>The dam at <b>Orlane</b> broke.</p>"));
  EXPECT_THAT(page.bytes, HasSubstr("<h1>Dam &amp; bridge</h1>"));
  EXPECT_THAT(page.bytes, HasSubstr("article:published_time\" content=\"2031-04-05T06:07:08+02:00\""));
  EXPECT_THAT(page.bytes, HasSubstr("name=\"author\" content=\"Mira Tal\""));
  EXPECT_THAT(page.bytes, HasSubstr("lang=\"en-GB\""));
  EXPECT_FALSE(summary_only(page));
  EXPECT_EQ(all.captures[1].id, "http://courier.example/two");
  EXPECT_TRUE(summary_only(all.captures[1]));
}

TEST(Feed, ALongDescriptionIsTheArticle) {
  std::string feed = kRss;
  const std::string text = "Only a beginning...";
  feed.replace(feed.find(text), text.size(), std::string(1600, 'w'));
  EXPECT_FALSE(summary_only(read_bytes(feed).captures.at(1)));
}

TEST(Feed, AtomContentOfEveryType) {
  const All all = read_bytes(
      R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="html">&lt;b&gt;Orlane&lt;/b&gt; Bote</title>
<entry><id>urn:1</id><title>A</title><link rel="self" href="x"/><link rel="alternate" href="http://bote.example/a"/>
<published>2031-04-05T06:07:08Z</published><updated>2031-04-06T00:00:00Z</updated><author><name>Mira Tal</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <i>two</i>.</p></div></content></entry>
<entry><id>urn:2</id><title>B</title><updated>2031-04-06</updated><content type="text">First &lt; part.

Second.</content></entry>
<entry><id>urn:3</id><title>C</title><summary>Short.</summary><content src="http://bote.example/c"/></entry></feed>)");
  ASSERT_EQ(all.captures.size(), 3U);
  EXPECT_THAT(all.captures[0].bytes, HasSubstr("<p>One <i>two</i>.</p>"));
  EXPECT_EQ(all.captures[0].url, "http://bote.example/a");
  EXPECT_THAT(all.captures[0].bytes, HasSubstr("site_name\" content=\"Orlane Bote\""));
  EXPECT_THAT(all.captures[1].bytes, HasSubstr("<p>First &lt; part.</p>\n<p>Second.</p>"));
  EXPECT_THAT(all.captures[1].bytes, HasSubstr("published_time\" content=\"2031-04-06\""));
  EXPECT_TRUE(summary_only(all.captures[2]));
}

TEST(Feed, JsonFeed) {
  const All all = read_bytes(R"({"version": "https://jsonfeed.org/version/1.1", "title": "Orlane Courier",
 "items": [{"id": 5, "url": "http://courier.example/5", "title": "Dam", "content_text": "It broke.\n\nAgain.",
            "date_published": "2031-04-05T06:07:08+02:00", "authors": [{"name": "Mira Tal"}]},
           {"id": "6", "summary": "Short."}]})");
  ASSERT_EQ(all.captures.size(), 2U);
  EXPECT_EQ(all.captures[0].id, "5");
  EXPECT_THAT(all.captures[0].bytes, HasSubstr("<p>It broke.</p>\n<p>Again.</p>"));
  EXPECT_FALSE(summary_only(all.captures[0]));
  EXPECT_TRUE(summary_only(all.captures[1]));
}

TEST(Feed, CharsetOfTheDeclarationAndRdf) {
  const All all = read_bytes(
      "<?xml version='1.0' encoding='windows-1251'?><rdf:RDF "
      "xmlns:rdf='r'><channel><title>T</title></channel>"
      "<item><title>\xCF\xEB\xEE\xF2</title><description>x</description></item></rdf:RDF>");
  ASSERT_EQ(all.captures.size(), 1U);
  EXPECT_THAT(all.captures[0].bytes, HasSubstr("<h1>\xD0\x9F\xD0\xBB\xD0\xBE\xD1\x82</h1>"));
}

TEST(Feed, ABrokenFeedGivesWhatCameBefore) {
  const All all = read_bytes(kRss.substr(0, kRss.size() - 100));
  EXPECT_GE(all.captures.size(), 1U);
  ASSERT_EQ(all.problems.size(), 1U);
  EXPECT_EQ(all.problems[0].code, ErrorCode::corrupt);
}

TEST(Feed, EntitiesAreNotExpanded) {
  const All all = read_bytes(
      "<!DOCTYPE rss [<!ENTITY a \"boom\"><!ENTITY b \"&a;&a;\">]><rss><channel><item><title>&b;</title>"
      "<description>x</description></item></channel></rss>");
  ASSERT_EQ(all.captures.size(), 1U);
  EXPECT_THAT(all.captures[0].bytes, Not(HasSubstr("boom")));
}

TEST(Sitemap, IsReportedAndGivesNoPage) {
  const All all =
      read_bytes(R"(<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>http://courier.example/a</loc><lastmod>2031-04-05T00:00:00Z</lastmod></url>
<url><loc>http://courier.example/b</loc><lastmod>2030-01-02</lastmod></url></urlset>)");
  EXPECT_TRUE(all.captures.empty());
  ASSERT_EQ(all.problems.size(), 1U);
  EXPECT_THAT(all.problems[0].message, HasSubstr("2 addresses, dated 2030-01-02 to 2031-04-05"));
}

TEST(MailDate, ReadsWhatSendersWrite) {
  EXPECT_EQ(iso_of_mail_date("Tue, 03 Jun 2008 11:05:30 GMT"), "2008-06-03T11:05:30Z");
  EXPECT_EQ(iso_of_mail_date("3 June 2008 9:05 EST"), "2008-06-03T09:05-05:00");
  EXPECT_EQ(iso_of_mail_date("Tue, 3 Jun 08"), "2008-06-03");
  EXPECT_EQ(iso_of_mail_date("2008-06-03T11:05:30+02:00"), "2008-06-03T11:05:30+02:00");
  for (const char* bad : {"", "yesterday", "31 Feb 2008 10:00", "Tue,", "Jun 2008", "99999999999 Jun 2008"})
    EXPECT_EQ(iso_of_mail_date(bad), "") << bad;
}

}  // namespace
}  // namespace dateline::ingest
