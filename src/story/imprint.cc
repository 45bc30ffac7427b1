#include "story/imprint.h"

#include "story/coding.h"

namespace dateline::story {
namespace {

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
