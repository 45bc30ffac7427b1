#include "engine/copied.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace dateline::engine {
namespace {

static_assert(static_cast<int>(store::CopyKind::rewrite) == static_cast<int>(story::CopyKind::rewrite));

ByteRange range_of(const std::vector<ByteRange>& sentences, std::uint32_t first, std::uint32_t last) {
  return {sentences[first].begin, sentences[last - 1].end};
}

}  // namespace

Copied copied(std::span<const story::Relation> relations, const Known& known) {
  Copied out;
  std::map<std::uint32_t, const story::Relation*> best;
  for (const story::Relation& relation : relations) {
    std::optional<std::uint32_t> from;
    for (const story::SharedPassage& passage : relation.passages) {
      const ByteRange range = range_of(known.sentences(relation.document), passage.first, passage.last);
      if (from == range.begin) continue;
      from = range.begin;
      out.passages.push_back({known.key(relation.document), range, known.key(relation.of),
                              range_of(known.sentences(relation.of), passage.of_first, passage.of_last)});
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
  for (const auto& [document, relation] : best)
    out.copies.push_back({known.key(document), known.key(relation->of), relation->overlap,
                          static_cast<store::CopyKind>(relation->kind)});
  return out;
}

std::optional<store::Derived> derived_date(const DatedByOther& dated, const Known& known) {
  const auto& own = known.sentences(dated.document);
  const auto& others = known.sentences(dated.other);
  if (own.empty() || others.empty()) return std::nullopt;
  ByteRange range = {own.front().begin, own.back().end};
  if (dated.passage != nullptr)
    range = dated.is_origin ? range_of(own, dated.passage->of_first, dated.passage->of_last)
                            : range_of(own, dated.passage->first, dated.passage->last);
  return store::Derived{
      "date",
      to_hex(known.key(dated.document)),
      "date 1",
      to_string(dated.day) + " " + to_string(dated.interval.first) + " " + to_string(dated.interval.last),
      {{known.key(dated.document), range},
       {known.key(dated.other), {others.front().begin, others.back().end}}}};
}

}  // namespace dateline::engine
