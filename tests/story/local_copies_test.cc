// Adding to a settled collection gives what settling all of it gives.

#include "story/local_copies.h"

#include <gmock/gmock.h>

#include <map>
#include <numeric>
#include <set>

#include "made.h"

namespace dateline::story::copying {
namespace {

// A collection in memory, as a record keeps it. Numbers are those of `made`.
class Kept : public Collection {
 public:
  explicit Kept(const Made& made) {
    index_.add(made.documents);
    for (std::uint32_t d = 0; d < made.documents.size(); ++d) dates_.push_back(index_.print(d).dated);
  }

  std::optional<Head> head(std::uint32_t d) override {
    if (!heads.contains(d)) return std::nullopt;
    return heads.at(d);
  }
  std::optional<Print> print(std::uint32_t d) override { return index_.print(d); }
  std::vector<IndexEntry> entries(std::uint64_t value, std::int64_t from, std::size_t least) override {
    std::vector<IndexEntry> all;
    for (auto at = index.lower_bound({value, from, 0}); at != index.end() && std::get<0>(*at) == value;
         ++at) {
      if (all.size() >= least && std::get<1>(*at) != all.back().day) break;
      all.push_back({value, std::get<1>(*at), std::get<2>(*at)});
    }
    return all;
  }
  bool is_stock(std::uint64_t value) override { return stock.contains(value); }
  std::vector<std::uint32_t> lookers(std::uint32_t d) override {
    std::vector<std::uint32_t> all;
    for (auto at = looks.lower_bound({d, 0}); at != looks.end() && at->first == d; ++at)
      all.push_back(at->second);
    return all;
  }
  std::vector<std::uint32_t> with_content(std::uint64_t content, std::size_t most) override {
    std::vector<std::uint32_t> all;
    for (const auto& [d, head] : heads)
      if (head.content == content && head.words > 0 && all.size() < most) all.push_back(d);
    return all;
  }

  void set(std::uint32_t d, const Placing& placing) {
    Head head = head_of(index_.print(d));
    head.kept = placing.kept;
    head.twin = placing.twin;
    head.same = placing.same;
    head.data = encode(placing);
    heads[d] = head;
    for (const std::uint32_t at : looks_of(placing)) looks.emplace(at, d);
  }

  void take(const LocalChange& change) {
    for (const Placed& placed : change.placed) {
      heads[placed.document] = placed.head;
      for (const std::uint32_t at : placed.looks) EXPECT_TRUE(looks.emplace(at, placed.document).second);
      for (const std::uint32_t at : placed.no_more) EXPECT_EQ(looks.erase({at, placed.document}), 1U);
    }
    for (const IndexEntry& e : change.entered) EXPECT_TRUE(index.emplace(e.value, e.day, e.document).second);
    for (const IndexEntry& e : change.left) EXPECT_EQ(index.erase({e.value, e.day, e.document}), 1U);
    for (const std::uint64_t value : change.stock) EXPECT_TRUE(stock.insert(value).second);
    for (const std::uint64_t value : change.no_stock) EXPECT_EQ(stock.erase(value), 1U);
    for (const auto& [d, all] : change.relations) relations[d] = all;
    for (const auto& [d, all] : change.around_undated) {
      around.erase(d);
      if (!all.empty()) around[d] = all;
    }
  }

  // All of `documents` settled at once.
  void settle(const std::vector<std::uint32_t>& documents) {
    CopyIndex some;
    for (const std::uint32_t d : documents) some.add(Print(index_.print(d)));
    const auto number = [&](std::uint32_t i) { return documents[i]; };
    Placings placings;
    placings.index = [&](std::span<const Posting> postings) {
      for (const Posting& p : postings) {
        const Print& print = some.print(p.document);
        index.emplace(p.value, index_day(print.dated, print.minute), number(p.document));
      }
    };
    const Copies copies = some.settle(one_by_one, &placings);
    stock.insert(placings.stock.begin(), placings.stock.end());
    for (std::uint32_t i = 0; i < documents.size(); ++i) {
      rename(placings.documents[i], number);
      set(documents[i], placings.documents[i]);
      relations[documents[i]];
    }
    for (Relation relation : copies.relations) {
      rename(relation, number);
      relations[relation.document].push_back(relation);
      if (!dates_[relation.document]) around[relation.document].push_back(relation);
      // Twins of an undated one say nothing of its day.
      if (!dates_[relation.of] && !heads.at(relation.document).twin) around[relation.of].push_back(relation);
    }
  }

