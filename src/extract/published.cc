#include "extract/published.h"

#include <algorithm>
#include <cstdlib>

#include "extract/metadata.h"
#include "extract/vocabulary.h"

namespace dateline::extract {
namespace {

constexpr std::size_t kAbove = 6;  // blocks above the headline, below it, and after the text that may date it
constexpr std::size_t kBelow = 8;
constexpr std::size_t kAfter = 4;
constexpr std::size_t kLine = 160;  // bytes of a date line

// Words that say what a date is, lower case.
constexpr std::string_view kPublishedWords[] = {
    "publish",     "ver\u00f6ffentlicht", "posted",     "erschienen",   "erstellt",     "datum", "vom ",
    "publi\u00e9", "publicado",           "pubblicato", "gepubliceerd", "opublikowano", "date:"};
constexpr std::string_view kOtherWords[] = {
    "updated",         "modified",    "aktualisiert", "ge\u00e4ndert", "\u00c4nderung",
    "mis \u00e0 jour", "actualizado", "aggiornato",   "bijgewerkt",    "copyright",
    "\u00a9",          "termin",      "abgerufen"};

template <std::size_t N>
bool has_any(const std::string& text, const std::string_view (&words)[N]) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view w) { return text.find(w) != std::string::npos; });
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

bool same_day(const PartialDate& a, const PartialDate& b) {
  return a.year == b.year && a.month == b.month && a.day == b.day;
}

bool in_utc(const PartialDate& date) {
  return date.clock.ends_with("Z") || date.clock.ends_with("+00:00") || date.clock.ends_with("+0000");
}

bool day_apart(const PartialDate& a, const PartialDate& b) {
  const auto first = day_of(a);
  const auto second = day_of(b);
  return first && second && std::abs((*first - *second).count()) == 1;
}

class Vote {
 public:
  Vote(const std::vector<Block>& blocks, std::size_t title, std::size_t first, std::size_t last)
      : blocks_(blocks), title_(title), first_(first), last_(last) {}

  void hidden(const DayVote& vote) {
    if (vote.date.day != 0) votes_.push_back(vote);
  }

  void shown(const ShownDay& day) {
    if (day.date.day == 0) return;
    const auto at = std::lower_bound(blocks_.begin(), blocks_.end(), day.node,
                                     [](const Block& b, std::uint32_t node) { return b.at < node; });
    const std::size_t i = std::min(static_cast<std::size_t>(at - blocks_.begin()), blocks_.size() - 1);
    if (blocks_.empty() || blocks_[i].role == Role::comments) return;
    if (has_any(lowered(blocks_[i].text.substr(0, kLine)), kOtherWords) && !day.published) return;
    add({day.date, day.from, (near(i) ? 1.8 : 0.4) + (day.published ? 0.6 : 0)}, true);
  }

  // Lines near the headline.
  void lines() {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const Block& b = blocks_[i];
      if (b.text.size() > kLine || b.role == Role::comments) continue;
      const bool close = near(i);
      if (!close && (has_line_ || i > 150)) continue;
      const auto date = date_in_text(b.text);
      if (!date || date->day == 0) continue;
      const std::string text = lowered(b.text);
      if (has_any(text, kOtherWords)) continue;
      const bool said = has_any(text, kPublishedWords) || b.role == Role::byline || b.text.size() < 24;
      add({*date, DateSource::text, (close ? 1.2 : 0.25) + (said ? 0.4 : 0)}, close);
      has_line_ = true;
    }
  }

  std::optional<DayVote> result() const {
    std::optional<DayVote> best;
    double most = 0;
    for (const DayVote& vote : votes_) {
      const double sum = sum_of(vote.date);
      if (sum > most + 1e-9) most = sum, best = strongest(vote.date);
    }
    if (best && in_utc(best->date))
      for (const DayVote& vote : votes_)
        if (day_apart(vote.date, best->date) && visible(vote)) return strongest(vote.date);
    return best;
  }

 private:
  bool near(std::size_t i) const {
    return (i + kAbove >= title_ && i <= title_ + kBelow) || (i + 2 >= first_ && i <= first_ + 1) ||
           (i > last_ && i <= last_ + kAfter);
  }
  void add(const DayVote& vote, bool close) {
    // The same line can be an element and a block; it speaks once.
    for (DayVote& other : votes_)
      if (same_day(other.date, vote.date) &&
          (other.from == DateSource::time || other.from == DateSource::text)) {
        if (vote.weight > other.weight) other = vote;
        return;
      }
    if (close || votes_.empty() || sum_of(vote.date) > 0 || vote.weight >= 0.25) votes_.push_back(vote);
  }
  static bool visible(const DayVote& vote) {
    return (vote.from == DateSource::time || vote.from == DateSource::text) && vote.weight >= 2.4;
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
  std::size_t title_;
  std::size_t first_;
  std::size_t last_;
  bool has_line_ = false;
  std::vector<DayVote> votes_;
};

}  // namespace

std::optional<DayVote> choose_published(const DaySources& sources, const std::vector<Block>& blocks,
                                        std::size_t title, std::size_t first, std::size_t last) {
  Vote vote(blocks, title, first, last);
  for (const DayVote& one : sources.hidden) vote.hidden(one);
  if (!blocks.empty())
    for (const ShownDay& day : sources.shown) vote.shown(day);
  vote.lines();
  return vote.result();
}

}  // namespace dateline::extract
