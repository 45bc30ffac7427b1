#include "interchange/tables.h"

#include "interchange/timeline_json.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace dateline::interchange {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

store::StoredArticle stored() {
  store::StoredArticle out;
  out.row.key = {1, 2};
  out.article.id = "a,1";
  out.article.title = "=HYPERLINK(\"x\")";
  out.article.authors = {"Per Olsund", "Ada \"Bo\" Wick"};
  out.article.text = "One.\n\n1. Two, *three*";
  return out;
}

TEST(Csv, QuotesWhatHasToBeQuotedAndDisarmsFormulas) {
  const std::string line = csv_line(stored());
  EXPECT_THAT(line, HasSubstr(",\"a,1\",,,\"'=HYPERLINK(\"\"x\"\")\",\"Per Olsund; Ada \"\"Bo\"\" Wick\",,"));
  EXPECT_THAT(line, EndsWith(",\"One.\n\n1. Two, *three*\"\r\n"));
}

TEST(Csv, HeaderAndLineHaveTheSameFields) {
  store::StoredArticle plain;
  const auto commas = [](const std::string& line) { return std::count(line.begin(), line.end(), ','); };
  EXPECT_EQ(commas(csv_header()), commas(csv_line(plain)));
}

TEST(Markdown, NothingOfTheTextIsMarkup) {
  EXPECT_EQ(markdown_escaped("# a_b *c* [d](e) <f>\n- g\n12. h\n3) i 4. j"),
            "\\# a\\_b \\*c\\* \\[d\\](e) \\<f\\>\n\\- g\n12\\. h\n3\\) i 4. j");
  EXPECT_THAT(markdown_article(stored()), HasSubstr("One.\n\n1\\. Two, \\*three\\*\n"));
}

query::TimelineAnswer answer() {
  query::TimelineAnswer out{.entries = {}, .articles = 3};
  for (unsigned day = 1; day <= 3; ++day) {
    const Day when = *make_day(2031, 5, day);
    query::TimelineEntry& entry = out.entries.emplace_back();
    entry.date = partial_date(when);
    entry.interval = {when, when};
    entry.rank = (day + 1) % 3;  // the 2nd of May matters most, then the 3rd
    entry.reports = {{1, day}, {2, day}};
    entry.independent = 1;
    entry.sources = {"Oster Bay Post"};
    entry.lines.push_back(
        {.key = {1, day},
         .range = {},
         .code_point = 7,
         .text = "The \u201Cweir\u201D <b>gave</b> way; \"at last\", " + std::string(80, 'x'),
         .title = "Weir & wall",
         .source = "Oster Bay Post",
         .url = day == 1 ? "javascript:alert(1)" : "https://oster.example/?a=1&b=2",
         .published = partial_date(when)});
  }
  return out;
}

TEST(Timelines, TheHeaviestDaysAreChosenAndStayInOrder) {
  const auto made = answer();
  const Chosen two = choose(made, {}, {}, 2);
  ASSERT_EQ(two.entries.size(), 2U);
  EXPECT_EQ(to_string(two.entries[0]->date), "2031-05-02");
  EXPECT_EQ(to_string(two.entries[1]->date), "2031-05-03");
  EXPECT_EQ(to_string(choose(made, {}, {}, 2, true).entries[0]->date), "2031-05-03");
  EXPECT_EQ(choose(made, make_day(2031, 5, 3), {}, 2).entries.size(), 1U);
  EXPECT_TRUE(choose(made, {}, {}, 0).entries.empty());
}

TEST(Timelines, NothingOfAnArticleIsMarkupOrALinkThatRuns) {
  const auto made = answer();
  const std::string html = timeline_html({.title = "<i>", .subtitle = ""}, choose(made, {}, {}, 3));
  EXPECT_THAT(html, HasSubstr("&lt;b&gt;gave&lt;/b&gt;"));
  EXPECT_THAT(html, HasSubstr("href=\"https://oster.example/?a=1&amp;b=2\""));
  EXPECT_EQ(html.find("javascript"), std::string::npos);
  EXPECT_EQ(html.find("<i>"), std::string::npos);
  const std::string js = timeline_timelinejs({.title = "<i>", .subtitle = ""}, choose(made, {}, {}, 3));
  EXPECT_EQ(js.find("<b>"), std::string::npos);
  EXPECT_EQ(js.find("javascript"), std::string::npos);
}

TEST(Timelines, CalendarLinesAreFoldedBetweenCharacters) {
  const auto made = answer();
  const std::string text = timeline_icalendar({.title = "Affair", .subtitle = ""}, choose(made, {}, {}, 1));
  EXPECT_THAT(text, HasSubstr("DTSTART;VALUE=DATE:20310502\r\nDTEND;VALUE=DATE:20310503\r\n"));
  EXPECT_THAT(text, HasSubstr("<b>gave</b> way\\; \"at last\"\\, "));
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find("\r\n", begin);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end - begin, 75U);
    EXPECT_TRUE((static_cast<unsigned char>(text[begin]) & 0xC0) != 0x80);
    begin = end + 2;
  }
}

}  // namespace
}  // namespace dateline::interchange
