#include "engine/loading.h"

#include <deque>

#include "store/imprints.h"
#include "store/read.h"

namespace dateline::engine {
namespace {

// Decodes imprints and makes those that cannot be from the texts; `block` has the blobs, empty where none is
// held, and loses those that were held. Blobs that were made go to `made`.
Result<std::vector<story::Imprint>> read_block(const store::Record& record, std::vector<Imprinted>& block,
                                               const story::Parallel& parallel,
                                               std::vector<Imprinted>& made) {
  std::vector<std::optional<story::Imprint>> imprints(block.size());
  parallel(block.size(), [&](std::size_t i) {
    if (!block[i].blob.empty()) imprints[i] = story::decode(block[i].blob, to_hex(block[i].key));
  });
  std::vector<std::size_t> missing;
  std::deque<store::StoredArticle> articles;
  for (std::size_t i = 0; i < imprints.size(); ++i) {
    if (imprints[i]) continue;
    Result<store::StoredArticle> article = store::read_article(record, block[i].key);
    if (!article) return std::unexpected(article.error());
    missing.push_back(i);
    articles.push_back(std::move(*article));
  }
  parallel(missing.size(), [&](std::size_t m) {
    const std::size_t i = missing[m];
    story::Document document = story::view(articles[m].article, articles[m].layers);
    const std::string id = to_hex(block[i].key);  // unique, unlike the caller's
    document.id = id;
    imprints[i] = story::imprint_of(document);
    block[i].blob = story::encode(*imprints[i]);
  });
  for (const std::size_t i : missing) made.push_back(std::move(block[i]));
  block.clear();
  std::vector<story::Imprint> result;
  result.reserve(imprints.size());
  for (std::optional<story::Imprint>& imprint : imprints) result.push_back(std::move(*imprint));
  return result;
}

// Takes articles in a block at a time.
class Loading {
 public:
  Loading(const store::Record& record, const story::Parallel& parallel, Parts parts)
      : record_(record), parallel_(parallel), parts_(parts) {}

  Result<Loaded> run() {
    Status status;
    const Status read =
        store::each_imprint(record_, story::kImprintProducer, [&](const store::ImprintRow& row) {
          loaded_.keys.push_back(row.key);
          loaded_.numbers.push_back(row.number);
          loaded_.published.push_back(row.published);
          loaded_.ranges.push_back(row.range);
          block_.push_back({row.key, std::string(row.data)});
          if (status && block_.size() == kBlock) status = take_in();
        });
    if (!read) return std::unexpected(read.error());
    if (status) status = take_in();
    if (!status) return std::unexpected(status.error());
    return std::move(loaded_);
  }

 private:
  static constexpr std::size_t kBlock = 1024;

  Status take_in() {
    Result<std::vector<story::Imprint>> imprints = read_block(record_, block_, parallel_, loaded_.made);
    if (!imprints) return std::unexpected(imprints.error());
    for (story::Imprint& imprint : *imprints) {
      if (parts_.copies) {
        loaded_.sentences.push_back(std::move(imprint.sentences));
        loaded_.copies.add(std::move(imprint.print));
      }
      if (parts_.stories) loaded_.stories.add(std::move(imprint.sketch));
    }
    return {};
  }

  const store::Record& record_;
  const story::Parallel& parallel_;
  Parts parts_;
  std::vector<Imprinted> block_;
  Loaded loaded_;
};

}  // namespace

Status put_all(store::Batch& batch, const std::vector<Imprinted>& made) {
  for (const Imprinted& one : made)
    if (Status put = batch.put_imprint(one.key, story::kImprintProducer, one.blob); !put) return put;
  return {};
}

Result<Loaded> load_all(const store::Record& record, const story::Parallel& parallel, Parts parts) {
  return Loading(record, parallel, parts).run();
}

Result<std::vector<story::Imprint>> load_some(const store::Record& record,
                                              const std::vector<store::ArticleKey>& keys,
                                              const story::Parallel& parallel, std::vector<Imprinted>& made) {
  std::vector<Imprinted> block;
  for (const store::ArticleKey key : keys) {
    Result<std::string> blob = store::read_imprint(record, key, story::kImprintProducer);
    if (!blob) return std::unexpected(blob.error());
    block.push_back({key, std::move(*blob)});
  }
  return read_block(record, block, parallel, made);
}

}  // namespace dateline::engine
