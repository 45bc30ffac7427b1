#include "extract/authors.h"

#include <algorithm>
#include <array>

#include "extract/features.h"
#include "extract/metadata.h"
#include "extract/vocabulary.h"
#include "extract/words.h"

namespace dateline::extract {
namespace {

// How far each source is believed for an account's name, a single word, a full name.
using Ranks = std::array<int, 3>;
constexpr Ranks kJsonLd = {30, 64, 100};
constexpr int kInitials = 36;  // two or three capitals
constexpr Ranks kMeta = {28, 55, 90};
constexpr Ranks kPerson = {27, 57, 72};  // the only person of the page's data
constexpr std::array<Ranks, 4> kShown = {{{0, 0, 0}, {35, 52, 70}, {40, 57, 66}, {50, 62, 80}}};
constexpr std::array<Ranks, 7> kLine = {{
    {0, 45, 62},  // labelled
    {0, 30, 50},  // byline
    {0, 0, 47},   // dated
    {0, 34, 49},  // signature
    {0, 0, 49},   // opening
    {0, 0, 40},   // elsewhere
    {32, 34, 34}  // agency
}};
constexpr int kDesk = 45;         // no other source is believed more that names a desk or an organisation
constexpr int kSite = 33;         // the site itself
constexpr int kAnyWords = 31;     // data that names its author in words that are no name
constexpr int kMany = 30;         // off for more than four names
constexpr unsigned kBeside = 40;  // nodes between bylines that stand beside each other

// Lines that name what the next one holds, lower case.
constexpr std::string_view kLabels[] = {
    "autor",   "autorin",   "autoren",   "autor:in",   "autor*in", "author", "authors", "auteur",
    "auteurs", "auteur(s)", "verfasser", "written by", "text",     "von",    "by",      "autor/in"};
constexpr std::string_view kNothing[] = {
    "admin", "administrator", "null",      "undefined", "anonymous", "none", "default",     "unknown",
    "user",  "super user",    "publisher", "username",  "guest",     "gast", "benutzername"};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::string_view (&words)[N]) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view w) { return same_word(word, w); });
}

bool multiword(std::string_view name) {
  const bool wide = (static_cast<unsigned char>(name.front()) & 0xE0) == 0xE0;  // CJK names have no space
  return name.find(' ') != std::string_view::npos || (wide && name.size() >= 6);
}

// How good a name looks: 2 for several words, 1 for one, 0 for an account's name.
std::size_t quality(std::string_view name) {
  const bool small = name[0] >= 'a' && name[0] <= 'z';
  if (multiword(name)) return small ? 0 : 2;
  return small || std::any_of(name.begin(), name.end(), is_digit) ? 0 : 1;
}

void add_name(std::vector<std::string>& names, std::string name) {
  const std::string key = name_key(name);
  if (std::none_of(names.begin(), names.end(), [&](const std::string& n) { return name_key(n) == key; }))
    names.push_back(std::move(name));
}

// A byline without an author's mark wants its "by"; what stands after it is the name.
std::vector<std::string> names_after_by(const ShownAuthor& shown) {
  for (std::size_t k = 0; k < shown.pieces.size(); ++k) {
    if (byline_word(shown.pieces[k] + " ") == 0) continue;
    std::vector<std::string> names = read_authors(shown.pieces[k]);
    if (names.empty() && k + 1 < shown.pieces.size()) names = read_authors(shown.pieces[k + 1]);
    return names;
  }
  return {};
}

// "Posted on 16 June 2031 by Ida Venn": what stands after the date and its "by".
std::string_view after_date_and_by(std::string_view line) {
  const auto date = find_date(line);
  if (!date) return {};
  std::string_view rest = line.substr(date->end);
  for (const std::string_view by : {" by ", " von ", " par ", " por ", " di "})
    if (const std::size_t at = rest.find(by); at != std::string_view::npos)
      return rest.substr(at + by.size());
  return {};
}

