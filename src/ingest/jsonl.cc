#include "ingest/jsonl.h"

#include <fmt/format.h>

#include "base/utf8.h"
#include "ingest/ascii.h"
#include "ingest/feed.h"

namespace dateline::ingest {
namespace {

class JsonLines final : public CaptureSource {
 public:
  explicit JsonLines(Input input) : in_(std::move(input)) {}

  std::optional<Item> next() override {
    bool over = false;
    while (!finished_) {
      const std::uint64_t offset = in_.bytes->position();
      if (!in_.bytes->read_line(line_, in_.limits.line_bytes, over)) return finish();
      ++number_;
      if (trimmed(line_).empty()) continue;
      const std::string name = fmt::format("{}:{}", in_.path, number_);
      if (over)
        return problem(name, ErrorCode::limit,
                       fmt::format("{}: the line is over the limit of {} bytes; it was passed over", name,
                                   in_.limits.line_bytes));
      return read_line(name, offset);
    }
    return std::nullopt;
  }

 private:
  Item read_line(const std::string& name, std::uint64_t offset) {
    std::string_view text = trimmed(line_);
    if (number_ == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const bool whole = text.size() == line_.size();
    const auto value = whole ? parser_.parse_in(line_) : parser_.parse(text);
    if (whole) text = line_;
    // Broken UTF-8 is a fault of the text, not of the JSON around it.
    if (!value && !utf8::valid(text)) {
      line_ = utf8::repaired(text);
      text = line_;
      const auto again = parser_.parse(text);
      if (again) return finish_item(capture_of_json(*again, text, name), offset, true);
    }
    if (!value)
      return problem(name, ErrorCode::corrupt, fmt::format("{}: no JSON: {}", name, value.error().message));
    return finish_item(capture_of_json(*value, text, name), offset, false);
  }

  Item finish_item(Item item, std::uint64_t offset, bool repaired) {
    if (!item) return item;
    item->path = in_.path;
    item->offset = offset;
    if (repaired)
      item->diagnostics.push_back({"broken-utf8", "the line was not UTF-8; broken bytes became U+FFFD"});
    if (item->bytes.size() > in_.limits.page_bytes)
      return problem(item->id, ErrorCode::limit,
                     fmt::format("{}:{}: the page is larger than the limit, {} bytes; it was passed over",
                                 in_.path, number_, in_.limits.page_bytes));
    return item;
  }

  std::optional<Item> finish() {
    finished_ = true;
    if (in_.bytes->fault().empty()) return std::nullopt;
    return problem(in_.path, in_.bytes->failed() ? ErrorCode::io : ErrorCode::corrupt,
                   fmt::format("{}: {} lines were read, then: {}", in_.path, number_, in_.bytes->fault()));
  }

  Input in_;
  json::Parser parser_;
  std::string line_;
  std::uint64_t number_ = 0;
  bool finished_ = false;
};

bool is_json_feed(const json::Value& document) {
  return document["version"].string().find("jsonfeed.org/version") != std::string_view::npos;
}

std::unique_ptr<CaptureSource> open_document(Input& input, const json::Value& document,
                                             std::string_view text) {
  if (is_json_feed(document)) return open_json_feed(document, input.path, input.limits);
  std::vector<Item> items;
  if (document.is_array()) {
    std::size_t number = 0;
    document.each([&](const json::Value& element) {
      Item item = capture_of_json(element, element.text(), fmt::format("{}:{}", input.path, ++number));
      if (item) item->path = input.path;
      items.push_back(std::move(item));
    });
  } else {
    Item item = capture_of_json(document, text, input.path);
    if (item) item->path = input.path;
    items.push_back(std::move(item));
  }
  return std::make_unique<ListSource>(std::move(items));
}

}  // namespace

Item capture_of_json(const json::Value& value, std::string_view line, const std::string& name) {
  if (!value.is_object())
    return problem(name, ErrorCode::corrupt,
                   fmt::format("{}: not a JSON object; a page has \"html\", an article \"text\"", name));
  Capture capture;
  const json::Value id = value["id"];
  capture.id = id.is_string() ? std::string(id.string()) : id.type() == json::Type::number ? id.text() : name;
  capture.url = value["url"].string();
  capture.decoded = true;
  if (value["html"].is_string()) {
    capture.bytes = value["html"].string();
    capture.fetched = value["fetched"].string();
    value.each_member([&](std::string_view key, const json::Value& member) {
      if (key == "id" || key == "url" || key == "html" || member.is_null()) return;
      if (!capture.extra.empty()) capture.extra += ',';
      json::Writer(capture.extra).string(key);
      capture.extra += ':';
      capture.extra += member.text();
    });
    return capture;
  }
  if (value["text"].is_string()) {
    capture.kind = CaptureKind::article;
    capture.bytes = line;
    return capture;
  }
  return problem(capture.id, ErrorCode::invalid_argument,
                 fmt::format("{}: neither a page (\"html\") nor an article (\"text\")", name));
}

namespace {

// JSON Lines begin with a line that is a whole object. A document of many lines, and a feed, do not, and are
// read whole.
bool is_document(std::string_view head, bool all) {
  const std::size_t newline = head.find('\n');
  if (trimmed(head).starts_with('[')) return true;
  const std::string_view begin = head.substr(0, 1024);
  const std::size_t version = begin.find("\"version\"");
  if (version != std::string_view::npos &&
      begin.substr(version, 64).find("jsonfeed.org/version") != std::string_view::npos)
    return true;
  if (newline == std::string_view::npos) return all;
  return !trimmed(head.substr(0, newline)).ends_with('}');
}

}  // namespace

std::unique_ptr<CaptureSource> open_json(Input input) {
  constexpr std::size_t kHead = std::size_t{64} << 10;
  const std::string_view head = input.bytes->peek_line(kHead);
  if (!is_document(head, head.size() < kHead)) return std::make_unique<JsonLines>(std::move(input));
  std::string text;
  input.bytes->read(text, input.limits.page_bytes + 1);
  json::Parser parser;
  if (text.size() <= input.limits.page_bytes)
    if (const auto document = parser.parse(text)) return open_document(input, *document, trimmed(text));
  // No document, or one that is too large: its lines are tried, and each that is no object says so.
  input.bytes->unread(text);
  return std::make_unique<JsonLines>(std::move(input));
}

}  // namespace dateline::ingest
