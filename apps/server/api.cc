#include "api.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "html/charset.h"
#include "interchange/record_json.h"
#include "interchange/timeline_json.h"
#include "reads.h"

namespace dateline::server {
namespace {

constexpr std::chrono::milliseconds kPatience{
    1500};  // for a timeline, before the client is told to ask again
constexpr const char* kJobStates[] = {"waiting", "running", "done", "failed"};

std::vector<std::string> split(std::string_view path) {
  std::vector<std::string> parts;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    parts.emplace_back(path.substr(0, slash));
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return parts;
}

void member_day(json::Writer& w, std::string_view name, const std::optional<Day>& day) {
  if (day) w.member(name, to_string(*day));
}

}  // namespace

AnswerCache::Claim::~Claim() {
  if (cache_ == nullptr || body_ != nullptr) return;
  const std::lock_guard lock(cache_->mutex_);
  cache_->in_work_.erase(target_);
  cache_->ended_.notify_all();
}

AnswerCache::Claim AnswerCache::find(const std::string& target, std::uint64_t revision) {
  std::unique_lock lock(mutex_);
  while (true) {
    const auto place = places_.find(target);
    if (place != places_.end() && place->second->revision == revision) {
      entries_.splice(entries_.begin(), entries_, place->second);
      return {*this, target, place->second->body};
    }
    if (in_work_.insert(target).second) return {*this, target, nullptr};
    ended_.wait(lock);
  }
}

void AnswerCache::keep(const std::string& target, std::uint64_t revision, Body body) {
  if (body->size() > kLargest) return;
  const std::lock_guard lock(mutex_);
  const auto drop = [&](std::list<Entry>::iterator entry) {
    bytes_ -= entry->body->size() + entry->target.size();
    places_.erase(entry->target);
    entries_.erase(entry);
  };
  if (const auto place = places_.find(target); place != places_.end()) drop(place->second);
  bytes_ += body->size() + target.size();
  entries_.push_front({target, revision, std::move(body)});
  places_.emplace(target, entries_.begin());
  while (bytes_ > kBytes) drop(std::prev(entries_.end()));
}

Api::Api(Readers& readers, Timelines& timelines, Jobs* jobs, Guard& guard)
    : readers_(readers), timelines_(timelines), jobs_(jobs), guard_(guard) {
  nonce_ = to_hex(hash128(guard.key())).substr(0, 8);
}

std::string Api::tag(std::uint64_t revision) const {
  return fmt::format("{}-{}", nonce_, revision);
}

// Messages begin with the record's path, which is nobody's business but the owner's.
Error Api::without_path(Error error) const {
  const std::string prefix = readers_.path() + ": ";
  if (error.message.starts_with(prefix)) error.message.erase(0, prefix.size());
  return error;
}

void Api::json_headers(Response& response, const std::string& tag) {
  response.headers.emplace_back("Cache-Control", "no-cache");
  if (!tag.empty()) response.headers.emplace_back("ETag", fmt::format("W/\"{}\"", tag));
}

Response Api::answer(const Request& request, std::string_view path) {
  const bool reading = request.method == "GET" || request.method == "HEAD";
  std::vector<std::string> parts = split(path);
  const bool is_jobs = parts.size() == 1 && parts[0] == "jobs";
  if (!reading) {
    Response response = error_response(405, "method-not-allowed", "this address is for reading");
    response.headers.emplace_back("Allow", is_jobs ? "GET, HEAD, POST" : "GET, HEAD");
    return response;
  }
  if (parts.empty()) return error_response(404, "not-found", "no such address");
  if (parts[0] == "record" && parts.size() == 1) return describe(request);
  if (parts[0] == "timeline" && parts.size() == 1) return timeline(request);
  if (parts[0] == "days" && parts.size() == 2) return day(request, parts[1]);
  if (parts[0] == "articles" && parts.size() == 3 && parts[2] == "page") return page(parts[1]);
  if (parts[0] == "export" && parts.size() == 1) return export_(request);
  if (parts[0] == "jobs" && parts.size() <= 2) return jobs(parts);
  if (const Read found = find_read(parts)) return read(request, found, std::move(parts));
  return error_response(404, "not-found", "no such address");
}

Response Api::read(const Request& request, Read question, std::vector<std::string> parts) {
  const std::uint64_t revision = readers_.revision();
  const std::string now = tag(revision);
  Response response;
  json_headers(response, now);
  if (const std::string* known = request.header("if-none-match"); known != nullptr && known->contains(now)) {
    response.status = 304;
    return response;
  }
  const AnswerCache::Claim claim = cache_.find(request.target, revision);
  response.body = claim.body();
  if (response.body != nullptr) return response;
  const auto record = readers_.take();
  if (!record) return refuse(record.error());
  Reading reading{.parts = std::move(parts), .parameters = Parameters(request), .record = **record};
  Result<std::string> body = question(reading);
  if (!body) return refuse(body.error());
  response.body = shared(std::move(*body));
  cache_.keep(request.target, revision, response.body);
  return response;
}

Response Api::describe(const Request& request) {
  const std::uint64_t revision = readers_.revision();
  const bool can_write = jobs_ != nullptr && guard_.may_write(request);
  const std::string now = fmt::format("{}-{}", tag(revision), can_write ? 1 : 0);
  Response response;
  json_headers(response, now);
  if (const std::string* known = request.header("if-none-match"); known != nullptr && known->contains(now)) {
    response.status = 304;
    return response;
  }
  const std::string name = fmt::format("record {}", can_write);
  const AnswerCache::Claim claim = cache_.find(name, revision);
  response.body = claim.body();
  if (response.body != nullptr) return response;
  const auto record = readers_.take();
  if (!record) return refuse(record.error());
  const auto overview = query::overview(**record);
  if (!overview) return refuse(overview.error());
  std::string body;
  json::Writer w(body);
  w.begin_object().member("name", std::filesystem::path(readers_.path()).stem().string());
  w.member("articles", overview->totals.articles).member("unsettled", overview->totals.unsettled);
  w.member("undated", overview->undated).member("sources", overview->sources.size());
  w.member("stories", overview->stories).member("bytes", overview->totals.captured_bytes);
  member_day(w, "first", overview->first);
  member_day(w, "last", overview->last);
  w.member("revision", tag(revision)).member("read_only", jobs_ == nullptr).member("can_write", can_write);
  w.member("version", DATELINE_VERSION).end_object();
  response.body = shared(std::move(body));
  cache_.keep(name, revision, response.body);
  return response;
}

query::TimelineAsk Api::timeline_ask(Parameters& parameters) const {
  query::TimelineAsk ask;
  ask.articles = parameters.ask();
  ask.independent_only = parameters.flag("independent");
  return ask;
}

namespace {

// Elements for which a browser opens a connection before it asks the policy (Chromium does so for frames), or
// which no policy speaks of (preconnect). Nothing that they name could be loaded anyway; as unknown elements
// they are plain boxes.
void disarm(std::string& html) {
  constexpr std::string_view kElements[] = {"link",   "iframe",      "frame", "object", "embed",
                                            "portal", "fencedframe", "meta",  "base"};
  const auto lower = [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); };
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1))
    for (const std::string_view element : kElements)
      if (std::ranges::equal(std::string_view(html).substr(at + 1, element.size()), element, {}, lower))
        html[at + 1] = 'x';
}

