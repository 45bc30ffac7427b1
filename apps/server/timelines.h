#pragma once
// Timelines, made once for each question and revision of the record, on threads of their own: one for what
// asks for words, one for the long ones of everything. That of the whole record is kept in it: what is there
// is given at once, and made anew where pages have come since.

#include <chrono>
#include <condition_variable>
#include <list>
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
    bool old = false;            // `made` is from before the last pages came; a newer one is being made
    std::uint64_t articles = 0;  // read so far
  };

  // `keeps`: may write the timeline of the whole record into it.
  Timelines(Readers& readers, bool keeps);
  ~Timelines();

  // Waits at most `wait`. The question goes on being worked on; ask again.
  Got get(const query::TimelineAsk& ask, std::chrono::milliseconds wait);

 private:
  struct Entry {
    std::string key;
    query::TimelineAsk ask;
    bool everything = false;  // no words: takes long
    bool whole = false;       // no filters either: what is kept
    bool done = false;        // nothing is left to do
    Made made;
    std::uint64_t read = 0;
  };
  static constexpr std::size_t kKept = 8;
  static constexpr std::size_t kWaiting = 16;
  void work(bool everything);
  void make(Entry& entry);

  Readers& readers_;
  const bool keeps_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::list<std::shared_ptr<Entry>> entries_;  // most lately asked for first
  bool ended_ = false;
  std::thread words_;
  std::thread everything_;
};

}  // namespace dateline::server
