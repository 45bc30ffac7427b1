#include "server.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "api.h"
#include "assets.h"
#include "guard.h"
#include "http.h"

namespace dateline::server {
namespace {

constexpr std::string_view kApi = "/api/v1/";
constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; "
    "base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

// Addresses at which the front end shows something; every other is not found.
bool is_view(std::string_view path) {
  for (const char* view : {"/", "/sources", "/stories", "/search", "/add", "/export"})
    if (path == view) return true;
  return path.starts_with("/article/") || path.starts_with("/stories/");
}

class Site {
 public:
  Site(Options options, Api& api, Guard& guard) : options_(std::move(options)), api_(api), guard_(guard) {}

  Response answer(const Request& request) {
    std::optional<Response> refused = guard_.refuse(request);
    Response response = refused ? std::move(*refused) : routed(request);
    protect(response);
    return response;
  }

  std::unique_ptr<Response> admit(const Request& request) {
    std::optional<Response> refused = guard_.refuse(request);
    std::unique_ptr<Response> response =
        refused ? std::make_unique<Response>(std::move(*refused)) : api_.admit(request);
    if (response) protect(*response);
    return response;
  }

  Response uploaded(std::unique_ptr<Spool> spool) {
    Response response = api_.uploaded(std::move(spool));
    protect(response);
    return response;
  }

 private:
  Response routed(const Request& request) {
    std::string_view path = request.path;
    if (!options_.prefix.empty()) {
      // A proxy may pass the prefix on or take it away.
      if (path == options_.prefix) path = "/";
      if (path.starts_with(options_.prefix + "/")) path.remove_prefix(options_.prefix.size());
    }
    if (const Asset* asset = asset_at(path)) return file(request, *asset);
    if (path.starts_with(kApi)) return api_.answer(request, path.substr(kApi.size()));
    if (request.method != "GET" && request.method != "HEAD") {
      Response response = error_response(405, "method-not-allowed", "this address is for reading");
      response.headers.emplace_back("Allow", "GET, HEAD");
      return response;
    }
    if (path.starts_with("/api/")) return error_response(404, "not-found", "no such address");
    return index(is_view(path) ? 200 : 404);
  }

  static const Asset* asset_at(std::string_view path) {
    const auto found = std::ranges::find(assets(), path.substr(1), &Asset::path);
    return found == assets().end() || found->path == "index.html" ? nullptr : &*found;
  }

  static Response file(const Request& request, const Asset& asset) {
    if (request.method != "GET" && request.method != "HEAD")
      return error_response(405, "method-not-allowed", "this address is for reading");
    Response response;
    response.type = asset.type;
    response.headers.emplace_back("Cache-Control", "no-cache");
    response.headers.emplace_back("ETag", fmt::format("\"{}\"", asset.tag));
    if (const std::string* known = request.header("if-none-match");
        known != nullptr && known->contains(asset.tag)) {
      response.status = 304;
      return response;
    }
    const std::string* takes = request.header("accept-encoding");
    const bool packed = !asset.packed.empty() && takes != nullptr && takes->contains("gzip");
    response.headers.emplace_back("Vary", "Accept-Encoding");
    if (packed) response.headers.emplace_back("Content-Encoding", "gzip");
    response.body = shared(std::string(packed ? asset.packed : asset.bytes));
    return response;
  }

  // The page, told where it stands so that its addresses work behind a prefix.
  Response index(int status) const {
    Response response;
    response.status = status;
    response.type = "text/html; charset=utf-8";
    response.headers.emplace_back("Cache-Control", "no-cache");
    const auto page = std::ranges::find(assets(), std::string_view("index.html"), &Asset::path);
    std::string text = page == assets().end() ? "" : std::string(page->bytes);
    constexpr std::string_view kBase = "<base href=\"/\"";
    if (const std::size_t at = text.find(kBase); at != std::string::npos)
      text.replace(at, kBase.size(), fmt::format("<base href=\"{}/\"", options_.prefix));
    response.body = shared(std::move(text));
    return response;
  }

