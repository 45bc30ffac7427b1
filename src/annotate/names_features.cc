// Features of one mention: the name itself, and the words around it.

#include "annotate/names_features.h"

#include <algorithm>

namespace dateline::annotate::names {
namespace {

#define DATELINE_STRING(name) #name,
constexpr std::string_view kFeatureNames[] = {DATELINE_NAME_FEATURES(DATELINE_STRING)};
constexpr std::string_view kMissedNames[] = {DATELINE_MISSED_FEATURES(DATELINE_STRING)};
#undef DATELINE_STRING

using Features = std::array<float, kFeatures>;

// Sets features of the mention words[begin, end).
struct Mention {
  const Words& words;
  std::uint32_t begin;
  std::uint32_t end;
  Features& features;

  void set(Feature feature, bool on = true) {
    if (on) features[static_cast<std::size_t>(feature)] = 1;
  }
  bool has(Feature feature) const { return features[static_cast<std::size_t>(feature)] > 0; }
  std::uint32_t size() const { return end - begin; }
};

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::ranges::any_of(endings, [&](std::string_view ending) { return word.ends_with(ending); });
}

// "guinea - bissau" as lists spell it
std::string with_close_hyphens(std::string_view key) {
  std::string out;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const bool beside =
        key[i] == ' ' && (key.substr(i, 3) == " - " || (i >= 2 && key.substr(i - 2, 3) == " - "));
    if (!beside) out += key[i];
  }
  return out;
}

void lists(Mention& m, const std::string& key) {
  const Words& w = m.words;
  const Known known = known_name(with_close_hyphens(key));
  m.set(Feature::known_people, known.people);
  if (known.country)
    m.set(Feature::known_country);
  else if (known.place)
    m.set(Feature::known_place);
  else if (known.division)
    m.set(Feature::known_division);
  else if (known.large_city)
    m.set(Feature::large_city);
  else if (known.city)
    m.set(Feature::city);
  m.set(Feature::longer_place, known.any_place() && m.size() > 1);
  if (m.size() > 1 && m.size() <= 4) {
    m.set(Feature::given_first, w[m.begin].known.given_name);
    m.set(Feature::surname_last, w[m.end - 1].known.surname);
  }
  m.set(Feature::given_alone, m.size() == 1 && known.given_name);
  m.set(Feature::surname_alone, m.size() == 1 && known.surname);
}

// The word that says what a longer name names: the last, or the one before "of".
std::uint32_t head_of(const Mention& m) {
  for (std::uint32_t i = m.begin + 1; i < m.end; ++i)
    if (m.words[i].has(WordClass::inner_preposition)) return i - 1;
  return m.end - 1;
}

void heads(Mention& m) {
  const Words& w = m.words;
  const Word& head = w[head_of(m)];
  if (m.size() > 1 || w[m.begin].letters.starts_upper) {
    if (head.has(WordClass::organization_head))
      m.set(Feature::organization_head);
    else
      m.set(Feature::organization_last, w[m.end - 1].has(WordClass::organization_head));
  }
  if (m.size() < 2) return;
  m.set(Feature::place_head,
        head.has(WordClass::place_head) || (m.size() == 2 && w[m.begin].has(WordClass::first_of_place)));
  m.set(Feature::facility_head, head.has(WordClass::facility_head));
  m.set(Feature::event_head, head.has(WordClass::event_head));
  for (std::uint32_t i = m.begin; i < m.end; ++i) {
    m.set(Feature::has_of, w[i].folded == "of");
    m.set(Feature::has_and, w[i].folded == "and" || w[i].folded == "&");
    m.set(Feature::has_possessive, w[i].folded == "'s");
  }
}

