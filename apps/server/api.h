#pragma once
// The JSON interface, /api/v1: docs/API.md and web/openapi.json say what it takes and gives.

#include <atomic>
#include <condition_variable>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>

#include "guard.h"
#include "http.h"
#include "jobs.h"
#include "parameters.h"
#include "readers.h"
#include "reads.h"
#include "timelines.h"

namespace dateline::server {

// Answers that a revision of the record gave, by the address that asked; the least lately used go first.
class AnswerCache {
 public:
  using Body = std::shared_ptr<const std::string>;

  // What find() gives: the answer, or, without one, the right to make it. Whoever asks for the same meanwhile
  // waits for its end and finds what was kept.
  class Claim {
   public:
    Claim(AnswerCache& cache, std::string target, Body body)
        : cache_(&cache), target_(std::move(target)), body_(std::move(body)) {}
    Claim(Claim&& other) noexcept
        : cache_(std::exchange(other.cache_, nullptr)),
          target_(std::move(other.target_)),
          body_(std::move(other.body_)) {}
    Claim& operator=(Claim&&) = delete;
    ~Claim();
    const Body& body() const { return body_; }

   private:
    AnswerCache* cache_;
    std::string target_;
    Body body_;
  };
  Claim find(const std::string& target, std::uint64_t revision);
  void keep(const std::string& target, std::uint64_t revision, Body body);

 private:
  struct Entry {
    std::string target;
    std::uint64_t revision;
    Body body;
  };
  static constexpr std::size_t kBytes = std::size_t{32} << 20;
  static constexpr std::size_t kLargest = std::size_t{2} << 20;
  std::mutex mutex_;
  std::condition_variable ended_;
  std::set<std::string> in_work_;
  std::list<Entry> entries_;
  std::map<std::string, std::list<Entry>::iterator, std::less<>> places_;
  std::size_t bytes_ = 0;
};

class Api {
 public:
  // `jobs` is null where nothing may be written.
  Api(Readers& readers, Timelines& timelines, Jobs* jobs, Guard& guard);

  // `path` without "/api/v1/".
  Response answer(const Request& request, std::string_view path);

  // For an upload: whether it may come, and the answer when it has.
  std::unique_ptr<Response> admit(const Request& request) const;
  Response uploaded(std::unique_ptr<Spool> spool);

 private:
  Response read(const Request& request, Read answer, std::vector<std::string> parts);
  Response describe(const Request& request);
  Response timeline(const Request& request);
  Response day(const Request& request, const std::string& date);
  Response page(const std::string& called);
  Response export_(const Request& request);
  Response jobs(const std::vector<std::string>& parts) const;
  std::string tag(std::uint64_t revision) const;
  Error without_path(Error error) const;
  Response refuse(const Error& error) const { return error_response(without_path(error)); }
  query::TimelineAsk timeline_ask(Parameters& parameters) const;
  static void json_headers(Response& response, const std::string& tag);

  Readers& readers_;
  Timelines& timelines_;
  Jobs* jobs_;
  Guard& guard_;
  AnswerCache cache_;
  std::string nonce_;
  std::atomic<int> exporting_ = 0;
};

std::string job_json(const Job& job);

}  // namespace dateline::server
