#include "interchange/article_json.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace dateline::interchange {
namespace {

constexpr std::array<std::string_view, 15> kKnown = {
    "id",        "url",         "source",   "title",
    "authors",   "published",   "modified", "published_from",
    "language",  "text",        "comments", "published_interval",
    "paywalled", "diagnostics", "error"};

DateSource date_source(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(DateSource::inferred); ++i)
    if (name == name_of(static_cast<DateSource>(i))) return static_cast<DateSource>(i);
  return DateSource::none;
}

void read_date(const json::Value& value, std::string_view field, std::optional<PartialDate>& out,
               Article& article) {
  const std::string_view text = value.string();
  if (text.empty()) return;
  out = parse_date(text);
  if (!out)
    article.diagnostics.push_back({"bad-date", std::string(field) + " is not an ISO 8601 date: '" +
                                                   std::string(text.substr(0, 40)) + "'"});
}

std::optional<DayInterval> read_interval(const json::Value& value) {
  std::vector<Day> days;
  value.each([&](json::Value v) {
    const auto date = parse_date(v.string());
    if (const auto day = date ? day_of(*date) : std::nullopt) days.push_back(*day);
  });
  if (days.size() != 2 || days[1] < days[0]) return std::nullopt;
  return DayInterval{days[0], days[1]};
}

// Writes ranges as code points. Ranges come in text order nearly always; the map makes any order cheap.
class Ranges {
 public:
  Ranges(json::Writer& w, std::string_view text) : w_(w), map_(text) {}
  void members(ByteRange range) {
    w_.member("start", map_.code_point_at(range.begin)).member("end", map_.code_point_at(range.end));
  }

 private:
  json::Writer& w_;
  utf8::OffsetMap map_;
};

void write_strings(json::Writer& w, std::string_view name, const std::vector<std::string>& values) {
  w.key(name).begin_array();
  for (const std::string& value : values) w.string(value);
  w.end_array();
}

void write_interval(json::Writer& w, std::string_view name, const DayInterval& interval) {
  w.key(name).begin_array().string(to_string(interval.first)).string(to_string(interval.last)).end_array();
}

void write_times(json::Writer& w, Ranges& ranges, const std::vector<TimeMention>& times) {
  w.key("times").begin_array();
  for (const TimeMention& time : times) {
    w.begin_object();
    ranges.members(time.range);
    w.member("type", name_of(time.type)).key("value");
    time.value.empty() ? w.null() : w.string(time.value);
    if (!time.mod.empty()) w.member("mod", time.mod);
    if (time.interval) write_interval(w, "interval", *time.interval);
    if (!time.anchor.empty()) w.member("anchor", time.anchor);
    if (!time.rule.empty()) w.member("rule", time.rule);
    if (!time.why.empty()) w.member("why", time.why);
    if (time.governor) {
      w.key("governor").begin_object();
      ranges.members(*time.governor);
      w.end_object();
    }
    if (time.span) {
      w.key("span").begin_object();
      ranges.members(time.span->range);
      write_interval(w, "interval", time.span->interval);
      w.end_object();
    }
    w.end_object();
  }
  w.end_array();
}

void write_mentions(json::Writer& w, Ranges& ranges, const std::vector<Mention>& mentions) {
  w.key("mentions").begin_array();
  for (const Mention& mention : mentions) {
    w.begin_object();
    ranges.members(mention.range);
    w.member("type", name_of(mention.type)).member("form", name_of(mention.form));
    if (mention.entity >= 0) w.member("entity", mention.entity);
    w.end_object();
  }
  w.end_array();
}

void write_entities(json::Writer& w, const std::vector<Entity>& entities) {
  w.key("entities").begin_array();
  for (const Entity& entity : entities) {
    w.begin_object().member("name", entity.name).member("type", name_of(entity.type));
    write_strings(w, "aliases", entity.aliases);
    write_strings(w, "titles", entity.titles);
    if (!entity.country.empty()) w.member("country", entity.country);
    w.end_object();
  }
  w.end_array();
}

}  // namespace

