// What stands across articles, worked out from all that the record holds.

#include "engine/settle.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <tuple>

#include "engine/dating.h"
#include "engine/pipeline.h"
#include "store/imprints.h"
#include "store/read.h"
#include "story/copies.h"
#include "story/imprint.h"
#include "story/stories.h"

namespace dateline::engine {
namespace {

struct Imprinted {
  store::ArticleKey key;
  std::string blob;
};

// What is kept of the record's articles while they are settled.
struct Loaded {
  std::vector<store::ArticleKey> keys;
  std::vector<std::vector<ByteRange>> sentences;
  std::vector<std::optional<PartialDate>> published;
  std::vector<std::optional<DayInterval>> ranges;  // of those without a date
  story::CopyIndex copies;
  story::StoryIndex stories;
  std::vector<Imprinted> made;  // imprints that the record does not have
};

// Takes articles in by their imprints, a block at a time; makes those that are missing from the texts.
class Loading {
 public:
  Loading(const store::Record& record, const story::Parallel& parallel)
      : record_(record), parallel_(parallel) {}

  Result<Loaded> run() {
    Status status;
    const Status read =
        store::each_imprint(record_, story::kImprintProducer, [&](const store::ImprintRow& row) {
          loaded_.keys.push_back(row.key);
          loaded_.published.push_back(row.published);
          loaded_.ranges.push_back(row.range);
          block_.push_back({row.key, std::string(row.data)});
          if (status && block_.size() == kBlock) status = take_in();
        });
    if (!read) return std::unexpected(read.error());
    if (status) status = take_in();
    if (!status) return std::unexpected(status.error());
    return std::move(loaded_);
  }

 private:
  static constexpr std::size_t kBlock = 1024;

  Status take_in() {
    std::vector<std::optional<story::Imprint>> imprints(block_.size());
    parallel_(block_.size(), [&](std::size_t i) {
      if (!block_[i].blob.empty()) imprints[i] = story::decode(block_[i].blob, to_hex(block_[i].key));
    });
    if (Status made = make_missing(imprints); !made) return made;
    for (std::optional<story::Imprint>& imprint : imprints) {
      loaded_.sentences.push_back(std::move(imprint->sentences));
      loaded_.copies.add(std::move(imprint->print));
      loaded_.stories.add(std::move(imprint->sketch));
    }
    block_.clear();
    return {};
  }

  Status make_missing(std::vector<std::optional<story::Imprint>>& imprints) {
    std::vector<std::size_t> missing;
    std::deque<store::StoredArticle> articles;
    for (std::size_t i = 0; i < imprints.size(); ++i) {
      if (imprints[i]) continue;
      Result<store::StoredArticle> article = store::read_article(record_, block_[i].key);
      if (!article) return std::unexpected(article.error());
      missing.push_back(i);
      articles.push_back(std::move(*article));
    }
    parallel_(missing.size(), [&](std::size_t m) {
      const std::size_t i = missing[m];
      story::Document document = story::view(articles[m].article, articles[m].layers);
      const std::string id = to_hex(block_[i].key);  // unique, unlike the caller's
      document.id = id;
      imprints[i] = story::imprint_of(document);
      block_[i].blob = story::encode(*imprints[i]);
    });
    for (const std::size_t i : missing) loaded_.made.push_back(std::move(block_[i]));
    return {};
  }

