#include "story/vectors.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <tuple>

namespace dateline::story {

double dot(const Terms& a, const Terms& b) {
  double result = 0;
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() && j != b.end()) {
    if (i->key == j->key) {
      result += static_cast<double>(i->weight) * static_cast<double>(j->weight);
      ++i;
      ++j;
    } else if (i->key < j->key) {
      ++i;
    } else {
      ++j;
    }
  }
  return result;
}

void keep_heaviest(Terms& terms, std::size_t limit) {
  if (terms.size() <= limit) return;
  const auto heavier = [](const Term& a, const Term& b) {
    return std::tuple(-a.weight, a.key) < std::tuple(-b.weight, b.key);
  };
  std::nth_element(terms.begin(), terms.begin() + static_cast<std::ptrdiff_t>(limit), terms.end(), heavier);
  terms.resize(limit);
  std::ranges::sort(terms, std::ranges::less(), &Term::key);
}

Terms sum(const Terms& a, const Terms& b, std::size_t limit) {
  Terms result;
  result.reserve(a.size() + b.size());
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() || j != b.end()) {
    if (j == b.end() || (i != a.end() && i->key < j->key)) {
      result.push_back(*i++);
    } else if (i == a.end() || j->key < i->key) {
      result.push_back(*j++);
    } else {
      result.push_back({i->key, i->weight + j->weight});
      ++i;
      ++j;
    }
  }
  keep_heaviest(result, limit);
  return result;
}

double length(const Terms& terms) {
  return std::sqrt(dot(terms, terms));
}

void scale(Terms& terms, double factor) {
  for (Term& term : terms) term.weight = static_cast<float>(term.weight * factor);
}

void Probe::set(const Terms& terms) {
  for (const std::size_t at : used_) slots_[at] = {};
  used_.clear();
  const std::size_t wanted = std::bit_ceil(terms.size() * 4 + 1);
  if (wanted > slots_.size()) slots_.assign(wanted, {});
  mask_ = slots_.size() - 1;
  for (const Term& term : terms) {
    std::size_t at = term.key & mask_;
    while (slots_[at].weight != 0) at = (at + 1) & mask_;
    slots_[at] = term;
    used_.push_back(at);
  }
}

}  // namespace dateline::story