Response working(std::uint64_t articles) {
  std::string body;
  json::Writer w(body);
  w.begin_object().member("working", true).member("articles", articles).end_object();
  Response response;
  response.status = 202;
  response.body = shared(std::move(body));
  response.headers.emplace_back("Cache-Control", "no-store");
  response.headers.emplace_back("Retry-After", "1");
  return response;
}

}  // namespace

Response Api::timeline(const Request& request) {
  Parameters parameters(request);
  const query::TimelineAsk ask = timeline_ask(parameters);
  const auto from = parameters.day("from", false);
  const auto to = parameters.day("to", true);
  const std::size_t dates = parameters.number("dates", 30, 1, 1000);
  const bool newest = parameters.choice("order", {"oldest", "newest"}) == "newest";
  if (parameters.fault()) return refuse(*parameters.fault());
  const std::uint64_t revision = readers_.revision();
  const Timelines::Got got = timelines_.get(ask, kPatience);
  if (got.made == nullptr) return working(got.articles);
  if (!*got.made) return refuse(got.made->error());
  const query::TimelineAnswer& answer = **got.made;
  const auto chosen = interchange::choose(answer, from, to, dates, newest);
  const auto all = interchange::choose(answer, from, to, answer.entries.size());
  std::string body;
  json::Writer w(body);
  w.begin_object()
      .member("articles", answer.articles)
      .member("total", all.entries.size())
      .member("old", got.old)
      .key("entries")
      .begin_array();
  for (const auto* entry : chosen.entries) interchange::write_entry(w, *entry);
  w.end_array().end_object();
  Response response;
  json_headers(response, got.old ? std::string() : tag(revision));
  response.body = shared(std::move(body));
  return response;
}

