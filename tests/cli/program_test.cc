// The program as its user meets it: help, exit statuses, what is printed where.

#include <gmock/gmock.h>

#include "support/process.h"

namespace dateline::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

Ran dateline(std::vector<std::string> words, const std::string& input = {}) {
  words.insert(words.begin(), DATELINE_BINARY);
  return run(words, input);
}

TEST(Program, WrongUseIsTwoAndSaysWhere) {
  for (const auto& words :
       std::vector<std::vector<std::string>>{{}, {"bogus"}, {"man", "--bogus"}, {"completion"}}) {
    const Ran ran = dateline(words);
    EXPECT_EQ(ran.status, 2);
    EXPECT_THAT(ran.err, Not(IsEmpty()));
    EXPECT_THAT(ran.out, IsEmpty());
  }
}

TEST(Program, HelpAndVersionAreNoErrors) {
  EXPECT_EQ(dateline({"--help"}).status, 0);
  EXPECT_THAT(dateline({"--version"}).out, HasSubstr("dateline "));
  EXPECT_THAT(dateline({"completion", "--help"}).out, HasSubstr("bash"));
}

TEST(Program, EveryCommandHasHelpAManualEntryAndCompletions) {
  const std::string help = dateline({"--help"}).out;
  const std::string manual = dateline({"man"}).out;
  const std::string fish = dateline({"completion", "fish"}).out;
  int seen = 0;
  for (const std::string& line : lines(help.substr(help.find("Subcommands:")))) {
    if (line.size() < 3 || line[0] != ' ' || line[2] == ' ') continue;
    const std::string name = line.substr(2, line.find(' ', 2) - 2);
    EXPECT_EQ(dateline({name, "--help"}).status, 0) << name;
    EXPECT_THAT(manual, HasSubstr(".SS dateline " + name));
    EXPECT_THAT(fish, HasSubstr(" -a " + name + " "));
    ++seen;
  }
  EXPECT_GE(seen, 2);
}

TEST(Program, CompletionsAreValidShell) {
  EXPECT_EQ(run({"bash", "-n"}, dateline({"completion", "bash"}).out).status, 0);
}

// Offsets count code points, heads are numbers of tokens, and names stand in a list of their own.
TEST(Program, AnnotateGivesTokensAndNames) {
  const Ran ran = dateline(
      {"annotate", "--layers", "tokens,sentences,mentions", "-"},
      "{\"id\":\"a\",\"language\":\"en\",\"text\":\"Caf\u00e9 owner Ilse Tarnow left Varnholm.\"}\n");
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr(R"("tokens":[{"start":0,"end":4)"));
  EXPECT_THAT(
      ran.out,
      HasSubstr(R"({"start":23,"end":27,"tag":"VBD","pos":"VERB","lemma":"leave","head":4,"dep":"ROOT"})"));
  EXPECT_THAT(ran.out, HasSubstr(R"("sentences":[{"start":0,"end":37}])"));
  EXPECT_THAT(ran.out, HasSubstr(R"({"start":11,"end":22,"type":"PERSON")"));
}

}  // namespace
}  // namespace dateline::test
