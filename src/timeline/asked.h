#pragma once
// How well a stretch of text meets a query: its terms as words, and for names the shorter forms that one
// article uses once it has given the whole name.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "story/words.h"
#include "timeline/timeline.h"

namespace dateline::timeline {

class Asked {
 public:
  explicit Asked(const Query& query);

  bool asks() const { return !terms_.empty(); }
  // The query is of names only: what someone or something did is asked for.
  bool asks_names() const { return asks() && names_; }

  // Where a name is asked for: which terms an article has in whole, somewhere in its title or text. Give it
  // to met().
  std::vector<bool> whole_in(std::span<const story::Word> title, std::span<const story::Word> text) const;

  // 1: the terms are there. Several: 0.7 of the best and 0.3 of the mean. `whole` is of the words' article;
  // the last word of a name counts 0.8 where it stands for the whole ("Brandt"), not as the end of another
  // name.
  double met(std::span<const story::Word> words, const std::vector<bool>& whole) const;

  // Index of the first word of a term, or of what stands for it; words.size() for none.
  std::size_t first_met(std::span<const story::Word> words, const std::vector<bool>& whole) const;

 private:
  struct Term {
    std::vector<std::uint32_t> keys;
    bool tells_apart = false;  // the last word alone says which: it has a digit ("A380")
  };
  double met_by(const Term& term, bool whole, std::span<const story::Word> words, std::size_t* first) const;

  std::vector<Term> terms_;
  bool names_ = true;
};

}  // namespace dateline::timeline
