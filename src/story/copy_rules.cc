#include "story/copy_rules.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace dateline::story::copying {
namespace {

constexpr std::int64_t kSameNews = 24 * 60;  // minutes in which pages of one news day come
constexpr std::size_t kMaxCandidates = 20;   // documents that are compared sentence by sentence
constexpr std::uint32_t kMinShared = 2;      // kept shingles that make a candidate

// What `d` shares with each document that had the sentences first, in the order of time.
std::vector<Sharing> with_first(const Field& field, std::uint32_t d, const std::vector<Sharing>& sharings) {
  std::map<std::uint32_t, Sharing> by_first;
  const std::size_t n = field.print(d).sentences.size() - 1;
  for (const Sharing& sharing : sharings) {
    const std::vector<Source>& sources = field.sources(sharing.document);
    for (std::size_t s = 0; s < n; ++s) {
      if (sharing.where[s] < 0) continue;
      const Source first = sources[static_cast<std::size_t>(sharing.where[s])];
      Sharing& with = by_first[first.document];
      if (with.where.empty()) {
        with.document = first.document;
        with.where.assign(n, -1);
        with.words.assign(n, 0);
      }
      if (with.where[s] >= 0 && with.words[s] >= sharing.words[s]) continue;
      with.where[s] = static_cast<std::int32_t>(first.sentence);
      with.words[s] = sharing.words[s];
    }
  }
  std::vector<Sharing> result;
  for (auto& [first, with] : by_first) {
    const std::uint32_t total = std::accumulate(with.words.begin(), with.words.end(), 0U);
    with.share = static_cast<double>(total) / own_words(field.print(d), field.stock(d));
    with.share_of = static_cast<double>(total) / own_words(field.print(first), field.stock(first));
    result.push_back(std::move(with));
  }
  return result;
}

// Makes `d` the origin of what it shares with `relation.of`.
Turn turned(const Field& field, std::uint32_t d, const Relation& relation, std::vector<Source>& sources) {
  const std::uint32_t other = relation.of;
  const Print& print = field.print(other);
  Relation back{.document = other, .of = d, .overlap = 0, .kind = CopyKind::excerpt, .passages = {}};
  std::uint32_t words = 0;
  for (const SharedPassage& p : relation.passages) {
    back.passages.push_back({p.of_first, p.of_last, p.first, p.last});
    for (std::uint32_t s = p.of_first; s < p.of_last; ++s)
      words += print.sentences[s + 1] - print.sentences[s];
    for (std::uint32_t s = p.first; s < p.last; ++s) sources[s] = {d, s};
  }
  back.overlap = static_cast<double>(words) / own_words(print, field.stock(other));
  std::ranges::sort(back.passages, std::ranges::less(), &SharedPassage::first);
  return {relation, std::move(back)};
}

// What was left to `d` by documents that themselves have other parts from elsewhere.
//  - `d` has that other part, too, from where it was first: the link adds nothing.
//  - `d` stands in one of them nearly whole and is of the same day: then that one is the compilation and
//    took it from `d`, whose time is only that of the page. A link the other way would give `d` the
//    compilation's other origins.
//  - `d` is that document's in the main: the link stays, as all that is known.
//  - Otherwise the link is in passing and would chain a whole week to one origin.
void look_behind(const Field& field, std::uint32_t d, Told& told) {
  const auto first_hand = [&](const Relation& r) {
    const std::vector<std::uint32_t>& roots = field.roots(r.of);
    return roots.size() == 1 && roots.front() == r.of;
  };
  std::vector<std::uint32_t> certain;
  for (const Relation& relation : told.relations)
    if (first_hand(relation)) certain.push_back(relation.of);
  std::vector<Relation> to_turn;
  std::erase_if(told.relations, [&](const Relation& relation) {
    if (first_hand(relation)) return false;
    const std::vector<std::uint32_t>& roots = field.roots(relation.of);
    if (std::ranges::find_first_of(roots, certain) != roots.end()) return true;
    if (!certain.empty() || relation.overlap < kSameText) return true;
    if (field.print(d).minute - field.print(relation.of).minute > kSameNews) return false;
    to_turn.push_back(relation);
    return true;
  });
  for (const Relation& relation : to_turn) told.turns.push_back(turned(field, d, relation, told.sources));
}

}  // namespace

std::vector<std::uint64_t> index_values(const Print& print) {
  std::vector<std::uint64_t> values;
  for (std::size_t i = 0; i + kShingle <= print.words.size(); ++i) {
    const std::uint64_t shingle = shingle_at(print, i);
    if (kept(shingle)) values.push_back(index_value(shingle));
  }
  std::ranges::sort(values);
  values.erase(std::ranges::unique(values).begin(), values.end());
  return values;
}

