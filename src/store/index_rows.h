#pragma once
// The rows for asking that are made from one article's layers: days spoken of, names. Writing stores them,
// checking makes them again and compares.

#include <compare>
#include <string>
#include <vector>

#include <dateline/document.h>

namespace dateline::store {

struct SpokenRow {
  std::int64_t first = 0;  // days since 1970-01-01
  std::int64_t last = 0;
  std::int64_t mentions = 0;
  friend auto operator<=>(const SpokenRow&, const SpokenRow&) = default;
};

struct NameRow {
  std::string name;
  std::int64_t type = 0;
  std::int64_t mentions = 0;
  friend auto operator<=>(const NameRow&, const NameRow&) = default;
};

std::vector<SpokenRow> spoken_rows(const Layers& layers);  // by day
std::vector<NameRow> name_rows(const Layers& layers);      // one an entity, in their order

}  // namespace dateline::store
