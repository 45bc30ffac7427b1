#pragma once
// Is a block the article's? A sum of small decision trees over its features (gradient boosting, Friedman
// 2001). The table is written by tools/train_extract.py.

#include <string>
#include <utility>
#include <vector>

#include "extract/features.h"

namespace dateline::extract {

// Log odds: above nought the block is the article's. About one microsecond.
float model_score(const FeatureRow& row);

// The features that moved the score most, largest first, with what each added.
std::vector<std::pair<const char*, float>> model_reasons(const FeatureRow& row, std::size_t most);

}  // namespace dateline::extract
