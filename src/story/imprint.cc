#include "story/imprint.h"

namespace dateline::story {

Imprint imprint_of(const Document& document) {
  thread_local std::vector<Word> words;
  read_words(document.text, words);
  return {.print = print_of(document, words),
          .sketch = sketch_of(document, words),
          .sentences = {document.sentences.begin(), document.sentences.end()}};
}

}  // namespace dateline::story
