#pragma once
// Words and numbers of a text as tokens of the time grammar.

#include <string_view>
#include <vector>

#include "annotate/time_language.h"

namespace dateline::annotate {

// Which of 2/8/2031 is the day, where both could be.
enum class DateOrder : std::uint8_t { day_first, month_first };

// Clears `out` and fills it with the tokens of text[sentence]. Words that the grammar does not know are
// tokens without a class, so that rules never match across them. O(length).
void lex_times(std::string_view text, ByteRange sentence, const TimeLanguage& language, DateOrder order,
               std::vector<TimeToken>& out);

// Makes one token of a number that is spelt in several: twenty-five, nineteen seventy, 2 1/2, a few.
void join_numbers(std::string_view text, std::vector<TimeToken>& tokens);

}  // namespace dateline::annotate