std::vector<std::string> names_of(const ShownAuthor& shown) {
  if (shown.strength < 2) return names_after_by(shown);
  std::vector<std::string> names;
  for (const std::string& link : shown.links)
    for (std::string& name : read_authors(link)) add_name(names, std::move(name));
  if (!names.empty()) return names;
  for (const std::string& piece : shown.pieces) {
    if (piece.size() > 60 && piece.ends_with('.')) continue;  // a sentence about somebody
    const std::string_view after = after_date_and_by(piece);
    names = read_authors(after.empty() ? std::string_view(piece) : after);
    std::erase_if(names, [](const std::string& name) {
      return std::count(name.begin(), name.end(), ' ') > 1 && !is_full_name(name) && !is_desk(name);
    });
    if (!names.empty()) break;
  }
  return names;
}

std::vector<std::string> names_of_all(const std::vector<std::string>& values) {
  constexpr std::size_t kMost = 100;
  std::vector<std::string> names;
  for (const std::string& value : values)
    if (names.size() < kMost)
      for (std::string& name : read_authors(value)) add_name(names, std::move(name));
  return names;
}

// The names of one line, by what kind of line it is.
std::vector<std::string> names_of(const AuthorLine& line) {
  std::vector<std::string> names;
  if (line.kind == LineKind::agency)
    names = {line.text};
  else if (line.kind == LineKind::signature && line.text.find('/') == std::string::npos && is_desk(line.text))
    names = {line.text};
  else
    names = read_authors(line.text);
  std::erase_if(names, [&](const std::string& name) {
    if (line.kind == LineKind::agency) return false;
    return quality(name) < 1 ||
           (name.find(' ') != std::string::npos && !is_full_name(name) && !is_desk(name));
  });
  return names;
}

class Choice {
 public:
  explicit Choice(const AuthorSources& sources)
      : site_(name_key(sources.source)), host_(name_key(sources.host)) {
    host_label_ = name_key(sources.host.substr(0, sources.host.rfind('.')));
  }

  void offer(std::vector<std::string> names, const Ranks& ranks, const char* from, int doubt = 0,
             bool desk = false) {
    if (names.empty()) return;
    if (names.size() > 1) drop_site(names);
    for (const std::string& name : names)
      if (quality(name) == 2) full_.push_back(name);
    int rank = ranks[quality(names.front())] - doubt;
    if (names.size() == 1 && initials(names.front())) rank = std::min(rank, kInitials);
    if (names.size() == 1 && is_site(names.front()))
      rank = std::min(rank, kSite);
    else if (desk || std::all_of(names.begin(), names.end(), [](const std::string& n) { return is_desk(n); }))
      rank = std::min(rank, kDesk);
    if (rank > best_) best_ = rank, authors_ = {std::move(names), from};
  }
  // Words of the data that are no name: a desk that is called by its job.
  void offer_words(const std::vector<std::string>& values) {
    constexpr std::size_t kMost = 60;
    if (best_ >= kAnyWords || values.size() != 1) return;
    const std::string& name = values.front();
    if (name.size() < 3 || name.size() > kMost || is_one_of(name, kNothing) || holds(name, "://") ||
        name.find('@') != std::string::npos)
      return;
    best_ = kAnyWords, authors_ = {{name}, "data"};
  }
  // Whether the site itself is the best so far.
  bool site_wrote() const { return authors_.names.size() == 1 && is_site(authors_.names.front()); }
  // A first name that another place gives in full is given so.
  Authors result() {
    if (authors_.names.size() == 1 && quality(authors_.names.front()) < 2)
      for (const std::string& full : full_)
        if (same_word(full.substr(0, full.find(' ')), lowered(authors_.names.front())) &&
            is_full_name(full)) {
          authors_.names.front() = full;
          break;
        }
    return std::move(authors_);
  }

 private:
  // The site's own name among others: it goes, but where an agency wrote with it; what stands behind it and
  // is no full name is where it is.
  void drop_site(std::vector<std::string>& names) const {
    std::vector<std::string> others = names;
    std::erase_if(others, [&](const std::string& name) { return is_site(name); });
    if (others.empty() || others.size() == names.size() ||
        std::all_of(others.begin(), others.end(), [](const std::string& n) { return is_agency(n); }))
      return;
    const bool person =
        std::any_of(others.begin(), others.end(), [](const std::string& n) { return quality(n) == 2; });
    if (!person && is_site(names.front())) others = {names.front()};
    names = std::move(others);
  }
  static bool initials(const std::string& name) {
    return name.size() <= 3 && !is_agency(name) &&
           std::all_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }
  bool is_site(std::string_view name) const {
    for (const std::string_view article : {"die ", "der ", "das ", "the ", "le ", "la ", "el ", "il "})
      if (same_word(name.substr(0, article.size()), article) && is_site(name.substr(article.size())))
        return true;
    const std::string key = name_key(name);
    return !key.empty() && (key == site_ || key == host_ || key == host_label_);
  }
  std::string site_;
  std::string host_;
  std::string host_label_;
  int best_ = 0;
  std::vector<std::string> full_;  // all full names that were offered
  Authors authors_;
};

