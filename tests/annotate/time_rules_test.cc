// Every rule's example is found whole, by some rule, with the value that the table promises.

#include <gmock/gmock.h>

#include "annotate/time_grammar.h"
#include "annotate/times.h"
#include "text/sentences.h"

namespace dateline::annotate {
namespace {

std::vector<TimeMention> times_of(std::string_view text,
                                  std::optional<PartialDate> published = PartialDate{2031, 6, 16, {}}) {
  Article article;
  article.text = text;
  article.published = std::move(published);
  std::vector<ByteRange> sentences;
  text::split_sentences(article.text, sentences);
  TimesScratch scratch;
  std::vector<TimeMention> out;
  find_times(article, sentences, scratch, out);
  return out;
}

TEST(TimeRules, GrammarCompiles) {
  EXPECT_TRUE(english_grammar().ok());
}

TEST(TimeRules, EveryExampleHolds) {
  for (const TimeRule& rule : english_rules()) {
    const std::vector<TimeMention> found = times_of(rule.example);
    const auto hit = std::find_if(found.begin(), found.end(), [&](const TimeMention& t) {
      return slice(rule.example, t.range) == rule.span;
    });
    ASSERT_NE(hit, found.end()) << rule.name << ": '" << rule.span << "' is not found in: " << rule.example;
    EXPECT_EQ(hit->value, rule.value) << rule.name << ": " << rule.example << " (by " << hit->rule << ")";
  }
}

}  // namespace
}  // namespace dateline::annotate
