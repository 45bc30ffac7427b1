#pragma once
// Small archives built by the tests, and a reader that collects everything.

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "ingest/source.h"

namespace dateline::ingest {

inline const std::string kPage =
    "<html><head><title>Dam</title></head><body><p>The dam at Orlane broke.</p></body></html>";

inline std::string http(std::string_view body,
                        std::string_view fields = "Content-Type: text/html; charset=utf-8\r\n",
                        std::string_view status = "HTTP/1.1 200 OK") {
  return fmt::format("{}\r\n{}\r\n{}", status, fields, body);
}

inline std::string record(std::string_view block, std::string_view id = "1",
                          std::string_view kind = "response",
                          std::string_view type = "application/http; msgtype=response") {
  return fmt::format(
      "WARC/1.0\r\nWARC-Type: {}\r\nWARC-Record-ID: <urn:uuid:{}>\r\nWARC-Target-URI: "
      "http://courier.example/{}\r\n"
      "WARC-Date: 2031-04-05T06:07:08Z\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n",
      kind, id, id, type, block.size(), block);
}

struct All {
  std::vector<Capture> captures;
  std::vector<Problem> problems;
};

inline All collect(CaptureSource& source) {
  All all;
  while (auto item = source.next()) {
    if (*item)
      all.captures.push_back(std::move(**item));
    else
      all.problems.push_back(std::move(item->error()));
  }
  return all;
}

inline std::vector<std::string> ids(const All& all) {
  std::vector<std::string> out;
  out.reserve(all.captures.size());
  for (const Capture& capture : all.captures) out.push_back(capture.id);
  return out;
}

inline All read_bytes(std::string_view bytes, const std::string& name = "in", Options options = {}) {
  return collect(*open_bytes(bytes, name, options));
}

}  // namespace dateline::ingest