void offer_shown(const std::vector<ShownAuthor>& all, Choice& choice) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    const ShownAuthor& shown = all[i];
    std::vector<std::string> names = names_of(shown);
    if (names.empty()) continue;
    // Those who stand beside each other wrote it together.
    unsigned last = shown.node;
    const bool full = quality(names.front()) == 2;
    for (std::size_t k = i + 1; k < all.size() && all[k].node < last + kBeside; ++k) {
      if (all[k].strength != shown.strength) continue;
      for (std::string& name : names_of(all[k]))
        if (!full || quality(name) == 2 || is_agency(name)) add_name(names, std::move(name));
      last = all[k].node;
    }
    const int many = names.size() > 4 ? kMany : 0;
    if (names.size() <= 8)
      choice.offer(std::move(names), kShown[std::min(shown.strength, 3U)], "byline", shown.doubt + many);
  }
}

// Collects the lines of author_lines().
class Lines {
 public:
  Lines(const html::Document& page, const std::vector<Block>& blocks, const Place& place)
      : page_(page), blocks_(blocks), place_(place) {}

  std::vector<AuthorLine> run(std::string_view title) {
    constexpr std::size_t kMostBlocks = 400;
    constexpr std::size_t kByline = 100;
    for (std::size_t i = 0; i < blocks_.size() && i < kMostBlocks; ++i) {
      const Block& b = blocks_[i];
      if (b.role == Role::comments || b.text.empty()) continue;
      const bool close = near(i);
      if (b.text.size() <= kByline)
        short_line(i, close);
      else if (b.text.size() <= 300 && !title.empty() && b.text.find(title) != std::string::npos)
        under_headline(b.text);
      if (i == place_.last) agency(b.text);
    }
    return std::move(lines_);
  }

 private:
  bool near(std::size_t i) const {
    return (i + 8 >= place_.title && i <= place_.title + 12) ||
           (i + 3 >= place_.first && i <= place_.first + 2) || (i + 3 >= place_.last && i <= place_.last + 5);
  }

  void short_line(std::size_t i, bool close) {
    const std::string& text = blocks_[i].text;
    std::string_view line = text;
    while (!line.empty() && (line.front() == '-' || line.front() == ' ' || line.front() == '('))
      line.remove_prefix(1);
    while (!line.empty() && (line.back() == ')' || line.back() == ' ')) line.remove_suffix(1);
    if (byline_word(line) > 0 || author_lead(line) > 0) {
      const bool label = line.substr(0, 12).find(':') != std::string_view::npos;
      const bool inside = i >= place_.first && i <= place_.last;
      return add(line, close || (label && inside) ? LineKind::byline : LineKind::elsewhere);
    }
    const bool opens = i + 1 == place_.first || i == place_.first;
    const bool ends = i * 2 > place_.first + place_.last && i <= place_.last + 1 && !before_prose(i);
    if (opens || ends) signature(i, line, opens ? LineKind::opening : LineKind::signature);
    if (!close) return;
    if (label(line) && i + 1 < blocks_.size() && blocks_[i + 1].text.size() <= 80)
      return add(blocks_[i + 1].text, LineKind::labelled);
    if (find_date(line)) dated(line);
  }

  static bool label(std::string_view line) {
    while (!line.empty() && (line.back() == ':' || line.back() == ' ')) line.remove_suffix(1);
    return is_one_of(line, kLabels);
  }

  // As a subheading does.
  bool before_prose(std::size_t i) const {
    return i < place_.last && i + 1 < blocks_.size() && prose(blocks_[i + 1]);
  }

