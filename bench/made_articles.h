#pragma once
// Made articles for benches: a stream of news with a realistic share of copies, the same for everybody.
//
// The articles are made from those of a file (JSON Lines: text, published): again and again the whole of it,
// each time with every content word exchanged for one that is about as frequent, so that each round is news
// of its own with the sentences, names, days and repetitions of real news. Without a file they are made of
// invented words with the frequencies of a language. A third of the articles are copies of one shortly
// before: cut, trimmed, with a headline, a credit and background of their own. The same texts give the same
// articles.

#include <cstdint>
#include <deque>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dateline/document.h>

#include "story/words.h"

namespace dateline::bench {

// `n` texts of invented words, ten articles to a happening that share its names.
std::vector<std::string> invented(std::size_t n);

// The member "text" of each line of JSON Lines; none if the file cannot be read.
std::vector<std::string> texts_of(const std::string& path);

// Sentences by their points alone: for benches that do without the module text.
std::vector<ByteRange> sentences_of(std::string_view text);

// "Monday", "march", "week", "yesterday": they are never exchanged, so that made articles speak of days as
// often as those they are made from.
bool of_calendar(std::string_view word);

// Exchanges the content words of a text for others of about the same frequency.
class Exchange {
 public:
  explicit Exchange(const std::vector<std::string>& texts);

  // Round 0 is the text itself.
  std::string apply(const std::string& text, std::uint64_t round);

 private:
  struct Place {
    std::uint32_t list;
    std::size_t rank;
  };
  const std::string& exchanged(Place place, std::uint64_t round);

  std::vector<std::pair<std::size_t, std::string>> ranked_[2];  // common nouns and the like; names
  std::map<std::string, Place, std::less<>> place_;
  std::map<std::pair<std::uint64_t, std::size_t>, std::uint64_t> shifts_;  // of round and block
  std::vector<story::Word> words_;
};

// The stream, one article after the other, 300 a day. `texts` must outlive it.
class Maker {
 public:
  explicit Maker(const std::vector<std::string>& texts) : texts_(texts), exchange_(texts) {}
  Article next();

 private:
  std::string copy();

  const std::vector<std::string>& texts_;
  Exchange exchange_;
  std::mt19937 random_{11};
  std::deque<std::string> recent_;
  std::size_t made_ = 0;
  std::size_t base_ = 0;
};

// The article as a line of JSON Lines, without the line's end.
std::string as_json(const Article& article);

}  // namespace dateline::bench
