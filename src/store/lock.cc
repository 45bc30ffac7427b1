#include "store/lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>
#include <utility>

namespace dateline::store {
namespace {

// The holder's process id, as it wrote it; for the message only.
std::string holder(int file) {
  char text[32];
  const ssize_t size = pread(file, text, sizeof text, 0);
  return size > 0 ? fmt::format(" (process {})", std::string_view(text, static_cast<std::size_t>(size)))
                  : std::string();
}

// False when the file was removed, or removed and made again, since it was opened.
bool still_at(const std::string& path, int file) {
  struct stat opened = {};
  struct stat named = {};
  return fstat(file, &opened) == 0 && stat(path.c_str(), &named) == 0 && opened.st_ino == named.st_ino &&
         opened.st_dev == named.st_dev;
}

}  // namespace

Result<WriterLock> WriterLock::take(const std::string& record) {
  constexpr std::chrono::seconds kPatience(1);  // a server that keeps an answer is done by then
  constexpr std::chrono::milliseconds kPause(20);
  const std::string path = record + "-lock";
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (true) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file < 0 && errno == ENOENT)
      return fail(ErrorCode::not_found, fmt::format("{}: its folder is not there. Make it first", record));
    if (file < 0)
      return fail(ErrorCode::io,
                  fmt::format("{}: cannot be written: cannot make {}: {}. Make its folder writable, or copy "
                              "the record to one that is",
                              record, path, std::strerror(errno)));
    if (flock(file, LOCK_EX | LOCK_NB) != 0) {
      const int error = errno;
      const std::string who = holder(file);
      ::close(file);
      if (error == EINTR) continue;
      if (error == EWOULDBLOCK && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(kPause);
        continue;
      }
      if (error == EWOULDBLOCK)
        return fail(ErrorCode::busy,
                    fmt::format("{}: another program is writing to it{}. Wait for it to end and run again",
                                record, who));
      return fail(ErrorCode::io, fmt::format("{}: cannot be locked: {}", path, std::strerror(error)));
    }
    if (!still_at(path, file)) {  // its last holder removed it between our open and our lock
      ::close(file);
      continue;
    }
    const std::string id = std::to_string(getpid());
    if (ftruncate(file, 0) == 0) (void)!pwrite(file, id.data(), id.size(), 0);
    return WriterLock(path, file);
  }
}

WriterLock::WriterLock(WriterLock&& other) noexcept
    : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)) {}

WriterLock& WriterLock::operator=(WriterLock&& other) noexcept {
  if (this == &other) return *this;
  release();
  path_ = std::move(other.path_);
  file_ = std::exchange(other.file_, -1);
  return *this;
}

WriterLock::~WriterLock() {
  release();
}

void WriterLock::release() {
  if (file_ < 0) return;
  ::unlink(path_.c_str());
  ::close(file_);
  file_ = -1;
}

}  // namespace dateline::store
