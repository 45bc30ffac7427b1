#include "engine/add.h"

#include <fmt/format.h>

#include <variant>

#include "engine/pipeline.h"
#include "engine/settle.h"
#include "store/read.h"

namespace dateline::engine {
namespace {

struct Skipped {
  std::uint64_t bytes;
};
struct ReadOne {
  Capture capture;
  Article article;
  Layers layers;
};
using Outcome = std::variant<ReadOne, Skipped, Error>;
using Input = std::variant<Capture, Skipped, Error>;

// One reader a thread, made when that thread has its first page.
class Readers {
 public:
  explicit Readers(const AddOptions& options) : options_(options), readers_(thread_count(options.threads)) {}
  PageReader& of(unsigned worker) {
    if (!readers_[worker]) readers_[worker] = std::make_unique<PageReader>(options_.read);
    return *readers_[worker];
  }

 private:
  const AddOptions& options_;
  std::vector<std::unique_ptr<PageReader>> readers_;
};

std::string where(const Capture& capture) {
  if (capture.path.empty() || capture.path == capture.id) return capture.id;
  return fmt::format("{} ({})", capture.id, capture.path);
}

Outcome read_one(Input&& input, PageReader& reader) {
  if (auto* skipped = std::get_if<Skipped>(&input)) return *skipped;
  if (auto* error = std::get_if<Error>(&input)) return std::move(*error);
  ReadOne one{std::move(std::get<Capture>(input)), {}, {}};
  Result<Article> article = reader.article(one.capture);
  if (!article) return Error{article.error().code, where(one.capture) + ": " + article.error().message};
  one.article = std::move(*article);
  one.layers = reader.layers(one.article);
  return one;
}

// Groups what is stored into transactions.
class Writer {
 public:
  Writer(store::Record& record, const AddOptions& options)
      : record_(record), options_(options), by_{extract_producer(), annotate_producer(options.read)} {}

  Result<store::Added> add(const ReadOne& one) {
    if (Status status = open(); !status) return std::unexpected(status.error());
    auto added = batch_->add(one.capture, one.article, one.layers, by_);
    if (added) count(one.capture.bytes.size());
    return added;
  }

  Status replace(store::ArticleKey key, const Article& article, const Layers& layers, std::size_t bytes) {
    if (Status status = open(); !status) return status;
    Status done = batch_->replace(key, article, layers, by_);
    count(bytes);
    return done;
  }

  // Ends the transaction when it is large enough, or in any case.
  Status commit(bool always) {
    if (!batch_ || (!always && pages_ < options_.batch_pages && bytes_ < options_.batch_bytes)) return {};
    Status status = batch_->commit();
    batch_.reset();
    pages_ = 0;
    bytes_ = 0;
    return status;
  }

 private:
  Status open() {
    if (batch_) return {};
    auto batch = record_.begin();
    if (!batch) return std::unexpected(batch.error());
    batch_.emplace(std::move(*batch));
    return {};
  }
  void count(std::size_t bytes) {
    ++pages_;
    bytes_ += bytes;
  }

  store::Record& record_;
  const AddOptions& options_;
  store::Producers by_;
  std::optional<store::Batch> batch_;
  std::size_t pages_ = 0;
  std::size_t bytes_ = 0;
};

// Whether the run must end: the page's own faults are told and passed over, the store's are not.
bool concerns_page(const Error& error) {
  return error.code == ErrorCode::invalid_argument || error.code == ErrorCode::limit;
}

class Adding {
 public:
  Adding(store::Record& record, ingest::CaptureSource& source, const AddOptions& options)
      : source_(source), options_(options), readers_(options), writer_(record, options) {}

  Result<AddReport> run(const store::Record& known) {
    Pipeline<Input, Outcome> pipeline(
        {.threads = options_.threads, .stop = options_.stop}, [&] { return pull(known); },
        [&](Input&& input, unsigned worker) { return read_one(std::move(input), readers_.of(worker)); },
        [&](Outcome&& outcome) { return store(std::move(outcome)); });
    const Status ran = pipeline.run();
    const Status committed = writer_.commit(true);
    if (!ran) return std::unexpected(ran.error());
    if (!committed) return std::unexpected(committed.error());
    return report_;
  }

 private:
  std::optional<Sourced<Input>> pull(const store::Record& known) {
    auto next = source_.next();
    if (!next) return std::nullopt;
    if (!*next) return Sourced<Input>{std::move(next->error()), 0};
    Capture& capture = **next;
    const std::size_t size = capture.bytes.size();
    const Result<bool> there = known.holds(capture);
    if (there && *there) return Sourced<Input>{Skipped{size}, 0};
    return Sourced<Input>{std::move(capture), size};
  }

