#include "store/layers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/utf8.h"

namespace dateline::store {
namespace {

constexpr std::uint64_t kVersion = 2;  // 1: times had no span
// Days that an interval may have: years 1 to 9999, as PartialDate has them.
constexpr std::int64_t kFirstDay = -719162;
constexpr std::int64_t kLastDay = 2932896;

class Encoder {
 public:
  void number(std::uint64_t value) {
    while (value >= 0x80) {
      items_ += static_cast<char>(value | 0x80);
      value >>= 7;
    }
    items_ += static_cast<char>(value);
  }
  void integer(std::int64_t value) {
    number((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
  }
  void range(ByteRange range) {
    integer(static_cast<std::int64_t>(range.begin) - begin_);
    number(range.size());
    begin_ = range.begin;
  }
  void string(std::string_view value) {
    const auto [found, added] = known_.emplace(std::string(value), known_.size());
    if (added) strings_.push_back(&found->first);
    number(found->second);
  }
  void list(const std::vector<std::string>& values) {
    number(values.size());
    for (const std::string& value : values) string(value);
  }

  std::string finish() && {
    std::string items = std::move(items_);
    items_.clear();
    number(kVersion);
    number(strings_.size());
    for (const std::string* value : strings_) {
      number(value->size());
      items_ += *value;
    }
    return items_ + items;
  }

 private:
  std::string items_;
  std::int64_t begin_ = 0;
  std::map<std::string, std::size_t, std::less<>> known_;
  std::vector<const std::string*> strings_;
};

// Sticky: after the first fault every read gives zero, and `ok()` is false.
class Decoder {
 public:
  Decoder(std::string_view blob, std::string_view text) : blob_(blob), text_(text) {}

  bool ok() const { return ok_; }
  bool at_end() const { return at_ == blob_.size(); }
  void refuse() { ok_ = false; }

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (at_ >= blob_.size()) break;
      const auto byte = static_cast<unsigned char>(blob_[at_++]);
      if (shift == 63 && byte > 1) break;
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return ok_ ? value : 0;
    }
    refuse();
    return 0;
  }
  std::int64_t integer() {
    const std::uint64_t value = number();
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
  }
  // How many items follow: each takes at least `least` bytes of what is left.
  std::size_t count(std::size_t least) {
    const std::uint64_t value = number();
    if (value > kMaxLayerItems || value > (blob_.size() - at_) / least) {
      refuse();
      return 0;
    }
    return static_cast<std::size_t>(value);
  }
  template <class Enum>
  Enum kind(Enum last) {
    const std::uint64_t value = number();
    if (value > static_cast<std::uint64_t>(last)) refuse();
    return ok_ ? static_cast<Enum>(value) : Enum{};
  }
  ByteRange range() {
    const std::int64_t step = integer();
    const std::uint64_t size = number();
    const auto all = static_cast<std::int64_t>(text_.size());
    if (!ok_ || step < -begin_ || step > all - begin_ || size > text_.size()) {
      refuse();
      return {};
    }
    begin_ += step;
    if (begin_ + static_cast<std::int64_t>(size) > all) {
      refuse();
      return {};
    }
    return {static_cast<std::uint32_t>(begin_),
            static_cast<std::uint32_t>(begin_ + static_cast<std::int64_t>(size))};
  }
  void strings() {
    const std::size_t n = count(1);
    strings_.reserve(n);
    for (std::size_t i = 0; i < n && ok_; ++i) {
      const std::uint64_t size = number();
      if (size > blob_.size() - at_) return refuse();
      strings_.push_back(blob_.substr(at_, size));
      at_ += size;
    }
  }
  std::string string() {
    const std::uint64_t index = number();
    if (ok_ && index < strings_.size()) return std::string(strings_[index]);
    refuse();
    return {};
  }
  std::vector<std::string> list() {
    std::vector<std::string> values(count(1));
    for (std::string& value : values) value = string();
    return values;
  }

