#pragma once
// What the commands that read a record share: its filters as options, opening it, and what it says of itself.

#include <vector>

#include "command.h"
#include "query/query.h"

namespace dateline::cli {

Argument record_argument();

// --source --from --to --language --story --diagnostic --versions
std::vector<Option> filter_options();

// The options as a filter, words (joined by spaces) as its text.
Result<query::SearchAsk> ask_of(const Invocation& invocation, const std::vector<std::string>& words);

// Opens the record of the command line for reading, and notes on standard error what it has that is not
// settled.
Result<store::Record> open_record(const Invocation& invocation);

// "2031-03-14", "2031-03-01 to 2031-03-07", "no date"
std::string shown_date(const store::ArticleRow& row);

}  // namespace dateline::cli
