#include "base/compress.h"

#include <algorithm>
#include <cstring>

#include <brotli/decode.h>
#include <fmt/format.h>
#include <zlib.h>
#include <zstd.h>

namespace dateline {
namespace {

constexpr std::size_t kBuffer = std::size_t{64} << 10;
constexpr std::size_t kMaxDictionary = std::size_t{16} << 20;
constexpr std::string_view kZstdMagic = "\x28\xB5\x2F\xFD";
constexpr std::string_view kDictionaryMagic = "\x5D\x2A\x4D\x18";

bool is_skippable(std::string_view head) {
  return head.size() >= 4 && (static_cast<unsigned char>(head[0]) & 0xF0) == 0x50 &&
         head.substr(1, 3) == "\x2A\x4D\x18";
}

bool begins_member(Codec codec, std::string_view head) {
  if (codec == Codec::gzip) return head.starts_with("\x1F\x8B");
  if (codec == Codec::zstd) return head.starts_with(kZstdMagic) || is_skippable(head);
  return true;
}

// Stricter than begins_member, for the search in the middle of bytes that may be anything.
bool surely_begins_member(Codec codec, std::string_view head) {
  if (codec == Codec::gzip)
    return head.size() >= 10 && head.starts_with("\x1F\x8B\x08") &&
           (static_cast<unsigned char>(head[3]) & 0xE0) == 0;
  return codec == Codec::zstd && head.starts_with(kZstdMagic);
}

// RFC 9110 calls zlib "deflate"; many servers send deflate without zlib's frame. The first two bytes tell.
bool has_zlib_frame(std::string_view head) {
  if (head.size() < 2) return true;
  const auto first = static_cast<unsigned char>(head[0]);
  return (first & 0x0F) == 8 && first >> 4 <= 7 &&
         (first << 8 | static_cast<unsigned char>(head[1])) % 31 == 0;
}

std::uint32_t little_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (int i = 3; i >= 0; --i)
    value = value << 8 | static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
  return value;
}

}  // namespace

Codec detect_codec(std::string_view head) {
  if (head.starts_with("\x1F\x8B")) return Codec::gzip;
  if (head.starts_with(kZstdMagic) || head.starts_with(kDictionaryMagic)) return Codec::zstd;
  return Codec::none;
}

const char* name_of(Codec codec) {
  switch (codec) {
    case Codec::none:
      return "none";
    case Codec::gzip:
      return "gzip";
    case Codec::deflate:
      return "deflate";
    case Codec::zstd:
      return "zstd";
    case Codec::brotli:
      return "brotli";
  }
  return "none";
}

// One step of one of the libraries.
class Decompressor::Engine {
 public:
  enum class State : std::uint8_t { running, member_end, damaged };
  struct Step {
    std::size_t taken;
    std::size_t made;
    State state;
  };
  virtual ~Engine() = default;
  virtual Step step(std::string_view in, std::span<char> out) = 0;
  virtual void reset(std::string_view head) = 0;  // before a member that begins like this
  virtual bool set_dictionary(std::string_view) { return false; }
  virtual std::string_view why() const = 0;

  static std::unique_ptr<Engine> make(Codec codec);
};

namespace {

class Inflate final : public Decompressor::Engine {
 public:
  explicit Inflate(Codec codec) : codec_(codec) { ready_ = inflateInit2(&stream_, 15 + 16) == Z_OK; }
  ~Inflate() override {
    if (ready_) inflateEnd(&stream_);
  }
  Inflate(const Inflate&) = delete;
  Inflate& operator=(const Inflate&) = delete;

