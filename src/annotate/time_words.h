#pragma once
// The words of a language by their spelling.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "annotate/time_language.h"

namespace dateline::annotate {

// Immutable once made; shared by all threads. One probe a word.
class TimeWords {
 public:
  struct Entry {
    std::string spelling;
    std::vector<Sense> senses;
    std::uint32_t signals = 0;
    std::vector<std::uint32_t> phrases;  // entries whose first word this is, longest first
  };

  TimeWords(std::span<const WordSense> words, std::span<const WordSignal> signals);

  // The entry of one word in any case (ASCII letters are folded); nullptr for a word that means nothing here.
  const Entry* find(std::string_view word) const;
  // The longest phrase of the table that begins at text[at] with the word of `entry`; its end, or 0.
  std::size_t phrase(std::string_view text, std::size_t at, const Entry& entry, const Entry*& found) const;

 private:
  Entry& make(std::string_view spelling);
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;  // index + 1; 0 is free
  std::size_t longest_ = 0;
};

}  // namespace dateline::annotate
