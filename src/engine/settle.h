#pragma once
// The second step of adding: what stands across articles.

#include "store/record.h"
#include "story/document.h"

namespace dateline::engine {

// Another number where settling the same articles would give other rows. What a record was settled with under
// another one is not built on.
inline constexpr std::int64_t kSettlingMethod = 2;

// How it was done.
struct Settled {
  bool copies_of_all = false;   // copies were worked out from all articles, not from what is new
  std::size_t compared = 0;     // else: articles that were compared with earlier ones
  bool stories_of_all = false;  // the same for stories
};

// Works out copies, passages and stories and stores them, if anything changed since the last time. A crash
// before the end leaves the record as it was, unsettled, and the next call does the work. The result depends
// on the articles alone. Where only articles were added, copies cost what the new ones bear on, and stories
// nothing else where those are the newest; else O(all articles), and about 5 KB of each are held. Texts are
// read of articles without an imprint only, a thousand at a time.
Result<Settled> settle(store::Record& record, unsigned threads = 0);

// Spreads work over `threads` threads (0: one for each core).
story::Parallel on_threads(unsigned threads);

}  // namespace dateline::engine
