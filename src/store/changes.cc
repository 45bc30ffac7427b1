#include "store/changes.h"

#include "store/batch.h"

namespace dateline::store {

Result<Changes> changes(const Record& record, std::int64_t method) {
  Database& db = record.database();
  Changes out;
  std::int64_t settled_by = 0;
  Query state(db, "SELECT name, value FROM state WHERE name IN ('settled_by', 'unsettled')");
  while (state.next()) {
    if (state.text(0) == "unsettled") out.any = true;
    if (state.text(0) == "settled_by") settled_by = state.integer(1);
  }
  if (Status status = state.status(); !status) return std::unexpected(status.error());
  out.whole = out.any && settled_by != method;
  if (!out.any || out.whole) return out;
  Query rows(db, "SELECT key FROM article WHERE settled = 0 ORDER BY id");
  while (rows.next()) out.added.push_back(key_from(rows.text(0)));
  if (Status status = rows.status(); !status) return std::unexpected(status.error());
  return out;
}

}  // namespace dateline::store
