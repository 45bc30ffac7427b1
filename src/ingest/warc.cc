#include "ingest/warc.h"

#include <charconv>

#include <dateline/date.h>
#include <fmt/format.h>

#include "ingest/archive.h"
#include "ingest/ascii.h"

namespace dateline::ingest {
namespace {

std::optional<std::uint64_t> count_of(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || text.empty() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

std::string_view without_brackets(std::string_view text) {
  if (text.size() >= 2 && text.front() == '<' && text.back() == '>') return text.substr(1, text.size() - 2);
  return text;
}

std::string_view without_return(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

class WarcSource final : public ArchiveSource {
 public:
  using ArchiveSource::ArchiveSource;

 private:
  Found read_header(RecordHeader& header) override {
    std::string line;
    bool over = false;
    in_.bytes->read_line(line, in_.limits.header_bytes, over);
    if (!is_warc_version(line)) {
      damage(header.offset, "a record should begin here and does not");
      return Found::damage;
    }
    Fields fields;
    std::size_t size = 0;
    while (in_.bytes->read_line(line, in_.limits.header_bytes, over)) {
      const std::string_view text = without_return(line);
      if (text.empty()) return check(fields, header);
      size += text.size();
      if (over || size > in_.limits.header_bytes) {
        damage(header.offset, fmt::format("the record's header is over {} bytes", in_.limits.header_bytes));
        return Found::damage;
      }
      fields.add_line(text);
    }
    damage(header.offset, "the file ends inside a record's header");
    return Found::damage;
  }

  Found check(const Fields& fields, RecordHeader& header) {
    const std::string_view length = fields.get("content-length");
    const auto bytes = count_of(length);
    if (!bytes) {
      damage(header.offset, length.empty()
                                ? std::string("the record does not state its length")
                                : fmt::format("the record's length '{}' is no number", length.substr(0, 40)));
      return Found::damage;
    }
    header.length = *bytes;
    header.id = without_brackets(fields.get("warc-record-id"));
    header.url = without_brackets(fields.get("warc-target-uri"));
    if (parse_date(fields.get("warc-date"))) header.date = fields.get("warc-date");
    header.type = media_type(fields.get("content-type"));
    // The parts of a record that was divided over files (continuation records) are not put together again.
    header.truncated = !fields.get("warc-truncated").empty() || !fields.get("warc-segment-number").empty();
    const std::string_view kind = fields.get("warc-type");
    if (same_letters(kind, "response")) {
      header.answer = header.wanted = true;
      if (header.type == "application/http") header.type.clear();
    } else if (same_letters(kind, "resource")) {
      header.wanted = is_html_type(header.type);
    } else if (same_letters(kind, "conversion")) {
      header.page_text = true;
      header.wanted = is_html_type(header.type) || header.type == "text/plain";
    }
    return Found::record;
  }

  bool begins_record(std::string_view line) const override { return is_warc_version(line); }

  bool surely_begins_record(std::string_view text) const override {
    const std::size_t newline = text.find('\n');
    return newline != std::string_view::npos && is_warc_version(text.substr(0, newline)) &&
           starts_with_letters(text.substr(newline + 1), "WARC-");
  }
};

// One ARC record's line, read from its end because addresses may hold blanks:
//   version 1: URL IP date type length;  version 2: URL IP date type status checksum location offset file
//   length
struct ArcLine {
  std::string_view url;
  std::string_view date;
  std::string_view type;
  std::optional<std::uint64_t> length;
};

std::optional<ArcLine> parse_arc_line(std::string_view line) {
  line = trimmed(line);
  std::vector<std::size_t> blanks;  // from the end
  for (std::size_t at = line.size(); at > 0 && blanks.size() < 9; --at)
    if (line[at - 1] == ' ') blanks.push_back(at - 1);
  const auto field = [&](std::size_t from_end) {
    const std::size_t begin = from_end < blanks.size() ? blanks[from_end] + 1 : 0;
    const std::size_t end = from_end == 0 ? line.size() : blanks[from_end - 1];
    return line.substr(begin, end - begin);
  };
  const auto read = [&](std::size_t date_at) -> std::optional<ArcLine> {
    if (blanks.size() < date_at + 2) return std::nullopt;
    const std::string_view date = field(date_at);
    if (!all_digits(date) || date.size() < 8 || date.size() > 17) return std::nullopt;
    const std::string_view url = line.substr(0, blanks[date_at + 1]);
    if (url.find(':') == std::string_view::npos) return std::nullopt;
    return ArcLine{url, date, field(date_at - 1), count_of(field(0))};
  };
  if (auto line1 = read(2)) return line1;
  return read(7);
}

// 20080430204825 -> 2008-04-30T20:48:25Z; empty where it is no date.
std::string iso_date(std::string_view digits) {
  if (digits.size() < 14) return {};
  std::string text =
      fmt::format("{}-{}-{}T{}:{}:{}Z", digits.substr(0, 4), digits.substr(4, 2), digits.substr(6, 2),
                  digits.substr(8, 2), digits.substr(10, 2), digits.substr(12, 2));
  return parse_date(text) ? text : std::string();
}

class ArcSource final : public ArchiveSource {
 public:
  using ArchiveSource::ArchiveSource;

 private:
  Found read_header(RecordHeader& header) override {
    std::string line;
    bool over = false;
    in_.bytes->read_line(line, in_.limits.header_bytes, over);
    if (starts_with_letters(line, "filedesc:")) {
      // Some writers put dashes for every field; the lines that follow are then found again record by record.
      const auto length = count_of(trimmed(std::string_view(line).substr(line.rfind(' ') + 1)));
      header.length = length.value_or(0);
      if (length) return Found::record;
      skip_version_block();
      return Found::end;
    }
    const auto fields = parse_arc_line(line);
    if (!fields) {
      damage(header.offset, "a record should begin here and does not");
      return Found::damage;
    }
    if (!fields->length) {
      damage(header.offset, "the record's length is no number");
      return Found::damage;
    }
    header.length = *fields->length;
    header.url = fields->url;
    header.date = iso_date(fields->date);
    header.answer = header.wanted = starts_with_letters(fields->url, "http");
    header.type = media_type(fields->type);
    return Found::record;
  }

  // The two lines "1 0 Name" and "URL IP-address ..." behind a filedesc line that does not state its length.
  void skip_version_block() {
    std::string line;
    bool over = false;
    for (int i = 0; i < 2; ++i) {
      const std::string_view head = in_.bytes->peek(4096);
      if (begins_record(head.substr(0, head.find('\n')))) return;
      in_.bytes->read_line(line, in_.limits.header_bytes, over);
    }
  }

  bool begins_record(std::string_view line) const override { return is_arc_header(line); }
  bool surely_begins_record(std::string_view text) const override {
    return is_arc_header(text.substr(0, text.find('\n')));
  }
};

}  // namespace

bool is_warc_version(std::string_view line) {
  if (!starts_with_letters(line, "WARC/")) return false;
  const std::string_view version = trimmed(line.substr(5, 16));
  const std::size_t dot = version.find('.');
  return dot != std::string_view::npos && line.size() <= 24 && all_digits(version.substr(0, dot)) &&
         all_digits(version.substr(dot + 1));
}

bool is_arc_header(std::string_view line) {
  line = line.substr(0, 4096);
  if (starts_with_letters(line, "filedesc://")) return true;
  if (!is_letter(line.empty() ? ' ' : line[0])) return false;
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !std::ranges::all_of(line.substr(0, colon), is_letter)) return false;
  const auto fields = parse_arc_line(line);
  return fields && fields->date.size() >= 12;
}

std::unique_ptr<CaptureSource> open_warc(Input input) {
  return std::make_unique<WarcSource>(std::move(input));
}
std::unique_ptr<CaptureSource> open_arc(Input input) {
  return std::make_unique<ArcSource>(std::move(input));
}

}  // namespace dateline::ingest
