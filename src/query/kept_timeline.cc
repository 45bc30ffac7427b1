#include "query/kept_timeline.h"

#include <algorithm>

#include "base/json.h"

namespace dateline::query {
namespace {

constexpr std::string_view kName = "timeline";
constexpr std::uint64_t kShare = 10;

void write_line(json::Writer& w, const TimelineLine& line) {
  w.begin_object().member("key", to_hex(line.key)).member("begin", line.range.begin);
  w.member("end", line.range.end).member("code_point", line.code_point).member("text", line.text);
  w.member("title", line.title).member("source", line.source).member("url", line.url);
  if (line.published) w.member("published", to_string(*line.published));
  w.end_object();
}

std::string write(const TimelineAnswer& answer) {
  std::string out;
  json::Writer w(out);
  w.begin_object().member("articles", answer.articles).key("entries").begin_array();
  for (const TimelineEntry& entry : answer.entries) {
    w.begin_object().member("date", to_string(entry.date));
    w.member("planned", entry.status == timeline::Status::planned);
    w.member("independent", entry.independent).member("rank", entry.rank).key("lines").begin_array();
    for (const TimelineLine& line : entry.lines) write_line(w, line);
    w.end_array().key("reports").begin_array();
    for (const ArticleKey key : entry.reports) w.string(to_hex(key));
    w.end_array().key("sources").begin_array();
    for (const std::string& source : entry.sources) w.string(source);
    w.end_array().end_object();
  }
  w.end_array().end_object();
  return out;
}

// Reading notes faults instead of giving half an answer: the file is not trusted.
class Reader {
 public:
  std::optional<TimelineAnswer> read(std::string_view data) {
    json::Parser parser;
    const Result<json::Value> value = parser.parse(data);
    if (!value) return std::nullopt;
    TimelineAnswer answer;
    answer.articles = count((*value)["articles"]);
    (*value)["entries"].each([&](json::Value one) { answer.entries.push_back(entry(one)); });
    std::vector<std::size_t> ranks;
    for (const TimelineEntry& one : answer.entries) ranks.push_back(one.rank);
    std::ranges::sort(ranks);
    for (std::size_t i = 0; i < ranks.size(); ++i) sound_ = sound_ && ranks[i] == i;
    if (!sound_) return std::nullopt;
    return answer;
  }

 private:
  std::uint64_t count(json::Value value) {
    const std::int64_t number = value.integer(-1);
    sound_ = sound_ && number >= 0;
    return number < 0 ? 0 : static_cast<std::uint64_t>(number);
  }
  ArticleKey key(json::Value value) {
    const auto key = store::key_from_hex(value.string());
    sound_ = sound_ && key.has_value();
    return key.value_or(ArticleKey{});
  }
  TimelineLine line(json::Value value) {
    TimelineLine line{.key = key(value["key"]),
                      .range = {static_cast<std::uint32_t>(count(value["begin"])),
                                static_cast<std::uint32_t>(count(value["end"]))},
                      .code_point = static_cast<std::uint32_t>(count(value["code_point"])),
                      .text = std::string(value["text"].string()),
                      .title = std::string(value["title"].string()),
                      .source = std::string(value["source"].string()),
                      .url = std::string(value["url"].string()),
                      .published = parse_date(value["published"].string())};
    sound_ = sound_ && line.range.end >= line.range.begin && line.text.size() == line.range.size();
    return line;
  }
  TimelineEntry entry(json::Value value) {
    TimelineEntry out{
        .date = {},
        .interval = {},
        .status = value["planned"].boolean() ? timeline::Status::planned : timeline::Status::actual,
        .lines = {},
        .reports = {},
        .sources = {},
        .independent = static_cast<std::size_t>(count(value["independent"])),
        .rank = static_cast<std::size_t>(count(value["rank"]))};
    const auto date = parse_date(value["date"].string());
    sound_ = sound_ && date && date->year != 0;
    if (!sound_) return out;
    out.date = *date;
    out.interval = days_of(*date);
    value["lines"].each([&](json::Value one) { out.lines.push_back(line(one)); });
    value["reports"].each([&](json::Value one) { out.reports.push_back(key(one)); });
    value["sources"].each([&](json::Value one) { out.sources.emplace_back(one.string()); });
    return out;
  }

  bool sound_ = true;
};

}  // namespace

Result<std::optional<KeptTimeline>> kept_timeline(const Record& record) {
  const auto kept = store::read_kept(record, kName);
  if (!kept) return std::unexpected(kept.error());
  if (!*kept || (*kept)->producer != kTimelineProducer) return std::nullopt;
  std::optional<TimelineAnswer> answer = Reader().read((*kept)->data);
  if (!answer) return std::nullopt;
  return KeptTimeline{.answer = std::move(*answer), .fresh = (*kept)->fresh};
}

Status keep_timeline(Record& record, const TimelineAnswer& answer) {
  Result<store::Batch> batch = record.begin();
  if (!batch) return std::unexpected(batch.error());
  if (Status status = batch->keep(kName, kTimelineProducer, write(answer)); !status) return status;
  return batch->commit();
}

Status keep_after_adding(Record& record, std::uint64_t added) {
  const Result<std::uint64_t> all = store::count_articles(record, {});
  if (!all) return std::unexpected(all.error());
  if (*all < kLeastToKeep || *all > kMostToKeep || added * kShare < *all) return {};
  const Result<TimelineAnswer> answer = timeline(record, {});
  if (!answer) return std::unexpected(answer.error());
  return keep_timeline(record, *answer);
}

}  // namespace dateline::query
