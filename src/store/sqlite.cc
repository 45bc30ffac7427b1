#include "store/sqlite.h"

#include <fmt/format.h>

namespace dateline::store {
namespace {

struct Kind {
  int sqlite;
  ErrorCode code;
  const char* what;
};

// What SQLite's primary result codes mean to someone who has a record, and what to do.
constexpr Kind kKinds[] = {
    {SQLITE_FULL, ErrorCode::io,
     "the disk is full; nothing of this batch was stored. Free some space and run again"},
    {SQLITE_BUSY, ErrorCode::busy, "another program is writing to it. Wait for it to end and run again"},
    {SQLITE_LOCKED, ErrorCode::busy, "another program is writing to it. Wait for it to end and run again"},
    {SQLITE_READONLY, ErrorCode::io,
     "it cannot be written. Make the file and its folder writable, or copy the record"},
    {SQLITE_PERM, ErrorCode::io, "permission denied"},
    {SQLITE_CANTOPEN, ErrorCode::io, "cannot be opened. Check that the path is a file you may read"},
    {SQLITE_IOERR, ErrorCode::io,
     "the system could not read or write it. Check the disk, then run `dateline check`"},
    {SQLITE_CORRUPT, ErrorCode::corrupt, "it is damaged. Run `dateline check`, and restore it from a copy"},
    {SQLITE_NOTADB, ErrorCode::corrupt,
     "not a dateline record. Give the path of a record, or of a file that is not there yet"},
    {SQLITE_TOOBIG, ErrorCode::limit, "a page is larger than a record can hold (1 GB)"},
    {SQLITE_NOMEM, ErrorCode::limit, "out of memory"},
    {SQLITE_INTERRUPT, ErrorCode::cancelled, "stopped as asked"},
};

}  // namespace

Error Database::last_error(int code) const {
  const char* detail = handle_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle_);
  for (const Kind& kind : kKinds)
    if (kind.sqlite == (code & 0xFF))
      return {kind.code, fmt::format("{}: {} ({})", name_, kind.what, detail)};
  return {ErrorCode::io, fmt::format("{}: {}", name_, detail)};
}

Result<Database> Database::open(const std::string& uri, int flags, std::string name) {
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(uri.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, nullptr);
  Database database(handle, std::move(name));
  if (code != SQLITE_OK) return std::unexpected(database.last_error(code));
  sqlite3_extended_result_codes(handle, 1);
  return database;
}

Database::Database(Database&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)),
      name_(std::move(other.name_)),
      idle_(std::move(other.idle_)) {
  other.idle_.clear();
}

Database& Database::operator=(Database&& other) noexcept {
  if (this == &other) return *this;
  close();
  handle_ = std::exchange(other.handle_, nullptr);
  name_ = std::move(other.name_);
  idle_ = std::move(other.idle_);
  other.idle_.clear();
  return *this;
}

Database::~Database() {
  close();
}

void Database::close() {
  for (auto& [sql, statement] : idle_) sqlite3_finalize(statement);
  idle_.clear();
  sqlite3_close(std::exchange(handle_, nullptr));
}

Status Database::run_script(const char* sql) {
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return std::unexpected(last_error(code));
  return {};
}

void Database::try_script(const char* sql) {
  sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
}

Result<std::int64_t> Database::integer(const char* sql) {
  Query row(*this, sql);
  const bool found = row.next();
  if (Status status = row.status(); !status) return std::unexpected(status.error());
  return found ? row.integer(0) : 0;
}

sqlite3_stmt* Database::take(std::string_view sql, int& code) {
  if (const auto found = idle_.find(sql); found != idle_.end()) {
    sqlite3_stmt* statement = found->second;
    idle_.erase(found);
    return statement;
  }
  sqlite3_stmt* statement = nullptr;
  code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                            &statement, nullptr);
  return statement;
}

void Database::give_back(std::string_view sql, sqlite3_stmt* statement) {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  idle_.emplace(sql, statement);
}

Query::Query(Database& database, std::string_view sql) : database_(database), sql_(sql) {
  statement_ = database.take(sql, code_);
  if (code_ != SQLITE_OK) error_ = database.last_error(code_);
}

Query::~Query() {
  if (statement_ != nullptr) database_.give_back(sql_, statement_);
}

Query& Query::add(std::int64_t value) {
  if (!error_) sqlite3_bind_int64(statement_, next_argument_++, value);
  return *this;
}

Query& Query::add(double value) {
  if (!error_) sqlite3_bind_double(statement_, next_argument_++, value);
  return *this;
}

Query& Query::add(std::string_view value) {
  if (error_) return *this;
  const char* data = value.data() == nullptr ? "" : value.data();
  const int code =
      sqlite3_bind_text64(statement_, next_argument_++, data, value.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (code != SQLITE_OK) error_ = database_.last_error(code);
  return *this;
}

Query& Query::add(Blob value) {
  if (error_) return *this;
  const char* data = value.bytes.data() == nullptr ? "" : value.bytes.data();
  const int code = sqlite3_bind_blob64(statement_, next_argument_++, data, value.bytes.size(), SQLITE_STATIC);
  if (code != SQLITE_OK) error_ = database_.last_error(code);
  return *this;
}

Query& Query::add_null() {
  if (!error_) sqlite3_bind_null(statement_, next_argument_++);
  return *this;
}

Query& Query::again() {
  if (statement_ != nullptr) sqlite3_reset(statement_);
  next_argument_ = 1;
  code_ = SQLITE_OK;
  return *this;
}

bool Query::next() {
  if (error_ || statement_ == nullptr || code_ == SQLITE_DONE) return false;
  code_ = sqlite3_step(statement_);
  if (code_ == SQLITE_ROW) return true;
  if (code_ != SQLITE_DONE) error_ = database_.last_error(code_);
  return false;
}

Status Query::status() const {
  if (error_) return std::unexpected(*error_);
  return {};
}

Status Query::run() {
  while (next()) {
  }
  return status();
}

std::string_view Query::text(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return data == nullptr ? std::string_view()
                         : std::string_view(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

}  // namespace dateline::store