  Step step(std::string_view in, std::span<char> out) override {
    if (!ready_) return {0, 0, State::damaged};
    in = in.substr(0, kBuffer);
    // zlib's older interface takes a non-const pointer and does not write through it.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));  // NOLINT
    stream_.avail_in = static_cast<uInt>(in.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    const auto room = static_cast<uInt>(std::min(out.size(), std::size_t{1} << 30));
    stream_.avail_out = room;
    const int status = inflate(&stream_, Z_NO_FLUSH);
    const Step done{in.size() - stream_.avail_in, room - stream_.avail_out, State::running};
    if (status == Z_STREAM_END) return {done.taken, done.made, State::member_end};
    if (status == Z_OK || status == Z_BUF_ERROR) return done;
    return {done.taken, done.made, State::damaged};
  }
  void reset(std::string_view head) override {
    const int bits = codec_ == Codec::gzip ? 15 + 16 : has_zlib_frame(head) ? 15 : -15;
    if (ready_) inflateReset2(&stream_, bits);
  }
  std::string_view why() const override {
    return !ready_ ? "out of memory" : stream_.msg != nullptr ? stream_.msg : "bad data";
  }

 private:
  z_stream stream_{};
  Codec codec_;
  bool ready_;
};

class ZstdEngine final : public Decompressor::Engine {
 public:
  ZstdEngine() : context_(ZSTD_createDCtx()) {}
  ~ZstdEngine() override { ZSTD_freeDCtx(context_); }
  ZstdEngine(const ZstdEngine&) = delete;
  ZstdEngine& operator=(const ZstdEngine&) = delete;

  Step step(std::string_view in, std::span<char> out) override {
    if (context_ == nullptr) return {0, 0, State::damaged};
    ZSTD_inBuffer from{in.data(), in.size(), 0};
    ZSTD_outBuffer to{out.data(), out.size(), 0};
    const std::size_t left = ZSTD_decompressStream(context_, &to, &from);
    State state = left == 0 ? State::member_end : State::running;
    if (ZSTD_isError(left) != 0) {
      why_ = ZSTD_getErrorName(left);
      state = State::damaged;
    }
    return {from.pos, to.pos, state};
  }
  void reset(std::string_view) override {
    if (context_ != nullptr) ZSTD_DCtx_reset(context_, ZSTD_reset_session_only);
  }
  bool set_dictionary(std::string_view bytes) override {
    return context_ != nullptr &&
           ZSTD_isError(ZSTD_DCtx_loadDictionary(context_, bytes.data(), bytes.size())) == 0;
  }
  std::string_view why() const override { return why_; }

 private:
  ZSTD_DCtx* context_;
  std::string_view why_ = "out of memory";
};

class BrotliEngine final : public Decompressor::Engine {
 public:
  BrotliEngine() { reset({}); }
  ~BrotliEngine() override { BrotliDecoderDestroyInstance(state_); }
  BrotliEngine(const BrotliEngine&) = delete;
  BrotliEngine& operator=(const BrotliEngine&) = delete;

  Step step(std::string_view in, std::span<char> out) override {
    if (state_ == nullptr) return {0, 0, State::damaged};
    std::size_t in_left = in.size();
    std::size_t out_left = out.size();
    const auto* from = reinterpret_cast<const std::uint8_t*>(in.data());
    auto* to = reinterpret_cast<std::uint8_t*>(out.data());
    const auto status = BrotliDecoderDecompressStream(state_, &in_left, &from, &out_left, &to, nullptr);
    Step done{in.size() - in_left, out.size() - out_left, State::running};
    if (status == BROTLI_DECODER_RESULT_SUCCESS) done.state = State::member_end;
    if (status == BROTLI_DECODER_RESULT_ERROR) done.state = State::damaged;
    return done;
  }
  void reset(std::string_view) override {
    BrotliDecoderDestroyInstance(state_);
    state_ = BrotliDecoderCreateInstance(nullptr, nullptr, nullptr);
  }
  std::string_view why() const override {
    return state_ == nullptr ? "out of memory" : BrotliDecoderErrorString(BrotliDecoderGetErrorCode(state_));
  }

