#include "interchange/timeline_json.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "interchange/record_json.h"

namespace dateline::interchange {

Chosen choose(const query::TimelineAnswer& answer, const std::optional<Day>& from,
              const std::optional<Day>& to, std::size_t most, bool newest_first) {
  Chosen chosen;
  for (const query::TimelineEntry& entry : answer.entries)
    if ((!from || entry.interval.last >= *from) && (!to || entry.interval.first <= *to))
      chosen.entries.push_back(&entry);
  if (chosen.entries.size() > most) {
    std::vector<std::size_t> ranks;
    for (const auto* entry : chosen.entries) ranks.push_back(entry->rank);
    std::ranges::sort(ranks);
    const std::size_t bound = most == 0 ? 0 : ranks[most];
    std::erase_if(chosen.entries, [&](const auto* entry) { return entry->rank >= bound; });
  }
  if (newest_first) std::ranges::reverse(chosen.entries);
  return chosen;
}

void write_entry(json::Writer& w, const query::TimelineEntry& entry) {
  w.begin_object().member("date", to_string(entry.date)).key("interval").begin_array();
  w.string(to_string(entry.interval.first)).string(to_string(entry.interval.last)).end_array();
  w.member("status", timeline::name_of(entry.status)).key("summary").begin_array();
  for (const query::TimelineLine& line : entry.lines) {
    w.begin_object().member("text", line.text).member("document", to_hex(line.key));
    w.member("start", line.code_point).member("end", line.code_point + utf8::code_points(line.text));
    w.member("title", line.title);
    if (!line.source.empty()) w.member("source", line.source);
    if (!line.url.empty()) w.member("url", line.url);
    if (line.published) w.member("published", to_string(*line.published));
    w.end_object();
  }
  w.end_array().member("reports", entry.reports.size()).member("independent", entry.independent);
  w.key("sources").begin_array();
  for (const std::string& source : entry.sources) w.string(source);
  w.end_array().member("rank", entry.rank).end_object();
}

std::string entry_line(const query::TimelineEntry& entry) {
  std::string line;
  json::Writer w(line);
  write_entry(w, entry);
  return line;
}

void write_report(json::Writer& w, const query::DayReport& report) {
  w.begin_object().key("article").raw(row_line(report.row)).key("sentences").begin_array();
  for (const query::DayReport::Sentence& sentence : report.sentences) {
    w.begin_object().member("text", sentence.text).member("start", sentence.code_point);
    w.member("end", sentence.code_point + utf8::code_points(sentence.text)).member("shared", sentence.shared);
    w.end_object();
  }
  w.end_array();
  if (!report.origin.empty()) w.member("of", report.origin).member("overlap", report.overlap);
  w.end_object();
}

std::string_view web_address(std::string_view url) {
  const bool web = url.starts_with("https://") || url.starts_with("http://");
  const bool plain = std::ranges::all_of(
      url, [](unsigned char c) { return c > 0x20 && c != '"' && c != '<' && c != '>' && c != 0x7f; });
  return web && plain ? url : std::string_view();
}

}  // namespace dateline::interchange
