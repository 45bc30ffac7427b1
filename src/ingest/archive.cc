#include "ingest/archive.h"

#include <fmt/format.h>

#include "ingest/ascii.h"

namespace dateline::ingest {
namespace {

// Blocks of records that can be no page are passed over; those up to this size are read all the same, so that
// a length that is too long is noticed.
constexpr std::uint64_t kAlwaysRead = std::uint64_t{1} << 20;

std::string record_id(const Input& in, const RecordHeader& header) {
  return header.id.empty() ? fmt::format("{}#{}", in.path, header.offset) : header.id;
}

}  // namespace

void ArchiveSource::damage(std::uint64_t offset, std::string_view what) {
  if (++faults_ == 1) first_fault_ = fmt::format("at byte {}: {}", offset, what);
}

void ArchiveSource::skip_blank_lines() {
  while (true) {
    const std::string_view head = in_.bytes->peek(1);
    if (head.empty() || (head[0] != '\r' && head[0] != '\n')) return;
    in_.bytes->take(1);
  }
}

// To the next line that begins a record.
void ArchiveSource::resynchronise() {
  std::string line;
  bool over = false;
  while (true) {
    const std::string_view head = in_.bytes->peek(4096);
    if (head.empty()) return;
    if (begins_record(head.substr(0, head.find('\n')))) return;
    in_.bytes->read_line(line, in_.limits.header_bytes, over);
  }
}

bool ArchiveSource::boundary_follows() {
  const std::string_view head = in_.bytes->peek(4096);
  const std::size_t begin = head.find_first_not_of("\r\n");
  if (begin == std::string_view::npos) return true;
  const std::string_view rest = head.substr(begin);
  return begins_record(rest.substr(0, rest.find('\n')));
}

// A length that is too long makes a block swallow the next record. True when one was found inside: the block
// then ends before it, and what follows is put back.
bool ArchiveSource::take_back_swallowed(std::string& block) {
  // The swallowed header may reach over the end of the block.
  const std::size_t size = block.size();
  block += in_.bytes->peek(4096);
  std::size_t at = 0;
  while ((at = block.find('\n', at)) < size) {
    ++at;
    if (!surely_begins_record(std::string_view(block).substr(at))) continue;
    block.resize(size);
    in_.bytes->unread(std::string_view(block).substr(std::min(at, size)));
    block.resize(std::min(at, size));
    while (block.ends_with('\n') || block.ends_with('\r')) block.pop_back();
    return true;
  }
  block.resize(size);
  return false;
}

std::optional<Item> ArchiveSource::next() {
  while (!finished_) {
    if (faults_ > in_.limits.archive_faults) {
      first_fault_ += fmt::format("; given up after {} damaged places", faults_);
      return finish();
    }
    skip_blank_lines();
    if (in_.bytes->peek(1).empty()) {
      if (in_.bytes->fault().empty()) return finish();
      damage(in_.bytes->position(), in_.bytes->fault());
      if (!in_.bytes->resume()) return finish();
      continue;
    }
    RecordHeader header;
    header.offset = in_.bytes->position();
    const Found found = read_header(header);
    if (found == Found::end) continue;
    if (found == Found::damage) {
      resynchronise();
      continue;
    }
    ++records_;
    if (auto item = read_block(header)) return item;
  }
  return std::nullopt;
}

std::optional<Item> ArchiveSource::read_block(const RecordHeader& header) {
  const bool too_large = header.length > in_.limits.page_bytes + in_.limits.header_bytes;
  const bool held = header.wanted ? !too_large : header.length <= kAlwaysRead;
  std::string block;
  const std::uint64_t got = held ? in_.bytes->read(block, header.length) : in_.bytes->skip(header.length);
  if (got == header.length && boundary_follows()) {
    if (!header.wanted) return std::nullopt;
    if (held) return capture_of(header, std::move(block));
    return problem(
        record_id(in_, header), ErrorCode::limit,
        fmt::format("{}: the record at byte {} has {} bytes, the limit for a page is {}; it was passed over",
                    in_.path, header.offset, header.length, in_.limits.page_bytes));
  }
  if (held && take_back_swallowed(block)) {
    damage(header.offset, fmt::format("the record states {} bytes but the next one begins after {}",
                                      header.length, block.size()));
    return header.wanted ? capture_of(header, std::move(block)) : std::nullopt;
  }
  if (got < header.length) {
    damage(header.offset, fmt::format("the record states {} bytes, only {} are there{}{}", header.length, got,
                                      in_.bytes->fault().empty() ? "" : ": ", in_.bytes->fault()));
    if (!in_.bytes->fault().empty() && !in_.bytes->resume()) return finish();
    return std::nullopt;
  }
  damage(in_.bytes->position(), "no record follows where one should");
  resynchronise();
  return header.wanted && held ? capture_of(header, std::move(block)) : std::nullopt;
}

std::optional<Item> ArchiveSource::capture_of(const RecordHeader& header, std::string block) {
  HttpAnswer answer;
  std::string type = header.type;
  if (header.answer) {
    answer = parse_http(block, in_.limits.page_bytes);
    if (answer.status != 0) {
      if (answer.status < 200 || answer.status > 299) return std::nullopt;
      type = media_type(answer.fields.get("content-type"));
    }
  } else {
    answer.body = std::move(block);
  }
  const bool text = header.page_text && type == "text/plain";
  // Answers of the first years of the web have no header, and some servers send no type.
  if (!text && !is_html_type(type) && !(type.empty() && looks_like_html(answer.body))) return std::nullopt;
  if (answer.over_limit)
    return problem(
        record_id(in_, header), ErrorCode::limit,
        fmt::format(
            "{}: the page in the record at byte {} is larger than the limit, {} bytes; it was passed over",
            in_.path, header.offset, in_.limits.page_bytes));
  if (trimmed(answer.body).empty()) {
    if (answer.diagnostics.empty()) return std::nullopt;
    return problem(
        record_id(in_, header), ErrorCode::corrupt,
        fmt::format("{}: record at byte {}: {}", in_.path, header.offset, answer.diagnostics[0].message));
  }
  Capture capture;
  capture.id = record_id(in_, header);
  capture.url = header.url;
  capture.kind = text ? CaptureKind::text : CaptureKind::html;
  capture.decoded = text;  // WET is UTF-8 by its definition
  capture.charset = parameter(answer.fields.get("content-type"), "charset");
  capture.bytes = std::move(answer.body);
  capture.fetched = header.date;
  capture.path = in_.path;
  capture.offset = header.offset;
  capture.diagnostics = std::move(answer.diagnostics);
  if (header.truncated)
    capture.diagnostics.push_back({"body-cut-off", "the archive says that it holds only a part of the page"});
  return capture;
}

std::optional<Item> ArchiveSource::finish() {
  finished_ = true;
  if (in_.bytes->failed() && faults_ == 0) damage(in_.bytes->position(), in_.bytes->fault());
  if (faults_ == 0) return std::nullopt;
  return problem(
      in_.path, in_.bytes->failed() ? ErrorCode::io : ErrorCode::corrupt,
      fmt::format("{}: damaged in {} place{}; {} record{} could be read. First, {}", in_.path, faults_,
                  faults_ == 1 ? "" : "s", records_, records_ == 1 ? "" : "s", first_fault_));
}

}  // namespace dateline::ingest
