// The record says the same whatever the order and the batches in which pages came, and after a page was there
// and went.
#include <gmock/gmock.h>

#include <fstream>
#include <random>
#include <sstream>

#include "store/check.h"
#include "store/read.h"
#include "store/synthetic.h"

namespace dateline::store {
namespace {

std::string dump_of(const Record& record) {
  std::string text;
  const Status status = dump(record, [&](std::string_view part) { text += part; });
  EXPECT_TRUE(status) << status.error().message;
  return text;
}

void add(Batch& batch, const Made& page) {
  const auto added = batch.add(page.capture, page.article, page.layers, kBy);
  ASSERT_TRUE(added) << added.error().message;
}

void finish(Record& record, Batch batch) {
  ASSERT_TRUE(batch.settle());
  const Status status = batch.commit();
  ASSERT_TRUE(status) << status.error().message;
  const auto report =
      check(record, [](const Problem& problem) { ADD_FAILURE() << problem.where << ": " << problem.what; });
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_TRUE(report->words_checked);
}

// Adds the pages in batches of `size` and settles.
Record made_of(const std::string& path, const std::vector<Made>& pages, std::size_t size) {
  Record record = *Record::create(path);
  for (std::size_t at = 0; at < pages.size(); at += size) {
    Batch batch = *record.begin();
    for (std::size_t i = at; i < std::min(at + size, pages.size()); ++i) add(batch, pages[i]);
    EXPECT_TRUE(batch.commit());
  }
  finish(record, *record.begin());
  return record;
}

std::vector<Made> some_pages() {
  std::vector<Made> pages;
  pages.reserve(50);
  for (int i = 0; i < 30; ++i) pages.push_back(make_page(i, i % 3));
  for (int i = 0; i < 30; i += 4) pages.push_back(make_page(i, 5));
  for (int i = 0; i < 30; i += 5) {  // the same bytes from elsewhere
    pages.push_back(make_page(i, i % 3));
    pages.back().capture.path = "another.jsonl";
    if (i % 2 == 0) pages.back().capture.fetched = "2031-03-30T00:00:00Z";
    if (i % 3 == 0) pages.back().capture.url.clear();
  }
  return pages;
}

TEST(Same, WhateverTheOrderAndTheBatches) {
  const Folder folder;
  std::vector<Made> pages = some_pages();
  const std::string first = dump_of(made_of(folder / "0.record", pages, 7));
  EXPECT_NE(first.find("[\"word\",\"observatory\","), std::string::npos);
  std::mt19937 random(11);
  for (int round = 1; round <= 12; ++round) {
    std::ranges::shuffle(pages, random);
    const std::string name = std::to_string(round) + ".record";
    EXPECT_EQ(dump_of(made_of(folder / name, pages, 1 + random() % 20)), first) << round;
  }
}

TEST(Same, AddedTwice) {
  const Folder folder;
  const std::vector<Made> pages = some_pages();
  Record record = made_of(folder / "a.record", pages, 100);
  const std::string before = dump_of(record);
  Batch batch = *record.begin();
  for (const Made& page : pages) {
    EXPECT_TRUE(*record.holds(page.capture));
    EXPECT_EQ(*batch.add(page.capture, page.article, page.layers, kBy), Added::present);
  }
  EXPECT_TRUE(batch.commit());
  EXPECT_EQ(dump_of(record), before);
}

TEST(Same, AsIfARemovedPageHadNeverBeen) {
  const Folder folder;
  std::vector<Made> pages = some_pages();
  const std::string without = dump_of(made_of(folder / "without.record", pages, 10));
  const std::vector<Made> extra = {make_page(100), make_page(7, 9), make_page(101)};
  for (std::size_t at : {std::size_t{0}, std::size_t{13}, pages.size()}) {
    std::vector<Made> all = pages;
    all.insert(all.begin() + static_cast<std::ptrdiff_t>(at), extra.begin(), extra.end());
    Record record = made_of(folder / (std::to_string(at) + ".record"), all, 10);
    EXPECT_NE(dump_of(record), without);
    Batch batch = *record.begin();
    for (const Made& page : extra) EXPECT_TRUE(*batch.remove(key_of(page.capture)));
    EXPECT_FALSE(*batch.remove(key_of(extra[0].capture)));
    finish(record, std::move(batch));
    EXPECT_EQ(dump_of(record), without);
  }
}

std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

// A word that is nowhere else must not be left in free pages, in the word index or in the journal.
TEST(Same, NothingOfARemovedPageIsLeftInTheFile) {
  const Folder folder;
  const std::string path = folder / "a.record";
  Made secret = make_page(40);
  secret.article.text += " Xylqorth.";
  secret.article.title += " Vumbrakk";
  secret.capture.bytes = "Jorbimexh incompressible";
  secret.layers.entities[0].name = "Zwelquin";
  const std::vector<Made> pages = some_pages();
  for (const bool same_batch : {false, true}) {
    std::filesystem::remove(path);
    Record record = *Record::create(path);
    Batch batch = *record.begin();
    for (std::size_t i = 0; i < 20; ++i) add(batch, pages[i]);
    add(batch, secret);
    if (!same_batch) {
      finish(record, std::move(batch));
      batch = *record.begin();
      for (std::size_t i = 20; i < pages.size(); ++i) add(batch, pages[i]);
    }
    EXPECT_TRUE(*batch.remove(key_of(secret.capture)));
    finish(record, std::move(batch));
    for (const char* end : {"", "-wal"}) {
      const std::string text = file_text(path + end);
      for (const char* word :
           {"Xylqorth", "xylqorth", "qorth", "Vumbrakk", "vumbrakk", "Jorbimexh", "Zwelquin"})
        EXPECT_EQ(text.find(word), std::string::npos)
            << word << " in " << path << end << " same batch " << same_batch;
    }
  }
}

TEST(Same, RebuiltAsNew) {
  const Folder folder;
  const std::vector<Made> pages = some_pages();
  const auto newer = [](Made page) {
    page.article.title += ", read anew";
    page.layers.times.pop_back();
    return page;
  };
  const Producers by{.extract = "extract 2", .annotate = "annotate 2"};
  Record record = made_of(folder / "a.record", pages, 10);
  std::map<ArticleKey, Made> by_key;
  for (const Made& page : pages) by_key.try_emplace(key_of(page.capture), page);
  {
    std::vector<ArticleKey> keys;
    ASSERT_TRUE(each_capture(record, [&](ArticleKey key, Capture&& capture) {
      EXPECT_EQ(capture.bytes, by_key[key].capture.bytes);
      keys.push_back(key);
      return true;
    }));
    EXPECT_EQ(keys.size(), by_key.size());
    Batch batch = *record.begin();
    for (const ArticleKey key : keys) {
      const Made page = newer(by_key[key]);
      ASSERT_TRUE(batch.replace(key, page.article, page.layers, by));
    }
    finish(record, std::move(batch));
  }
  Record fresh = *Record::create(folder / "b.record");
  Batch batch = *fresh.begin();
  for (const Made& page : pages) {
    const Made read = newer(page);
    ASSERT_TRUE(batch.add(read.capture, read.article, read.layers, by));
  }
  finish(fresh, std::move(batch));
  EXPECT_EQ(dump_of(record), dump_of(fresh));
}

Across across_of(const std::vector<Made>& pages) {
  Across across;
  const auto key = [&](std::size_t i) { return key_of(pages[i].capture); };
  across.passages = {{key(2), {4, 9}, key(1), {0, 5}}, {key(2), {0, 3}, key(1), {0, 3}}};
  across.copies = {{key(2), key(1), 0.75, CopyKind::rewrite}};
  across.stories = {
      {.id = "a", .title = "First", .first = make_day(2031, 3, 2), .last = {}, .articles = {key(1), key(2)}},
      {.id = "b", .title = "Second", .first = {}, .last = {}, .articles = {key(3)}}};
  return across;
}

TEST(Same, ThingsAcrossArticlesGoWithWhatTheyRestOn) {
  const Folder folder;
  const std::vector<Made> pages = some_pages();
  Record record = made_of(folder / "a.record", pages, 10);
  const std::string plain = dump_of(record);
  Batch batch = *record.begin();
  ASSERT_TRUE(batch.set_across(across_of(pages)));
  ASSERT_TRUE(batch.put_derived({"event", "e1", "events 1", "blob", {{key_of(pages[2].capture), {0, 7}}}}));
  ASSERT_TRUE(batch.put_derived({"event", "e2", "events 1", "blob", {{key_of(pages[3].capture), {0, 7}}}}));
  finish(record, std::move(batch));
  const std::string whole = dump_of(record);
  batch = *record.begin();
  ASSERT_TRUE(batch.set_across(across_of(pages)));
  finish(record, std::move(batch));
  EXPECT_EQ(dump_of(record), whole);
  batch = *record.begin();
  ASSERT_TRUE(batch.replace(key_of(pages[2].capture), pages[2].article, pages[2].layers, kBy));
  ASSERT_TRUE(batch.commit());
  const std::string after = dump_of(record);
  for (const char* gone : {"[\"passage\"", "[\"copy\"", "\"First\"", "\"e1\""})
    EXPECT_EQ(after.find(gone), std::string::npos) << gone;
  for (const char* kept : {"\"Second\"", "\"e2\""}) EXPECT_NE(after.find(kept), std::string::npos) << kept;
  batch = *record.begin();
  ASSERT_TRUE(batch.set_across({}));
  ASSERT_TRUE(batch.remove_derived("event"));
  finish(record, std::move(batch));
  EXPECT_EQ(dump_of(record), plain);
}

TEST(Same, EvidenceThatIsNotThereIsRefused) {
  const Folder folder;
  const std::vector<Made> pages = some_pages();
  Record record = made_of(folder / "a.record", pages, 10);
  const ArticleKey key = key_of(pages[2].capture);
  const auto refused = [&](const Derived& derived) {
    Batch batch = *record.begin();
    const Status status = batch.put_derived(derived);
    EXPECT_FALSE(batch.commit());  // half done: not to be stored
    return status ? ErrorCode::cancelled : status.error().code;
  };
  EXPECT_EQ(refused({"event", "e", "1", "", {{key, {0, 70000}}}}), ErrorCode::invalid_argument);
  EXPECT_EQ(refused({"event", "e", "1", "", {{ArticleKey{1, 2}, {0, 1}}}}), ErrorCode::not_found);
}

}  // namespace
}  // namespace dateline::store
