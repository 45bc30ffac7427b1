#pragma once
// Connections to the record for many threads, and a number that tells when it has changed.

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/record.h"

namespace dateline::server {

class Readers {
 public:
  // One thread's use of a connection; gives it back at its end.
  class Lease {
   public:
    Lease(Readers& from, std::unique_ptr<store::Record> record) : from_(&from), record_(std::move(record)) {}
    Lease(Lease&&) noexcept = default;
    ~Lease();
    const store::Record& operator*() const { return *record_; }

   private:
    Readers* from_;
    std::unique_ptr<store::Record> record_;
  };

  explicit Readers(std::string path) : path_(std::move(path)) {}
  Result<Lease> take();
  // Grows whenever any program has changed the record. From 1.
  std::uint64_t revision();
  const std::string& path() const { return path_; }

 private:
  static constexpr std::size_t kKept = 16;
  std::string path_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<store::Record>> idle_;
  std::mutex watch_mutex_;
  std::unique_ptr<store::Record> watch_;
  std::int64_t seen_ = 0;
  std::uint64_t revision_ = 1;
};

}  // namespace dateline::server