 private:
  BrotliDecoderState* state_ = nullptr;
};

}  // namespace

std::unique_ptr<Decompressor::Engine> Decompressor::Engine::make(Codec codec) {
  switch (codec) {
    case Codec::zstd:
      return std::make_unique<ZstdEngine>();
    case Codec::brotli:
      return std::make_unique<BrotliEngine>();
    case Codec::deflate:
    case Codec::gzip:
    case Codec::none:
      break;
  }
  return std::make_unique<Inflate>(codec);
}

Decompressor::Decompressor(ByteReader& source, Codec codec)
    : source_(source), codec_(codec), engine_(Engine::make(codec)), buffer_(kBuffer) {}

Decompressor::~Decompressor() = default;

std::uint64_t Decompressor::taken() const {
  return before_ + at_;
}

void Decompressor::damage(std::string_view what) {
  problem_ = fmt::format("{} data damaged at byte {}: {}", name_of(codec_), taken(), what);
  inside_ = false;
}

// Makes at least `wanted` bytes wait in the buffer, or fewer when the source ends.
Status Decompressor::fill(std::size_t wanted) {
  if (have_ - at_ >= wanted) return {};
  std::memmove(buffer_.data(), buffer_.data() + at_, have_ - at_);
  before_ += at_;
  have_ -= at_;
  at_ = 0;
  while (have_ < wanted && !source_ended_) {
    const auto got = source_.read(std::span(buffer_).subspan(have_));
    if (!got) return std::unexpected(got.error());
    if (*got == 0) source_ended_ = true;
    have_ += *got;
  }
  return {};
}

// The dictionary frame that may open a WARC/Zstandard file. False when it is damaged.
Result<bool> Decompressor::load_dictionary() {
  if (const Status filled = fill(8); !filled) return std::unexpected(filled.error());
  if (waiting().size() < 8) return true;  // reported as cut off by the decoder
  const std::size_t size = little_endian(waiting().substr(4));
  if (size > kMaxDictionary) {
    damage(fmt::format("dictionary of {} bytes; at most {} are read", size, kMaxDictionary));
    return false;
  }
  at_ += 8;
  std::string bytes;
  while (bytes.size() < size) {
    if (const Status filled = fill(1); !filled) return std::unexpected(filled.error());
    if (waiting().empty()) {
      damage("the file ends inside the dictionary");
      return false;
    }
    const std::string_view piece = waiting().substr(0, size - bytes.size());
    bytes += piece;
    at_ += piece.size();
  }
  if (bytes.starts_with(kZstdMagic)) {
    Unpacked plain = unpack(Codec::zstd, bytes, kMaxDictionary);
    if (!plain.problem.empty() || plain.over_limit) {
      damage("the dictionary cannot be read");
      return false;
    }
    bytes = std::move(plain.bytes);
  }
  if (!engine_->set_dictionary(bytes)) {
    damage("the dictionary cannot be used");
    return false;
  }
  return true;
}

// False at the end and at damage.
Result<bool> Decompressor::begin_member() {
  const bool marked = codec_ == Codec::gzip || codec_ == Codec::zstd;
  if (members_ > 0 && !marked) {
    ended_ = true;
    return false;
  }
  while (true) {
    if (const Status filled = fill(4); !filled) return std::unexpected(filled.error());
    if (members_ == 0 || waiting().empty() || waiting().front() != '\0') break;
    ++at_;
  }
  if (waiting().empty()) {
    ended_ = true;
    return false;
  }
  if (!begins_member(codec_, waiting())) {
    damage(members_ == 0 ? "no such data begins here" : "what follows the last whole member is no member");
    return false;
  }
  if (members_ == 0 && codec_ == Codec::zstd && waiting().starts_with(kDictionaryMagic)) {
    const auto loaded = load_dictionary();
    if (!loaded || !*loaded) return loaded;
  }
  engine_->reset(waiting());
  member_begin_ = taken();
  inside_ = true;
  ++members_;
  return true;
}

Result<std::size_t> Decompressor::read(std::span<char> into) {
  while (problem_.empty() && !ended_) {
    if (!inside_) {
      const auto begun = begin_member();
      if (!begun) return std::unexpected(begun.error());
      if (!*begun) return 0;
    }
    if (const Status filled = fill(1); !filled) return std::unexpected(filled.error());
    const bool dry = waiting().empty();
    const auto step = engine_->step(waiting(), into);
    at_ += step.taken;
    if (step.state == Engine::State::damaged) {
      damage(engine_->why());
    } else if (step.state == Engine::State::member_end) {
      inside_ = false;
    } else if (dry && step.made == 0) {
      damage("the data ends inside a member (cut off)");
    }
    if (step.made > 0) return step.made;
  }
  return 0;
}

Result<bool> Decompressor::resume() {
  if (problem_.empty()) return false;
  const bool marked = codec_ == Codec::gzip || codec_ == Codec::zstd;
  // A decoder may refuse a member before it takes a byte of it; that member must not be found again.
  if (members_ > 0 && taken() == member_begin_ && at_ < have_) ++at_;
  while (marked) {
    if (const Status filled = fill(16); !filled) return std::unexpected(filled.error());
    if (waiting().size() < 4) break;
    if (surely_begins_member(codec_, waiting())) {
      problem_.clear();
      members_ = std::max<std::uint64_t>(members_, 1);
      return true;
    }
    ++at_;
  }
  at_ = have_;
  ended_ = true;
  return false;
}

Unpacked unpack(Codec codec, std::string_view packed, std::size_t limit) {
  Unpacked result;
  if (codec == Codec::none) {
    result.over_limit = packed.size() > limit;
    result.bytes = packed.substr(0, limit);
    return result;
  }
  MemoryReader memory(packed);
  Decompressor stream(memory, codec);
  std::vector<char> piece(kBuffer);
  while (true) {
    const auto got = stream.read(piece);
    if (!got || *got == 0) break;
    if (result.bytes.size() + *got > limit) {
      result.bytes.append(piece.data(), limit - result.bytes.size());
      result.over_limit = true;
      return result;
    }
    result.bytes.append(piece.data(), *got);
  }
  result.problem = stream.problem();
  return result;
}

struct Zstd::Impl {
  struct Free {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };
  std::unique_ptr<ZSTD_CCtx, Free> packing{ZSTD_createCCtx()};
  std::unique_ptr<ZSTD_DCtx, Free> unpacking{ZSTD_createDCtx()};
};

Zstd::Zstd() : impl_(std::make_unique<Impl>()) {}
Zstd::~Zstd() = default;
Zstd::Zstd(Zstd&&) noexcept = default;
Zstd& Zstd::operator=(Zstd&&) noexcept = default;

Result<std::string> Zstd::compress(std::string_view bytes, int level) {
  ZSTD_CCtx* context = impl_->packing.get();
  if (context == nullptr) return fail(ErrorCode::io, "zstd: out of memory");
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level);
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress2(context, out.data(), out.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(size) != 0) return fail(ErrorCode::io, fmt::format("zstd: {}", ZSTD_getErrorName(size)));
  out.resize(size);
  return out;
}

