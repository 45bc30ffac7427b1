#include "extract/extract.h"

#include <gmock/gmock.h>

#include "extract/authors.h"
#include "extract/metadata.h"
#include "extract/script_values.h"
#include "extract/title.h"
#include "extract/words.h"

namespace dateline::extract {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Article read(std::string bytes, std::string url = "https://post.example/2031/06/16/dam",
             CaptureKind kind = CaptureKind::html) {
  Capture capture;
  capture.id = "p";
  capture.url = std::move(url);
  capture.bytes = std::move(bytes);
  capture.kind = kind;
  Scratch scratch;
  return extract_article(capture, scratch);
}

const std::string kProse =
    "<p>The dam above Vellmar broke on Sunday night after three days of rain, the provincial government "
    "said.</p>"
    "<p>About forty houses stood in water by morning, and the bridge at Korrin was closed to all but "
    "ambulances.</p>"
    "<h2>Warnings were known</h2>"
    "<p>Engineers had asked for a new spillway in March, according to minutes that the council published "
    "later.</p>";

TEST(Extract, TextWithoutFurniture) {
  const Article a = read(
      "<html lang=en-GB><title>Dam breaks above Vellmar | The Vellmar Post</title><body><nav><a "
      "href=/>Home</a> <a href=/x>World</a></nav>"
      "<article><h1>Dam breaks above Vellmar</h1><div class=byline>By Ida Venn</div><div class=share>Share "
      "this story with friends</div>" +
      kProse +
      "<figure><img><figcaption>The broken dam, seen from the east bank of the river on "
      "Monday.</figcaption></figure>"
      "<p>Photo: Ida Venn</p><div class='related-links'><a href=/y>Rain goes on in the north, and no end is "
      "in sight</a></div></article>"
      "<section id=comments><p>I told them so in March, and nobody wanted to hear it "
      "then.</p></section><footer>All rights reserved</footer>");
  EXPECT_EQ(a.title, "Dam breaks above Vellmar");
  EXPECT_THAT(a.authors, ElementsAre("Ida Venn"));
  EXPECT_THAT(a.text, HasSubstr("The dam above Vellmar broke"));
  EXPECT_THAT(a.text, HasSubstr("\n\nWarnings were known\n\n"));
  for (const char* furniture :
       {"Home", "Share", "seen from the east bank", "Photo", "Rain goes on", "I told them", "rights"})
    EXPECT_THAT(a.text, Not(HasSubstr(furniture)));
  EXPECT_THAT(a.comments, HasSubstr("I told them so"));
  EXPECT_EQ(a.language, "en-GB");
  EXPECT_EQ(to_string(*a.published), "2031-06-16");
  EXPECT_EQ(a.published_from, DateSource::url);
}

TEST(Extract, BreaksOnlyPage) {
  const Article a = read(
      "<body><table><tr><td>Menu</td><td>The dam above Vellmar broke on Sunday night after three days of "
      "rain, they said.<br><br>"
      "About forty houses stood in water by morning, and the bridge at Korrin was closed to "
      "cars.<br><br></td></tr></table>");
  EXPECT_EQ(a.text,
            "The dam above Vellmar broke on Sunday night after three days of rain, they said.\n\n"
            "About forty houses stood in water by morning, and the bridge at Korrin was closed to cars.");
}

TEST(Extract, JsonLdIsBelievedFirst) {
  const Article a = read(
      R"(<script type="application/ld+json">{"@context":"x","@graph":[{"@type":"NewsArticle","headline":"Dam breaks",
    "datePublished":"2031-06-15T23:40:00-08:00","dateModified":"2031-06-17","author":[{"@type":"Person","name":"Ida Venn"},{"name":"Tomas Orr"}],
    "isAccessibleForFree":false,"publisher":{"name":"Vellmar Post"}}]}</script><meta name="date" content="2031-06-20">)" +
      kProse);
  EXPECT_EQ(to_string(*a.published), "2031-06-15T23:40:00-08:00");
  EXPECT_EQ(a.published_from, DateSource::json_ld);
  EXPECT_EQ(to_string(*a.modified), "2031-06-17");
  EXPECT_THAT(a.authors, ElementsAre("Ida Venn", "Tomas Orr"));
  EXPECT_EQ(a.source, "Vellmar Post");
  EXPECT_TRUE(a.paywalled.value());
}

