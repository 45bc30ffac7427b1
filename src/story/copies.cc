#include "story/copies.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "story/copy_rules.h"
#include "story/placing.h"
#include "story/spread.h"

namespace dateline::story {
namespace {

using namespace copying;

constexpr std::uint32_t kBlock = 4096;  // documents that are compared in parallel

}  // namespace

struct CopyIndex::Impl {
  std::vector<Print> prints;  // in the order of adding
};

namespace {

// One run over a set of documents. Everything here counts in ranks: places in the order of time.
class Settling : public Field {
 public:
  Settling(const std::vector<Print>& prints, const Parallel& parallel, Placings* placings)
      : prints_(prints), parallel_(parallel), placings_(placings) {
    order();
    index();
  }

  Copies run() {
    candidates_.resize(prints_.size());
    parallel_(prints_.size(),
              [&](std::size_t d) { candidates_[d] = candidates(static_cast<std::uint32_t>(d)); });
    group();
    mark_stock();
    if (placings_ != nullptr) begin_placings();
    return collect();
  }

  const Print& print(std::uint32_t rank) const override { return prints_[order_[rank]]; }
  const std::vector<std::uint32_t>& shingles(std::uint32_t rank) const override { return shingles_[rank]; }
  std::uint32_t kept(std::uint32_t rank) const override { return kept_[rank]; }
  const std::vector<bool>& stock(std::uint32_t rank) const override { return stock_in_[rank]; }
  const std::vector<Source>& sources(std::uint32_t rank) const override { return sources_[rank]; }
  const std::vector<std::uint32_t>& roots(std::uint32_t rank) const override { return roots_[rank]; }

 private:
  bool is_twin(std::uint32_t rank) const { return twin_of_[rank] != rank; }

  void order() {
    order_.resize(prints_.size());
    std::iota(order_.begin(), order_.end(), 0U);
    std::ranges::sort(order_,
                      [&](std::uint32_t a, std::uint32_t b) { return before(prints_[a], prints_[b]); });
    // Of documents with the very same words the earliest stands for all; one without words for none.
    twin_of_.resize(order_.size());
    std::vector<std::uint32_t> ranks(order_.size());
    std::iota(ranks.begin(), ranks.end(), 0U);
    std::ranges::sort(ranks, [&](std::uint32_t a, std::uint32_t b) {
      return std::tuple(print(a).content, print(a).words.empty(), a) <
             std::tuple(print(b).content, print(b).words.empty(), b);
    });
    for (std::size_t i = 0; i < ranks.size(); ++i) {
      const bool same =
          i > 0 && print(ranks[i]).content == print(ranks[i - 1]).content && !print(ranks[i]).words.empty();
      twin_of_[ranks[i]] = same ? twin_of_[ranks[i - 1]] : ranks[i];
    }
  }

