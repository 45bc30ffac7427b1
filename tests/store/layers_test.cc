#include "store/layers.h"

#include <gmock/gmock.h>

#include <random>

#include "store/synthetic.h"

namespace dateline::store {
namespace {

std::vector<std::string> all_blobs(const Layers& layers) {
  std::vector<std::string> blobs;
  for (const LayerKind kind : kLayerKinds) blobs.push_back(encode_layer(kind, layers));
  return blobs;
}

// Layers of `text` (ASCII) drawn from `random`, every field with something in it now and then.
Layers draw(std::mt19937& random, std::size_t size) {
  const auto upto = [&](std::size_t most) {
    return std::uniform_int_distribution<std::size_t>(0, most)(random);
  };
  const auto range = [&](std::size_t from) {
    const std::size_t begin = from + upto(size - from);
    return ByteRange{static_cast<std::uint32_t>(begin),
                     static_cast<std::uint32_t>(begin + upto(size - begin))};
  };
  const auto word = [&] { return std::string(upto(3), static_cast<char>('a' + upto(3))); };
  Layers layers;
  for (std::size_t at = 0, n = upto(20); n > 0; --n) {
    layers.sentences.push_back(range(at));
    at = layers.sentences.back().end;
  }
  for (std::size_t at = 0, n = upto(20); n > 0; --n) {
    TimeMention time;
    time.range = range(at);
    at = time.range.begin;
    time.type = static_cast<TimexType>(upto(3));
    time.value = word();
    time.mod = word();
    time.anchor = word();
    time.rule = word();
    time.why = word();
    const Day day = *make_day(1 + static_cast<int>(upto(9997)), 1, 1);
    if (upto(1) == 1) time.interval = DayInterval{day, day + std::chrono::days{upto(400)}};
    if (upto(1) == 1) time.governor = range(0);
    if (time.interval && upto(1) == 1) time.span = TimeSpan{range(0), *time.interval};
    layers.times.push_back(time);
  }
  for (std::size_t n = upto(10); n > 0; --n)
    layers.entities.push_back({word(), static_cast<EntityType>(upto(9)), {word(), word()}, {word()}, word()});
  for (std::size_t at = 0, n = upto(20); n > 0; --n) {
    const ByteRange where = range(at);
    at = where.begin;
    layers.mentions.push_back({where, static_cast<EntityType>(upto(9)), static_cast<MentionForm>(upto(2)),
                               static_cast<std::int32_t>(upto(layers.entities.size())) - 1});
  }
  return layers;
}

TEST(Layers, ComeBackAsTheyWere) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    const std::string text(static_cast<std::size_t>(round), 'x');
    const Layers layers = draw(random, text.size());
    Layers read;
    for (const LayerKind kind : kLayerKinds) {
      const Status status = decode_layer(kind, encode_layer(kind, layers), text, read);
      ASSERT_TRUE(status) << status.error().message;
    }
    // The encoding tells every field apart, so equal blobs are equal layers.
    ASSERT_EQ(all_blobs(read), all_blobs(layers));
    ASSERT_EQ(read.sentences, layers.sentences);
    ASSERT_EQ(read.times.size(), layers.times.size());
    for (std::size_t i = 0; i < read.times.size(); ++i) {
      ASSERT_EQ(read.times[i].range, layers.times[i].range);
      ASSERT_EQ(read.times[i].why, layers.times[i].why);
      ASSERT_EQ(read.times[i].interval, layers.times[i].interval);
      ASSERT_EQ(read.times[i].governor, layers.times[i].governor);
      ASSERT_EQ(read.times[i].span, layers.times[i].span);
    }
  }
}

TEST(Layers, ADamagedBlobIsAnErrorOrValidLayers) {
  std::mt19937 random(8);
  const Made page = make_page(3);
  std::size_t refused = 0;
  for (const LayerKind kind : kLayerKinds) {
    const std::string blob = encode_layer(kind, page.layers);
    for (std::size_t size = 0; size < blob.size(); ++size) {
      Layers read;
      EXPECT_FALSE(decode_layer(kind, blob.substr(0, size), page.article.text, read)) << size;
    }
    for (int round = 0; round < 5000; ++round) {
      std::string damaged = blob;
      damaged[random() % damaged.size()] = static_cast<char>(random());
      Layers read;
      if (decode_layer(kind, damaged, page.article.text, read))
        EXPECT_TRUE(validate(read, page.article.text));
      else
        ++refused;
    }
  }
  EXPECT_GT(refused, 1000U);
}

TEST(Layers, ANewerVersionIsNotCalledDamaged) {
  const Made page = make_page(3);
  std::string blob = encode_layer(LayerKind::times, page.layers);
  blob[0] = static_cast<char>(blob[0] + 1);
  Layers read;
  EXPECT_EQ(decode_layer(LayerKind::times, blob, page.article.text, read).error().code,
            ErrorCode::unsupported);
}

TEST(Layers, ValidateNamesWhatIsWrong) {
  const Made page = make_page(3);
  const auto wrong = [&](auto change) {
    Layers layers = page.layers;
    change(layers);
    const Status status = validate(layers, page.article.text);
    return status ? std::string() : status.error().message;
  };
  EXPECT_EQ(wrong([](Layers&) {}), "");
  EXPECT_EQ(wrong([](Layers& l) { l.sentences[1].begin = 0; }), "sentence 1: overlaps the one before");
  EXPECT_EQ(wrong([](Layers& l) { l.times[1].range.end = 100000; }), "time 1: range outside the text");
  EXPECT_EQ(wrong([](Layers& l) { std::swap(l.times[0], l.times[1]); }), "time 1: out of order");
  EXPECT_EQ(wrong([](Layers& l) { l.mentions[2].entity = 2; }), "mention 2: of an entity that is not there");
  const auto inside = static_cast<std::uint32_t>(page.article.text.find("é") + 1);
  EXPECT_EQ(wrong([&](Layers& l) { l.sentences[2] = {inside, inside + 2}; }),
            "sentence 2: range outside the text");
}

}  // namespace
}  // namespace dateline::store
