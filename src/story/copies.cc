#include "story/copies.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "story/match.h"
#include "story/print.h"
#include "story/spread.h"

namespace dateline::story {
namespace {

constexpr std::int64_t kSameNews = 24 * 60;  // minutes in which pages of one news day come

constexpr std::size_t kEarliest = 24;       // documents of one shingle that are looked at, the earliest
constexpr std::size_t kMaxCandidates = 20;  // documents that are compared sentence by sentence
constexpr std::uint32_t kMinShared = 2;     // kept shingles that make a candidate
constexpr std::size_t kStockGroups = 5;     // unlike articles that make a passage stock
constexpr std::uint32_t kBlock = 4096;      // documents that are compared in parallel
constexpr std::size_t kStockLook = 400;     // documents of one shingle that are looked at to tell stock

struct Posting {
  std::uint64_t shingle;
  std::uint32_t document;  // rank in the order of time
  friend auto operator<=>(const Posting&, const Posting&) = default;
};

// A sentence of a document.
struct Source {
  std::uint32_t document;
  std::uint32_t sentence;
};

struct Candidate {
  std::uint32_t document;
  std::uint32_t shared;
};

}  // namespace

struct CopyIndex::Impl {
  std::vector<Print> prints;  // in the order of adding
};

namespace {

// One run over a set of documents. Everything here counts in ranks: places in the order of time.
class Settling {
 public:
  Settling(const std::vector<Print>& prints, const Parallel& parallel)
      : prints_(prints), parallel_(parallel) {
    rank();
    index();
  }

  Copies run() {
    candidates_.resize(prints_.size());
    parallel_(prints_.size(),
              [&](std::size_t d) { candidates_[d] = candidates(static_cast<std::uint32_t>(d)); });
    group();
    mark_stock();
    return collect();
  }

 private:
  const Print& print(std::uint32_t rank) const { return prints_[order_[rank]]; }

  void rank() {
    order_.resize(prints_.size());
    std::iota(order_.begin(), order_.end(), 0U);
    std::ranges::sort(order_,
                      [&](std::uint32_t a, std::uint32_t b) { return before(prints_[a], prints_[b]); });
    // Of documents with the very same words the earliest stands for all.
    twin_of_.resize(order_.size());
    std::vector<std::uint32_t> ranks(order_.size());
    std::iota(ranks.begin(), ranks.end(), 0U);
    std::ranges::sort(ranks, [&](std::uint32_t a, std::uint32_t b) {
      return std::tuple(print(a).content, a) < std::tuple(print(b).content, b);
    });
    for (std::size_t i = 0; i < ranks.size(); ++i) {
      const bool same =
          i > 0 && print(ranks[i]).content == print(ranks[i - 1]).content && !print(ranks[i]).words.empty();
      twin_of_[ranks[i]] = same ? twin_of_[ranks[i - 1]] : ranks[i];
    }
  }

  void index() {
    shingles_.resize(order_.size());
    parallel_(order_.size(), [&](std::size_t d) {
      if (twin_of_[d] == d) shingles_[d] = shingles_of(print(static_cast<std::uint32_t>(d)));
    });
    for (std::uint32_t d = 0; d < order_.size(); ++d) {
      if (twin_of_[d] != d) continue;
      const Print& p = print(d);
      for (std::size_t i = 0; i + kShingle <= p.words.size(); ++i) {
        const std::uint64_t shingle = shingle_at(p, i);
        if (kept(shingle)) postings_.push_back({shingle, d});
      }
    }
    sort_spread(postings_, [](const Posting& p) { return p.shingle >> 54U; }, parallel_);
    const auto rest = std::ranges::unique(postings_);
    postings_.erase(rest.begin(), rest.end());
    lists_of_.resize(order_.size());
    kept_.resize(order_.size());
    // A shingle of one document leads nowhere.
    std::size_t out = 0;
    for (std::size_t i = 0; i < postings_.size();) {
      std::size_t j = i;
      for (; j < postings_.size() && postings_[j].shingle == postings_[i].shingle; ++j)
        ++kept_[postings_[j].document];
      if (j - i > 1) {
        const auto list = static_cast<std::uint32_t>(out);
        for (; i < j; ++i) {
          lists_of_[postings_[i].document].push_back(list);
          postings_[out++] = postings_[i];
        }
      }
      i = j;
    }
    postings_.resize(out);
    postings_.shrink_to_fit();
  }

