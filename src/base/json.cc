#include "base/json.h"

#include <simdjson.h>

#include <bit>
#include <charconv>
#include <cmath>

#include "base/utf8.h"

namespace dateline::json {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

// simdjson's element is two words, a pointer to its document and a place on its tape. Value keeps the same
// two words so that simdjson stays out of every other file.
struct Words {
  const void* document;
  std::size_t index;
};
static_assert(sizeof(element) == sizeof(Words) && std::is_trivially_copyable_v<element>);

element element_of(const void* document, std::size_t index) {
  return std::bit_cast<element>(Words{document, index});
}
Words words_of(element e) {
  return std::bit_cast<Words>(e);
}

template <class Iterator>
Words iterator_words(Iterator it) {
  static_assert(sizeof(Iterator) == sizeof(Words));
  return std::bit_cast<Words>(it);
}
simdjson::dom::object::iterator object_iterator(const void* document, std::size_t index) {
  return std::bit_cast<simdjson::dom::object::iterator>(Words{document, index});
}
simdjson::dom::array::iterator array_iterator(const void* document, std::size_t index) {
  return std::bit_cast<simdjson::dom::array::iterator>(Words{document, index});
}

}  // namespace

Type Value::type() const {
  if (document_ == nullptr) return Type::null;
  switch (element_of(document_, index_).type()) {
    case element_type::ARRAY:
      return Type::array;
    case element_type::OBJECT:
      return Type::object;
    case element_type::STRING:
      return Type::string;
    case element_type::BOOL:
      return Type::boolean;
    case element_type::NULL_VALUE:
      return Type::null;
    default:
      return Type::number;
  }
}

std::string_view Value::string(std::string_view fallback) const {
  if (type() != Type::string) return fallback;
  return element_of(document_, index_).get_string().value_unsafe();
}

std::int64_t Value::integer(std::int64_t fallback) const {
  if (type() != Type::number) return fallback;
  const element e = element_of(document_, index_);
  if (e.is_int64()) return e.get_int64().value_unsafe();
  const double value = e.get_double().value_unsafe();
  return std::abs(value) < 9e18 ? static_cast<std::int64_t>(value) : fallback;
}

double Value::number(double fallback) const {
  if (type() != Type::number) return fallback;
  return element_of(document_, index_).get_double().value_unsafe();
}

bool Value::boolean(bool fallback) const {
  if (type() != Type::boolean) return fallback;
  return element_of(document_, index_).get_bool().value_unsafe();
}

std::size_t Value::size() const {
  std::size_t count = 0;
  each([&](Value) { ++count; });
  each_member([&](std::string_view, Value) { ++count; });
  return count;
}

Value Value::operator[](std::string_view wanted) const {
  for (Cursor at = begin(Type::object); at.left > 0; advance(at))
    if (key(at) == wanted) return value(at);
  return {};
}

Value::Cursor Value::begin(Type wanted) const {
  if (type() != wanted) return {nullptr, 0, 0, false};
  const element e = element_of(document_, index_);
  // simdjson stores counts up to 2^24 - 1 only, so the end is found by comparing places, not by counting.
  if (wanted == Type::object) {
    const auto object = e.get_object().value_unsafe();
    const Words first = iterator_words(object.begin());
    const Words last = iterator_words(object.end());
    return {first.document, first.index, last.index - first.index, true};
  }
  const auto array = e.get_array().value_unsafe();
  const Words first = iterator_words(array.begin());
  const Words last = iterator_words(array.end());
  return {first.document, first.index, last.index - first.index, false};
}

void Value::advance(Cursor& at) {
  const std::size_t end = at.index + at.left;
  if (at.object) {
    auto it = object_iterator(at.document, at.index);
    at.index = iterator_words(++it).index;
  } else {
    auto it = array_iterator(at.document, at.index);
    at.index = iterator_words(++it).index;
  }
  at.left = end - at.index;
}

std::string_view Value::key(const Cursor& at) {
  return object_iterator(at.document, at.index).key();
}

Value Value::value(const Cursor& at) {
  const Words words = words_of(at.object ? object_iterator(at.document, at.index).value()
                                         : *array_iterator(at.document, at.index));
  return {words.document, words.index};
}

std::string Value::text() const {
  if (document_ == nullptr) return "null";
  return simdjson::minify(element_of(document_, index_));
}

struct Parser::Impl {
  simdjson::dom::parser parser;
};

Parser::Parser() : impl_(std::make_unique<Impl>()) {}
Parser::~Parser() = default;
Parser::Parser(Parser&&) noexcept = default;
Parser& Parser::operator=(Parser&&) noexcept = default;

namespace {

Result<Words> parsed(simdjson::dom::parser& parser, std::string_view text, bool copy) {
  element root;
  const auto error = parser.parse(text.data(), text.size(), copy).get(root);
  if (error)
    return fail(ErrorCode::corrupt, std::string("not valid JSON: ") + simdjson::error_message(error));
  return words_of(root);
}

}  // namespace

Result<Value> Parser::parse(std::string_view text) {
  const auto words = parsed(impl_->parser, text, true);
  if (!words) return std::unexpected(words.error());
  return Value{words->document, words->index};
}

Result<Value> Parser::parse_in(std::string& text) {
  text.reserve(text.size() + simdjson::SIMDJSON_PADDING);
  const auto words = parsed(impl_->parser, text, false);
  if (!words) return std::unexpected(words.error());
  return Value{words->document, words->index};
}

void Writer::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (!first_) out_ += ',';
  first_ = false;
}

Writer& Writer::open(char bracket) {
  separate();
  out_ += bracket;
  first_ = true;
  return *this;
}

Writer& Writer::close(char bracket) {
  out_ += bracket;
  first_ = false;
  return *this;
}

Writer& Writer::key(std::string_view name) {
  string(name);
  out_ += ':';
  after_key_ = true;
  return *this;
}

Writer& Writer::string(std::string_view value) {
  separate();
  std::string fixed;
  if (!utf8::valid(value)) value = fixed = utf8::repaired(value);
  out_ += '"';
  std::size_t from = 0;
  for (std::size_t at = 0; at < value.size(); ++at) {
    const auto c = static_cast<unsigned char>(value[at]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out_.append(value, from, at - from);
    from = at + 1;
    switch (c) {
      case '"':
        out_ += "\\\"";
        break;
      case '\\':
        out_ += "\\\\";
        break;
      case '\n':
        out_ += "\\n";
        break;
      case '\r':
        out_ += "\\r";
        break;
      case '\t':
        out_ += "\\t";
        break;
      default: {
        constexpr char kHex[] = "0123456789abcdef";
        out_ += "\\u00";
        out_ += kHex[c >> 4];
        out_ += kHex[c & 15];
      }
    }
  }
  out_.append(value, from);
  out_ += '"';
  return *this;
}

Writer& Writer::integer(std::int64_t value) {
  separate();
  char buffer[24];
  out_.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
  return *this;
}

Writer& Writer::number(double value) {
  if (!std::isfinite(value)) return null();
  separate();
  char buffer[40];
  out_.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
  return *this;
}

Writer& Writer::boolean(bool value) {
  return raw(value ? "true" : "false");
}
Writer& Writer::null() {
  return raw("null");
}

Writer& Writer::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

}  // namespace dateline::json
