#include "query/terms.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"

namespace dateline::query {
namespace {

using store::Filter;

Status set_from(Filter& filter, std::string_view value) {
  const auto date = parse_date(value);
  if (!date)
    return fail(ErrorCode::invalid_argument,
                fmt::format("'from:{}' is not a date. Give 2031, 2031-03 or 2031-03-14", value));
  filter.from = days_of(*date).first;
  return {};
}

Status set_to(Filter& filter, std::string_view value) {
  const auto date = parse_date(value);
  if (!date)
    return fail(ErrorCode::invalid_argument,
                fmt::format("'to:{}' is not a date. Give 2031, 2031-03 or 2031-03-14", value));
  filter.to = days_of(*date).last;
  return {};
}

Status set_versions(Filter& filter, std::string_view value) {
  if (value != "all" && value != "newest")
    return fail(ErrorCode::invalid_argument, fmt::format("'versions:{}': give all or newest", value));
  filter.all_versions = value == "all";
  return {};
}

struct Name {
  std::string_view name;
  Status (*set)(Filter&, std::string_view);
};

constexpr Name kNames[] = {
    {"source", [](Filter& f, std::string_view v) { return f.source = v, Status(); }},
    {"lang", [](Filter& f, std::string_view v) { return f.language = v, Status(); }},
    {"story", [](Filter& f, std::string_view v) { return f.story = v, Status(); }},
    {"diagnostic", [](Filter& f, std::string_view v) { return f.diagnostic = v, Status(); }},
    {"from", set_from},
    {"to", set_to},
    {"versions", set_versions},
};

const Name* name_called(std::string_view text) {
  const auto* found = std::ranges::find(kNames, text, &Name::name);
  return found == std::end(kNames) ? nullptr : found;
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Status read(Asked& asked) {
    while (skip_spaces()) {
      const bool without = text_[at_] == '-' && at_ + 1 < text_.size();
      if (without) ++at_;
      const Name* name = filter_name();
      Result<std::string> value = take_value();
      if (!value) return std::unexpected(value.error());
      if (name != nullptr) {
        if (Status status = name->set(asked.filter, *value); !status) return status;
      } else if (has_word(*value)) {
        auto& list = without ? asked.terms.none : asked.terms.all;
        list.push_back(std::move(*value));
      }
    }
    if (asked.terms.all.size() + asked.terms.none.size() > kMaxTerms)
      return fail(ErrorCode::invalid_argument, fmt::format("more than {} words to look for", kMaxTerms));
    return {};
  }

 private:
  bool skip_spaces() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
      ++at_;
    return at_ < text_.size();
  }

  // Takes "name:" when a filter is called so.
  const Name* filter_name() {
    const std::size_t end = text_.find_first_of(": \"", at_);
    if (end == std::string_view::npos || text_[end] != ':' || end + 1 >= text_.size()) return nullptr;
    if (is_space(text_[end + 1])) return nullptr;
    const Name* name = name_called(text_.substr(at_, end - at_));
    if (name != nullptr) at_ = end + 1;
    return name;
  }

  // A word, or what stands in quotes (and a "*" behind them).
  Result<std::string> take_value() {
    if (at_ < text_.size() && text_[at_] == '"') {
      const std::size_t end = text_.find('"', at_ + 1);
      if (end == std::string_view::npos)
        return fail(ErrorCode::invalid_argument,
                    fmt::format("a quote begins at {} and does not end: {}", at_ + 1, text_));
      std::string value(text_.substr(at_ + 1, end - at_ - 1));
      at_ = end + 1;
      if (at_ < text_.size() && text_[at_] == '*') value += text_[at_++];
      return value;
    }
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_space(text_[at_]) && text_[at_] != '"') ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

bool has_word(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

Result<Asked> read_terms(std::string_view text, store::Filter filter) {
  if (text.size() > kMaxAskedBytes)
    return fail(ErrorCode::invalid_argument,
                fmt::format("a question of {} bytes; {} are the most", text.size(), kMaxAskedBytes));
  Asked asked{.terms = {}, .filter = std::move(filter)};
  const std::string repaired = utf8::repaired(text);
  if (Status status = Reader(repaired).read(asked); !status) return std::unexpected(status.error());
  return asked;
}

}  // namespace dateline::query
