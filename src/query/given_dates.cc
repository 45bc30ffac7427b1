#include "query/given_dates.h"

#include "store/across.h"

namespace dateline::query {

// "2031-05-02 2031-05-01 2031-05-04": the day, and the days that it can be.
void give_date(Article& article, std::string_view data) {
  if (data.size() != 32) return;
  const auto day = parse_date(data.substr(0, 10));
  const auto first = parse_date(data.substr(11, 10));
  const auto last = parse_date(data.substr(22, 10));
  if (!day || !first || !last) return;
  article.published = day;
  article.published_interval = DayInterval{*day_of(*first), *day_of(*last)};
  article.published_from = DateSource::inferred;
}

Result<GivenDates> GivenDates::read(const store::Record& record) {
  GivenDates given;
  const Status read = store::each_derived(record, "date", [&](store::Derived&& derived) {
    given.dates_[derived.key] = derived.data;
    return true;
  });
  if (!read) return std::unexpected(read.error());
  return given;
}

void GivenDates::give(store::ArticleKey key, Article& article) const {
  if (article.published || dates_.empty()) return;
  if (const auto found = dates_.find(to_hex(key)); found != dates_.end()) give_date(article, found->second);
}

}  // namespace dateline::query
