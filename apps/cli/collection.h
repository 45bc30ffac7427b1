#pragma once
// All articles of one --input or of a record, with their layers, held in memory: what stories and timelines
// are made from.

#include <vector>

#include <dateline/document.h>
#include <dateline/result.h>

#include "command.h"
#include "story/document.h"

namespace dateline::cli {

class Collection {
 public:
  // Reads articles (JSON Lines; also gzip, Zstandard, "-"). What cannot be read is told on standard error and
  // passed over; an error only when nothing could be opened. Of several articles with one id the first
  // counts.
  static Result<Collection> read(const Invocation& invocation);

  // The settled articles of a record; of each address the newest version.
  static Result<Collection> of_record(const std::string& path);

  const std::vector<Article>& articles() const { return articles_; }
  const std::vector<story::Document>& documents() const { return documents_; }

 private:
  void view();
  std::vector<Article> articles_;
  std::vector<Layers> layers_;
  std::vector<story::Document> documents_;
};

// Runs on --threads threads.
story::Parallel parallel_of(const Invocation& invocation);

}  // namespace dateline::cli
