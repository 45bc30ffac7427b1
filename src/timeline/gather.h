#pragma once
// The sentences of a collection that bear on a query, and the days they speak of.

#include <map>
#include <tuple>
#include <vector>

#include "story/vectors.h"
#include "timeline/timeline.h"

namespace dateline::timeline {

// How a sentence came to a day.
enum class Dating : std::uint8_t { said, published };

struct Sentence {
  std::uint32_t document = 0;
  std::uint32_t index = 0;  // in its document
  ByteRange range;
  story::Terms terms;  // content words, once each; weight: rarity, of length 1
  std::uint32_t words = 0;
  double query = 0;  // how well it meets the query: 1 itself, less by what stands around it
  bool planned = false;
};

struct Told {
  std::uint32_t sentence = 0;
  Dating dating = Dating::said;
  bool planned = false;
};

// By first day; a year before the months and days that begin with it.
struct DateKey {
  DayInterval interval;
  friend bool operator<(const DateKey& a, const DateKey& b) {
    return std::tuple(a.interval.first, b.interval.last) < std::tuple(b.interval.first, a.interval.last);
  }
};

struct Gathered {
  std::vector<Sentence> sentences;
  std::map<DateKey, std::vector<Told>> days;
  std::vector<double> fit;                    // of each document to the query, [0, 1]
  std::vector<std::optional<Day>> published;  // of each document
  bool asks_names = false;                    // the query is of names only: what someone did is asked for
};

Gathered gather(std::span<const story::Document> documents, const Query& query);

}  // namespace dateline::timeline
