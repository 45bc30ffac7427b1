#include "engine/read_page.h"

#include <algorithm>
#include <optional>

#include "annotate/names.h"
#include "annotate/time_governor.h"
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
  std::optional<lang::Scratch> language;
  lang::Document document;
  bool parsed = false;
};

namespace {

// An article that says nothing of its language is taken for English.
bool is_english(const Article& article) {
  const std::string_view language = article.language;
  return language.empty() || language == "en" || language.starts_with("en-") || language.starts_with("en_");
}

// What the times need of a tree: where the verbs are, and an auxiliary where it stands for one.
std::vector<annotate::ParseToken> parse_tokens(const lang::Document& document) {
  std::vector<annotate::ParseToken> out;
  out.reserve(document.tokens.size());
  for (std::size_t i = 0; i < document.tokens.size(); ++i) {
    const lang::Token& token = document.tokens[i];
    const bool root = token.head == static_cast<std::int32_t>(i);
    out.push_back({token.range, token.head, token.pos == "VERB" || (token.pos == "AUX" && root)});
  }
  return out;
}

// What the text says of the day, within what the page's address or copyright line says. Where the two part,
// the text is believed over a year, which is mostly the copyright's, and a month over the text.
bool narrow(const std::optional<DayInterval>& page, DayInterval& text) {
  constexpr std::chrono::days kMonth{31};
  if (!page) return true;
  const DayInterval both{std::max(page->first, text.first), std::min(page->last, text.last)};
  if (both.first > both.last) return page->last - page->first > kMonth;
  text = both;
  return both != *page;
}

// A range that somebody gave with the article is not ours to change.
bool may_narrow(const Article& article) {
  return !article.published_interval || article.published_from == DateSource::inferred;
}

}  // namespace

Result<std::shared_ptr<const lang::Model>> load_language(const std::string& given) {
  const Result<std::string> path = lang::Model::find(given);
  if (!path) return std::unexpected(path.error());
  Result<lang::Model> model = lang::Model::open(*path);
  if (!model) return std::unexpected(model.error());
  return std::make_shared<const lang::Model>(std::move(*model));
}

Result<std::shared_ptr<const lang::Model>> load_language_if_any() {
  auto model = load_language();
  if (!model && model.error().code == ErrorCode::not_found) return nullptr;
  return model;
}

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
  if (!article.published) {
    if (auto found = annotate::infer_published(article, layers.times, impl_->times);
        found && may_narrow(article) && narrow(article.published_interval, found->interval)) {
      article.published_interval = found->interval;
      article.published_from = DateSource::inferred;
      if (found->interval.first == found->interval.last) {
        article.published = partial_date(found->interval.first);
        annotate::find_times(article, layers.sentences, impl_->times, layers.times);
      }
      article.diagnostics.push_back({"date-inferred", "published date inferred: " + found->why});
    }
  }
  impl_->parsed = impl_->options.language != nullptr && is_english(article);
  if (impl_->parsed) {
    const lang::Document& tree = parse(article.text);
    annotate::find_names(article.text, tree, layers.mentions, layers.entities);
    annotate::attach_governors(parse_tokens(tree), layers.times);
  }
  return layers;
}

const lang::Document* PageReader::language() const {
  return impl_->parsed ? &impl_->document : nullptr;
}

const lang::Document& PageReader::parse(std::string_view text) {
  const lang::Model& model = *impl_->options.language;
  if (!impl_->language) impl_->language.emplace(model);
  lang::parse(model, text, *impl_->language, impl_->document, {.scores = true});
  return impl_->document;
}

std::string extract_producer() {
  return "extract 8";
}
std::string annotate_producer(const ReadOptions& options) {
  std::string producer = "annotate 9";
  if (options.language != nullptr) producer.append(", ").append(options.language->name());
  return producer;
}

}  // namespace dateline::engine