Result<Article> read_article(const json::Value& value) {
  if (!value.is_object())
    return fail(ErrorCode::corrupt, "the line is not a JSON object; an article has \"id\" and \"text\"");
  Article article;
  const json::Value id = value["id"];
  article.id = id.is_string() ? std::string(id.string()) : id.is_null() ? "" : id.text();
  const json::Value text = value["text"];
  if (!text.is_string())
    return fail(ErrorCode::corrupt,
                "the object has no string \"text\"; is it a page? Pages go through `dateline extract` first");
  article.text = text.string();
  article.url = value["url"].string();
  article.source = value["source"].string();
  article.title = value["title"].string();
  value["authors"].each([&](json::Value author) { article.authors.emplace_back(author.string()); });
  read_date(value["published"], "published", article.published, article);
  read_date(value["modified"], "modified", article.modified, article);
  article.published_from = date_source(value["published_from"].string());
  article.published_interval = read_interval(value["published_interval"]);
  article.language = value["language"].string();
  article.comments = value["comments"].string();
  if (value["paywalled"].type() == json::Type::boolean) article.paywalled = value["paywalled"].boolean();
  value["diagnostics"].each([&](json::Value d) {
    article.diagnostics.push_back({std::string(d["code"].string()), std::string(d["message"].string())});
  });
  return article;
}

std::string unknown_members(const json::Value& value) {
  std::string out;
  json::Writer w(out);
  value.each_member([&](std::string_view key, json::Value member) {
    if (std::find(kKnown.begin(), kKnown.end(), key) == kKnown.end()) w.key(key).raw(member.text());
  });
  return out;
}

void write_article_members(json::Writer& w, const Article& article) {
  w.member("id", article.id);
  if (!article.url.empty()) w.member("url", article.url);
  if (!article.source.empty()) w.member("source", article.source);
  w.member("title", article.title);
  write_strings(w, "authors", article.authors);
  if (article.published) w.member("published", to_string(*article.published));
  if (article.modified) w.member("modified", to_string(*article.modified));
  if (article.published_from != DateSource::none) w.member("published_from", name_of(article.published_from));
  if (article.published_interval) write_interval(w, "published_interval", *article.published_interval);
  if (!article.language.empty()) w.member("language", article.language);
  w.member("text", article.text);
  if (!article.comments.empty()) w.member("comments", article.comments);
  if (article.paywalled) w.member("paywalled", *article.paywalled);
  if (article.diagnostics.empty()) return;
  w.key("diagnostics").begin_array();
  for (const Diagnostic& d : article.diagnostics)
    w.begin_object().member("code", d.code).member("message", d.message).end_object();
  w.end_array();
}

void write_layer_members(json::Writer& w, std::string_view text, const Layers& layers,
                         const std::vector<Layer>& wanted) {
  Ranges ranges(w, text);
  for (const Layer layer : wanted) {
    switch (layer) {
      case Layer::sentences:
        w.key("sentences").begin_array();
        for (const ByteRange sentence : layers.sentences) {
          w.begin_object();
          ranges.members(sentence);
          w.end_object();
        }
        w.end_array();
        break;
      case Layer::times:
        write_times(w, ranges, layers.times);
        break;
      case Layer::mentions:
        write_mentions(w, ranges, layers.mentions);
        break;
      case Layer::entities:
        write_entities(w, layers.entities);
        break;
      case Layer::tokens:
        break;  // write_tokens_member (syntax_json.h)
    }
  }
}

std::string error_line(std::string_view id, const Error& error) {
  std::string out;
  json::Writer w(out);
  w.begin_object().member("id", id).key("error").begin_object();
  w.member("code", code_name(error.code)).member("message", error.message).end_object().end_object();
  return out;
}

}  // namespace dateline::interchange
