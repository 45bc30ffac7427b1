#pragma once
// What settling keeps of an article (story/imprint.h), so that no text is read twice: one blob an article.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "store/record.h"

namespace dateline::store {

struct ImprintRow {
  std::int64_t number = 0;  // of the article in this record; orders the rows
  ArticleKey key;
  std::optional<PartialDate> published;
  std::optional<DayInterval> range;  // of one without a date, where it is known
  std::string_view data;             // empty: none of this producer; valid until the next row
};

// A row for each article, also the unsettled ones, by number, which means nothing.
Status each_imprint(const Record& record, std::string_view producer,
                    const std::function<void(const ImprintRow&)>& use);

// Empty where there is none of this producer.
Result<std::string> read_imprint(const Record& record, ArticleKey key, std::string_view producer);

}  // namespace dateline::store
