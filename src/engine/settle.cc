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
namespace {

// What the articles that were added change, where that can be told without the others.
Status settle_new(store::Batch& batch, const store::Record& record,
                  const std::vector<store::ArticleKey>& added, const story::Parallel& parallel,
                  Settled& done) {
  std::vector<Imprinted> made;
  auto imprints = load_some(record, added, parallel, made);
  if (!imprints) return std::unexpected(imprints.error());
  if (Status put = put_all(batch, made); !put) return put;
  const Result<bool> placed = place_stories(record, batch, added, *imprints);
  if (!placed) return std::unexpected(placed.error());
  done.stories_of_all = !*placed;
  const auto compared = settle_new_copies(batch, record, added, std::move(*imprints));
  if (!compared) return std::unexpected(compared.error());
  done.copies_of_all = !compared->has_value();
  done.compared = compared->value_or(0);
  return {};
}

// The rest from all articles.
Status settle_rest(store::Batch& batch, const store::Record& record, const story::Parallel& parallel,
                   const Settled& done) {
  const Result<Loaded> loaded =
      load_all(record, parallel, {.copies = done.copies_of_all, .stories = done.stories_of_all});
  if (!loaded) return std::unexpected(loaded.error());
  Status status = put_all(batch, loaded->made);
  if (status && done.copies_of_all) status = settle_all_copies(batch, record, *loaded, parallel);
  if (status && done.stories_of_all) status = settle_all_stories(batch, *loaded, parallel);
  return status;
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
  auto batch = record.begin();
  if (!batch) return std::unexpected(batch.error());
  Settled done{.copies_of_all = true, .compared = 0, .stories_of_all = true};
  Status status;
  if (!changes->whole) status = settle_new(*batch, record, changes->added, parallel, done);
  if (status && (done.copies_of_all || done.stories_of_all))
    status = settle_rest(*batch, record, parallel, done);
  if (status) status = batch->settle(kSettlingMethod);
  if (status) status = batch->commit();
  if (!status) return std::unexpected(status.error());
  return done;
}

}  // namespace dateline::engine
