#pragma once
// The entity recogniser: one BILUO action a token, from left to right, greedy. A name never crosses the start
// of a sentence as the parser set it.

#include <cstdint>
#include <span>
#include <vector>

#include "lang/lang.h"
#include "lang/transitions.h"

namespace dateline::lang {

// The recogniser's actions; shared by all threads. Error `corrupt` for a model with other labels than
// NameLabel.
struct RecogniserActions {
  enum class Move : std::uint8_t { begin, in, last, unit, out };
  struct Action {
    Move move = Move::out;
    std::int32_t label = -1;  // NameLabel; -1 for none
  };
  static Result<RecogniserActions> read(const ModelFile& file);
  std::vector<Action> actions;
  std::array<std::int32_t, kNameLabels> begin{}, in{}, last{}, unit{};  // actions by label
  std::int32_t out = 0;
};

class Recogniser {
 public:
  Recogniser(const ModelFile& file, const RecogniserActions& actions)
      : actions_(actions), scorer_(file.recogniser) {}
  // `scores` may be null.
  void find(const float* vectors, std::span<const char> spaces, std::span<const char> sentence_starts,
            std::vector<Name>& names, std::vector<TokenScores>* scores);

 private:
  // The best valid action, and by how much it beats the next.
  std::pair<int, float> choose(const float* scores, bool space, bool can_go_on,
                               std::int32_t open_label) const;
  TokenScores starts(const float* scores) const;

  const RecogniserActions& actions_;
  ActionScorer scorer_;
};

}  // namespace dateline::lang
