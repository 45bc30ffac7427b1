#include "ingest/reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

namespace dateline::ingest {
namespace {

// Most files are pages, so the first read is small.
constexpr std::size_t kFirstPiece = std::size_t{24} << 10;
constexpr std::size_t kPiece = std::size_t{256} << 10;

// The bytes that were read for a look, and then the rest.
class Rejoined final : public ByteReader {
 public:
  Rejoined(std::string head, ByteReader& rest) : head_(std::move(head)), rest_(rest) {}
  Result<std::size_t> read(std::span<char> into) override {
    if (at_ == head_.size()) return rest_.read(into);
    const std::size_t size = std::string_view(head_).substr(at_).copy(into.data(), into.size());
    at_ += size;
    return size;
  }

 private:
  std::string head_;
  std::size_t at_ = 0;
  ByteReader& rest_;
};

std::string system_message(int error) {
  return std::error_code(error, std::generic_category()).message();
}

}  // namespace

Result<std::unique_ptr<FileReader>> FileReader::open(const std::string& path, Counters* counters) {
  if (path == "-")
    return std::unique_ptr<FileReader>(new FileReader(STDIN_FILENO, "standard input", counters));
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    const int error = errno;
    const ErrorCode code = error == ENOENT || error == ENOTDIR ? ErrorCode::not_found : ErrorCode::io;
    return fail(code, fmt::format("{}: cannot be opened: {}", path, system_message(error)));
  }
  posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
  return std::unique_ptr<FileReader>(new FileReader(descriptor, path, counters));
}

FileReader::~FileReader() {
  if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
}

Result<std::size_t> FileReader::read(std::span<char> into) {
  while (true) {
    const ssize_t got = ::read(descriptor_, into.data(), into.size());
    if (got >= 0) {
      if (counters_ != nullptr)
        counters_->bytes.fetch_add(static_cast<std::uint64_t>(got), std::memory_order_relaxed);
      return static_cast<std::size_t>(got);
    }
    const int error = errno;
    if (error != EINTR)
      return fail(ErrorCode::io, fmt::format("{}: cannot be read: {}", path_, system_message(error)));
  }
}

Buffered::Buffered(std::unique_ptr<ByteReader> raw) : raw_(std::move(raw)), source_(raw_.get()) {
  const Codec codec = detect_codec(peek(8));
  if (codec == Codec::none) return;
  head_ = std::make_unique<Rejoined>(std::exchange(buffer_, {}), *raw_);
  packed_ = std::make_unique<Decompressor>(*head_, codec);
  source_ = packed_.get();
  ended_ = false;
}

bool Buffered::more() {
  if (ended_) return false;
  if (at_ > 0) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  const std::size_t before = buffer_.size();
  const std::size_t room = before + (position_ == 0 && before == 0 ? kFirstPiece : kPiece);
  Result<std::size_t> got = 0;
  buffer_.resize_and_overwrite(room, [&](char* data, std::size_t size) {
    got = source_->read(std::span(data, size).subspan(before));
    return before + got.value_or(0);
  });
  if (!got) io_error_ = got.error().message;
  ended_ = !got || *got == 0;
  return !ended_;
}

std::string_view Buffered::peek(std::size_t size) {
  while (waiting().size() < size && more()) {
  }
  return waiting().substr(0, size);
}

std::string_view Buffered::peek_line(std::size_t size) {
  while (waiting().size() < size && waiting().find('\n') == std::string_view::npos && more()) {
  }
  return waiting().substr(0, size);
}

void Buffered::take(std::size_t size) {
  at_ += size;
  position_ += size;
}

bool Buffered::read_line(std::string& line, std::size_t limit, bool& over) {
  line.clear();
  over = false;
  bool any = false;
  while (!waiting().empty() || more()) {
    any = true;
    const std::string_view rest = waiting();
    const std::size_t newline = rest.find('\n');
    const std::string_view piece = rest.substr(0, newline);
    const std::size_t room = limit - line.size();
    if (piece.size() > room) over = true;
    line += piece.substr(0, room);
    if (newline != std::string_view::npos) {
      take(newline + 1);
      return true;
    }
    take(rest.size());
  }
  return any;
}

std::size_t Buffered::read(std::string& into, std::size_t size) {
  std::size_t done = 0;
  while (done < size && (!waiting().empty() || more())) {
    const std::string_view piece = waiting().substr(0, size - done);
    into += piece;
    done += piece.size();
    take(piece.size());
  }
  return done;
}

std::uint64_t Buffered::skip(std::uint64_t size) {
  std::uint64_t done = 0;
  while (done < size && (!waiting().empty() || more())) {
    const std::size_t piece =
        static_cast<std::size_t>(std::min<std::uint64_t>(waiting().size(), size - done));
    done += piece;
    take(piece);
  }
  return done;
}

void Buffered::unread(std::string_view bytes) {
  buffer_.replace(0, at_, bytes);
  at_ = 0;
  position_ -= bytes.size();
}

const std::string& Buffered::fault() const {
  return io_error_.empty() && packed_ ? packed_->problem() : io_error_;
}

bool Buffered::resume() {
  if (!packed_ || failed()) return false;
  const auto found = packed_->resume();
  if (!found) io_error_ = found.error().message;
  ended_ = !found.value_or(false);
  return !ended_;
}

Result<std::string> read_whole(Input& input) {
  std::string bytes;
  input.bytes->read(bytes, input.limits.page_bytes + 1);
  if (bytes.size() > input.limits.page_bytes)
    return fail(ErrorCode::limit,
                fmt::format("{}: larger than the limit for a page, {} bytes; it was not read. Raise the "
                            "limit if it is one page, or give an archive as WARC or JSON Lines.",
                            input.path, input.limits.page_bytes));
  if (input.bytes->failed()) return fail(ErrorCode::io, input.bytes->fault());
  return bytes;
}

}  // namespace dateline::ingest
