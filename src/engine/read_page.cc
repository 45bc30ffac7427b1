#include "engine/read_page.h"

#include "annotate/times.h"
#include "base/json.h"
#include "interchange/article_json.h"
#include "text/sentences.h"

namespace dateline::engine {

struct PageReader::Impl {
  ReadOptions options;
  extract::Scratch extract;
  annotate::TimesScratch times;
  json::Parser parser;
};

PageReader::PageReader(const ReadOptions& options) : impl_(std::make_unique<Impl>()) {
  impl_->options = options;
}
PageReader::~PageReader() = default;
PageReader::PageReader(PageReader&&) noexcept = default;

Result<Article> PageReader::article(const Capture& capture, extract::Explanation* explanation) {
  if (capture.kind != CaptureKind::article)
    return extract::extract_article(capture, impl_->extract, impl_->options.extract, explanation);
  const auto value = impl_->parser.parse(capture.bytes);
  if (!value) return std::unexpected(value.error());
  Result<Article> article = interchange::read_article(*value);
  if (article && article->id.empty()) article->id = capture.id;
  return article;
}

Layers PageReader::layers(Article& article) {
  Layers layers;
  text::split_sentences(article.text, layers.sentences);
  annotate::find_times(article, layers.sentences, impl_->times, layers.times);
  return layers;
}

std::string extract_producer() {
  return "extract 1";
}
std::string annotate_producer() {
  return "annotate 1";
}

}  // namespace dateline::engine
