#include <fmt/format.h>

#include <algorithm>

#include "interchange/article_json.h"
#include "interchange/record_json.h"
#include "marked_text.h"
#include "record_options.h"
#include "terminal.h"

namespace dateline::cli {
namespace {

void field(Output& out, std::string_view name, const std::string& value) {
  if (!value.empty()) out.line(fmt::format("{}{:<10}{} {}", out.dim(), name, out.plain(), printable(value)));
}

std::string authors_of(const Article& article) {
  std::string text;
  for (const std::string& author : article.authors) text += (text.empty() ? "" : ", ") + author;
  return text;
}

std::string published_of(const Article& article) {
  if (!article.published && article.published_interval)
    return fmt::format("{} to {}", to_string(article.published_interval->first),
                       to_string(article.published_interval->last));
  if (!article.published) return "not known";
  if (article.published_from == DateSource::none) return to_string(*article.published);
  return fmt::format("{} ({})", to_string(*article.published), interchange::name_of(article.published_from));
}

// Names and expressions of time, in text order; where a time stands in a name, the name counts.
std::vector<Mark> marks_of(const Output& out, const Layers& layers) {
  std::vector<Mark> marks;
  marks.reserve(layers.mentions.size() + layers.times.size());
  for (const Mention& mention : layers.mentions)
    if (mention.form == MentionForm::name) marks.push_back({mention.range, out.accent()});
  for (const TimeMention& time : layers.times) marks.push_back({time.range, out.mark()});
  std::ranges::sort(marks, {}, [](const Mark& mark) { return mark.range; });
  std::uint32_t end = 0;
  std::erase_if(marks, [&](const Mark& mark) {
    if (mark.range.begin < end) return true;
    end = mark.range.end;
    return false;
  });
  return marks;
}

void print_times(Output& out, const store::StoredArticle& stored) {
  if (stored.layers.times.empty()) return;
  out.line(fmt::format("\n{}Times{}", out.bold(), out.plain()));
  for (const TimeMention& time : stored.layers.times) {
    std::string phrase = printable(slice(stored.article.text, time.range));
    std::ranges::replace(phrase, '\n', ' ');
    const std::string meaning = time.value.empty() ? "not resolved: " + time.why : time.value;
    out.line(fmt::format("  {}{:<28}{} {}", out.mark(), phrase, out.plain(), printable(meaning)));
  }
}

void print_provenance(Output& out, const query::ArticleAnswer& answer) {
  const store::StoredArticle& stored = answer.stored;
  const Capture& capture = stored.capture;
  out.line(fmt::format("\n{}Where it came from{}", out.bold(), out.plain()));
  field(out, "  key", to_hex(stored.row.key));
  field(out, "  id", stored.row.id);
  field(out, "  file",
        capture.path.empty()  ? ""
        : capture.offset == 0 ? capture.path
                              : fmt::format("{} at byte {}", capture.path, capture.offset));
  field(out, "  address", capture.url);
  field(out, "  fetched", capture.fetched);
  field(out, "  page", fmt::format("{} bytes", stored.capture_size));
  field(out, "  read by", stored.by.extract + (stored.by.annotate.empty() ? "" : ", " + stored.by.annotate));
  for (const auto* list : {&capture.diagnostics, &stored.article.diagnostics})
    for (const Diagnostic& diagnostic : *list)
      field(out, "  odd", diagnostic.code + ": " + diagnostic.message);
  for (const store::ArticleRow& row : answer.versions)
    field(out, "  version",
          fmt::format("{} {}{}", row.version, to_hex(row.key).substr(0, 8),
                      row.key == stored.row.key ? " (this)" : ""));
  for (const store::Copy& copy : answer.copies) {
    const bool is_copy = copy.article == stored.row.key;
    field(out, is_copy ? "  copy of" : "  copied by",
          fmt::format("{} ({:.0f} %)", to_hex(is_copy ? copy.origin : copy.article).substr(0, 8),
                      copy.overlap * 100));
  }
  for (const store::Story& story : answer.stories)
    field(out, "  story", fmt::format("{}: {} ({} articles)", story.id, story.title, story.articles.size()));
}

void print_article(Output& out, const query::ArticleAnswer& answer) {
  const Article& article = answer.stored.article;
  out.line(fmt::format("{}{}{}", out.bold(),
                       wrapped(printable(article.title.empty() ? article.id : article.title), out.width()),
                       out.plain()));
  field(out, "publisher", article.source);
  field(out, "published", published_of(article));
  if (article.modified) field(out, "changed", to_string(*article.modified));
  field(out, "by", authors_of(article));
  field(out, "address", article.url);
  if (article.paywalled.value_or(false)) field(out, "note", "the publisher marks the text as not free");
  out.line("");
  out.line(marked_text(article.text, marks_of(out, answer.stored.layers), out.plain(), out.width()));
  print_times(out, answer.stored);
  print_provenance(out, answer);
}

int run_show(const Invocation& invocation) {
  const Result<store::Record> record = open_record(invocation);
  if (!record) return report(record.error().message);
  if (invocation.has("page")) {
    const Result<store::ArticleKey> key = store::find_article(*record, invocation.argument("ARTICLE"));
    if (!key) return report(key.error().message);
    const Result<std::string> bytes = store::read_bytes(*record, *key);
    if (!bytes) return report(bytes.error().message);
    Output out(invocation);
    out.write(*bytes);
    return out.flush() ? kDone : kFailed;
  }
  const Result<query::ArticleAnswer> answer = query::article(*record, invocation.argument("ARTICLE"));
  if (!answer) return report(answer.error().message);
  Output out(invocation, true);
  if (out.for_people())
    print_article(out, *answer);
  else
    out.line(interchange::answer_line(*answer));
  out.flush();
  return kDone;
}

}  // namespace

Command show_command() {
  return {.name = "show",
          .summary = "one article of a record, with what was read in it and where it came from",
          .description =
              "ARTICLE is a key or its beginning (4 digits or more), the id that the page came with, or an "
              "address; of an "
              "address the newest version is shown. Names and expressions of time are marked in the text.",
          .arguments = {record_argument(),
                        {.name = "ARTICLE",
                         .help = "key, id, address, or name of its file",
                         .kind = ValueKind::text}},
          .options = {{.name = "page", .help = "the original bytes of the page instead, as they were added"}},
          .examples = {"dateline show river.record 3f09a1c2",
                       "dateline show river.record https://oster.example/dam"},
          .run = run_show};
}

}  // namespace dateline::cli
