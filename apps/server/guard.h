#pragma once
// Who may ask: the Host that a request names (against DNS rebinding), the Origin it comes from, the key for
// writes, the rate.

#include <chrono>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "http.h"

namespace dateline::server {

class Guard {
 public:
  // `hosts`: names by which the server may be called, "name" or "name:port", besides this machine's own.
  Guard(int port, const std::vector<std::string>& hosts, double requests_a_second);

  // The refusal, where there is one.
  std::optional<Response> refuse(const Request& request);
  bool may_write(const Request& request) const;
  const std::string& key() const { return key_; }

 private:
  bool known(std::string_view authority) const;
  bool take();

  std::set<std::string, std::less<>> authorities_;
  std::string key_;
  double rate_;
  std::mutex mutex_;
  double tokens_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

Response error_response(int status, std::string_view code, std::string_view message);
Response error_response(const Error& error);

}  // namespace dateline::server
