#pragma once
// Reading what stands across articles.

#include <functional>
#include <string>
#include <vector>

#include "store/record.h"

namespace dateline::store {

// In the order of the first day (undated last), then of the id.
Result<std::vector<Story>> list_stories(const Record& record);
Result<std::uint64_t> count_stories(const Record& record);
Result<std::vector<Story>> stories_of(const Record& record, ArticleKey article);

// All copies, by article.
Result<std::vector<Copy>> list_copies(const Record& record);
// The copy that `article` is, if it is one, then those that have it as their origin.
Result<std::vector<Copy>> copies_of(const Record& record, ArticleKey article);

// Passages of `article` that stand elsewhere, and passages elsewhere that come from it, in text order.
Result<std::vector<Passage>> passages_of(const Record& record, ArticleKey article);

// All of one kind, by key, one in memory at a time, until `use` gives false.
Status each_derived(const Record& record, std::string_view kind, const std::function<bool(Derived&&)>& use);
Result<std::optional<Derived>> read_derived(const Record& record, std::string_view kind,
                                            std::string_view key);

}  // namespace dateline::store
