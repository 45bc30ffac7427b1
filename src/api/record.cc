#include <dateline/record.h>

#include "engine/add.h"
#include "ingest/source.h"
#include "query/query.h"
#include "query/timeline.h"
#include "store/record.h"

namespace dateline {

struct Record::Impl {
  store::Record record;
};

Record::Record(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Record::Record(Record&&) noexcept = default;
Record& Record::operator=(Record&&) noexcept = default;
Record::~Record() = default;

Result<Record> Record::open(const std::string& path) {
  Result<store::Record> record = store::Record::open(path, store::Mode::read);
  if (!record) return std::unexpected(record.error());
  return Record(std::make_unique<Impl>(std::move(*record)));
}

Result<Record> Record::open_or_create(const std::string& path) {
  Result<store::Record> record = store::Record::open_or_create(path);
  if (!record) return std::unexpected(record.error());
  return Record(std::make_unique<Impl>(std::move(*record)));
}

Result<AddReport> Record::add(const std::vector<std::string>& paths, const AddOptions& options) {
  if (impl_->record.mode() != store::Mode::write)
    return fail(ErrorCode::invalid_argument,
                impl_->record.path() + ": opened for reading; open_or_create opens for writing");
  const auto told = [](const engine::AddReport& report) {
    return AddReport{report.added, report.present, report.failed, report.bytes};
  };
  engine::AddOptions inner;
  inner.threads = options.threads;
  if (options.names) {
    auto model = engine::load_language_if_any();
    if (!model) return std::unexpected(model.error());
    inner.read.language = std::move(*model);
  }
  inner.stop = options.stop;
  inner.problem = options.problem;
  if (options.progress)
    inner.progress = [&](const engine::AddReport& report) { options.progress(told(report)); };
  const auto source = ingest::open_sources(paths, {});
  const Result<engine::AddReport> report = engine::add(impl_->record, *source, inner);
  if (!report) return std::unexpected(report.error());
  return told(*report);
}

Result<StoredArticle> Record::article(std::string_view called) const {
  const Result<store::ArticleKey> key = store::find_article(impl_->record, called);
  if (!key) return std::unexpected(key.error());
  Result<store::StoredArticle> stored = store::read_article(impl_->record, *key);
  if (!stored) return std::unexpected(stored.error());
  return StoredArticle{to_hex(*key), std::move(stored->article), std::move(stored->layers)};
}

Result<std::vector<Found>> Record::search(std::string_view words, std::size_t limit) const {
  query::SearchAsk ask;
  ask.text = words;
  ask.limit = limit;
  Result<query::SearchAnswer> answer = query::search(impl_->record, ask);
  if (!answer) return std::unexpected(answer.error());
  std::vector<Found> found;
  for (store::Hit& hit : answer->page.hits)
    found.push_back({to_hex(hit.row.key), std::move(hit.row.title), std::move(hit.row.source),
                     hit.row.published, std::move(hit.text), hit.snippet, std::move(hit.matches)});
  return found;
}

namespace {

TimelineEntry public_entry(query::TimelineEntry&& entry) {
  TimelineEntry out{.date = entry.date, .interval = entry.interval, .sources = std::move(entry.sources)};
  out.planned = entry.status == timeline::Status::planned;
  out.independent = entry.independent;
  for (query::TimelineLine& line : entry.lines)
    out.lines.push_back(
        {to_hex(line.key), line.range, std::move(line.text), std::move(line.title), std::move(line.source)});
  for (const store::ArticleKey key : entry.reports) out.articles.push_back(to_hex(key));
  return out;
}

}  // namespace

Result<std::vector<TimelineEntry>> Record::timeline(const TimelineQuery& query) const {
  query::TimelineAsk ask;
  ask.terms = query.terms;
  ask.per_date = query.per_date;
  ask.from = query.from;
  ask.to = query.to;
  ask.most = query.dates;
  Result<query::TimelineAnswer> answer = query::timeline(impl_->record, ask);
  if (!answer) return std::unexpected(answer.error());
  std::vector<TimelineEntry> entries;
  for (query::TimelineEntry& entry : answer->entries) entries.push_back(public_entry(std::move(entry)));
  return entries;
}

}  // namespace dateline
