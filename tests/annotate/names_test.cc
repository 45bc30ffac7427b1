// The steps of find_names on parses written by hand, and the lists behind them. Whole articles, with the
// language engine's own parses, are text cases: tests/cases/annotate/names_*.

#include "annotate/names.h"

#include <gmock/gmock.h>

#include "annotate/gazetteer.h"
#include "annotate/names_features.h"
#include "text/fold.h"

namespace dateline::annotate {
namespace {

using lang::NameLabel;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "word/TAG word/TAG": tokens with a blank between; every word governs itself; one sentence. Recognised names
// are added by `name`, with a clear score for their type.
struct Parsed {
  std::string text;
  lang::Document document;

  explicit Parsed(std::string_view tagged) {
    static constexpr std::string_view kTags[] = {"NNP", "NN",   "NNS",   "VBD",   "IN", "DT",  ",", ".",
                                                 "POS", "HYPH", "-LRB-", "-RRB-", "JJ", "_SP", "CC"};
    for (std::size_t at = 0; at < tagged.size();) {
      const std::size_t end = std::min(tagged.find(' ', at), tagged.size());
      const std::string_view word = tagged.substr(at, end - at);
      const std::size_t slash = word.rfind('/');
      if (!text.empty()) text += ' ';
      lang::Token token;
      token.range.begin = static_cast<std::uint32_t>(text.size());
      text += word.substr(0, slash);
      token.range.end = static_cast<std::uint32_t>(text.size());
      token.head = static_cast<std::int32_t>(document.tokens.size());
      token.tag = *std::ranges::find(kTags, word.substr(slash + 1));
      token.dep = "ROOT";
      token.lemma = word.substr(0, slash);
      token.sentence_start = document.tokens.empty();
      document.tokens.push_back(token);
      at = end + 1;
    }
    document.scores.resize(document.tokens.size());
    for (lang::TokenScores& scores : document.scores) scores.outside = 9;
  }

  Parsed& name(std::uint32_t begin, std::uint32_t end, NameLabel label, float score = 9) {
    lang::Name name;
    name.tokens = {begin, end};
    name.label = label;
    name.type_scores[static_cast<std::size_t>(label)] = score;
    document.names.push_back(name);
    return *this;
  }

