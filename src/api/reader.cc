#include <dateline/reader.h>

#include "engine/read_page.h"

namespace dateline {

struct Reader::Impl {
  explicit Impl(const engine::ReadOptions& options) : pages(options) {}
  engine::PageReader pages;
};

Reader::Reader() : Reader(std::make_unique<Impl>(engine::ReadOptions{})) {}
Reader::Reader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

Result<Reader> Reader::with_names() {
  auto model = engine::load_language();
  if (!model) return std::unexpected(model.error());
  engine::ReadOptions options;
  options.language = std::move(*model);
  return Reader(std::make_unique<Impl>(options));
}

Result<Article> Reader::article(const Capture& capture) {
  return impl_->pages.article(capture);
}

Layers Reader::layers(Article& article) {
  return impl_->pages.layers(article);
}

}  // namespace dateline
