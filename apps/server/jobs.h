#pragma once
// Uploads and the adding of them to the record: one at a time, in the order in which they came.

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "engine/add.h"
#include "http.h"

namespace dateline::server {

// The parts of an upload in one nameless temporary file. A part's file name is a label and never a path of
// this machine.
class Spool final : public Upload {
 public:
  static Result<std::unique_ptr<Spool>> make();
  ~Spool() override;
  bool begin(const std::string& field, const std::string& filename) override;
  bool data(std::string_view bytes) override;

  struct Part {
    std::string name;
    std::uint64_t begin = 0;
    std::uint64_t size = 0;
  };
  const std::vector<Part>& parts() const { return parts_; }
  std::uint64_t size() const { return size_; }
  Result<std::string_view> bytes();  // of all parts, mapped; valid as long as the spool

 private:
  explicit Spool(int descriptor) : descriptor_(descriptor) {}
  static constexpr std::size_t kMostParts = 20'000;
  int descriptor_;
  std::vector<Part> parts_;
  std::uint64_t size_ = 0;
  void* mapped_ = nullptr;
};

struct Job {
  enum class State : std::uint8_t { waiting, running, done, failed };
  std::uint64_t id = 0;
  State state = State::waiting;
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  engine::AddReport report;
  std::vector<std::string> problems;  // at most kMostProblems
  std::string error;                  // of a failed one
};

class Jobs {
 public:
  static constexpr std::size_t kMostProblems = 500;

  Jobs(std::string record, unsigned threads);
  ~Jobs();  // finishes what runs; what waits is dropped

  Result<Job> submit(std::unique_ptr<Spool> spool);
  Result<Job> find(std::uint64_t id) const;
  std::vector<Job> list() const;  // newest first
  bool busy() const;
  void stop();  // no more is taken; what runs ends after the pages that are in hand

 private:
  static constexpr std::size_t kWaiting = 16;
  static constexpr std::size_t kRemembered = 100;
  void work();
  void run(std::uint64_t id, Spool& spool);
  void change(std::uint64_t id, const std::function<void(Job&)>& how);

  std::string record_;
  unsigned threads_;
  engine::ReadOptions read_;  // the worker's: the language engine's model, once it was needed
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::pair<std::uint64_t, std::unique_ptr<Spool>>> waiting_;
  std::map<std::uint64_t, Job> jobs_;
  std::uint64_t last_ = 0;
  bool ended_ = false;
  std::stop_source stop_;
  std::thread thread_;
};

}  // namespace dateline::server
