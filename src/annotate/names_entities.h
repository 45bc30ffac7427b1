#pragma once
// Who is who within one article.

#include <cstdint>
#include <vector>

#include "annotate/names_text.h"

namespace dateline::annotate::names {

// Fills `entities` in the order of their first mention and gives each span's index in it. Spans are one
// entity when their keys are the same; when one is a part of the other's personal name, its acronym or its
// first words; or when both are names of one country. A short name that several longer ones explain goes to
// the one last mentioned before it.
std::vector<std::int32_t> gather_entities(const Words& words, const std::vector<Span>& spans,
                                          std::vector<Entity>& entities);

}  // namespace dateline::annotate::names
