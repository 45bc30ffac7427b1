// Names out of bylines, and the choice among those that a page gives.
#include <algorithm>
#include <array>

#include "extract/authors.h"
#include "extract/page_map.h"
#include "extract/vocabulary.h"

namespace dateline::extract {
namespace {

std::string_view trimmed(std::string_view s) {
  constexpr std::string_view kEdge = " \t\n,.:;|-*";
  while (!s.empty() && kEdge.find(s.front()) != std::string_view::npos) s.remove_prefix(1);
  while (!s.empty() && kEdge.find(s.back()) != std::string_view::npos) {
    // The point of an initial or of "Jr." stays.
    if (s.back() == '.' && s.size() >= 3 && (s[s.size() - 3] == ' ' || s[s.size() - 3] == '.')) break;
    s.remove_suffix(1);
  }
  for (const std::string_view mark : {"\u2014", "\u2013", "\u00b7", "\u2022", "\u00a9"}) {
    if (s.starts_with(mark)) return trimmed(s.substr(mark.size()));
    if (s.ends_with(mark)) return trimmed(s.substr(0, s.size() - mark.size()));
  }
  return s;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// To compare names that differ in case, points and hyphens.
std::string key_of(std::string_view text) {
  std::string out;
  for (char c : lowered(text))
    if (c != ' ' && c != '-' && c != '.' && c != '\'') out += c;
  return out;
}

bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80) != 0;
}

bool has_word(const std::string& text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
    if ((at == 0 || !letter(text[at - 1])) &&
        (at + word.size() >= text.size() || !letter(text[at + word.size()])))
      return true;
  return false;
}

// What stands before a name, lower case; taken off again and again.
constexpr std::string_view kLeads[] = {"zeige alle beitr\u00e4ge von",
                                       "alle beitr\u00e4ge von",
                                       "beitr\u00e4ge von",
                                       "weitere artikel von",
                                       "alle artikel von",
                                       "alles von",
                                       "publiziert am",
                                       "\u00fcber ",
                                       "about ",
                                       "im wortlaut von",
                                       "mehr von",
                                       "view all posts by",
                                       "all posts by",
                                       "posts by",
                                       "more by",
                                       "ein beitrag von",
                                       "blog beitrag von",
                                       "beitrag von",
                                       "eine kolumne von",
                                       "ein gastbeitrag von",
                                       "gastbeitrag von",
                                       "interview von",
                                       "interview:",
                                       "kommentar von",
                                       "text und fotos:",
                                       "text:",
                                       "text von",
                                       "texte von",
                                       "written by",
                                       "posted by",
                                       "reported by",
                                       "words by",
                                       "story by",
                                       "erstellt von",
                                       "geschrieben von",
                                       "eingestellt von",
                                       "gespeichert von",
                                       "verfasst von",
                                       "pressemitteilung von",
                                       "publi\u00e9 par",
                                       "\u00e9crit par",
                                       "propos par",
                                       "escrito por",
                                       "publicado por",
                                       "scritto da",
                                       "autorin",
                                       "autoren",
                                       "autor",
                                       "authors",
                                       "author",
                                       "auteurs",
                                       "auteur",
                                       "redakteur:",
                                       "redaktion:",
                                       "vom",
                                       "von",
                                       "by",
                                       "par",
                                       "por",
                                       "door",
                                       "av",
                                       "af",
                                       "di",
                                       "de:",
                                       "da:",
                                       "z:",
                                       "rechtsanw\u00e4ltin",
                                       "rechtsanwalt",
                                       "\u8d23\u7f16\uff1a",
                                       "\u8d23\u4efb\u7f16\u8f91\uff1a",
                                       "\u8bb0\u8005",
                                       "\u6587/",
                                       "gespr\u00e4ch:",
                                       "fotos:"};
// What stands after one.
constexpr std::string_view kCuts[] = {
    " | ",  " - ",  " \u2013 ", " \u2014 ", " \u00b7 ", " \u2022 ",      " on ",
    " am ", " at ", " vom ",    " um ",     " for ",    " f\u00fcr ",    " @",
    "(",    "[",    "\n",       " \u00bb",  " le ",     " \uae30\uc790", " >"};
// Words of jobs, labels and buttons: what has one is no name.
constexpr std::string_view kNoName[] = {"correspondent",
                                        "reporter",
                                        "editor",
                                        "writer",
                                        "journalist",
                                        "redakteur",
                                        "redakteurin",
                                        "chefredakteur",
                                        "korrespondent",
                                        "korrespondentin",
                                        "staff",
                                        "photographer",
                                        "fotograf",
                                        "fotografin",
                                        "columnist",
                                        "kolumnist",
                                        "published",
                                        "updated",
                                        "posted",
                                        "comments",
                                        "comment",
                                        "kommentar",
                                        "kommentare",
                                        "read",
                                        "min",
                                        "minutes",
                                        "minuten",
                                        "uhr",
                                        "share",
                                        "http",
                                        "https",
                                        "www",
                                        "facebook",
                                        "twitter",
                                        "instagram",
                                        "email",
                                        "e-mail",
                                        "follow",
                                        "folgen",
                                        "admin",
                                        "administrator",
                                        "ver\u00f6ffentlicht",
                                        "says",
                                        "sagt",
                                        "sagte",
                                        "schreibt",
                                        "name",
                                        "datum",
                                        "date",
                                        "website",
                                        "webseite",
                                        "alle",
                                        "mehr",
                                        "view",
                                        "profile",
                                        "profil",
                                        "lesezeit",
                                        "teilen",
                                        "edited",
                                        "edition",
                                        "foto",
                                        "photo",
                                        "monday",
                                        "tuesday",
                                        "wednesday",
                                        "thursday",
                                        "friday",
                                        "saturday",
                                        "sunday",
                                        "montag",
                                        "dienstag",
                                        "mittwoch",
                                        "donnerstag",
                                        "freitag",
                                        "samstag",
                                        "sonntag",
                                        "gesch\u00e4ftsf\u00fchrer",
                                        "projektleiterin",
                                        "projektleiter",
                                        "professor",
                                        "director",
                                        "direktor",
                                        "freelance",
                                        "contributor",
                                        "about",
                                        "\u00fcber",
                                        "undefined",
                                        "null",
                                        "anonymous",
                                        "ort",
                                        "link",
                                        "bild",
                                        "bildquelle",
                                        "quelle",
                                        "vita"};
constexpr std::string_view kSeparators[] = {" and ", " und ", " & ", ", ",     "; ",     " / ",     " | ",
                                            " et ",  " y ",   " e ", " og ",   " och ",  " en ",    " with ",
                                            " mit ", "/",     ";",   "\u3001", "\uff0c", " \u00b7 "};

bool all_capitals(std::string_view name) {
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || c == '.' || c == '-'; });
}

