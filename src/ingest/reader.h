#pragma once
// How a format's reader sees its file: buffered bytes, after decompression.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/compress.h"
#include "base/stream.h"
#include "ingest/source.h"

namespace dateline::ingest {

// A regular file, pipe or standard input. Owns the descriptor, except 0.
class FileReader final : public ByteReader {
 public:
  static Result<std::unique_ptr<FileReader>> open(const std::string& path, Counters* counters);
  ~FileReader() override;
  Result<std::size_t> read(std::span<char> into) override;

 private:
  FileReader(int descriptor, std::string path, Counters* counters)
      : descriptor_(descriptor), path_(std::move(path)), counters_(counters) {}
  int descriptor_;
  std::string path_;
  Counters* counters_;
};

// One file, decompressed when its content says so. An I/O error ends the bytes like an end; it is kept in
// fault().
class Buffered {
 public:
  explicit Buffered(std::unique_ptr<ByteReader> raw);

  // Up to `size` bytes (at most 64 KiB) without taking them; fewer only at the end. Valid until the next
  // call.
  std::string_view peek(std::size_t size);
  // The same, but content with a first line that is whole: a program that writes one line and waits for its
  // answer must not be waited for.
  std::string_view peek_line(std::size_t size);
  void take(std::size_t size);  // at most what was peeked

  // Replaces `line` by the next line without its "\n" (a "\r" before it stays). False at the end. What is
  // over `limit` bytes is passed over and `over` set.
  bool read_line(std::string& line, std::size_t limit, bool& over);

  // Appends up to `size` bytes; returns how many there were.
  std::size_t read(std::string& into, std::size_t size);
  std::uint64_t skip(std::uint64_t size);

  // Puts bytes that were read back in front.
  void unread(std::string_view bytes);

  std::uint64_t position() const { return position_; }  // bytes taken, counted after decompression

  // Why the bytes stopped: damage in the compressed data or an I/O error. Empty at a true end.
  const std::string& fault() const;
  bool failed() const { return !io_error_.empty(); }
  // After damage in compressed data: goes on at the next whole member. False when there is none.
  bool resume();

 private:
  bool more();  // reads another piece behind what is buffered; false at the end
  std::string_view waiting() const { return std::string_view(buffer_).substr(at_); }

  std::unique_ptr<ByteReader> raw_;
  std::unique_ptr<ByteReader> head_;  // raw_ with the sniffed bytes in front again
  std::unique_ptr<Decompressor> packed_;
  ByteReader* source_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t position_ = 0;
  bool ended_ = false;
  std::string io_error_;
};

// One file on its way to captures.
struct Input {
  std::string path;
  std::unique_ptr<Buffered> bytes;
  Limits limits;
};

// The whole rest of the file; an error (limit, io, corrupt) says so.
Result<std::string> read_whole(Input& input);

inline std::unexpected<Problem> problem(std::string id, ErrorCode code, std::string message) {
  return std::unexpected<Problem>(Problem{{code, std::move(message)}, std::move(id)});
}
inline std::unexpected<Problem> problem(std::string id, Error error) {
  return std::unexpected<Problem>(Problem{std::move(error), std::move(id)});
}

// Gives captures that were all made beforehand.
class ListSource final : public CaptureSource {
 public:
  explicit ListSource(std::vector<Item> items) : items_(std::move(items)) {}
  std::optional<Item> next() override {
    if (at_ == items_.size()) return std::nullopt;
    return std::move(items_[at_++]);
  }

 private:
  std::vector<Item> items_;
  std::size_t at_ = 0;
};

inline std::unique_ptr<CaptureSource> one_item(Item item) {
  std::vector<Item> items;
  items.push_back(std::move(item));
  return std::make_unique<ListSource>(std::move(items));
}

}  // namespace dateline::ingest
