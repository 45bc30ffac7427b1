#pragma once
// The record's tables and how they came to be: one step a version. docs/FORMATS.md describes them.

#include <span>

#include "store/sqlite.h"

namespace dateline::store {

inline constexpr std::int64_t kApplicationId = 0x444C4E45;  // "DLNE" in the file's header

// Takes a record from version `to` - 1 to `to`. Steps are only ever added at the end: a step that shipped
// never changes, since records made by it exist.
struct Migration {
  int to;
  const char* sql;
};

std::span<const Migration> migrations();
inline int schema_version() {
  return migrations().back().to;
}

// For readers, which cannot migrate: `unsupported` when the file is of another version.
Status refuse_other_version(Database& database);

// Runs the steps after the version that the file says, in one transaction, and writes the new version.
// `steps` is migrations() but in tests. Error `unsupported` when the file is newer than the last step.
Status migrate(Database& database, std::span<const Migration> steps);

}  // namespace dateline::store