bool plausible(std::string_view name) {
  if (name.size() < 2 || name.size() > 60 || name.find('@') != std::string_view::npos ||
      name.find("://") != std::string_view::npos || name.find('?') != std::string_view::npos)
    return false;
  if (std::none_of(name.begin(), name.end(), letter)) return false;
  const bool words = name.find(' ') != std::string_view::npos;
  const bool digits = std::any_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
  // An account's name may hold digits.
  if (digits && (words || !letter(name.front()) || name.find(':') != std::string_view::npos)) return false;
  if (std::count(name.begin(), name.end(), ' ') > 5) return false;
  const std::string low = lowered(name);
  return std::none_of(std::begin(kNoName), std::end(kNoName),
                      [&](std::string_view w) { return has_word(low, w); });
}

std::string_view without_lead(std::string_view name) {
  for (bool again = true; again;) {
    again = false;
    const std::string low = lowered(name.substr(0, 40));
    for (const std::string_view lead : kLeads) {
      if (!low.starts_with(lead)) continue;
      const std::size_t end = lead.size();
      const bool whole = !letter(lead.back()) || end >= name.size() || !letter(name[end]) ||
                         (static_cast<unsigned char>(lead.back()) & 0x80) != 0;
      if (!whole) continue;
      name = trimmed(name.substr(end));
      again = true;
      break;
    }
  }
  return name;
}

std::string_view without_tail(std::string_view name) {
  for (const std::string_view cut : kCuts) {
    const std::size_t at = name.find(cut);
    if (at != std::string_view::npos && at > 0) name = name.substr(0, at);
  }
  return trimmed(name);
}

bool multiword(std::string_view name) {
  const bool wide = (static_cast<unsigned char>(name.front()) & 0xE0) == 0xE0;  // CJK names have no space
  return name.find(' ') != std::string_view::npos || (wide && name.size() >= 6);
}

// How good a name looks: 2 for several words, 1 for one, 0 for an account's name.
int quality(const std::string& name) {
  const bool small = name[0] >= 'a' && name[0] <= 'z';
  if (multiword(name)) return small ? 0 : 2;
  const bool digits = std::any_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
  return small || digits ? 0 : 1;
}

