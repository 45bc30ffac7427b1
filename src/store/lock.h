#pragma once
// The writer's lock: a file beside the record, "RECORD-lock", held with flock(2) for as long as a writer
// lives. The system lets go of it when the process ends, however it ends. The file is removed with the lock.

#include <string>

#include <dateline/result.h>

namespace dateline::store {

class WriterLock {
 public:
  // Error `busy` when another process, or another Record of this one, holds it for longer than a
  // second.
  static Result<WriterLock> take(const std::string& record);
  WriterLock(WriterLock&& other) noexcept;
  WriterLock& operator=(WriterLock&& other) noexcept;
  ~WriterLock();

 private:
  WriterLock(std::string path, int file) : path_(std::move(path)), file_(file) {}
  void release();
  std::string path_;
  int file_ = -1;
};

}  // namespace dateline::store
