#include "store/index_rows.h"

#include <map>

#include "store/days.h"

namespace dateline::store {

std::vector<SpokenRow> spoken_rows(const Layers& layers) {
  std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> counts;
  for (const TimeMention& time : layers.times)
    if (time.interval) ++counts[{day_number(time.interval->first), day_number(time.interval->last)}];
  std::vector<SpokenRow> rows;
  rows.reserve(counts.size());
  for (const auto& [days, mentions] : counts) rows.push_back({days.first, days.second, mentions});
  return rows;
}

std::vector<NameRow> name_rows(const Layers& layers) {
  std::vector<NameRow> rows;
  rows.reserve(layers.entities.size());
  for (const Entity& entity : layers.entities)
    rows.push_back({entity.name, static_cast<std::int64_t>(entity.type), 0});
  for (const Mention& mention : layers.mentions)
    if (mention.entity >= 0) ++rows[static_cast<std::size_t>(mention.entity)].mentions;
  return rows;
}

}  // namespace dateline::store
