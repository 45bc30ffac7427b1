#include "base/compress.h"

#include <gmock/gmock.h>

#include <optional>

#include "support/gzip.h"

namespace dateline {
namespace {

using support::gzip_member;
using support::stored_deflate;

std::string little(std::uint32_t value, int size) {
  return support::little_endian(value, size);
}

struct Read {
  std::string bytes;
  std::vector<std::string> problems;
};

// Reads all, going on after damage; `piece` is the size of each read.
Read read_all(std::string_view packed, Codec codec, std::size_t piece = 7) {
  MemoryReader memory(packed);
  Decompressor stream(memory, codec);
  std::vector<char> buffer(piece);
  Read all;
  while (true) {
    const std::size_t got = stream.read(buffer).value();
    all.bytes.append(buffer.data(), got);
    if (got > 0) continue;
    if (stream.problem().empty()) return all;
    all.problems.push_back(stream.problem());
    if (!stream.resume().value()) return all;
  }
}

TEST(Compress, ManyGzipMembersReadAsOneStream) {
  const std::string big(200000, 'd');
  for (const std::size_t piece : {1, 7, 65536, 1000000}) {
    const Read all = read_all(gzip_member("one ") + gzip_member("") + gzip_member(big) + gzip_member("end"),
                              Codec::gzip, piece);
    EXPECT_EQ(all.bytes, "one " + big + "end");
    EXPECT_TRUE(all.problems.empty());
  }
}

TEST(Compress, PaddingAfterAMemberIsNoDamage) {
  const Read all = read_all(gzip_member("page") + std::string(512, '\0'), Codec::gzip);
  EXPECT_EQ(all.bytes, "page");
  EXPECT_TRUE(all.problems.empty());
}

TEST(Compress, GarbageAfterAMemberIsSaid) {
  const Read all = read_all(gzip_member("page") + "garbage that is long enough", Codec::gzip);
  EXPECT_EQ(all.bytes, "page");
  ASSERT_EQ(all.problems.size(), 1U);
  EXPECT_THAT(all.problems[0], testing::HasSubstr("at byte 27"));
}

TEST(Compress, CutOffGivesWhatWasThere) {
  std::string packed = gzip_member("first") + gzip_member("second member");
  packed.resize(packed.size() - 12);
  const Read all = read_all(packed, Codec::gzip);
  EXPECT_EQ(all.bytes, "firstsecond me");
  ASSERT_EQ(all.problems.size(), 1U);
  EXPECT_THAT(all.problems[0], testing::HasSubstr("cut off"));
}

TEST(Compress, ABadMemberDoesNotCostTheNext) {
  std::string bad = gzip_member("spoiled member");
  bad[bad.size() - 6] ^= 1;  // the checksum
  const Read all = read_all(gzip_member("one ") + bad + gzip_member(" three"), Codec::gzip);
  EXPECT_EQ(all.bytes, "one spoiled member three");
  EXPECT_EQ(all.problems.size(), 1U);

  std::string broken = gzip_member("broken member");
  broken[10] = '\7';  // no such block type
  const Read rest = read_all(gzip_member("one ") + broken + gzip_member("three"), Codec::gzip);
  EXPECT_EQ(rest.bytes, "one three");
  EXPECT_EQ(rest.problems.size(), 1U);
}

TEST(Compress, AMemberThatIsRefusedAtItsFirstByteIsNotFoundAgain) {
  const std::string refused("\x28\xB5\x2F\xFD\x7D\x7D\x0A\x5B\x5B\x7D\x7D\xBF",
                            12);  // a frame that wants too large a window
  const Read all = read_all(refused + Zstd().compress("page").value(), Codec::zstd);
  EXPECT_EQ(all.bytes, "page");
  EXPECT_EQ(all.problems.size(), 1U);
}

TEST(Compress, EmptyInputIsTheEnd) {
  for (const Codec codec : {Codec::gzip, Codec::zstd, Codec::brotli, Codec::deflate}) {
    const Read all = read_all("", codec);
    EXPECT_EQ(all.bytes, "");
    EXPECT_TRUE(all.problems.empty()) << name_of(codec);
  }
}

TEST(Compress, ZstdFramesAndSkippableFrames) {
  Zstd zstd;
  const std::string skippable = std::string("\x52\x2A\x4D\x18", 4) + little(3, 4) + "xyz";
  const std::string packed = zstd.compress("one ").value() + skippable + zstd.compress("two").value();
  for (const std::size_t piece : {1, 100000}) {
    const Read all = read_all(packed, Codec::zstd, piece);
    EXPECT_EQ(all.bytes, "one two");
    EXPECT_TRUE(all.problems.empty());
  }
  const Read cut = read_all(std::string_view(packed).substr(0, packed.size() - 3), Codec::zstd);
  EXPECT_EQ(cut.problems.size(), 1U);
  EXPECT_TRUE(cut.bytes.starts_with("one "));
}

TEST(Compress, AnOpeningWarcDictionaryFrameIsTaken) {
  // A raw dictionary: any bytes. Frames that do not use it read the same, and it must not show in the output.
  Zstd zstd;
  const std::string words = "the dam at Orlane broke ";
  for (const std::string& dictionary : {words, zstd.compress(words).value()}) {
    const std::string opening = std::string("\x5D\x2A\x4D\x18", 4) +
                                little(static_cast<std::uint32_t>(dictionary.size()), 4) + dictionary;
    EXPECT_EQ(detect_codec(opening), Codec::zstd);
    const Read all = read_all(opening + zstd.compress("page").value(), Codec::zstd);
    EXPECT_EQ(all.bytes, "page");
    EXPECT_TRUE(all.problems.empty());
  }
}

TEST(Compress, UnpackTakesDeflateWithAndWithoutItsFrame) {
  const std::string raw = stored_deflate("plain words");
  EXPECT_EQ(unpack(Codec::deflate, raw, 1000).bytes, "plain words");
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (const char c : std::string_view("plain words")) {
    a = (a + static_cast<unsigned char>(c)) % 65521;
    b = (b + a) % 65521;
  }
  std::string framed = "\x78\x01" + raw;
  for (const std::uint32_t part : {b >> 8, b, a >> 8, a}) framed += static_cast<char>(part & 0xFF);
  const Unpacked whole = unpack(Codec::deflate, framed, 1000);
  EXPECT_EQ(whole.bytes, "plain words");
  EXPECT_EQ(whole.problem, "");
}

TEST(Compress, UnpackReadsBrotli) {
  const std::string packed("\x0B\x02\x80hello\x03", 9);  // one uncompressed block of five bytes
  EXPECT_EQ(unpack(Codec::brotli, packed, 1000).bytes, "hello");
  EXPECT_NE(unpack(Codec::brotli, "this is no brotli at all", 1000).problem, "");
}

TEST(Compress, UnpackStopsAtTheLimit) {
  const Unpacked bomb = unpack(Codec::gzip, gzip_member(std::string(100000, 'x')), 1000);
  EXPECT_TRUE(bomb.over_limit);
  EXPECT_EQ(bomb.bytes.size(), 1000U);
  const Unpacked exact = unpack(Codec::gzip, gzip_member(std::string(1000, 'x')), 1000);
  EXPECT_FALSE(exact.over_limit);
}

TEST(Compress, ZstdRoundTripAndRefusals) {
  Zstd zstd;
  for (const std::string& text : {std::string(), std::string("page"), std::string(3000000, 'a')}) {
    const std::string frame = zstd.compress(text).value();
    EXPECT_EQ(zstd.decompress(frame, 3000000).value(), text);
  }
  const std::string frame = zstd.compress(std::string(5000, 'a')).value();
  EXPECT_EQ(zstd.decompress(frame, 4999).error().code, ErrorCode::limit);
  EXPECT_EQ(zstd.decompress(frame.substr(0, frame.size() - 1), 5000).error().code, ErrorCode::corrupt);
  EXPECT_EQ(zstd.decompress("no frame", 5000).error().code, ErrorCode::corrupt);
  std::string flipped = frame;
  flipped[flipped.size() - 2] ^= 0x10;
  EXPECT_EQ(zstd.decompress(flipped, 5000).error().code, ErrorCode::corrupt);
}

TEST(Compress, DetectsByContent) {
  EXPECT_EQ(detect_codec(gzip_member("x")), Codec::gzip);
  EXPECT_EQ(detect_codec("<html>"), Codec::none);
  EXPECT_EQ(detect_codec(""), Codec::none);
}

}  // namespace
}  // namespace dateline
