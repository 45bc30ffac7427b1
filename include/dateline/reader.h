#pragma once
// One page to its article, and an article to its layers. For many pages; a record (record.h) keeps them.
//
//     dateline::Reader reader;
//     dateline::Capture page;
//     page.bytes = "<html>...";
//     if (auto article = reader.article(page)) {
//       dateline::Layers layers = reader.layers(*article);
//     }

#include <memory>

#include <dateline/document.h>
#include <dateline/result.h>

namespace dateline {

// Holds buffers that are used again from page to page; one thread at a time, threads have their own.
class Reader {
 public:
  Reader();  // without names
  // With names of people, bodies and places in English articles. Error `not_found` where the language model
  // is not installed, `corrupt` or `unsupported` where it is not whole or of another version.
  static Result<Reader> with_names();
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  // Useful for any HTML page, a pasted text, or an article as a JSON object (Capture::kind). A bad page gives
  // what could be read, with diagnostics; an error is only a page over a limit, or JSON that is none. About 1
  // ms for 150 KB of HTML.
  Result<Article> article(const Capture& capture);

  // Sentences, expressions of time, and names where they were asked for. An article without a date that its
  // own words can date gets `published_interval`, and `published` where that is one day.
  Layers layers(Article& article);

 private:
  struct Impl;
  explicit Reader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline
