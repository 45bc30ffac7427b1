#pragma once
// SQLite behind two small classes; the only header that includes sqlite3.h, for the files of src/store alone.
// Errors are sticky: a Query that failed gives no more rows, and its status() says why. That keeps callers to
// one check at the end of a loop.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dateline/result.h>
#include <sqlite3.h>

namespace dateline::store {

// Bytes that are no text. A view: must live until the Query is done.
struct Blob {
  std::string_view bytes;
};

// One connection. Used by one thread at a time.
class Database {
 public:
  // `name` is how messages call the file. `flags` as sqlite3_open_v2 takes them.
  static Result<Database> open(const std::string& uri, int flags, std::string name);
  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;
  ~Database();

  Status run_script(const char* sql);  // several statements, no arguments
  void try_script(const char* sql);    // for what may fail and need not be known to have failed
  Result<std::int64_t> integer(const char* sql);
  sqlite3* handle() const { return handle_; }
  const std::string& name() const { return name_; }

  // The error of the last call: what SQLite said, about which record, and what to do about it.
  Error last_error(int code) const;

 private:
  friend class Query;
  Database(sqlite3* handle, std::string name) : handle_(handle), name_(std::move(name)) {}
  sqlite3_stmt* take(std::string_view sql, int& code);
  void give_back(std::string_view sql, sqlite3_stmt* statement);
  void close();

  sqlite3* handle_ = nullptr;
  std::string name_;
  std::multimap<std::string, sqlite3_stmt*, std::less<>> idle_;  // prepared, not in use
};

// One use of a statement; prepared statements are kept and used again. Arguments are views that must live as
// long as the Query.
//
//     Query rows(db, "SELECT title FROM article WHERE source = ?", source);
//     while (rows.next()) use(rows.text(0));
//     if (Status status = rows.status(); !status) return status;
class Query {
 public:
  template <class... Arguments>
  Query(Database& database, std::string_view sql, const Arguments&... arguments) : Query(database, sql) {
    (add(arguments), ...);
  }
  Query(Database& database, std::string_view sql);
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query();

  Query& add(std::int64_t value);
  Query& add(double value);
  Query& add(std::string_view value);
  Query& add(const std::string& value) { return add(std::string_view(value)); }
  Query& add(const char* value) { return add(std::string_view(value)); }
  Query& add(Blob value);
  template <class Integer>
    requires std::is_integral_v<Integer>
  Query& add(Integer value) {
    return add(static_cast<std::int64_t>(value));
  }
  template <class Value>
  Query& add(const std::optional<Value>& value) {
    return value ? add(*value) : add_null();
  }
  Query& add_null();

  // For the next use: arguments are bound anew from the first one on.
  Query& again();

  bool next();  // false at the end and after an error
  Status status() const;
  Status run();  // all rows, thrown away

  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  double number(int column) const { return sqlite3_column_double(statement_, column); }
  int columns() const { return sqlite3_column_count(statement_); }
  bool is_text(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_TEXT; }
  bool is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  // Valid until the next call of next().
  std::string_view text(int column) const;
  std::string string(int column) const { return std::string(text(column)); }

 private:
  Database& database_;
  std::string sql_;
  sqlite3_stmt* statement_ = nullptr;
  int next_argument_ = 1;
  int code_ = SQLITE_OK;
  std::optional<Error> error_;
};

template <class... Arguments>
Status run(Database& database, std::string_view sql, const Arguments&... arguments) {
  return Query(database, sql, arguments...).run();
}

}  // namespace dateline::store