std::vector<Candidate> choose(std::span<const std::uint32_t> met) {
  std::vector<Candidate> all;
  for (std::size_t i = 0; i < met.size();) {
    std::size_t j = i;
    while (j < met.size() && met[j] == met[i]) ++j;
    if (j - i >= kMinShared) all.push_back({met[i], static_cast<std::uint32_t>(j - i)});
    i = j;
  }
  if (all.size() > kMaxCandidates) {
    std::ranges::stable_sort(all, std::ranges::greater(), &Candidate::shared);
    all.resize(kMaxCandidates);
    std::ranges::sort(all, std::ranges::less(), &Candidate::document);
  }
  return all;
}

std::uint32_t same_text(const Field& field, std::uint32_t d, std::span<const Candidate> candidates) {
  static const std::vector<bool> no_stock;
  thread_local Matcher matcher;
  bool set = false;
  const Side self{field.print(d), no_stock};
  for (const Candidate& candidate : candidates) {
    const std::uint32_t least = std::min(field.kept(d), field.kept(candidate.document));
    if (candidate.shared < kSameText / 2 * least) continue;
    if (!set) matcher.set(self, field.shingles(d));
    set = true;
    const Sharing sharing =
        matcher.with({field.print(candidate.document), no_stock}, field.shingles(candidate.document));
    if (sharing.share >= kSameText || sharing.share_of >= kSameText) return candidate.document;
  }
  return d;
}

std::vector<bool> stock_sentences(const Print& print, const std::function<bool(std::uint64_t)>& is_stock) {
  std::vector<bool> result(print.sentences.size() - 1);
  for (std::size_t s = 0; s < result.size(); ++s) {
    unsigned all = 0;
    unsigned stock = 0;
    for (std::size_t i = print.sentences[s]; i < print.sentences[s + 1] && i + kShingle <= print.words.size();
         ++i) {
      const std::uint64_t shingle = shingle_at(print, i);
      if (!kept(shingle)) continue;
      ++all;
      stock += is_stock(index_value(shingle)) ? 1 : 0;
    }
    result[s] = all > 0 && stock * 2 > all;
  }
  return result;
}

std::vector<Sharing> sharings(const Field& field, std::uint32_t d,
                              std::span<const std::uint32_t> candidates) {
  std::vector<Sharing> result;
  if (candidates.empty()) return result;
  thread_local Matcher matcher;
  const Side self{field.print(d), field.stock(d)};
  matcher.set(self, field.shingles(d));
  for (const std::uint32_t candidate : candidates) {
    Sharing sharing =
        matcher.with({field.print(candidate), field.stock(candidate)}, field.shingles(candidate));
    if (sharing.where.empty()) continue;
    sharing.document = candidate;
    result.push_back(std::move(sharing));
  }
  return result;
}

Told tell(const Field& field, std::uint32_t d, const std::vector<Sharing>& sharings) {
  const Print& print = field.print(d);
  Told told;
  for (std::uint32_t s = 0; s + 1 < print.sentences.size(); ++s) told.sources.push_back({d, s});
  const std::vector<Sharing> first = with_first(field, d, sharings);
  for (const Sharing& sharing : first) told.firsts.push_back(sharing.document);
  told.relations = attribute(print, first, [&](std::uint32_t c) -> const Print& { return field.print(c); });
  for (Relation& relation : told.relations) {
    relation.document = d;
    for (const SharedPassage& passage : relation.passages)
      for (std::uint32_t s = passage.first; s < passage.last; ++s)
        told.sources[s] = {relation.of,
                           std::min(passage.of_first + (s - passage.first), passage.of_last - 1)};
  }
  look_behind(field, d, told);
  if (told.relations.empty()) told.roots.push_back(d);
  for (const Relation& relation : told.relations) {
    const std::vector<std::uint32_t>& roots = field.roots(relation.of);
    told.roots.insert(told.roots.end(), roots.begin(), roots.end());
  }
  std::ranges::sort(told.roots);
  told.roots.erase(std::ranges::unique(told.roots).begin(), told.roots.end());
  return told;
}

void apply(const Turn& turn, std::vector<Source>& sources, std::vector<std::uint32_t>& roots) {
  const std::uint32_t d = turn.taken.document;
  for (const SharedPassage& p : turn.taken.passages)
    for (std::uint32_t s = p.of_first; s < p.of_last; ++s)
      sources[s] = {d, std::min(p.first + (s - p.of_first), p.last - 1)};
  roots.insert(std::ranges::upper_bound(roots, d), d);
}

Relation whole_copy(const Print& print, const Print& of, std::uint32_t d, std::uint32_t twin) {
  const auto last = static_cast<std::uint32_t>(print.sentences.size() - 1);
  const auto of_last = static_cast<std::uint32_t>(of.sentences.size() - 1);
  return {
      .document = d, .of = twin, .overlap = 1, .kind = CopyKind::copy, .passages = {{0, last, 0, of_last}}};
}

}  // namespace dateline::story::copying
