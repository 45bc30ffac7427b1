#pragma once
// The days that other articles of a record give to its undated ones, as settling keeps them.

#include <map>
#include <string>
#include <string_view>

#include "store/read.h"

namespace dateline::query {

// Puts the day of `data` (a derived thing of kind "date") into the article; data of another form changes
// nothing.
void give_date(Article& article, std::string_view data);

// Those of a whole record. O(undated articles).
class GivenDates {
 public:
  static Result<GivenDates> read(const store::Record& record);
  void give(store::ArticleKey key, Article& article) const;  // where the article has no day of its own

 private:
  std::map<std::string, std::string> dates_;  // by key in hex
};

}  // namespace dateline::query
