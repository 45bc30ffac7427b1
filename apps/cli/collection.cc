#include "collection.h"

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "annotate/times.h"
#include "base/json.h"
#include "engine/pipeline.h"
#include "ingest/source.h"
#include "interchange/article_json.h"
#include "terminal.h"
#include "text/sentences.h"

namespace dateline::cli {

story::Parallel parallel_of(const Invocation& invocation) {
  const unsigned threads = engine::thread_count(static_cast<unsigned>(invocation.number("threads", 0)));
  return [threads](std::size_t n, const std::function<void(std::size_t)>& work) {
    constexpr std::size_t kStretch = 64;
    std::atomic<std::size_t> next = 0;
    const auto go = [&] {
      for (std::size_t first = next.fetch_add(kStretch); first < n; first = next.fetch_add(kStretch))
        for (std::size_t i = first; i < std::min(n, first + kStretch); ++i) work(i);
    };
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads && i * kStretch < n; ++i) others.emplace_back(go);
    go();
  };
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
  for (std::size_t i = 0; i < result.articles_.size(); ++i)
    result.documents_.push_back(story::view(result.articles_[i], result.layers_[i]));
  return result;
}

}  // namespace dateline::cli
