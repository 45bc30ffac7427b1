#pragma once
// The record: one SQLite file that holds pages, what was read from them, and where each came from.
//
//     Record record = *Record::open("river.record", Mode::write);
//     Batch batch = *record.begin();
//     batch.add(capture, article, layers);
//     batch.commit();
//
// Readers (Mode::read) see what was committed and settled when they ask, also while a writer works; there is
// one writer, in all processes. A Record and what comes from it is used by one thread at a time: threads open
// their own. Errors name the record. Invariant: a capture, its article and its layers are stored together or
// not at all.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dateline/document.h>
#include <dateline/result.h>

#include "base/hash.h"

namespace dateline::store {

enum class Mode : std::uint8_t { read, write };

class Batch;
class Database;
struct TablePage;
struct NewestRow;
class WriterLock;

// While it lives, everything read from its Record is of one moment, whatever a writer does. Keep it short:
// the journal cannot be emptied past it. Inside a Batch, or another Snapshot, it does nothing.
class Snapshot {
 public:
  Snapshot(Snapshot&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Snapshot& operator=(Snapshot&&) = delete;
  ~Snapshot();

 private:
  friend class Record;
  explicit Snapshot(Database* database) : database_(database) {}
  Database* database_;  // null: nothing to end
};

// An article is known by the hash of its capture's bytes; shown as 32 hex digits, asked for by any unique
// prefix.
using ArticleKey = Hash128;

inline constexpr std::size_t kMaxCaptureBytes = std::size_t{256} << 20;  // one page's original bytes

// Which programs made an article and its layers ("extract 3"). What is not the current version is made again
// by rebuild.
struct Producers {
  std::string extract;
  std::string annotate;
};

// What stands across articles, each with its evidence. `story` and `timeline` make them.

// A stretch of `article` that stands in `origin` too, which had it first.
struct Passage {
  ArticleKey article;
  ByteRange range;
  ArticleKey origin;
  ByteRange origin_range;
};

enum class CopyKind : std::uint8_t { copy, excerpt, rewrite };

struct Copy {
  ArticleKey article;
  ArticleKey origin;  // the earliest known
  double overlap = 0;
  CopyKind kind = CopyKind::copy;
};

struct Story {
  std::string id;
  std::string title;
  std::optional<Day> first;  // of publication
  std::optional<Day> last;
  std::vector<ArticleKey> articles;
  std::vector<std::string> continues;  // earlier stories that it goes on from, nearest first
  std::string affair;                  // the story with which its chain of nearest links begins
};

struct Across {
  std::vector<Passage> passages;  // at most one for each beginning in an article
  std::vector<Copy> copies;       // at most one an article
  std::vector<Story> stories;
};

struct Evidence {
  ArticleKey article;
  ByteRange range;
  friend bool operator==(const Evidence&, const Evidence&) = default;
};

// Anything else that is made from many articles (merged events, disagreements, a timeline that was asked
// for): a blob of its producer's, and what it rests on. Gone as soon as one of those articles changes or
// goes.
struct Derived {
  std::string kind;
  std::string key;
  std::string producer;
  std::string data;
  std::vector<Evidence> evidence;
  friend bool operator==(const Derived&, const Derived&) = default;
};

class Record {
 public:
  // Error `invalid_argument` when something is at `path` already.
  static Result<Record> create(const std::string& path);
  // Mode::write brings a record of an earlier version up to this one and waits a second for another writer
  // (error `busy`). Errors: `not_found`; `corrupt` when the file is no record; `unsupported` when a newer
  // dateline made it (or, for reading, an older one); `io` when the system refuses.
  static Result<Record> open(const std::string& path, Mode mode);

  static Result<Record> open_or_create(const std::string& path);  // for writing; errors of both

  Record(Record&&) noexcept;
  Record& operator=(Record&&) noexcept;
  ~Record();

  const std::string& path() const;
  Mode mode() const;