  static void protect(Response& response) {
    const auto has = [&](std::string_view name) {
      return std::ranges::any_of(response.headers, [&](const auto& one) { return one.first == name; });
    };
    if (!has("Content-Security-Policy")) response.headers.emplace_back("Content-Security-Policy", kPolicy);
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
    response.headers.emplace_back("Referrer-Policy", "no-referrer");
    response.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
    response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  }

  Options options_;
  Api& api_;
  Guard& guard_;
};

// A record of an earlier version is brought up to this one.
Status prepare(const std::string& path, const Options& options) {
  auto record = store::Record::open(path, store::Mode::read);
  if (!record && record.error().code == ErrorCode::unsupported && !options.read_only)
    record = store::Record::open(path, store::Mode::write);
  if (record) return {};
  if (record.error().code != ErrorCode::not_found || options.read_only)
    return std::unexpected(record.error());
  const auto made = store::Record::create(path);
  if (!made) return std::unexpected(made.error());
  options.note(fmt::format("{} was not there: a new, empty record", path));
  return {};
}

bool plain_prefix(std::string_view prefix) {
  return prefix.empty() || (prefix.starts_with('/') && !prefix.ends_with('/') &&
                            std::ranges::all_of(prefix, [](unsigned char c) {
                              return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                     (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '/';
                            }));
}

}  // namespace

Status serve(const std::string& path, const Options& options) {
  if (!plain_prefix(options.prefix))
    return fail(
        ErrorCode::invalid_argument,
        fmt::format(
            "--prefix: '{}' is not a path like /affair (letters, digits, - and _; no slash at its end)",
            options.prefix));
  if (Status made = prepare(path, options); !made) return made;
  Limits limits;
  limits.upload_bytes = options.upload_bytes;
  Readers readers(path);
  Timelines timelines(readers, !options.read_only);
  std::unique_ptr<Jobs> jobs = options.read_only ? nullptr : std::make_unique<Jobs>(path, options.threads);
  std::unique_ptr<Guard> guard;
  std::unique_ptr<Api> api;
  std::unique_ptr<Site> site;
  HttpServer http({.answer = [&](const Request& request) { return site->answer(request); },
                   .admit = [&](const Request& request) { return site->admit(request); },
                   .begin_upload = []() -> std::unique_ptr<Upload> {
                     auto spool = Spool::make();
                     return spool ? std::move(*spool) : nullptr;
                   },
                   .finish =
                       [&](const Request&, std::unique_ptr<Upload> upload) {
                         return site->uploaded(std::unique_ptr<Spool>(static_cast<Spool*>(upload.release())));
                       }},
                  {std::string(kApi) + "jobs", options.prefix + std::string(kApi) + "jobs"}, limits);
  Result<int> port = http.bind(options.host, options.port);
  if (!port && options.any_port) port = http.bind(options.host, 0);
  if (!port) return std::unexpected(port.error());
  guard = std::make_unique<Guard>(*port, options.names, options.requests_a_second);
  api = std::make_unique<Api>(readers, timelines, jobs.get(), *guard);
  site = std::make_unique<Site>(options, *api, *guard);
  timelines.get({}, std::chrono::milliseconds(0));  // begin with what everyone asks for first
  const bool everywhere = options.host == "0.0.0.0" || options.host == "::";
  options.ready(fmt::format("http://{}:{}{}/{}{}", everywhere ? "127.0.0.1" : options.host, *port,
                            options.prefix, jobs ? "#key=" : "", jobs ? guard->key() : ""));
  const std::stop_callback stopper(options.stop, [&] {
    if (jobs && jobs->busy()) options.note("finishing the pages in hand; Ctrl-C again ends at once");
    if (jobs) jobs->stop();
    http.stop();
  });
  http.run();
  jobs.reset();
  return {};
}

}  // namespace dateline::server