 private:
  std::string_view blob_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::int64_t begin_ = 0;
  std::vector<std::string_view> strings_;
  bool ok_ = true;
};

void encode(Encoder& out, const DayInterval& interval) {
  out.integer(interval.first.time_since_epoch().count());
  out.number(static_cast<std::uint64_t>((interval.last - interval.first).count()));
}

std::optional<DayInterval> decode_interval(Decoder& in) {
  const std::int64_t first = in.integer();
  const std::uint64_t days = in.number();
  if (first < kFirstDay || first > kLastDay || days > static_cast<std::uint64_t>(kLastDay - first))
    in.refuse();
  if (!in.ok()) return std::nullopt;
  const Day day{std::chrono::days{static_cast<int>(first)}};
  return DayInterval{day, day + std::chrono::days{static_cast<int>(days)}};
}

// A range that may stand anywhere near an item's own.
void encode(Encoder& out, const ByteRange& range, std::uint32_t near) {
  out.integer(static_cast<std::int64_t>(range.begin) - near);
  out.number(range.size());
}

std::optional<ByteRange> decode_range(Decoder& in, std::uint32_t near) {
  const std::int64_t step = in.integer();
  const std::uint64_t size = in.number();
  const std::int64_t begin = in.ok() && step > -(1LL << 33) && step < (1LL << 33) ? near + step : -1;
  if (begin < 0 || begin > UINT32_MAX || size > UINT32_MAX - static_cast<std::uint64_t>(begin)) in.refuse();
  if (!in.ok()) return std::nullopt;
  return ByteRange{static_cast<std::uint32_t>(begin),
                   static_cast<std::uint32_t>(static_cast<std::uint64_t>(begin) + size)};
}

void encode(Encoder& out, const TimeMention& time) {
  out.range(time.range);
  out.number(static_cast<std::uint64_t>(time.type));
  out.string(time.value);
  out.string(time.mod);
  out.string(time.anchor);
  out.string(time.rule);
  out.string(time.why);
  out.number((time.interval ? 1U : 0U) | (time.governor ? 2U : 0U) | (time.span ? 4U : 0U));
  if (time.interval) encode(out, *time.interval);
  if (time.governor) encode(out, *time.governor, time.range.begin);
  if (!time.span) return;
  encode(out, time.span->range, time.range.begin);
  encode(out, time.span->interval);
}

TimeMention decode_time(Decoder& in) {
  TimeMention time;
  time.range = in.range();
  time.type = in.kind(TimexType::set);
  time.value = in.string();
  time.mod = in.string();
  time.anchor = in.string();
  time.rule = in.string();
  time.why = in.string();
  const std::uint64_t flags = in.number();
  if (flags > 7) in.refuse();
  if ((flags & 1) != 0) time.interval = decode_interval(in);
  if ((flags & 2) != 0) time.governor = decode_range(in, time.range.begin);
  if ((flags & 4) != 0) {
    const auto range = decode_range(in, time.range.begin);
    const auto interval = decode_interval(in);
    if (range && interval) time.span = TimeSpan{*range, *interval};
  }
  return time;
}

void encode_names(Encoder& out, const Layers& layers) {
  out.number(layers.entities.size());
  for (const Entity& entity : layers.entities) {
    out.string(entity.name);
    out.number(static_cast<std::uint64_t>(entity.type));
    out.list(entity.aliases);
    out.list(entity.titles);
    out.string(entity.country);
  }
  out.number(layers.mentions.size());
  for (const Mention& mention : layers.mentions) {
    out.range(mention.range);
    out.number(static_cast<std::uint64_t>(mention.type));
    out.number(static_cast<std::uint64_t>(mention.form));
    out.integer(mention.entity);
  }
}

void decode_names(Decoder& in, Layers& layers) {
  layers.entities.resize(in.count(5));
  for (Entity& entity : layers.entities) {
    entity.name = in.string();
    entity.type = in.kind(EntityType::product);
    entity.aliases = in.list();
    entity.titles = in.list();
    entity.country = in.string();
  }
  layers.mentions.resize(in.count(5));
  for (Mention& mention : layers.mentions) {
    mention.range = in.range();
    mention.type = in.kind(EntityType::product);
    mention.form = in.kind(MentionForm::pronoun);
    const std::int64_t entity = in.integer();
    if (entity < -1 || entity >= static_cast<std::int64_t>(layers.entities.size())) in.refuse();
    mention.entity = in.ok() ? static_cast<std::int32_t>(entity) : -1;
  }
}

bool fits(ByteRange range, std::string_view text) {
  return range.begin <= range.end && range.end <= text.size() && utf8::is_boundary(text, range.begin) &&
         utf8::is_boundary(text, range.end);
}

Status bad(const char* layer, std::size_t item, const char* what) {
  return fail(ErrorCode::corrupt, fmt::format("{} {}: {}", layer, item, what));
}

Status validate_times(const std::vector<TimeMention>& times, std::string_view text) {
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const TimeMention& time = times[i];
    if (!fits(time.range, text)) return bad("time", i, "range outside the text");
    if (time.range.begin < begin) return bad("time", i, "out of order");
    if (time.governor && !fits(*time.governor, text)) return bad("time", i, "governor outside the text");
    if (time.span && !fits(time.span->range, text)) return bad("time", i, "span outside the text");
    if ((time.interval && time.interval->first > time.interval->last) ||
        (time.span && time.span->interval.first > time.span->interval.last))
      return bad("time", i, "ends before it begins");
    begin = time.range.begin;
  }
  return {};
}

Status validate_names(const Layers& layers, std::string_view text) {
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < layers.mentions.size(); ++i) {
    const Mention& mention = layers.mentions[i];
    if (!fits(mention.range, text)) return bad("mention", i, "range outside the text");
    if (mention.range.begin < begin) return bad("mention", i, "out of order");
    if (mention.entity < -1 || mention.entity >= static_cast<std::int64_t>(layers.entities.size()))
      return bad("mention", i, "of an entity that is not there");
    begin = mention.range.begin;
  }
  return {};
}