  // True when adding the capture would change nothing. O(bytes) for the hash.
  Result<bool> holds(const Capture& capture) const;

  Result<Snapshot> snapshot() const;

  // Starts a transaction. One Batch at a time; needs Mode::write.
  Result<Batch> begin();

  // For the other files of this module.
  Database& database() const;

 private:
  struct Impl;
  explicit Record(std::unique_ptr<Impl> impl);
  static Result<Record> open_locked(const std::string& path, const std::string& file, Mode mode,
                                    std::optional<WriterLock> lock);
  std::unique_ptr<Impl> impl_;
};

enum class Added : std::uint8_t {
  added,
  present,   // these bytes are there; nothing changed
  replaced,  // these bytes are there, from an address that sorts after this one: see docs/FORMATS.md,
             // "Captures"
};

// One transaction. Without commit() (or after an error of it) the destructor takes everything back.
class Batch {
 public:
  Batch(Batch&&) noexcept;
  Batch& operator=(Batch&&) noexcept;
  ~Batch();

  // `article` and `layers` are what was read from `capture`. Error `invalid_argument` when a range of the
  // layers is not one of the text, `limit` when the capture is larger than kMaxCaptureBytes; the batch can go
  // on after these.
  Result<Added> add(const Capture& capture, const Article& article, const Layers& layers,
                    const Producers& by);
  // Puts a new reading in the place of the old (rebuild). Error `not_found`.
  Status replace(ArticleKey key, const Article& article, const Layers& layers, const Producers& by);
  // Removes the article, its capture, and every row and word that came from it, also from the file's free
  // space; with it the stories and derived things that rest on it. False when it is not there. Makes commit()
  // merge the word index: O(record), so remove many in one batch.
  Result<bool> remove(ArticleKey key);

  // Puts these in the place of all passages, copies and stories; writes what is not there already. Error
  // `not_found` when an article of theirs is not there, `invalid_argument` for a range outside its text.
  // O(all rows) to compare.
  Status set_across(const Across& across);
  // The two halves of it.
  Status set_copied(const std::vector<Passage>& passages, const std::vector<Copy>& copies);
  Status set_stories(const std::vector<Story>& stories);
  // For stories that are settled a few at a time (store/growth.h). Puts these in the place of all that is
  // kept.
  Status set_growth(const std::vector<TablePage>& pages, const std::vector<NewestRow>& placed);
  Status put_newest(const NewestRow& row);
  // Adds a story, or gives it another title, days, affair and links; its `articles` move to it.
  Status put_story(const Story& story);
  Status remove_story(std::string_view id);                         // its articles are in none then
  Status move_article(ArticleKey article, std::string_view story);  // from the one it is in
  Status set_story_days(std::string_view id, std::optional<Day> first, std::optional<Day> last);
  // Puts one derived thing in the place of the one of its kind and key, or adds it. Errors as set_across.
  Status put_derived(const Derived& derived);
  Status remove_derived(std::string_view kind);  // all of the kind
  // Puts these in the place of all of the kind; writes what is not there already.
  Status set_derived(std::string_view kind, const std::vector<Derived>& all);
  // Keeps what settling reads of an article in the place of its text. Nothing when the article is not there.
  Status put_imprint(ArticleKey key, std::string_view producer, std::string_view data);

  // Keeps an answer that took long, in the place of one of its name. It stays fresh until the next settle(),
  // and goes with the first article that is removed or read anew: nothing of an article outlives it.
  Status keep(std::string_view name, std::string_view producer, std::string_view data);

  // Says that what stands across articles is true of all that are there now: from here readers see them.
  // `method` is who worked it out and can build on it (store/changes.h); 0: no one.
  Status settle(std::int64_t method = 0);

  Status commit();

 private:
  friend class Record;
  struct Impl;
  explicit Batch(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

ArticleKey key_of(const Capture& capture);

}  // namespace dateline::store
