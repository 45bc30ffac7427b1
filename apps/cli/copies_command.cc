// `dateline copies`: which articles of a record repeat which, and for one article what it has from elsewhere
// and what others have from it, side by side.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/json.h"
#include "base/utf8.h"
#include "marked_text.h"
#include "record_options.h"
#include "story/differences.h"
#include "terminal.h"

namespace dateline::cli {
namespace {

constexpr std::string_view name_of(store::CopyKind kind) {
  switch (kind) {
    case store::CopyKind::copy:
      return "copy";
    case store::CopyKind::excerpt:
      return "excerpt";
    case store::CopyKind::rewrite:
      return "rewrite";
  }
  return "copy";
}

std::string short_key(store::ArticleKey key) {
  return to_hex(key).substr(0, 8);
}

// Rows of the articles named so far; each is read once.
class Rows {
 public:
  explicit Rows(const store::Record& record) : record_(record) {}
  const store::StoredArticle* find(store::ArticleKey key) {
    const auto [place, fresh] = known_.try_emplace(to_hex(key));
    if (fresh) {
      Result<store::StoredArticle> read = store::read_article(record_, key);
      if (read) place->second = std::move(*read);
    }
    return place->second ? &*place->second : nullptr;
  }
  std::string name(store::ArticleKey key) {
    const store::StoredArticle* stored = find(key);
    if (stored == nullptr) return short_key(key);
    const store::ArticleRow& row = stored->row;
    return fmt::format("{}  {}  {}  {}", short_key(key), shown_date(row), printable(row.source),
                       printable(row.title.empty() ? row.id : row.title));
  }

 private:
  const store::Record& record_;
  std::map<std::string, std::optional<store::StoredArticle>> known_;
};

// All copies of a record, under their origins, the most copied first.
int list(const store::Record& record, Output& out) {
  const Result<std::vector<store::Copy>> copies = store::list_copies(record);
  if (!copies) return report(copies.error().message);
  Rows rows(record);
  if (!out.for_people()) {
    for (const store::Copy& copy : *copies) {
      std::string line;
      json::Writer w(line);
      w.begin_object().member("document", to_hex(copy.article)).member("of", to_hex(copy.origin));
      w.member("overlap", copy.overlap).member("kind", name_of(copy.kind)).end_object();
      out.line(line);
    }
    return out.flush() ? kDone : kFailed;
  }
  std::map<std::string, std::vector<const store::Copy*>> by_origin;
  for (const store::Copy& copy : *copies) by_origin[to_hex(copy.origin)].push_back(&copy);
  std::vector<const std::vector<const store::Copy*>*> order;
  for (const auto& [origin, of] : by_origin) order.push_back(&of);
  std::ranges::stable_sort(order, std::ranges::greater(), [](const auto* of) { return of->size(); });
  for (const auto* of : order) {
    out.line(fmt::format("{}{}{}", out.bold(), rows.name(of->front()->origin), out.plain()));
    for (const store::Copy* copy : *of)
      out.line(fmt::format("  {:<7} {:>3.0f} %  {}", name_of(copy->kind), copy->overlap * 100,
                           rows.name(copy->article)));
  }
  if (order.empty()) out.line("No article repeats another.");
  return out.flush() ? kDone : kFailed;
}

// One passage of an article beside the same of another.
struct Pair {
  store::ArticleKey other;
  bool from_other = false;  // the other had it first
  ByteRange here;
  ByteRange there;
};

std::vector<Pair> pairs_of(const query::ArticleAnswer& answer) {
  std::vector<Pair> pairs;
  for (const store::Passage& p : answer.passages) {
    if (p.article == answer.stored.row.key)
      pairs.push_back({p.origin, true, p.range, p.origin_range});
    else
      pairs.push_back({p.article, false, p.origin_range, p.range});
  }
  std::ranges::stable_sort(pairs, [](const Pair& a, const Pair& b) {
    return std::tuple(!a.from_other, to_hex(a.other), a.here.begin) <
           std::tuple(!b.from_other, to_hex(b.other), b.here.begin);
  });
  return pairs;
}

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t at = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', at)) {
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  lines.push_back(text.substr(at));
  return lines;
}

// Columns that a line with escape sequences takes.
std::size_t columns(std::string_view line) {
  std::string plain;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\x1b')
      i = std::min(line.find('m', i), line.size());
    else
      plain += line[i];
  }
  return utf8::code_points(plain);
}

// `text` in a column; what differs in colour, or in brackets where there is none.
std::vector<std::string> column_of(const Output& out, std::string_view text,
                                   const std::vector<ByteRange>& different, unsigned width) {
  std::string shown;
  std::vector<Mark> marks;
  std::uint32_t at = 0;
  const bool brackets = out.mark().empty();
  for (const ByteRange range : different) {
    shown += text.substr(at, range.begin - at);
    const auto begin = static_cast<std::uint32_t>(shown.size());
    if (brackets) shown += '[';
    shown += slice(text, range);
    if (brackets) shown += ']';
    marks.push_back({{begin, static_cast<std::uint32_t>(shown.size())}, out.mark()});
    at = range.end;
  }
  shown += text.substr(at);
  return split_lines(marked_text(shown, marks, out.plain(), width));
}

