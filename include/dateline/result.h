#pragma once
// Errors as values. Result<T> is for I/O, corruption, limits and bad arguments; a bad page is not an error
// (it gives a value with diagnostics). Nothing in the library throws across a module border, prints, or
// exits.

#include <expected>
#include <string>
#include <utility>

namespace dateline {

enum class ErrorCode {
  invalid_argument,  // the caller asked for something that has no meaning
  not_found,         // no such file, record, article
  io,                // the system said no: permission, disk full, read failed
  corrupt,           // the bytes are not what they should be
  limit,             // larger, deeper or slower than a stated limit
  unsupported,       // known, but not handled (a newer version, an unknown compression)
  busy,              // another writer holds the record
  cancelled,         // the caller asked to stop
};

// `message` says what was wrong, where (file, record, offset) and what to do next.
struct Error {
  ErrorCode code = ErrorCode::io;
  std::string message;
};

template <class T>
using Result = std::expected<T, Error>;
using Status = std::expected<void, Error>;

[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, std::string message) {
  return std::unexpected<Error>(Error{code, std::move(message)});
}

// The code as the interchange format spells it: "not-found", "invalid-argument" ...
const char* code_name(ErrorCode code);

}  // namespace dateline