  // Earlier documents that share kept shingles, those with the most.
  std::vector<Candidate> candidates(std::uint32_t d) const {
    std::vector<std::uint32_t> met;
    for (const std::uint32_t list : lists_of_[d]) {
      for (std::size_t i = list; i < postings_.size() && i - list < kEarliest; ++i) {
        if (postings_[i].shingle != postings_[list].shingle || postings_[i].document >= d) break;
        met.push_back(postings_[i].document);
      }
    }
    std::ranges::sort(met);
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

  // Documents that are one text in the main, so that stock can be told from what was copied often.
  void group() {
    group_.resize(order_.size());
    parallel_(order_.size(), [&](std::size_t i) {
      thread_local Matcher matcher;
      const auto d = static_cast<std::uint32_t>(i);
      const Side self = side(d);
      bool set = false;
      group_[d] = twin_of_[d];
      for (const Candidate& candidate : candidates_[d]) {
        if (candidate.shared < kSameText / 2 * std::min(kept_[d], kept_[candidate.document])) continue;
        if (!set) matcher.set(self, shingles_[d]);
        set = true;
        const Sharing sharing = matcher.with(side(candidate.document), shingles_[candidate.document]);
        if (sharing.share >= kSameText || sharing.share_of >= kSameText) {
          group_[d] = candidate.document;
          break;
        }
      }
    });
    for (std::uint32_t d = 0; d < order_.size(); ++d) group_[d] = group_[group_[d]];
  }

  void mark_stock() {
    for (std::size_t i = 0; i < postings_.size();) {
      std::size_t j = i;
      std::vector<std::uint32_t> groups;
      for (; j < postings_.size() && postings_[j].shingle == postings_[i].shingle; ++j) {
        const std::uint32_t g = group_[postings_[j].document];
        if (j - i < kStockLook && groups.size() < kStockGroups &&
            std::ranges::find(groups, g) == groups.end())
          groups.push_back(g);
      }
      if (groups.size() >= kStockGroups) stock_.push_back(postings_[i].shingle);
      i = j;
    }
    stock_in_.resize(order_.size());
    parallel_(order_.size(), [&](std::size_t d) {
      if (twin_of_[d] == d) stock_in_[d] = stock_sentences(print(static_cast<std::uint32_t>(d)));
    });
  }

  Side side(std::uint32_t rank) const {
    static const std::vector<bool> none;
    return {print(rank), stock_in_.empty() ? none : stock_in_[rank]};
  }

  // Sentences most of whose kept shingles are stock.
  std::vector<bool> stock_sentences(const Print& p) const {
    std::vector<bool> result(p.sentences.size() - 1);
    for (std::size_t s = 0; s < result.size(); ++s) {
      unsigned all = 0;
      unsigned stock = 0;
      for (std::size_t i = p.sentences[s]; i < p.sentences[s + 1] && i + kShingle <= p.words.size(); ++i) {
        const std::uint64_t shingle = shingle_at(p, i);
        if (!kept(shingle)) continue;
        ++all;
        stock += std::ranges::binary_search(stock_, shingle) ? 1 : 0;
      }
      result[s] = all > 0 && stock * 2 > all;
    }
    return result;
  }

  std::vector<Sharing> sharings(std::uint32_t d) const {
    std::vector<Sharing> result;
    if (twin_of_[d] != d) return result;
    thread_local Matcher matcher;
    const Side self = side(d);
    matcher.set(self, shingles_[d]);
    for (const Candidate& candidate : candidates_[d]) {
      Sharing sharing = matcher.with(side(candidate.document), shingles_[candidate.document]);
      if (sharing.where.empty()) continue;
      sharing.document = candidate.document;
      result.push_back(std::move(sharing));
    }
    return result;
  }

  // What `d` shares with each document that had the sentences first, in the order of time.
  std::vector<Sharing> with_first(std::uint32_t d, const std::vector<Sharing>& sharings) const {
    std::map<std::uint32_t, Sharing> by_first;
    const std::size_t n = print(d).sentences.size() - 1;
    for (const Sharing& sharing : sharings) {
      for (std::size_t s = 0; s < n; ++s) {
        if (sharing.where[s] < 0) continue;
        const Source first = sources_[sharing.document][static_cast<std::size_t>(sharing.where[s])];
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
      with.share = static_cast<double>(total) / own_words(print(d), stock_in_[d]);
      with.share_of = static_cast<double>(total) / own_words(print(first), stock_in_[first]);
      result.push_back(std::move(with));
    }
    return result;
  }

  std::vector<Relation> relate(std::uint32_t d, const std::vector<Sharing>& sharings) {
    const Print& p = print(d);
    std::vector<Source>& sources = sources_[d];
    for (std::uint32_t s = 0; s + 1 < p.sentences.size(); ++s) sources.push_back({d, s});
    if (twin_of_[d] != d) {
      sources = sources_[twin_of_[d]];
      return {};
    }
    std::vector<Relation> result =
        attribute(p, with_first(d, sharings), [&](std::uint32_t c) -> const Print& { return print(c); });
    for (const Relation& relation : result)
      for (const SharedPassage& passage : relation.passages)
        for (std::uint32_t s = passage.first; s < passage.last; ++s)
          sources[s] = {relation.of, std::min(passage.of_first + (s - passage.first), passage.of_last - 1)};
    return result;
  }

  Copies collect() {
    sources_.resize(order_.size());
    std::vector<std::vector<std::uint32_t>> roots(order_.size());
    std::vector<Relation> all;
    std::vector<std::vector<Sharing>> block;
    for (std::uint32_t d = 0; d < order_.size(); ++d) {
      if (d % kBlock == 0) {
        block.assign(std::min<std::size_t>(kBlock, order_.size() - d), {});
        parallel_(block.size(),
                  [&](std::size_t i) { block[i] = sharings(d + static_cast<std::uint32_t>(i)); });
      }
      std::vector<Relation> relations = relate(d, block[d % kBlock]);
      look_behind(d, relations, roots);
      if (twin_of_[d] != d) relations.push_back(whole_copy(d, twin_of_[d]));
      if (relations.empty()) roots[d].push_back(d);
      for (Relation& relation : relations) {
        roots[d].insert(roots[d].end(), roots[relation.of].begin(), roots[relation.of].end());
        relation.document = d;
        all.push_back(std::move(relation));
      }
      std::ranges::sort(roots[d]);
      roots[d].erase(std::ranges::unique(roots[d]).begin(), roots[d].end());
    }
    std::ranges::move(turned_, std::back_inserter(all));
    return named(std::move(all), roots);
  }

  // Ranks brought back to the order of adding; every document's last origins, followed up to the end.
  Copies named(std::vector<Relation> all, const std::vector<std::vector<std::uint32_t>>& roots) const {
    Copies result;
    std::ranges::sort(all, std::ranges::less(),
                      [](const Relation& r) { return std::tuple(r.document, r.of); });
    for (Relation& relation : all) {
      relation.document = order_[relation.document];
      relation.of = order_[relation.of];
    }
    result.relations = std::move(all);
    result.origins.resize(order_.size());
    for (std::uint32_t d = 0; d < order_.size(); ++d) {
      for (const std::uint32_t root : roots[d]) result.origins[order_[d]].push_back(order_[root]);
      std::ranges::sort(result.origins[order_[d]]);
    }
    return result;
  }

  // What was left to `d` by documents that themselves have other parts from elsewhere.
  //  - `d` has that other part, too, from where it was first: the link adds nothing.
  //  - `d` stands in one of them nearly whole and is of the same day: then that one is the compilation and
  //    took it from `d`, whose time is only that of the page. A link the other way would give `d` the
  //    compilation's other origins.
  //  - `d` is that document's in the main: the link stays, as all that is known.
  //  - Otherwise the link is in passing and would chain a whole week to one origin.
  void look_behind(std::uint32_t d, std::vector<Relation>& relations,
                   std::vector<std::vector<std::uint32_t>>& roots) {
    const auto first_hand = [&](const Relation& r) {
      return roots[r.of].size() == 1 && roots[r.of].front() == r.of;
    };
    std::vector<std::uint32_t> certain;
    for (const Relation& relation : relations)
      if (first_hand(relation)) certain.push_back(relation.of);
    std::vector<Relation> turned;
    std::erase_if(relations, [&](const Relation& relation) {
      if (first_hand(relation)) return false;
      if (std::ranges::find_first_of(roots[relation.of], certain) != roots[relation.of].end()) return true;
      if (!certain.empty() || relation.overlap < kSameText) return true;
      if (print(d).minute - print(relation.of).minute > kSameNews) return false;
      turned.push_back(relation);
      return true;
    });
    for (const Relation& relation : turned) turn(d, relation, roots);
  }

  // Makes `d` the origin of what it shares with `relation.of`.
  void turn(std::uint32_t d, const Relation& relation, std::vector<std::vector<std::uint32_t>>& roots) {
    const std::uint32_t other = relation.of;
    Relation back{.document = other, .of = d, .overlap = 0, .kind = CopyKind::excerpt, .passages = {}};
    std::uint32_t words = 0;
    for (const SharedPassage& p : relation.passages) {
      back.passages.push_back({p.of_first, p.of_last, p.first, p.last});
      for (std::uint32_t s = p.of_first; s < p.of_last; ++s) {
        sources_[other][s] = {d, std::min(p.first + (s - p.of_first), p.last - 1)};
        words += print(other).sentences[s + 1] - print(other).sentences[s];
      }
      for (std::uint32_t s = p.first; s < p.last; ++s) sources_[d][s] = {d, s};
    }
    back.overlap = static_cast<double>(words) / own_words(print(other), stock_in_[other]);
    std::ranges::sort(back.passages, std::ranges::less(), &SharedPassage::first);
    roots[other].insert(std::ranges::upper_bound(roots[other], d), d);
    turned_.push_back(std::move(back));
  }

  Relation whole_copy(std::uint32_t d, std::uint32_t twin) const {
    const auto last = static_cast<std::uint32_t>(print(d).sentences.size() - 1);
    const auto of_last = static_cast<std::uint32_t>(print(twin).sentences.size() - 1);
    return {
        .document = d, .of = twin, .overlap = 1, .kind = CopyKind::copy, .passages = {{0, last, 0, of_last}}};
  }

  const std::vector<Print>& prints_;
  const Parallel& parallel_;
  std::vector<std::uint32_t> order_;    // rank -> print
  std::vector<std::uint32_t> twin_of_;  // rank -> rank of the first with the same words
  std::vector<Posting> postings_;
  std::vector<std::vector<std::uint32_t>> lists_of_;  // of each document: where lists of its shingles begin
  std::vector<std::uint32_t> kept_;                   // of each document: shingles in the index
  std::vector<std::vector<std::uint32_t>> shingles_;  // of each document that is no other's twin
  std::vector<std::vector<Candidate>> candidates_;
  std::vector<std::uint32_t> group_;
  std::vector<std::uint64_t> stock_;         // sorted
  std::vector<std::vector<bool>> stock_in_;  // of each document, its sentences
  std::vector<Relation> turned_;
  std::vector<std::vector<Source>> sources_;  // of each document, where each sentence was first
};

}  // namespace

CopyIndex::CopyIndex() : impl_(std::make_unique<Impl>()) {}
CopyIndex::~CopyIndex() = default;
CopyIndex::CopyIndex(CopyIndex&&) noexcept = default;
CopyIndex& CopyIndex::operator=(CopyIndex&&) noexcept = default;

void CopyIndex::add(std::span<const Document> documents, const Parallel& parallel) {
  const std::size_t first = impl_->prints.size();
  impl_->prints.resize(first + documents.size());
  parallel(documents.size(), [&](std::size_t i) {
    thread_local std::vector<Word> words;
    read_words(documents[i].text, words);
    impl_->prints[first + i] = print_of(documents[i], words);
  });
}

void CopyIndex::add(Print&& print) {
  impl_->prints.push_back(std::move(print));
}

Copies CopyIndex::settle(const Parallel& parallel) const {
  return Settling(impl_->prints, parallel).run();
}

std::size_t CopyIndex::size() const {
  return impl_->prints.size();
}

std::size_t independent(const Copies& copies, std::span<const std::uint32_t> members) {
  std::vector<std::uint32_t> all;
  for (const std::uint32_t member : members)
    all.insert(all.end(), copies.origins[member].begin(), copies.origins[member].end());
  std::ranges::sort(all);
  return static_cast<std::size_t>(std::ranges::unique(all).begin() - all.begin());
}

const char* name_of(CopyKind kind) {
  switch (kind) {
    case CopyKind::copy:
      return "copy";
    case CopyKind::excerpt:
      return "excerpt";
    case CopyKind::rewrite:
      return "rewrite";
  }
  return "copy";
}

}  // namespace dateline::story
