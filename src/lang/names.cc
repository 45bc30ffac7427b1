#include "lang/lang.h"

namespace dateline::lang {

std::string_view name_of(NameLabel label) {
  static constexpr std::array<std::string_view, kNameLabels> names = {
      "ORG", "DATE", "PERSON",   "GPE", "MONEY", "CARDINAL", "NORP",    "PERCENT", "WORK_OF_ART",
      "LOC", "TIME", "QUANTITY", "FAC", "EVENT", "ORDINAL",  "PRODUCT", "LAW",     "LANGUAGE"};
  return names[static_cast<std::size_t>(label)];
}

}  // namespace dateline::lang
