#include "engine/pipeline.h"

#include <algorithm>

namespace dateline::engine {

unsigned thread_count(unsigned asked) {
  if (asked == 0) asked = std::max(1u, std::thread::hardware_concurrency());
  return std::min(asked, 256u);
}

}  // namespace dateline::engine
