#pragma once
// gzip, zlib/deflate, Zstandard and Brotli: the only place that includes their libraries. Three ways in:
//
//     Decompressor   a stream, one buffer at a time (archives, .gz and .zst files)
//     unpack         one body in memory that may be damaged (HTTP Content-Encoding); gives what could be read
//     Zstd           one blob whole and exact, both ways (the store)
//
// Formats: RFC 1950, 1951, 1952, 7932, 8878, and the WARC/Zstandard proposal of the IIPC (a first skippable
// frame of magic 0x184D2A5D holds the dictionary of all frames after it). All of them refuse to grow without
// bound: a stream is never held, and `unpack` and `Zstd` take a limit.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <dateline/result.h>

#include "base/stream.h"

namespace dateline {

enum class Codec : std::uint8_t { none, gzip, deflate, zstd, brotli };

// What the first bytes (8 are enough) say: gzip, zstd or none. deflate and brotli have no mark.
Codec detect_codec(std::string_view head);

const char* name_of(Codec codec);

// Undoes a compressed stream of any number of members (gzip) or frames (zstd). Zero bytes after a member are
// padding. Damage (a bad checksum, a member cut off, bytes that are no member) ends the stream like an end,
// with problem() set; resume() then looks for the next member, so that one bad record does not cost the rest
// of an archive. Memory: two 64 KiB buffers and the window of the format (zstd: at most 128 MiB, larger ones
// are refused).
class Decompressor final : public ByteReader {
 public:
  // `source` must outlive this. `codec` must not be none.
  Decompressor(ByteReader& source, Codec codec);
  ~Decompressor() override;

  // 0 at the end and at damage; an Error only when `source` gives one.
  Result<std::size_t> read(std::span<char> into) override;

  const std::string& problem() const {
    return problem_;
  }  // what is damaged and where; empty while all is well

  // After a problem: goes to the next thing that looks like a member. False when there is none.
  Result<bool> resume();

  std::uint64_t taken() const;  // compressed bytes used so far

  class Engine;  // of the implementation

 private:
  Status fill(std::size_t wanted);
  Result<bool> begin_member();
  Result<bool> load_dictionary();
  std::string_view waiting() const { return {buffer_.data() + at_, have_ - at_}; }
  void damage(std::string_view what);

  ByteReader& source_;
  Codec codec_;
  std::unique_ptr<Engine> engine_;
  std::vector<char> buffer_;
  std::size_t at_ = 0;
  std::size_t have_ = 0;
  std::uint64_t before_ = 0;  // compressed bytes that went through the buffer earlier
  bool source_ended_ = false;
  bool inside_ = false;  // in a member
  bool ended_ = false;
  std::uint64_t members_ = 0;
  std::uint64_t member_begin_ = 0;
  std::string problem_;
};

struct Unpacked {
  std::string bytes;
  std::string problem;      // empty when the body was whole
  bool over_limit = false;  // `bytes` stops at the limit
};

// `deflate` takes both what RFC 9110 says (zlib) and what many servers send (raw deflate). Bytes after the
// end are ignored.
Unpacked unpack(Codec codec, std::string_view packed, std::size_t limit);

// The checksum of gzip and zip, for files that other programs than this write.
std::uint32_t crc32(std::string_view bytes);

// Keeps its contexts from call to call: one for each thread.
class Zstd {
 public:
  Zstd();
  ~Zstd();
  Zstd(Zstd&&) noexcept;
  Zstd& operator=(Zstd&&) noexcept;
  // One frame with its size and a checksum. level 1 to 19. Fails only for want of memory.
  Result<std::string> compress(std::string_view bytes, int level = 3);
  // `corrupt` for damage, `limit` when the content is larger than `limit` bytes (before anything of that size
  // is made).
  Result<std::string> decompress(std::string_view frame, std::size_t limit);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline
