#include "store/record.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "store/batch.h"
#include "store/lock.h"
#include "store/schema.h"

namespace dateline::store {

struct Record::Impl {
  std::string path;
  Mode mode;
  // The lock is taken before the database is opened and let go after it is closed: members end in reverse
  // order.
  std::optional<WriterLock> lock;
  Database database;
};

namespace {

constexpr int kBusyMilliseconds = 5000;

// A path as SQLite's URI form takes it.
std::string uri(std::string_view path, std::string_view options) {
  std::string text = "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#')
      text += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    else
      text += c;
  }
  return text + std::string(options);
}

Status refuse_unless_file(const std::string& path) {
  struct stat found = {};
  if (stat(path.c_str(), &found) != 0) {
    if (errno == ENOENT)
      return fail(ErrorCode::not_found,
                  fmt::format("{}: no such file. `dateline add {} PAGES...` makes a record", path, path));
    return fail(ErrorCode::io, fmt::format("{}: {}", path, std::strerror(errno)));
  }
  if (S_ISDIR(found.st_mode))
    return fail(ErrorCode::invalid_argument, fmt::format("{}: a folder; a record is one file", path));
  if (!S_ISREG(found.st_mode))
    return fail(ErrorCode::invalid_argument, fmt::format("{}: not a plain file; a record is one file", path));
  return {};
}

Status refuse_unless_record(Database& database) {
  const Result<std::int64_t> id = database.integer("PRAGMA application_id");
  if (!id) return std::unexpected(id.error());
  if (*id != kApplicationId)
    return fail(
        ErrorCode::corrupt,
        fmt::format(
            "{}: not a dateline record. Give the path of a record, or of a file that is not there yet",
            database.name()));
  return {};
}

Status set_up(Database& database, Mode mode) {
  sqlite3_busy_timeout(database.handle(), kBusyMilliseconds);
  // A record may come from anyone: no functions from its schema, and cells are checked when they are read.
  sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  if (Status status = database.run_script("PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON"); !status)
    return status;
  if (mode == Mode::read) return database.run_script("PRAGMA query_only = ON");
  return database.run_script(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA cache_size "
      "= -32768");
}

bool may_write(const std::filesystem::path& path) {
  return access(path.empty() ? "." : path.c_str(), W_OK) == 0;
}

// A reader that may write opens for writing and promises not to (query_only): the last one to close can then
// put SQLite's two files away, which one without that right would leave behind. Where nothing may be written
// and no journal waits, nothing can change under us, and SQLite needs no shared memory.
Result<Database> open_for_reading(const std::string& file, const std::string& name) {
  const bool folder = may_write(std::filesystem::path(file).parent_path());
  if (folder && may_write(file)) return Database::open(uri(file, "?mode=rw"), SQLITE_OPEN_READWRITE, name);
  std::error_code error;
  const bool still = !folder && !std::filesystem::exists(file + "-wal", error);
  return Database::open(uri(file, still ? "?mode=ro&immutable=1" : "?mode=ro"), SQLITE_OPEN_READONLY, name);
}

// A whole record without pages at `file`, which no one else knows of yet.
Status make_empty(const std::string& file, const std::string& name) {
  Result<Database> database =
      Database::open(uri(file, "?mode=rwc"), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, name);
  if (!database) return std::unexpected(database.error());
  if (Status status = set_up(*database, Mode::write); !status) return status;
  return migrate(*database, migrations());
}

Status refuse_unless_writable(const std::string& path) {
  if (access(path.c_str(), W_OK) == 0) return {};
  return fail(ErrorCode::io, fmt::format("{}: cannot be written: {}. Make it writable, or copy the record",
                                         path, std::strerror(errno)));
}

}  // namespace

