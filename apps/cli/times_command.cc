// `dateline times`: every expression of time of a text, what it means and why.

#include <fmt/format.h>

#include <filesystem>

#include "annotate/times.h"
#include "base/json.h"
#include "filter.h"
#include "interchange/article_json.h"
#include "text/sentences.h"

namespace dateline::cli {
namespace {

// A stretch of time that the expression begins, under it.
std::string whole(const Article& article, const TimeSpan& span, const Output& output) {
  return fmt::format("  {}{}{}  {}{}{} to {}{}{}\n", output.bold(),
                     printable(slice(article.text, span.range)), output.plain(), output.accent(),
                     to_string(span.interval.first), output.plain(), output.accent(),
                     to_string(span.interval.last), output.plain());
}

// One line an expression: the words, the value, the days, and how they were found.
std::string explained(const Article& article, const std::vector<TimeMention>& times, const Output& output) {
  std::string text;
  if (article.published)
    text += fmt::format("{}published {}{}\n", output.dim(), to_string(*article.published), output.plain());
  for (const TimeMention& time : times) {
    const std::string words = printable(slice(article.text, time.range));
    text += fmt::format("{}{}{}  {}", output.bold(), words, output.plain(),
                        time.value.empty() ? "?" : time.value);
    if (!time.mod.empty()) text += " " + time.mod;
    if (time.interval) {
      const auto& [first, last] = *time.interval;
      text += fmt::format("  {}{}{}", output.accent(), to_string(first), output.plain());
      if (first != last) text += fmt::format(" {}to {}{}", output.accent(), to_string(last), output.plain());
    }
    text += fmt::format("  {}{}", output.dim(), time.rule);
    if (!time.anchor.empty()) text += ", from " + time.anchor;
    if (!time.why.empty()) text += ": " + time.why;
    text += fmt::format("{}\n", output.plain());
    if (time.span) text += whole(article, *time.span, output);
  }
  if (times.empty()) text += "no expression of time\n";
  return text;
}

std::string answer(const Article& article, const std::vector<TimeMention>& times, const Output& output) {
  if (output.for_people()) {
    std::string text = explained(article, times, output);
    text.pop_back();
    return text;
  }
  Layers layers;
  layers.times = times;
  std::string line;
  json::Writer w(line);
  w.begin_object();
  w.member("id", article.id);
  if (article.published) w.member("published", to_string(*article.published));
  interchange::write_layer_members(w, article.text, layers, {interchange::Layer::times});
  w.end_object();
  return line;
}

int times_of_text(const Invocation& invocation, const std::string& words,
                  const std::optional<PartialDate>& date) {
  Output output(invocation);
  Article article;
  article.id = "-";
  article.text = words;
  article.published = date;
  article.language = invocation.text("language");
  std::vector<ByteRange> sentences;
  text::split_sentences(article.text, sentences);
  annotate::TimesScratch scratch;
  std::vector<TimeMention> times;
  annotate::find_times(article, sentences, scratch, times);
  output.line(answer(article, times, output));
  return output.flush() ? kDone : kFailed;
}

int run(const Invocation& invocation) {
  std::optional<PartialDate> date;
  if (invocation.has("date")) {
    date = parse_date(invocation.text("date"));
    if (!date) {
      report("--date takes a day as 2031-06-16");
      return kUsage;
    }
  }
  const std::string given = invocation.argument("FILE|TEXT");
  std::error_code ignored;
  const bool path = given.empty() || given == "-" || given.find("://") != std::string::npos ||
                    std::filesystem::exists(given, ignored);
  if (!path) return times_of_text(invocation, given, date);
  Output output(invocation);
  return run_filter(invocation, {given.empty() ? "-" : given}, {}, output,
                    [&](Capture&& capture, engine::PageReader& reader) {
                      Result<Article> article = reader.article(capture);
                      if (!article) return interchange::error_line(capture.id, article.error());
                      if (date) article->published = date;
                      if (invocation.has("language")) article->language = invocation.text("language");
                      const Layers layers = reader.layers(*article);
                      return answer(*article, layers.times, output);
                    });
}

}  // namespace

Command times_command() {
  std::vector<Option> options = input_options();
  options.push_back({.name = "date",
                     .kind = ValueKind::date,
                     .value = "DAY",
                     .help = "the day of publication, for a text or in the place of a page's own"});
  options.push_back({.name = "language",
                     .kind = ValueKind::text,
                     .value = "TAG",
                     .help = "en or de (default: the page's)"});
  return {
      .name = "times",
      .summary = "every expression of time in a page or text, its value and why",
      .description =
          "Prints each expression, its TIMEX3 value, the days that it covers, the rule that found it and "
          "what "
          "it was counted from. What cannot be placed has no value and says why. An argument that is no file "
          "is taken as the text itself.",
      .arguments = {{.name = "FILE|TEXT",
                     .help = "a page, an article, - for standard input, or words",
                     .required = false}},
      .options = options,
      .examples = {"dateline times --date 2031-06-16 \"The court met last Friday.\"",
                   "dateline times page.html"},
      .run = run};
}

}  // namespace dateline::cli
