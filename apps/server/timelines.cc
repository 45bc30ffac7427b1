#include "timelines.h"

#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <ranges>

namespace dateline::server {
namespace {

std::string key_of(const query::TimelineAsk& ask, std::uint64_t revision) {
  const store::Filter& filter = ask.articles.filter;
  const auto day = [](const std::optional<Day>& one) { return one ? to_string(*one) : std::string(); };
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}{}", revision, ask.articles.text, filter.source,
                     filter.language, filter.story, day(filter.from), day(filter.to), ask.independent_only,
                     filter.all_versions);
}

}  // namespace

Timelines::Timelines(Readers& readers) : readers_(readers), thread_([this] { work(); }) {}

Timelines::~Timelines() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

Timelines::Got Timelines::get(const query::TimelineAsk& ask, std::chrono::milliseconds wait) {
  const std::uint64_t revision = readers_.revision();
  const std::string key = key_of(ask, revision);
  std::unique_lock lock(mutex_);
  auto found = std::ranges::find(entries_, key, [](const auto& entry) { return entry->key; });
  if (found == entries_.end()) {
    const auto waiting =
        std::ranges::count_if(entries_, [](const auto& entry) { return entry->made == nullptr; });
    if (static_cast<std::size_t>(waiting) >= kWaiting) return {};
    entries_.push_front(std::make_shared<Entry>(Entry{key, ask, revision, nullptr}));
    // The oldest answers go; questions that wait stay.
    std::size_t kept = 0;
    std::erase_if(entries_, [&](const auto& entry) { return entry->made != nullptr && ++kept > kKept; });
    changed_.notify_all();
  } else {
    entries_.splice(entries_.begin(), entries_, found);
  }
  const std::shared_ptr<Entry> entry = entries_.front();
  changed_.wait_for(lock, wait, [&] { return ended_ || entry->made != nullptr; });
  return {entry->made, entry == current_ ? read_ : 0};
}

void Timelines::work() {
  std::unique_lock lock(mutex_);
  while (!ended_) {
    const auto next =
        std::ranges::find_if(entries_, [](const auto& entry) { return entry->made == nullptr; });
    if (next == entries_.end()) {
      changed_.wait(lock);
      continue;
    }
    current_ = *next;
    read_ = 0;
    lock.unlock();
    Result<query::TimelineAnswer> answer = fail(ErrorCode::io, "");
    if (const auto record = readers_.take(); record)
      answer = query::timeline(**record, current_->ask, [&](std::uint64_t read) {
        const std::lock_guard progress(mutex_);
        read_ = read;
        return !ended_;
      });
    else
      answer = std::unexpected(record.error());
    malloc_trim(0);  // the texts of all articles were held
    lock.lock();
    current_->made = std::make_shared<const Result<query::TimelineAnswer>>(std::move(answer));
    current_.reset();
    changed_.notify_all();
  }
}

}  // namespace dateline::server
