#pragma once
// The query part of a request, read and checked. The first fault is kept; the values after it are defaults.

#include <optional>
#include <string>

#include "http.h"
#include "query/timeline.h"

namespace dateline::server {

class Parameters {
 public:
  explicit Parameters(const Request& request) : request_(request) {}

  std::string text(const std::string& name);
  std::optional<Day> day(const std::string& name,
                         bool last);  // the last day that the date can mean, or the first
  std::size_t number(const std::string& name, std::size_t fallback, std::size_t least, std::size_t most);
  bool flag(const std::string& name);  // "1" or "true"; "0", "false" and nothing are no
  std::string choice(const std::string& name,
                     const std::vector<std::string>& known);  // the first where not given

  // q, source, language, story, diagnostic, versions
  query::SearchAsk ask();

  const std::optional<Error>& fault() const { return fault_; }

 private:
  void blame(const std::string& name, const std::string& what);
  const Request& request_;
  std::optional<Error> fault_;
};

}  // namespace dateline::server
