#pragma once
// Is the record whole? And: what does it say, told without anything that depends on how it came about?

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "store/record.h"

namespace dateline::store {

struct Problem {
  std::string where;  // "page 00ff...", "file", "words"
  std::string what;
};

struct CheckReport {
  std::uint64_t captures = 0;
  std::uint64_t articles = 0;
  std::uint64_t problems = 0;
  bool words_checked = false;  // the word index can be compared with the texts by a writer only
};

// Looks at everything: the file's structure and references, that each page's bytes are those that were
// stored, that every range of every layer lies in its text, that the index rows are those that the layers
// make, that the words are those of the texts. Calls `found` for each problem. One article in memory at a
// time; reads the whole file. An Error only when the record cannot be read at all.
Result<CheckReport> check(const Record& record, const std::function<void(const Problem&)>& found);

// The record's content as lines of text, given piece by piece: every table and every indexed word, with
// articles called by their keys, in an order that depends on the content alone. Two records with equal dumps
// give equal answers. For tests, and for comparing a rebuilt record with a new one. Needs O(words of the
// record) of temporary space.
Status dump(const Record& record, const std::function<void(std::string_view)>& out);

}  // namespace dateline::store
