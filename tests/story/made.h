#pragma once
// Articles of our own making for the tests of this module.

#include <algorithm>
#include <deque>
#include <random>
#include <string>
#include <vector>

#include <dateline/document.h>

#include "story/document.h"
#include "text/sentences.h"

namespace dateline::story {

// Owns the articles that a test's documents view.
class Made {
 public:
  const Document& add(std::string id, std::string text, std::string_view published = "2031-03-01",
                      std::string source = "Varnholm Post", std::string title = "") {
    Article article;
    article.id = std::move(id);
    article.text = std::move(text);
    article.source = std::move(source);
    article.title = std::move(title);
    article.published = parse_date(published);
    articles_.push_back(std::move(article));
    layers_.emplace_back();
    text::split_sentences(articles_.back().text, layers_.back().sentences);
    documents.push_back(view(articles_.back(), layers_.back()));
    return documents.back();
  }

  std::vector<Document> documents;

 private:
  std::deque<Article> articles_;
  std::deque<Layers> layers_;
};

// Sentences of invented words: the same seed gives the same prose, another seed prose that shares nothing
// with it.
inline std::string prose(unsigned seed, unsigned sentences) {
  std::mt19937 random(seed);
  std::string text;
  for (unsigned s = 0; s < sentences; ++s) {
    for (unsigned w = 0; w < 14; ++w) {
      std::string word;
      for (unsigned k = 0; k < 4; ++k) {
        word += "bdfgklmnprtv"[random() % 12];
        word += "aeiou"[random() % 5];
      }
      if (w == 0) word[0] = static_cast<char>(word[0] - 'a' + 'A');
      text += (w == 0 ? "" : " ") + word;
    }
    text += s % 3 == 2 ? ".\n\n" : ". ";
  }
  return text;
}

}  // namespace dateline::story
