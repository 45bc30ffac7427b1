#include "guard.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <algorithm>

#include "base/json.h"

namespace dateline::server {
namespace {

std::string random_key() {
  unsigned char bytes[20] = {};
  std::size_t got = 0;
  while (got < sizeof(bytes)) {
    const ssize_t more = getrandom(bytes + got, sizeof(bytes) - got, 0);
    if (more > 0) got += static_cast<std::size_t>(more);
  }
  std::string key;
  for (const unsigned char byte : bytes) key += fmt::format("{:02x}", byte);
  return key;
}

// Takes the same time whatever the first difference.
bool same(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned different = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    different |= static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
  return different == 0;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(
      out, out.begin(), [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
  return out;
}

}  // namespace

Guard::Guard(int port, const std::vector<std::string>& hosts, double requests_a_second)
    : key_(random_key()), rate_(requests_a_second), tokens_(2 * requests_a_second) {
  for (const char* own : {"127.0.0.1", "localhost", "[::1]"}) {
    authorities_.insert(fmt::format("{}:{}", own, port));
    if (port == 80) authorities_.insert(own);
  }
  for (const std::string& host : hosts) {
    authorities_.insert(lower(host));
    if (host.find(':') == std::string::npos) authorities_.insert(fmt::format("{}:{}", lower(host), port));
  }
}

bool Guard::known(std::string_view authority) const {
  return authorities_.contains(lower(authority));
}

bool Guard::take() {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  tokens_ = std::min(2 * rate_, tokens_ + rate_ * std::chrono::duration<double>(now - last_).count());
  last_ = now;
  if (tokens_ < 1) return false;
  tokens_ -= 1;
  return true;
}

std::optional<Response> Guard::refuse(const Request& request) {
  const std::string* host = request.header("host");
  if (host == nullptr || request.headers.count("host") != 1 || !known(*host))
    return error_response(
        421, "unknown-host",
        "this server does not go by that name; start it with --allow-host NAME if it should");
  if (const std::string* origin = request.header("origin")) {
    const std::size_t slashes = origin->find("://");
    const bool web = origin->starts_with("http://") || origin->starts_with("https://");
    if (!web || !known(std::string_view(*origin).substr(slashes + 3)))
      return error_response(403, "foreign-origin", "requests from other sites are not answered");
  }
  if (!take()) {
    Response response = error_response(429, "too-many-requests", "too many requests; wait a second");
    response.headers.emplace_back("Retry-After", "1");
    return response;
  }
  return std::nullopt;
}

bool Guard::may_write(const Request& request) const {
  const std::string* key = request.header("x-dateline-key");
  return key != nullptr && same(*key, key_);
}

Response error_response(int status, std::string_view code, std::string_view message) {
  std::string body;
  json::Writer w(body);
  w.begin_object()
      .key("error")
      .begin_object()
      .member("code", code)
      .member("message", message)
      .end_object()
      .end_object();
  Response response;
  response.status = status;
  response.body = shared(std::move(body));
  return response;
}

Response error_response(const Error& error) {
  int status = 500;
  if (error.code == ErrorCode::invalid_argument) status = 400;
  if (error.code == ErrorCode::not_found) status = 404;
  if (error.code == ErrorCode::limit) status = 413;
  if (error.code == ErrorCode::busy) status = 503;
  return error_response(status, code_name(error.code), error.message);
}

}  // namespace dateline::server
