#include "story/tables.h"

#include <algorithm>

#include "story/coding.h"

namespace dateline::story {
namespace {

constexpr std::size_t kEntries = 512;  // of a page, at least, before it ends with a key

std::uint32_t value_of(const Count& count) {
  return count.documents;
}
std::uint32_t value_of(const Posting& posting) {
  return posting.head;
}

template <class Entry>
std::vector<Page> written(const std::vector<Entry>& entries) {
  std::vector<Page> pages;
  for (std::size_t i = 0; i < entries.size();) {
    std::size_t j = std::min(entries.size(), i + kEntries);
    while (j < entries.size() && entries[j].key == entries[j - 1].key) ++j;
    Encoder out;
    out.number(j - i);
    std::uint32_t before = 0;
    for (std::size_t k = i; k < j; ++k) {
      out.number(entries[k].key - before);
      out.number(value_of(entries[k]));
      before = entries[k].key;
    }
    pages.push_back({entries[i].key, std::move(out).finish()});
    i = j;
  }
  return pages;
}

template <class Entry>
std::optional<std::vector<Entry>> read(std::string_view page) {
  Decoder in(page);
  std::vector<Entry> entries(in.count(2));
  std::uint64_t key = 0;
  for (Entry& entry : entries) {
    key += in.number32();
    if (key > UINT32_MAX) in.refuse();
    entry = {static_cast<std::uint32_t>(key), in.number32()};
  }
  if (!in.ok() || !in.at_end()) return std::nullopt;
  return entries;
}

void write_day(Encoder& out, std::optional<Day> day) {
  out.number(day ? 1 : 0);
  if (day) out.integer(day->time_since_epoch().count());
}

std::optional<Day> read_day(Decoder& in) {
  if (in.number() == 0) return std::nullopt;
  const std::int64_t day = in.integer();
  if (day < INT32_MIN || day > INT32_MAX) in.refuse();
  return in.ok() ? std::optional(Day(std::chrono::days(static_cast<std::int32_t>(day)))) : std::nullopt;
}

}  // namespace

std::vector<Page> pages_of(const std::vector<Count>& counts) {
  return written(counts);
}

std::vector<Page> pages_of(const std::vector<Posting>& postings) {
  return written(postings);
}

std::optional<std::vector<Count>> counts_in(std::string_view page) {
  return read<Count>(page);
}

std::optional<std::vector<Posting>> postings_in(std::string_view page) {
  return read<Posting>(page);
}

std::string encode(const Head& head) {
  Encoder out;
  out.string(head.id);
  out.number(static_cast<std::uint64_t>(head.extent.size));
  out.weighed(head.terms);
  for (const double value : {head.extent.day_sum, head.extent.dated, head.extent.within, head.crowd})
    out.real(value);
  write_day(out, head.first);
  write_day(out, head.last);
  return std::move(out).finish();
}

std::optional<Head> head_in(std::string_view blob) {
  Decoder in(blob);
  Head head;
  head.id = in.string();
  head.extent.size = in.number32();
  head.terms = in.weighed();
  for (double* value : {&head.extent.day_sum, &head.extent.dated, &head.extent.within, &head.crowd})
    *value = in.real();
  head.first = read_day(in);
  head.last = read_day(in);
  if (!in.ok() || !in.at_end() || head.extent.size < 1) return std::nullopt;
  return head;
}

std::string encode(const Placed& placed) {
  Encoder out;
  out.weighed(placed.known);
  out.weighed(placed.fresh);
  write_day(out, placed.day);
  out.number(placed.story);
  out.real(placed.crowd);
  out.number(placed.continues.size());
  for (const std::uint32_t story : placed.continues) out.number(story);
  return std::move(out).finish();
}

std::optional<Placed> placed_in(std::string_view blob) {
  Decoder in(blob);
  Placed placed;
  placed.known = in.weighed();
  placed.fresh = in.weighed();
  const std::optional<Day> day = read_day(in);
  placed.story = in.number32();
  placed.crowd = in.real();
  placed.continues.resize(in.count(1));
  for (std::uint32_t& story : placed.continues) story = in.number32();
  if (!in.ok() || !in.at_end() || !day) return std::nullopt;
  placed.day = *day;
  return placed;
}

std::string encode(const Opening& opening) {
  Encoder out;
  out.number(opening.documents);
  out.number(opening.heads);
  out.number(opening.from ? 1 : 0);
  if (opening.from) {
    out.integer(opening.from->minute);
    out.string(opening.from->id);
  }
  return std::move(out).finish();
}

std::optional<Opening> opening_in(std::string_view blob) {
  Decoder in(blob);
  Opening opening;
  opening.documents = in.number();
  opening.heads = in.number32();
  if (in.number() != 0) {
    opening.from.emplace();
    opening.from->minute = in.integer();
    opening.from->id = in.string();
  }
  if (!in.ok() || !in.at_end()) return std::nullopt;
  return opening;
}

}  // namespace dateline::story
