#include "annotate/names_entities.h"

#include <algorithm>
#include <map>

#include "annotate/names_features.h"

namespace dateline::annotate::names {
namespace {

// Does a link of this kind make `shorter` the same as `longer`?
bool same_by_link(const Span& shorter, const Span& longer, LinkKind link) {
  if (shorter.kind != longer.kind) return false;
  switch (shorter.kind) {
    case Kind::person:
      return link != LinkKind::acronym;
    case Kind::organization:
      return link == LinkKind::acronym || link == LinkKind::first;
    default:
      return link == LinkKind::acronym;
  }
}

// Which group each group's mentions may belong to besides itself.
std::vector<std::vector<std::uint32_t>> longer_groups(const std::vector<Span>& spans,
                                                      const std::vector<Group>& groups) {
  const Links links(groups);
  std::vector<std::vector<std::uint32_t>> out(groups.size());
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const Span& span = spans[groups[g].spans.front()];
    bool by_last = false;
    for (const Link link : links.of(groups[g].key)) {
      if (!same_by_link(span, spans[groups[link.group].spans.front()], link.kind)) continue;
      // a surname explains more than a given name: "Kim" is Kim Seo before it is a Jordan Kim Hale
      if (link.kind == LinkKind::last && !by_last) out[g].clear();
      by_last = by_last || link.kind == LinkKind::last;
      if ((link.kind == LinkKind::last) == by_last) out[g].push_back(link.group);
    }
  }
  return out;
}

// The group among `choices` with the last mention before `at`, or, where none is before, with the first after
// it.
std::uint32_t nearest_group(const std::vector<Group>& groups, const std::vector<std::uint32_t>& choices,
                            std::uint32_t at) {
  std::uint32_t best = choices.front();
  std::int64_t best_before = -1;
  for (const std::uint32_t choice : choices) {
    const auto& mentions = groups[choice].spans;
    const auto after = std::ranges::upper_bound(mentions, at);
    const std::int64_t before = after == mentions.begin() ? -1 : static_cast<std::int64_t>(*(after - 1));
    if (before <= best_before) continue;
    best_before = before;
    best = choice;
  }
  return best;
}

std::string surface(const Words& words, const Span& span) {
  const ByteRange range{words.token(span.begin).range.begin, words.token(span.end - 1).range.end};
  return std::string(slice(words.text, range));
}

bool in_title(const Word& word) {
  constexpr std::string_view kAlso[] = {"prime",  "vice",    "deputy", "foreign", "former",
                                        "acting", "interim", "crown",  "chief",   "executive"};
  return word.has(WordClass::title) || word.has(WordClass::job) ||
         std::ranges::find(kAlso, word.folded) != std::end(kAlso);
}

// Words of office before a person's name: [begin, span.begin). Portfolios are taken in: "Interior Minister".
std::uint32_t title_begin(const Words& words, const Span& span, std::uint32_t from) {
  constexpr std::uint32_t kLongest = 5;
  std::uint32_t begin = span.begin;
  while (begin > from && span.begin - begin < kLongest && !words.starts_sentence(begin)) {
    const Word& word = words[begin - 1];
    const bool portfolio = begin < span.begin && word.capital && words.token(begin - 1).tag == "NNP";
    if (!in_title(word) && !portfolio) break;
    --begin;
  }
  return begin;
}

void add_once(std::vector<std::string>& list, std::string value) {
  if (!value.empty() && std::ranges::find(list, value) == list.end()) list.push_back(std::move(value));
}

std::string_view code_of(const Span& span) {
  if (span.kind != Kind::place && span.kind != Kind::group) return {};
  const Known known = known_name(span.key);
  return span.kind == Kind::group && !known.people ? std::string_view{} : known.code;
}

// Titles before one mention of a person, and the country that stands before them ("Kenyan President ...").
void read_title(const Words& words, const std::vector<Span>& spans, std::size_t i, Entity& entity) {
  const Span& span = spans[i];
  const std::uint32_t from = i > 0 ? spans[i - 1].end : 0;
  const std::uint32_t begin = title_begin(words, span, from);
  if (begin == span.begin || !in_title(words[span.begin - 1])) return;
  const ByteRange range{words.token(begin).range.begin, words.token(span.begin - 1).range.end};
  add_once(entity.titles, std::string(slice(words.text, range)));
  if (entity.country.empty() && i > 0 && spans[i - 1].end == begin) entity.country = code_of(spans[i - 1]);
}

// One country under several names has one code: "U.S." and "United States".
void join_countries(const std::vector<Span>& spans, const std::vector<Group>& groups,
                    std::vector<std::uint32_t>& home) {
  std::map<std::string_view, std::uint32_t> first;
  for (std::uint32_t g = 0; g < groups.size(); ++g) {
    if (spans[groups[g].spans.front()].kind != Kind::place) continue;
    const Known known = known_name(groups[g].key);
    if (!known.country || known.code.empty()) continue;
    home[g] = first.emplace(known.code, g).first->second;
  }
}

}  // namespace

std::vector<std::int32_t> gather_entities(const Words& words, const std::vector<Span>& spans,
                                          std::vector<Entity>& entities) {
  const std::vector<Group> groups = same_keys(spans);
  std::vector<std::uint32_t> group_of(spans.size());
  for (std::uint32_t g = 0; g < groups.size(); ++g)
    for (const std::uint32_t i : groups[g].spans) group_of[i] = g;
  std::vector<std::uint32_t> home(groups.size());
  for (std::uint32_t g = 0; g < groups.size(); ++g) home[g] = g;
  join_countries(spans, groups, home);
  const auto longer = longer_groups(spans, groups);

  std::vector<std::int32_t> entity_of(spans.size());
  std::vector<std::int32_t> entity_of_group(groups.size(), -1);
  for (std::uint32_t i = 0; i < spans.size(); ++i) {
    std::uint32_t g = group_of[i];
    for (int steps = 0; steps < 4 && !longer[g].empty(); ++steps) g = nearest_group(groups, longer[g], i);
    g = home[g];
    if (entity_of_group[g] < 0) {
      entity_of_group[g] = static_cast<std::int32_t>(entities.size());
      const Span& named = spans[groups[g].spans.front()];
      entities.push_back({.name = surface(words, named),
                          .type = entity_type(named),
                          .country = std::string(code_of(named))});
    }
    entity_of[i] = entity_of_group[g];
    Entity& entity = entities[static_cast<std::size_t>(entity_of[i])];
    if (std::string form = surface(words, spans[i]); form != entity.name)
      add_once(entity.aliases, std::move(form));
    if (spans[i].kind == Kind::person) read_title(words, spans, i, entity);
  }
  return entity_of;
}

}  // namespace dateline::annotate::names
