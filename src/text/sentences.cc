#include "text/sentences.h"

#include "base/utf8.h"
#include "text/abbreviations.h"

namespace dateline::text {
namespace {

// Where characters matter to the splitter; everything else is a letter.
enum class Kind : unsigned char { other, space, line, stop, strong, close, open, digit, upper, lower };

bool ascii_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

Kind kind_of(char32_t c) {
  if (c < 0x80) {
    if (c >= 'a' && c <= 'z') return Kind::lower;
    if (c >= 'A' && c <= 'Z') return Kind::upper;
    if (c >= '0' && c <= '9') return Kind::digit;
    switch (c) {
      case ' ':
      case '\t':
      case '\r':
      case '\f':
      case '\v':
        return Kind::space;
      case '\n':
        return Kind::line;
      case '.':
        return Kind::stop;
      case '!':
      case '?':
        return Kind::strong;
      case '"':
      case '\'':
      case ')':
      case ']':
        return Kind::close;
      case '(':
      case '[':
        return Kind::open;
      default:
        return Kind::other;
    }
  }
  switch (c) {
    case 0xA0:
    case 0x202F:
    case 0x2009:
    case 0x3000:
      return Kind::space;
    case 0x2028:
    case 0x2029:
      return Kind::line;
    case 0x2026:
      return Kind::stop;  // an ellipsis may end a sentence or not, like a full stop
    case 0x3002:
    case 0xFF01:
    case 0xFF1F:
    case 0xFF0E:
    case 0x061F:
    case 0x06D4:
    case 0x0964:
    case 0x203C:
      return Kind::strong;
    case 0x2019:
    case 0x201D:
    case 0xBB:
    case 0x300D:
    case 0x300F:
    case 0x203A:
      return Kind::close;
    case 0x2018:
    case 0x201C:
    case 0x201E:
    case 0xAB:
    case 0x300C:
    case 0x300E:
      return Kind::open;
    default:
      break;
  }
  // Latin, Greek and Cyrillic lower case is enough here: what is neither upper nor lower may begin a
  // sentence.
  if ((c >= 0xDF && c <= 0xFF && c != 0xF7) || (c >= 0x3AC && c <= 0x3CE) || (c >= 0x430 && c <= 0x45F))
    return Kind::lower;
  if (c >= 0x100 && c <= 0x17F) return (c & 1) != 0 ? Kind::lower : Kind::upper;
  return Kind::upper;
}

class Splitter {
 public:
  Splitter(std::string_view text, std::vector<ByteRange>& out) : text_(text), out_(out) {}

  void run() {
    std::size_t at = 0;
    while (at < text_.size()) {
      const auto c = utf8::decode(text_, at);
      const Kind kind = kind_of(c.value);
      if (kind == Kind::line) {
        emit(at);
        at += c.size;
        start_ = at;
      } else if (kind == Kind::stop || kind == Kind::strong) {
        const std::size_t end = closing(at + c.size);
        if (ends(at, end, kind)) {
          emit(end);
          start_ = end;
        }
        at = end;
      } else {
        at += c.size;
      }
    }
    emit(text_.size());
  }

 private:
  // The end of the run of stops and closing quotes that begins at `at`.
  std::size_t closing(std::size_t at) const {
    while (at < text_.size()) {
      const auto c = utf8::decode(text_, at);
      const Kind kind = kind_of(c.value);
      if (kind != Kind::stop && kind != Kind::strong && kind != Kind::close) break;
      at += c.size;
    }
    return at;
  }

  std::string_view word_before(std::size_t stop) const {
    std::size_t begin = stop;
    while (begin > start_ && (ascii_alpha(text_[begin - 1]) || text_[begin - 1] == '.')) --begin;
    return text_.substr(begin, stop - begin);
  }

