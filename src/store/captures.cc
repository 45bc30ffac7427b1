// Reading original bytes back, and the record's totals.

#include <fmt/format.h>

#include <algorithm>

#include "store/captures.h"

#include "store/batch.h"
#include "store/days.h"
#include "store/read.h"

namespace dateline::store {
namespace {

Error damaged(const Record& record, ArticleKey key) {
  return {ErrorCode::corrupt,
          fmt::format("{}: the bytes of page {} are not those that were stored. Restore the record "
                      "from a copy, or remove the page and add it again",
                      record.path(), to_hex(key))};
}

}  // namespace

Result<std::string> unpack_capture(const Record& record, ArticleKey key, const Query& row, int column,
                                   Zstd& zstd) {
  const std::int64_t codec = row.integer(column);
  const auto size = static_cast<std::size_t>(row.integer(column + 1));
  std::string bytes;
  if (codec == kCodecNone) {
    bytes = row.string(column + 2);
  } else if (codec == kCodecZstd) {
    Result<std::string> plain = zstd.decompress(row.text(column + 2), std::min(size, kMaxCaptureBytes));
    if (!plain) return std::unexpected(damaged(record, key));
    bytes = std::move(*plain);
  } else {
    return fail(ErrorCode::unsupported,
                fmt::format("{}: page {} is packed in a way this dateline does not know ({})", record.path(),
                            to_hex(key), codec));
  }
  if (hash128(bytes) != key) return std::unexpected(damaged(record, key));
  return bytes;
}

Result<std::string> read_bytes(const Record& record, ArticleKey key) {
  const std::string key_text = key_bytes(key);
  Query query(record.database(), "SELECT codec, size, bytes FROM capture WHERE key = ?", Blob{key_text});
  Zstd zstd;
  if (query.next()) return unpack_capture(record, key, query, 0, zstd);
  if (Status status = query.status(); !status) return std::unexpected(status.error());
  return fail(ErrorCode::not_found, fmt::format("{}: no page {}", record.path(), to_hex(key)));
}

Result<std::vector<ArticleKey>> capture_keys(const Record& record, const std::optional<ArticleKey>& after,
                                             std::size_t limit) {
  const std::string from = after ? key_bytes(*after) : std::string();  // no bytes come before all bytes
  Query query(record.database(), "SELECT key FROM capture WHERE key > ? ORDER BY key LIMIT ?", Blob{from},
              limit);
  std::vector<ArticleKey> keys;
  while (query.next()) keys.push_back(key_from(query.text(0)));
  if (Status status = query.status(); !status) return std::unexpected(status.error());
  return keys;
}

Result<Capture> read_capture(const Record& record, ArticleKey key) {
  Database& db = record.database();
  const Result<Snapshot> moment = record.snapshot();
  if (!moment) return std::unexpected(moment.error());
  Result<std::string> bytes = read_bytes(record, key);
  if (!bytes) return std::unexpected(bytes.error());
  Result<std::optional<Held>> held = find_held(db, key);
  if (!held) return std::unexpected(held.error());
  Capture capture = std::move((*held)->capture);
  capture.bytes = std::move(*bytes);
  Query diagnostics(db, "SELECT code, message FROM diagnostic WHERE capture = ? AND stage = 0 ORDER BY place",
                    (*held)->id);
  while (diagnostics.next()) capture.diagnostics.push_back({diagnostics.string(0), diagnostics.string(1)});
  if (Status status = diagnostics.status(); !status) return std::unexpected(status.error());
  return capture;
}

Status each_capture(const Record& record, const std::function<bool(ArticleKey, Capture&&)>& use) {
  constexpr std::size_t kAtOnce = 1000;
  std::optional<ArticleKey> after;
  while (true) {
    const Result<std::vector<ArticleKey>> keys = capture_keys(record, after, kAtOnce);
    if (!keys) return std::unexpected(keys.error());
    for (const ArticleKey key : *keys) {
      Result<Capture> capture = read_capture(record, key);
      if (!capture) return std::unexpected(capture.error());
      if (!use(key, std::move(*capture))) return {};
    }
    if (keys->size() < kAtOnce) return {};
    after = keys->back();
  }
}

Result<Totals> totals(const Record& record) {
  Query query(
      record.database(),
      "SELECT (SELECT count(*) FROM article WHERE settled = 1), (SELECT count(*) FROM article WHERE settled "
      "= 0), "
      "(SELECT coalesce(sum(size), 0) FROM capture), (SELECT value FROM state WHERE name = 'unsettled')");
  Totals out;
  if (query.next()) {
    out.articles = static_cast<std::uint64_t>(query.integer(0));
    out.unsettled = static_cast<std::uint64_t>(query.integer(1));
    out.captured_bytes = static_cast<std::uint64_t>(query.integer(2));
    out.settle = !query.is_null(3);
    if (out.settle && query.integer(3) != kNoDay) out.settle_from = day_from(query.integer(3));
  }
  if (Status status = query.status(); !status) return std::unexpected(status.error());
  return out;
}

}  // namespace dateline::store
