#include "jobs.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <ranges>

#include "base/utf8.h"
#include "ingest/source.h"
#include "query/kept_timeline.h"

namespace dateline::server {
namespace {

// A label: valid UTF-8 without control characters, not too long, without a leading slash.
std::string label(std::string_view name) {
  constexpr std::size_t kLongest = 512;
  std::string clean;
  for (const char c : name)
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) clean += c == '\\' ? '/' : c;
  clean = utf8::repaired(clean);
  while (clean.starts_with('/')) clean.erase(0, 1);
  if (clean.size() > kLongest) {
    std::size_t from = clean.size() - kLongest;
    while (!utf8::is_boundary(clean, from)) ++from;
    clean.erase(0, from);
  }
  return clean;
}

// The captures of all parts, one part after the other.
class Parts final : public ingest::CaptureSource {
 public:
  Parts(const std::vector<Spool::Part>& parts, std::string_view bytes) : parts_(parts), bytes_(bytes) {}
  std::optional<ingest::Item> next() override {
    while (true) {
      if (source_)
        if (auto item = source_->next()) return item;
      if (at_ == parts_.size()) return std::nullopt;
      const Spool::Part& part = parts_[at_++];
      source_ = ingest::open_bytes(bytes_.substr(part.begin, part.size), part.name, {});
    }
  }

 private:
  const std::vector<Spool::Part>& parts_;
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::unique_ptr<ingest::CaptureSource> source_;
};

}  // namespace

Result<std::unique_ptr<Spool>> Spool::make() {
  std::error_code error;
  std::string path = (std::filesystem::temp_directory_path(error) / "dateline-upload-XXXXXX").string();
  const int descriptor = mkostemp(path.data(), O_CLOEXEC);
  if (descriptor < 0)
    return fail(ErrorCode::io, fmt::format("no temporary file for the upload: {}", std::strerror(errno)));
  unlink(path.c_str());
  return std::unique_ptr<Spool>(new Spool(descriptor));
}

Spool::~Spool() {
  if (mapped_ != nullptr) munmap(mapped_, size_);
  close(descriptor_);
}

bool Spool::begin(const std::string& field, const std::string& filename) {
  if (parts_.size() >= kMostParts) return false;
  std::string name = label(filename);
  if (name.empty()) name = field == "text" ? "pasted.txt" : fmt::format("upload-{}", parts_.size() + 1);
  parts_.push_back({.name = std::move(name), .begin = size_, .size = 0});
  return true;
}

bool Spool::data(std::string_view bytes) {
  if (parts_.empty()) return false;
  while (!bytes.empty()) {
    const ssize_t put = write(descriptor_, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
    parts_.back().size += static_cast<std::uint64_t>(put);
    size_ += static_cast<std::uint64_t>(put);
  }
  return true;
}

Result<std::string_view> Spool::bytes() {
  if (size_ == 0) return std::string_view();
  if (mapped_ == nullptr) {
    void* mapped = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor_, 0);
    if (mapped == MAP_FAILED)
      return fail(ErrorCode::io, fmt::format("the upload cannot be read: {}", std::strerror(errno)));
    mapped_ = mapped;
  }
  return std::string_view(static_cast<const char*>(mapped_), size_);
}

Jobs::Jobs(std::string record, unsigned threads)
    : record_(std::move(record)), threads_(threads), thread_([this] { work(); }) {}

Jobs::~Jobs() {
  stop();
  thread_.join();
}

void Jobs::stop() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  stop_.request_stop();
  changed_.notify_all();
}

Result<Job> Jobs::submit(std::unique_ptr<Spool> spool) {
  const std::lock_guard lock(mutex_);
  if (ended_) return fail(ErrorCode::busy, "the server is ending");
  if (waiting_.size() >= kWaiting)
    return fail(ErrorCode::limit,
                fmt::format("{} uploads are waiting already; try again in a moment", kWaiting));
  Job job{.id = ++last_,
          .state = Job::State::waiting,
          .files = spool->parts().size(),
          .bytes = spool->size(),
          .report = {},
          .problems = {},
          .error = {}};
  jobs_[job.id] = job;
  if (jobs_.size() > kRemembered) jobs_.erase(jobs_.begin());
  waiting_.emplace_back(job.id, std::move(spool));
  changed_.notify_all();
  return job;
}

Result<Job> Jobs::find(std::uint64_t id) const {
  const std::lock_guard lock(mutex_);
  const auto found = jobs_.find(id);
  if (found == jobs_.end()) return fail(ErrorCode::not_found, fmt::format("no upload {}", id));
  return found->second;
}

std::vector<Job> Jobs::list() const {
  const std::lock_guard lock(mutex_);
  std::vector<Job> all;
  for (const auto& [id, job] : jobs_ | std::views::reverse) all.push_back(job);
  return all;
}

bool Jobs::busy() const {
  const std::lock_guard lock(mutex_);
  return std::ranges::any_of(jobs_, [](const auto& one) { return one.second.state == Job::State::running; });
}

void Jobs::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return ended_ || !waiting_.empty(); });
    if (ended_) return;
    auto [id, spool] = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    run(id, *spool);
    spool.reset();
    lock.lock();
  }
}

void Jobs::change(std::uint64_t id, const std::function<void(Job&)>& how) {
  const std::lock_guard lock(mutex_);
  if (const auto found = jobs_.find(id); found != jobs_.end()) how(found->second);
}

void Jobs::run(std::uint64_t id, Spool& spool) {
  change(id, [](Job& job) { job.state = Job::State::running; });
  const auto failed = [&](const Error& error) {
    change(id, [&](Job& job) {
      job.state = Job::State::failed;
      job.error = error.message;
    });
  };
  const Result<std::string_view> bytes = spool.bytes();
  if (!bytes) return failed(bytes.error());
  Result<store::Record> record = store::Record::open(record_, store::Mode::write);
  if (!record) return failed(record.error());
  if (!read_.language) {
    auto model = engine::load_language_if_any();
    if (!model) return failed(model.error());
    read_.language = std::move(*model);
  }
  engine::AddOptions options;
  options.threads = threads_;
  options.read = read_;
  options.stop = stop_.get_token();
  options.progress = [&](const engine::AddReport& report) {
    change(id, [&](Job& job) { job.report = report; });
  };
  options.problem = [&](const Error& error) {
    change(id, [&](Job& job) {
      if (job.problems.size() < kMostProblems) job.problems.push_back(error.message);
    });
  };
  Parts parts(spool.parts(), *bytes);
  const Result<engine::AddReport> report = engine::add(*record, parts, options);
  if (!report) return failed(report.error());
  if (Status kept = query::keep_after_adding(*record, report->added); !kept) options.problem(kept.error());
  change(id, [&](Job& job) {
    job.state = Job::State::done;
    job.report = *report;
  });
}

}  // namespace dateline::server
