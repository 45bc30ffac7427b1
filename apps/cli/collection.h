#pragma once
// All articles of one --input or of a record, with their layers, held in memory: what stories and timelines
// are made from.

#include <vector>

#include <dateline/document.h>
#include <dateline/result.h>

#include "command.h"
#include "story/copies.h"
#include "story/document.h"

namespace dateline::cli {

class Collection {
 public:
  // Reads articles (JSON Lines; also gzip, Zstandard, "-"). What cannot be read is told on standard error and
  // passed over; an error only when nothing could be opened. Of several articles with one id the first
  // counts.
  static Result<Collection> read(const Invocation& invocation);

  // The articles of a record that query::timeline_articles chooses for `terms`, as the web pages and the
  // exports have them.
  static Result<Collection> of_record(const std::string& path, const std::vector<std::string>& terms);

  // Dates articles that have no date by the dated ones that share their words, as settling a record does
  // (engine/dating.h), and reads their expressions of time again.
  void date_undated(const story::Copies& copies);

  const std::vector<Article>& articles() const { return articles_; }
  const std::vector<story::Document>& documents() const { return documents_; }
  // What is a copy of what, as the record knows it or worked out from these articles alone.
  story::Copies copies(const story::Parallel& parallel) const;

 private:
  void view();
  std::vector<Article> articles_;
  std::vector<Layers> layers_;
  std::vector<story::Document> documents_;
  std::vector<std::vector<std::uint32_t>> origins_;  // of a record's articles
};

// Runs on --threads threads.
story::Parallel parallel_of(const Invocation& invocation);

}  // namespace dateline::cli