  Status store(Outcome&& outcome) {
    if (const auto* skipped = std::get_if<Skipped>(&outcome)) {
      ++report_.present;
      report_.bytes += skipped->bytes;
    } else if (auto* error = std::get_if<Error>(&outcome)) {
      tell(*error);
    } else if (Status status = store_page(std::get<ReadOne>(outcome)); !status) {
      return status;
    }
    if (options_.progress) options_.progress(report_);
    return writer_.commit(false);
  }

  Status store_page(const ReadOne& one) {
    const auto added = writer_.add(one);
    report_.bytes += one.capture.bytes.size();
    if (added) {
      ++(*added == store::Added::present ? report_.present : report_.added);
      return {};
    }
    if (!concerns_page(added.error())) return std::unexpected(added.error());
    tell({added.error().code, where(one.capture) + ": " + added.error().message});
    return {};
  }

  void tell(const Error& error) {
    ++report_.failed;
    if (options_.problem) options_.problem(error);
  }

  ingest::CaptureSource& source_;
  const AddOptions& options_;
  Readers readers_;
  Writer writer_;
  AddReport report_;
};

}  // namespace

Result<AddReport> add(store::Record& record, ingest::CaptureSource& source, const AddOptions& options) {
  // The reading side asks what is there through a connection of its own: a Record serves one thread at a
  // time.
  auto known = store::Record::open(record.path(), store::Mode::read);
  if (!known) return std::unexpected(known.error());
  auto report = Adding(record, source, options).run(*known);
  if (!report) return report;
  if (auto settled = settle(record, options.threads); !settled) return std::unexpected(settled.error());
  return report;
}

namespace {

// Captures are read in order through a connection of their own and worked on in groups, so that the stream
// never waits inside a callback for the writer.
class Rebuilding {
 public:
  Rebuilding(store::Record& record, const AddOptions& options)
      : options_(options), readers_(options), writer_(record, options) {}

  Result<AddReport> run(const store::Record& from) {
    const Status ran = store::each_capture(from, [&](store::ArticleKey key, Capture&& capture) {
      held_ += capture.bytes.size();
      group_.emplace_back(key, std::move(capture));
      if (group_.size() >= options_.batch_pages || held_ >= options_.batch_bytes) status_ = work();
      return status_.has_value();
    });
    if (!ran) return std::unexpected(ran.error());
    if (status_) status_ = work();
    const Status committed = writer_.commit(true);
    if (!status_) return std::unexpected(status_.error());
    if (!committed) return std::unexpected(committed.error());
    return report_;
  }

 private:
  using Keyed = std::pair<store::ArticleKey, Capture>;

  Status work() {
    std::vector<Keyed> group = std::move(group_);
    group_.clear();
    held_ = 0;
    std::size_t at = 0;
    Pipeline<Keyed, std::pair<store::ArticleKey, Outcome>> pipeline(
        {.threads = options_.threads, .stop = options_.stop},
        [&]() -> std::optional<Sourced<Keyed>> {
          if (at == group.size()) return std::nullopt;
          const std::size_t size = group[at].second.bytes.size();
          return Sourced<Keyed>{std::move(group[at++]), size};
        },
        [&](Keyed&& keyed, unsigned worker) {
          return std::pair{keyed.first, read_one(std::move(keyed.second), readers_.of(worker))};
        },
        [&](std::pair<store::ArticleKey, Outcome>&& done) { return replace(done.first, done.second); });
    return pipeline.run();
  }

  Status replace(store::ArticleKey key, const Outcome& outcome) {
    if (const auto* error = std::get_if<Error>(&outcome)) {
      ++report_.failed;
      if (options_.problem) options_.problem(*error);
    } else {
      const ReadOne& one = std::get<ReadOne>(outcome);
      ++report_.added;
      report_.bytes += one.capture.bytes.size();
      if (Status status = writer_.replace(key, one.article, one.layers, one.capture.bytes.size()); !status)
        return status;
    }
    if (options_.progress) options_.progress(report_);
    return writer_.commit(false);
  }

  const AddOptions& options_;
  Readers readers_;
  Writer writer_;
  AddReport report_;
  std::vector<Keyed> group_;
  std::size_t held_ = 0;
  Status status_;
};

}  // namespace

Result<AddReport> rebuild(store::Record& record, const AddOptions& options) {
  auto from = store::Record::open(record.path(), store::Mode::read);
  if (!from) return std::unexpected(from.error());
  auto report = Rebuilding(record, options).run(*from);
  if (!report) return report;
  if (auto settled = settle(record, options.threads); !settled) return std::unexpected(settled.error());
  return report;
}

}  // namespace dateline::engine
