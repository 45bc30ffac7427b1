#include "extract/published.h"

#include <algorithm>
#include <cstdlib>

#include "extract/collect.h"
#include "extract/metadata.h"
#include "extract/script_days.h"
#include "extract/words.h"

namespace dateline::extract {
namespace {

constexpr std::size_t kAbove = 6;  // blocks above the headline, below it, and after the text that may date it
constexpr std::size_t kBelow = 8;
constexpr std::size_t kAfter = 4;
constexpr std::size_t kLine = 160;    // bytes of a date line
constexpr std::size_t kLabel = 40;    // of a label that stands alone
constexpr std::size_t kOpening = 40;  // before a date that opens the text
constexpr double kSure = 0.7;         // weight from which a day needs no help from scripts

// Words that say what a date is, lower case.
constexpr std::string_view kPublishedWords[] = {
    "publish",
    "ver\u00f6ffentlicht",
    "posted",
    "erschienen",
    "erstellt",
    "datum",
    "vom ",
    "publi\u00e9",
    "publicado",
    "pubblicato",
    "gepubliceerd",
    "opublikowano",
    "date:",
    "written",
    "publicerad",
    "publisert",
    "udgivet",
    "julkaistu",
    "yay\u0131n",
    "\u043f\u0443\u0431\u043b\u0438\u043a\u043e\u0432\u0430\u043d\u043e",
    "\u767a\u8868",
    "\u516c\u958b",
    "\uc785\ub825",
    "stand:",
    "pressemitteilung",
    "meldung",
    "press release"};
constexpr std::string_view kChangedWords[] = {
    "updated",        "modified",        "aktualisiert",
    "ge\u00e4ndert",  "\u00c4nderung",   "mis \u00e0 jour",
    "actualizado",    "aggiornato",      "bijgewerkt",
    "\u00e4nderung",  "uppdaterad",      "oppdatert",
    "opdateret",      "p\u00e4ivitetty", "g\u00fcncelle",
    "zaktualizowano", "atualizado",      "\u043e\u0431\u043d\u043e\u0432\u043b\u0435\u043d\u043e",
    "\u66f4\u65b0",   "\uc218\uc815",    "last edited",
    "changed on",     "last change",     "bearbeitet",
    "akt.:"};
constexpr std::string_view kRightsWords[] = {"copyright", "\u00a9", "(c)"};
// Days of other things: events, visits, issues to come.
constexpr std::string_view kOtherWords[] = {"termin",    "abgerufen",   "retrieved",   "n\u00e4chste",
                                            "findet",    "takes place", "valid until", "g\u00fcltig bis",
                                            "abbildung", "foto",        "photo"};

template <std::size_t N>
bool has_any(const std::string& text, const std::string_view (&words)[N]) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view w) { return text.find(w) != std::string::npos; });
}

// What the words before a date make of it.
enum class Meaning : std::uint8_t { plain, published, changed, rights, other };

Meaning meaning_of(std::string_view label) {
  const std::string text = lowered(label);
  if (has_any(text, kChangedWords)) return Meaning::changed;
  if (has_any(text, kRightsWords)) return Meaning::rights;
  if (has_any(text, kOtherWords)) return Meaning::other;
  return has_any(text, kPublishedWords) ? Meaning::published : Meaning::plain;
}

bool same_day(const PartialDate& a, const PartialDate& b) {
  return a.year == b.year && a.month == b.month && a.day == b.day;
}

bool in_utc(const PartialDate& date) {
  return date.clock.ends_with("Z") || date.clock.ends_with("+00:00") || date.clock.ends_with("+0000");
}

// Whether the day can be the local one of a time in UTC: the next in the evening, the one before in the
// morning.
bool local_day_of(const PartialDate& utc, const PartialDate& local) {
  constexpr int kEvening = 18;
  constexpr int kMorning = 12;
  const auto first = day_of(utc);
  const auto second = day_of(local);
  if (!first || !second || utc.clock.size() < 2 || !is_digit(utc.clock[0])) return false;
  const int hour = (utc.clock[0] - '0') * 10 + (utc.clock[1] - '0');
  const auto apart = (*second - *first).count();
  return (apart == 1 && hour >= kEvening) || (apart == -1 && hour < kMorning);
}

class Vote {
 public:
  Vote(const std::vector<Block>& blocks, const Place& place) : blocks_(blocks), place_(place) {}

