#include "connection.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>

namespace dateline::server {

Connection*& Connection::current() {
  thread_local Connection* one = nullptr;
  return one;
}

bool Connection::poll_until(short events, Clock::time_point end) const {
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left <= 0) return false;
    pollfd one{.fd = socket_, .events = events, .revents = 0};
    const int ready = poll(&one, 1, static_cast<int>(std::min<long>(left, 60'000)));
    if (ready > 0)
      return (one.revents & (events | POLLHUP)) != 0 && (one.revents & (POLLERR | POLLNVAL)) == 0;
    if (ready < 0 && errno != EINTR) return false;
  }
}

bool Connection::wait(const std::function<bool()>& stopping) {
  if (at_ < filled_) return true;
  constexpr auto kSlice = std::chrono::milliseconds(100);
  const auto end = Clock::now() + std::chrono::seconds(limits_.idle_seconds);
  while (!stopping() && Clock::now() < end) {
    if (!poll_until(POLLIN, Clock::now() + kSlice)) continue;
    const ssize_t got = recv(socket_, buffer_, sizeof(buffer_), 0);
    if (got <= 0) return false;
    at_ = 0;
    filled_ = static_cast<std::size_t>(got);
    return true;
  }
  return false;
}

void Connection::linger() {
  constexpr auto kLongest = std::chrono::seconds(2);
  constexpr std::size_t kMost = std::size_t{16} << 20;
  shutdown(socket_, SHUT_WR);
  const auto end = Clock::now() + kLongest;
  for (std::size_t read = 0; read < kMost && poll_until(POLLIN, end);) {
    const ssize_t got = recv(socket_, buffer_, sizeof(buffer_), 0);
    if (got <= 0) return;
    read += static_cast<std::size_t>(got);
  }
}

void Connection::begin_request() {
  begun_ = Clock::now();
  received_ = sent_ = 0;
  in_headers_ = true;
}

void Connection::begin_body() {
  in_headers_ = false;
  begun_ = Clock::now();
  received_ = 0;
}

Connection::Clock::time_point Connection::deadline(std::size_t bytes) const {
  if (in_headers_) return begun_ + std::chrono::seconds(limits_.header_seconds);
  return begun_ + std::chrono::seconds(limits_.grace_seconds + bytes / limits_.bytes_a_second);
}

bool Connection::is_readable() const {
  return at_ < filled_ || poll_until(POLLIN, deadline(received_));
}

bool Connection::is_writable() const {
  return poll_until(POLLOUT, deadline(sent_));
}

ssize_t Connection::read(char* into, size_t size) {
  if (at_ == filled_) {
    if (in_headers_ && received_ >= limits_.header_bytes) return close_ = true, -1;
    if (!poll_until(POLLIN, deadline(received_))) return close_ = true, -1;
    const ssize_t got = recv(socket_, buffer_, sizeof(buffer_), 0);
    if (got <= 0) return close_ = true, got;
    at_ = 0;
    filled_ = static_cast<std::size_t>(got);
  }
  const std::size_t part = std::min(size, filled_ - at_);
  std::memcpy(into, buffer_ + at_, part);
  at_ += part;
  received_ += part;
  if (in_headers_ && received_ > limits_.header_bytes) return close_ = true, -1;
  return static_cast<ssize_t>(part);
}

ssize_t Connection::write(const char* bytes, size_t size) {
  if (!is_writable()) return close_ = true, -1;
  const ssize_t put = send(socket_, bytes, size, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (put < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  if (put < 0) return close_ = true, -1;
  sent_ += static_cast<std::size_t>(put);
  return put;
}

}  // namespace dateline::server
