#pragma once
// The dependency parser: arc-eager transitions, non-monotonic, with a break action that sets sentence borders
// (M. Honnibal and M. Johnson 2015; pseudo-projective labels after J. Nivre and J. Nilsson 2005). Greedy;
// about two actions a token.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "lang/transitions.h"

namespace dateline::lang {

// The parser's actions, split by move; shared by all threads.
struct ParserActions {
  explicit ParserActions(const ModelFile& file);
  int shift = 0, reduce = 0, break_ = 0;
  int left_begin = 0, left_end = 0, right_begin = 0, right_end = 0;  // actions
  std::vector<std::int32_t> labels;     // by action; of arcs, an index into names
  std::vector<std::string_view> names;  // each once; "x||y" too
  std::vector<std::int32_t> lifted_to;  // by label: "x||y" -> y, or -1
  std::vector<std::int32_t> plain;      // by label: "x||y" -> x, else itself
  std::int32_t root = 0;                // label "ROOT"
  std::int32_t label(std::string_view name);
};

struct ParseResult {
  std::vector<std::int32_t> heads;   // a root's is itself
  std::vector<std::int32_t> labels;  // index into ParserActions::names
  std::vector<char> sentence_starts;
};

class Parser {
 public:
  Parser(const ModelFile& file, const ParserActions& actions)
      : actions_(actions), kernels_(kernels()), scorer_(file.parser) {}
  // `spaces` says which tokens are white space.
  void parse(const float* vectors, std::span<const char> spaces, ParseResult& out);

 private:
  void begin(std::size_t count);
  int choose() const;
  void apply(int action);
  std::int32_t buffer(std::size_t i) const;
  std::int32_t stack(std::size_t i) const { return i < stack_.size() ? stack_[stack_.size() - 1 - i] : -1; }
  std::size_t buffer_size() const { return rebuffer_.size() + count_ - next_; }
  std::int32_t take();
  void add_arc(std::int32_t head, std::int32_t child, std::int32_t label);
  void remove_arc(std::int32_t child);
  void edges();
  void lift(std::span<const char> spaces);
  std::int32_t find_lifted(std::int32_t token, std::int32_t head, std::int32_t label,
                           std::span<const char> spaces);
  void finish(std::span<const char> spaces, ParseResult& out);

  const ParserActions& actions_;
  const Kernels& kernels_;
  ActionScorer scorer_;
  const float* scores_ = nullptr;
  std::size_t count_ = 0;
  std::size_t next_ = 0;
  std::vector<std::int32_t> stack_, rebuffer_;
  std::vector<std::int32_t> heads_, labels_;  // heads: -1 for none
  std::vector<std::int32_t> last_left_, last_right_,
      before_;  // children as linked lists, last attached first
  std::vector<char> unshiftable_, sentence_;
  std::vector<std::int32_t> left_edge_, right_edge_;
  std::vector<std::int32_t> level_, deeper_;
};

}  // namespace dateline::lang
