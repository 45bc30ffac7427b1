#include "ingest/made_page.h"

#include <array>
#include <charconv>

#include <dateline/date.h>
#include <fmt/format.h>

#include "base/html.h"
#include "base/utf8.h"
#include "ingest/ascii.h"

namespace dateline::ingest {
namespace {

using namespace std::string_view_literals;

std::string ascii_attribute(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const utf8::CodePoint point = utf8::decode(text, at);
    if (point.value >= 0x80 || point.value < 0x20 ||
        "&<>\""sv.find(static_cast<char>(point.value)) != std::string_view::npos)
      out += fmt::format("&#x{:X};", static_cast<unsigned>(point.value));
    else
      out += static_cast<char>(point.value);
    at += point.size;
  }
  return out;
}

void add_meta(std::string& out, std::string_view attribute, std::string_view name, std::string_view content) {
  if (!content.empty())
    out += fmt::format("<meta {}=\"{}\" content=\"{}\">\n", attribute, name, ascii_attribute(content));
}

constexpr std::array kMonths = {"jan"sv, "feb"sv, "mar"sv, "apr"sv, "may"sv, "jun"sv,
                                "jul"sv, "aug"sv, "sep"sv, "oct"sv, "nov"sv, "dec"sv};

struct Zone {
  std::string_view name;
  std::string_view offset;
};
constexpr std::array kZones = {Zone{"gmt", "Z"},      Zone{"ut", "Z"},       Zone{"utc", "Z"},
                               Zone{"z", "Z"},        Zone{"est", "-05:00"}, Zone{"edt", "-04:00"},
                               Zone{"cst", "-06:00"}, Zone{"cdt", "-05:00"}, Zone{"mst", "-07:00"},
                               Zone{"mdt", "-06:00"}, Zone{"pst", "-08:00"}, Zone{"pdt", "-07:00"},
                               Zone{"bst", "+01:00"}, Zone{"cet", "+01:00"}, Zone{"cest", "+02:00"}};

std::string zone_offset(std::string_view zone) {
  if (zone == "-0000") return "Z";  // RFC 5322, 3.3: the clock is UTC, the sender's zone is not told
  if (zone.size() == 5 && (zone[0] == '+' || zone[0] == '-') && std::ranges::all_of(zone.substr(1), is_digit))
    return fmt::format("{}:{}", zone.substr(0, 3), zone.substr(3));
  if (zone.size() == 6 && zone[3] == ':') return std::string(zone);
  for (const Zone& row : kZones)
    if (same_letters(row.name, zone)) return std::string(row.offset);
  return {};
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (words.size() < 8) {
    text = trimmed(text);
    if (text.empty()) break;
    const std::size_t end = text.find_first_of(" \t\r\n,");
    if (end != 0) words.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return words;
}

int number_of(std::string_view text) {
  int value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : -1;
}

}  // namespace

std::string paragraphs_of(std::string_view text) {
  std::string out;
  bool open = false;
  while (!text.empty()) {
    const std::size_t newline = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, newline));
    text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
    if (line.empty()) {
      if (open) out += "</p>\n";
      open = false;
      continue;
    }
    out += open ? "\n" : "<p>";
    out += html_escaped(line);
    open = true;
  }
  if (open) out += "</p>\n";
  return out;
}

std::string head_of(const PageParts& parts) {
  std::string out = fmt::format("<title>{}</title>\n", ascii_attribute(parts.title));
  if (!parts.url.empty())
    out += fmt::format("<link rel=\"canonical\" href=\"{}\">\n", ascii_attribute(parts.url));
  add_meta(out, "property", "og:type", "article");
  add_meta(out, "property", "og:title", parts.title);
  add_meta(out, "property", "og:url", parts.url);
  add_meta(out, "property", "og:site_name", parts.site);
  add_meta(out, "property", "article:published_time", parts.published);
  add_meta(out, "property", "article:modified_time", parts.modified);
  for (const std::string& author : parts.authors) add_meta(out, "name", "author", author);
  return out;
}

std::string page_of(const PageParts& parts, std::string_view body) {
  const std::string language =
      parts.language.empty() ? "" : fmt::format(" lang=\"{}\"", ascii_attribute(parts.language));
  return fmt::format(
      "<!DOCTYPE html>\n<html{}>\n<head>\n<meta "
      "charset=\"utf-8\">\n{}</head>\n<body>\n<article>\n<h1>{}</h1>\n{}\n</article>\n"
      "</body>\n</html>\n",
      language, head_of(parts), html_escaped(parts.title), body);
}

std::string iso_of_mail_date(std::string_view text) {
  text = trimmed(text);
  if (parse_date(text)) return std::string(text);
  std::vector<std::string_view> words = words_of(text);
  if (!words.empty() && is_letter(words[0][0])) words.erase(words.begin());  // the weekday
  if (words.size() < 3) return {};
  const int day = number_of(words[0]);
  unsigned month = 0;
  for (unsigned i = 0; i < kMonths.size(); ++i)
    if (starts_with_letters(words[1], kMonths[i])) month = i + 1;
  int year = number_of(words[2]);
  if (year >= 0 && words[2].size() == 2) year += year < 50 ? 2000 : 1900;  // RFC 5322, 4.3
  if (day < 1 || month == 0 || !make_day(year, month, static_cast<unsigned>(day))) return {};
  std::string iso = fmt::format("{:04}-{:02}-{:02}", year, month, day);
  if (words.size() < 4) return iso;
  std::string clock(words[3]);
  if (clock.find(':') == 1) clock.insert(0, 1, '0');
  const std::string with_clock =
      fmt::format("{}T{}{}", iso, clock, words.size() > 4 ? zone_offset(words[4]) : "");
  return parse_date(with_clock) ? with_clock : iso;
}

}  // namespace dateline::ingest