void shape(Mention& m) {
  const Words& w = m.words;
  const Word& first = w[m.begin];
  bool digit = false;
  bool capitals = m.size() > 1;
  for (std::uint32_t i = m.begin; i < m.end; ++i) {
    digit = digit || w[i].letters.digits > 0;
    capitals = capitals && w[i].letters.upper > 0 && w[i].letters.lower == 0 && w[i].letters.count > 1;
  }
  m.set(Feature::digit, digit);
  m.set(Feature::capitals_run, capitals);
  m.set(Feature::two_words, m.size() == 2);
  m.set(Feature::three_words, m.size() == 3);
  m.set(Feature::long_name, m.size() >= 4);
  for (std::uint32_t i = m.begin; i + 2 < m.end; ++i)  // Min-jun
    m.set(Feature::hyphen_lower, w[i + 1].raw == "-" && w[i].letters.starts_upper && w[i].letters.lower > 0 &&
                                     w[i + 2].letters.upper == 0);
  if (m.size() > 1) return;
  const std::string& word = first.folded;
  const std::string_view tag = w.token(m.begin).tag;
  if (first.letters.letters >= 2 && first.letters.upper == first.letters.letters)
    m.set(Feature::all_capitals);
  else
    m.set(Feature::mixed_capitals, first.letters.upper_inside && !ends_with_any(word.substr(0, 3), {"mac"}) &&
                                       !word.starts_with("mc") && !word.starts_with("o'") &&
                                       word.find('-') == std::string::npos);
  m.set(Feature::place_ending,
        word.size() > 5 &&
            ends_with_any(word, {"stan", "land", "abad", "pur", "ville", "ton", "burg", "shire", "istan",
                                 "grad", "bury", "ham", "ford", "polis", "nagar", "garh", "bad"}));
  m.set(Feature::people_ending,
        word.size() > 4 && ends_with_any(word, {"ese", "ian", "ians", "ish", "ist", "ists", "ean", "eans",
                                                "ans", "ites", "ite", "i", "is"}));
  m.set(Feature::plural, tag == "NNPS" || tag == "NNS");
  m.set(Feature::adjective, tag == "JJ");
}

void words_before(Mention& m) {
  const Words& w = m.words;
  const std::int64_t at = w.before(m.begin);
  if (at < 0 || w.starts_sentence(m.begin)) return;
  const auto index = static_cast<std::uint32_t>(at);
  const Word& word = w[index];
  static const Word kNothing;
  const Word& earlier = at > 0 && !w.starts_sentence(index) ? w[index - 1] : kNothing;
  if (word.has(WordClass::honorific))
    m.set(Feature::honorific_before);
  else if (word.has(WordClass::title))
    m.set(Feature::title_before);
  else
    m.set(Feature::job_before,
          word.has(WordClass::job) || (word.folded == "," && earlier.has(WordClass::job)));
  if (word.has(WordClass::place_preposition)) {
    const bool in = word.has(WordClass::inner_place_preposition);
    m.set(in ? Feature::in_before : word.folded == "from" ? Feature::from_before : Feature::to_before);
  }
  constexpr std::pair<std::string_view, Feature> kWords[] = {
      {"the", Feature::the_before},   {"of", Feature::of_before},   {"by", Feature::by_before},
      {"with", Feature::with_before}, {"for", Feature::for_before}, {"and", Feature::and_before},
      {",", Feature::comma_before}};
  for (const auto& [text, feature] : kWords) m.set(feature, word.folded == text);
  m.set(Feature::called_before,
        word.folded == "called" || word.folded == "named" ||
            (word.folded == "as" && (earlier.folded == "known" || earlier.folded == "such")));
  m.set(Feature::place_of_before, word.folded == "of" && earlier.has(WordClass::place_noun_of));
  m.set(Feature::in_bracket, word.raw == "(" || word.raw == "[");
}

