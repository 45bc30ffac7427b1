#pragma once
// Sparse vectors of words: what a document or a cluster is about.

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

}  // namespace dateline::story
