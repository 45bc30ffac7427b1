#include "timeline/lead.h"

#include <algorithm>
#include <cstdlib>

namespace dateline::timeline {
namespace {

constexpr std::size_t kMaxDateline = 80;  // bytes
constexpr std::size_t kMaxBefore = 300;   // bytes of headline and caption before a stamp
constexpr std::size_t kLeastAfter = 25;   // bytes that a sentence has at least

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

// A place in capitals, then a dash between blanks before the sentence is long. 0 without one.
std::size_t dateline_length(std::string_view sentence) {
  constexpr std::string_view kDashes[] = {" - ", " -- ", " \u2013 ", " \u2014 "};
  constexpr std::size_t kPlace = 3;  // capitals that a place begins with
  std::size_t capitals = 0;
  while (capitals < sentence.size() && is_upper(sentence[capitals])) ++capitals;
  if (capitals < kPlace) return 0;
  std::size_t end = std::string_view::npos;
  for (const std::string_view dash : kDashes) {
    const std::size_t at = sentence.find(dash);
    if (at != std::string_view::npos && at <= kMaxDateline) end = std::min(end, at + dash.size());
  }
  if (end == std::string_view::npos || end >= sentence.size()) return 0;
  // One word in capitals is a heading as well ("LIVE - ") unless what follows opens a sentence.
  return is_lower(sentence[end]) ? 0 : end;
}

bool has_year(std::string_view shown) {
  int digits = 0;
  for (const char c : shown) {
    digits = is_digit(c) ? digits + 1 : 0;
    if (digits == 4) return true;
  }
  return false;
}

// "08.40", "8:40": bytes of a time of day that stands at the front, 0 for none.
std::size_t clock_length(std::string_view text) {
  std::size_t hours = 0;
  while (hours < text.size() && hours < 3 && is_digit(text[hours])) ++hours;
  if (hours == 0 || hours > 2 || text.size() < hours + 3) return 0;
  if (text[hours] != ':' && text[hours] != '.') return 0;
  if (!is_digit(text[hours + 1]) || !is_digit(text[hours + 2])) return 0;
  return text.size() > hours + 3 && is_digit(text[hours + 3]) ? 0 : hours + 3;
}

bool has_clock(std::string_view shown) {
  for (std::size_t i = 0; i < shown.size(); ++i)
    if ((i == 0 || !is_digit(shown[i - 1])) && clock_length(shown.substr(i)) > 0) return true;
  return false;
}

// "am", "p.m.", "GMT", "EST", "UTC", "UK time": what stands behind a time of day.
std::size_t zone_length(std::string_view text) {
  constexpr std::string_view kHalves[] = {"a.m.", "p.m.", "am", "pm", "AM", "PM", "UK time", "UK"};
  std::size_t length = 0;
  for (const std::string_view half : kHalves)
    if (length == 0 && text.starts_with(half)) length = half.size();
  if (length == 0) {
    while (length < text.size() && is_upper(text[length])) ++length;
    const bool zone = length >= 3 && length <= 4 && (text[length - 1] == 'T' || text.starts_with("UTC"));
    if (!zone) return 0;
  }
  return text.size() > length && (is_upper(text[length]) || is_lower(text[length])) ? 0 : length;
}

// Bytes of the times of day, zones and marks at the front; `clock` is set where a time of day is among them.
std::size_t stamp_rest(std::string_view text, bool& clock) {
  constexpr std::string_view kUpdated = "Last updated at";
  std::size_t at = 0;
  while (at < text.size()) {
    const std::string_view here = text.substr(at);
    if (std::string_view(" \n|,;:.-").contains(here.front())) {
      ++at;
    } else if (const std::size_t length = clock_length(here); length > 0) {
      clock = true;
      at += length;
    } else if (const std::size_t zone = clock ? zone_length(here) : 0; zone > 0) {
      at += zone;
    } else if (!clock && here.starts_with(kUpdated)) {
      at += kUpdated.size();
    } else {
      break;
    }
  }
  return at;
}

// Bytes up to what follows the credit of a picture, "Photograph: Ida Lorn/AP "; 0 for none. Only a credit
// that ends with an agency says where it ends.
std::size_t credit_length(std::string_view sentence) {
  constexpr std::string_view kCredits[] = {"Photograph: ", "Photo: ", "Picture: ", "Image: ", "Credit: "};
  constexpr std::string_view kAgencies[] = {"AP",    "AFP",    "EPA",          "PA",          "Reuters",
                                            "Getty", "Corbis", "Getty Images", "Rex Features"};
  constexpr std::size_t kMaxCredit = 60;
  std::size_t result = 0;
  for (const std::string_view credit : kCredits) {
    const std::size_t found = sentence.substr(0, kMaxBefore).find(credit);
    if (found == std::string_view::npos) continue;
    const std::size_t begin = found + credit.size();
    for (const std::string_view agency : kAgencies) {
      const std::size_t at = sentence.substr(begin, kMaxCredit).find(agency);
      if (at == std::string_view::npos) continue;
      const std::size_t end = begin + at + agency.size();
      const bool whole = at == 0 || sentence[begin + at - 1] == '/' || sentence[begin + at - 1] == ' ';
      if (whole && end < sentence.size() && sentence[end] == ' ') result = std::max(result, end + 1);
    }
  }
  return result;
}

// Whether a sentence may begin here.
bool opens(std::string_view text) {
  return text.size() >= kLeastAfter && !is_lower(text.front()) && text.front() != '(' && text.front() != ')';
}

}  // namespace

Lead lead_of(std::string_view text, ByteRange sentence, std::span<const TimeMention> times,
             std::optional<Day> published) {
  const std::string_view whole = slice(text, sentence);
  Lead lead;
  for (const TimeMention& time : times) {
    if (time.range.begin >= sentence.end) break;
    if (!published || time.range.begin < sentence.begin || time.range.end > sentence.end) continue;
    if (!time.interval || time.interval->first != time.interval->last) continue;
    if (std::abs((time.interval->first - *published).count()) > 1) continue;
    const std::string_view shown = slice(text, time.range);
    const std::size_t before = time.range.begin - sentence.begin;
    if (before > kMaxBefore || before < lead.begin || !has_year(shown)) continue;
    const std::string_view after = whole.substr(time.range.end - sentence.begin);
    bool clock = has_clock(shown);
    const std::size_t rest = stamp_rest(after, clock);
    if (!clock || !opens(after.substr(rest))) continue;
    lead = {static_cast<std::uint32_t>(before),
            static_cast<std::uint32_t>(time.range.end - sentence.begin + rest)};
  }
  const std::size_t credit = credit_length(whole.substr(lead.begin));
  if (credit > 0 && opens(whole.substr(lead.begin + credit))) {
    lead.begin += static_cast<std::uint32_t>(credit);
  }
  lead.begin += static_cast<std::uint32_t>(dateline_length(whole.substr(lead.begin)));
  return lead;
}

}  // namespace dateline::timeline
