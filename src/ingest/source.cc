#include "ingest/source.h"

#include <sys/stat.h>

#include <fmt/format.h>

#include <utility>

#include "ingest/ascii.h"
#include "ingest/detect.h"
#include "ingest/feed.h"
#include "ingest/jsonl.h"
#include "ingest/mime.h"
#include "ingest/reader.h"
#include "ingest/walk.h"
#include "ingest/warc.h"
#include "ingest/webarchive.h"

namespace dateline::ingest {
namespace {

std::unique_ptr<CaptureSource> open_page(Input input, CaptureKind kind) {
  auto bytes = read_whole(input);
  if (!bytes) return one_item(problem(input.path, bytes.error()));
  Capture capture;
  capture.id = capture.path = input.path;
  capture.kind = kind;
  capture.bytes = std::move(*bytes);
  if (!input.bytes->fault().empty()) capture.diagnostics.push_back({"body-cut-off", input.bytes->fault()});
  std::string scratch;
  const std::string_view extension = extension_of(input.path, scratch);
  for (const std::string_view archive : {"warc", "arc", "wat", "wet", "webarchive", "jsonl"})
    if (extension == archive)
      capture.diagnostics.push_back(
          {"misnamed", fmt::format("named .{} but it holds {}", archive,
                                   kind == CaptureKind::html ? "a page" : "plain text")});
  return one_item(std::move(capture));
}

// Text that follows bytes that could not be unpacked is no text: the name or the magic says what it should
// have been.
bool should_be_packed(std::string_view path) {
  return path.ends_with(".gz") || path.ends_with(".zst");
}

// A source, and behind what it gives a problem that was met before it.
class WithProblem final : public CaptureSource {
 public:
  WithProblem(std::unique_ptr<CaptureSource> source, Problem last)
      : source_(std::move(source)), last_(std::move(last)) {}
  std::optional<Item> next() override {
    if (auto item = source_->next()) return item;
    if (!last_) return std::nullopt;
    return std::unexpected(*std::exchange(last_, std::nullopt));
  }

 private:
  std::unique_ptr<CaptureSource> source_;
  std::optional<Problem> last_;
};

std::unique_ptr<CaptureSource> open_whole(Input input) {
  std::string_view head = input.bytes->peek_line(kDetectBytes);
  if (!head.starts_with('{')) head = input.bytes->peek(kDetectBytes);
  const std::string fault = input.bytes->fault();
  const Detected found = detect_format(head, input.path);
  if (!fault.empty() && trimmed(head).empty())
    return one_item(problem(input.path, input.bytes->failed() ? ErrorCode::io : ErrorCode::corrupt,
                            fmt::format("{}: {}", input.path, fault)));
  switch (found.format) {
    case Format::warc:
      return open_warc(std::move(input));
    case Format::arc:
      return open_arc(std::move(input));
    case Format::json:
      return open_json(std::move(input));
    case Format::xml_feed:
      return open_feed(std::move(input));
    case Format::sitemap:
      return open_sitemap(std::move(input));
    case Format::mime:
      return open_mime(std::move(input));
    case Format::webarchive:
      return open_webarchive(std::move(input));
    case Format::html:
      return open_page(std::move(input), CaptureKind::html);
    case Format::text:
      return open_page(std::move(input), CaptureKind::text);
    case Format::empty:
      return one_item(
          problem(input.path, ErrorCode::corrupt,
                  fmt::format("{}: the file is {}; there is nothing to read", input.path, found.name)));
    case Format::unknown:
      break;
  }
  return one_item(problem(
      input.path, ErrorCode::unsupported,
      fmt::format("{}: {}{}; no page can be read from it", input.path, found.name,
                  should_be_packed(input.path) ? ", not the compressed data that its name promises" : "")));
}

// The first member of compressed data may be spoiled and the others whole.
std::unique_ptr<CaptureSource> open_input(Input input) {
  std::string fault;
  while (input.bytes->peek(1).empty() && !input.bytes->fault().empty()) {
    if (fault.empty()) fault = input.bytes->fault();
    if (!input.bytes->resume()) return open_whole(std::move(input));
  }
  if (fault.empty()) return open_whole(std::move(input));
  Problem last{{ErrorCode::corrupt, fmt::format("{}: {}", input.path, fault)}, input.path};
  return std::make_unique<WithProblem>(open_whole(std::move(input)), std::move(last));
}

class PathSource final : public CaptureSource {
 public:
  PathSource(std::vector<std::string> paths, Options options, Counters* counters)
      : paths_(std::move(paths)), options_(options), counters_(counters) {}

  std::optional<Item> next() override {
    while (true) {
      if (current_) {
        if (auto item = current_->next()) return item;
        current_.reset();
      }
      auto path = next_path();
      if (!path) return std::nullopt;
      if (!*path) return std::unexpected(std::move(path->error()));
      if (auto refused = open(**path)) return std::unexpected(std::move(*refused));
    }
  }

 private:
  std::optional<Walk::Step> next_path() {
    while (true) {
      if (walk_) {
        if (auto step = walk_->next()) return step;
        walk_.reset();
      }
      if (at_ == paths_.size()) return std::nullopt;
      const std::string& path = paths_[at_++];
      struct stat about{};
      if (path != "-" && stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode)) {
        walk_ = std::make_unique<Walk>(path, options_.limits);
        continue;
      }
      return path;
    }
  }

  std::optional<Problem> open(const std::string& path) {
    auto file = FileReader::open(path, counters_);
    if (!file) return Problem{file.error(), path};
    if (counters_ != nullptr) counters_->files.fetch_add(1, std::memory_order_relaxed);
    current_ = open_input({path, std::make_unique<Buffered>(std::move(*file)), options_.limits});
    return std::nullopt;
  }

  std::vector<std::string> paths_;
  std::size_t at_ = 0;
  Options options_;
  Counters* counters_;
  std::unique_ptr<Walk> walk_;
  std::unique_ptr<CaptureSource> current_;
};

}  // namespace

std::unique_ptr<CaptureSource> open_sources(std::vector<std::string> paths, Options options,
                                            Counters* counters) {
  return std::make_unique<PathSource>(std::move(paths), options, counters);
}

std::unique_ptr<CaptureSource> open_bytes(std::string_view bytes, std::string name, Options options) {
  return open_input(
      {std::move(name), std::make_unique<Buffered>(std::make_unique<MemoryReader>(bytes)), options.limits});
}

std::optional<std::uint64_t> total_bytes(const std::vector<std::string>& paths) {
  std::uint64_t total = 0;
  for (const std::string& path : paths) {
    struct stat about{};
    if (path == "-" || stat(path.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) return std::nullopt;
    total += static_cast<std::uint64_t>(about.st_size);
  }
  return total;
}

}  // namespace dateline::ingest
