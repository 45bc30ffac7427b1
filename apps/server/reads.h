#pragma once
// Questions that one revision of the record answers always alike: their answers may be kept.

#include <string>
#include <vector>

#include "parameters.h"
#include "store/record.h"

namespace dateline::server {

struct Reading {
  std::vector<std::string> parts;  // of the address after /api/v1/
  Parameters parameters;
  const store::Record& record;
};

using Read = Result<std::string> (*)(Reading&);  // gives a JSON object

// Null where no such address is known.
Read find_read(const std::vector<std::string>& parts);

inline constexpr std::size_t kMostOffset = 1'000'000;

}  // namespace dateline::server
