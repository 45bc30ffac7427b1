#include "interchange/tables.h"

#include "interchange/article_json.h"

namespace dateline::interchange {
namespace {

std::string joined(const std::vector<std::string>& values, std::string_view between) {
  std::string text;
  for (const std::string& value : values) {
    if (!text.empty()) text += between;
    text += value;
  }
  return text;
}

// A field in quotes where it has to be.
void add_field(std::string& line, std::string_view value, bool first = false) {
  if (!first) line += ',';
  const bool formula =
      !value.empty() && std::string_view("=+-@\t\r").find(value[0]) != std::string_view::npos;
  if (!formula && value.find_first_of(",\"\r\n") == std::string_view::npos) {
    line += value;
    return;
  }
  line += '"';
  if (formula) line += '\'';
  for (const char c : value) {
    if (c == '"') line += '"';
    line += c;
  }
  line += '"';
}

std::string text_of(const std::optional<PartialDate>& date) {
  return date ? to_string(*date) : std::string();
}

std::string shown_date(const Article& article) {
  if (article.published) return to_string(*article.published);
  if (!article.published_interval) return {};
  return to_string(article.published_interval->first) + " to " + to_string(article.published_interval->last);
}

}  // namespace

std::string csv_header() {
  return "key,id,url,source,title,authors,published,published_from,modified,language,paywalled,path,fetched,"
         "text\r\n";
}

std::string csv_line(const store::StoredArticle& stored) {
  const Article& article = stored.article;
  std::string line;
  add_field(line, to_hex(stored.row.key), true);
  for (const std::string* value : {&article.id, &article.url, &article.source, &article.title})
    add_field(line, *value);
  add_field(line, joined(article.authors, "; "));
  add_field(line, text_of(article.published));
  add_field(line, article.published_from == DateSource::none ? "" : name_of(article.published_from));
  add_field(line, text_of(article.modified));
  add_field(line, article.language);
  add_field(line, !article.paywalled ? "" : *article.paywalled ? "true" : "false");
  for (const std::string* value : {&stored.capture.path, &stored.capture.fetched, &article.text})
    add_field(line, *value);
  return line + "\r\n";
}

std::string markdown_escaped(std::string_view text) {
  std::string out;
  bool line_start = true;
  bool number = false;  // digits since the line began: "1." would open a list
  for (const char c : text) {
    const bool always = std::string_view("\\`*_[]<>&|~").find(c) != std::string_view::npos;
    const bool at_start = line_start && std::string_view("#+-=").find(c) != std::string_view::npos;
    const bool list = number && (c == '.' || c == ')');
    if (always || at_start || list) out += '\\';
    out += c;
    const bool digit = c >= '0' && c <= '9';
    number = digit && (line_start || number);
    line_start = c == '\n' || (line_start && (c == ' ' || c == '\t'));
  }
  return out;
}

std::string markdown_article(const store::StoredArticle& stored) {
  const Article& article = stored.article;
  std::string out = "## " + markdown_escaped(article.title.empty() ? article.id : article.title) + "\n\n";
  std::vector<std::string> parts;
  if (!article.source.empty()) parts.push_back("**" + markdown_escaped(article.source) + "**");
  if (const std::string date = shown_date(article); !date.empty()) parts.push_back(date);
  if (!article.authors.empty()) parts.push_back(markdown_escaped(joined(article.authors, ", ")));
  const std::string& place = article.url.empty() ? stored.capture.path : article.url;
  if (!place.empty()) parts.push_back(markdown_escaped(place));
  out += joined(parts, " · ") + "\n\n" + markdown_escaped(article.text) + "\n\n";
  return out;
}

}  // namespace dateline::interchange
