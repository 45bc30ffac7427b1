#pragma once
// The record's rows from what `story` tells of copies.

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "engine/dating.h"
#include "store/record.h"
#include "story/copies.h"

namespace dateline::engine {

// What rows say of a document.
struct Known {
  std::function<store::ArticleKey(std::uint32_t)> key;
  std::function<const std::vector<ByteRange>&(std::uint32_t)> sentences;
};

struct Copied {
  std::vector<store::Passage> passages;
  std::vector<store::Copy> copies;
};

// `relations` by document, then by origin, in the order of time.
Copied copied(std::span<const story::Relation> relations, const Known& known);

// nullopt where one of the two has no sentence to rest on.
std::optional<store::Derived> derived_date(const DatedByOther& dated, const Known& known);

}  // namespace dateline::engine
