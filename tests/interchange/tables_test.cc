#include "interchange/tables.h"

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

}  // namespace
}  // namespace dateline::interchange