Result<std::string> Zstd::decompress(std::string_view frame, std::size_t limit) {
  ZSTD_DCtx* context = impl_->unpacking.get();
  if (context == nullptr) return fail(ErrorCode::io, "zstd: out of memory");
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN)
    return fail(ErrorCode::corrupt, "zstd: not a frame that states its size");
  if (size > limit)
    return fail(ErrorCode::limit,
                fmt::format("zstd: content of {} bytes is over the limit of {}", size, limit));
  // A frame that lies about its size must not make us allocate: no byte of zstd gives more than 128 KiB (an
  // RLE block takes four), so what is larger than that cannot be whole.
  if (size > 0 && size / (std::uint64_t{128} << 10) > frame.size())
    return fail(ErrorCode::corrupt, "zstd: the stated size does not fit the frame");
  std::string out(size, '\0');
  const std::size_t made = ZSTD_decompressDCtx(context, out.data(), out.size(), frame.data(), frame.size());
  if (ZSTD_isError(made) != 0)
    return fail(ErrorCode::corrupt, fmt::format("zstd: {}", ZSTD_getErrorName(made)));
  if (made != size) return fail(ErrorCode::corrupt, "zstd: shorter than stated");
  return out;
}

std::uint32_t crc32(std::string_view bytes) {
  return static_cast<std::uint32_t>(
      ::crc32_z(0, static_cast<const Bytef*>(static_cast<const void*>(bytes.data())), bytes.size()));
}

}  // namespace dateline
