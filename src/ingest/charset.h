#pragma once
// Text of headers and XML in the charset that its label names, as UTF-8. (Pages keep their bytes: their
// charset is html's matter.) By the C library's iconv.

#include <string>
#include <string_view>

namespace dateline::ingest {

// Broken or unknown: what is UTF-8 already stays; other bytes are read as windows-1252. The result is always
// valid UTF-8.
std::string to_utf8(std::string_view bytes, std::string_view label);

}  // namespace dateline::ingest
