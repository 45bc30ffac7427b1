#pragma once
// JSON in and out: the only reader and the only writer of the program. Reading is simdjson's DOM behind a
// small view; it is strict (a trailing comma or a control character in a string is an error) and at most
// 1,024 levels deep.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <dateline/result.h>

namespace dateline::json {

enum class Type : std::uint8_t { null, boolean, number, string, array, object };

// A view of one value; cheap to copy. Lives as long as its Parser's last parse. What is absent is the null
// value, and reading a value as what it is not gives the fallback, so that a chain like
// page["a"]["b"].string() needs no checks.
class Value {
 public:
  Value() = default;
  Type type() const;
  bool is_null() const { return type() == Type::null; }
  bool is_string() const { return type() == Type::string; }
  bool is_object() const { return type() == Type::object; }
  bool is_array() const { return type() == Type::array; }

  std::string_view string(std::string_view fallback = {}) const;
  std::int64_t integer(std::int64_t fallback = 0) const;  // rounds toward zero
  double number(double fallback = 0) const;
  bool boolean(bool fallback = false) const;

  std::size_t size() const;                      // of an array or object; else 0
  Value operator[](std::string_view key) const;  // first member of that name; O(members)

  // Calls f(Value) for each element of an array. No call for anything else.
  template <class F>
  void each(F&& f) const {
    for (Cursor at = begin(Type::array); at.left > 0; advance(at)) f(value(at));
  }
  // Calls f(std::string_view key, Value) for each member of an object, in the order of the text.
  template <class F>
  void each_member(F&& f) const {
    for (Cursor at = begin(Type::object); at.left > 0; advance(at)) f(key(at), value(at));
  }

  std::string text() const;  // the value as compact JSON

 private:
  friend class Parser;
  struct Cursor {
    const void* document;
    std::size_t index;
    std::size_t left;
    bool object;
  };
  Value(const void* document, std::size_t index) : document_(document), index_(index) {}
  Cursor begin(Type type) const;
  static void advance(Cursor& at);
  static std::string_view key(const Cursor& at);
  static Value value(const Cursor& at);

  const void* document_ = nullptr;
  std::size_t index_ = 0;
};

// Keeps its buffers from one parse to the next: make one for each thread. Not for use by two threads at once.
class Parser {
 public:
  Parser();
  ~Parser();
  Parser(Parser&&) noexcept;
  Parser& operator=(Parser&&) noexcept;
  // The value is valid until the next parse or the parser's end; `text` is not needed after the call.
  Result<Value> parse(std::string_view text);
  // Of a whole string, whose room past its end is used instead of a copy; it may grow.
  Result<Value> parse_in(std::string& text);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Appends compact JSON to `out`; commas are put where they belong. Broken UTF-8 in strings becomes U+FFFD.
class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}
  Writer& begin_object() { return open('{'); }
  Writer& end_object() { return close('}'); }
  Writer& begin_array() { return open('['); }
  Writer& end_array() { return close(']'); }
  Writer& key(std::string_view name);
  Writer& string(std::string_view value);
  Writer& integer(std::int64_t value);
  Writer& number(double value);  // shortest form that reads back the same; null for what JSON cannot hold
  Writer& boolean(bool value);
  Writer& null();
  Writer& raw(std::string_view json);  // one value, already JSON

  Writer& member(std::string_view name, std::string_view value) { return key(name).string(value); }
  Writer& member(std::string_view name, const char* value) { return key(name).string(value); }
  Writer& member(std::string_view name, const std::string& value) { return key(name).string(value); }
  Writer& member(std::string_view name, bool value) { return key(name).boolean(value); }
  template <class Integer>
    requires std::is_integral_v<Integer>
  Writer& member(std::string_view name, Integer value) {
    return key(name).integer(static_cast<std::int64_t>(value));
  }
  Writer& member(std::string_view name, double value) { return key(name).number(value); }

 private:
  Writer& open(char bracket);
  Writer& close(char bracket);
  void separate();
  std::string& out_;
  bool first_ = true;
  bool after_key_ = false;
};

}  // namespace dateline::json
