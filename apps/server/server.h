#pragma once
// `dateline serve`: a record in a browser.

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include <dateline/result.h>

namespace dateline::server {

struct Options {
  std::string host = "127.0.0.1";
  int port = 8317;
  bool any_port = true;  // where the port is taken, another one
  bool read_only = false;
  std::string prefix;              // "/affair": where a proxy shows the app; empty: at the root
  std::vector<std::string> names;  // hosts that it may be called by besides this machine's own
  std::size_t upload_bytes = std::size_t{1} << 30;
  double requests_a_second = 2000;
  unsigned threads = 0;  // for reading pages that are added
  std::stop_token stop;
  // Called once it listens: the address to open (with the key for writes, unless read only).
  std::function<void(const std::string& address)> ready;
  std::function<void(const std::string& message)> note;
};

// Serves the record at `path`, which is made when it is not there (unless read only), until the stop token
// says so; then ends the add that runs after the pages in hand, so that the record is whole and settled.
Status serve(const std::string& path, const Options& options);

}  // namespace dateline::server