  void index() {
    shingles_.resize(order_.size());
    parallel_(order_.size(), [&](std::size_t i) {
      const auto d = static_cast<std::uint32_t>(i);
      if (!is_twin(d)) shingles_[d] = shingles_of(print(d));
    });
    for (std::uint32_t d = 0; d < order_.size(); ++d) {
      if (is_twin(d)) continue;
      const Print& p = print(d);
      for (std::size_t i = 0; i + kShingle <= p.words.size(); ++i) {
        const std::uint64_t shingle = shingle_at(p, i);
        if (dateline::story::kept(shingle)) postings_.push_back({index_value(shingle), d});
      }
    }
    sort_spread(postings_, [](const Posting& p) { return p.value >> (kIndexBits - 10U); }, parallel_);
    const auto rest = std::ranges::unique(postings_);
    postings_.erase(rest.begin(), rest.end());
    if (placings_ != nullptr) give_index();
    lists_of_.resize(order_.size());
    kept_.resize(order_.size());
    // A shingle of one document leads nowhere.
    std::size_t out = 0;
    for (std::size_t i = 0; i < postings_.size();) {
      std::size_t j = i;
      for (; j < postings_.size() && postings_[j].value == postings_[i].value; ++j)
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

  // A stretch at a time, by the numbers of adding.
  void give_index() const {
    constexpr std::size_t kStretch = 4096;
    std::vector<Posting> stretch;
    for (std::size_t i = 0; i < postings_.size(); ++i) {
      stretch.push_back({postings_[i].value, order_[postings_[i].document]});
      const bool ends = i + 1 == postings_.size() || postings_[i + 1].value != postings_[i].value;
      if (!ends || (stretch.size() < kStretch && i + 1 < postings_.size())) continue;
      placings_->index(stretch);
      stretch.clear();
    }
  }

  // Earlier documents that share kept shingles, those with the most.
  std::vector<Candidate> candidates(std::uint32_t d) const {
    std::vector<std::uint32_t> met;
    for (const std::uint32_t list : lists_of_[d]) {
      for (std::size_t i = list; i < postings_.size() && i - list < kEarliest; ++i) {
        if (postings_[i].value != postings_[list].value || postings_[i].document >= d) break;
        met.push_back(postings_[i].document);
      }
    }
    std::ranges::sort(met);
    return choose(met);
  }

  // Documents that are one text in the main, so that stock can be told from what was copied often.
  void group() {
    same_.resize(order_.size());
    parallel_(order_.size(), [&](std::size_t i) {
      const auto d = static_cast<std::uint32_t>(i);
      same_[d] = is_twin(d) ? twin_of_[d] : same_text(*this, d, candidates_[d]);
    });
    group_ = same_;
    for (std::uint32_t d = 0; d < order_.size(); ++d) group_[d] = group_[group_[d]];
  }

  void mark_stock() {
    for (std::size_t i = 0; i < postings_.size();) {
      std::size_t j = i;
      std::vector<std::uint32_t> groups;
      for (; j < postings_.size() && postings_[j].value == postings_[i].value; ++j) {
        const std::uint32_t g = group_[postings_[j].document];
        if (j - i < kStockLook && groups.size() < kStockGroups &&
            std::ranges::find(groups, g) == groups.end())
          groups.push_back(g);
      }
      if (groups.size() >= kStockGroups) stock_.push_back(postings_[i].value);
      i = j;
    }
    stock_in_.resize(order_.size());
    parallel_(order_.size(), [&](std::size_t i) {
      const auto d = static_cast<std::uint32_t>(i);
      if (is_twin(d)) return;
      stock_in_[d] = stock_sentences(
          print(d), [&](std::uint64_t value) { return std::ranges::binary_search(stock_, value); });
    });
  }

  std::vector<Sharing> compare(std::uint32_t d) const {
    if (is_twin(d)) return {};
    std::vector<std::uint32_t> candidates;
    for (const Candidate& candidate : candidates_[d]) candidates.push_back(candidate.document);
    return sharings(*this, d, candidates);
  }

  Copies collect() {
    sources_.resize(order_.size());
    roots_.resize(order_.size());
    std::vector<Relation> all;
    std::vector<std::vector<Sharing>> block;
    for (std::uint32_t d = 0; d < order_.size(); ++d) {
      if (d % kBlock == 0) {
        block.assign(std::min<std::size_t>(kBlock, order_.size() - d), {});
        parallel_(block.size(),
                  [&](std::size_t i) { block[i] = compare(d + static_cast<std::uint32_t>(i)); });
      }
      if (is_twin(d)) {
        const std::uint32_t twin = twin_of_[d];
        all.push_back(whole_copy(print(d), print(twin), d, twin));
        roots_[d] = roots_[twin];
        roots_[d].erase(std::ranges::unique(roots_[d]).begin(), roots_[d].end());
        continue;
      }
      Told told = tell(*this, d, block[d % kBlock]);
      if (placings_ != nullptr) place(d, told);
      for (const Turn& turn : told.turns) {
        apply(turn, sources_[turn.back.document], roots_[turn.back.document]);
        all.push_back(turn.back);
      }
      sources_[d] = std::move(told.sources);
      roots_[d] = std::move(told.roots);
      std::ranges::move(told.relations, std::back_inserter(all));
    }
    return named(std::move(all));
  }

  // Ranks brought back to the order of adding; every document's last origins, followed up to the end.
  Copies named(std::vector<Relation> all) {
    const auto number = [&](std::uint32_t rank) { return order_[rank]; };
    Copies result;
    std::ranges::sort(all, std::ranges::less(),
                      [](const Relation& r) { return std::tuple(r.document, r.of); });
    for (Relation& relation : all) rename(relation, number);
    result.relations = std::move(all);
    result.origins.resize(order_.size());
    for (std::uint32_t d = 0; d < order_.size(); ++d) {
      for (const std::uint32_t root : roots_[d]) result.origins[order_[d]].push_back(order_[root]);
      std::ranges::sort(result.origins[order_[d]]);
    }
    if (placings_ != nullptr)
      for (Placing& placing : placings_->documents) rename(placing, number);
    return result;
  }

  Placing& placing(std::uint32_t rank) const { return placings_->documents[order_[rank]]; }

  void begin_placings() {
    placings_->documents.assign(order_.size(), {});
    placings_->stock = stock_;
    for (std::uint32_t d = 0; d < order_.size(); ++d) {
      Placing& p = placing(d);
      if (is_twin(d)) {
        p.twin = twin_of_[d];
        continue;
      }
      p.kept = kept_[d];
      if (same_[d] != d) p.same = same_[d];
      put_stock(p, stock_in_[d]);
      for (const Candidate& candidate : candidates_[d]) p.candidates.push_back(candidate.document);
    }
  }

  void place(std::uint32_t d, const Told& told) {
    Placing& p = placing(d);
    p.firsts = told.firsts;
    put_sources(p, d, told.sources);
    put_roots(p, d, told.roots);
    p.relations = told.relations;
    p.turns = told.turns;
    for (const Turn& turn : told.turns) placing(turn.back.document).turned_by.push_back(d);
  }

  const std::vector<Print>& prints_;
  const Parallel& parallel_;
  Placings* placings_;                  // null: not asked for
  std::vector<std::uint32_t> order_;    // rank -> print
  std::vector<std::uint32_t> twin_of_;  // rank -> rank of the first with the same words
  std::vector<Posting> postings_;
  std::vector<std::vector<std::uint32_t>> lists_of_;  // of each document: where lists of its shingles begin
  std::vector<std::uint32_t> kept_;                   // of each document: shingles in the index
  std::vector<std::vector<std::uint32_t>> shingles_;  // of each document that is no other's twin
  std::vector<std::vector<Candidate>> candidates_;
  std::vector<std::uint32_t> same_;
  std::vector<std::uint32_t> group_;
  std::vector<std::uint64_t> stock_;               // sorted
  std::vector<std::vector<bool>> stock_in_;        // of each document, its sentences
  std::vector<std::vector<Source>> sources_;       // of each document, where each sentence was first
  std::vector<std::vector<std::uint32_t>> roots_;  // of each document, what it comes down to
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

Copies CopyIndex::settle(const Parallel& parallel, copying::Placings* placings) const {
  return Settling(impl_->prints, parallel, placings).run();
}

const Print& CopyIndex::print(std::uint32_t document) const {
  return impl_->prints[document];
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
