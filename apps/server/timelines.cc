#include "timelines.h"

#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <ranges>

#include "query/kept_timeline.h"

namespace dateline::server {
namespace {

std::string key_of(const query::TimelineAsk& ask, std::uint64_t revision) {
  const store::Filter& filter = ask.articles.filter;
  const auto day = [](const std::optional<Day>& one) { return one ? to_string(*one) : std::string(); };
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}{}\n{}\n{}\n{}\n{}\n{}", revision, ask.articles.text,
                     filter.source, filter.language, filter.story, day(filter.from), day(filter.to),
                     ask.independent_only, filter.all_versions, fmt::join(ask.terms, "\t"), day(ask.from),
                     day(ask.to), ask.most, ask.per_date);
}

}  // namespace

Timelines::Timelines(Readers& readers, bool keeps)
    : readers_(readers),
      keeps_(keeps),
      words_([this] { work(false); }),
      everything_([this] { work(true); }) {}

Timelines::~Timelines() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
  words_.join();
  everything_.join();
}

Timelines::Got Timelines::get(const query::TimelineAsk& ask, std::chrono::milliseconds wait) {
  const std::string key = key_of(ask, readers_.revision());
  std::unique_lock lock(mutex_);
  auto found = std::ranges::find(entries_, key, [](const auto& entry) { return entry->key; });
  if (found == entries_.end()) {
    const auto waiting = std::ranges::count_if(entries_, [](const auto& entry) { return !entry->done; });
    if (static_cast<std::size_t>(waiting) >= kWaiting) return {};
    const bool everything = ask.articles.text.empty() && ask.terms.empty();
    entries_.push_front(std::make_shared<Entry>(Entry{.key = key,
                                                      .ask = ask,
                                                      .everything = everything,
                                                      .whole = key_of(ask, 0) == key_of({}, 0),
                                                      .made = nullptr}));
    // The oldest answers go; questions that wait stay.
    std::size_t kept = 0;
    std::erase_if(entries_, [&](const auto& entry) { return entry->done && ++kept > kKept; });
    changed_.notify_all();
  } else {
    entries_.splice(entries_.begin(), entries_, found);
  }
  const std::shared_ptr<Entry> entry = entries_.front();
  changed_.wait_for(lock, wait, [&] { return ended_ || entry->made != nullptr; });
  return {.made = entry->made, .old = entry->made != nullptr && !entry->done, .articles = entry->read};
}

void Timelines::work(bool everything) {
  std::unique_lock lock(mutex_);
  while (!ended_) {
    const auto next = std::ranges::find_if(
        entries_, [&](const auto& entry) { return !entry->done && entry->everything == everything; });
    if (next == entries_.end()) {
      changed_.wait(lock);
      continue;
    }
    const std::shared_ptr<Entry> entry = *next;
    lock.unlock();
    make(*entry);
    malloc_trim(0);  // the texts of all articles were held
    lock.lock();
  }
}

// Of `entry` what changes is under the lock; the question does not change.
void Timelines::make(Entry& entry) {
  const auto give = [&](Result<query::TimelineAnswer> answer, bool done) {
    const std::lock_guard lock(mutex_);
    entry.made = std::make_shared<const Result<query::TimelineAnswer>>(std::move(answer));
    entry.done = done;
    changed_.notify_all();
  };
  const std::uint64_t revision = readers_.revision();
  const auto record = readers_.take();
  if (!record) return give(std::unexpected(record.error()), true);
  if (entry.whole) {
    auto kept = query::kept_timeline(**record);
    if (kept && *kept) {
      give(std::move((*kept)->answer), (*kept)->fresh);
      if ((*kept)->fresh) return;
    }
  }
  auto answer = query::timeline(**record, entry.ask, [&](std::uint64_t read) {
    const std::lock_guard lock(mutex_);
    entry.read = read;
    return !ended_;
  });
  const bool keep = entry.whole && keeps_ && answer && answer->articles >= query::kLeastToKeep;
  give(answer, true);
  if (!keep) return;
  // Another program may be writing, or have written: then it is not kept, and is made again when it is asked
  // for.
  auto writer = store::Record::open(readers_.path(), store::Mode::write);
  if (writer && readers_.revision() == revision) static_cast<void>(query::keep_timeline(*writer, *answer));
}

}  // namespace dateline::server