  // "text TYPE entity's name" of each mention.
  std::vector<std::string> found() const {
    std::vector<Mention> mentions;
    std::vector<Entity> entities;
    find_names(text, document, mentions, entities);
    static constexpr std::string_view kTypes[] = {"PERSON", "ORG",   "GPE", "LOC",         "NORP",
                                                  "FAC",    "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"};
    std::vector<std::string> out;
    for (const Mention& m : mentions) {
      const Entity& entity = entities.at(static_cast<std::size_t>(m.entity));
      EXPECT_EQ(entity.type, m.type);
      out.push_back(std::string(slice(text, m.range)) + " " +
                    std::string(kTypes[static_cast<std::size_t>(m.type)]) + " " + entity.name);
    }
    return out;
  }
};

TEST(Names, TitleArticleAndPossessiveAreNotPartOfAName) {
  Parsed parsed("Ms/NNP Tamsin/NNP Orrell/NNP 's/POS aide/NN met/VBD the/DT Kestrin/NNP Council/NNP ./.");
  parsed.name(0, 4, NameLabel::person).name(6, 9, NameLabel::org);
  EXPECT_THAT(parsed.found(),
              ElementsAre("Tamsin Orrell PERSON Tamsin Orrell", "Kestrin Council ORG Kestrin Council"));
}

TEST(Names, AllMentionsOfANameHaveOneType) {
  Parsed parsed(
      "Mr/NNP Idris/NNP Kaboro/NNP spoke/VBD ./. Kaboro/NNP left/VBD ,/, and/CC Kaboro/NNP slept/VBD ./.");
  parsed.name(1, 3, NameLabel::person).name(5, 6, NameLabel::org, 3).name(9, 10, NameLabel::gpe, 3);
  EXPECT_THAT(parsed.found(), ElementsAre("Idris Kaboro PERSON Idris Kaboro", "Kaboro PERSON Idris Kaboro",
                                          "Kaboro PERSON Idris Kaboro"));
}

TEST(Names, AnAcronymInABracketIsAddedAndIsTheLongName) {
  Parsed parsed("The/DT Kestrin/NNP Water/NNP Authority/NNP (/-LRB- KWA/NNP )/-RRB- waits/NN ./.");
  parsed.name(0, 4, NameLabel::org);
  for (auto& score : parsed.document.scores) score.outside = 1;  // unsure
  EXPECT_THAT(parsed.found(), ElementsAre("Kestrin Water Authority ORG Kestrin Water Authority",
                                          "KWA ORG Kestrin Water Authority"));
}

TEST(Names, HalvesOfOneNameAreJoined) {
  Parsed parsed("Party/NNP of/IN Kenya/NNP and/CC Idris/NNP Kaboro/NNP Velm/NNP ./.");
  parsed.name(0, 1, NameLabel::org)
      .name(2, 3, NameLabel::gpe)
      .name(4, 5, NameLabel::person)
      .name(5, 7, NameLabel::person);
  EXPECT_THAT(parsed.found(),
              ElementsAre("Party of Kenya ORG Party of Kenya", "Idris Kaboro Velm PERSON Idris Kaboro Velm"));
}

TEST(Names, WhatHasNoCapitalAndAMinistersPortfolioAreNoNames) {
  Parsed parsed("Labour/NNP Minister/NNP met/VBD foreign/JJ ministry/NN staff/NN ./.");
  parsed.name(0, 1, NameLabel::org).name(3, 5, NameLabel::org);
  EXPECT_THAT(parsed.found(), IsEmpty());
}

TEST(Names, OneCountryUnderTwoNames) {
  Parsed parsed("Britain/NNP voted/VBD ./. The/DT U.K./NNP waits/NN ./.");
  parsed.name(0, 1, NameLabel::gpe).name(4, 5, NameLabel::gpe);
  EXPECT_THAT(parsed.found(), ElementsAre("Britain GPE Britain", "U.K. GPE Britain"));
}

TEST(Names, BadParsesAreNoReasonToFail) {
  EXPECT_THAT(Parsed("").found(), IsEmpty());
  Parsed marks(",/, ./. ,/,");
  marks.name(0, 3, NameLabel::person).document.scores.clear();
  EXPECT_THAT(marks.found(), IsEmpty());
  Parsed broken("\xff\xfe/NNP Q\xc3/NNP");
  broken.name(0, 2, NameLabel::org);
  EXPECT_THAT(broken.found(), ElementsAre("Q\xc3 ORG Q\xc3"));
}

TEST(Names, Acronyms) {
  EXPECT_TRUE(names::is_acronym_of("kwa", "kestrin water authority"));
  EXPECT_TRUE(names::is_acronym_of("ulf", "union of lake fishers"));
  EXPECT_FALSE(names::is_acronym_of("kwb", "kestrin water authority"));
  EXPECT_FALSE(names::is_acronym_of("k", "kestrin"));
}

TEST(Names, WeightsStandInTheOrderOfTheFeatures) {
  for (std::size_t i = 0; i < names::kFeatures; ++i)
    EXPECT_EQ(static_cast<std::size_t>(names::kNameWeights[i].feature), i);
  for (std::size_t i = 0; i < names::kMissedFeatures; ++i)
    EXPECT_EQ(static_cast<std::size_t>(names::kMissedWeights[i].first), i);
}

TEST(Gazetteer, KnowsPlacesPeoplesAndPersonalNames) {
  EXPECT_EQ(known_name("kenya").code, "KE");
  EXPECT_TRUE(known_name("kenya").country);
  EXPECT_TRUE(known_name("gothenburg").large_city || known_name("goeteborg").large_city ||
              known_name("goteborg").large_city);
  EXPECT_TRUE(known_name("ugandan").people);
  EXPECT_EQ(known_name("ugandan").code, "UG");
  EXPECT_TRUE(known_name("maria").given_name);
  EXPECT_TRUE(known_name("west bank").any_place());
  for (const std::string_view unknown : {"", "orrell kaboro velm", "zzzz", "\t", "kenya\t"})
    EXPECT_FALSE(known_name(unknown).any_place()) << unknown;
}

// The table is folded in Python, words in C++: every name must be its own fold, and stand where it is looked
// for.
TEST(Gazetteer, EveryNameIsFoundUnderItsOwnFold) {
  std::size_t names = 0;
  for (std::size_t at = 0; at < kGazetteerText.size(); at = kGazetteerText.find('\n', at) + 1, ++names) {
    const std::string_view name = kGazetteerText.substr(at, kGazetteerText.find('\t', at) - at);
    ASSERT_EQ(text::fold(name), name);
    const Known known = known_name(name);
    ASSERT_TRUE(known.any_place() || known.given_name || known.surname || known.people) << name;
  }
  EXPECT_GT(names, 50000U);
}

TEST(Fold, TakesAwayCaseAndMarks) {
  EXPECT_EQ(text::fold("Þórsmörk"), "thorsmork");
  EXPECT_EQ(text::fold("ŁÓDŹ’s"), "lodz's");
  EXPECT_EQ(text::fold("Straße"), "strasse");
  EXPECT_EQ(text::fold("Nguyễn"), "nguyen");
  EXPECT_EQ(text::fold("a\xff"), "a");
}

}  // namespace
}  // namespace dateline::annotate
