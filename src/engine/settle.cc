// What stands across articles, worked out from all that the record holds.

#include "engine/settle.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <tuple>

#include "engine/pipeline.h"
#include "store/read.h"
#include "story/copies.h"
#include "story/stories.h"

namespace dateline::engine {
namespace {

// The record's articles held side by side, as story wants to see them.
struct Loaded {
  std::vector<store::ArticleKey> keys;
  std::vector<std::string> ids;  // keys in hex: unique, unlike the caller's ids
  std::deque<Article> articles;  // a deque: views into it stay valid while it grows
  std::deque<Layers> layers;
  std::vector<story::Document> documents;
};

Result<Loaded> load(const store::Record& record) {
  Loaded loaded;
  const Status read = store::each_article(record, {}, {.all_versions = true, .unsettled = true},
                                          [&](store::StoredArticle&& stored) {
                                            loaded.keys.push_back(stored.row.key);
                                            loaded.articles.push_back(std::move(stored.article));
                                            loaded.layers.push_back(std::move(stored.layers));
                                            return true;
                                          });
  if (!read) return std::unexpected(read.error());
  loaded.ids.reserve(loaded.keys.size());
  for (std::size_t i = 0; i < loaded.keys.size(); ++i) {
    loaded.ids.push_back(to_hex(loaded.keys[i]));
    loaded.documents.push_back(story::view(loaded.articles[i], loaded.layers[i]));
    loaded.documents.back().id = loaded.ids.back();
  }
  return loaded;
}

ByteRange sentences(const Layers& layers, std::uint32_t first, std::uint32_t last) {
  return {layers.sentences[first].begin, layers.sentences[last - 1].end};
}

store::Across across(const Loaded& loaded, const story::Copies& copies,
                     const std::vector<story::Story>& stories) {
  store::Across out;
  std::vector<const story::Relation*> best(loaded.keys.size(), nullptr);
  for (const story::Relation& relation : copies.relations) {
    std::optional<std::uint32_t> from;
    for (const story::SharedPassage& passage : relation.passages) {
      const ByteRange range = sentences(loaded.layers[relation.document], passage.first, passage.last);
      if (from == range.begin) continue;
      from = range.begin;
      out.passages.push_back({loaded.keys[relation.document], range, loaded.keys[relation.of],
                              sentences(loaded.layers[relation.of], passage.of_first, passage.of_last)});
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
  const Result<Loaded> loaded = load(record);
  if (!loaded) return std::unexpected(loaded.error());
  const story::Parallel parallel = on_threads(threads);
  story::CopyIndex copies;
  story::StoryIndex stories;
  copies.add(loaded->documents, parallel);
  stories.add(loaded->documents, parallel);
  auto batch = record.begin();
  if (!batch) return std::unexpected(batch.error());
  if (Status set = batch->set_across(across(*loaded, copies.settle(parallel), stories.settle(parallel)));
      !set)
    return set;
  if (Status done = batch->settle(); !done) return done;
  return batch->commit();
}

}  // namespace dateline::engine
