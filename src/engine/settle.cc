// What stands across articles, worked out from what the record holds.

#include "engine/settle.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "engine/loading.h"
#include "engine/pipeline.h"
#include "engine/settle_copies.h"
#include "store/changes.h"

namespace dateline::engine {
namespace {

Status settle_all_stories(store::Batch& batch, const Loaded& loaded, const story::Parallel& parallel) {
  const std::vector<story::Story> found = loaded.stories.settle(parallel);
  std::vector<store::Story> stories;
  for (const story::Story& story : found) {
    store::Story kept{story.id, story.title, story.first, story.last, {}};
    for (const std::uint32_t document : story.documents) kept.articles.push_back(loaded.keys[document]);
    for (const std::uint32_t earlier : story.continues) kept.continues.push_back(found[earlier].id);
    kept.affair = found[story.affair].id;
    stories.push_back(std::move(kept));
  }
  return batch.set_stories(stories);
}

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

Result<Settled> settle(store::Record& record, unsigned threads) {
  const Result<store::Changes> changes = store::changes(record, kSettlingMethod);
  if (!changes) return std::unexpected(changes.error());
  if (!changes->any) return Settled{};
  const story::Parallel parallel = on_threads(threads);
  const Result<Loaded> loaded = load_all(record, parallel);
  if (!loaded) return std::unexpected(loaded.error());
  auto batch = record.begin();
  if (!batch) return std::unexpected(batch.error());
  Status status = put_all(*batch, loaded->made);
  if (status) status = settle_all_copies(*batch, *loaded, parallel);
  if (status) status = settle_all_stories(*batch, *loaded, parallel);
  if (status) status = batch->settle(kSettlingMethod);
  if (status) status = batch->commit();
  if (!status) return std::unexpected(status.error());
  return Settled{.copies_of_all = true, .stories_of_all = true};
}

}  // namespace dateline::engine
