#pragma once
// The rules of a language as one automaton over classes of tokens.

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "annotate/time_language.h"

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

  std::size_t end() const { return first + count; }
};

// Immutable once made; shared by all threads.
class TimeGrammar {
 public:
  // `rules` must outlive the grammar. A pattern that names an unknown class or macro makes the grammar !ok().
  TimeGrammar(std::span<const TimeRule> rules, std::span<const TimeMacro> macros);
  bool ok() const { return ok_; }

  // The longest match that begins at tokens[first], into `out`; false when there is none. Among the longest
  // the rule that stands first wins. `after` asks for the next best after that match. Simulates all open
  // rules side by side, token by token: no backtracking. O(length of the match times open rules).
  bool match(std::span<const TimeToken> tokens, std::size_t first, TimeMatch& out,
             const TimeMatch* after = nullptr) const;
  bool begins(ClassMask mask) const { return (mask & first_).any(); }

 private:
  struct Edge {
    ClassMask mask;
    std::uint32_t next;
  };
  struct Node {
    std::vector<Edge> edges;
    std::int32_t rule = -1;
  };
  using Items = std::vector<std::pair<ClassMask, bool>>;
  void expand(std::size_t rule, std::string_view pattern, std::span<const TimeMacro> macros, int depth);
  void add(std::size_t rule, std::span<const std::pair<ClassMask, bool>> items, std::uint32_t node);

  std::span<const TimeRule> rules_;
  std::vector<Node> nodes_;
  std::array<std::vector<std::uint32_t>, kClasses> root_;  // the root's nodes by the class that leads there
  ClassMask first_;                                        // classes that some rule begins with
  bool ok_ = true;
};

}  // namespace dateline::annotate
