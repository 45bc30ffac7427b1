#include "story/match.h"

#include <algorithm>
#include <bit>

namespace dateline::story {
namespace {

constexpr double kNearlyMost = 0.95;      // of the most: an earlier document with so much is preferred
constexpr double kMinWords = 20.0;        // content words of prose that are no chance
constexpr double kMinShare = 0.15;        // of either document
constexpr double kMinShareFurther = 0.2;  // the same for a second origin

constexpr double kSentence = 0.7;       // share of a sentence's shingled words that makes it the same
constexpr double kMinShareSame = 0.35;  // within one outlet

bool is(const std::vector<bool>& marks, std::size_t at) {
  return at < marks.size() && marks[at];
}

}  // namespace

std::uint32_t own_words(const Print& p, const std::vector<bool>& stock) {
  std::uint32_t result = 0;
  for (std::size_t s = 0; s + 1 < p.sentences.size(); ++s)
    if (!is(stock, s)) result += p.sentences[s + 1] - p.sentences[s];
  return std::max(result, 1U);
}

std::vector<std::uint32_t> shingles_of(const Print& print) {
  std::vector<std::uint32_t> result;
  if (print.words.size() < kShingle) return result;
  result.reserve(print.words.size() - kShingle + 1);
  for (std::size_t i = 0; i + kShingle <= print.words.size(); ++i)
    result.push_back(static_cast<std::uint32_t>(shingle_at(print, i)));
  return result;
}

void Matcher::set(const Side& later, std::span<const std::uint32_t> shingles) {
  later_ = &later;
  slots_.assign(std::bit_ceil(shingles.size() * 2 + 1), {});
  slot_of_.clear();
  matched_.clear();
  const std::size_t mask = slots_.size() - 1;
  for (const std::uint32_t shingle : shingles) {
    std::size_t at = shingle & mask;
    while (slots_[at].used && slots_[at].shingle != shingle) at = (at + 1) & mask;
    slots_[at].shingle = shingle;
    slots_[at].used = true;
    slot_of_.push_back(static_cast<std::uint32_t>(at));
  }
}

// Notes where each shingle that the later one has stands first in the earlier one.
bool Matcher::look_up(const Side& earlier, std::span<const std::uint32_t> shingles) {
  for (const std::uint32_t at : matched_) slots_[at].sentence = -1;
  matched_.clear();
  const std::size_t mask = slots_.size() - 1;
  const std::vector<std::uint32_t>& sentences = earlier.print.sentences;
  std::uint32_t sentence = 0;
  for (std::size_t i = 0; i < shingles.size(); ++i) {
    std::size_t at = shingles[i] & mask;
    while (slots_[at].used && slots_[at].shingle != shingles[i]) at = (at + 1) & mask;
    if (!slots_[at].used || slots_[at].sentence >= 0) continue;
    while (sentence + 1 < sentences.size() && sentences[sentence + 1] <= i) ++sentence;
    slots_[at].sentence = static_cast<std::int32_t>(sentence);
    matched_.push_back(static_cast<std::uint32_t>(at));
  }
  return !matched_.empty();
}

// How many words of the sentence stand in the earlier one; votes_ become the sentences that they stand in.
// In the order of sentences: a shingle goes on into the next.
std::uint32_t Matcher::cover(std::uint32_t sentence, const std::vector<bool>& stock) {
  const std::vector<std::uint32_t>& sentences = later_->print.sentences;
  votes_.clear();
  const auto shingles = static_cast<std::uint32_t>(slot_of_.size());
  for (std::uint32_t i = sentences[sentence]; i < std::min(sentences[sentence + 1], shingles); ++i) {
    const std::int32_t found = slots_[slot_of_[i]].sentence;
    if (found < 0) continue;
    for (std::size_t k = 0; k < kShingle; ++k) covered_[i + k] = 1;
    if (!is(stock, static_cast<std::size_t>(found))) votes_.push_back(static_cast<std::uint32_t>(found));
  }
  std::uint32_t words = 0;
  for (std::uint32_t i = sentences[sentence]; i < sentences[sentence + 1]; ++i)
    words += static_cast<unsigned char>(covered_[i]);
  return words;
}

Sharing Matcher::with(const Side& earlier, std::span<const std::uint32_t> shingles) {
  const Print& print = later_->print;
  const std::size_t n = print.sentences.size() - 1;
  Sharing result;
  if (!look_up(earlier, shingles)) return result;
  covered_.assign(print.words.size(), 0);
  std::uint32_t total = 0;
  for (std::uint32_t s = 0; s < n; ++s) {
    const std::uint32_t words = cover(s, earlier.stock);
    if (is(later_->stock, s) || votes_.empty()) continue;
    if (words < kSentence * (print.sentences[s + 1] - print.sentences[s])) continue;
    if (result.where.empty()) {
      result.where.assign(n, -1);
      result.words.assign(n, 0);
    }
    std::ranges::sort(votes_);
    result.where[s] = static_cast<std::int32_t>(votes_[votes_.size() / 2]);
    result.words[s] = words;
    total += words;
  }
  result.share = static_cast<double>(total) / own_words(print, later_->stock);
  result.share_of = static_cast<double>(total) / own_words(earlier.print, earlier.stock);
  return result;
}

namespace {

// Runs of sentences that stand in the origin.
std::vector<SharedPassage> passages_of(const std::vector<std::int32_t>& where) {
  std::vector<SharedPassage> result;
  for (std::uint32_t s = 0; s < where.size(); ++s) {
    if (where[s] < 0) continue;
    const auto of = static_cast<std::uint32_t>(where[s]);
    const bool goes_on = !result.empty() && result.back().last == s && of + 1 >= result.back().of_last &&
                         of <= result.back().of_last + 1;
    if (goes_on) {
      result.back().last = s + 1;
      result.back().of_last = std::max(result.back().of_last, of + 1);
    } else {
      result.push_back({s, s + 1, of, of + 1});
    }
  }
  return result;
}

CopyKind kind_of(double share, double share_of) {
  if (share_of < 0.45) return CopyKind::excerpt;
  return share >= 0.75 ? CopyKind::copy : CopyKind::rewrite;
}

}  // namespace

std::vector<Relation> attribute(const Print& print, const std::vector<Sharing>& sharings,
                                const std::function<const Print&(std::uint32_t)>& lookup) {
  std::vector<Relation> result;
  std::vector<bool> taken(print.sentences.size() - 1);
  const double all = std::max<double>(1, static_cast<double>(print.words.size()));
  std::vector<bool> used(sharings.size());
  while (true) {
    std::vector<std::uint32_t> fresh(sharings.size());
    std::uint32_t most = 0;
    for (std::size_t i = 0; i < sharings.size(); ++i) {
      if (used[i]) continue;
      const Sharing& sharing = sharings[i];
      const Print& origin = lookup(sharing.document);
      for (std::size_t s = 0; s < sharing.where.size(); ++s)
        if (sharing.where[s] >= 0 && !taken[s]) fresh[i] += sharing.words[s];
      const double share = fresh[i] / all;
      const double share_of = fresh[i] / std::max<double>(1, static_cast<double>(origin.words.size()));
      const double least = origin.source == print.source ? kMinShareSame
                           : result.empty()              ? kMinShare
                                                         : kMinShareFurther;
      if (fresh[i] < kMinWords || std::max(share, share_of) < least) {
        fresh[i] = 0;
        used[i] = true;
      }
      most = std::max(most, fresh[i]);
    }
    if (most == 0) break;
    std::size_t pick = 0;
    while (used[pick] || fresh[pick] < kNearlyMost * most) ++pick;
    const Sharing& sharing = sharings[pick];
    used[pick] = true;
    std::vector<std::int32_t> where = sharing.where;
    for (std::size_t s = 0; s < where.size(); ++s) {
      if (taken[s]) where[s] = -1;
      if (where[s] >= 0) taken[s] = true;
    }
    result.push_back({.document = 0,
                      .of = sharing.document,
                      .overlap = sharing.share,
                      .kind = kind_of(sharing.share, sharing.share_of),
                      .passages = passages_of(where)});
  }
  // Who has parts from several took a part of each.
  if (result.size() > 1)
    for (Relation& relation : result)
      if (relation.overlap < kSameText) relation.kind = CopyKind::excerpt;
  std::ranges::sort(result, std::ranges::less(), &Relation::of);
  return result;
}

}  // namespace dateline::story
