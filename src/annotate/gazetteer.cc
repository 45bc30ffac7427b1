#include "annotate/gazetteer.h"

#include <algorithm>
#include <vector>

namespace dateline::annotate {
namespace {

std::vector<std::uint32_t> line_starts() {
  std::vector<std::uint32_t> starts;
  starts.reserve(kGazetteerText.size() / 12);
  for (std::size_t at = 0; at < kGazetteerText.size(); at = kGazetteerText.find('\n', at) + 1)
    starts.push_back(static_cast<std::uint32_t>(at));
  return starts;
}

std::string_view name_at(std::uint32_t start) {
  return kGazetteerText.substr(start, kGazetteerText.find('\t', start) - start);
}

}  // namespace

Known known_name(std::string_view folded) {
  static const std::vector<std::uint32_t> starts = line_starts();
  const auto found =
      std::lower_bound(starts.begin(), starts.end(), folded,
                       [](std::uint32_t start, std::string_view name) { return name_at(start) < name; });
  Known known;
  if (found == starts.end() || name_at(*found) != folded) return known;
  std::size_t at = *found + folded.size() + 1;
  for (; kGazetteerText[at] != '\t'; ++at) {
    switch (kGazetteerText[at]) {
      case 'c':
        known.country = true;
        break;
      case 'k':
        known.place = true;
        break;
      case 'r':
        known.division = true;
        break;
      case 'T':
        known.large_city = true;
        break;
      case 't':
        known.city = true;
        break;
      case 'g':
        known.given_name = true;
        break;
      case 's':
        known.surname = true;
        break;
      case 'p':
        known.people = true;
        break;
      default:
        break;
    }
  }
  known.code = kGazetteerText.substr(at + 1, kGazetteerText.find('\n', at) - at - 1);
  return known;
}

}  // namespace dateline::annotate
