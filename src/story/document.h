#pragma once
// What story and timeline read of an article: views into an Article and its Layers, which must outlive them.
// A plain view, so that a record, a JSON line and a test can all give one.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include <dateline/document.h>

namespace dateline::story {

struct Document {
  std::string_view id;  // unique within one collection
  std::string_view source;
  std::string_view title;
  std::string_view text;
  std::optional<PartialDate> published;
  std::span<const ByteRange> sentences;  // in text order
  std::span<const TimeMention> times;    // in text order
};

Document view(const Article& article, const Layers& layers);

// Where a document stands in time: minutes since 1970 in the publisher's clock, with a zone brought to UTC. A
// day without a clock counts from its midnight, a month from its first day. nullopt without a date.
std::optional<std::int64_t> minute_of(const std::optional<PartialDate>& published);

// Calls work(i) for each i below n, each once, in any order and on any thread. The results of this module do
// not depend on it. The default does them one after the other.
using Parallel = std::function<void(std::size_t n, const std::function<void(std::size_t)>& work)>;
void one_by_one(std::size_t n, const std::function<void(std::size_t)>& work);

}  // namespace dateline::story
