// The recogniser's spans made into names, and the capitalised runs that it left out.

#include <algorithm>
#include <optional>

#include "annotate/names_text.h"

namespace dateline::annotate::names {
namespace {

using lang::NameLabel;

constexpr float kLowest = -12;  // what a kind's score is at least, below the best

std::optional<Kind> kind_of(NameLabel label) {
  switch (label) {
    case NameLabel::person:
      return Kind::person;
    case NameLabel::org:
      return Kind::organization;
    case NameLabel::gpe:
    case NameLabel::loc:
      return Kind::place;
    case NameLabel::norp:
    case NameLabel::language:
      return Kind::group;
    case NameLabel::fac:
      return Kind::facility;
    case NameLabel::event:
    case NameLabel::law:
    case NameLabel::work_of_art:
    case NameLabel::product:
      return Kind::other;
    default:
      return std::nullopt;  // dates, sums and counts are no names
  }
}

Scores scores_of(const std::array<float, lang::kNameLabels>& types) {
  Scores scores;
  scores.fill(-1e9F);
  for (std::size_t i = 0; i < types.size(); ++i)
    if (const auto kind = kind_of(static_cast<NameLabel>(i)))
      scores[static_cast<std::size_t>(*kind)] = std::max(scores[static_cast<std::size_t>(*kind)], types[i]);
  const float best = *std::max_element(scores.begin(), scores.end());
  for (float& score : scores) score = std::max(score - best, kLowest);
  return scores;
}

bool is_possessive(const Word& word) {
  return word.folded == "'s" || word.folded == "'";
}

bool opens_bracket(const Word& word) {
  return word.raw == "(" || word.raw == "[";
}

bool has_capital(const Words& words, std::uint32_t begin, std::uint32_t end) {
  for (std::uint32_t i = begin; i < end; ++i)
    if (words[i].letters.upper > 0) return true;
  return false;
}

void trim_marks(const Words& words, Span& span) {
  while (span.size() > 0 && words[span.begin].mark && words[span.begin].raw != "#" &&
         words[span.begin].raw != "@")
    ++span.begin;
  while (span.size() > 0 && words[span.end - 1].mark) --span.end;
}

void trim_article(const Words& words, Span& span) {
  const Word& first = words[span.begin];
  if (span.size() < 2 || !first.has(WordClass::article)) return;
  // "A Just Cause" within a sentence: the article belongs to the name
  if (first.letters.starts_upper && !words.starts_sentence(span.begin) && first.folded != "the") return;
  ++span.begin;
}

void trim_person(const Words& words, Span& span) {
  const auto title = [&](std::uint32_t i) {
    return words[i].has(WordClass::honorific) || (words[i].has(WordClass::title) && words[i + 1].capital);
  };
  while (span.size() > 1 && title(span.begin)) ++span.begin;
  while (span.size() > 1 && words[span.end - 1].has(WordClass::job) && words[span.end - 1].letters.upper == 0)
    --span.end;
  constexpr std::string_view kNoName[] = {"VBG", "IN", "CC", "RB", "WRB"};
  while (span.size() > 1 && words[span.begin].letters.starts_upper &&
         std::ranges::find(kNoName, words.token(span.begin).tag) != std::end(kNoName))
    ++span.begin;
}

// What is left of one piece of a recognised span; empty when it is no name.
void clean(const Words& words, Span& piece) {
  trim_marks(words, piece);
  if (piece.size() > 0 && is_possessive(words[piece.end - 1])) --piece.end;
  trim_marks(words, piece);
  if (piece.size() == 0) return;
  trim_article(words, piece);
  if (piece.label == NameLabel::person) trim_person(words, piece);
  const std::string_view next = piece.end < words.size() ? std::string_view(words[piece.end].folded) : "";
  const bool portfolio =
      piece.label == NameLabel::org && (next == "minister" || next == "ministers");  // "Labour Minister"
  if (portfolio || !has_capital(words, piece.begin, piece.end)) piece.end = piece.begin;
}

void add_pieces(const Words& words, const lang::Name& name, std::vector<Span>& out) {
  Span piece;
  piece.label = name.label;
  piece.type_scores = name.type_scores;
  piece.scores = scores_of(name.type_scores);
  piece.begin = name.tokens.begin;
  for (std::uint32_t i = name.tokens.begin; i <= name.tokens.end; ++i) {
    const bool last = i == name.tokens.end;
    const bool cut = !last && (words[i].raw.find('\n') != std::string_view::npos ||
                               (opens_bracket(words[i]) && i > name.tokens.begin));
    if (!last && !cut) continue;
    Span cleaned = piece;
    cleaned.end = std::max(i, cleaned.begin);
    clean(words, cleaned);
    if (cleaned.size() > 0) out.push_back(cleaned);
    piece.begin = i + 1;
  }
}

bool joins(const Words& words, const Span& left, const Span& right) {
  if (left.label != right.label || words.starts_sentence(right.begin)) return false;
  if (right.begin == left.end) return left.label == NameLabel::person;
  const bool hyphen =
      right.begin == left.end + 1 && words[left.end].raw == "-" && words.touches(left.end - 1);
  return hyphen && (left.label == NameLabel::person || left.label == NameLabel::gpe ||
                    left.label == NameLabel::loc || left.label == NameLabel::org);
}

bool is_place(NameLabel label) {
  return label == NameLabel::gpe || label == NameLabel::loc;
}

// "Party of X", "Union for the X": one name. "Trinidad and Tobago": one where a list has it.
bool makes_longer_name(const Words& words, const Span& left, const Span& right) {
  if (right.begin <= left.end || words.starts_sentence(right.begin)) return false;
  const std::string between = words.key(left.end, right.begin);
  if (left.label == NameLabel::org && words[left.end - 1].has(WordClass::organization_head)) {
    if (is_place(right.label))
      return between == "of" || between == "of the" || between == "for" || between == "for the";
    return right.label == NameLabel::org && (between == "for" || between == "for the");
  }
  if (!is_place(left.label) || !is_place(right.label) || between != "and") return false;
  const Known known = known_name(words.key(left.begin, right.end));
  return known.country || known.place || known.division;
}

void join(const Words& words, std::vector<Span>& spans,
          bool (*together)(const Words&, const Span&, const Span&)) {
  std::vector<Span> out;
  for (const Span& span : spans) {
    if (!out.empty() && together(words, out.back(), span))
      out.back().end = span.end;
    else
      out.push_back(span);
  }
  spans = std::move(out);
}

// A person's name goes on over hyphens and proper nouns that the recogniser left out, and back to a given
// name.
void grow_person(const Words& words, Span& span, std::uint32_t from, std::uint32_t to) {
  while (span.end + 1 < to && words[span.end].raw == "-" && words.touches(span.end - 1) &&
         words.touches(span.end))
    span.end += 2;
  const auto proper = [&](std::uint32_t i) { return words[i].capital && words.token(i).tag == "NNP"; };
  while (span.end < to && proper(span.end) && !words.starts_sentence(span.end) &&
         !words[span.end].has(WordClass::job))
    ++span.end;
  while (span.begin > from && !words.starts_sentence(span.begin) && proper(span.begin - 1) &&
         !words[span.begin - 1].has(WordClass::title) && words[span.begin - 1].known.given_name)
    --span.begin;
}

std::vector<bool> taken_words(const Words& words, const std::vector<Span>& spans) {
  std::vector<bool> taken(words.size());
  for (const Span& span : spans)
    for (std::uint32_t i = span.begin; i < span.end; ++i) taken[i] = true;
  for (const lang::Name& name : words.document.names) {
    const NameLabel l = name.label;
    if (l != NameLabel::date && l != NameLabel::time && l != NameLabel::money && l != NameLabel::percent &&
        l != NameLabel::quantity)
      continue;
    for (std::uint32_t i = name.tokens.begin; i < name.tokens.end; ++i) taken[i] = true;
  }
  return taken;
}

bool begins_run(const Words& words, std::uint32_t i) {
  constexpr std::string_view kNever[] = {"PRP", "DT", "IN",  "PRP$", "WP", "WRB", "MD",
                                         "CC",  "RB", "VBD", "VBZ",  "UH", "WDT", "TO"};
  return words[i].capital && !words[i].mark &&
         std::ranges::find(kNever, words.token(i).tag) == std::end(kNever);
}

bool continues_run(const Words& words, const std::vector<bool>& taken, std::uint32_t i) {
  if (i >= words.size() || taken[i] || words.starts_sentence(i)) return false;
  const std::string_view tag = words.token(i).tag;
  if (words[i].capital && tag != "PRP" && tag != "DT" && tag != "IN" && tag != "PRP$" && tag != "CC")
    return true;
  if (i + 1 >= words.size() || taken[i + 1]) return false;
  const std::string& folded = words[i].folded;
  if ((words[i].has(WordClass::particle) || folded == "of" || folded == "for") && words[i + 1].capital)
    return true;
  return words[i].raw == "-" && words.touches(i - 1) && words.touches(i);
}

// A name of the document within a run, the longest first; the run itself where it holds none.
Span known_within(const Words& words, Span run, const std::unordered_set<std::string_view>& keys) {
  const std::uint32_t size = run.size();
  constexpr std::uint32_t kLongestRun = 12;
  if (size < 2 || size > kLongestRun) return run;
  for (std::uint32_t n = size; n > 0; --n) {
    if (n == 1 && size > 3) break;
    for (std::uint32_t i = run.begin; i + n <= run.end; ++i) {
      if (!keys.contains(words.key(i, i + n))) continue;
      run.begin = i;
      run.end = i + n;
      return run;
    }
  }
  return run;
}

void score_from_token(const Words& words, Span& span) {
  if (words.document.scores.size() != words.size()) return;
  const lang::TokenScores& token = words.document.scores[span.begin];
  span.type_scores = token.start;
  span.scores = scores_of(token.start);
  float best = -1e9F;
  for (std::size_t i = 0; i < token.start.size(); ++i)
    if (kind_of(static_cast<NameLabel>(i))) best = std::max(best, token.start[i]);
  span.gap = best - token.outside;
}

}  // namespace

std::vector<Span> recognised_spans(const Words& words) {
  std::vector<Span> spans;
  for (const lang::Name& name : words.document.names)
    if (kind_of(name.label)) add_pieces(words, name, spans);
  join(words, spans, joins);
  join(words, spans, makes_longer_name);
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (spans[i].label != NameLabel::person) continue;
    const std::uint32_t from = i > 0 ? spans[i - 1].end : 0;
    const std::uint32_t to = i + 1 < spans.size() ? spans[i + 1].begin : words.size();
    grow_person(words, spans[i], from, to);
  }
  for (Span& span : spans) span.key = words.key(span.begin, span.end);
  return spans;
}

