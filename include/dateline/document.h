#pragma once
// The plain data that goes through dateline: a capture of bytes, the article read from it, and the layers
// read from the article. See docs/ARCHITECTURE.md for who makes what. All strings are UTF-8.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <dateline/date.h>

namespace dateline {

// Half-open range of bytes into an article's text:
//
//     text   T h e   d a m   b r o k e
//     byte   0 1 2 3 4 5 6 7 8 ...        "dam" is {4, 7}
//
// Invariant: begin <= end <= text.size(), and neither end lies inside a code point. Code points and UTF-16
// units exist only at the edges (JSON, Python, JavaScript).
struct ByteRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  friend bool operator==(const ByteRange&, const ByteRange&) = default;
  friend auto operator<=>(const ByteRange&, const ByteRange&) = default;
};

inline std::string_view slice(std::string_view text, ByteRange range) {
  return text.substr(range.begin, range.size());
}

// Something odd that was met; never an error. `code` is lower-case-with-dashes and stable, `message` is for
// people.
struct Diagnostic {
  std::string code;
  std::string message;
};

enum class CaptureKind : std::uint8_t {
  html,     // a page as the server or browser gave it
  text,     // a page as a reader pasted it, the site's furniture around the article
  article,  // an article in the interchange format (JSON)
};

// One page's original bytes and where they came from. What `add` stores and what everything else can be made
// from.
struct Capture {
  std::string id;  // the caller's: path, WARC-Record-ID, the "id" of a JSON line
  std::string url;
  CaptureKind kind = CaptureKind::html;
  std::string bytes;         // body, transfer and content encodings undone
  bool decoded = false;      // `bytes` are UTF-8 whatever their labels say (they came out of JSON)
  std::string charset;       // as the transport named it (HTTP Content-Type); empty if it did not
  std::string fetched;       // ISO 8601; empty when not known
  std::string path;          // file it was read from; "-" for standard input
  std::uint64_t offset = 0;  // where in that file (decompressed) its record or line begins
  std::string
      extra;  // members of its JSON line that dateline does not know, as "\"k\":v,..."; passed through
  std::vector<Diagnostic> diagnostics;
};

// How a publication date was found, strongest first.
enum class DateSource : std::uint8_t { none, json_ld, meta, time, url, text, inferred };

struct Article {
  std::string id;
  std::string url;     // canonical address where known
  std::string source;  // publisher's site name or host
  std::string title;   // without the site's name
  std::vector<std::string> authors;
  std::optional<PartialDate> published;  // publisher's own local day
  std::optional<PartialDate> modified;
  DateSource published_from = DateSource::none;
  std::optional<DayInterval> published_interval;  // where only a range is known
  std::string language;                           // BCP 47
  std::string text;                               // paragraphs joined by "\n\n"; never changes after extract
  std::string comments;
  std::optional<bool> paywalled;
  std::vector<Diagnostic> diagnostics;
};

enum class TimexType : std::uint8_t { date, time, duration, set };

// One expression of time (TIMEX3).
// "From March to May", "since 2014" as a whole: the text of both ends and the word before, and all its days.
struct TimeSpan {
  ByteRange range;
  DayInterval interval;
  friend bool operator==(const TimeSpan&, const TimeSpan&) = default;
};

struct TimeMention {
  ByteRange range;
  TimexType type = TimexType::date;
  std::string value;  // TIMEX3 value; empty when it could not be resolved
  std::string mod;    // TIMEX3 mod: APPROX, START, END ...; empty for none
  std::optional<DayInterval> interval;
  std::string
      anchor;  // what a relative expression was resolved against: "published", "dateline", "narrative" ...
  std::string rule;                   // name of the rule that found it
  std::string why;                    // why there is no value, where there is none
  std::optional<ByteRange> governor;  // the word of the event that it dates, once a parse says so
  std::optional<TimeSpan> span;       // of the expression that a stretch of time begins with
};

enum class EntityType : std::uint8_t { person, org, gpe, loc, norp, fac, event, law, work_of_art, product };
enum class MentionForm : std::uint8_t { name, nominal, pronoun };

struct Mention {
  ByteRange range;
  EntityType type = EntityType::person;
  MentionForm form = MentionForm::name;
  std::int32_t entity = -1;  // index into Layers::entities; -1 for none
};

// Who is who within one article.
struct Entity {
  std::string name;
  EntityType type = EntityType::person;
  std::vector<std::string> aliases;
  std::vector<std::string> titles;
  std::string country;  // ISO 3166 alpha-2; empty when not known
};

// What was read from one article's text. Every range is into Article::text; items of each layer are in text
// order.
struct Layers {
  std::vector<ByteRange> sentences;
  std::vector<TimeMention> times;
  std::vector<Mention> mentions;
  std::vector<Entity> entities;
};

}  // namespace dateline
