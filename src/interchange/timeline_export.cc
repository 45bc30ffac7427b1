// Timelines as Markdown, CSV, HTML, iCalendar and TimelineJS.

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "base/html.h"
#include "base/utf8.h"
#include "interchange/tables.h"
#include "interchange/timeline_json.h"

namespace dateline::interchange {
namespace {

using query::TimelineEntry;
using query::TimelineLine;

std::string support(const TimelineEntry& entry) {
  const std::size_t reports = entry.reports.size();
  std::string text =
      fmt::format("{} {} in {} {}", entry.independent, entry.independent == 1 ? "origin" : "origins", reports,
                  reports == 1 ? "report" : "reports");
  for (std::size_t i = 0; i < entry.sources.size(); ++i) text += (i == 0 ? ": " : ", ") + entry.sources[i];
  return text;
}

std::string published(const TimelineLine& line) {
  return line.published ? to_string(*line.published).substr(0, 10) : "no date";
}

// "24 July 2031", "July 2031", "2031"
std::string spoken(const PartialDate& date) {
  constexpr const char* kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};
  if (date.month == 0) return fmt::format("{}", date.year);
  if (date.day == 0) return fmt::format("{} {}", kMonths[date.month - 1], date.year);
  return fmt::format("{} {} {}", date.day, kMonths[date.month - 1], date.year);
}

std::string compact(Day day) {
  std::string text = to_string(day);
  std::erase(text, '-');
  return text;
}

std::string csv_field(std::string_view value) {
  const bool formula =
      !value.empty() && std::string_view("=+-@\t\r").find(value[0]) != std::string_view::npos;
  std::string out = formula ? "\"'" : "\"";
  for (const char c : value) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

// Lines of at most 75 bytes, continued by a space, never inside a code point.
void add_folded(std::string& out, std::string_view line) {
  constexpr std::size_t kLongest = 75;
  std::size_t room = kLongest;
  while (line.size() > room) {
    std::size_t end = room;
    while (!utf8::is_boundary(line, end)) --end;
    out += line.substr(0, end);
    out += "\r\n ";
    line.remove_prefix(end);
    room = kLongest - 1;
  }
  out += line;
  out += "\r\n";
}

std::string calendar_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (static_cast<unsigned char>(c) >= 0x20)
      out += c;
  }
  return out;
}

void add_calendar_event(std::string& out, const TimelineEntry& entry) {
  const TimelineLine& first = entry.lines.front();
  std::string description;
  for (const TimelineLine& line : entry.lines)
    description +=
        fmt::format("{}\n{}, {}{}{}\n\n", line.text, line.source.empty() ? "no source" : line.source,
                    published(line), line.url.empty() ? "" : ", ", line.url);
  description += support(entry);
  const std::string name =
      fmt::format("{}-{}", to_string(entry.date), to_hex(hash128(first.text)).substr(0, 12));
  add_folded(out, "BEGIN:VEVENT");
  add_folded(out, fmt::format("UID:{}@dateline", name));
  add_folded(out, fmt::format("DTSTAMP:{}T000000Z", compact(entry.interval.first)));
  add_folded(out, fmt::format("DTSTART;VALUE=DATE:{}", compact(entry.interval.first)));
  add_folded(out, fmt::format("DTEND;VALUE=DATE:{}", compact(entry.interval.last + std::chrono::days{1})));
  add_folded(out, "SUMMARY:" + calendar_text(first.text));
  add_folded(out, "DESCRIPTION:" + calendar_text(description));
  if (!web_address(first.url).empty()) add_folded(out, fmt::format("URL:{}", web_address(first.url)));
  add_folded(out, entry.status == timeline::Status::planned ? "STATUS:TENTATIVE" : "STATUS:CONFIRMED");
  add_folded(out, "TRANSP:TRANSPARENT");
  add_folded(out, "END:VEVENT");
}