  // A line of nothing but a name, in bold or italics.
  void signature(std::size_t i, std::string_view line, LineKind kind) {
    const Block& b = blocks_[i];
    if (b.tag == BlockTag::heading || b.tag == BlockTag::item || b.linked > 0 || !set_off(b)) return;
    bool names = is_desk(line) && line.size() < 40 && line.find(' ') == std::string_view::npos;
    if (!names) {
      std::string_view rest = line;
      names = !rest.empty();
      while (!rest.empty() && names) {
        const std::string_view part = rest.substr(0, rest.find_first_of("/,"));
        rest.remove_prefix(std::min(part.size() + 1, rest.size()));
        const std::size_t from = part.find_first_not_of(' ');
        names = from != std::string_view::npos &&
                (is_full_name(part.substr(from)) || is_agency(part.substr(from)));
      }
    }
    if (names) add(line, kind);
  }

  // Whether the element around the block's first text is one of emphasis.
  bool set_off(const Block& b) const {
    const auto nodes = page_.nodes();
    for (std::uint32_t up = nodes[b.at].parent; up != b.node && up != 0; up = nodes[up].parent)
      if (nodes[up].tag == "strong" || nodes[up].tag == "b" || nodes[up].tag == "em" || nodes[up].tag == "i")
        return true;
    return false;
  }

  // "16 June 2031 | Ida Venn", "16.06.2031 13:30 von Ida".
  void dated(std::string_view line) {
    if (const std::string_view after = after_date_and_by(line); !after.empty())
      return add(after, LineKind::byline);
    for (const std::string_view bar : {" | ", " // ", " \u00b7 ", " \u2022 ", " / "}) {
      std::string_view rest = line;
      while (rest.find(bar) != std::string_view::npos || rest.size() < line.size()) {
        const std::size_t cut = std::min(rest.find(bar), rest.size());
        const std::string_view part = rest.substr(0, cut);
        if (is_full_name(part) && !find_date(part) && !is_desk(part)) return add(part, LineKind::dated);
        rest.remove_prefix(std::min(cut + bar.size(), rest.size()));
        if (rest.empty()) break;
      }
    }
  }

  // The agency in brackets at the end of the text's last line.
  void agency(std::string_view text) {
    const std::size_t open = text.rfind('(');
    if (open == std::string_view::npos || !text.ends_with(')') || text.size() - open > 24) return;
    const std::string_view inside = text.substr(open + 1, text.size() - open - 2);
    std::string_view rest = inside;
    while (!rest.empty()) {
      const std::string_view word = rest.substr(0, rest.find_first_of(" /,"));
      if (is_agency(word)) return add(inside, LineKind::agency);
      rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    }
  }

  // Headline, date and byline in one block.
  void under_headline(std::string_view text) {
    while (!text.empty()) {
      const std::string_view line = text.substr(0, text.find('\n'));
      if (line.size() <= 100 && byline_word(line) > 0) add(line, LineKind::byline);
      text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
  }

  void add(std::string_view text, LineKind kind) { lines_.push_back({std::string(text), kind}); }

  const html::Document& page_;
  const std::vector<Block>& blocks_;
  Place place_;
  std::vector<AuthorLine> lines_;
};

}  // namespace

Authors choose_authors(const AuthorSources& sources) {
  Choice choice(sources);
  choice.offer(names_of_all(sources.json_ld), kJsonLd, "json-ld", 0, sources.json_ld_desk);
  choice.offer(names_of_all(sources.meta), kMeta, "meta");
  if (sources.people.size() == 1) choice.offer(names_of_all(sources.people), kPerson, "json-ld person");
  offer_shown(sources.shown, choice);
  // A bold line over the text is its author's only where the data names the site for one: else it is a
  // subheading.
  const bool by_site = choice.site_wrote();
  for (const AuthorLine& line : sources.lines)
    if (line.kind != LineKind::opening || by_site)
      choice.offer(names_of(line), kLine[static_cast<std::size_t>(line.kind)], "line of text");
  choice.offer_words(sources.json_ld);
  choice.offer_words(sources.meta);
  return choice.result();
}

std::vector<AuthorLine> author_lines(const html::Document& page, const std::vector<Block>& blocks,
                                     const Place& place, std::string_view title) {
  return Lines(page, blocks, place).run(title);
}

}  // namespace dateline::extract
