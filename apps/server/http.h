#pragma once
// HTTP/1.1 over cpp-httplib, whose header http.cc alone includes: connections on threads of their own, with
// budgets of bytes and of time so that a slow or endless client costs one thread for a while and nothing
// else.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dateline/result.h>

namespace dateline::server {

struct Request {
  std::string method;
  std::string path;    // decoded; begins with "/"
  std::string target;  // as it came, with the query
  std::multimap<std::string, std::string> query;
  std::multimap<std::string, std::string> headers;  // names in lower case

  const std::string* header(const std::string& name) const;  // the first
  const std::string* parameter(const std::string& name) const;
};

// Takes a part of a streamed body; false when the client has gone.
using Sink = std::function<bool(std::string_view)>;

struct Response {
  int status = 200;
  std::string type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers;
  std::shared_ptr<const std::string> body;  // shared with caches
  std::function<void(const Sink&)> stream;  // in the place of a body
  bool close = false;                       // end the connection: its body was not read
};

// The files of an upload as they come in. Called in order: begin(name), then data... for each part.
class Upload {
 public:
  virtual ~Upload() = default;
  virtual bool begin(const std::string& field, const std::string& filename) = 0;
  virtual bool data(std::string_view bytes) = 0;
};

struct Handlers {
  std::function<Response(const Request&)> answer;  // any request without a body
  // An upload: `admit` looks at its headers; without a Response the parts go to the Upload and `finish`
  // answers.
  std::function<std::unique_ptr<Response>(const Request&)> admit;
  std::function<std::unique_ptr<Upload>()> begin_upload;
  std::function<Response(const Request&, std::unique_ptr<Upload>)> finish;
};

struct Limits {
  std::size_t connections = 512;  // threads; more wait their turn
  std::size_t header_bytes = 64 * 1024;
  unsigned header_seconds = 10;
  unsigned idle_seconds = 15;   // between requests of a connection
  unsigned grace_seconds = 30;  // for a body, in either direction; more time for more bytes:
  std::size_t bytes_a_second = 16'384;
  std::size_t upload_bytes = std::size_t{1} << 30;
};

class HttpServer {
 public:
  // `upload_paths`: where uploads are taken.
  HttpServer(Handlers handlers, std::vector<std::string> upload_paths, Limits limits);
  ~HttpServer();

  // Port 0: any. Gives the port.
  Result<int> bind(const std::string& host, int port);
  void run();   // until stop(); returns when every connection has ended
  void stop();  // from another thread

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

std::shared_ptr<const std::string> shared(std::string text);

}  // namespace dateline::server
