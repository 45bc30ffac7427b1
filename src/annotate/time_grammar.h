#pragma once
// The rules of a language as one automaton over classes of tokens.

#include <span>
#include <string_view>
#include <vector>

#include "annotate/time_classes.h"

namespace dateline::annotate {

// A rule that matched, with the class under which each of its tokens was taken.
struct TimeMatch {
  const TimeRule* rule = nullptr;
  std::size_t first = 0;  // token index
  std::size_t count = 0;
  std::vector<Cls> classes;  // one for each token

  struct State {  // the matcher's scratch, kept from one call to the next
    std::uint32_t node;
    std::int32_t parent;  // index of the state before, -1 at the root
    Cls cls;
  };
  std::vector<State> states;
};

// Immutable once made; shared by all threads.
class TimeGrammar {
 public:
  // `rules` must outlive the grammar. A pattern that names an unknown class makes the grammar !ok().
  explicit TimeGrammar(std::span<const TimeRule> rules);
  bool ok() const { return ok_; }

  // The longest match that begins at tokens[first], into `out`; false when there is none. Simulates all open
  // rules side by side, token by token: no backtracking.
  bool match(std::span<const TimeToken> tokens, std::size_t first, TimeMatch& out) const;

 private:
  struct Edge {
    ClassMask mask;
    std::uint32_t next;
  };
  struct Node {
    std::vector<Edge> edges;
    std::int32_t rule = -1;
  };
  void add(std::size_t rule, std::span<const std::pair<ClassMask, bool>> items, std::uint32_t node);

  std::span<const TimeRule> rules_;
  std::vector<Node> nodes_;
  ClassMask first_ = 0;  // classes that some rule begins with
  bool ok_ = true;
};

const TimeGrammar& english_grammar();

}  // namespace dateline::annotate