void write_day(json::Writer& w, std::string_view name, Day day, const PartialDate& known) {
  const PartialDate date = partial_date(day);
  w.key(name).begin_object().member("year", date.year);
  if (known.month != 0) w.member("month", date.month);
  if (known.day != 0) w.member("day", date.day);
  w.end_object();
}

std::string cited_html(const TimelineLine& line) {
  const std::string name = html_escaped(fmt::format("{}{}{}", line.source.empty() ? "no source" : line.source,
                                                    line.title.empty() ? "" : ": ", line.title));
  const std::string_view address = web_address(line.url);
  const std::string linked =
      address.empty() ? name
                      : fmt::format("<a href=\"{}\" rel=\"noreferrer\">{}</a>", html_escaped(address), name);
  return fmt::format("{}, {}", linked, published(line));
}

constexpr const char* kReportStyle = R"css(
:root{color-scheme:light dark;--ink:#1c1b19;--soft:#5f5b54;--line:#d9d5cc;--paper:#fdfcf9;--link:#1f4e79}
@media (prefers-color-scheme:dark){:root{--ink:#e8e4db;--soft:#a8a297;--line:#3d3a34;--paper:#191816;--link:#9cc4e8}}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.55 Charter,"Bitstream Charter","Noto Serif",Georgia,serif}
main{max-width:44rem;margin:0 auto;padding:3rem 1.25rem 5rem}
h1{font-size:2rem;line-height:1.2;margin:0 0 .25rem}
.sub,.support,cite{color:var(--soft);font:.875rem/1.45 system-ui,sans-serif;font-style:normal}
ol{list-style:none;margin:2.5rem 0 0;padding:0}
li.entry{border-top:1px solid var(--line);padding:1.25rem 0 1.5rem;break-inside:avoid}
h2{font-size:1.125rem;margin:0 0 .25rem}
h2 small{font-weight:normal;color:var(--soft);font-size:.875rem}
blockquote{margin:.75rem 0 0;overflow-wrap:anywhere}
blockquote p{margin:0}
cite{display:block;margin-top:.2rem}
a{color:var(--link)}
@media print{body{background:#fff;color:#000;font-size:10.5pt}main{max-width:none;padding:0}a{color:inherit}}
)css";

}  // namespace

std::string timeline_csv_header() {
  return "date,from,to,status,reports,independent,sources,sentence,source,title,url,published,document\r\n";
}

std::string timeline_csv(const TimelineEntry& entry) {
  std::string sources;
  for (const std::string& source : entry.sources) sources += (sources.empty() ? "" : "; ") + source;
  std::string out;
  for (const TimelineLine& line : entry.lines)
    out +=
        fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", to_string(entry.date),
                    to_string(entry.interval.first), to_string(entry.interval.last),
                    timeline::name_of(entry.status), entry.reports.size(), entry.independent,
                    csv_field(sources), csv_field(line.text), csv_field(line.source), csv_field(line.title),
                    csv_field(line.url), line.published ? to_string(*line.published) : "", to_hex(line.key));
  return out;
}

std::string timeline_markdown(const Heading& heading, const Chosen& chosen) {
  std::string out = "# " + markdown_escaped(heading.title) + "\n\n";
  if (!heading.subtitle.empty()) out += markdown_escaped(heading.subtitle) + "\n\n";
  for (const TimelineEntry* entry : chosen.entries) {
    out += fmt::format("## {}{}\n\n", spoken(entry->date),
                       entry->status == timeline::Status::planned ? " (planned)" : "");
    for (const TimelineLine& line : entry->lines) {
      std::string text = markdown_escaped(line.text);
      std::ranges::replace(text, '\n', ' ');
      const std::string_view address = web_address(line.url);
      out += fmt::format("> {}\n>\n> {}, {}{}\n\n", text,
                         markdown_escaped(line.source.empty() ? "no source" : line.source), published(line),
                         address.empty() ? "" : fmt::format(", <{}>", address));
    }
    out += markdown_escaped(support(*entry)) + "\n\n";
  }
  return out;
}

std::string timeline_html(const Heading& heading, const Chosen& chosen) {
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
      "http-equiv=\"Content-Security-Policy\" "
      "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" "
      "content=\"no-referrer\">\n<title>{0}"
      "</title>\n<style>{1}</style>\n</head>\n<body>\n<main>\n<h1 dir=\"auto\">{0}</h1>\n",
      html_escaped(heading.title), kReportStyle);
  if (!heading.subtitle.empty())
    out += fmt::format("<p class=\"sub\">{}</p>\n", html_escaped(heading.subtitle));
  out += "<ol>\n";
  for (const TimelineEntry* entry : chosen.entries) {
    out += fmt::format("<li class=\"entry\">\n<h2><time datetime=\"{}\">{}</time>{}</h2>\n",
                       to_string(entry->date), spoken(entry->date),
                       entry->status == timeline::Status::planned ? " <small>planned</small>" : "");
    for (const TimelineLine& line : entry->lines)
      out += fmt::format("<blockquote dir=\"auto\"><p>{}</p><cite>{}</cite></blockquote>\n",
                         html_escaped(line.text), cited_html(line));
    out += fmt::format("<p class=\"support\">{}</p>\n</li>\n", html_escaped(support(*entry)));
  }
  return out + "</ol>\n</main>\n</body>\n</html>\n";
}

std::string timeline_icalendar(const Heading& heading, const Chosen& chosen) {
  std::string out;
  add_folded(out, "BEGIN:VCALENDAR");
  add_folded(out, "VERSION:2.0");
  add_folded(out, "PRODID:-//dateline//timeline//EN");
  add_folded(out, "CALSCALE:GREGORIAN");
  add_folded(out, "X-WR-CALNAME:" + calendar_text(heading.title));
  for (const TimelineEntry* entry : chosen.entries)
    if (!entry->lines.empty()) add_calendar_event(out, *entry);
  add_folded(out, "END:VCALENDAR");
  return out;
}

std::string timeline_timelinejs(const Heading& heading, const Chosen& chosen) {
  std::string out;
  json::Writer w(out);
  w.begin_object().key("title").begin_object().key("text").begin_object();
  w.member("headline", html_escaped(heading.title)).member("text", html_escaped(heading.subtitle));
  w.end_object().end_object().key("events").begin_array();
  for (const TimelineEntry* entry : chosen.entries) {
    if (entry->lines.empty()) continue;
    w.begin_object().member("unique_id", fmt::format("{}-{}", to_string(entry->date), entry->rank));
    write_day(w, "start_date", entry->interval.first, entry->date);
    if (entry->interval.first != entry->interval.last)
      write_day(w, "end_date", entry->interval.last, {.year = 1, .month = 1, .day = 1, .clock = {}});
    std::string text;
    for (const TimelineLine& line : entry->lines)
      text += fmt::format("<p>{}<br><small>{}</small></p>", html_escaped(line.text), cited_html(line));
    text += fmt::format("<p><small>{}</small></p>", html_escaped(support(*entry)));
    w.key("text")
        .begin_object()
        .member("headline", spoken(entry->date))
        .member("text", text)
        .end_object()
        .end_object();
  }
  w.end_array().end_object();
  return out + "\n";
}

std::string timeline_as(std::string_view format, const Heading& heading, const Chosen& chosen) {
  if (format == "md") return timeline_markdown(heading, chosen);
  if (format == "html") return timeline_html(heading, chosen);
  if (format == "ics") return timeline_icalendar(heading, chosen);
  if (format == "timelinejs") return timeline_timelinejs(heading, chosen);
  std::string out = format == "csv" ? timeline_csv_header() : "";
  for (const TimelineEntry* entry : chosen.entries)
    out += format == "csv" ? timeline_csv(*entry) : entry_line(*entry) + "\n";
  return out;
}

}  // namespace dateline::interchange
