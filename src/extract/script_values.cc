#include "extract/script_values.h"

#include <algorithm>

#include "extract/page_map.h"

namespace dateline::extract {
namespace {

constexpr std::size_t kDeepest = 500;

bool name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
         c == '-' || c == '+' || c == '.' || (static_cast<unsigned char>(c) & 0x80) != 0;
}

bool digit(char c) {
  return c >= '0' && c <= '9';
}

int hex(char c) {
  if (digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// A number as JSON writes it.
bool json_number(std::string_view word) {
  const auto digits = [&] {
    std::size_t count = 0;
    while (!word.empty() && digit(word.front())) word.remove_prefix(1), ++count;
    return count;
  };
  if (word.starts_with('-')) word.remove_prefix(1);
  const bool leading_zero = word.size() > 1 && word[0] == '0' && digit(word[1]);
  if (leading_zero || digits() == 0) return false;
  if (word.starts_with('.')) {
    word.remove_prefix(1);
    if (digits() == 0) return false;
  }
  if (word.starts_with('e') || word.starts_with('E')) {
    word.remove_prefix(1);
    if (word.starts_with('-') || word.starts_with('+')) word.remove_prefix(1);
    if (digits() == 0) return false;
  }
  return word.empty();
}

class Reader {
 public:
  Reader(std::string_view script, std::size_t at, std::string& out) : text_(script), at_(at), out_(out) {}

  std::size_t place() const { return at_; }

  bool run() {
    do {
      pass_space();
      if (at_ >= text_.size()) return false;
      if (!step()) return false;
    } while (!open_.empty());
    return true;
  }

 private:
  enum class Want : unsigned char { value, key, colon, comma };

  bool step() {
    const char c = text_[at_];
    if (!open_.empty() && (c == '}' || c == ']')) return close(c);
    switch (want_) {
      case Want::colon:
        if (c != ':') return false;
        return take(':', Want::value);
      case Want::comma:
        if (c != ',') return false;
        ++at_;
        comma_ = true;
        want_ = open_.back() == '{' ? Want::key : Want::value;
        return true;
      case Want::key:
        return key(c);
      case Want::value:
        break;
    }
    return value(c);
  }

  bool take(char c, Want next) {
    out_ += c;
    ++at_;
    want_ = next;
    return true;
  }

  void put_comma() {
    if (comma_) out_ += ',';
    comma_ = false;
  }

  bool close(char c) {
    if (open_.back() != (c == '}' ? '{' : '[') || want_ == Want::colon) return false;
    if (want_ == Want::value && open_.back() == '{') return false;  // a key without its value
    open_.pop_back();
    comma_ = false;
    return take(c, Want::comma);
  }

  bool key(char c) {
    put_comma();
    want_ = Want::colon;
    if (c == '"' || c == '\'') return quoted(c);
    const std::string_view name = word();
    if (name.empty()) return false;
    out_ += '"';
    out_ += name;
    out_ += '"';
    return true;
  }

  bool value(char c) {
    put_comma();
    if (c == '{' || c == '[') {
      if (open_.size() == kDeepest) return false;
      open_ += c;
      return take(c, c == '{' ? Want::key : Want::value);
    }
    want_ = Want::comma;
    if (c == '"' || c == '\'' || c == '`') return quoted(c);
    const std::size_t begin = at_;
    const std::string_view literal = word();
    pass_space();
    const bool ends = at_ < text_.size() && (text_[at_] == ',' || text_[at_] == '}' || text_[at_] == ']');
    if (ends && (literal == "true" || literal == "false" || literal == "null" || json_number(literal))) {
      out_ += literal;
      return true;
    }
    at_ = begin;
    out_ += "null";
    return pass_expression();
  }

  std::string_view word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && name_byte(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  // White space and comments.
  void pass_space() {
    while (at_ < text_.size()) {
      if (is_space(text_[at_])) {
        ++at_;
      } else if (text_.substr(at_, 2) == "/*") {
        at_ = std::min(text_.find("*/", at_ + 2), text_.size() - 2) + 2;
      } else if (text_.substr(at_, 2) == "//") {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else {
        return;
      }
    }
  }

  // To the comma or bracket that ends an expression.
  bool pass_expression() {
    std::size_t inside = 0;
    const std::size_t begin = at_;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '"' || c == '\'' || c == '`') {
        std::string ignored;
        if (!quoted_into(c, ignored)) return false;
        --at_;
      } else if (c == '(' || c == '{' || c == '[') {
        ++inside;
      } else if (c == ')' || c == '}' || c == ']') {
        if (inside == 0) return c != ')' && at_ > begin;
        --inside;
      } else if (inside == 0 && (c == ',' || c == ';')) {
        return c == ',' && at_ > begin;
      }
    }
    return false;
  }

  bool quoted(char quote) { return quoted_into(quote, out_); }

  // A string literal, its escapes as JSON has them.
  bool quoted_into(char quote, std::string& out) {
    out += '"';
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == quote) {
        out += '"';
        ++at_;
        return true;
      }
      if (c == '\\') {
        if (!escape(out)) return false;
      } else if (c == '"') {
        out += "\\\"";
      } else if (static_cast<unsigned char>(c) < 0x20) {
        if (quote != '`' && c == '\n') return false;
        out += c == '\n' ? "\\n" : " ";
      } else {
        out += c;
      }
    }
    return false;
  }

  bool escape(std::string& out) {
    if (++at_ >= text_.size()) return false;
    const char c = text_[at_];
    constexpr std::string_view kSame = "\"\\/bfnrt";
    if (kSame.find(c) != std::string_view::npos) {
      out += '\\';
      out += c;
      return true;
    }
    if (c == 'x' || c == 'u') {
      const std::size_t digits = c == 'x' ? 2 : 4;
      if (at_ + digits >= text_.size()) return false;
      for (std::size_t k = 1; k <= digits; ++k)
        if (hex(text_[at_ + k]) < 0) return false;
      out += c == 'x' ? "\\u00" : "\\u";
      out += text_.substr(at_ + 1, digits);
      at_ += digits;
      return true;
    }
    if (c == '\n' || static_cast<unsigned char>(c) < 0x20 || c == '0') return true;
    out += c;
    return true;
  }

  std::string_view text_;
  std::size_t at_;
  std::string& out_;
  std::string open_;  // the brackets around the place
  Want want_ = Want::value;
  bool comma_ = false;
};

}  // namespace

bool strict_json(std::string_view script, std::size_t& at, std::string& out) {
  out.clear();
  Reader reader(script, at, out);
  const bool done = reader.run();
  at = reader.place();
  return done;
}

bool next_literal(std::string_view script, std::size_t& at) {
  for (; at < script.size(); ++at) {
    const char c = script[at];
    if (c != '{' && c != '[' && c != '"' && c != '\'' && c != '`') continue;
    std::size_t before = at;
    while (before > 0 && is_space(script[before - 1])) --before;
    const bool bracket = c == '{' || c == '[';
    if (before == 0 || script[before - 1] == '(') return true;
    if (bracket && (script[before - 1] == '=' || script.substr(0, before).ends_with("return"))) return true;
    if (!bracket) {  // over a string, so that nothing inside it is taken
      const std::size_t end = script.find(c, at + 1);
      if (end == std::string_view::npos) continue;
      const std::string_view inside = script.substr(at + 1, end - at - 1);
      if (inside.find('\\') == std::string_view::npos && inside.find('\n') == std::string_view::npos)
        at = end;
    }
  }
  return false;
}

}  // namespace dateline::extract
