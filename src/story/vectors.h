#pragma once
// Sparse vectors of words: what a document or a cluster is about.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dateline::story {

struct Term {
  std::uint32_t key;
  float weight;
};

// Sorted by key, no key twice.
using Terms = std::vector<Term>;

double dot(const Terms& a, const Terms& b);
// a + b, then the `limit` heaviest terms (ties to the smaller key).
Terms sum(const Terms& a, const Terms& b, std::size_t limit);
void keep_heaviest(Terms& terms, std::size_t limit);
double length(const Terms& terms);
void scale(Terms& terms, double factor);

// One vector laid out so that its products with many others are quick: a table of its terms. All weights of
// both must be above 0. dot() is the very number that dot(a, b) gives.
class Probe {
 public:
  void set(const Terms& terms);
  double dot(const Terms& other) const {
    double result = 0;
    for (const Term& term : other) {
      std::size_t at = term.key & mask_;
      while (slots_[at].weight != 0 && slots_[at].key != term.key) at = (at + 1) & mask_;
      if (slots_[at].weight != 0)
        result += static_cast<double>(slots_[at].weight) * static_cast<double>(term.weight);
    }
    return result;
  }

 private:
  std::vector<Term> slots_ = std::vector<Term>(1);
  std::vector<std::size_t> used_;
  std::size_t mask_ = 0;
};

}  // namespace dateline::story