  void hidden(const DayVote& vote) {
    if (vote.date.day != 0) votes_.push_back(vote);
  }

  void shown(const ShownDay& day) {
    if (day.date.day == 0) return;
    const std::size_t i = block_holding(blocks_, day.text);
    const Block& b = blocks_[i];
    if (b.role == Role::comments) return;
    if (!day.published) {
      const Meaning meaning = meaning_of(i);
      if (meaning == Meaning::changed) return changed(day);
      if (meaning == Meaning::rights || meaning == Meaning::other) return;
    }
    add({day.date, day.from, (near(i) ? 1.8 : 0.4) + (day.published ? 0.6 : 0)}, true);
  }

  void changed(const ShownDay& day) {
    const std::size_t i = block_holding(blocks_, day.text);
    if (day.date.day == 0 || blocks_[i].role == Role::comments) return;
    change({day.date, day.from, near(i) ? 0.6 : 0.3});
  }

  // A day that is believed only where no other is; of several the first of the greatest weight.
  void change(const DayVote& vote) {
    if (vote.date.day != 0 && (!change_ || vote.weight > change_->weight)) change_ = vote;
  }

  // Lines near the headline, and the beginning of the text.
  void lines() {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const Block& b = blocks_[i];
      if (b.role == Role::comments || b.role == Role::caption) continue;
      const bool close = near(i);
      if (b.text.size() > kLine && i + 4 > place_.title && i > 0 && i <= place_.first + 1 &&
          i + 8 > place_.first)
        opening(b);
      if (!of_lines(b.text) || (!close && (has_line_ || i > 150) && !at_end(i))) continue;
      line(i, close);
    }
  }

  std::optional<DayVote> result(const std::vector<std::string_view>& scripts) const {
    std::optional<DayVote> best;
    double most = 0;
    for (const DayVote& vote : votes_) {
      const double sum = sum_of(vote.date);
      if (sum > most + 1e-9) most = sum, best = strongest(vote.date);
    }
    if (most < kSure) {
      if (auto day = day_in_scripts(scripts)) return DayVote{std::move(*day), DateSource::meta, kSure};
      if (change_) return change_;
    }
    if (best && in_utc(best->date))
      for (const DayVote& vote : votes_)
        if (local(vote) && local_day_of(best->date, vote.date)) return strongest(vote.date);
    return best;
  }

 private:
  bool near(std::size_t i) const {
    return (i + kAbove >= place_.title && i <= place_.title + kBelow) ||
           (i + 2 >= place_.first && i <= place_.first + 1) || (i > place_.last && i <= place_.last + kAfter);
  }
  // By the words before the block's first date, or, where it begins with one, by a label that stands before
  // it.
  Meaning meaning_of(std::size_t i) const {
    const std::string_view text = std::string_view(blocks_[i].text).substr(0, kLine);
    const auto found = find_date(text);
    const Meaning meaning = extract::meaning_of(found ? text.substr(0, found->begin) : text);
    if (meaning != Meaning::plain || !found || found->begin > 2 || i == 0) return meaning;
    const std::string& before = blocks_[i - 1].text;
    const bool label = before.ends_with(':') || before.ends_with(" am") || before.ends_with(" on");
    return label && before.size() <= kLabel && !find_date(before) ? extract::meaning_of(before) : meaning;
  }
  // Where sites put the day of the last change.
  bool at_end(std::size_t i) const { return i > place_.last; }

  // One short line, or a few that <br> parts.
  static bool of_lines(const std::string& text) {
    constexpr std::size_t kLines = 400;
    return text.size() <= kLine || (text.size() <= kLines && text.find('\n') < kLine);
  }

  // Each date of a short line with the words before it, up to the first that can be the publication's.
  void line(std::size_t i, bool close) {
    const Block& b = blocks_[i];
    std::string_view rest = b.text;
    for (int dates = 0; dates < 3; ++dates) {
      const auto found = find_date(rest);
      if (!found) return;
      const std::string_view label = rest.substr(0, found->begin);
      const Meaning meaning = dates == 0 ? meaning_of(i) : extract::meaning_of(label);
      rest.remove_prefix(found->end);
      if (meaning == Meaning::changed) change({found->date, DateSource::text, close ? 0.55 : 0.35});
      if (meaning == Meaning::rights) change({found->date, DateSource::text, 0.2});
      if (meaning > Meaning::published) continue;
      if (!close && has_line_ && meaning != Meaning::published) return;
      const bool amid = b.text.size() > 80 && label.size() > 30 && rest.size() > 10;
      double weight = !close ? 0.25 : amid ? 0.5 : at_end(i) ? 0.8 : 1.2;
      if (meaning == Meaning::published)
        weight += label.size() < 30 && b.linked * 2 < b.text.size() ? (close ? 0.9 : 0.5) : 0.4;
      else if (b.role == Role::byline || (b.text.size() < 24 && !at_end(i)))
        weight += 0.4;
      if (b.role == Role::furniture) weight *= 0.7;
      add({found->date, DateSource::text, weight}, close);
      has_line_ = true;
      return;
    }
  }

  // "Vellmar, 16 June 2031 - The dam ..."
  void opening(const Block& b) {
    const auto found = find_date(std::string_view(b.text).substr(0, kLine));
    if (found && found->begin < kOpening &&
        extract::meaning_of(std::string_view(b.text).substr(0, found->begin)) <= Meaning::published)
      add({found->date, DateSource::text, found->begin == 0 ? 1.2 : 0.8}, true);
  }

  void add(const DayVote& vote, bool close) {
    // The same line can be an element and a block; it speaks once.
    for (DayVote& other : votes_)
      if (same_day(other.date, vote.date) &&
          (other.from == DateSource::time || other.from == DateSource::text)) {
        if (vote.weight > other.weight) other = vote;
        return;
      }
    constexpr std::size_t kMost = 200;  // days, so that a page of nothing but dates is no burden
    if (votes_.size() < kMost && (close || votes_.empty() || sum_of(vote.date) > 0 || vote.weight >= 0.25))
      votes_.push_back(vote);
  }
  // Whether a vote gives the publisher's own day.
  static bool local(const DayVote& vote) {
    const bool shown = vote.from == DateSource::time || vote.from == DateSource::text;
    return vote.from == DateSource::url || (shown && !in_utc(vote.date) && vote.weight >= 1.2);
  }
  double sum_of(const PartialDate& date) const {
    double sum = 0;
    for (const DayVote& vote : votes_)
      if (same_day(vote.date, date)) sum += vote.weight;
    return sum;
  }
  DayVote strongest(const PartialDate& date) const {
    const DayVote* best = nullptr;
    for (const DayVote& vote : votes_)
      if (same_day(vote.date, date) && (best == nullptr || vote.weight > best->weight)) best = &vote;
    return *best;
  }

  const std::vector<Block>& blocks_;
  Place place_;
  bool has_line_ = false;
  std::vector<DayVote> votes_;
  std::optional<DayVote> change_;
};

