#pragma once
// Where output goes and how it looks there: colour, width, pager, progress.

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "command.h"

namespace dateline::cli {

// Standard output of a command. Text for people when it is a terminal (or --text), JSON Lines otherwise (or
// --json).
class Output {
 public:
  // `paged`: long text for people goes through $PAGER (default less -FRX) when standard output is a terminal.
  explicit Output(const Invocation& invocation, bool paged = false);
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  bool for_people() const { return people_; }
  unsigned width() const { return width_; }  // columns, at most 100 for text

  void write(std::string_view text);
  void line(std::string_view text);
  bool ok() const { return ok_; }  // false once the reader has gone or the disk is full
  bool flush();

  // Escape sequences, empty where colour is off.
  std::string_view bold() const { return color_ ? "\x1b[1m" : ""; }
  std::string_view dim() const { return color_ ? "\x1b[2m" : ""; }
  std::string_view accent() const { return color_ ? "\x1b[36m" : ""; }
  std::string_view mark() const { return color_ ? "\x1b[33m" : ""; }
  std::string_view plain() const { return color_ ? "\x1b[0m" : ""; }

 private:
  bool people_ = false;
  bool color_ = false;
  bool ok_ = true;
  unsigned width_ = 80;
  void* pipe_ = nullptr;  // FILE* of the pager
  std::string buffer_;
};

// `text` broken into lines of at most `width` columns, each after the first opened by `indent` spaces. Words
// longer than a line are left whole. One column a code point.
std::string wrapped(std::string_view text, unsigned width, unsigned indent = 0);

// Control characters out, so that a hostile page cannot drive the terminal.
std::string printable(std::string_view text);

// "dateline: error: ..." on standard error; returns kFailed so that a command can end with it.
int report(std::string_view message);
// "dateline: ..." on standard error.
void note(std::string_view message);

// A line on standard error that is rewritten in place: bar, count, rate, remaining time. Nothing when
// standard error is no terminal or --quiet was given.
class Progress {
 public:
  // total: bytes of input, 0 when not known.
  Progress(const Invocation& invocation, std::string what, std::uint64_t total);
  ~Progress();
  void update(std::uint64_t items, std::uint64_t done);

 private:
  std::string what_;
  std::uint64_t total_;
  bool shown_ = false;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace dateline::cli
