#include "lang/parser.h"

#include <algorithm>
#include <array>

namespace dateline::lang {

std::int32_t ParserActions::label(std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<std::int32_t>(found - names.begin());
  names.push_back(name);
  return static_cast<std::int32_t>(names.size() - 1);
}

ParserActions::ParserActions(const ModelFile& file) {
  const StringTable table = file.strings("parser.actions");
  root = label("ROOT");
  for (std::size_t i = 0; 2 * i + 1 < table.size(); ++i) {
    const auto action = static_cast<int>(i);
    switch (table[2 * i].empty() ? '?' : table[2 * i][0]) {
      case '0':
        shift = action;
        break;
      case '1':
        reduce = action;
        break;
      case '2':
        if (left_end == 0) left_begin = action;
        left_end = action + 1;
        break;
      case '3':
        if (right_end == 0) right_begin = action;
        right_end = action + 1;
        break;
      default:
        break_ = action;
        break;
    }
    labels.push_back(label(table[2 * i + 1]));
  }
  const std::size_t known = names.size();
  for (std::size_t i = 0; i < known; ++i) {
    const std::size_t bars = names[i].find("||");
    plain.push_back(bars == std::string_view::npos ? static_cast<std::int32_t>(i)
                                                   : label(names[i].substr(0, bars)));
    lifted_to.push_back(bars == std::string_view::npos ? -1 : label(names[i].substr(bars + 2)));
  }
  for (std::size_t i = known; i < names.size(); ++i) {
    plain.push_back(static_cast<std::int32_t>(i));
    lifted_to.push_back(-1);
  }
}

void Parser::begin(std::size_t count) {
  count_ = count;
  next_ = 0;
  stack_.clear();
  rebuffer_.clear();
  for (auto* list : {&heads_, &labels_, &last_left_, &last_right_, &before_}) list->assign(count, -1);
  unshiftable_.assign(count, 0);
  sentence_.assign(count, 0);
  if (count > 0) sentence_[0] = 1;
}

std::int32_t Parser::buffer(std::size_t i) const {
  if (i < rebuffer_.size()) return rebuffer_[rebuffer_.size() - 1 - i];
  const std::size_t token = next_ + (i - rebuffer_.size());
  return token < count_ ? static_cast<std::int32_t>(token) : -1;
}

std::int32_t Parser::take() {
  if (rebuffer_.empty()) return static_cast<std::int32_t>(next_++);
  const std::int32_t token = rebuffer_.back();
  rebuffer_.pop_back();
  return token;
}

void Parser::add_arc(std::int32_t head, std::int32_t child, std::int32_t label) {
  const auto c = static_cast<std::size_t>(child);
  if (heads_[c] >= 0) remove_arc(child);
  heads_[c] = head;
  labels_[c] = label;
  std::int32_t& last = (child < head ? last_left_ : last_right_)[static_cast<std::size_t>(head)];
  before_[c] = last;
  last = child;
}

// The arc that is replaced is the last of its head's; any other would stay in the list, so look for it.
void Parser::remove_arc(std::int32_t child) {
  const auto c = static_cast<std::size_t>(child);
  const auto head = static_cast<std::size_t>(heads_[c]);
  std::int32_t* link = &(child < heads_[c] ? last_left_ : last_right_)[head];
  while (*link >= 0 && *link != child) link = &before_[static_cast<std::size_t>(*link)];
  if (*link == child) *link = before_[c];
  heads_[c] = -1;
  labels_[c] = -1;
}

int Parser::choose() const {
  const std::int32_t b0 = buffer(0);
  const bool has_stack = !stack_.empty();
  const bool has_buffer = b0 >= 0;
  const bool starts = has_buffer && sentence_[static_cast<std::size_t>(b0)] != 0;
  int best = -1;
  const auto consider = [&](int action) {
    if (best < 0 || scores_[action] > scores_[best]) best = action;
  };
  const bool shift =
      has_buffer &&
      (!has_stack || (buffer_size() >= 2 && !starts && unshiftable_[static_cast<std::size_t>(b0)] == 0));
  if (shift) consider(actions_.shift);
  if (has_stack) consider(actions_.reduce);
  if (has_stack && has_buffer && !starts) {
    const auto best_of = [&](int begin, int end) {
      return static_cast<int>(
          kernels_.largest(scores_, static_cast<std::size_t>(begin), static_cast<std::size_t>(end)));
    };
    consider(best_of(actions_.left_begin, actions_.left_end));
    consider(best_of(actions_.right_begin, actions_.right_end));
  }
  if (buffer_size() >= 2) {
    const std::int32_t b1 = buffer(1);
    if (b1 == b0 + 1 && sentence_[static_cast<std::size_t>(b1)] == 0) consider(actions_.break_);
  }
  return best;
}

void Parser::apply(int action) {
  const std::int32_t label = actions_.labels[static_cast<std::size_t>(action)];
  if (action == actions_.shift) {
    stack_.push_back(take());
  } else if (action == actions_.reduce) {
    const std::int32_t top = stack_.back();
    if (heads_[static_cast<std::size_t>(top)] < 0 && stack_.size() > 1) {
      unshiftable_[static_cast<std::size_t>(top)] = 1;
      rebuffer_.push_back(top);
    }
    stack_.pop_back();
  } else if (action == actions_.break_) {
    sentence_[static_cast<std::size_t>(buffer(1))] = 1;
  } else if (action < actions_.left_end) {
    const std::int32_t b0 = buffer(0);
    add_arc(b0, stack_.back(), label);
    unshiftable_[static_cast<std::size_t>(b0)] = 0;
    stack_.pop_back();
  } else {
    add_arc(stack_.back(), buffer(0), label);
    stack_.push_back(take());
  }
}

void Parser::parse(const float* vectors, std::span<const char> spaces, ParseResult& out) {
  begin(spaces.size());
  scorer_.begin(vectors, spaces.size());
  const auto last_of = [](const std::vector<std::int32_t>& list, std::int32_t token) {
    return token < 0 ? -1 : list[static_cast<std::size_t>(token)];
  };
  while (!stack_.empty() || buffer_size() > 0) {
    const std::int32_t b0 = buffer(0);
    const std::int32_t s0 = stack(0);
    const std::array<std::int32_t, 8> slots = {b0,
                                               buffer(1),
                                               s0,
                                               stack(1),
                                               stack(2),
                                               last_of(last_left_, b0),
                                               last_of(last_left_, s0),
                                               last_of(last_right_, s0)};
    scores_ = scorer_.score(slots);
    const int action = choose();
    if (action < 0) break;
    apply(action);
  }
  finish(spaces, out);
}

// Leftmost and rightmost token of each subtree. One round is enough for a projective tree.
void Parser::edges() {
  for (std::size_t i = 0; i < count_; ++i) left_edge_[i] = right_edge_[i] = static_cast<std::int32_t>(i);
  const auto widen = [&](std::size_t i) {
    const auto head = static_cast<std::size_t>(heads_[i]);
    left_edge_[head] = std::min(left_edge_[head], left_edge_[i]);
    right_edge_[head] = std::max(right_edge_[head], right_edge_[i]);
  };
  for (int round = 0; round < 12; ++round) {
    for (std::size_t i = 0; i < count_; ++i) widen(i);
    for (std::size_t i = count_; i-- > 0;) widen(i);
    std::fill(sentence_.begin(), sentence_.end(), 0);
    for (std::size_t i = 0; i < count_; ++i)
      if (heads_[i] == static_cast<std::int32_t>(i)) sentence_[static_cast<std::size_t>(left_edge_[i])] = 1;
    // Every head must lie in its own token's sentence.
    bool good = true;
    std::int32_t sentence = 0;
    std::vector<std::int32_t>& of = level_;
    of.resize(count_);
    for (std::size_t i = 0; i < count_; ++i) of[i] = (sentence += sentence_[i]);
    for (std::size_t i = 0; i < count_ && good; ++i) good = of[i] == of[static_cast<std::size_t>(heads_[i])];
    if (good) break;
  }
}

// The first token below `head`, level by level and from left to right, whose label is `label`; -1 if there is
// none.
std::int32_t Parser::find_lifted(std::int32_t token, std::int32_t head, std::int32_t label,
                                 std::span<const char> spaces) {
  level_.assign(1, head);
  std::size_t seen = 0;
  while (!level_.empty() && seen <= count_) {
    deeper_.clear();
    for (const std::int32_t node : level_) {
      const auto n = static_cast<std::size_t>(node);
      for (std::int32_t child = left_edge_[n]; child <= right_edge_[n]; ++child) {
        const auto c = static_cast<std::size_t>(child);
        if (heads_[c] != node || child == node || child == token || spaces[c] != 0) continue;
        if (labels_[c] == label) return child;
        deeper_.push_back(child);
        ++seen;
      }
    }
    level_.swap(deeper_);
  }
  return -1;
}

// Undoes the lifting of crossing arcs: a label "x||y" says that the real head is below, with label y.
void Parser::lift(std::span<const char> spaces) {
  for (std::size_t i = 0; i < count_; ++i) {
    const auto label = static_cast<std::size_t>(labels_[i]);
    const std::int32_t wanted = actions_.lifted_to[label];
    if (wanted < 0) continue;
    const std::int32_t head = find_lifted(static_cast<std::int32_t>(i), heads_[i], wanted, spaces);
    if (head >= 0) heads_[i] = head;
    labels_[i] = actions_.plain[label];
  }
}

void Parser::finish(std::span<const char> spaces, ParseResult& out) {
  for (std::size_t i = 0; i < count_; ++i) {
    if (heads_[i] >= 0) continue;
    heads_[i] = static_cast<std::int32_t>(i);
    labels_[i] = actions_.root;
  }
  left_edge_.resize(count_);
  right_edge_.resize(count_);
  edges();
  lift(spaces);
  edges();
  out.heads = heads_;
  out.labels = labels_;
  out.sentence_starts = sentence_;
}

}  // namespace dateline::lang
