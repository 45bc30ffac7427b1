#pragma once
// The data that a page's scripts hold, as JSON: `window.__STATE__ = {...}`, `JSON.parse("...")`,
// `push([1, "..."])`, a whole application/json element.

#include <string>
#include <string_view>

namespace dateline::extract {

// Turns the JavaScript literal that begins at script[at] ('{', '[' or a quote) into strict JSON: names
// without quotes get them as keys, what is no literal (undefined, a call, a function) becomes null, single
// quotes and backticks become double ones, comments and last commas go. False when it does not end or is
// no literal; `at` is then where it was given up. One pass; no recursion; at most 500 levels.
bool strict_json(std::string_view script, std::size_t& at, std::string& out);

// Finds the next literal in a script, from `at` on: the script's first mark, or what stands after "=", "("
// or "return". Leaves `at` at its beginning; false for none.
bool next_literal(std::string_view script, std::size_t& at);

}  // namespace dateline::extract
