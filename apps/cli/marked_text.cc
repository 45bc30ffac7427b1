#include "marked_text.h"

#include "base/utf8.h"
#include "terminal.h"

namespace dateline::cli {
namespace {

class Setter {
 public:
  Setter(std::string_view text, const std::vector<Mark>& marks, std::string_view off)
      : text_(text), marks_(marks), off_(off) {}

  // The bytes [begin, end) with colour put in.
  void add(std::size_t begin, std::size_t end) {
    while (begin < end) {
      const std::size_t to = std::min(end, next_change(begin));
      set(mark_at(begin));
      out_ += printable(text_.substr(begin, to - begin));
      begin = to;
    }
  }
  void end_line(unsigned indent) {
    set({});
    out_ += '\n';
    out_.append(indent, ' ');
  }
  std::string finish() && {
    set({});
    return std::move(out_);
  }

 private:
  // Positions come in order, so that marks that ended are passed for good.
  std::string_view mark_at(std::size_t at) {
    while (next_ < marks_.size() && marks_[next_].range.end <= at) ++next_;
    return next_ < marks_.size() && marks_[next_].range.begin <= at ? marks_[next_].on : std::string_view();
  }
  std::size_t next_change(std::size_t at) {
    mark_at(at);
    if (next_ == marks_.size()) return text_.size();
    const ByteRange range = marks_[next_].range;
    return range.begin > at ? range.begin : range.end;
  }
  void set(std::string_view on) {
    if (on == now_) return;
    if (!now_.empty()) out_ += off_;
    out_ += on;
    now_ = on;
  }

  std::string_view text_;
  const std::vector<Mark>& marks_;
  std::string_view off_;
  std::string_view now_;
  std::size_t next_ = 0;
  std::string out_;
};

}  // namespace

std::string marked_text(std::string_view text, const std::vector<Mark>& marks, std::string_view off,
                        unsigned width, unsigned indent) {
  Setter out(text, marks, off);
  std::string first(indent, ' ');
  std::size_t column = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\n') {
      out.end_line(indent);
      column = 0;
      ++at;
      continue;
    }
    // Spaces belong to the word behind them, so that a marked phrase is marked whole; a line drops them at
    // its end.
    std::size_t word = at;
    while (word < text.size() && text[word] == ' ') ++word;
    std::size_t end = word;
    while (end < text.size() && text[end] != ' ' && text[end] != '\n') ++end;
    const std::size_t length = utf8::code_points(text.substr(word, end - word));
    if (column > 0 && column + (word - at) + length + indent > width) {
      out.end_line(indent);
      column = 0;
    }
    if (column > 0) {
      out.add(at, end);
      column += word - at + length;
    } else {
      out.add(word, end);
      column = length;
    }
    at = end;
  }
  return first + std::move(out).finish();
}

}  // namespace dateline::cli
