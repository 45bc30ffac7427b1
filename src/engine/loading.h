#pragma once
// What settling reads of a record's articles: their imprints, made where they are missing.

#include <optional>
#include <string>
#include <vector>

#include "store/record.h"
#include "story/copies.h"
#include "story/imprint.h"
#include "story/stories.h"

namespace dateline::engine {

// An imprint that the record does not have yet, to be put in.
struct Imprinted {
  store::ArticleKey key;
  std::string blob;
};

Status put_all(store::Batch& batch, const std::vector<Imprinted>& made);

// All articles of a record, also the unsettled ones; places in these are the numbers that copies and stories
// count in.
struct Loaded {
  std::vector<store::ArticleKey> keys;
  std::vector<std::int64_t> numbers;  // in the record, ascending
  std::vector<std::vector<ByteRange>> sentences;
  std::vector<std::optional<PartialDate>> published;
  std::vector<std::optional<DayInterval>> ranges;  // of those without a date
  story::CopyIndex copies;
  story::StoryIndex stories;
  std::vector<Imprinted> made;
};

// What of it is read: without `copies` neither those nor sentences are there, without `stories` not these.
struct Parts {
  bool copies = true;
  bool stories = true;
};

// Texts are read of articles without an imprint only, a thousand at a time. O(all articles).
Result<Loaded> load_all(const store::Record& record, const story::Parallel& parallel, Parts parts = {});

// The imprints of some articles, in their order; those that were missing are added to `made`.
Result<std::vector<story::Imprint>> load_some(const store::Record& record,
                                              const std::vector<store::ArticleKey>& keys,
                                              const story::Parallel& parallel, std::vector<Imprinted>& made);

}  // namespace dateline::engine
