#include "story/copies.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "story/match.h"
#include "story/print.h"

namespace dateline::story {
namespace {

constexpr double kInPassing = 0.4;  // share of a document below which a link is in passing

constexpr std::size_t kEarliest = 24;       // documents of one shingle that are looked at, the earliest
constexpr std::size_t kMaxCandidates = 20;  // documents that are compared sentence by sentence
constexpr std::uint32_t kMinShared = 2;     // kept shingles that make a candidate
constexpr std::size_t kStockGroups = 5;     // unlike articles that make a passage stock
constexpr std::size_t kStockLook = 400;     // documents of one shingle that are looked at to tell stock

struct Posting {
  std::uint64_t shingle;
  std::uint32_t document;  // rank in the order of time
  friend auto operator<=>(const Posting&, const Posting&) = default;
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
    found_.resize(prints_.size());
    parallel_(prints_.size(), [&](std::size_t d) { found_[d] = relate(static_cast<std::uint32_t>(d)); });
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
    places_.resize(order_.size());
    parallel_(order_.size(), [&](std::size_t d) {
      if (twin_of_[d] == d) places_[d] = places_of(print(static_cast<std::uint32_t>(d)));
    });
    for (std::uint32_t d = 0; d < order_.size(); ++d) {
      if (twin_of_[d] != d) continue;
      const Print& p = print(d);
      for (std::size_t i = 0; i + kShingle <= p.words.size(); ++i) {
        const std::uint64_t shingle = shingle_at(p, i);
        if (kept(shingle)) postings_.push_back({shingle, d});
      }
    }
    std::ranges::sort(postings_);
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
      const auto d = static_cast<std::uint32_t>(i);
      group_[d] = twin_of_[d];
      for (const Candidate& candidate : candidates_[d]) {
        if (candidate.shared < kSameText / 2 * std::min(kept_[d], kept_[candidate.document])) continue;
        const Sharing sharing = compared(d, candidate.document);
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

  Sharing compared(std::uint32_t later, std::uint32_t earlier) const {
    static const std::vector<bool> none;
    const bool known = !stock_in_.empty();
    return compare({print(later), known ? stock_in_[later] : none},
                   {print(earlier), known ? stock_in_[earlier] : none}, places_[earlier]);
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

  std::vector<Relation> relate(std::uint32_t d) const {
    if (twin_of_[d] != d) return {};
    const Print& p = print(d);
    std::vector<Sharing> sharings;
    for (const Candidate& candidate : candidates_[d]) {
      sharings.push_back(compared(d, candidate.document));
      sharings.back().document = candidate.document;
    }
    return attribute(p, sharings, [&](std::uint32_t c) -> const Print& { return print(c); });
  }

  Copies collect() {
    Copies result;
    result.origins.resize(order_.size());
    std::vector<std::vector<std::uint32_t>> roots(order_.size());
    for (std::uint32_t d = 0; d < order_.size(); ++d) {
      const std::uint32_t twin = twin_of_[d];
      std::vector<Relation> relations = std::move(found_[d]);
      drop_borrowed_links(d, relations, roots);
      if (twin != d) relations.push_back(whole_copy(d, twin));
      std::vector<std::uint32_t> down;
      for (Relation& relation : relations) {
        down.insert(down.end(), roots[relation.of].begin(), roots[relation.of].end());
        relation.document = order_[d];
        relation.of = order_[relation.of];
        result.relations.push_back(std::move(relation));
      }
      if (down.empty()) down.push_back(d);
      std::ranges::sort(down);
      down.erase(std::ranges::unique(down).begin(), down.end());
      roots[d] = down;
      for (std::uint32_t& root : down) root = order_[root];
      std::ranges::sort(down);
      result.origins[order_[d]] = std::move(down);
    }
    return result;
  }

  // A link in passing to a document that itself has other parts from elsewhere says nothing of those: without
  // this rule a chain of such links would make one origin of a whole week.
  void drop_borrowed_links(std::uint32_t d, std::vector<Relation>& relations,
                           const std::vector<std::vector<std::uint32_t>>& roots) const {
    std::erase_if(relations, [&](const Relation& relation) {
      if (relation.overlap >= kInPassing) return false;
      const auto& above = roots[relation.of];
      if (above.size() == 1 && above.front() == relation.of) return false;
      return std::ranges::any_of(
          above, [&](std::uint32_t root) { return compared(d, root).share < relation.overlap / 2; });
    });
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
  std::vector<std::vector<Place>> places_;
  std::vector<std::vector<Candidate>> candidates_;
  std::vector<std::uint32_t> group_;
  std::vector<std::uint64_t> stock_;         // sorted
  std::vector<std::vector<bool>> stock_in_;  // of each document, its sentences
  std::vector<std::vector<Relation>> found_;
};

}  // namespace

CopyIndex::CopyIndex() : impl_(std::make_unique<Impl>()) {}
CopyIndex::~CopyIndex() = default;
CopyIndex::CopyIndex(CopyIndex&&) noexcept = default;
CopyIndex& CopyIndex::operator=(CopyIndex&&) noexcept = default;

void CopyIndex::add(std::span<const Document> documents, const Parallel& parallel) {
  const std::size_t first = impl_->prints.size();
  impl_->prints.resize(first + documents.size());
  parallel(documents.size(), [&](std::size_t i) { impl_->prints[first + i] = print_of(documents[i]); });
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
