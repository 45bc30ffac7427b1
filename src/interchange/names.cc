#include <array>

#include "interchange/article_json.h"

namespace dateline::interchange {
namespace {

constexpr std::array<const char*, 7> kDateSources = {"none", "json-ld", "meta",    "time",
                                                     "url",  "text",    "inferred"};
constexpr std::array<const char*, 4> kTimexTypes = {"DATE", "TIME", "DURATION", "SET"};
constexpr std::array<const char*, 10> kEntityTypes = {"PERSON", "ORG",   "GPE", "LOC",         "NORP",
                                                      "FAC",    "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"};
constexpr std::array<const char*, 3> kForms = {"name", "nominal", "pronoun"};
constexpr std::array<const char*, 5> kLayers = {"sentences", "tokens", "mentions", "entities", "times"};

}  // namespace

const char* name_of(DateSource source) {
  return kDateSources[static_cast<std::size_t>(source)];
}
const char* name_of(TimexType type) {
  return kTimexTypes[static_cast<std::size_t>(type)];
}
const char* name_of(EntityType type) {
  return kEntityTypes[static_cast<std::size_t>(type)];
}
const char* name_of(MentionForm form) {
  return kForms[static_cast<std::size_t>(form)];
}

Result<std::vector<Layer>> parse_layers(std::string_view names) {
  std::array<bool, kLayers.size()> wanted{};
  while (!names.empty()) {
    const std::size_t comma = std::min(names.find(','), names.size());
    const std::string_view name = names.substr(0, comma);
    names.remove_prefix(std::min(comma + 1, names.size()));
    std::size_t at = 0;
    while (at < kLayers.size() && kLayers[at] != name) ++at;
    if (at == kLayers.size())
      return fail(ErrorCode::invalid_argument,
                  "no layer is called '" + std::string(name) +
                      "'; there are sentences, tokens, mentions, entities, times");
    wanted[at] = true;
  }
  std::vector<Layer> layers;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (wanted[i]) layers.push_back(static_cast<Layer>(i));
  return layers;
}

}  // namespace dateline::interchange
