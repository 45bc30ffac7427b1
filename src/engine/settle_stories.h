#pragma once
// Stories settled in a record.

#include "engine/loading.h"

namespace dateline::engine {

// Works them out from all articles; writes the rows that differ, and the tables by which newer articles can
// be placed. O(all articles).
Status settle_all_stories(store::Batch& batch, const Loaded& loaded, const story::Parallel& parallel);

// Places articles that were added since the last settling: the rows that differ are written, and what was
// settled before is not read but for what is like them. False, and nothing written, when that is not
// possible: one of them is undated or older than the newest, or so many have come that the newest begin
// elsewhere. O(added and the newest after the first of them), some milliseconds each.
Result<bool> place_stories(const store::Record& record, store::Batch& batch,
                           const std::vector<store::ArticleKey>& added,
                           const std::vector<story::Imprint>& imprints);

}  // namespace dateline::engine
