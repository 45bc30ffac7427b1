// Reading original bytes back, and the record's totals.

#include <fmt/format.h>

#include "store/batch.h"
#include "store/read.h"

namespace dateline::store {
namespace {

Result<std::string> unpacked(const Record& record, ArticleKey key, std::string_view stored) {
  std::string bytes(stored);
  if (hash128(bytes) != key)
    return fail(ErrorCode::corrupt,
                fmt::format("{}: the bytes of page {} are not those that were stored. Restore the "
                            "record from a copy, or add the page again",
                            record.path(), to_hex(key)));
  return bytes;
}

}  // namespace

Result<std::string> read_bytes(const Record& record, ArticleKey key) {
  const std::string key_text = key_bytes(key);
  Query query(record.database(), "SELECT bytes FROM capture WHERE key = ?", Blob{key_text});
  if (query.next()) return unpacked(record, key, query.text(0));
  if (Status status = query.status(); !status) return std::unexpected(status.error());
  return fail(ErrorCode::not_found, fmt::format("{}: no page {}", record.path(), to_hex(key)));
}

Status each_capture(const Record& record, const std::function<bool(ArticleKey, Capture&&)>& use) {
  Database& db = record.database();
  Query keys(db, "SELECT key, bytes FROM capture ORDER BY key");
  while (keys.next()) {
    const ArticleKey key = key_from(keys.text(0));
    Result<std::optional<Held>> held = find_held(db, key);
    if (!held) return std::unexpected(held.error());
    Result<std::string> bytes = unpacked(record, key, keys.text(1));
    if (!bytes) return std::unexpected(bytes.error());
    Capture& capture = (*held)->capture;
    capture.bytes = std::move(*bytes);
    Query diagnostics(db,
                      "SELECT code, message FROM diagnostic WHERE capture = ? AND stage = 0 ORDER BY place",
                      (*held)->id);
    while (diagnostics.next()) capture.diagnostics.push_back({diagnostics.string(0), diagnostics.string(1)});
    if (Status status = diagnostics.status(); !status) return status;
    if (!use(key, std::move(capture))) return {};
  }
  return keys.status();
}

Result<Totals> totals(const Record& record) {
  Query query(
      record.database(),
      "SELECT (SELECT count(*) FROM article WHERE settled = 1), (SELECT count(*) FROM article WHERE settled "
      "= 0), "
      "(SELECT coalesce(sum(size), 0) FROM capture), (SELECT count(*) FROM state WHERE name = 'unsettled')");
  Totals out;
  if (query.next()) {
    out.articles = static_cast<std::uint64_t>(query.integer(0));
    out.unsettled = static_cast<std::uint64_t>(query.integer(1));
    out.captured_bytes = static_cast<std::uint64_t>(query.integer(2));
    out.settle = query.integer(3) != 0;
  }
  if (Status status = query.status(); !status) return std::unexpected(status.error());
  return out;
}

}  // namespace dateline::store