Status validate_sentences(const std::vector<ByteRange>& sentences, std::string_view text) {
  std::uint32_t end = 0;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (!fits(sentences[i], text)) return bad("sentence", i, "range outside the text");
    if (sentences[i].begin < end) return bad("sentence", i, "overlaps the one before");
    end = sentences[i].end;
  }
  return {};
}

}  // namespace

const char* layer_name(LayerKind kind) {
  switch (kind) {
    case LayerKind::sentences:
      return "sentences";
    case LayerKind::times:
      return "times";
    case LayerKind::names:
      return "names";
  }
  return "unknown";
}

std::string encode_layer(LayerKind kind, const Layers& layers) {
  Encoder out;
  switch (kind) {
    case LayerKind::sentences:
      out.number(layers.sentences.size());
      for (const ByteRange range : layers.sentences) out.range(range);
      break;
    case LayerKind::times:
      out.number(layers.times.size());
      for (const TimeMention& time : layers.times) encode(out, time);
      break;
    case LayerKind::names:
      encode_names(out, layers);
      break;
  }
  return std::move(out).finish();
}

Status decode_layer(LayerKind kind, std::string_view blob, std::string_view text, Layers& layers) {
  Decoder in(blob, text);
  const std::uint64_t version = in.number();
  if (in.ok() && version > kVersion)
    return fail(ErrorCode::unsupported, fmt::format("layer {}: made by a newer dateline", layer_name(kind)));
  if (version == 0) in.refuse();
  in.strings();
  Layers read;
  switch (kind) {
    case LayerKind::sentences:
      read.sentences.resize(in.count(2));
      for (ByteRange& range : read.sentences) range = in.range();
      break;
    case LayerKind::times:
      read.times.resize(in.count(9));
      for (TimeMention& time : read.times) time = decode_time(in);
      break;
    case LayerKind::names:
      decode_names(in, read);
      break;
  }
  if (!in.ok() || !in.at_end())
    return fail(ErrorCode::corrupt, fmt::format("layer {}: the blob is damaged", layer_name(kind)));
  if (Status status = validate(read, text); !status) return status;
  switch (kind) {
    case LayerKind::sentences:
      layers.sentences = std::move(read.sentences);
      break;
    case LayerKind::times:
      layers.times = std::move(read.times);
      break;
    case LayerKind::names:
      layers.entities = std::move(read.entities);
      layers.mentions = std::move(read.mentions);
      break;
  }
  return {};
}

Status validate(const Layers& layers, std::string_view text) {
  if (Status status = validate_sentences(layers.sentences, text); !status) return status;
  if (Status status = validate_times(layers.times, text); !status) return status;
  return validate_names(layers, text);
}

}  // namespace dateline::store