Record::Record(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Record::Record(Record&&) noexcept = default;
Record& Record::operator=(Record&&) noexcept = default;
Record::~Record() = default;

const std::string& Record::path() const {
  return impl_->path;
}
Mode Record::mode() const {
  return impl_->mode;
}
Database& Record::database() const {
  return impl_->database;
}

Result<Record> Record::open_or_create(const std::string& path) {
  Result<Record> record = open(path, Mode::write);
  return record || record.error().code != ErrorCode::not_found ? std::move(record) : create(path);
}

// The file is made beside its place and moved there when it is whole: a record is there or it is not.
Result<Record> Record::create(const std::string& path) {
  std::error_code error;
  if (std::filesystem::symlink_status(path, error).type() != std::filesystem::file_type::not_found)
    return fail(ErrorCode::invalid_argument, fmt::format("{}: something is there already", path));
  Result<WriterLock> lock = WriterLock::take(path);
  if (!lock) return std::unexpected(lock.error());
  const std::string draft = path + "-new";
  const auto clear = [&] {
    for (const char* end : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(draft + end, error);
  };
  clear();  // what a killed one left
  Status status = make_empty(draft, path);
  if (status && std::filesystem::exists(path, error))
    status = fail(ErrorCode::invalid_argument, fmt::format("{}: something is there already", path));
  if (status) {
    std::filesystem::rename(draft, path, error);
    if (error) status = fail(ErrorCode::io, fmt::format("{}: cannot be made: {}", path, error.message()));
  }
  clear();
  if (!status) return std::unexpected(status.error());
  return open_locked(path, path, Mode::write, std::move(*lock));
}

Result<Record> Record::open(const std::string& path, Mode mode) {
  if (Status status = refuse_unless_file(path); !status) return std::unexpected(status.error());
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(path, error);
  const std::string file = error ? path : real.string();
  std::optional<WriterLock> lock;
  if (mode == Mode::write) {
    if (Status status = refuse_unless_writable(file); !status) return std::unexpected(status.error());
    Result<WriterLock> taken = WriterLock::take(file);
    if (!taken) return std::unexpected(taken.error());
    lock = std::move(*taken);
  }
  return open_locked(path, file, mode, std::move(lock));
}

Result<Record> Record::open_locked(const std::string& path, const std::string& file, Mode mode,
                                   std::optional<WriterLock> lock) {
  Result<Database> database = mode == Mode::read
                                  ? open_for_reading(file, path)
                                  : Database::open(uri(file, "?mode=rw"), SQLITE_OPEN_READWRITE, path);
  if (!database) return std::unexpected(database.error());
  if (Status status = refuse_unless_record(*database); !status) return std::unexpected(status.error());
  if (Status status = set_up(*database, mode); !status) return std::unexpected(status.error());
  Status status = mode == Mode::write ? migrate(*database, migrations()) : refuse_other_version(*database);
  if (!status) return std::unexpected(status.error());
  return Record(std::unique_ptr<Impl>(new Impl{path, mode, std::move(lock), std::move(*database)}));
}

Result<bool> Record::holds(const Capture& capture) const {
  Result<std::optional<Held>> held = find_held(impl_->database, key_of(capture));
  if (!held) return std::unexpected(held.error());
  return *held && !comes_before(capture, (*held)->capture);
}

Result<Snapshot> Record::snapshot() const {
  Database& db = impl_->database;
  if (sqlite3_get_autocommit(db.handle()) == 0) return Snapshot(nullptr);
  if (Status status = db.run_script("BEGIN"); !status) return std::unexpected(status.error());
  return Snapshot(&db);
}

Snapshot::~Snapshot() {
  if (database_ != nullptr) database_->try_script("COMMIT");
}

Result<Batch> Record::begin() {
  if (impl_->mode != Mode::write)
    return fail(ErrorCode::invalid_argument, fmt::format("{}: opened for reading", impl_->path));
  if (Status status = impl_->database.run_script("BEGIN IMMEDIATE"); !status)
    return std::unexpected(status.error());
  return Batch(std::make_unique<Batch::Impl>(impl_->database));
}

}  // namespace dateline::store
