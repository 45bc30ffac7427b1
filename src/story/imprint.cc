#include "story/imprint.h"

#include <bit>
#include <cmath>

namespace dateline::story {
namespace {

// Keys are hashes and stand as four bytes each; all else as LEB128 numbers (signed ones zigzag).
class Encoder {
 public:
  void number(std::uint64_t value) {
    while (value >= 0x80) {
      out_ += static_cast<char>(value | 0x80U);
      value >>= 7U;
    }
    out_ += static_cast<char>(value);
  }
  void integer(std::int64_t value) {
    number((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63U));
  }
  void fixed(std::uint64_t value, unsigned bytes) {
    for (unsigned i = 0; i < bytes; ++i) out_ += static_cast<char>(value >> (8U * i));
  }
  void string(std::string_view value) {
    number(value.size());
    out_ += value;
  }
  void terms(const Terms& terms) {
    number(terms.size());
    for (const Term& term : terms) fixed(term.key, 4);
    for (const Term& term : terms) number(static_cast<std::uint64_t>(term.weight));
  }
  std::string finish() && { return std::move(out_); }

 private:
  std::string out_;
};

// Sticky: after the first fault every read gives zero, and `ok()` is false.
class Decoder {
 public:
  explicit Decoder(std::string_view blob) : blob_(blob) {}

  bool ok() const { return ok_; }
  bool at_end() const { return at_ == blob_.size(); }
  void refuse() {
    ok_ = false;
    at_ = blob_.size();
  }

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && at_ < blob_.size(); shift += 7) {
      const auto byte = static_cast<unsigned char>(blob_[at_++]);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) return value;
    }
    refuse();
    return 0;
  }
  std::int64_t integer() {
    const std::uint64_t value = number();
    return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
  }
  std::uint32_t number32() {
    const std::uint64_t value = number();
    if (value > UINT32_MAX) refuse();
    return ok_ ? static_cast<std::uint32_t>(value) : 0;
  }
  std::uint64_t fixed(unsigned bytes) {
    if (blob_.size() - at_ < bytes) {
      refuse();
      return 0;
    }
    std::uint64_t value = 0;
    for (unsigned i = 0; i < bytes; ++i)
      value |= static_cast<std::uint64_t>(static_cast<unsigned char>(blob_[at_++])) << (8U * i);
    return value;
  }
  // How many items follow: each takes at least `least` bytes of what is left.
  std::size_t count(std::size_t least) {
    const std::uint64_t value = number();
    if (value > (blob_.size() - at_) / least) refuse();
    return ok_ ? static_cast<std::size_t>(value) : 0;
  }
  std::string string() {
    const std::size_t size = count(1);
    at_ += size;
    return std::string(blob_.substr(at_ - size, size));
  }
  Terms terms() {
    Terms result(count(5));
    for (Term& term : result) term.key = static_cast<std::uint32_t>(fixed(4));
    for (std::size_t i = 0; i < result.size(); ++i) {
      result[i].weight = static_cast<float>(number());
      if (result[i].weight < 1 || (i > 0 && result[i].key <= result[i - 1].key)) refuse();
    }
    return result;
  }

 private:
  std::string_view blob_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

constexpr std::uint64_t kDated = 1;
constexpr std::uint64_t kCredited = 2;
constexpr std::uint64_t kDay = 4;

void read_print(Decoder& in, std::uint64_t flags, Print& print) {
  print.dated = (flags & kDated) != 0;
  print.credited = (flags & kCredited) != 0;
  print.minute = in.integer();
  print.source = in.fixed(8);
  print.content.high = in.fixed(8);
  print.content.low = in.fixed(8);
  print.words.resize(in.count(4));
  for (std::uint32_t& word : print.words) word = static_cast<std::uint32_t>(in.fixed(4));
  print.sentences.resize(in.count(1));
  std::uint64_t at = 0;
  for (std::uint32_t& sentence : print.sentences) {
    at += in.number32();
    if (at > print.words.size()) in.refuse();
    sentence = static_cast<std::uint32_t>(at);
  }
  if (print.sentences.empty()) in.refuse();
}

void read_sentences(Decoder& in, std::vector<ByteRange>& sentences) {
  sentences.resize(in.count(2));
  std::int64_t begin = 0;
  for (ByteRange& range : sentences) {
    begin += in.integer();
    const std::int64_t end = begin + in.number32();
    if (begin < 0 || end > UINT32_MAX) in.refuse();
    range = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
}

}  // namespace

Imprint imprint_of(const Document& document) {
  thread_local std::vector<Word> words;
  read_words(document.text, words);
  return {.print = print_of(document, words),
          .sketch = sketch_of(document, words),
          .sentences = {document.sentences.begin(), document.sentences.end()}};
}

std::string encode(const Imprint& imprint) {
  const Print& print = imprint.print;
  Encoder out;
  out.number((print.dated ? kDated : 0U) | (print.credited ? kCredited : 0U) |
             (imprint.sketch.day ? kDay : 0U));
  out.integer(print.minute);
  out.fixed(print.source, 8);
  out.fixed(print.content.high, 8);
  out.fixed(print.content.low, 8);
  out.number(print.words.size());
  for (const std::uint32_t word : print.words) out.fixed(word, 4);
  out.number(print.sentences.size());
  std::uint32_t before = 0;
  for (const std::uint32_t sentence : print.sentences) {
    out.number(sentence - before);
    before = sentence;
  }
  out.string(imprint.sketch.title);
  if (imprint.sketch.day) out.integer(imprint.sketch.day->time_since_epoch().count());
  out.terms(imprint.sketch.words);
  out.terms(imprint.sketch.pairs);
  out.number(imprint.sentences.size());
  std::int64_t begin = 0;
  for (const ByteRange range : imprint.sentences) {
    out.integer(static_cast<std::int64_t>(range.begin) - begin);
    out.number(range.size());
    begin = range.begin;
  }
  return std::move(out).finish();
}

std::optional<Imprint> decode(std::string_view blob, std::string_view id) {
  Decoder in(blob);
  Imprint imprint;
  const std::uint64_t flags = in.number();
  read_print(in, flags, imprint.print);
  imprint.print.id = id;
  Sketch& sketch = imprint.sketch;
  sketch.id = id;
  sketch.title = in.string();
  if ((flags & kDay) != 0) {
    const std::int64_t day = in.integer();
    if (day < INT32_MIN || day > INT32_MAX) in.refuse();
    if (in.ok()) sketch.day = Day(std::chrono::days(static_cast<std::int32_t>(day)));
  }
  sketch.minute = imprint.print.minute;
  sketch.words = in.terms();
  sketch.pairs = in.terms();
  read_sentences(in, imprint.sentences);
  // Copies tell of sentences by their number.
  if (!in.ok() || !in.at_end() || imprint.print.sentences.size() != imprint.sentences.size() + 1)
    return std::nullopt;
  return imprint;
}

}  // namespace dateline::story
