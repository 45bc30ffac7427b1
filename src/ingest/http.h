#pragma once
// Header fields as WARC, HTTP and mail write them, and an HTTP answer with its codings undone (RFC 9112,
// tolerant).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dateline/document.h>

namespace dateline::ingest {

// Fields in the order of the text; names compare without case. Folded lines are joined with one space.
class Fields {
 public:
  // Adds one line without its newline. False for a line that is no field (it is passed over).
  bool add_line(std::string_view line);
  std::string_view get(std::string_view name) const;  // first that is not empty; else empty
  bool empty() const { return fields_.empty(); }

 private:
  struct Field {
    std::string name;
    std::string value;
  };
  std::vector<Field> fields_;
};

// Reads fields up to and with the blank line that ends them; removes them from `text`. LF and CRLF are taken.
Fields take_fields(std::string_view& text);

// "text/html; charset=utf-8" -> "text/html" in lower case, and the parameter's value without its quotes.
std::string media_type(std::string_view content_type);
std::string parameter(std::string_view field, std::string_view name);

struct HttpAnswer {
  int status = 0;  // 0: there is no status line; `body` is then the whole message
  Fields fields;
  std::string body;         // codings undone, as far as they could be
  bool over_limit = false;  // the body is larger than the limit; `body` is its beginning
  std::vector<Diagnostic>
      diagnostics;  // what was odd: codings that are not what the header says, a body cut off
};

// `limit` is for the body with its codings undone. O(message + body).
HttpAnswer parse_http(std::string_view message, std::size_t limit);

bool is_html_type(std::string_view media_type);

// Does a body without a type begin like a page?
bool looks_like_html(std::string_view body);

}  // namespace dateline::ingest
