#include "base/utf8.h"

#include <gmock/gmock.h>

namespace dateline::utf8 {
namespace {

TEST(Utf8, DecodesAndAppendsEverySize) {
  for (char32_t c : {U'a', U'é', U'€', U'\U0001F5DE', U'\U0010FFFF'}) {
    std::string text;
    append(text, c);
    EXPECT_EQ(decode(text, 0).value, c);
    EXPECT_EQ(decode(text, 0).size, text.size());
    EXPECT_TRUE(valid(text));
  }
}

TEST(Utf8, RefusesOverlongSurrogateAndCut) {
  for (const char* bad :
       {"\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\x80", "\xF4\x90\x80\x80"}) {
    EXPECT_FALSE(valid(bad));
    EXPECT_TRUE(valid(repaired(bad)));
  }
}

TEST(Utf8, OneReplacementForACutSequence) {
  EXPECT_EQ(repaired("a\xE2\x82z"), "a\uFFFDz");
}

TEST(Utf8, OffsetsAgreeWithCountingOneByOne) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "aé€\U0001F5DE";
  const OffsetMap map(text);
  std::size_t count = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (!is_boundary(text, at)) continue;
    EXPECT_EQ(map.code_point_at(at), count);
    EXPECT_EQ(map.byte_at(count), at);
    ++count;
  }
  EXPECT_EQ(map.byte_at(1000000), text.size());
}

}  // namespace
}  // namespace dateline::utf8
