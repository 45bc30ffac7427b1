#pragma once
// Copies settled in a record: shared passages, what each article is a copy of, and the days of undated ones
// that follow from it.

#include "engine/loading.h"

namespace dateline::engine {

// Works them out from all articles and writes the rows that differ. O(all articles).
Status settle_all_copies(store::Batch& batch, const Loaded& loaded, const story::Parallel& parallel);

}  // namespace dateline::engine
