#pragma once
// Timelines, made once for each question and revision of the record, one at a time on a thread of their own.

#include <chrono>
#include <condition_variable>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "query/timeline.h"
#include "readers.h"

namespace dateline::server {

class Timelines {
 public:
  using Made = std::shared_ptr<const Result<query::TimelineAnswer>>;
  struct Got {
    Made made;                   // null: still at work
    std::uint64_t articles = 0;  // read so far
  };

  explicit Timelines(Readers& readers);
  ~Timelines();

  // Waits at most `wait`. The question goes on being worked on; ask again.
  Got get(const query::TimelineAsk& ask, std::chrono::milliseconds wait);

 private:
  struct Entry {
    std::string key;
    query::TimelineAsk ask;
    std::uint64_t revision = 0;
    Made made;
  };
  static constexpr std::size_t kKept = 8;
  static constexpr std::size_t kWaiting = 16;
  void work();

  Readers& readers_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::list<std::shared_ptr<Entry>> entries_;  // most lately asked for first
  std::shared_ptr<Entry> current_;
  std::uint64_t read_ = 0;
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace dateline::server