void print_pair(Output& out, std::string_view here, std::string_view there) {
  const story::Differences found = story::differences(here, there);
  const unsigned width = (out.width() - 3) / 2;
  const std::vector<std::string> left = column_of(out, here, found.left, width);
  const std::vector<std::string> right = column_of(out, there, found.right, width);
  for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    const std::string& l = i < left.size() ? left[i] : "";
    const std::size_t used = columns(l);
    out.line(fmt::format("{}{} {}|{} {}", l, std::string(width > used ? width - used : 0, ' '), out.dim(),
                         out.plain(), i < right.size() ? right[i] : ""));
  }
}

void print_article(Output& out, const query::ArticleAnswer& answer, Rows& rows) {
  const store::StoredArticle& own = answer.stored;
  out.line(fmt::format("{}{}{}", out.bold(), rows.name(own.row.key), out.plain()));
  const std::vector<Pair> pairs = pairs_of(answer);
  const Pair* before = nullptr;
  for (const Pair& pair : pairs) {
    const store::StoredArticle* other = rows.find(pair.other);
    if (other == nullptr) continue;
    if (before == nullptr || before->other != pair.other || before->from_other != pair.from_other)
      out.line(fmt::format("\n{}{}{} {}", out.accent(), pair.from_other ? "from" : "taken over by",
                           out.plain(), rows.name(pair.other)));
    else
      out.line("");
    print_pair(out, slice(own.article.text, pair.here), slice(other->article.text, pair.there));
    before = &pair;
  }
  if (pairs.empty()) out.line("Nothing of it stands in another article of this record.");
}

void write_ranges(json::Writer& w, std::string_view name, const std::vector<ByteRange>& ranges,
                  std::uint32_t base, const utf8::OffsetMap& map) {
  w.key(name).begin_array();
  for (const ByteRange range : ranges)
    w.begin_array()
        .number(map.code_point_at(base + range.begin))
        .number(map.code_point_at(base + range.end))
        .end_array();
  w.end_array();
}

// One passage a line, offsets in code points of each article's text.
void print_json(Output& out, const query::ArticleAnswer& answer, Rows& rows) {
  const std::string& text = answer.stored.article.text;
  const utf8::OffsetMap own(text);
  for (const Pair& pair : pairs_of(answer)) {
    const store::StoredArticle* other = rows.find(pair.other);
    if (other == nullptr) continue;
    const utf8::OffsetMap theirs(other->article.text);
    const story::Differences found =
        story::differences(slice(text, pair.here), slice(other->article.text, pair.there));
    std::string line;
    json::Writer w(line);
    w.begin_object().member("document", to_hex(answer.stored.row.key));
    w.member("start", own.code_point_at(pair.here.begin)).member("end", own.code_point_at(pair.here.end));
    w.member(pair.from_other ? "of" : "in", to_hex(pair.other));
    w.member("other_start", theirs.code_point_at(pair.there.begin))
        .member("other_end", theirs.code_point_at(pair.there.end));
    write_ranges(w, "different", found.left, pair.here.begin, own);
    write_ranges(w, "other_different", found.right, pair.there.begin, theirs);
    w.end_object();
    out.line(line);
  }
}

int run(const Invocation& invocation) {
  const Result<store::Record> record = open_record(invocation);
  if (!record) return report(record.error().message);
  Output out(invocation, true);
  if (invocation.argument("ARTICLE").empty()) return list(*record, out);
  const Result<query::ArticleAnswer> answer = query::article(*record, invocation.argument("ARTICLE"));
  if (!answer) return report(answer.error().message);
  Rows rows(*record);
  if (out.for_people())
    print_article(out, *answer, rows);
  else
    print_json(out, *answer, rows);
  return out.flush() ? kDone : kFailed;
}

}  // namespace

Command copies_command() {
  return {
      .name = "copies",
      .summary = "who repeats whom in a record; for one article, the passages side by side",
      .description =
          "Without ARTICLE, every article that repeats an earlier one, under its origin. With ARTICLE (a key "
          "or "
          "its beginning, an id or an address), each passage that it has from elsewhere and each that others "
          "have from it, beside the other's; words that differ are marked.",
      .arguments =
          {record_argument(),
           {.name = "ARTICLE", .help = "key, id or address", .required = false, .kind = ValueKind::text}},
      .options = {},
      .examples = {"dateline copies river.record", "dateline copies river.record 3f09a1c2"},
      .run = run};
}

}  // namespace dateline::cli
