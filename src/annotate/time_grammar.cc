#include "annotate/time_grammar.h"

#include <algorithm>

namespace dateline::annotate {
namespace {

constexpr std::array<std::string_view, kClasses> kNames = {
    "month",    "weekday", "day",     "dayw",   "ord",     "year",      "year2",    "num",     "date",
    "cmonth",   "reign",   "unit",    "part",   "season",  "holiday",   "quarter",  "qnum",    "half",
    "hnum",     "decade",  "century", "fiscal", "fyear",   "era",       "past",     "current", "next",
    "deictic",  "ago",     "earlier", "later",  "same",    "following", "previous", "early",   "approx",
    "more",     "less",    "end_w",   "every",  "adverb",  "times",     "once",     "per",     "present",
    "past_ref", "future",  "recent",  "latest", "clock",   "ampm",      "oclock",   "noon",    "zone",
    "the",      "a",       "of",      "in",     "at",      "on",        "and_",     "or_",     "to",
    "from",     "between", "that",    "other",  "comma",   "dash",      "slash",    "open",    "possessive",
    "owner",    "couple",  "several", "few",    "after_w", "before_w",  "ahead",    "term",    "ended",
    "years_",   "or_so"};

// "month|ord?" -> the classes, and whether the item is optional. No class for an unknown name.
std::pair<ClassMask, bool> item_of(std::string_view word) {
  const bool optional = word.ends_with('?');
  if (optional) word.remove_suffix(1);
  ClassMask mask;
  while (!word.empty()) {
    const std::size_t bar = std::min(word.find('|'), word.size());
    const auto found = std::find(kNames.begin(), kNames.end(), word.substr(0, bar));
    if (found == kNames.end()) return {{}, false};
    mask.add(static_cast<Cls>(found - kNames.begin()));
    word.remove_prefix(std::min(bar + 1, word.size()));
  }
  return {mask, optional};
}

}  // namespace

TimeGrammar::TimeGrammar(std::span<const TimeRule> rules, std::span<const TimeMacro> macros)
    : rules_(rules), nodes_(1) {
  for (std::size_t r = 0; r < rules.size(); ++r) expand(r, rules[r].pattern, macros, 0);
  for (const Edge& edge : nodes_[0].edges) {
    first_ = first_ | edge.mask;
    for (std::size_t c = 0; c < kClasses; ++c)
      if (edge.mask.has(static_cast<Cls>(c))) root_[c].push_back(edge.next);
  }
}

// Writes out macros; what is left are class names.
void TimeGrammar::expand(std::size_t rule, std::string_view pattern, std::span<const TimeMacro> macros,
                         int depth) {
  const std::size_t dollar = pattern.find('$');
  if (dollar != std::string_view::npos) {
    const std::size_t end = std::min(pattern.find(' ', dollar), pattern.size());
    const std::string_view name = pattern.substr(dollar, end - dollar);
    bool known = false;
    for (const TimeMacro& macro : macros) {
      if (macro.name != name || depth > 4) continue;
      known = true;
      const std::string written = std::string(pattern.substr(0, dollar)) + std::string(macro.alternative) +
                                  std::string(pattern.substr(end));
      expand(rule, written, macros, depth + 1);
    }
    if (!known) ok_ = false;
    return;
  }
  Items items;
  while (!pattern.empty()) {
    const std::size_t space = std::min(pattern.find(' '), pattern.size());
    items.push_back(item_of(pattern.substr(0, space)));
    if (!items.back().first.any()) ok_ = false;
    pattern.remove_prefix(std::min(space + 1, pattern.size()));
  }
  add(rule, items, 0);
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

bool TimeGrammar::match(std::span<const TimeToken> tokens, std::size_t first, TimeMatch& out,
                        const TimeMatch* after) const {
  const ClassMask opening = tokens[first].mask & first_;
  if (!opening.any()) return false;
  const std::size_t at_most = after != nullptr ? after->count : tokens.size();
  const std::int32_t past = after != nullptr ? static_cast<std::int32_t>(after->rule - rules_.data()) : -1;
  std::vector<TimeMatch::State>& states = out.states;
  states.clear();
  for (std::uint8_t i = 0; i < tokens[first].count; ++i)
    for (const std::uint32_t next : root_[static_cast<std::size_t>(tokens[first].senses[i].cls)])
      states.push_back({next, -1, tokens[first].senses[i].cls});
  std::size_t begin = 0;
  std::int32_t best = -1;
  std::size_t best_count = 0;
  for (std::size_t at = first;;) {
    const std::size_t end = states.size();
    for (std::size_t s = begin; s < end; ++s) {
      const std::int32_t rule = nodes_[states[s].node].rule;
      const std::size_t count = at - first + 1;
      if (rule < 0 || (count == at_most && rule <= past)) continue;
      if ((count > best_count || rule < nodes_[states[static_cast<std::size_t>(best)].node].rule))
        best = static_cast<std::int32_t>(s), best_count = count;
    }
    if (++at >= tokens.size() || !tokens[at].mask.any() || at - first >= at_most) break;
    for (std::size_t s = begin; s < end; ++s)
      for (const Edge& edge : nodes_[states[s].node].edges)
        if (const ClassMask both = edge.mask & tokens[at].mask; both.any())
          states.push_back({edge.next, static_cast<std::int32_t>(s), both.first()});
    if (states.size() == end) break;
    begin = end;
  }
  if (best < 0) return false;
  out.rule = &rules_[static_cast<std::size_t>(nodes_[states[static_cast<std::size_t>(best)].node].rule)];
  out.first = first;
  out.count = best_count;
  out.classes.resize(best_count);
  for (std::int32_t s = best, i = static_cast<std::int32_t>(best_count); s >= 0;
       s = states[static_cast<std::size_t>(s)].parent)
    out.classes[static_cast<std::size_t>(--i)] = states[static_cast<std::size_t>(s)].cls;
  return true;
}

}  // namespace dateline::annotate
