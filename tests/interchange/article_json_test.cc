#include "interchange/article_json.h"

#include <gmock/gmock.h>

namespace dateline::interchange {
namespace {

Result<Article> read(json::Parser& parser, std::string_view line) {
  const auto value = parser.parse(line);
  EXPECT_TRUE(value);
  return read_article(*value);
}

TEST(ArticleJson, RoundTripKeepsEveryField) {
  const std::string line =
      R"({"id":"a1","url":"http://x.example/1","source":"The Vellmar Post","title":"Dam","authors":["Ida Venn"],)"
      R"("published":"2031-06-16T08:00+02:00","modified":"2031-06-17","published_from":"json-ld",)"
      R"("published_interval":["2031-06-15","2031-06-16"],"language":"en","text":"It broke.","comments":"Oh.",)"
      R"("paywalled":false,"diagnostics":[{"code":"c","message":"m"}]})";
  json::Parser parser;
  const auto article = read(parser, line);
  ASSERT_TRUE(article);
  std::string out;
  json::Writer w(out);
  w.begin_object();
  write_article_members(w, *article);
  w.end_object();
  EXPECT_EQ(out, line);
}

TEST(ArticleJson, UnknownMembersPassThroughUntouched) {
  json::Parser parser;
  const auto value = parser.parse(R"({"id":1,"text":"x","topic":"dam","gold":{"a":[1,2]}})");
  EXPECT_EQ(unknown_members(*value), R"("topic":"dam","gold":{"a":[1,2]})");
}

TEST(ArticleJson, RangesAreCodePoints) {
  const std::string text = "Żółw fell. Day";
  Layers layers;
  layers.sentences = {{0, 13}, {14, 17}};
  TimeMention day;
  day.range = {14, 17};
  day.value = "2031-06-16";
  day.interval = DayInterval{*make_day(2031, 6, 16), *make_day(2031, 6, 16)};
  layers.times = {day};
  std::string out;
  json::Writer w(out);
  w.begin_object();
  write_layer_members(w, text, layers, *parse_layers("times,sentences"));
  w.end_object();
  EXPECT_EQ(
      out,
      R"({"sentences":[{"start":0,"end":10},{"start":11,"end":14}],"times":[{"start":11,"end":14,"type":"DATE",)"
      R"("value":"2031-06-16","interval":["2031-06-16","2031-06-16"]}]})");
}

TEST(ArticleJson, SaysWhatIsMissing) {
  json::Parser parser;
  const auto page = read(parser, R"({"id":"p","html":"<p>"})");
  ASSERT_FALSE(page);
  EXPECT_THAT(page.error().message, ::testing::HasSubstr("dateline extract"));
  const auto dated = read(parser, R"({"id":"p","text":"","published":"yesterday"})");
  ASSERT_TRUE(dated);
  EXPECT_FALSE(dated->published);
  EXPECT_EQ(dated->diagnostics.at(0).code, "bad-date");
  EXPECT_FALSE(parse_layers("times,feelings"));
}

}  // namespace
}  // namespace dateline::interchange