TEST(Extract, ScriptHeldTextIsTheLastResort) {
  const Article a =
      read(R"(<div id=root></div><script type="application/ld+json">{"@type":"NewsArticle","headline":"Dam",
    "articleBody":"The dam broke.\nForty houses stood in water."}</script>)");
  EXPECT_EQ(a.text, "The dam broke.\n\nForty houses stood in water.");
  EXPECT_EQ(a.diagnostics.back().code, "text-from-data");
}

TEST(Extract, OddPagesSaySo) {
  EXPECT_EQ(read("").diagnostics.back().code, "no-text");
  EXPECT_EQ(read("<p>Hi").diagnostics.back().code, "no-text");
  Capture large;
  large.bytes = "<p>x";
  Scratch scratch;
  EXPECT_EQ(extract_article(large, scratch, {.page_bytes = 3}).diagnostics.back().code, "too-large");
}

TEST(Extract, NeverTodaysDate) {
  EXPECT_FALSE(read(kProse, "https://post.example/dam").published);
}

TEST(Extract, PastedText) {
  const Article a = read(
      "Vellmar Post\nHome  World  Sport\nDam breaks above Vellmar after three days of rain\nBy Ida "
      "Venn\nPublished: 16 June 2031\n"
      "The dam above Vellmar broke on Sunday night after three days of rain, the government said.\n"
      "About forty houses stood in water by morning, and the bridge at Korrin was closed to cars.\nRead "
      "more: Rain goes on\nContact us\n",
      "", CaptureKind::text);
  EXPECT_EQ(a.title, "Dam breaks above Vellmar after three days of rain");
  EXPECT_THAT(a.authors, ElementsAre("Ida Venn"));
  EXPECT_EQ(to_string(*a.published), "2031-06-16");
  EXPECT_THAT(a.text, Not(HasSubstr("Read more")));
  EXPECT_THAT(a.text, Not(HasSubstr("Home")));
}

TEST(Dates, InEveryUsualOrder) {
  for (const char* text :
       {"16.6.2031", "16/06/2031", "2031-06-16", "16 June 2031", "June 16, 2031", "Monday, 16th of June 2031",
        "16. Juni 2031", "16 de junio de 2031", "16 juin 2031", "Posted on June 16th, 2031 by Ida",
        "16 \u0438\u044e\u043d\u044f 2031", "2031. j\u00fanius 16.", "16 Haziran 2031",
        "16. kes\u00e4kuuta 2031", "2031\u5e746\u670816\u65e5", "2031\ub144 6\uc6d4 16\uc77c",
        "16 \u0399\u03bf\u03c5\u03bd\u03af\u03bf\u03c5 2031", "16 \u064a\u0648\u0646\u064a\u0648 2031"})
    EXPECT_EQ(to_string(date_in_text(text).value_or(PartialDate{})), "2031-06-16") << text;
  for (const char* text : {"31.2.2031", "June", "2031", "call 555-16-2031", "", "16 June"})
    EXPECT_FALSE(date_in_text(text)) << text;
  EXPECT_EQ(to_string(*date_in_url("https://p.example/2031/jun/16/dam")), "2031-06-16");
  EXPECT_FALSE(date_in_url("https://p.example/20310/6/16"));
}

TEST(Dates, OfAddressesWithoutADay) {
  EXPECT_EQ(to_string(*date_in_url("https://p.example/news/A2031061614320005196")), "2031-06-16");
  EXPECT_FALSE(date_in_url("https://p.example/news/203199991432")) << "no such month";
  EXPECT_EQ(to_string(*range_in_url("https://p.example/2031/06/dam-breaks")), "2031-06");
  EXPECT_EQ(to_string(*range_in_url("https://p.example/2031/jun/dam-breaks")), "2031-06");
  EXPECT_EQ(to_string(*range_in_url("https://p.example/2031/dam-breaks")), "2031");
  for (const char* url :
       {"https://p.example/dam-of-2031", "https://p.example/id20310", "https://p2031.example/"})
    EXPECT_FALSE(range_in_url(url)) << url;
}

TEST(Dates, FoundWithTheirPlace) {
  const std::string_view line = "Posted: 16 June 2031 by Ida";
  const auto found = find_date(line);
  ASSERT_TRUE(found);
  EXPECT_EQ(line.substr(found->begin, found->end - found->begin), "16 June 2031");
  EXPECT_EQ(to_string(*date_in_attribute("Mon, 16 Jun 2031 02:41:00 GMT")), "2031-06-16T02:41:00Z");
}

