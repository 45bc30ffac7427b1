#include "readers.h"

#include "store/counts.h"

namespace dateline::server {

Readers::Lease::~Lease() {
  if (!record_) return;
  const std::lock_guard lock(from_->mutex_);
  if (from_->idle_.size() < kKept) from_->idle_.push_back(std::move(record_));
}

Result<Readers::Lease> Readers::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<store::Record> record = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(record));
    }
  }
  Result<store::Record> record = store::Record::open(path_, store::Mode::read);
  if (!record) return std::unexpected(record.error());
  return Lease(*this, std::make_unique<store::Record>(std::move(*record)));
}

std::uint64_t Readers::revision() {
  const std::lock_guard lock(watch_mutex_);
  if (!watch_) {
    Result<store::Record> record = store::Record::open(path_, store::Mode::read);
    if (!record) return revision_;
    watch_ = std::make_unique<store::Record>(std::move(*record));
    seen_ = store::change_counter(*watch_).value_or(0);
    return revision_;
  }
  const auto now = store::change_counter(*watch_);
  if (now && *now != seen_) {
    seen_ = *now;
    ++revision_;
  }
  return revision_;
}

}  // namespace dateline::server
