#pragma once
// One capture to its article and layers: all stages that look at one page alone, in their order.

#include <memory>
#include <string>

#include <dateline/document.h>
#include <dateline/result.h>

#include "extract/extract.h"
#include "lang/lang.h"

namespace dateline::engine {

struct ReadOptions {
  extract::Limits extract;
  // The language engine's model, for all readers: tokens and names of English articles come from it. Null:
  // none. The layer of sentences is made by rule in any case (docs/LANGUAGE.md says why).
  std::shared_ptr<const lang::Model> language;
};

// The model that `given` names, or that is installed; see lang::Model::find.
Result<std::shared_ptr<const lang::Model>> load_language(const std::string& given = {});
// The same, and null where none is installed: for who can do without.
Result<std::shared_ptr<const lang::Model>> load_language_if_any();

// Holds one thread's scratch and, where asked for, the language engine. Not for two threads at once. Cost of
// a page: its parse, about 1 ms a 150 KB page; with the language engine some 20 ms a page of 700 words.
class PageReader {
 public:
  explicit PageReader(const ReadOptions& options);
  ~PageReader();
  PageReader(PageReader&&) noexcept;

  // Extracts a page, or reads an article that came as JSON (error `corrupt` when it is none).
  Result<Article> article(const Capture& capture, extract::Explanation* explanation = nullptr);

  // The article's layers. An article without a date that its own words can date gets `published_interval`
  // (within the one that its page gave, where there is one) and, when that is one day, `published`;
  // `published_from` is then inferred.
  Layers layers(Article& article);

  // What the language engine gave for the last article that went through layers(); null where it was not run
  // (no model, or an article in another language). Lives until the next layers().
  const lang::Document* language() const;

  // Tokens, tree and names of any text. Requires ReadOptions::language.
  const lang::Document& parse(std::string_view text);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// What makes articles and layers, with its version: kept in the record so that `rebuild` knows what is out of
// date.
std::string extract_producer();
std::string annotate_producer(const ReadOptions& options);

}  // namespace dateline::engine