  // Whether the marks in [stop, end) end a sentence.
  bool ends(std::size_t stop, std::size_t end, Kind kind) const {
    if (end == text_.size()) return true;
    const auto next = utf8::decode(text_, end);
    const Kind after = kind_of(next.value);
    if (after == Kind::line) return true;
    if (after != Kind::space) return kind == Kind::strong && next.value >= 0x2E80;  // scripts without spaces
    std::size_t at = end;
    Kind first = after;
    while (at < text_.size()) {
      const auto c = utf8::decode(text_, at);
      first = kind_of(c.value);
      if (first != Kind::space && first != Kind::open && !(first == Kind::close && c.value < 0x80)) break;
      if (c.value == ')' || c.value == ']') break;
      at += c.size;
    }
    if (first == Kind::line || at >= text_.size()) return true;
    if (first == Kind::lower) return false;
    if (kind == Kind::strong) return true;
    if (end > stop + 1 && kind_of(utf8::decode(text_, end - 1).value) != Kind::stop && text_[stop] == '.')
      return abbreviation(word_before(stop)) != Abbreviation::before_name;  // a quote closes after it
    const std::string_view word = word_before(stop);
    // "J. Venn", but also "in Plan B. Then": an initial goes on when a name stands around it, so always.
    if (word.size() == 1 && word[0] >= 'A' && word[0] <= 'Z' && first == Kind::upper) return false;
    // "am 3. August": a number with a full stop is an ordinal in many languages.
    if (stop > start_ && text_[stop - 1] >= '0' && text_[stop - 1] <= '9' && ordinal(stop)) return false;
    switch (abbreviation(word)) {
      case Abbreviation::before_name:
        return false;
      case Abbreviation::either:
        return first == Kind::upper && !continues_name(at);
      case Abbreviation::none:
        return true;
    }
    return true;
  }

  // One or two digits that stand alone: 3. 21. but not 2031. or 4.5.
  bool ordinal(std::size_t stop) const {
    std::size_t begin = stop;
    while (begin > start_ && text_[begin - 1] >= '0' && text_[begin - 1] <= '9') --begin;
    if (stop - begin > 2) return false;
    return begin > start_ && text_[begin - 1] == ' ' && german_before(begin - 1);
  }

  // "am 3." "vom 21." "der 2.": English does not write ordinals so.
  bool german_before(std::size_t space) const {
    std::size_t begin = space;
    while (begin > start_ && ascii_alpha(text_[begin - 1])) --begin;
    const std::string_view word = text_.substr(begin, space - begin);
    for (const std::string_view known :
         {"am", "vom", "zum", "bis", "der", "den", "dem", "des", "die", "im", "und", "ab", "Am"})
      if (word == known) return true;
    return false;
  }

  // After "U.S." a capital is mostly part of the name: "U.S. Army". A new sentence opens with one of few
  // words.
  bool continues_name(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && ascii_alpha(text_[end])) ++end;
    const std::string_view word = text_.substr(at, end - at);
    for (const std::string_view opener :
         {"The",    "A",   "An",   "In",      "On",    "At",   "But",  "And",   "He",
          "She",    "It",  "They", "We",      "I",     "This", "That", "These", "Those",
          "His",    "Her", "Its",  "Their",   "There", "If",   "When", "While", "After",
          "Before", "As",  "For",  "However", "Mr",    "Mrs",  "Ms"})
      if (word == opener) return false;
    return true;
  }

  void emit(std::size_t end) {
    std::size_t begin = start_;
    while (begin < end) {
      const auto c = utf8::decode(text_, begin);
      const Kind kind = kind_of(c.value);
      if (kind != Kind::space && kind != Kind::line) break;
      begin += c.size;
    }
    while (end > begin) {
      std::size_t last = end - 1;
      while (last > begin && !utf8::is_boundary(text_, last)) --last;
      const Kind kind = kind_of(utf8::decode(text_, last).value);
      if (kind != Kind::space && kind != Kind::line) break;
      end = last;
    }
    if (begin < end) out_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }

  std::string_view text_;
  std::vector<ByteRange>& out_;
  std::size_t start_ = 0;
};

}  // namespace

void split_sentences(std::string_view text, std::vector<ByteRange>& out) {
  out.clear();
  Splitter(text, out).run();
}

}  // namespace dateline::text
