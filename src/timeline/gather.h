#pragma once
// The sentences of a collection that bear on a query, and the days they speak of.

#include <map>
#include <tuple>
#include <vector>

#include "story/vectors.h"
#include "timeline/timeline.h"

namespace dateline::timeline {

// How a sentence came to a day.
enum class Dating : std::uint8_t {
  said,       // it names the day
  published,  // it names none, and its article tells of that day
  day_after,  // it names none, and its article is of the next day: a morning paper tells of the day before
};

struct Sentence {
  std::uint32_t document = 0;
  std::uint32_t index = 0;  // in its document
  ByteRange range;
  story::Terms terms;  // content words, once each; weight: rarity, of length 1
  double shared = 1;   // share of its content words that another sentence has, too
  std::uint32_t words = 0;
  double query = 0;  // how well it meets the query: 1 itself, less by what stands around it
  double title = 0;  // how near it is to its article's headline, or to the first sentence where there is none
  double capitals = 0;        // share of its words after the first that begin with a capital
  bool number = false;        // it has a number
  bool first_person = false;  // "we", "my": an opinion or a quotation
  bool own_voice = false;     // the same outside of long quotations
  bool question = false;
  double subject = 0;      // the name asked for stands where a subject does: 1; elsewhere: 0.3
  double quoted = 0;       // share of its words in a long quotation
  bool about = false;      // the headline of its article meets the query
  bool follows = false;    // it meets the query through a pronoun or "the company"
  bool reports = false;    // it has a verb of saying
  bool ahead = false;      // it speaks of what is to come
  bool dependent = false;  // begins with a word that points out of the sentence: "It", "This", "But"
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
  std::vector<double> fit;      // of each document to the query, [0, 1]
  std::vector<double> reports;  // of each document: 1 for a report, less for who speaks for himself, [0.1, 1]
  std::vector<std::optional<Day>> published;  // of each document
  std::vector<std::uint32_t> order;           // of each document in time, undated last; no two the same
  bool asks_names = false;                    // the query is of names only: what someone did is asked for
};

Gathered gather(std::span<const story::Document> documents, const Query& query);

}  // namespace dateline::timeline