Response Api::day(const Request& request, const std::string& date) {
  Parameters parameters(request);
  const query::TimelineAsk ask = timeline_ask(parameters);
  const std::size_t offset = parameters.number("offset", 0, 0, kMostOffset);
  const std::size_t limit = parameters.number("limit", 20, 1, 50);
  const auto wanted = parse_date(date);
  if (!wanted || !wanted->clock.empty())
    return error_response(400, "invalid-argument", "not a date like 2031-03-14, 2031-03 or 2031");
  if (parameters.fault()) return refuse(*parameters.fault());
  const Timelines::Got got = timelines_.get(ask, kPatience);
  if (got.made == nullptr) return working(got.articles);
  if (!*got.made) return refuse(got.made->error());
  const auto& entries = (*got.made)->entries;
  const auto entry =
      std::ranges::find_if(entries, [&](const auto& one) { return one.interval == days_of(*wanted); });
  if (entry == entries.end())
    return error_response(404, "not-found", "nothing in these articles speaks of that day");
  const auto record = readers_.take();
  if (!record) return refuse(record.error());
  const auto reports = query::day_reports(**record, *entry, offset, limit);
  if (!reports) return refuse(reports.error());
  std::string body;
  json::Writer w(body);
  w.begin_object().key("entry").raw(interchange::entry_line(*entry)).member("total", entry->reports.size());
  w.key("reports").begin_array();
  for (const query::DayReport& report : *reports) interchange::write_report(w, report);
  w.end_array().end_object();
  Response response;
  json_headers(response, tag(readers_.revision()));
  response.body = shared(std::move(body));
  return response;
}

Response Api::page(const std::string& called) {
  const auto record = readers_.take();
  if (!record) return refuse(record.error());
  const auto key = store::find_article(**record, called);
  if (!key) return refuse(key.error());
  const auto capture = store::read_capture(**record, *key);
  if (!capture) return refuse(capture.error());
  const bool html = capture->kind == CaptureKind::html;
  std::string text = html::to_utf8(capture->bytes, capture->decoded ? "utf-8" : capture->charset).text;
  Response response;
  response.type = html ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
  if (html) disarm(text);
  // No script, no form, no network, an origin of its own. The page's own inline styles may be seen.
  response.headers.emplace_back(
      "Content-Security-Policy",
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
      "base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
  response.headers.emplace_back("X-DNS-Prefetch-Control", "off");
  response.headers.emplace_back("Cache-Control", "no-store");
  response.body = shared(std::move(text));
  return response;
}

std::string job_json(const Job& job) {
  std::string body;
  json::Writer w(body);
  w.begin_object().member("id", job.id).member("state", kJobStates[static_cast<std::size_t>(job.state)]);
  w.member("files", job.files).member("bytes", job.bytes).member("added", job.report.added);
  w.member("present", job.report.present).member("failed", job.report.failed);
  w.member("bytes_read", job.report.bytes).key("problems").begin_array();
  for (const std::string& problem : job.problems) w.string(problem);
  w.end_array();
  if (!job.error.empty()) w.member("error", job.error);
  w.end_object();
  return body;
}

Response Api::jobs(const std::vector<std::string>& parts) const {
  if (jobs_ == nullptr) return error_response(403, "read-only", "this record is served for reading only");
  Response response;
  response.headers.emplace_back("Cache-Control", "no-store");
  if (parts.size() == 2) {
    std::uint64_t id = 0;
    for (const char c : parts[1]) {
      if (c < '0' || c > '9' || id > 1'000'000'000) return error_response(404, "not-found", "no such upload");
      id = 10 * id + static_cast<std::uint64_t>(c - '0');
    }
    const auto job = jobs_->find(id);
    if (!job) return refuse(job.error());
    response.body = shared(job_json(*job));
    return response;
  }
  std::string body;
  json::Writer w(body);
  w.begin_object().key("jobs").begin_array();
  for (const Job& job : jobs_->list()) w.raw(job_json(job));
  w.end_array().end_object();
  response.body = shared(std::move(body));
  return response;
}

std::unique_ptr<Response> Api::admit(const Request& request) const {
  if (jobs_ == nullptr)
    return std::make_unique<Response>(
        error_response(403, "read-only", "this record is served for reading only"));
  if (!guard_.may_write(request))
    return std::make_unique<Response>(error_response(
        401, "no-key", "adding needs the key that `dateline serve` printed, as the header X-Dateline-Key"));
  return nullptr;
}

Response Api::uploaded(std::unique_ptr<Spool> spool) {
  if (!spool)
    return error_response(400, "invalid-argument", "the upload broke off, or is no multipart/form-data");
  if (spool->parts().empty() || spool->size() == 0)
    return error_response(400, "invalid-argument", "the upload holds nothing");
  const auto job = jobs_->submit(std::move(spool));
  if (!job && job.error().code == ErrorCode::limit)
    return error_response(429, "too-many-uploads", job.error().message);
  if (!job) return refuse(job.error());
  Response response;
  response.status = 202;
  response.headers.emplace_back("Cache-Control", "no-store");
  response.body = shared(job_json(*job));
  return response;
}

}  // namespace dateline::server
