#pragma once
// WARC 0.17 to 1.1 (ISO 28500) and ARC 1 and 2 (Internet Archive), as a stream of captures. Also WAT and WET
// files.
//
// A record is: header lines, a blank line, a block of the length that the header states, blank lines. The
// simple version reads exactly that. What this adds is for files that are not so: a length that is missing or
// wrong, garbage between records, members of the compression that are damaged. Then the reader looks for the
// next line that begins a record, keeps going, and at the end of the file gives one Problem, named by the
// file's path, that says how much was damaged and where first. A record that was cut off gives no page.
//
// A page is: a 2xx answer with an HTML body, a `resource` that is HTML, or a `conversion` that is plain text
// (WET). Capture::id is the WARC-Record-ID without angle brackets, or PATH#OFFSET where there is none (ARC).

#include <memory>
#include <string_view>

#include "ingest/reader.h"

namespace dateline::ingest {

bool is_warc_version(std::string_view line);  // "WARC/1.0"
bool is_arc_header(std::string_view line);    // "filedesc://..." or "http://... IP date type length"

std::unique_ptr<CaptureSource> open_warc(Input input);
std::unique_ptr<CaptureSource> open_arc(Input input);

}  // namespace dateline::ingest
