#pragma once
// Copies settled in a record: shared passages, what each article is a copy of, and the days of undated ones
// that follow from it; with what the next settling builds on (store/placings.h).

#include "engine/loading.h"

namespace dateline::engine {

// Works them out from all articles and writes the rows that differ. O(all articles).
Status settle_all_copies(store::Batch& batch, const store::Record& record, const Loaded& loaded,
                         const story::Parallel& parallel);

// The same rows from the articles that were added since the record was settled: how many were compared with
// others. nullopt, and nothing written, where all have to be settled: too many are new or would be told
// again, or what the record keeps for this does not fit together. `imprints` are those of `added`.
Result<std::optional<std::size_t>> settle_new_copies(store::Batch& batch, const store::Record& record,
                                                     const std::vector<store::ArticleKey>& added,
                                                     std::vector<story::Imprint> imprints);

}  // namespace dateline::engine
