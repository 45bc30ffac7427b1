#pragma once
// What WARC and ARC readers share: finding records, taking blocks, surviving damage, and making captures from
// answers.

#include <optional>
#include <string>

#include "ingest/http.h"
#include "ingest/reader.h"

namespace dateline::ingest {

// Header of one record, whatever the format.
struct RecordHeader {
  std::string id;  // empty where the archive gives none
  std::string url;
  std::string date;        // ISO 8601; empty where it is no date
  std::string type;        // media type of the block; empty where none is given
  bool answer = false;     // the block is a server's answer
  bool page_text = false;  // plain text counts as a page (WET)
  bool wanted = false;     // a page may come of it
  bool truncated = false;  // the crawler says that it stored only a part
  std::uint64_t length = 0;
  std::uint64_t offset = 0;
};

class ArchiveSource : public CaptureSource {
 public:
  explicit ArchiveSource(Input input) : in_(std::move(input)) {}
  std::optional<Item> next() override;

 protected:
  enum class Found { record, damage, end };
  // Reads the next record's header; damage() must have been told where it returns Found::damage.
  virtual Found read_header(RecordHeader& header) = 0;
  // Is this line one that begins a record? Used to find the way back after damage.
  virtual bool begins_record(std::string_view line) const = 0;
  // What a line at the start of a record must look like to be sure of it inside a block.
  virtual bool surely_begins_record(std::string_view text) const = 0;

  void damage(std::uint64_t offset, std::string_view what);
  void skip_blank_lines();

  Input in_;

 private:
  std::optional<Item> read_block(const RecordHeader& header);
  bool boundary_follows();
  void resynchronise();
  bool take_back_swallowed(std::string& block);
  std::optional<Item> capture_of(const RecordHeader& header, std::string block);
  std::optional<Item> finish();

  std::uint64_t faults_ = 0;
  std::uint64_t records_ = 0;
  std::string first_fault_;
  bool finished_ = false;
};

}  // namespace dateline::ingest