void add_name(std::vector<std::string>& names, std::string name) {
  const std::string key = key_of(name);
  if (std::none_of(names.begin(), names.end(), [&](const std::string& n) { return key_of(n) == key; }))
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

std::vector<std::string> names_of(const ShownAuthor& shown) {
  if (shown.strength < 2) return names_after_by(shown);
  std::vector<std::string> names;
  for (const std::string& link : shown.links)
    for (std::string& name : read_authors(link)) add_name(names, std::move(name));
  if (!names.empty()) return names;
  for (const std::string& piece : shown.pieces) {
    if (piece.size() > 60 && piece.ends_with('.')) continue;  // a sentence about somebody
    names = read_authors(piece);
    if (!names.empty()) break;
  }
  return names;
}

struct Ranked {
  std::vector<std::string> names;
  int rank = 0;
  const char* from = "";
};

}  // namespace

std::vector<std::string> read_authors(std::string_view byline) {
  std::vector<std::string> names;
  const std::string text = collapsed(byline);
  if (text.find("://") != std::string::npos) return names;
  std::vector<std::string_view> parts;
  std::string_view rest = without_lead(trimmed(text));
  while (!rest.empty()) {
    std::size_t cut = rest.size();
    std::size_t skip = 0;
    for (const std::string_view separator : kSeparators) {
      const std::size_t at = rest.find(separator);
      if (at < cut) cut = at, skip = separator.size();
    }
    parts.push_back(rest.substr(0, cut));
    rest.remove_prefix(std::min(cut + skip, rest.size()));
  }
  bool full = false;
  for (const std::string_view part : parts) {
    const std::string_view name = without_tail(without_lead(trimmed(part)));
    if (!plausible(name)) continue;
    // "Ida Venn, Vellmar": one word after a full name is a place, unless it is an agency.
    if (full && !multiword(name) && !all_capitals(name)) continue;
    full = full || multiword(name);
    add_name(names, std::string(name));
  }
  return names;
}

Authors choose_authors(const AuthorSources& sources) {
  Ranked best;
  const std::string site = key_of(sources.source);
  const auto offer = [&](std::vector<std::string> names, std::array<int, 3> ranks, const char* from,
                         int doubt = 0) {
    if (names.empty()) return;
    const bool site_itself = names.size() == 1 && key_of(names.front()) == site;
    const int rank = site_itself ? 33 : ranks[static_cast<std::size_t>(quality(names.front()))] - doubt;
    if (rank > best.rank) best = {std::move(names), rank, from};
  };
  const auto all = [](const std::vector<std::string>& values) {
    std::vector<std::string> names;
    for (const std::string& value : values)
      for (std::string& name : read_authors(value)) add_name(names, std::move(name));
    return names;
  };
  offer(all(sources.json_ld), {30, 60, 100}, "json-ld");
  offer(all(sources.meta), {28, 55, 90}, "meta");
  if (sources.people.size() == 1) offer(all(sources.people), {27, 57, 72}, "json-ld person");
  constexpr std::array<std::array<int, 3>, 4> kShown = {
      {{0, 0, 0}, {35, 52, 70}, {40, 57, 66}, {50, 62, 80}}};
  for (std::size_t i = 0; i < sources.shown.size(); ++i) {
    const ShownAuthor& shown = sources.shown[i];
    std::vector<std::string> names = names_of(shown);
    if (names.empty()) continue;
    // Those who stand beside each other wrote it together.
    unsigned last = shown.node;
    for (std::size_t k = i + 1; k < sources.shown.size() && sources.shown[k].node < last + 40; ++k) {
      if (sources.shown[k].strength != shown.strength) continue;
      for (std::string& name : names_of(sources.shown[k])) add_name(names, std::move(name));
      last = sources.shown[k].node;
    }
    const int many = names.size() > 4 ? 30 : 0;
    if (names.size() <= 8)
      offer(std::move(names), kShown[std::min(shown.strength, 3U)], "byline", shown.doubt + many);
  }
  for (const std::string& line : sources.lines) {
    std::vector<std::string> names = read_authors(line);
    std::erase_if(names, [](const std::string& n) { return quality(n) < 1; });
    offer(std::move(names), {0, 20, 48}, "line of text");
  }
  return {std::move(best.names), best.from};
}

}  // namespace dateline::extract
