#pragma once
// What settling has to do: what came or went since the last time.

#include <vector>

#include "store/record.h"

namespace dateline::store {

struct Changes {
  bool any = false;  // something was added, replaced or removed since the last settling
  // What is settled is no ground to build on: an article of it was replaced or removed, or another method (or
  // an older program) settled it. Everything has to be settled anew.
  bool whole = false;
  std::vector<ArticleKey> added;  // since the last settling, in the order of adding; filled unless `whole`
};

// `method` is the one that Batch::settle() is told: not 0. O(what changed).
Result<Changes> changes(const Record& record, std::int64_t method);

}  // namespace dateline::store
