// Archives with damage at random places (a fixed seed): whatever is not touched by it must come out, and
// damage must be said.
#include <gmock/gmock.h>

#include <random>

#include "base/compress.h"
#include "ingest/archives.h"
#include "support/gzip.h"

namespace dateline::ingest {
namespace {

enum class Harm : std::uint8_t {
  none,
  garbage_after,
  blank_lines_after,
  length_too_long,
  length_too_short,
  no_length,
  cut
};

struct Made {
  std::string bytes;
  bool page_survives = true;
  bool must_be_said = false;
};

void change(std::string& bytes, std::string_view from, std::string_view to) {
  bytes.replace(bytes.find(from), from.size(), to);
}

Made harmed(const std::string& id, Harm harm, std::mt19937& random) {
  const std::string body = "<html><p>" + std::string(random() % 5000, 'x') + "\n</p></html>";
  const std::string block = http(body);
  Made made{record(block, id), true, harm != Harm::none && harm != Harm::blank_lines_after};
  const std::string length = fmt::format("Content-Length: {}\r\n", block.size());
  switch (harm) {
    case Harm::none:
      break;
    case Harm::garbage_after:
      made.bytes += "left over\nfrom a broken disk\n" + std::string(random() % 300, '#') + "\n";
      break;
    case Harm::blank_lines_after:
      made.bytes += "\r\n\n\r\n";
      break;
    case Harm::length_too_long:
      change(made.bytes, length, fmt::format("Content-Length: {}\r\n", block.size() + 5 + random() % 3000));
      break;
    case Harm::length_too_short:
      change(made.bytes, length, fmt::format("Content-Length: {}\r\n", block.size() - 3));
      break;
    case Harm::no_length:
      change(made.bytes, length, "");
      made.page_survives = false;
      break;
    case Harm::cut: {
      // In the middle of the block: the next record begins inside what the length claims.
      made.bytes.resize(made.bytes.size() - 10 - random() % (body.size() / 2 + 1));
      made.bytes += "\r\n";
      made.page_survives = false;
      break;
    }
  }
  return made;
}

TEST(Damage, CostsOnlyWhatItTouches) {
  std::mt19937 random(20310405);
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    std::vector<std::string> survivors;
    bool said = false;
    const int records = 3 + static_cast<int>(random() % 8);
    for (int i = 0; i < records; ++i) {
      // The last one is whole: what follows damage must be found.
      const Harm harm =
          i + 1 == records || random() % 2 == 0 ? Harm::none : static_cast<Harm>(1 + random() % 6);
      const Made made = harmed(std::to_string(i), harm, random);
      bytes += made.bytes;
      said = said || made.must_be_said;
      if (made.page_survives) survivors.push_back(fmt::format("urn:uuid:{}", i));
    }
    const All all = read_bytes(bytes);
    const std::vector<std::string> found = ids(all);
    EXPECT_THAT(found, testing::IsSupersetOf(survivors)) << "round " << round;
    EXPECT_LE(found.size(), static_cast<std::size_t>(records));
    EXPECT_EQ(all.problems.size(), said ? 1U : 0U) << "round " << round;
  }
}

TEST(Damage, ASpoiledMemberCostsItsOwnRecord) {
  std::mt19937 random(5042031);
  Zstd zstd;
  for (int round = 0; round < 200; ++round) {
    const bool gzip = round % 2 == 0;
    std::string bytes;
    std::vector<std::string> survivors;
    std::size_t spoiled = 0;
    const int records = 4;
    for (int i = 0; i < records; ++i) {
      const std::string plain =
          record(http("<p>" + std::string(1 + random() % 3000, 'x')), std::to_string(i));
      std::string member = gzip ? support::gzip_member(plain) : zstd.compress(plain).value();
      if (i + 1 < records && random() % 3 == 0) {
        // The checksum at the end, or the header of the first block.
        const std::size_t at = random() % 2 == 0 ? member.size() - (gzip ? 8 : 2) : gzip ? 10 : 0;
        member[at] = static_cast<char>(member[at] ^ 0x06);
        ++spoiled;
      } else {
        survivors.push_back(fmt::format("urn:uuid:{}", i));
      }
      bytes += member;
    }
    if (gzip ? bytes[0] != '\x1F' : bytes[0] != '\x28') continue;  // no archive any more
    const All all = read_bytes(bytes);
    const std::vector<std::string> found = ids(all);
    EXPECT_THAT(found, testing::IsSupersetOf(survivors)) << "round " << round;
    EXPECT_EQ(all.problems.empty(), spoiled == 0) << "round " << round;
  }
}

TEST(Damage, CutAnywhereEndsAndNeverGivesHalfAPage) {
  const std::string plain = record(http(kPage), "1") + record(http(kPage), "2");
  for (const std::string& whole : {plain, support::gzip_member(plain), Zstd().compress(plain).value()}) {
    for (std::size_t cut = 20; cut < whole.size(); ++cut) {
      const All all = read_bytes(std::string_view(whole).substr(0, cut));
      for (const Capture& capture : all.captures)
        EXPECT_TRUE(capture.kind != CaptureKind::html || capture.bytes == kPage) << cut;
    }
  }
}

}  // namespace
}  // namespace dateline::ingest
