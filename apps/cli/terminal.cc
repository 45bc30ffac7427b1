#include "terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/utf8.h"

namespace dateline::cli {
namespace {

constexpr std::size_t kBuffer = 64 * 1024;

unsigned terminal_width() {
  if (const char* columns = std::getenv("COLUMNS")) {
    const int given = std::atoi(columns);
    if (given >= 20) return static_cast<unsigned>(std::min(given, 100));
  }
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20)
    return std::min<unsigned>(size.ws_col, 100);
  return 80;
}

bool wants_color(const Invocation& invocation, bool terminal) {
  const std::string when = invocation.text("color", "auto");
  if (when != "auto") return when == "always";
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return terminal && (no_color == nullptr || *no_color == 0) &&
         (term == nullptr || std::string_view(term) != "dumb");
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t done = ::write(file, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return true;
}

std::string span_of_time(double seconds) {
  const auto whole = static_cast<long>(seconds + 0.5);
  if (whole >= 3600) return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
  if (whole >= 60) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} s", whole);
}

}  // namespace

Output::Output(const Invocation& invocation, bool paged) {
  const bool terminal = isatty(STDOUT_FILENO) == 1;
  people_ = invocation.has("text") || (terminal && !invocation.has("json"));
  color_ = people_ && wants_color(invocation, terminal);
  width_ = terminal_width();
  if (paged && people_ && terminal) {
    const char* pager = std::getenv("PAGER");
    pipe_ = popen(pager != nullptr && *pager != 0 ? pager : "less -FRX", "w");
  }
}

Output::~Output() {
  flush();
  if (pipe_ != nullptr) pclose(static_cast<FILE*>(pipe_));
}

void Output::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= kBuffer) flush();
}

void Output::line(std::string_view text) {
  buffer_ += text;
  buffer_ += '\n';
  if (buffer_.size() >= kBuffer) flush();
}

bool Output::flush() {
  if (ok_ && !buffer_.empty())
    ok_ = write_all(pipe_ != nullptr ? fileno(static_cast<FILE*>(pipe_)) : STDOUT_FILENO, buffer_);
  buffer_.clear();
  return ok_;
}

std::string wrapped(std::string_view text, unsigned width, unsigned indent) {
  std::string out;
  std::size_t column = 0;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, space);
    text.remove_prefix(std::min(space + 1, text.size()));
    const std::size_t length = utf8::code_points(word);
    if (length == 0) continue;
    if (column > 0 && column + 1 + length > width) {
      out += '\n';
      out.append(indent, ' ');
      column = indent;
    } else if (column > 0) {
      out += ' ';
      ++column;
    }
    out += word;
    column += length;
  }
  return out;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const utf8::CodePoint c = utf8::decode(text, at);
    const bool control = (c.value < 0x20 && c.value != '\n' && c.value != '\t') ||
                         (c.value >= 0x7F && c.value < 0xA0) || (c.value >= 0x202A && c.value <= 0x202E) ||
                         (c.value >= 0x2066 && c.value <= 0x2069);
    if (!control) out.append(text, at, c.size);
    at += c.size;
  }
  return out;
}

int report(std::string_view message) {
  fmt::print(stderr, "dateline: error: {}\n", printable(message));
  return kFailed;
}

void note(std::string_view message) {
  fmt::print(stderr, "dateline: {}\n", printable(message));
}

Progress::Progress(const Invocation& invocation, std::string what, std::uint64_t total)
    : what_(std::move(what)),
      total_(total),
      shown_(isatty(STDERR_FILENO) == 1 && !invocation.has("quiet")),
      start_(std::chrono::steady_clock::now()),
      last_(start_) {}

Progress::~Progress() {
  if (drawn_) fmt::print(stderr, "\r\x1b[K");
}

void Progress::update(std::uint64_t items, std::uint64_t done) {
  if (!shown_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  drawn_ = true;
  const double seconds = std::max(std::chrono::duration<double>(now - start_).count(), 1e-3);
  std::string line = fmt::format("{} {} ({:.0f}/s)", items, what_, static_cast<double>(items) / seconds);
  if (total_ > 0) {
    const double share = std::min(1.0, static_cast<double>(done) / static_cast<double>(total_));
    const auto filled = static_cast<std::size_t>(share * 24);
    line += fmt::format("  [{}{}] {:3.0f}%", std::string(filled, '#'), std::string(24 - filled, '.'),
                        share * 100);
    if (share > 0.01) line += fmt::format("  {} left", span_of_time(seconds * (1 - share) / share));
  }
  fmt::print(stderr, "\r{}\x1b[K", line);
  std::fflush(stderr);
}

}  // namespace dateline::cli
