// What stands across articles, worked out from what the record holds.

#include "engine/settle.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "engine/loading.h"
#include "engine/pipeline.h"
#include "engine/settle_copies.h"
#include "engine/settle_stories.h"
#include "store/changes.h"

namespace dateline::engine {
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
  auto batch = record.begin();
  if (!batch) return std::unexpected(batch.error());
  Settled done{.copies_of_all = true, .stories_of_all = changes->whole};
  if (!changes->whole) {
    std::vector<Imprinted> made;
    const auto imprints = load_some(record, changes->added, parallel, made);
    if (!imprints) return std::unexpected(imprints.error());
    if (Status put = put_all(*batch, made); !put) return std::unexpected(put.error());
    const Result<bool> placed = place_stories(record, *batch, changes->added, *imprints);
    if (!placed) return std::unexpected(placed.error());
    done.stories_of_all = !*placed;
  }
  const Result<Loaded> loaded = load_all(record, parallel, {.stories = done.stories_of_all});
  if (!loaded) return std::unexpected(loaded.error());
  Status status = put_all(*batch, loaded->made);
  if (status) status = settle_all_copies(*batch, *loaded, parallel);
  if (status && done.stories_of_all) status = settle_all_stories(*batch, *loaded, parallel);
  if (status) status = batch->settle(kSettlingMethod);
  if (status) status = batch->commit();
  if (!status) return std::unexpected(status.error());
  return done;
}

}  // namespace dateline::engine
