#pragma once
// What a person types into a search box, read into words and filters.
//
//     dam "mayor of Varnholm" -rumour observ*  source:"Oster Bay Post"  lang:en  from:2031-03  to:2031-03-14
//     story:ID  diagnostic:no-date  versions:all
//
// Words are and-ed; "-" leaves out; "*" ends the beginning of a word. An unknown name before a colon is a
// word.

#include <string>
#include <string_view>

#include "store/read.h"

namespace dateline::query {

struct Asked {
  store::Terms terms;
  store::Filter filter;
};

inline constexpr std::size_t kMaxAskedBytes = 10'000;
inline constexpr std::size_t kMaxTerms = 100;

// Filters in the text are put over those of `filter`. Error `invalid_argument` for a date that is none, for
// text that is too long, and for a quote that does not end.
Result<Asked> read_terms(std::string_view text, store::Filter filter = {});

// True when there is at least one letter, digit or other character that a word can hold.
bool has_word(std::string_view text);

}  // namespace dateline::query