TEST(Words, ReferencesAndTags) {
  EXPECT_EQ(without_references("&quot;Loud&#8222; &amp;c &#x44; &Ouml;l AT&T &nothing;"),
            "\"Loud\u201e &c D \u00d6l AT&T &nothing;");
  EXPECT_EQ(without_references("&#0; &#xD800; &"), "&#0; &#xD800; &");
  EXPECT_EQ(without_tags("<a href=\"x\">Ida</a>"), " Ida ");
  EXPECT_EQ(without_tags("Ida <b"), "Ida  ");
}

TEST(Authors, KindsOfNames) {
  for (const char* name : {"Ida Venn", "Ida von der Venn", "\u00c9va Orr", "J. P. Kell"})
    EXPECT_TRUE(is_full_name(name)) << name;
  for (const char* name :
       {"Ida", "absolutely convincing", "Fully \u00fcberzeugend", "Back from the dam", "Editor Ida Venn"})
    EXPECT_FALSE(is_full_name(name)) << name;
  for (const char* name : {"dpa", "AFP", "Reuters"}) EXPECT_TRUE(is_agency(name)) << name;
  for (const char* name : {"Vellmar Press Office", "Online-Redaktion", "post.example", "Korrin GmbH"})
    EXPECT_TRUE(is_desk(name)) << name;
  EXPECT_FALSE(is_desk("Ida Venn"));
}

TEST(Authors, AListWithoutEndIsCut) {
  std::string list;
  for (int i = 0; i < 20'000; ++i)
    list += "Ida Venn" + std::string(1 + static_cast<std::size_t>(i) % 40, 'a') + ", ";
  EXPECT_LT(read_authors(list).size(), 400u);
}

TEST(Authors, NamesOnly) {
  EXPECT_THAT(read_authors("By Ida Venn and Tomas Orr, Staff Writer"), ElementsAre("Ida Venn", "Tomas Orr"));
  EXPECT_THAT(read_authors("Von Ida Venn (Vellmar)"), ElementsAre("Ida Venn"));
  EXPECT_THAT(read_authors("ida@post.example, 16 June"), IsEmpty());
  EXPECT_THAT(read_authors("Ida Venn; ida venn"), ElementsAre("Ida Venn"));
}

TEST(Titles, WithoutTheSite) {
  EXPECT_EQ(without_site("Dam breaks above Vellmar | The Vellmar Post", "The Vellmar Post"),
            "Dam breaks above Vellmar");
  EXPECT_EQ(without_site("Dam breaks - again - above Vellmar town", "Oster Bay"),
            "Dam breaks - again - above Vellmar town");
}

std::string strict(std::string_view script) {
  std::size_t at = 0;
  std::string out;
  if (!next_literal(script, at)) return "none";
  return strict_json(script, at, out) ? out : "broken";
}

TEST(ScriptValues, LiteralsBecomeStrictJson) {
  EXPECT_EQ(strict(R"(var a = {b: 1, 'c': "it's", d: [1, 2,], // last
    e: undefined, f: !0, g: new Date(2031, 5, "}"), h: function () { return {a: 1}; }};)"),
            R"({"b":1,"c":"it's","d":[1,2],"e":null,"f":null,"g":null,"h":null})");
  EXPECT_EQ(strict(R"(x = JSON.parse('{"a":"b\'c\x41"}'))"), R"("{\"a\":\"b'c\u0041\"}")");
  EXPECT_EQ(strict(R"(["say \"so\"", `two
lines`, -0.5e3, 007, .5])"),
            R"(["say \"so\"","two\nlines",-0.5e3,null,null])");
  EXPECT_EQ(strict(R"(s = "a = {b: 1}"; t = {c: 2})"), R"({"c":2})");
  EXPECT_EQ(strict("a = {b: [1, 2}"), "broken");
  EXPECT_EQ(strict("a = {b: }"), "broken");
  EXPECT_EQ(strict("a = {b: \"open"), "broken");
  EXPECT_EQ(strict("if (a < b) b = c;"), "none");
  EXPECT_EQ(strict("a = " + std::string(100'000, '[')), "broken");
}

}  // namespace
}  // namespace dateline::extract
