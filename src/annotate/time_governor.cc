#include "annotate/time_governor.h"

#include <algorithm>

namespace dateline::annotate {

void attach_governors(std::span<const ParseToken> tokens, std::span<TimeMention> times) {
  std::size_t from = 0;
  for (TimeMention& time : times) {
    time.governor.reset();
    while (from < tokens.size() && tokens[from].range.end <= time.range.begin) ++from;
    std::size_t to = from;
    while (to < tokens.size() && tokens[to].range.begin < time.range.end) ++to;
    if (from == to) continue;
    // The way up from the expression's first token leaves it at its own head and goes on to the event.
    std::size_t at = from;
    for (std::size_t steps = 0; steps < 64; ++steps) {
      const bool inside = at >= from && at < to;
      if (!inside && tokens[at].event) {
        time.governor = tokens[at].range;
        break;
      }
      const auto head = static_cast<std::size_t>(std::max(tokens[at].head, 0));
      if (head == at || head >= tokens.size()) break;
      at = head;
    }
  }
}

}  // namespace dateline::annotate
