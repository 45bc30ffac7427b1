#pragma once
// One connection's socket with its budgets. For http.cc.

#include <httplib.h>

#include <atomic>
#include <chrono>

#include "http.h"

namespace dateline::server {

class Connection final : public httplib::Stream {
 public:
  Connection(socket_t socket, const Limits& limits) : socket_(socket), limits_(limits) {}

  // Waits for a request; false when none came in time, the other side went, or `stopping` was set.
  bool wait(const std::function<bool()>& stopping);
  void begin_request();
  void begin_body();  // the headers have been read
  void linger();      // lets the other side read the last answer though its body was not read
  void close_after() { close_ = true; }
  bool closing() const { return close_; }

  bool is_readable() const override;
  bool is_writable() const override;
  ssize_t read(char* into, size_t size) override;
  ssize_t write(const char* bytes, size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override { ip.clear(), port = 0; }
  void get_local_ip_and_port(std::string& ip, int& port) const override { ip.clear(), port = 0; }
  socket_t socket() const override { return socket_; }

  // The connection that this thread serves; null outside a request.
  static Connection*& current();

 private:
  using Clock = std::chrono::steady_clock;
  bool poll_until(short events, Clock::time_point end) const;
  Clock::time_point deadline(std::size_t bytes) const;

  socket_t socket_;
  const Limits& limits_;
  Clock::time_point begun_ = Clock::now();
  std::size_t received_ = 0;
  std::size_t sent_ = 0;
  bool in_headers_ = true;
  bool close_ = false;
  char buffer_[16 * 1024];
  std::size_t at_ = 0;
  std::size_t filled_ = 0;
};

}  // namespace dateline::server
