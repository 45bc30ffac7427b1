// Saved pages and mail.
#include <gmock/gmock.h>

#include "ingest/archives.h"
#include "ingest/mime.h"

namespace dateline::ingest {
namespace {

using testing::HasSubstr;

TEST(Mime, CodingsOfBodiesAndHeaders) {
  EXPECT_EQ(decode_base64("VGhl\r\nIGRhbQ=="), "The dam");
  EXPECT_EQ(decode_base64("VGhlIA"), "The ");
  EXPECT_EQ(decode_quoted_printable("a=3Db=\r\nc=  \nd=C3=A9 = =ZZ="), "a=bcd\xC3\xA9 = =ZZ=");
  EXPECT_EQ(
      decode_header_words("=?utf-8?B?0J/Qu9C+0YLQuNC9?= =?utf-8?Q?=D0=B0_x?= and =?iso-8859-1?q?caf=E9?="),
      "\xD0\x9F\xD0\xBB\xD0\xBE\xD1\x82\xD0\xB8\xD0\xBD\xD0\xB0 x and caf\xC3\xA9");
  EXPECT_EQ(decode_header_words("=?broken =?= ?= plain"), "=?broken =?= ?= plain");
}

const std::string kMhtml =
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://courier.example/dam\r\nSubject: Dam\r\n"
    "Date: Sat, 05 Apr 2031 06:07:08 -0000\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--MARK--x\"\r\n\r\n\r\n"
    "----MARK--x\r\nContent-Type: text/html; charset=\"koi8-r\"\r\nContent-Transfer-Encoding: "
    "quoted-printable\r\n"
    "Content-Location: http://courier.example/dam\r\n\r\n<p class=3D\"x\">The dam=\r\n broke.</p>\r\n"
    "----MARK--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: "
    "base64\r\n\r\niVBORw0KGgo=\r\n----MARK--x--\r\n";

TEST(Mime, MhtmlGivesItsPage) {
  const All all = read_bytes(kMhtml, "dam.mhtml");
  ASSERT_EQ(all.captures.size(), 1U);
  const Capture& page = all.captures[0];
  EXPECT_EQ(page.url, "http://courier.example/dam");
  EXPECT_EQ(page.charset, "koi8-r");
  EXPECT_EQ(page.bytes, "<p class=\"x\">The dam broke.</p>\r\n");
  EXPECT_EQ(page.fetched, "2031-04-05T06:07:08Z");
  EXPECT_TRUE(page.diagnostics.empty());
}

TEST(Mime, MhtmlCutOffSaysSo) {
  const All all = read_bytes(kMhtml.substr(0, kMhtml.find("----MARK--x\r\nContent-Type: image")));
  ASSERT_EQ(all.captures.size(), 1U);
  EXPECT_EQ(all.captures[0].diagnostics.at(0).code, "body-cut-off");
}

TEST(Mime, ANewsletterHasItsSubjectSenderAndDate) {
  const All all = read_bytes(
      "Received: from x\nFrom: \"Orlane Courier\" <news@courier.example>\nSubject: "
      "=?utf-8?Q?The_dam=3A_caf=C3=A9?=\n"
      "Date: Sat, 5 Apr 2031 06:07:08 +0200\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m\n\n"
      "--m\nContent-Type: multipart/alternative; boundary=\"n\"\n\n--n\nContent-Type: text/plain\n\nplain\n"
      "--n\nContent-Type: text/html; charset=utf-8\n\n<html><body><p>The dam "
      "broke.</p></body></html>\n--n--\n"
      "--m\nContent-Type: text/html\nContent-Disposition: attachment\n\n<p>other</p>\n--m--\n",
      "n.eml");
  ASSERT_EQ(all.captures.size(), 1U);
  EXPECT_EQ(all.captures[0].kind, CaptureKind::html);
  EXPECT_THAT(all.captures[0].bytes, HasSubstr("<title>The dam: caf&#xE9;</title>"));
  EXPECT_THAT(all.captures[0].bytes, HasSubstr("site_name\" content=\"Orlane Courier\""));
  EXPECT_THAT(all.captures[0].bytes, HasSubstr("published_time\" content=\"2031-04-05T06:07:08+02:00\""));
  EXPECT_THAT(all.captures[0].bytes, HasSubstr("<p>The dam broke.</p>"));
}

TEST(Mime, AMailWithoutHtmlIsAText) {
  const All all =
      read_bytes("From: a@b.example\nSubject: Dam\nMessage-ID: <1>\nDate: 5 Apr 2031\n\nIt broke.\n");
  ASSERT_EQ(all.captures.size(), 1U);
  EXPECT_EQ(all.captures[0].kind, CaptureKind::text);
  EXPECT_EQ(all.captures[0].bytes, "Dam\n\n2031-04-05\n\nIt broke.\n");
}

TEST(Mime, PartsWithinPartsEnd) {
  std::string mail = "MIME-Version: 1.0\nFrom: a\n";
  for (int i = 0; i < 100; ++i)
    mail += fmt::format("Content-Type: multipart/mixed; boundary=b{}\n\n--b{}\n", i, i);
  EXPECT_EQ(read_bytes(mail).captures.size(), 0U);
}

// One binary property list with a dictionary of the main resource, of objects in this order.
std::string binary_plist(std::string_view page, std::string_view url) {
  std::vector<std::string> objects;
  const auto text = [](std::string_view s) {
    return std::string("\x5F\x10", 2) + static_cast<char>(s.size()) + std::string(s);
  };
  objects.push_back(std::string("\xD1\x01\x02", 3));  // {1: 2}
  objects.push_back(text("WebMainResource"));
  objects.push_back(std::string("\xD3\x03\x04\x05\x06\x07\x08", 7));  // {3: 6, 4: 7, 5: 8}
  objects.push_back(text("WebResourceData"));
  objects.push_back(text("WebResourceURL"));
  objects.push_back(text("WebResourceTextEncodingName"));
  std::string data = std::string("\x4F\x11", 2) + static_cast<char>(page.size() >> 8) +
                     static_cast<char>(page.size() & 0xFF);
  objects.push_back(data + std::string(page));
  objects.push_back(text(url));
  objects.push_back(std::string("\x65\0k\0o\0i\0\x38\0\xE9", 11));  // UTF-16
  std::string bytes = "bplist00";
  std::string table;
  for (const std::string& object : objects) {
    table += static_cast<char>(bytes.size() >> 8);
    table += static_cast<char>(bytes.size() & 0xFF);
    bytes += object;
  }
  const std::size_t at = bytes.size();
  bytes += table + std::string(6, '\0') + '\2' + '\1' + std::string(7, '\0') +
           static_cast<char>(objects.size()) + std::string(8, '\0');
  bytes += std::string(6, '\0') + static_cast<char>(at >> 8) + static_cast<char>(at & 0xFF);
  return bytes;
}

TEST(Webarchive, Binary) {
  const std::string bytes = binary_plist(kPage, "http://courier.example/dam");
  const All all = read_bytes(bytes, "dam.webarchive");
  ASSERT_EQ(all.captures.size(), 1U);
  EXPECT_EQ(all.captures[0].bytes, kPage);
  EXPECT_EQ(all.captures[0].url, "http://courier.example/dam");
  EXPECT_EQ(all.captures[0].charset, "koi8\xC3\xA9");
  for (std::size_t cut = 8; cut < bytes.size(); ++cut) read_bytes(bytes.substr(0, cut), "cut.webarchive");
  for (std::size_t at = 8; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = '\xFF';
    read_bytes(changed, "changed.webarchive");
  }
}

TEST(Webarchive, Xml) {
  const All all = read_bytes(R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>WebMainResource</key><dict>
<key>WebResourceData</key><data>PHA+VGhlIGRhbTwvcD4=</data>
<key>WebResourceURL</key><string>http://courier.example/dam</string></dict></dict></plist>)");
  ASSERT_EQ(all.captures.size(), 1U);
  EXPECT_EQ(all.captures[0].bytes, "<p>The dam</p>");
}

TEST(Webarchive, WithoutAPage) {
  EXPECT_EQ(read_bytes("bplist00").problems.size(), 1U);
  EXPECT_EQ(read_bytes("bplist00" + std::string(32, '\xFF')).problems.size(), 1U);
}

}  // namespace
}  // namespace dateline::ingest
