#include "base/json.h"

#include <gmock/gmock.h>

namespace dateline::json {
namespace {

using ::testing::ElementsAre;

TEST(Json, ReadsEveryTypeAndForgivesWrongOnes) {
  Parser parser;
  const auto root =
      parser.parse(R"({"s":"a\u00e9","n":-3,"d":2.5,"b":true,"z":null,"a":[1,"x",{"k":2}],"o":{}})");
  ASSERT_TRUE(root);
  EXPECT_EQ((*root)["s"].string(), "a\u00e9");
  EXPECT_EQ((*root)["n"].integer(), -3);
  EXPECT_EQ((*root)["d"].number(), 2.5);
  EXPECT_TRUE((*root)["b"].boolean());
  EXPECT_TRUE((*root)["z"].is_null());
  EXPECT_TRUE((*root)["missing"]["deeper"].is_null());
  EXPECT_EQ((*root)["n"].string("none"), "none");
  EXPECT_EQ((*root)["a"].size(), 3u);
  std::vector<std::string> elements;
  (*root)["a"].each([&](Value v) { elements.push_back(v.text()); });
  EXPECT_THAT(elements, ElementsAre("1", "\"x\"", "{\"k\":2}"));
  std::vector<std::string> keys;
  root->each_member([&](std::string_view key, Value) { keys.emplace_back(key); });
  EXPECT_THAT(keys, ElementsAre("s", "n", "d", "b", "z", "a", "o"));
  (*root)["o"].each_member([&](std::string_view, Value) { FAIL(); });
}

TEST(Json, SaysWhatIsWrong) {
  Parser parser;
  for (const char* bad : {"", "{", "[1,]", "nul", "\"\x01\"", "{\"a\":1"}) {
    const auto value = parser.parse(bad);
    ASSERT_FALSE(value) << bad;
    EXPECT_EQ(value.error().code, ErrorCode::corrupt);
  }
  EXPECT_FALSE(parser.parse(std::string(100000, '[')));
}

TEST(Json, WritesWhatItReads) {
  std::string out;
  Writer w(out);
  w.begin_object().member("a", "q\"\\\n\x01").member("n", 12).member("d", 0.1).key("l").begin_array();
  w.integer(1).null().begin_object().end_object().end_array().member("t", true).end_object();
  EXPECT_EQ(out, R"({"a":"q\"\\\n\u0001","n":12,"d":0.1,"l":[1,null,{}],"t":true})");
  Parser parser;
  const auto root = parser.parse(out);
  ASSERT_TRUE(root);
  EXPECT_EQ(root->text(), out);
}

TEST(Json, BrokenUtf8BecomesReplacement) {
  std::string out;
  Writer(out).string("a\xFFz");
  EXPECT_EQ(out, "\"a\uFFFDz\"");
}

}  // namespace
}  // namespace dateline::json
