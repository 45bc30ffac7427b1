#include "extract/script_days.h"

#include <algorithm>

#include "extract/metadata.h"
#include "extract/words.h"

namespace dateline::extract {
namespace {

// As frameworks spell them; those that mean publication first.
constexpr std::string_view kKeys[] = {
    "datePublished",    "publishedAt",    "published_at",   "publishDate",     "publish_date",
    "publishedDate",    "published_date", "publishedTime",  "published_time",  "publicationDate",
    "publication_date", "PublishingDate", "firstPublished", "first_published", "publishTime",
    "pubDate",          "pubdate",        "publishedOn",    "published_on",    "releaseDate",
    "createdAt",        "created_at",     "dateCreated",    "creationDate",    "createDate"};

constexpr std::size_t kBetween = 12;  // bytes from a key to its value: quotes, colons, spaces

// The day in what stands after a key.
std::optional<PartialDate> day_after(std::string_view rest) {
  std::size_t at = 0;
  while (at < std::min(rest.size(), kBetween) && !is_letter(rest[at]) && !is_digit(rest[at])) ++at;
  if (at == 0 || at >= rest.size() || !is_digit(rest[at])) return std::nullopt;
  const std::string_view value = rest.substr(at, 40);
  const std::size_t end = value.find_first_of("\"'\\&,<");
  if (value.substr(0, end).size() < 8) return std::nullopt;
  auto day = date_in_attribute(value.substr(0, end));
  if (!day || day->day == 0) return std::nullopt;
  return day;
}

}  // namespace

std::optional<PartialDate> day_in_scripts(const std::vector<std::string_view>& scripts) {
  for (const std::string_view key : kKeys) {
    for (const std::string_view script : scripts) {
      for (std::size_t at = script.find(key); at != std::string_view::npos;
           at = script.find(key, at + key.size())) {
        const bool begins = at == 0 || !is_letter(script[at - 1]) || key[0] < 'a';
        if (!begins) continue;
        if (auto day = day_after(script.substr(at + key.size()))) return day;
      }
    }
  }
  return std::nullopt;
}

}  // namespace dateline::extract
