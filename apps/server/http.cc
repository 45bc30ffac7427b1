#include "http.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "connection.h"

namespace dateline::server {
namespace {

// A thread for each connection, up to a limit; an idle one is used before a new one is made.
class ConnectionThreads final : public httplib::TaskQueue {
 public:
  explicit ConnectionThreads(std::size_t most) : most_(most) {}

  void enqueue(std::function<void()> work) override {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(work));
    if (waiting_.size() > idle_ && threads_.size() < most_) threads_.emplace_back([this] { serve(); });
    ready_.notify_one();
  }

  void shutdown() override {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    ready_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

 private:
  void serve() {
    std::unique_lock lock(mutex_);
    while (true) {
      ++idle_;
      ready_.wait(lock, [&] { return ended_ || !waiting_.empty(); });
      --idle_;
      if (waiting_.empty()) return;
      const std::function<void()> work = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      work();
      lock.lock();
    }
  }

  std::size_t most_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> waiting_;
  std::vector<std::thread> threads_;
  std::size_t idle_ = 0;
  bool ended_ = false;
};

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  });
  return text;
}

Request request_of(const httplib::Request& from) {
  Request request{
      .method = from.method, .path = from.path, .target = from.target, .query = {}, .headers = {}};
  for (const auto& [name, value] : from.params) request.query.emplace(name, value);
  for (const auto& [name, value] : from.headers) request.headers.emplace(lower(name), value);
  return request;
}

void put(Response&& response, httplib::Response& out) {
  out.status = response.status;
  for (auto& [name, value] : response.headers) out.set_header(name, value);
  if (response.close) {
    out.set_header("Connection", "close");
    if (Connection* one = Connection::current()) one->close_after();
  }
  if (response.stream) {
    out.set_chunked_content_provider(
        response.type, [stream = std::move(response.stream)](std::size_t, httplib::DataSink& sink) {
          bool there = true;
          stream([&](std::string_view part) {
            there = there && (part.empty() || sink.write(part.data(), part.size()));
            return there;
          });
          sink.done();
          return there;
        });
    return;
  }
  if (response.body == nullptr) return;
  out.set_content_provider(
      response.body->size(), response.type,
      [body = response.body](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
        return sink.write(body->data() + offset, length);
      });
}

std::string regex_of(std::string_view literal) {
  std::string out;
  for (const char c : literal) {
    if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

class Library final : public httplib::Server {
 public:
  explicit Library(const Limits& limits) : limits_(limits) {}

 private:
  bool process_and_close_socket(socket_t socket) override {
    Connection connection(socket, limits_);
    Connection::current() = &connection;
    const auto stopping = [&] { return svr_sock_ == INVALID_SOCKET; };
    bool good = true;
    bool closed = false;
    while (good && !closed && !connection.closing() && connection.wait(stopping)) {
      connection.begin_request();
      good = process_request(connection, stopping(), closed, nullptr);
    }
    Connection::current() = nullptr;
    if (connection.closing()) connection.linger();
    shutdown(socket, SHUT_RDWR);
    close(socket);
    return good;
  }

  const Limits& limits_;
};

}  // namespace

struct HttpServer::Impl {
  Impl(Handlers given, std::vector<std::string> paths, Limits limit)
      : handlers(std::move(given)), upload_paths(std::move(paths)), limits(limit), library(limits) {}

  using Handled = httplib::Server::HandlerResponse;

  // Everything is answered here, before the library looks for a handler, except an upload that was admitted.
  Handled before(const httplib::Request& from, httplib::Response& out) {
    if (Connection* one = Connection::current()) one->begin_body();
    const Request request = request_of(from);
    const bool has_body =
        from.has_header("Transfer-Encoding") ||
        (from.has_header("Content-Length") && from.get_header_value("Content-Length") != "0");
    if (from.method == "POST" && std::ranges::find(upload_paths, from.path) != upload_paths.end()) {
      std::unique_ptr<Response> refused = handlers.admit(request);
      if (!refused && from.is_multipart_form_data()) return Handled::Unhandled;
      if (!refused) refused = std::make_unique<Response>(handlers.finish(request, nullptr));
      refused->close = has_body;
      put(std::move(*refused), out);
      return Handled::Handled;
    }
    Response response = handlers.answer(request);
    response.close = response.close || has_body;
    put(std::move(response), out);
    return Handled::Handled;
  }

  void upload(const httplib::Request& from, httplib::Response& out, const httplib::ContentReader& content) {
    std::unique_ptr<Upload> parts = handlers.begin_upload();
    const bool whole =
        parts != nullptr &&
        content(
            [&](const httplib::MultipartFormData& part) { return parts->begin(part.name, part.filename); },
            [&](const char* bytes, std::size_t size) { return parts->data({bytes, size}); });
    if (!whole) {
      if (out.status == 413) return;
      parts.reset();
    }
    Response response = handlers.finish(request_of(from), std::move(parts));
    response.close = !whole;
    put(std::move(response), out);
  }

  Handlers handlers;
  std::vector<std::string> upload_paths;
  Limits limits;
  Library library;
};

HttpServer::HttpServer(Handlers handlers, std::vector<std::string> upload_paths, Limits limits)
    : impl_(std::make_unique<Impl>(std::move(handlers), std::move(upload_paths), limits)) {
  Library& library = impl_->library;
  library.new_task_queue = [this] { return new ConnectionThreads(impl_->limits.connections); };
  library.set_payload_max_length(limits.upload_bytes);
  library.set_pre_routing_handler(
      [this](const httplib::Request& from, httplib::Response& out) { return impl_->before(from, out); });
  for (const std::string& path : impl_->upload_paths)
    library.Post(regex_of(path),
                 [this](const httplib::Request& from, httplib::Response& out,
                        const httplib::ContentReader& content) { impl_->upload(from, out, content); });
  library.set_tcp_nodelay(true);
  library.set_keep_alive_max_count(10'000);
  library.set_keep_alive_timeout(limits.idle_seconds);
}

HttpServer::~HttpServer() = default;

Result<int> HttpServer::bind(const std::string& host, int port) {
  const int bound = port == 0                                 ? impl_->library.bind_to_any_port(host)
                    : impl_->library.bind_to_port(host, port) ? port
                                                              : -1;
  if (bound > 0) return bound;
  return fail(ErrorCode::io,
              fmt::format("{}:{} cannot be listened on: it is in use or not of this machine. Give "
                          "another --port (0 takes any free one)",
                          host, port));
}

void HttpServer::run() {
  impl_->library.listen_after_bind();
}

void HttpServer::stop() {
  impl_->library.stop();
}

const std::string* Request::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? nullptr : &found->second;
}

const std::string* Request::parameter(const std::string& name) const {
  const auto found = query.find(name);
  return found == query.end() ? nullptr : &found->second;
}

std::shared_ptr<const std::string> shared(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

}  // namespace dateline::server
