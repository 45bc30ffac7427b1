#pragma once
// What writing and opening share: finding a capture that is held already.

#include <functional>
#include <optional>

#include "base/compress.h"
#include "store/record.h"
#include "store/sqlite.h"

namespace dateline::store {

// A capture in the record, without its bytes and diagnostics.
struct Held {
  std::int64_t id = 0;
  Capture capture;
};

Result<std::optional<Held>> find_held(Database& database, ArticleKey key);

// How capture.bytes are stored. Numbers are in records.
inline constexpr int kCodecNone = 0;
inline constexpr int kCodecZstd = 1;

// The order that decides which of two captures of the same bytes is kept: the same whichever came first. One
// with an address comes before one without, an earlier fetch before a later.
bool comes_before(const Capture& a, const Capture& b);

// As store/across.h has it, for who has no Record.
Status each_derived(Database& db, std::string_view kind, const std::function<bool(Derived&&)>& use);

// Puts these in the place of all passages and copies of some articles (row numbers), which they are of.
Status set_copied_of(Database& db, const std::vector<std::int64_t>& articles,
                     const std::vector<Passage>& passages, const std::vector<Copy>& copies);

// Adds a story's row, or changes the one of its id; what hangs on it stays.
Status put_story_head(Database& db, std::string_view id, std::string_view title, std::int64_t first,
                      std::int64_t last, std::string_view affair);

struct Batch::Impl {
  explicit Impl(Database& database) : db(database) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl();

  // After an error of the database the transaction may be half done, or gone: nothing more may be written.
  Status usable() const;
  Status done(Status status);  // notes whether it is such an error

  Database& db;
  Zstd zstd;
  bool open = true;
  bool removed = false;  // an article was removed in this batch
  std::optional<Error> broken;
};

std::string key_bytes(ArticleKey key);  // 16 bytes, high first
ArticleKey key_from(std::string_view bytes);

}  // namespace dateline::store
