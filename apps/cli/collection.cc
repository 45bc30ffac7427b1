#include "collection.h"

#include <set>

#include "annotate/times.h"
#include "base/json.h"
#include "engine/dating.h"
#include "engine/settle.h"
#include "ingest/source.h"
#include "interchange/article_json.h"
#include "query/timeline.h"
#include "terminal.h"
#include "text/sentences.h"

namespace dateline::cli {

story::Parallel parallel_of(const Invocation& invocation) {
  return engine::on_threads(static_cast<unsigned>(invocation.number("threads", 0)));
}

Result<Collection> Collection::of_record(const std::string& path, const std::vector<std::string>& terms) {
  const auto record = store::Record::open(path, store::Mode::read);
  if (!record) return std::unexpected(record.error());
  query::TimelineAsk ask;
  ask.terms = terms;
  auto read = query::timeline_articles(*record, ask);
  if (!read) return std::unexpected(read.error());
  Collection result;
  result.articles_ = std::move(read->articles);
  result.layers_ = std::move(read->layers);
  result.documents_ = std::move(read->documents);
  result.origins_ = std::move(read->copies.origins);
  return result;
}

story::Copies Collection::copies(const story::Parallel& parallel) const {
  story::Copies copies;
  copies.origins = origins_;
  if (!origins_.empty() || documents_.empty()) return copies;
  story::CopyIndex index;
  index.add(documents_, parallel);
  return index.settle(parallel);
}

void Collection::date_undated(const story::Copies& copies) {
  std::vector<std::optional<PartialDate>> published;
  std::vector<std::optional<DayInterval>> ranges;  // what an undated page says of itself
  for (const Article& article : articles_) {
    published.push_back(article.published);
    ranges.push_back(article.published_interval);
  }
  annotate::TimesScratch scratch;
  for (const engine::DatedByOther& dated : engine::date_by_others(published, copies, ranges)) {
    Article& article = articles_[dated.document];
    article.published = partial_date(dated.day);
    article.published_interval = dated.interval;
    article.published_from = DateSource::inferred;
    Layers& layers = layers_[dated.document];
    annotate::find_times(article, layers.sentences, scratch, layers.times);
  }
  view();
}

void Collection::view() {
  documents_.clear();
  documents_.reserve(articles_.size());
  for (std::size_t i = 0; i < articles_.size(); ++i)
    documents_.push_back(story::view(articles_[i], layers_[i]));
}

Result<Collection> Collection::read(const Invocation& invocation) {
  Collection result;
  const auto source = ingest::open_sources({invocation.text("input")}, {});
  json::Parser parser;
  std::set<std::string, std::less<>> seen;
  std::optional<Error> problem;
  while (auto item = source->next()) {
    if (invocation.stop.stop_requested()) return fail(ErrorCode::cancelled, "interrupted");
    Result<Article> article = fail(ErrorCode::unsupported, "not an article: run dateline extract first");
    if (!*item) {
      article = std::unexpected<Error>(item->error());
    } else if ((*item)->kind == CaptureKind::article) {
      const auto value = parser.parse((*item)->bytes);
      article = value ? interchange::read_article(*value) : std::unexpected(value.error());
    }
    if (!article) {
      problem = article.error();
      note(*item ? (*item)->id + ": " + problem->message : problem->message);
    } else if (seen.insert(article->id).second) {
      result.articles_.push_back(std::move(*article));
    }
  }
  if (result.articles_.empty() && problem) return std::unexpected(*problem);
  result.layers_.resize(result.articles_.size());
  parallel_of(invocation)(result.articles_.size(), [&](std::size_t i) {
    thread_local annotate::TimesScratch scratch;
    text::split_sentences(result.articles_[i].text, result.layers_[i].sentences);
    annotate::find_times(result.articles_[i], result.layers_[i].sentences, scratch, result.layers_[i].times);
  });
  result.view();
  return result;
}

}  // namespace dateline::cli
