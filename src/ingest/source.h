#pragma once
// From paths to captures: every kind of input that the program takes, one capture at a time.
//
//     auto source = open_sources({"crawl.warc.gz", "saved/", "-"}, {});
//     while (auto item = source->next()) item->has_value() ? use(**item) : tell(item->error());
//
// Taken are: files and folders (sorted by name, as deep as limits say, symbolic links followed, loops not);
// pages
// (.html .htm .xhtml), pasted text (.txt), saved pages (MHTML, .webarchive), mail (.eml), JSON Lines of pages
// or articles (docs/FORMATS.md), WARC 0.17 to 1.1 and ARC, feeds (RSS, Atom, JSON Feed), sitemaps (reported,
// they hold no page), all of them also in gzip or Zstandard, and "-" for standard input. What a file is, its
// content says; its name only decides between a page and a text where the content does not.
//
// Not useful for: fetching anything; deciding what a page says. HTML is not parsed here.
// Memory: one capture, one buffer and one decompression window; the names of one folder at each level.
// Archives and JSON Lines stream; pages, feeds, mail and plists are held whole, up to Limits::page_bytes.

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dateline/document.h>
#include <dateline/result.h>

namespace dateline::ingest {

// What is larger is reported and passed over; reading goes on after it.
struct Limits {
  std::size_t page_bytes = std::size_t{64} << 20;  // one page, feed or mail, encodings undone
  std::size_t line_bytes = std::size_t{256}
                           << 20;  // one line of JSON Lines (escapes make it larger than its page)
  std::size_t header_bytes = std::size_t{1} << 20;  // header of one WARC or ARC record, or of one HTTP answer
  unsigned folder_depth = 64;                       // folders within folders
  unsigned mime_depth = 16;                         // mail parts within parts
  unsigned archive_faults = 1000;  // damaged places in one archive before the rest is given up
};

struct Options {
  Limits limits;
};

// What could not be read. `id` names it as a capture would be named: the path for a whole file, PATH:LINE for
// a line of JSON Lines without an id, the record's or line's own id for a page that cannot be used.
struct Problem : Error {
  std::string id;
};

using Item = std::expected<Capture, Problem>;

struct Progress {
  std::uint64_t files = 0;  // files that were opened
  std::uint64_t bytes = 0;  // bytes read from them, before decompression
};

class CaptureSource {
 public:
  CaptureSource() = default;
  CaptureSource(const CaptureSource&) = delete;
  CaptureSource& operator=(const CaptureSource&) = delete;
  virtual ~CaptureSource() = default;

  // nullopt is the end. A Problem concerns one file, record or line; go on calling. Not for two threads at
  // once.
  virtual std::optional<Item> next() = 0;
};

// Counts that another thread may read while the source is used.
struct Counters {
  std::atomic<std::uint64_t> files{0};
  std::atomic<std::uint64_t> bytes{0};
  Progress now() const {
    return {files.load(std::memory_order_relaxed), bytes.load(std::memory_order_relaxed)};
  }
};

// Never fails: a path that is not there is a Problem of next(). `counters`, if given, must outlive the
// source.
std::unique_ptr<CaptureSource> open_sources(std::vector<std::string> paths, Options options,
                                            Counters* counters = nullptr);

// The same for bytes in memory, which must outlive the source. `name` stands for the path.
std::unique_ptr<CaptureSource> open_bytes(std::string_view bytes, std::string name, Options options);

// Bytes that reading `paths` will take; nullopt where that would need a walk (a folder, standard input, a
// pipe).
std::optional<std::uint64_t> total_bytes(const std::vector<std::string>& paths);

}  // namespace dateline::ingest
