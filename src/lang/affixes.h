#pragma once
// The tokenizer's four regular expressions as hand-written matchers: what can be split off the beginning and
// the end of a chunk, what splits its inside, and what is an address. Each looks at a few characters of
// context; lengths and positions are code points. docs/LANGUAGE.md lists the rules; the classes and word
// lists come with the model.

#include <span>
#include <string_view>
#include <vector>

#include "lang/characters.h"

namespace dateline::lang {

using Points = std::u32string_view;

struct Infix {
  std::size_t begin = 0;
  std::size_t end = 0;
};

class Affixes {
 public:
  Affixes(const ModelFile& file, const Characters& characters);
  std::size_t prefix(Points s) const;  // length; 0 for none
  std::size_t suffix(Points s) const;
  // All, left to right. Clears `out`.
  void infixes(Points s, std::vector<Infix>& out) const;
  // A whole chunk that is a web or mail address. Linear in its length.
  bool url(Points s) const;

 private:
  std::size_t infix_at(Points s, std::size_t i) const;  // length at i
  bool suffix_stop(Points s) const;                     // a full stop that can be split off
  std::size_t unit(Points s) const;
  bool url_from(Points s, std::size_t host) const;
  bool host_name(Points host) const;
  bool address(Points host) const;
  bool label(Points part) const;

  const Characters& characters_;
  CharacterClass prefix_, suffix_, before_stop_, upper_, alpha_, lower_, icon_, infix_before_, infix_after_;
  std::vector<std::u32string> prefixes_;
  std::vector<std::u32string> suffixes_;
  std::vector<std::u32string> units_;
};

}  // namespace dateline::lang
