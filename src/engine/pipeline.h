#pragma once
// The one place that runs work on several threads. Items are pulled from a source one at a time, worked on by
// any thread, and handed out in the order in which they came, so that the output does not depend on the
// thread count.
//
//     source --(lock)--> worker 1..n --> window of finished items --(in order)--> sink, on the calling thread
//
// Invariant: at most `window` items and about `window_bytes` bytes (as the source counts them) are held at a
// time, whatever the length of the input.

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include <dateline/result.h>

namespace dateline::engine {

struct PipelineOptions {
  unsigned threads = 1;  // 0: as many as the machine has
  std::size_t window = 64;
  std::size_t window_bytes = std::size_t{256} << 20;
  std::stop_token stop;  // asks to end after the items that are finished
};

unsigned thread_count(unsigned asked);  // 0 -> the machine's

template <class In>
struct Sourced {
  In item;
  std::size_t bytes = 0;
};

// source: () -> optional<Sourced<In>>, never called twice at once; nullopt ends the run.
// work:   (In&&, unsigned worker) -> Out, called from many threads; `worker` < thread_count(threads).
// sink:   (Out&&) -> Status, on the calling thread, in order; an error ends the run and is returned.
// Returns cancelled when the stop token ended the run.
template <class In, class Out>
class Pipeline {
 public:
  using Source = std::function<std::optional<Sourced<In>>()>;
  using Work = std::function<Out(In&&, unsigned)>;
  using Sink = std::function<Status(Out&&)>;

  Pipeline(PipelineOptions options, Source source, Work work, Sink sink)
      : options_(std::move(options)),
        source_(std::move(source)),
        work_(std::move(work)),
        sink_(std::move(sink)) {}

  Status run() {
    const unsigned threads = thread_count(options_.threads);
    return threads == 1 ? run_alone() : run_threads(threads);
  }

 private:
  struct Done {
    Out out;
    std::size_t bytes;
  };

  Error cancelled() const { return {ErrorCode::cancelled, "stopped on request; what was finished is kept"}; }

  Status run_alone() {
    while (!options_.stop.stop_requested()) {
      auto next = source_();
      if (!next) return {};
      if (Status status = sink_(work_(std::move(next->item), 0)); !status) return status;
    }
    return std::unexpected(cancelled());
  }

  Status run_threads(unsigned threads) {
    std::vector<std::jthread> workers;
    workers.reserve(threads);
    for (unsigned i = 0; i < threads; ++i) workers.emplace_back([this, i] { work_loop(i); });
    const Status status = drain();
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    room_.notify_all();
    return status;
  }

  // Pulling holds source_mutex_ so that numbers are given in the order of the source; waiting for room holds
  // it too, which keeps every other worker from running ahead.
  std::optional<std::pair<std::uint64_t, Sourced<In>>> pull() {
    const std::lock_guard source_lock(source_mutex_);
    {
      std::unique_lock lock(mutex_);
      room_.wait(lock, [&] {
        return ended_ || (pulled_ - emitted_ < options_.window &&
                          (held_ < options_.window_bytes || pulled_ == emitted_));
      });
      if (ended_) return std::nullopt;
    }
    std::optional<Sourced<In>> next;
    if (!options_.stop.stop_requested()) next = source_();
    const std::lock_guard lock(mutex_);
    if (!next) {
      ended_ = true;
      finished_.notify_all();
      return std::nullopt;
    }
    held_ += next->bytes;
    return std::pair{pulled_++, std::move(*next)};
  }

  void work_loop(unsigned worker) {
    while (auto next = pull()) {
      const std::uint64_t number = next->first;
      const std::size_t bytes = next->second.bytes;
      Out out = work_(std::move(next->second.item), worker);
      const std::lock_guard lock(mutex_);
      done_.emplace(number, Done{std::move(out), bytes});
      if (number == emitted_) finished_.notify_all();
    }
  }

  Status drain() {
    while (true) {
      std::optional<Done> next;
      {
        std::unique_lock lock(mutex_);
        finished_.wait(lock, [&] { return done_.contains(emitted_) || (ended_ && emitted_ == pulled_); });
        const auto found = done_.find(emitted_);
        if (found == done_.end()) break;
        next = std::move(found->second);
        done_.erase(found);
      }
      if (Status status = sink_(std::move(next->out)); !status) return status;
      {
        const std::lock_guard lock(mutex_);
        held_ -= next->bytes;
        ++emitted_;
      }
      room_.notify_all();
    }
    if (options_.stop.stop_requested()) return std::unexpected(cancelled());
    return {};
  }

  PipelineOptions options_;
  Source source_;
  Work work_;
  Sink sink_;
  std::mutex source_mutex_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable finished_;
  std::map<std::uint64_t, Done> done_;
  std::uint64_t pulled_ = 0;
  std::uint64_t emitted_ = 0;
  std::size_t held_ = 0;
  bool ended_ = false;
};

}  // namespace dateline::engine