// The newest year of "Copyright 2029-2031", "(c) 2031"; 0 for none.
int copyright_year(std::string_view text) {
  constexpr int kFirst = 1990;
  constexpr int kLast = 2060;
  int newest = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end - at == 4) {
      const int year = std::atoi(std::string(text.substr(at, 4)).c_str());
      if (year >= kFirst && year <= kLast) newest = std::max(newest, year);
    }
    at = end;
  }
  return newest;
}

}  // namespace

std::optional<DayVote> choose_published(const DaySources& sources, const std::vector<Block>& blocks,
                                        const Place& place) {
  Vote vote(blocks, place);
  for (const DayVote& one : sources.hidden) vote.hidden(one);
  if (!blocks.empty()) {
    for (const ShownDay& day : sources.shown) vote.shown(day);
    for (const ShownDay& day : sources.changes) vote.changed(day);
  }
  for (const DayVote& one : sources.hidden_changes) vote.change(one);
  vote.lines();
  return vote.result(sources.scripts);
}

std::optional<DayInterval> published_range(const DaySources& sources, const std::vector<Block>& blocks) {
  if (sources.address_range) return days_of(*sources.address_range);
  for (const DayVote& vote : sources.hidden)
    if (vote.date.year != 0) return days_of(vote.date);
  for (auto b = blocks.rbegin(); b != blocks.rend(); ++b) {
    if (b->text.size() > 2 * kLine || meaning_of(b->text) != Meaning::rights) continue;
    if (const int year = copyright_year(b->text); year != 0) return days_of(PartialDate{year, 0, 0, {}});
  }
  return std::nullopt;
}

}  // namespace dateline::extract
