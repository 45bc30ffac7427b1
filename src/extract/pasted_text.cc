#include "extract/pasted_text.h"

#include <algorithm>
#include <vector>

#include "extract/metadata.h"
#include "extract/vocabulary.h"

namespace dateline::extract {
namespace {

constexpr std::size_t kProse = 90;      // bytes from which a line with a full stop is running text
constexpr std::size_t kHeadline = 200;  // a headline is no longer than this

bool ends_sentence(std::string_view line) {
  for (const std::string_view quote : {"\"", "'", ")", "\u201d", "\u2019", "\u00bb"})
    if (line.ends_with(quote)) line.remove_suffix(quote.size());
  return !line.empty() && (line.back() == '.' || line.back() == '!' || line.back() == '?' ||
                           line.back() == ':' || line.ends_with("\u2026"));
}

bool prose(std::string_view line) {
  return (line.size() >= kProse && ends_sentence(line)) || line.size() >= 2 * kProse;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string line = collapsed(text.substr(0, end));
    if (!line.empty()) out.push_back(std::move(line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::size_t words(std::string_view line) {
  return static_cast<std::size_t>(std::count(line.begin(), line.end(), ' ')) + 1;
}

}  // namespace

void read_pasted_text(std::string_view text, Article& article) {
  const std::vector<std::string> lines = lines_of(text);
  const auto first = std::find_if(lines.begin(), lines.end(), prose);
  const auto last = std::find_if(lines.rbegin(), lines.rend(), prose).base();
  // The headline is the longest line of several words above the text; the nearer one among equals.
  auto headline = first;
  for (auto it = lines.begin(); it != first; ++it) {
    if (it->size() > kHeadline || words(*it) < 4 || furniture_line(*it)) continue;
    if (headline == first || it->size() >= headline->size()) headline = it;
  }
  if (headline != first) article.title = *headline;
  for (auto it = lines.begin(); it != first; ++it) {
    if (it == headline) continue;
    if (!article.published)
      if (const auto date = date_in_text(*it))
        article.published = date, article.published_from = DateSource::text;
    if (article.authors.empty() && byline_word(*it) > 0 && it->size() < 120)
      article.authors = read_authors(*it);
  }
  for (auto it = first; it != last; ++it) {
    const bool keep = prose(*it) || (ends_sentence(*it) && it->size() >= 25 && !furniture_line(*it)) ||
                      (words(*it) >= 2 && it->size() < 80 && std::next(it) != last && prose(*std::next(it)) &&
                       !furniture_line(*it) && !date_in_text(*it));
    if (!keep) continue;
    if (!article.text.empty()) article.text += "\n\n";
    article.text += *it;
  }
  if (article.text.empty()) article.diagnostics.push_back({"no-text", "no line of running text was found"});
}

}  // namespace dateline::extract