  void expect_same(const Kept& other) const {
    ASSERT_EQ(heads.size(), other.heads.size());
    for (const auto& [d, head] : heads) {
      const Head& expected = other.heads.at(d);
      EXPECT_EQ(head.kept, expected.kept) << d;
      EXPECT_EQ(head.twin, expected.twin) << d;
      EXPECT_EQ(head.same, expected.same) << d;
      EXPECT_EQ(head.data, expected.data) << d;
    }
    EXPECT_EQ(index, other.index);
    EXPECT_EQ(stock, other.stock);
    EXPECT_EQ(looks, other.looks);
    EXPECT_EQ(relations, other.relations);
    EXPECT_EQ(around, other.around);
  }

  const Print& print_of(std::uint32_t d) const { return index_.print(d); }

  std::map<std::uint32_t, Head> heads;
  std::set<std::tuple<std::uint64_t, std::int64_t, std::uint32_t>> index;
  std::set<std::pair<std::uint32_t, std::uint32_t>> looks;
  std::set<std::uint64_t> stock;
  std::map<std::uint32_t, std::vector<Relation>> relations;
  std::map<std::uint32_t, std::vector<Relation>> around;  // of undated ones

 private:
  CopyIndex index_;  // of all that may ever be added
  std::vector<bool> dates_;
};

struct Stream {
  unsigned documents = 60;
  unsigned reports = 8;  // of whose sentences articles are made
  unsigned lines = 3;    // that many carry
  unsigned days = 4;
};

// Articles of one to three parts of a few reports, with lines that many carry, some the very same, some
// undated, some that credit another.
Made stream(unsigned seed, const Stream& how) {
  std::mt19937 random(seed);
  std::vector<std::vector<std::string>> reports;
  for (unsigned r = 0; r < how.reports; ++r) {
    reports.emplace_back();
    for (unsigned s = 0; s < 12; ++s) reports.back().push_back(prose(1000 * seed + 20 * r + s, 1));
  }
  std::vector<std::string> texts;
  Made made;
  for (unsigned i = 0; i < how.documents; ++i) {
    std::string text;
    for (unsigned part = 0; part < 1 + random() % 3; ++part) {
      const auto& report = reports[random() % reports.size()];
      const unsigned first = random() % 8;
      for (unsigned s = first; s < std::min<unsigned>(12, first + 2 + random() % 9); ++s) text += report[s];
      if (random() % 3 == 0) text += prose(500'000 + 100 * seed + i * 7 + part, 2);
    }
    for (unsigned line = 0; line < how.lines; ++line)
      if (random() % 3 == 0) text += prose(900'000 + line, 2);
    if (random() % 8 == 0) text += "\n\nThis story was first published by the Kessel Echo.";
    if (i > 0 && random() % 6 == 0) text = texts[random() % texts.size()];
    texts.push_back(text);
    const std::string day = "2031-03-" + std::to_string(10 + random() % how.days);
    const std::string hour = random() % 2 == 0 ? "" : "T1" + std::to_string(random() % 4) + ":00";
    made.add("d" + std::to_string(1000 + i), text, random() % 7 == 0 ? "" : day + hour,
             "S" + std::to_string(random() % 5));
  }
  return made;
}

// What happened in the runs of a test: it must have been tried.
struct Tried {
  std::size_t earlier_twins = 0;
  std::size_t stock = 0;
  std::size_t no_stock = 0;
  std::size_t turned = 0;
  std::size_t told_again = 0;
  std::size_t undated = 0;
};

void count(const LocalChange& change, const Kept& kept, std::size_t added, Tried& tried) {
  tried.earlier_twins += change.left.empty() ? 0 : 1;
  tried.stock += change.stock.size();
  tried.no_stock += change.no_stock.size();
  tried.told_again += change.told > added ? change.told - added : 0;
  tried.undated += change.around_undated.size();
  for (const auto& [d, relations] : change.relations)
    for (const Relation& r : relations) tried.turned += before(kept.print_of(d), kept.print_of(r.of)) ? 1 : 0;
}

void expect_any_order_is_the_same(unsigned seed, const Stream& how, unsigned first, unsigned most,
                                  Tried& tried) {
  const Made made = stream(seed, how);
  std::mt19937 random(seed + 77);
  std::vector<std::uint32_t> order(made.documents.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::shuffle(order, random);
  Kept kept(made);
  std::vector<std::uint32_t> there(order.begin(), order.begin() + first);
  kept.settle(there);
  for (std::size_t at = first; at < order.size();) {
    std::vector<Added> added;
    for (unsigned n = 1 + random() % most; n > 0 && at < order.size(); --n, ++at) {
      added.push_back({order[at], kept.print_of(order[at])});
      there.push_back(order[at]);
    }
    const std::size_t n = added.size();
    const auto change = add_locally(kept, std::move(added), 100'000);
    ASSERT_TRUE(change);
    count(*change, kept, n, tried);
    kept.take(*change);
    Kept whole(made);
    whole.settle(there);
    kept.expect_same(whole);
    if (testing::Test::HasFailure()) FAIL() << "seed " << seed << " with " << there.size();
  }
}

TEST(LocalCopies, AnyOrderAndAnyBatchesGiveWhatSettlingAllGives) {
  Tried tried;
  for (unsigned seed = 0; seed < 4 && !HasFailure(); ++seed)
    expect_any_order_is_the_same(seed, {}, seed % 3 * 5, 4, tried);
  for (unsigned seed = 1000; seed < 1002 && !HasFailure(); ++seed)
    expect_any_order_is_the_same(seed, {.documents = 40, .reports = 30, .lines = 6, .days = 20}, 2, 2, tried);
  EXPECT_GT(tried.earlier_twins, 4U);
  EXPECT_GT(tried.stock, 4U);
  EXPECT_GT(tried.no_stock, 0U);
  EXPECT_GT(tried.turned, 0U);
  EXPECT_GT(tried.told_again, 20U);
  EXPECT_GT(tried.undated, 20U);
}

// More articles share a shingle than are looked at.
TEST(LocalCopies, ListsThatAreLongerThanIsLookedAt) {
  Tried tried;
  for (unsigned seed = 40; seed < 41 && !HasFailure(); ++seed)
    expect_any_order_is_the_same(seed, {.documents = 110, .reports = 2, .lines = 1, .days = 2}, 60, 9, tried);
  EXPECT_GT(tried.told_again, 20U);
}

// Stock is told by the 400 earliest of a shingle: one that comes before them makes the last count no more.
TEST(LocalCopies, AnEarlierOneCanEndWhatIsStock) {
  Made made;
  const std::string report = prose(1, 4);
  for (unsigned i = 0; i < 396; ++i)
    made.add("g" + std::to_string(i), report + prose(100 + i, 1), "2031-03-10");
  for (unsigned i = 0; i < 4; ++i)
    made.add("u" + std::to_string(i), prose(5000 + i, 9) + prose(1, 2), "2031-03-11", "Kessel Echo");
  made.add("early", report + prose(9000, 1), "2031-03-09");
  Kept kept(made);
  std::vector<std::uint32_t> all(400);
  std::iota(all.begin(), all.end(), 0U);
  kept.settle(all);
  EXPECT_GT(kept.stock.size(), 0U);
  EXPECT_FALSE(add_locally(kept, {{400, kept.print_of(400)}}, 3));  // hundreds are told again
  const auto change = add_locally(kept, {{400, kept.print_of(400)}}, 100'000);
  ASSERT_TRUE(change);
  EXPECT_GT(change->no_stock.size(), 0U);
  kept.take(*change);
  all.push_back(400);
  Kept whole(made);
  whole.settle(all);
  kept.expect_same(whole);
  EXPECT_FALSE(add_locally(kept, {{400, kept.print_of(400)}}, 3));  // more than three would be told again
}

}  // namespace
}  // namespace dateline::story::copying
