#pragma once
// Timelines of a record for other programs and for people. Articles are called by their keys; ranges are code
// points.

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "query/timeline.h"

namespace dateline::interchange {

// Which entries of an answer, in which order.
struct Chosen {
  std::vector<const query::TimelineEntry*> entries;
};

// The `most` entries of greatest weight among those that lie in the window; oldest first, or newest first.
Chosen choose(const query::TimelineAnswer& answer, const std::optional<Day>& from,
              const std::optional<Day>& to, std::size_t most, bool newest_first = false);

// {"date","interval","status","summary":[{"text","document","start","end","title","source","url","published"}],"reports",
// "independent","sources","rank"}
void write_entry(json::Writer& w, const query::TimelineEntry& entry);
std::string entry_line(const query::TimelineEntry& entry);

// {...a row..., "sentences":[{"text","start","end","shared"}],"of","overlap"}
void write_report(json::Writer& w, const query::DayReport& report);

// What stands at the head of a report: the record's or the question's name.
struct Heading {
  std::string title;
  std::string subtitle;  // empty: none
};

std::string
timeline_csv_header();  // date,from,to,status,reports,independent,sources,sentence,source,title,url,published,document
std::string timeline_csv(const query::TimelineEntry& entry);  // a row a sentence
std::string timeline_markdown(const Heading& heading, const Chosen& chosen);
// One file that needs no other: no script, no address is fetched, nothing of the articles is markup.
std::string timeline_html(const Heading& heading, const Chosen& chosen);
std::string timeline_icalendar(const Heading& heading, const Chosen& chosen);  // RFC 5545
std::string timeline_timelinejs(const Heading& heading, const Chosen& chosen);

// One of md, html, csv, jsonl, ics, timelinejs.
std::string timeline_as(std::string_view format, const Heading& heading, const Chosen& chosen);

// `url` where it is a web address (http, https), else empty: what may stand in a link.
std::string_view web_address(std::string_view url);

}  // namespace dateline::interchange
