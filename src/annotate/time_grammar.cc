#include "annotate/time_grammar.h"

#include <algorithm>
#include <array>
#include <bit>

namespace dateline::annotate {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Cls::count_)> kNames = {
    "month",      "weekday", "day",       "ord",      "year",    "year2",    "num",    "date",
    "unit",       "part",    "season",    "holiday",  "quarter", "half",     "decade", "century",
    "fiscal",     "era",     "past",      "current",  "next",    "deictic",  "ago",    "earlier",
    "later",      "same",    "following", "previous", "early",   "approx",   "more",   "less",
    "every",      "adverb",  "times",     "once",     "present", "long_ago", "future", "recent",
    "clock",      "ampm",    "oclock",    "noon",     "the",     "a",        "of",     "in",
    "and_",       "to",      "from",      "between",  "that",    "other",    "comma",  "dash",
    "possessive", "couple",  "several",   "few",      "after_w", "before_w", "on",     "end_w"};

// "month|ord?" -> the classes, and whether the item is optional. 0 for an unknown name.
std::pair<ClassMask, bool> item_of(std::string_view word) {
  const bool optional = word.ends_with('?');
  if (optional) word.remove_suffix(1);
  ClassMask mask = 0;
  while (!word.empty()) {
    const std::size_t bar = std::min(word.find('|'), word.size());
    const auto found = std::find(kNames.begin(), kNames.end(), word.substr(0, bar));
    if (found == kNames.end()) return {0, false};
    mask |= ClassMask{1} << (found - kNames.begin());
    word.remove_prefix(std::min(bar + 1, word.size()));
  }
  return {mask, optional};
}

}  // namespace

TimeGrammar::TimeGrammar(std::span<const TimeRule> rules) : rules_(rules), nodes_(1) {
  for (std::size_t r = 0; r < rules.size(); ++r) {
    std::vector<std::pair<ClassMask, bool>> items;
    std::string_view rest = rules[r].pattern;
    while (!rest.empty()) {
      const std::size_t space = std::min(rest.find(' '), rest.size());
      items.push_back(item_of(rest.substr(0, space)));
      if (items.back().first == 0) ok_ = false;
      rest.remove_prefix(std::min(space + 1, rest.size()));
    }
    add(r, items, 0);
  }
  for (const Edge& edge : nodes_[0].edges) first_ |= edge.mask;
}

void TimeGrammar::add(std::size_t rule, std::span<const std::pair<ClassMask, bool>> items,
                      std::uint32_t node) {
  if (items.empty()) {
    if (node != 0 && nodes_[node].rule < 0) nodes_[node].rule = static_cast<std::int32_t>(rule);
    return;
  }
  const auto [mask, optional] = items[0];
  if (optional) add(rule, items.subspan(1), node);
  const auto& edges = nodes_[node].edges;
  const auto same =
      std::find_if(edges.begin(), edges.end(), [mask = mask](const Edge& e) { return e.mask == mask; });
  std::uint32_t next = 0;
  if (same != edges.end()) {
    next = same->next;
  } else {
    next = static_cast<std::uint32_t>(nodes_.size());
    nodes_.emplace_back();
    nodes_[node].edges.push_back({mask, next});
  }
  add(rule, items.subspan(1), next);
}

bool TimeGrammar::match(std::span<const TimeToken> tokens, std::size_t first, TimeMatch& out) const {
  if ((tokens[first].mask & first_) == 0) return false;
  std::vector<TimeMatch::State>& states = out.states;
  states.assign(1, {0, -1, Cls::count_});
  std::size_t begin = 0;
  std::int32_t best_state = -1;
  std::size_t best_count = 0;
  for (std::size_t at = first; at < tokens.size() && tokens[at].mask != 0; ++at) {
    const std::size_t end = states.size();
    for (std::size_t s = begin; s < end; ++s) {
      const std::uint32_t node = states[s].node;
      for (const Edge& edge : nodes_[node].edges) {
        const ClassMask both = edge.mask & tokens[at].mask;
        if (both != 0)
          states.push_back(
              {edge.next, static_cast<std::int32_t>(s), static_cast<Cls>(std::countr_zero(both))});
      }
    }
    if (states.size() == end) break;
    for (std::size_t s = end; s < states.size(); ++s) {
      const std::int32_t rule = nodes_[states[s].node].rule;
      if (rule < 0) continue;
      const std::size_t count = at - first + 1;
      if (count > best_count || rule < nodes_[states[static_cast<std::size_t>(best_state)].node].rule) {
        best_state = static_cast<std::int32_t>(s);
        best_count = count;
      }
    }
    begin = end;
  }
  if (best_state < 0) return false;
  out.rule =
      &rules_[static_cast<std::size_t>(nodes_[states[static_cast<std::size_t>(best_state)].node].rule)];
  out.first = first;
  out.count = best_count;
  out.classes.assign(best_count, Cls::count_);
  for (std::int32_t s = best_state, i = static_cast<std::int32_t>(best_count); i > 0;
       s = states[static_cast<std::size_t>(s)].parent)
    out.classes[static_cast<std::size_t>(--i)] = states[static_cast<std::size_t>(s)].cls;
  return true;
}

const TimeGrammar& english_grammar() {
  static const TimeGrammar grammar(english_rules());
  return grammar;
}

}  // namespace dateline::annotate
