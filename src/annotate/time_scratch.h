#pragma once
// What one thread keeps from article to article; only times.cc and undated.cc include this.

#include <vector>

#include "annotate/time_meaning.h"
#include "annotate/times.h"

namespace dateline::annotate {

struct TimesScratch::Impl {
  std::vector<TimeToken> tokens;
  TimeMatch match;
  TimeMatch peek;
  std::vector<Tense> tenses;  // of the expressions found last, one for each
  bool tells_the_past = false;
};

}  // namespace dateline::annotate