  const store::Record& record_;
  const story::Parallel& parallel_;
  std::vector<Imprinted> block_;
  Loaded loaded_;
};

ByteRange range_of(const std::vector<ByteRange>& sentences, std::uint32_t first, std::uint32_t last) {
  return {sentences[first].begin, sentences[last - 1].end};
}

store::Across across(const Loaded& loaded, const story::Copies& copies,
                     const std::vector<story::Story>& stories) {
  store::Across out;
  std::vector<const story::Relation*> best(loaded.keys.size(), nullptr);
  for (const story::Relation& relation : copies.relations) {
    std::optional<std::uint32_t> from;
    for (const story::SharedPassage& passage : relation.passages) {
      const ByteRange range = range_of(loaded.sentences[relation.document], passage.first, passage.last);
      if (from == range.begin) continue;
      from = range.begin;
      out.passages.push_back({loaded.keys[relation.document], range, loaded.keys[relation.of],
                              range_of(loaded.sentences[relation.of], passage.of_first, passage.of_last)});
    }
    const story::Relation*& strongest = best[relation.document];
    if (strongest == nullptr || relation.overlap > strongest->overlap) strongest = &relation;
  }
  // One passage for each beginning in an article: the earliest origin's, which comes first.
  std::stable_sort(out.passages.begin(), out.passages.end(),
                   [](const store::Passage& a, const store::Passage& b) {
                     return std::tie(a.article, a.range.begin) < std::tie(b.article, b.range.begin);
                   });
  const auto same = [](const store::Passage& a, const store::Passage& b) {
    return a.article == b.article && a.range.begin == b.range.begin;
  };
  out.passages.erase(std::unique(out.passages.begin(), out.passages.end(), same), out.passages.end());
  for (const story::Relation* relation : best) {
    if (relation == nullptr) continue;
    out.copies.push_back({loaded.keys[relation->document], loaded.keys[relation->of], relation->overlap,
                          static_cast<store::CopyKind>(relation->kind)});
  }
  for (const story::Story& story : stories) {
    store::Story kept{story.id, story.title, story.first, story.last, {}};
    for (const std::uint32_t document : story.documents) kept.articles.push_back(loaded.keys[document]);
    for (const std::uint32_t earlier : story.continues) kept.continues.push_back(stories[earlier].id);
    kept.affair = stories[story.affair].id;
    out.stories.push_back(std::move(kept));
  }
  return out;
}

// Undated articles that share words with dated ones. What reads them is query::each_article.
Status put_dates(store::Batch& batch, const Loaded& loaded, const story::Copies& copies) {
  std::vector<store::Derived> all;
  for (const DatedByOther& dated : date_by_others(loaded.published, copies, loaded.ranges)) {
    const auto& own = loaded.sentences[dated.document];
    const auto& others = loaded.sentences[dated.other];
    if (own.empty() || others.empty()) continue;
    ByteRange range = {own.front().begin, own.back().end};
    if (dated.passage != nullptr)
      range = dated.is_origin ? range_of(own, dated.passage->of_first, dated.passage->of_last)
                              : range_of(own, dated.passage->first, dated.passage->last);
    all.push_back(
        {"date",
         to_hex(loaded.keys[dated.document]),
         "date 1",
         to_string(dated.day) + " " + to_string(dated.interval.first) + " " + to_string(dated.interval.last),
         {{loaded.keys[dated.document], range},
          {loaded.keys[dated.other], {others.front().begin, others.back().end}}}});
  }
  return batch.set_derived("date", all);
}

static_assert(static_cast<int>(store::CopyKind::rewrite) == static_cast<int>(story::CopyKind::rewrite));

}  // namespace

story::Parallel on_threads(unsigned asked) {
  return [threads = thread_count(asked)](std::size_t n, const std::function<void(std::size_t)>& work) {
    constexpr std::size_t kStretch = 64;
    std::atomic<std::size_t> next = 0;
    const auto go = [&] {
      for (std::size_t first = next.fetch_add(kStretch); first < n; first = next.fetch_add(kStretch))
        for (std::size_t i = first; i < std::min(n, first + kStretch); ++i) work(i);
    };
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads && i * kStretch < n; ++i) others.emplace_back(go);
    go();
  };
}

Status settle(store::Record& record, unsigned threads) {
  const auto totals = store::totals(record);
  if (!totals) return std::unexpected(totals.error());
  if (!totals->settle) return {};
  const story::Parallel parallel = on_threads(threads);
  const Result<Loaded> loaded = Loading(record, parallel).run();
  if (!loaded) return std::unexpected(loaded.error());
  auto batch = record.begin();
  if (!batch) return std::unexpected(batch.error());
  for (const Imprinted& made : loaded->made)
    if (Status put = batch->put_imprint(made.key, story::kImprintProducer, made.blob); !put) return put;
  const story::Copies shared = loaded->copies.settle(parallel);
  const store::Across found = across(*loaded, shared, loaded->stories.settle(parallel));
  if (Status set = batch->set_across(found); !set) return set;
  if (Status put = put_dates(*batch, *loaded, shared); !put) return put;
  if (Status done = batch->settle(); !done) return done;
  return batch->commit();
}

}  // namespace dateline::engine
