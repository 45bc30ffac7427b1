#include "html/document.h"

#include <gmock/gmock.h>

#include "base/utf8.h"
#include "html/charset.h"
#include "html/depth.h"

namespace dateline::html {
namespace {

std::string outline(std::string_view html) {
  Parser parser;
  const auto page = Document::parse(parser, html);
  EXPECT_TRUE(page);
  std::string out;
  const auto nodes = page->nodes();
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    out += std::string(nodes[i].depth, ' ');
    out += nodes[i].is_text() ? "\"" + std::string(nodes[i].text) + "\"" : std::string(nodes[i].tag);
    out += " " + std::to_string(nodes[i].parent) + "-" + std::to_string(nodes[i].end) + "\n";
  }
  return out;
}

TEST(Document, FlatInDocumentOrder) {
  EXPECT_EQ(outline("<!doctype html><div><p>Dam</p><hr></div>"),
            "html 0-7\n head 0-2\n body 0-7\n  div 2-7\n   p 3-6\n    \"Dam\" 4-6\n   hr 3-7\n");
}

TEST(Document, BrokenMarkupGivesATreeToo) {
  for (const char* html :
       {"", "<", "<p", "</", "<table><p>x", "<b><i></b></i>", "<!--", "<script>", "\xFF\xFE", "<a href='"}) {
    Parser parser;
    const auto page = Document::parse(parser, html);
    ASSERT_TRUE(page) << html;
    for (std::uint32_t i = 0; i < page->nodes().size(); ++i) {
      EXPECT_GT(page->nodes()[i].end, i);
      EXPECT_LE(page->nodes()[i].end, page->nodes().size());
    }
  }
}

TEST(Document, DeepNestingIsNoProblem) {
  std::string html;
  for (int i = 0; i < 100'000; ++i) html += "<div>";
  html += "deep";
  Parser parser;
  const auto page = Document::parse(parser, html);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->nodes().back().text, "deep");
}

TEST(Depth, TagsBelowTheLimitGoAndTextStays) {
  std::string out;
  EXPECT_FALSE(cap_depth("<div><p>a<p>b<br></div>", out));
  std::string many;
  for (int i = 0; i < 5000; ++i) many += "<p>x<li>y<br>";
  EXPECT_FALSE(cap_depth(many, out));
  std::string deep;
  for (std::size_t i = 0; i < kMaxDepth + 3; ++i) deep += "<b>";
  deep += "text";
  for (std::size_t i = 0; i < kMaxDepth + 3; ++i) deep += "</b>";
  ASSERT_TRUE(cap_depth(deep + "<i>after</i>", out));
  EXPECT_THAT(out, ::testing::HasSubstr("<b>text</b>"));
  EXPECT_THAT(out, ::testing::EndsWith("</b><i>after</i>"));
  EXPECT_EQ(out.size(), deep.size() - 3 * 7 + 12);
}

TEST(Document, StopsAtTheLimitOfNodes) {
  std::string html;
  for (int i = 0; i < 1000; ++i) html += "<p>x";
  Parser parser;
  const auto page = Document::parse(parser, html, {.nodes = 100});
  ASSERT_TRUE(page);
  EXPECT_TRUE(page->truncated());
  EXPECT_EQ(page->nodes().size(), 100u);
  for (const Node& node : page->nodes()) EXPECT_LE(node.end, 100u);
}

TEST(Document, AttributesTellAbsentFromEmpty) {
  Parser parser;
  const auto page = Document::parse(parser, "<p hidden class='a b'>x");
  const Node& p = page->nodes()[3];
  EXPECT_EQ(page->attribute(p, "class"), "a b");
  EXPECT_NE(page->attribute(p, "hidden").data(), nullptr);
  EXPECT_EQ(page->attribute(p, "id").data(), nullptr);
}

TEST(Charset, MarkThenContentThenLabel) {
  EXPECT_EQ(to_utf8("\xEF\xBB\xBF"
                    "D\xC3\xA4mme",
                    "")
                .text,
            "D\u00e4mme");
  EXPECT_EQ(to_utf8(std::string("\xFF\xFE"
                                "D\0a\0",
                                6),
                    "")
                .text,
            "Da");
  const Decoded old_label = to_utf8("<meta charset=iso-8859-1>D\xC3\xA4mme", "");
  EXPECT_EQ(old_label.charset, "utf-8");
  EXPECT_EQ(old_label.found_by, "content");
  const Decoded label = to_utf8("<meta charset=iso-8859-1>D\xE4mme \x93", "");
  EXPECT_EQ(label.charset, "windows-1252");
  EXPECT_EQ(label.text, "<meta charset=iso-8859-1>D\u00e4mme \u201c");
  EXPECT_EQ(to_utf8("D\xE4mme", "windows-1252").found_by, "transport");
}

TEST(Charset, WhateverTheBytesTheTextIsUtf8) {
  std::uint32_t seed = 1;
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    for (int i = 0; i < 64; ++i) bytes += static_cast<char>((seed = seed * 1664525 + 1013904223) >> 24);
    for (const char* label :
         {"", "utf-8", "shift_jis", "gb2312", "utf-16le", "iso-2022-jp", "big5", "nonsense"})
      EXPECT_TRUE(utf8::valid(to_utf8(bytes, label).text));
  }
}

}  // namespace
}  // namespace dateline::html
