#include "story/rarity.h"

#include <cmath>

namespace dateline::story {

std::vector<Count> counts_of(std::span<const Sketch* const> sketches, Terms Sketch::* field,
                             const Parallel& parallel) {
  std::size_t all = 0;
  for (const Sketch* sketch : sketches) all += (sketch->*field).size();
  std::vector<std::uint32_t> keys;
  keys.reserve(all);
  for (const Sketch* sketch : sketches)
    for (const Term& term : sketch->*field) keys.push_back(term.key);
  sort_spread(keys, [](std::uint32_t key) { return key >> 22U; }, parallel);
  std::vector<Count> counts;
  for (std::size_t i = 0; i < keys.size();) {
    std::size_t j = i;
    while (j < keys.size() && keys[j] == keys[i]) ++j;
    if (j - i > 1) counts.push_back({keys[i], static_cast<std::uint32_t>(j - i)});
    i = j;
  }
  return counts;
}

double rarity_of(std::uint32_t documents, std::size_t all) {
  constexpr double kPower = 1.3;  // of the inverse document frequency
  return std::pow(std::log((static_cast<double>(all) + 1) / documents), kPower);
}

Rarity::Rarity(std::span<const Count> counts, std::size_t all) {
  std::vector<double> of_count(all + 1);  // as it is needed
  std::vector<std::uint32_t> keys;
  for (const Count& count : counts) {
    double& rarity = of_count[count.documents];
    if (rarity == 0) rarity = rarity_of(count.documents, all);
    keys.push_back(count.key);
    rarities_.push_back(rarity);
  }
  finder_ = Finder(std::move(keys));
}

double Rarity::of(std::uint32_t key) const {
  const std::size_t found = finder_.find(key);
  return found == Finder::kNowhere ? 0 : rarities_[found];
}

double term_weight(const Term& term, double rarity) {
  return static_cast<double>(static_cast<float>(weight_of(term.weight))) * rarity;
}

}  // namespace dateline::story
