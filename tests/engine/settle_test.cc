// What stands across a record's articles: the same for every order and batch of adding, and without a trace
// of what was removed.

#include "engine/settle.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <numeric>
#include <random>

#include "base/json.h"
#include "engine/add.h"
#include "engine/read_page.h"
#include "store/across.h"
#include "store/changes.h"
#include "store/check.h"
#include "store/read.h"
#include "store/sqlite.h"
#include "store/synthetic.h"
#include "story/made.h"
#include "text/sentences.h"

namespace dateline::engine {
namespace {

class Listed : public ingest::CaptureSource {
 public:
  explicit Listed(std::vector<Capture> captures) : captures_(std::move(captures)) {}
  std::optional<ingest::Item> next() override {
    if (at_ == captures_.size()) return std::nullopt;
    return captures_[at_++];
  }

 private:
  std::vector<Capture> captures_;
  std::size_t at_ = 0;
};

Capture capture(const std::string& id, const std::string& text, const std::string& published) {
  Capture result;
  result.id = id;
  result.kind = CaptureKind::article;
  result.decoded = true;
  json::Writer w(result.bytes);
  w.begin_object().member("id", id).member("source", "S" + id).member("published", published);
  w.member("text", text).end_object();
  return result;
}

// Eight happenings of four articles, half of which are copies, one of them in part of two.
std::vector<Capture> week() {
  std::vector<Capture> result;
  for (unsigned h = 0; h < 8; ++h) {
    const std::string day = fmt::format("2031-03-{:02}", 10 + h);
    const std::string core = story::prose(h, 5);
    result.push_back(capture(fmt::format("h{}a", h), core + story::prose(100 + h, 6), day + "T06:00"));
    result.push_back(capture(fmt::format("h{}b", h), core + story::prose(200 + h, 6), day + "T07:00"));
    result.push_back(capture(fmt::format("h{}c", h), core + story::prose(100 + h, 4), day + "T08:00"));
    result.push_back(
        capture(fmt::format("h{}d", h), story::prose(100 + h, 6) + story::prose(200 + h, 6), day + "T09:00"));
  }
  return result;
}

void add_all(store::Record& record, std::vector<Capture> captures) {
  Listed source(std::move(captures));
  ASSERT_TRUE(add(record, source, {.threads = 2}));
}

// All that stands across the articles of a record, as lines.
std::string across(const store::Record& record) {
  std::string out;
  const auto stories = *store::list_stories(record);
  const auto copies = *store::list_copies(record);
  for (const store::Story& story : stories) {
    out += story.id + " " + story.title;
    for (const store::ArticleKey key : story.articles) out += " " + to_hex(key);
    out += "\n";
    for (const store::ArticleKey key : story.articles) {
      const auto passages = *store::passages_of(record, key);
      for (const store::Passage& p : passages)
        out += fmt::format("{} {}-{} of {} {}-{}\n", to_hex(p.article), p.range.begin, p.range.end,
                           to_hex(p.origin), p.origin_range.begin, p.origin_range.end);
    }
  }
  for (const store::Copy& copy : copies)
    out += fmt::format("{} of {} {:.6f} {}\n", to_hex(copy.article), to_hex(copy.origin), copy.overlap,
                       static_cast<int>(copy.kind));
  return out;
}

TEST(Settle, OrderAndBatchesOfAddingDoNotMatter) {
  const store::Folder folder;
  auto whole = *store::Record::create(folder / "whole");
  add_all(whole, week());
  const std::string expected = across(whole);
  EXPECT_GE(store::list_copies(whole)->size(), 16U);
  for (unsigned seed = 0; seed < 3; ++seed) {
    std::vector<Capture> captures = week();
    std::mt19937 random(seed);
    std::ranges::shuffle(captures, random);
    auto record = *store::Record::create(folder / fmt::format("r{}", seed));
    for (std::size_t at = 0; at < captures.size(); at += 9)
      add_all(record, {captures.begin() + static_cast<std::ptrdiff_t>(at),
                       captures.begin() + static_cast<std::ptrdiff_t>(std::min(at + 9, captures.size()))});
    EXPECT_EQ(across(record), expected);
  }
}

TEST(Settle, ARemovedArticleLeavesNoTrace) {
  const store::Folder folder;
  std::vector<Capture> captures = week();
  auto whole = *store::Record::create(folder / "whole");
  add_all(whole, captures);
  // An origin of others, and one that has parts from two.
  for (const std::size_t gone : {std::size_t{12}, std::size_t{7}}) {
    auto batch = *whole.begin();
    EXPECT_TRUE(*batch.remove(store::key_of(captures[gone])));
    ASSERT_TRUE(batch.commit());
    ASSERT_TRUE(settle(whole));
    captures.erase(captures.begin() + static_cast<std::ptrdiff_t>(gone));
    auto without = *store::Record::create(folder / fmt::format("without{}", gone));
    add_all(without, captures);
    EXPECT_EQ(across(whole), across(without));
  }
}

std::string dumped(const store::Record& record) {
  std::string out;
  EXPECT_TRUE(store::dump(record, [&](std::string_view line) { out += line; }));
  return out;
}

// Pages come and go in any order and number; what is there in the end decides, to the last byte.
TEST(Settle, AfterAnyAddingAndRemovingARecordIsThatOfOneBatch) {
  const store::Folder folder;
  const std::vector<Capture> captures = week();
  for (unsigned seed = 0; seed < 3; ++seed) {
    std::mt19937 random(seed);
    auto record = *store::Record::create(folder / fmt::format("r{}", seed));
    std::vector<bool> there(captures.size());
    for (unsigned step = 0; step < 6; ++step) {
      std::vector<Capture> some;
      auto batch = *record.begin();
      for (std::size_t i = 0; i < captures.size(); ++i) {
        if (random() % 4 > 0) continue;
        if (there[i])
          EXPECT_TRUE(*batch.remove(store::key_of(captures[i])));
        else
          some.push_back(captures[i]);
        there[i] = !there[i];
      }
      ASSERT_TRUE(batch.commit());
      add_all(record, some);
      ASSERT_TRUE(settle(record));
    }
    std::vector<Capture> left;
    for (std::size_t i = 0; i < captures.size(); ++i)
      if (there[i]) left.push_back(captures[i]);
    auto whole = *store::Record::create(folder / fmt::format("whole{}", seed));
    add_all(whole, left);
    EXPECT_EQ(dumped(record), dumped(whole));
  }
}

// What is kept of articles may be lost or broken: it is made again.
TEST(Settle, ImprintsAreMadeAgainFromTheTexts) {
  const store::Folder folder;
  auto record = *store::Record::create(folder / "r");
  add_all(record, week());
  const std::string expected = dumped(record);
  for (const char* harm : {"DELETE FROM imprint", "UPDATE imprint SET data = substr(data, 1, 40)",
                           "UPDATE imprint SET producer = 'imprint 0'", "UPDATE imprint SET data = x'ff'"}) {
    ASSERT_TRUE(record.database().run_script(harm));
    ASSERT_TRUE(record.database().run_script(
        "INSERT INTO state VALUES ('unsettled', 0); DELETE FROM state WHERE name = 'settled_by'"));
    ASSERT_TRUE(settle(record));
    EXPECT_EQ(dumped(record), expected) << harm;
  }
}

// Stores pages and leaves them unsettled, as a crash before settling does.
void add_unsettled(store::Record& record, const std::vector<Capture>& captures) {
  PageReader reader({});
  auto batch = *record.begin();
  for (const Capture& one : captures) {
    Article article = *reader.article(one);
    const Layers layers = reader.layers(article);
    ASSERT_TRUE(batch.add(one, article, layers, {"test", "test"}));
  }
  ASSERT_TRUE(batch.commit());
}

TEST(Settle, ARecordKnowsWhetherWhatIsSettledCanBeBuiltOn) {
  const store::Folder folder;
  auto record = *store::Record::create(folder / "r");
  const std::vector<Capture> captures = week();
  const std::vector<Capture> first(captures.begin(), captures.begin() + 6);
  add_unsettled(record, first);
  EXPECT_TRUE(store::changes(record, kSettlingMethod)->whole);
  EXPECT_TRUE(settle(record)->copies_of_all);
  EXPECT_FALSE(store::changes(record, kSettlingMethod)->any);
  add_unsettled(record, {captures[7], captures[6]});
  const auto added = *store::changes(record, kSettlingMethod);
  EXPECT_FALSE(added.whole);
  EXPECT_THAT(added.added, testing::ElementsAre(store::key_of(captures[7]), store::key_of(captures[6])));
  EXPECT_TRUE(store::changes(record, kSettlingMethod + 1)->whole);
  const auto remove = [&](const Capture& capture) {
    auto batch = *record.begin();
    EXPECT_TRUE(*batch.remove(store::key_of(capture)));
    EXPECT_TRUE(batch.commit());
  };
  remove(captures[7]);  // never settled
  EXPECT_FALSE(store::changes(record, kSettlingMethod)->whole);
  remove(captures[2]);
  EXPECT_TRUE(store::changes(record, kSettlingMethod)->whole);
  for (const char* left : {"SELECT count(*) FROM shingle WHERE article NOT IN (SELECT id FROM article)",
                           "SELECT count(*) FROM look WHERE article NOT IN (SELECT id FROM article)",
                           "SELECT count(*) FROM look WHERE at NOT IN (SELECT id FROM article)",
                           "SELECT count(*) FROM placing WHERE article NOT IN (SELECT id FROM article)"})
    EXPECT_EQ(*record.database().integer(left), 0) << left;
  ASSERT_TRUE(settle(record));
  auto batch = *record.begin();
  ASSERT_TRUE(batch.settle());  // by no method
  ASSERT_TRUE(batch.commit());
  add_unsettled(record, {captures[9]});
  EXPECT_TRUE(store::changes(record, kSettlingMethod)->whole);
}

// Happenings of three articles, an hour between two articles, which is enough that the newest are placed one
// by one. Nothing of it is annotated.
void put_hours(store::Record& record, const std::vector<unsigned>& hours) {
  auto batch = *record.begin();
  for (const unsigned hour : hours) {
    Capture page;
    page.id = page.bytes = fmt::format("n{}", hour);
    page.kind = CaptureKind::article;
    Article article;
    article.id = page.id;
    article.source = fmt::format("S{}", hour % 5);
    article.title = fmt::format("Headline {}", hour);
    const unsigned matter = hour / 3;
    // Words of its own, those of its matter, and in one matter of two those of an earlier one.
    article.text = story::prose(500'000 + hour, 1) + story::prose(matter, 2);
    if (matter % 2 == 1) article.text += story::prose(matter - matter % 7, 1);
    const Day day = *make_day(2031, 1, 1) + std::chrono::days(hour / 24);
    article.published = parse_date(fmt::format("{}T{:02}:00", to_string(day), hour % 24));
    Layers layers;
    text::split_sentences(article.text, layers.sentences);
    ASSERT_TRUE(batch.add(page, article, layers, {"made", "made"}));
  }
  ASSERT_TRUE(batch.commit());
}

std::vector<unsigned> hours(unsigned from, unsigned to) {
  std::vector<unsigned> result(to - from);
  std::iota(result.begin(), result.end(), from);
  return result;
}

TEST(Settle, NewerArticlesArePlacedAsWhenAllAreSettled) {
  const store::Folder folder;
  constexpr unsigned kFirst = 2200;
  auto record = *store::Record::create(folder / "grown");
  put_hours(record, hours(0, kFirst));
  EXPECT_TRUE(settle(record)->stories_of_all);
  // The hours after it come in some disorder, one, two or three at a time.
  std::vector<unsigned> later = hours(kFirst, kFirst + 60);
  std::mt19937 random(4);
  for (std::size_t i = 0; i + 4 < later.size(); i += 4) std::shuffle(&later[i], &later[i + 4], random);
  unsigned placed = 0;
  unsigned times = 0;
  for (std::size_t at = 0; at < later.size(); ++times) {
    const std::size_t some = std::min<std::size_t>(1 + random() % 3, later.size() - at);
    put_hours(record, {later.begin() + static_cast<std::ptrdiff_t>(at),
                       later.begin() + static_cast<std::ptrdiff_t>(at + some)});
    at += some;
    placed += settle(record)->stories_of_all ? 0 : 1;
    if (times % 8 != 7) continue;
    auto whole = *store::Record::create(folder / fmt::format("whole{}", times));
    std::vector<unsigned> there = hours(0, kFirst);
    there.insert(there.end(), later.begin(), later.begin() + static_cast<std::ptrdiff_t>(at));
    put_hours(whole, there);
    EXPECT_TRUE(settle(whole)->stories_of_all);
    EXPECT_EQ(dumped(record), dumped(whole)) << at;
  }
  // All is settled anew when a later milestone has enough after it: about once in twenty articles.
  EXPECT_GT(placed, times / 2);
  EXPECT_LT(placed, times);
}

TEST(Settle, WhatPlacingCannotDoIsSettledWhole) {
  const store::Folder folder;
  constexpr unsigned kAll = 2200;
  const auto whole = [&](const std::string& name, const std::vector<unsigned>& there) {
    auto record = *store::Record::create(folder / name);
    put_hours(record, there);
    EXPECT_TRUE(settle(record));
    return dumped(record);
  };
  std::vector<unsigned> some = hours(0, kAll);
  some.erase(some.begin() + 100);
  auto record = *store::Record::create(folder / "r");
  put_hours(record, some);
  EXPECT_TRUE(settle(record));
  // Older than the newest.
  put_hours(record, {100});
  EXPECT_TRUE(settle(record)->stories_of_all);
  const std::string all = whole("all", hours(0, kAll));
  EXPECT_EQ(dumped(record), all);
  // One of the newest goes.
  auto batch = *record.begin();
  Capture last;
  last.bytes = fmt::format("n{}", kAll - 1);
  EXPECT_TRUE(*batch.remove(store::key_of(last)));
  ASSERT_TRUE(batch.commit());
  EXPECT_TRUE(settle(record)->stories_of_all);
  EXPECT_EQ(dumped(record), whole("fewer", hours(0, kAll - 1)));
  // Tables that are gone or broken are made again.
  unsigned next = kAll - 1;
  for (const char* harm : {"DELETE FROM story_table", "UPDATE story_table SET data = x'ff' WHERE part = 3",
                           "UPDATE story_table SET data = x'05' WHERE part = 1",
                           "UPDATE story_newest SET data = substr(data, 1, 9)", "DELETE FROM story_newest"}) {
    ASSERT_TRUE(record.database().run_script(harm));
    put_hours(record, {next++});
    EXPECT_TRUE(settle(record)->stories_of_all) << harm;
  }
  EXPECT_EQ(dumped(record), whole("more", hours(0, next)));
}

// Articles of parts of a few reports, some the very same, some undated, with lines that many carry.
std::vector<Capture> stream(unsigned seed, unsigned n) {
  std::mt19937 random(seed);
  std::vector<Capture> result;
  std::vector<std::string> texts;
  for (unsigned i = 0; i < n; ++i) {
    std::string text;
    for (unsigned part = 0; part < 1 + random() % 3; ++part) {
      const unsigned report = random() % 6;
      const unsigned first = random() % 5;
      for (unsigned s = first; s < first + 2 + random() % 6; ++s) text += story::prose(100 * report + s, 1);
    }
    if (random() % 2 == 0) text += story::prose(9000 + random() % 2, 3);
    if (i > 0 && random() % 5 == 0) text = texts[random() % i];
    texts.push_back(text);
    const std::string day = fmt::format("2031-03-{}", 10 + random() % 3);
    result.push_back(
        capture(fmt::format("s{}", i), text, random() % 5 == 0 ? std::string() : day + "T06:00"));
  }
  std::ranges::shuffle(result, random);
  return result;
}

// Every row that settling copies writes, row numbers and all.
std::string copy_tables(const store::Record& record) {
  std::string out;
  for (const char* sql :
       {"SELECT article, content, quote(minute), credited, words, kept, quote(twin), quote(same), "
        "quote(data) "
        "FROM placing ORDER BY 1",
        "SELECT value, day, article FROM shingle ORDER BY 1, 2, 3", "SELECT value FROM stock ORDER BY 1",
        "SELECT at, article FROM look ORDER BY 1, 2",
        "SELECT article, place, first, last, origin, origin_first, origin_last FROM passage ORDER BY 1, 2",
        "SELECT article, origin, quote(overlap), kind FROM copy ORDER BY 1",
        "SELECT kind, key, producer, quote(data) FROM derived ORDER BY 1, 2",
        "SELECT kind, key, place, article, first, last FROM evidence ORDER BY 1, 2, 3"}) {
    store::Query rows(record.database(), sql);
    while (rows.next()) {
      for (int c = 0; c < rows.columns(); ++c) out += rows.string(c) + " ";
      out += "\n";
    }
    EXPECT_TRUE(rows.status());
    out += "--\n";
  }
  return out;
}

Settled settle_all(store::Record& record) {
  EXPECT_TRUE(record.database().run_script(
      "INSERT OR REPLACE INTO state VALUES ('unsettled', 0); DELETE FROM state WHERE name = 'settled_by'"));
  return *settle(record);
}

TEST(Settle, WhatIsAddedIsPlacedAmongCopiesAsSettlingAllWould) {
  const store::Folder folder;
  std::size_t compared = 0;
  for (unsigned seed = 0; seed < 3; ++seed) {
    const std::vector<Capture> captures = stream(seed, 40);
    auto record = *store::Record::create(folder / fmt::format("r{}", seed));
    add_unsettled(record, {captures.begin(), captures.begin() + 14});
    EXPECT_TRUE(settle(record)->copies_of_all);
    std::mt19937 random(seed);
    for (std::size_t at = 14; at < captures.size();) {
      std::vector<Capture> some;
      for (std::size_t n = 1 + random() % 6; n > 0 && at < captures.size(); --n)
        some.push_back(captures[at++]);
      add_unsettled(record, some);
      const Settled settled = *settle(record);
      EXPECT_FALSE(settled.copies_of_all);
      compared += settled.compared;
      const std::string local = copy_tables(record);
      EXPECT_TRUE(settle_all(record).copies_of_all);
      ASSERT_EQ(local, copy_tables(record)) << "seed " << seed << " with " << at;
    }
    auto whole = *store::Record::create(folder / fmt::format("whole{}", seed));
    add_unsettled(whole, stream(seed, 40));
    ASSERT_TRUE(settle(whole));
    EXPECT_EQ(dumped(record), dumped(whole));
    EXPECT_NE(dumped(record).find("[\"derived\",\"date\""), std::string::npos);
    EXPECT_EQ(store::check(record, [](const store::Problem& p) { ADD_FAILURE() << p.what; })->problems, 0U);
  }
  EXPECT_GT(compared, 3 * 26U);  // also some that were there
}

// A full disk takes the whole of it back, and the next call does the work.
TEST(Settle, PlacingThatFailsLeavesNothing) {
  const store::Folder folder;
  const std::vector<Capture> captures = stream(5, 30);
  auto record = *store::Record::create(folder / "r");
  add_unsettled(record, {captures.begin(), captures.begin() + 20});
  ASSERT_TRUE(settle(record));
  add_unsettled(record, {captures.begin() + 20, captures.end()});
  const std::string before = copy_tables(record);
  store::Database& db = record.database();
  const auto pages = *db.integer("PRAGMA page_count");
  ASSERT_TRUE(db.run_script(fmt::format("PRAGMA max_page_count = {}", pages).c_str()));
  EXPECT_FALSE(settle(record));
  EXPECT_EQ(copy_tables(record), before);
  EXPECT_EQ(store::changes(record, kSettlingMethod)->added.size(), 10U);
  ASSERT_TRUE(db.run_script("PRAGMA max_page_count = 1000000"));
  EXPECT_FALSE(settle(record)->copies_of_all);
  auto whole = *store::Record::create(folder / "whole");
  add_unsettled(whole, captures);
  ASSERT_TRUE(settle(whole));
  EXPECT_EQ(dumped(record), dumped(whole));
}

TEST(Settle, WhatDoesNotFitTogetherIsNotBuiltOn) {
  const store::Folder folder;
  const std::vector<Capture> captures = week();
  auto whole = *store::Record::create(folder / "whole");
  add_unsettled(whole, captures);
  ASSERT_TRUE(settle(whole));
  const std::string expected = dumped(whole);
  int number = 0;
  for (const char* harm :
       {"DELETE FROM placing", "DELETE FROM shingle", "UPDATE placing SET data = x'ff'",
        "UPDATE placing SET data = x'0001630000000000' WHERE data IS NULL", "UPDATE placing SET words = 3",
        "DELETE FROM imprint", "UPDATE imprint SET data = x'ff'"}) {
    auto record = *store::Record::create(folder / fmt::format("r{}", number++));
    // One that has parts from two comes last.
    std::vector<Capture> first = captures;
    first.erase(first.begin() + 7);
    add_unsettled(record, first);
    ASSERT_TRUE(settle(record));
    ASSERT_TRUE(record.database().run_script(harm));
    add_unsettled(record, {captures[7]});
    const auto settled = settle(record);
    ASSERT_TRUE(settled) << settled.error().message;
    EXPECT_TRUE(settled->copies_of_all) << harm;
    EXPECT_EQ(dumped(record), expected) << harm;
  }
  ASSERT_TRUE(whole.database().run_script("DELETE FROM shingle WHERE article = 3"));
  EXPECT_GT(store::check(whole, [](const store::Problem&) {})->problems, 0U);
}

}  // namespace
}  // namespace dateline::engine
