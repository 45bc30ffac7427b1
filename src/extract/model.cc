#include "extract/model.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dateline::extract {
namespace {

constexpr unsigned char f_none = 255;

struct Split {
  unsigned char feature;
  signed char at_most;  // the branch that follows is for values up to this
  signed char other;    // steps to the other branch
  float value;          // mean answer here
};

constexpr Split kTable[] = {
#include "extract/model_table.inc"
};

// Where the trees begin, which stand one after the other; found once.
const std::vector<const Split*>& trees() {
  static const std::vector<const Split*> begins = [] {
    std::vector<const Split*> out;
    for (const Split* at = std::begin(kTable); at != std::end(kTable);) {
      out.push_back(at);
      // A tree ends where as many leaves have been passed as it has splits, and one more.
      for (int open = 1; open > 0; ++at) open += at->feature == f_none ? -1 : 1;
    }
    return out;
  }();
  return begins;
}

// Calls step(from, to) for each step down a tree and leaf(split) at its end.
template <class Step, class Leaf>
void walk(const FeatureRow& row, const Step& step, const Leaf& leaf) {
  for (const Split* at : trees()) {
    while (at->feature != f_none) {
      const Split* next = row[at->feature] <= at->at_most ? at + 1 : at + at->other;
      step(*at, *next);
      at = next;
    }
    leaf(*at);
  }
}

}  // namespace

float model_score(const FeatureRow& row) {
  float sum = 0;
  walk(row, [](const Split&, const Split&) {}, [&](const Split& leaf) { sum += leaf.value; });
  return sum;
}

std::vector<std::pair<const char*, float>> model_reasons(const FeatureRow& row, std::size_t most) {
  std::array<float, kFeatures> moved{};
  walk(
      row, [&](const Split& from, const Split& to) { moved[from.feature] += to.value - from.value; },
      [](const Split&) {});
  std::vector<std::size_t> order(kFeatures);
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return std::abs(moved[a]) > std::abs(moved[b]); });
  std::vector<std::pair<const char*, float>> out;
  for (std::size_t k = 0; k < most && k < order.size(); ++k)
    if (moved[order[k]] != 0) out.emplace_back(kFeatureNames[order[k]], moved[order[k]]);
  return out;
}

}  // namespace dateline::extract
