#include "lang/recogniser.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace dateline::lang {

Result<RecogniserActions> RecogniserActions::read(const ModelFile& file) {
  RecogniserActions out;
  for (auto* list : {&out.begin, &out.in, &out.last, &out.unit}) list->fill(-1);
  const StringTable table = file.strings("ner.actions");
  for (std::size_t i = 0; 2 * i + 1 < table.size(); ++i) {
    const std::string_view name = table[2 * i + 1];
    const char move = table[2 * i].empty() ? '?' : table[2 * i][0];
    Action action;
    for (std::size_t label = 0; label < kNameLabels; ++label)
      if (name_of(static_cast<NameLabel>(label)) == name) action.label = static_cast<std::int32_t>(label);
    if (move < '1' || move > '5' || (action.label < 0 && move < '4'))
      return fail(ErrorCode::corrupt,
                  fmt::format("the recogniser has an action {}-{} that is not known", move, name));
    action.move = static_cast<Move>(move - '1');
    const auto number = static_cast<std::int32_t>(i);
    if (action.move == Move::out)
      out.out = number;
    else if (action.label >= 0)
      (action.move == Move::begin  ? out.begin
       : action.move == Move::in   ? out.in
       : action.move == Move::last ? out.last
                                   : out.unit)[static_cast<std::size_t>(action.label)] = number;
    out.actions.push_back(action);
  }
  for (const auto* list : {&out.begin, &out.in, &out.last, &out.unit})
    if (std::find(list->begin(), list->end(), -1) != list->end())
      return fail(ErrorCode::corrupt, "the recogniser lacks actions of a type");
  return out;
}

std::pair<int, float> Recogniser::choose(const float* scores, bool space, bool can_go_on,
                                         std::int32_t open_label) const {
  int best = -1;
  float second = -std::numeric_limits<float>::infinity();
  const auto consider = [&](int action) {
    if (best < 0) {
      best = action;
    } else if (scores[action] > scores[best] || (scores[action] == scores[best] && action < best)) {
      second = scores[best];
      best = action;
    } else {
      second = std::max(second, scores[action]);
    }
  };
  if (open_label >= 0) {
    if (can_go_on) consider(actions_.in[static_cast<std::size_t>(open_label)]);
    consider(actions_.last[static_cast<std::size_t>(open_label)]);
  } else {
    consider(actions_.out);
    if (!space) {
      for (const std::int32_t action : actions_.unit) consider(action);
      if (can_go_on)
        for (const std::int32_t action : actions_.begin) consider(action);
    }
  }
  return {best, scores[best] - second};
}

TokenScores Recogniser::starts(const float* scores) const {
  TokenScores out;
  for (std::size_t label = 0; label < kNameLabels; ++label)
    out.start[label] = std::max(scores[actions_.begin[label]], scores[actions_.unit[label]]);
  out.outside = scores[actions_.out];
  return out;
}

void Recogniser::find(const float* vectors, std::span<const char> spaces,
                      std::span<const char> sentence_starts, std::vector<Name>& names,
                      std::vector<TokenScores>* scores_out) {
  names.clear();
  if (scores_out != nullptr) scores_out->clear();
  scorer_.begin(vectors, spaces.size());
  Name open;
  bool is_open = false;
  for (std::size_t i = 0; i < spaces.size(); ++i) {
    const auto token = static_cast<std::int32_t>(i);
    const std::array<std::int32_t, 3> slots = {
        token, is_open ? static_cast<std::int32_t>(open.tokens.begin) : -1, is_open ? token - 1 : -1};
    const float* scores = scorer_.score(slots);
    if (scores_out != nullptr) scores_out->push_back(starts(scores));
    const bool can_go_on = i + 1 < spaces.size() && sentence_starts[i + 1] == 0;
    const auto [chosen, margin] =
        choose(scores, spaces[i] != 0, can_go_on, is_open ? static_cast<std::int32_t>(open.label) : -1);
    const RecogniserActions::Action action = actions_.actions[static_cast<std::size_t>(chosen)];
    using Move = RecogniserActions::Move;
    if (action.move == Move::begin || action.move == Move::unit) {
      open.tokens.begin = static_cast<std::uint32_t>(i);
      open.label = static_cast<NameLabel>(action.label);
      open.margin = margin;
      const auto& same = action.move == Move::begin ? actions_.begin : actions_.unit;
      for (std::size_t label = 0; label < kNameLabels; ++label) open.type_scores[label] = scores[same[label]];
      is_open = true;
    } else if (is_open) {
      open.margin = std::min(open.margin, margin);
    }
    if (action.move == Move::last || action.move == Move::unit) {
      open.tokens.end = static_cast<std::uint32_t>(i + 1);
      names.push_back(open);
      is_open = false;
    }
  }
}

}  // namespace dateline::lang
