// Every rule's example is found whole, by some rule, with the value that the table promises.

#include <gmock/gmock.h>

#include "annotate/time_grammar.h"
#include "annotate/times.h"
#include "text/sentences.h"

namespace dateline::annotate {
namespace {

std::vector<TimeMention> times_of(std::string_view text, std::string_view language = "en",
                                  std::optional<PartialDate> published = PartialDate{2031, 6, 16, {}}) {
  Article article;
  article.text = text;
  article.language = language;
  article.published = std::move(published);
  std::vector<ByteRange> sentences;
  text::split_sentences(article.text, sentences);
  TimesScratch scratch;
  std::vector<TimeMention> out;
  find_times(article, sentences, scratch, out);
  return out;
}

TEST(TimeRules, EveryGrammarCompiles) {
  for (const TimeLanguage& language : time_languages()) EXPECT_TRUE(language.grammar->ok()) << language.code;
}

TEST(TimeRules, EveryExampleHolds) {
  for (const TimeLanguage& language : time_languages()) {
    for (const TimeRule& rule : language.rules) {
      const std::vector<TimeMention> found = times_of(rule.example, language.code);
      const auto hit = std::find_if(found.begin(), found.end(), [&](const TimeMention& t) {
        return slice(rule.example, t.range) == rule.span;
      });
      if (hit == found.end()) {
        ADD_FAILURE() << rule.name << ": '" << rule.span << "' is not found in: " << rule.example;
        continue;
      }
      EXPECT_EQ(hit->value, rule.value) << rule.name << ": " << rule.example << " (by " << hit->rule << ")";
    }
  }
}

}  // namespace
}  // namespace dateline::annotate
