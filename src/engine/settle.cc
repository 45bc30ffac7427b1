// What stands across articles, worked out from all that the record holds.

#include "engine/settle.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <tuple>

#include "engine/dating.h"
#include "engine/pipeline.h"
#include "store/read.h"
#include "story/copies.h"
#include "story/stories.h"

namespace dateline::engine {
namespace {

// What is kept of the record's articles while they are settled: the texts go through a block at a time.
struct Loaded {
  std::vector<store::ArticleKey> keys;
  std::vector<std::vector<ByteRange>> sentences;
  std::vector<std::optional<PartialDate>> published;
  std::vector<std::optional<DayInterval>> ranges;  // of those without a date
  story::CopyIndex copies;
  story::StoryIndex stories;
};

struct Block {
  std::deque<Article> articles;  // a deque: views into it stay valid while it grows
  std::deque<Layers> layers;
  std::deque<std::string> ids;  // keys in hex: unique, unlike the caller's ids
  std::vector<story::Document> documents;

  void add(store::StoredArticle&& stored) {
    articles.push_back(std::move(stored.article));
    layers.push_back(std::move(stored.layers));
    ids.push_back(to_hex(stored.row.key));
    documents.push_back(story::view(articles.back(), layers.back()));
    documents.back().id = ids.back();
  }
};

Result<Loaded> load(const store::Record& record, const story::Parallel& parallel) {
  constexpr std::size_t kBlock = 1024;
  Loaded loaded;
  Block block;
  const auto take_in = [&] {
    loaded.copies.add(block.documents, parallel);
    loaded.stories.add(block.documents, parallel);
    block = {};
  };
  const Status read = store::each_article(record, {}, {.all_versions = true, .unsettled = true},
                                          [&](store::StoredArticle&& stored) {
                                            loaded.keys.push_back(stored.row.key);
                                            loaded.sentences.push_back(stored.layers.sentences);
                                            loaded.published.push_back(stored.article.published);
                                            loaded.ranges.push_back(stored.article.published_interval);
                                            block.add(std::move(stored));
                                            if (block.documents.size() == kBlock) take_in();
                                            return true;
                                          });
  if (!read) return std::unexpected(read.error());
  take_in();
  return loaded;
}

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
    out.stories.push_back(std::move(kept));
  }
  return out;
}

// Undated articles that share words with dated ones. What reads them is query::each_article.
Status put_dates(store::Batch& batch, const Loaded& loaded, const story::Copies& copies) {
  if (Status removed = batch.remove_derived("date"); !removed) return removed;
  for (const DatedByOther& dated : date_by_others(loaded.published, copies, loaded.ranges)) {
    const auto& own = loaded.sentences[dated.document];
    const auto& others = loaded.sentences[dated.other];
    if (own.empty() || others.empty()) continue;
    ByteRange range = {own.front().begin, own.back().end};
    if (dated.passage != nullptr)
      range = dated.is_origin ? range_of(own, dated.passage->of_first, dated.passage->of_last)
                              : range_of(own, dated.passage->first, dated.passage->last);
    const store::Derived derived{
        "date",
        to_hex(loaded.keys[dated.document]),
        "date 1",
        to_string(dated.day) + " " + to_string(dated.interval.first) + " " + to_string(dated.interval.last),
        {{loaded.keys[dated.document], range},
         {loaded.keys[dated.other], {others.front().begin, others.back().end}}}};
    if (Status put = batch.put_derived(derived); !put) return put;
  }
  return {};
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
  const Result<Loaded> loaded = load(record, parallel);
  if (!loaded) return std::unexpected(loaded.error());
  auto batch = record.begin();
  if (!batch) return std::unexpected(batch.error());
  const story::Copies shared = loaded->copies.settle(parallel);
  const store::Across found = across(*loaded, shared, loaded->stories.settle(parallel));
  if (Status set = batch->set_across(found); !set) return set;
  if (Status put = put_dates(*batch, *loaded, shared); !put) return put;
  if (Status done = batch->settle(); !done) return done;
  return batch->commit();
}

}  // namespace dateline::engine