std::vector<Span> candidate_spans(const Words& words, const std::vector<Span>& spans) {
  const std::vector<bool> taken = taken_words(words, spans);
  std::unordered_set<std::string_view> keys;
  for (const Span& span : spans) keys.insert(span.key);
  std::vector<Span> out;
  for (std::uint32_t i = 0; i < words.size();) {
    if (taken[i] || !begins_run(words, i)) {
      ++i;
      continue;
    }
    Span run;
    run.added = true;
    run.begin = i++;
    while (continues_run(words, taken, i)) ++i;
    run.end = i;
    while (run.size() > 1 && words[run.begin].has(WordClass::title)) ++run.begin;
    const auto drops = [](const Word& word) {
      return word.mark || word.folded == "of" || word.folded == "for";
    };
    while (run.size() > 0 && drops(words[run.end - 1])) --run.end;
    if (run.size() == 0 || words[run.begin].folded == "i") continue;
    run = known_within(words, run, keys);
    score_from_token(words, run);
    run.key = words.key(run.begin, run.end);
    out.push_back(std::move(run));
  }
  return out;
}

EntityType entity_type(const Span& span) {
  const auto score = [&](NameLabel label) { return span.type_scores[static_cast<std::size_t>(label)]; };
  switch (span.kind) {
    case Kind::person:
      return EntityType::person;
    case Kind::organization:
      return EntityType::org;
    case Kind::place:
      return score(NameLabel::gpe) >= score(NameLabel::loc) ? EntityType::gpe : EntityType::loc;
    case Kind::group:
      return EntityType::norp;
    case Kind::facility:
      return EntityType::fac;
    case Kind::other:
      break;
  }
  constexpr std::pair<NameLabel, EntityType> kOthers[] = {{NameLabel::event, EntityType::event},
                                                          {NameLabel::law, EntityType::law},
                                                          {NameLabel::work_of_art, EntityType::work_of_art},
                                                          {NameLabel::product, EntityType::product}};
  const auto* best =
      std::ranges::max_element(kOthers, {}, [&](const auto& other) { return score(other.first); });
  return best->second;
}

}  // namespace dateline::annotate::names