void words_after(Mention& m) {
  const Words& w = m.words;
  if (m.end >= w.size() || w.starts_sentence(m.end)) return;
  static const Word kNothing;
  const Word& next = w[m.end];
  const Word& later = m.end + 1 < w.size() && !w.starts_sentence(m.end + 1) ? w[m.end + 1] : kNothing;
  const bool comma = next.folded == ",";
  m.set(Feature::possessive, next.folded == "'s");
  m.set(Feature::possessive_family, next.folded == "'s" && later.has(WordClass::family));
  m.set(Feature::age_after, comma && later.letters.count <= 2 && later.letters.digits > 0 &&
                                later.letters.digits == later.letters.count);
  m.set(Feature::who_after,
        next.folded == "who" || (comma && (later.folded == "who" || later.folded == "whose")));
  m.set(Feature::apposition_after, comma && later.folded == "a");
  m.set(Feature::bracket_after, next.raw == "(");
  m.set(Feature::organization_after, next.has(WordClass::organization_noun));
  if (next.has(WordClass::people_noun))
    m.set(Feature::people_after);
  else
    m.set(Feature::state_after, next.has(WordClass::state_noun));
  m.set(Feature::based_after, next.folded == "based" || (next.raw == "-" && later.folded == "based"));
  m.set(Feature::place_after, next.has(WordClass::place_noun));
  m.set(Feature::place_after_comma,
        comma && later.capital && (later.known.country || later.known.division || later.known.large_city));
}

// The word of the span whose governor is outside it.
std::uint32_t top_of(const Words& w, std::uint32_t begin, std::uint32_t end) {
  std::uint32_t top = end - 1;
  for (std::uint32_t i = begin; i < end; ++i) {
    const auto head = static_cast<std::uint32_t>(w.token(i).head);
    if (head < begin || head >= end) top = i;
  }
  return top;
}

void syntax(Mention& m) {
  const Words& w = m.words;
  const lang::Token& top = w.token(top_of(w, m.begin, m.end));
  const auto head = static_cast<std::size_t>(top.head);
  const std::string_view dep = top.dep;
  if (dep == "nsubj" || dep == "nsubjpass") {
    const WordClasses verb = word_classes(text::fold(w.token(head).lemma));
    if (verb.has(WordClass::say))
      m.set(Feature::says);
    else
      m.set(verb.has(WordClass::person_verb) ? Feature::acts_as_person : Feature::subject);
  } else if (dep == "compound" || dep == "amod" || dep == "nmod") {
    m.set(Feature::modifier);
    m.set(Feature::modifies_noun, !w[head].capital);
  }
  m.set(Feature::conjunct, dep == "conj");
  m.set(Feature::apposed, dep == "appos");
  m.set(Feature::object, dep == "dobj");
  m.set(Feature::sentence_start, w.starts_sentence(m.begin));
}

}  // namespace

std::string_view name_of(Feature feature) {
  return kFeatureNames[static_cast<std::size_t>(feature)];
}

std::string_view name_of(MissedFeature feature) {
  return kMissedNames[static_cast<std::size_t>(feature)];
}

std::vector<Group> same_keys(const std::vector<Span>& spans) {
  std::vector<Group> groups;
  std::vector<std::pair<std::string_view, std::uint32_t>> order;
  for (std::uint32_t i = 0; i < spans.size(); ++i) order.emplace_back(spans[i].key, i);
  std::ranges::stable_sort(order);
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || order[i].first != order[i - 1].first) groups.push_back({.key = order[i].first});
    groups.back().spans.push_back(order[i].second);
  }
  std::ranges::sort(groups, {}, [](const Group& group) { return group.spans.front(); });
  return groups;
}

std::vector<Group> group_spans(const Words& words, const std::vector<Span>& spans) {
  std::vector<Group> groups = same_keys(spans);
  for (Group& group : groups) {
    const auto share = 1.0F / static_cast<float>(group.spans.size());
    for (const std::uint32_t i : group.spans) {
      const Span& span = spans[i];
      Features features{};
      Mention mention{words, span.begin, span.end, features};
      lists(mention, span.key);
      heads(mention);
      shape(mention);
      words_before(mention);
      words_after(mention);
      syntax(mention);
      for (std::size_t f = 0; f < kFeatures; ++f) group.features[f] += features[f] * share;
      for (std::size_t k = 0; k < kKinds; ++k) group.scores[k] += span.scores[k] * share;
    }
    if (group.spans.size() > 1) group.features[static_cast<std::size_t>(Feature::repeated)] = 1;
  }
  return groups;
}

}  // namespace dateline::annotate::names
