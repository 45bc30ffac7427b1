#include "story/document.h"

#include <charconv>

namespace dateline::story {
namespace {

int two_digits(std::string_view text, std::size_t at) {
  int value = 0;
  if (at + 2 <= text.size()) std::from_chars(text.data() + at, text.data() + at + 2, value);
  return value;
}

// Minutes of "14:05:00+03:00" after midnight UTC.
int clock_minutes(std::string_view clock) {
  int minutes = two_digits(clock, 0) * 60 + two_digits(clock, 3);
  const std::size_t sign = clock.find_first_of("+-", 5 < clock.size() ? 5 : clock.size());
  if (sign != std::string_view::npos) {
    const std::size_t colon = clock.find(':', sign) == std::string_view::npos ? 3 : 4;
    const int zone = two_digits(clock, sign + 1) * 60 + two_digits(clock, sign + colon);
    minutes += clock[sign] == '+' ? -zone : zone;
  }
  return minutes;
}

}  // namespace

Document view(const Article& article, const Layers& layers) {
  return {.id = article.id,
          .source = article.source,
          .title = article.title,
          .text = article.text,
          .published = article.published,
          .sentences = layers.sentences,
          .times = layers.times};
}

std::optional<std::int64_t> minute_of(const std::optional<PartialDate>& published) {
  if (!published || published->year == 0) return std::nullopt;
  const std::int64_t day = days_of(*published).first.time_since_epoch().count();
  return day * 1440 + (published->clock.empty() ? 0 : clock_minutes(published->clock));
}

void one_by_one(std::size_t n, const std::function<void(std::size_t)>& work) {
  for (std::size_t i = 0; i < n; ++i) work(i);
}

}  // namespace dateline::story
