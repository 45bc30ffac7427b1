#pragma once
// Words after which a full stop mostly does not end a sentence.

#include <string_view>

namespace dateline::text {

enum class Abbreviation {
  none,
  before_name,  // nearly always goes on: Dr. Mr. Gov. St. No.
  either,  // goes on before a lower-case letter or a digit, ends a sentence before a capital: Inc. etc. a.m.
};

// `word` without its last full stop, as written ("Dr", "a.m", "U.S").
Abbreviation abbreviation(std::string_view word);

}  // namespace dateline::text
