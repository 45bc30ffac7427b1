#include "engine/settle_copies.h"

#include <algorithm>
#include <tuple>

#include "engine/dating.h"

namespace dateline::engine {
namespace {

static_assert(static_cast<int>(store::CopyKind::rewrite) == static_cast<int>(story::CopyKind::rewrite));

ByteRange range_of(const std::vector<ByteRange>& sentences, std::uint32_t first, std::uint32_t last) {
  return {sentences[first].begin, sentences[last - 1].end};
}

store::Across across(const Loaded& loaded, const story::Copies& copies) {
  store::Across out;
  std::vector<const story::Relation*> best(loaded.keys.size(), nullptr);
  for (const story::Relation& relation : copies.relations) {
    std::optional<std::uint32_t> from;
    for (const story::SharedPassage& passage : relation.passages) {
      const ByteRange range = range_of(loaded.sentences[relation.document], passage.first, passage.last);
      if (from == range.begin) continue;
      from = range.begin;
      out.passages.push_back({loaded.keys[relation.document], range, loaded.keys[relation.of],
                              range_of(loaded.sentences[relation.of], passage.of_first, passage.of_last)});
    }
    const story::Relation*& strongest = best[relation.document];
    if (strongest == nullptr || relation.overlap > strongest->overlap) strongest = &relation;
  }
  // One passage for each beginning in an article: the earliest origin's, which comes first.
  std::stable_sort(out.passages.begin(), out.passages.end(),
                   [](const store::Passage& a, const store::Passage& b) {
                     return std::tie(a.article, a.range.begin) < std::tie(b.article, b.range.begin);
                   });
  const auto same = [](const store::Passage& a, const store::Passage& b) {
    return a.article == b.article && a.range.begin == b.range.begin;
  };
  out.passages.erase(std::unique(out.passages.begin(), out.passages.end(), same), out.passages.end());
  for (const story::Relation* relation : best) {
    if (relation == nullptr) continue;
    out.copies.push_back({loaded.keys[relation->document], loaded.keys[relation->of], relation->overlap,
                          static_cast<store::CopyKind>(relation->kind)});
  }
  return out;
}

// Undated articles that share words with dated ones. What reads them is query::each_article.
Status put_dates(store::Batch& batch, const Loaded& loaded, const story::Copies& copies) {
  std::vector<store::Derived> all;
  for (const DatedByOther& dated : date_by_others(loaded.published, copies, loaded.ranges)) {
    const auto& own = loaded.sentences[dated.document];
    const auto& others = loaded.sentences[dated.other];
    if (own.empty() || others.empty()) continue;
    ByteRange range = {own.front().begin, own.back().end};
    if (dated.passage != nullptr)
      range = dated.is_origin ? range_of(own, dated.passage->of_first, dated.passage->of_last)
                              : range_of(own, dated.passage->first, dated.passage->last);
    all.push_back(
        {"date",
         to_hex(loaded.keys[dated.document]),
         "date 1",
         to_string(dated.day) + " " + to_string(dated.interval.first) + " " + to_string(dated.interval.last),
         {{loaded.keys[dated.document], range},
          {loaded.keys[dated.other], {others.front().begin, others.back().end}}}});
  }
  return batch.set_derived("date", all);
}

}  // namespace

Status settle_all_copies(store::Batch& batch, const Loaded& loaded, const story::Parallel& parallel) {
  const story::Copies shared = loaded.copies.settle(parallel);
  const store::Across found = across(loaded, shared);
  if (Status set = batch.set_copied(found.passages, found.copies); !set) return set;
  return put_dates(batch, loaded, shared);
}

}  // namespace dateline::engine
