#include "parameters.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "base/utf8.h"

namespace dateline::server {

void Parameters::blame(const std::string& name, const std::string& what) {
  if (!fault_) fault_ = Error{ErrorCode::invalid_argument, fmt::format("{}: {}", name, what)};
}

std::string Parameters::text(const std::string& name) {
  const std::string* value = request_.parameter(name);
  if (value == nullptr) return {};
  if (!utf8::valid(*value) || value->find('\0') != std::string::npos) {
    blame(name, "not UTF-8 text");
    return {};
  }
  return *value;
}

std::optional<Day> Parameters::day(const std::string& name, bool last) {
  const std::string value = text(name);
  if (value.empty()) return std::nullopt;
  const auto date = parse_date(value);
  if (!date || !date->clock.empty()) {
    blame(name, "not a date. Give 2031, 2031-03 or 2031-03-14");
    return std::nullopt;
  }
  return last ? days_of(*date).last : days_of(*date).first;
}

std::size_t Parameters::number(const std::string& name, std::size_t fallback, std::size_t least,
                               std::size_t most) {
  const std::string* value = request_.parameter(name);
  if (value == nullptr) return fallback;
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(value->data(), value->data() + value->size(), number);
  if (error == std::errc() && end == value->data() + value->size() && number >= least && number <= most)
    return number;
  blame(name, fmt::format("not a number from {} to {}", least, most));
  return fallback;
}

bool Parameters::flag(const std::string& name) {
  const std::string* value = request_.parameter(name);
  if (value == nullptr || *value == "0" || *value == "false") return false;
  if (*value != "1" && *value != "true") blame(name, "neither true nor false");
  return true;
}

std::string Parameters::choice(const std::string& name, const std::vector<std::string>& known) {
  const std::string* value = request_.parameter(name);
  if (value == nullptr) return known.front();
  if (std::ranges::find(known, *value) == known.end()) {
    blame(name, fmt::format("not one of {}", fmt::join(known, ", ")));
    return known.front();
  }
  return *value;
}

query::SearchAsk Parameters::ask() {
  query::SearchAsk ask;
  ask.text = text("q");
  if (!query::has_word(ask.text)) ask.text.clear();
  ask.filter.source = text("source");
  ask.filter.language = text("language");
  ask.filter.story = text("story");
  ask.filter.diagnostic = text("diagnostic");
  ask.filter.all_versions = choice("versions", {"newest", "all"}) == "all";
  return ask;
}

}  // namespace dateline::server
