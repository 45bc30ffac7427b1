#include "extract/vocabulary.h"

#include <algorithm>
#include <array>
#include <string>

namespace dateline::extract {
namespace {

struct Word {
  std::string_view text;
  Role role;
  bool whole;  // must be a whole part of a name (parts are split at -, _, digits and changes of case)
};

// Searched in lower case in each name. Order decides nothing: the strongest role wins (comments, furniture,
// caption, byline, body).
constexpr Word kNames[] = {
    {"comment", Role::comments, false},
    {"disqus", Role::comments, false},
    {"kommentar", Role::comments, false},
    {"respond", Role::comments, true},
    {"leserbrief", Role::comments, false},
    {"commentaire", Role::comments, false},
    {"comentario", Role::comments, false},
    {"commento", Role::comments, false},
    {"commenti", Role::comments, false},
    {"reacties", Role::comments, true},
    {"talkback", Role::comments, true},
    {"replies", Role::comments, true},
    {"reply", Role::comments, true},
    {"forum", Role::comments, true},
    {"livefyre", Role::comments, false},

    {"nav", Role::furniture, true},
    {"navi", Role::furniture, true},
    {"navbar", Role::furniture, true},
    {"navigation", Role::furniture, false},
    {"menu", Role::furniture, false},
    {"breadcrumb", Role::furniture, false},
    {"breadcrumbs", Role::furniture, false},
    {"sidebar", Role::furniture, false},
    {"share", Role::furniture, true},
    {"sharing", Role::furniture, true},
    {"shariff", Role::furniture, false},
    {"sharedaddy", Role::furniture, false},
    {"social", Role::furniture, false},
    {"related", Role::furniture, true},
    {"relatedposts", Role::furniture, false},
    {"yarpp", Role::furniture, false},
    {"recommend", Role::furniture, false},
    {"recommended", Role::furniture, false},
    {"promo", Role::furniture, true},
    {"teaser", Role::furniture, true},
    {"teasers", Role::furniture, true},
    {"newsletter", Role::furniture, false},
    {"subscribe", Role::furniture, true},
    {"subscription", Role::furniture, true},
    {"signup", Role::furniture, true},
    {"cookie", Role::furniture, false},
    {"consent", Role::furniture, true},
    {"banner", Role::furniture, true},
    {"ad", Role::furniture, true},
    {"ads", Role::furniture, true},
    {"advert", Role::furniture, true},
    {"advertisement", Role::furniture, false},
    {"adsense", Role::furniture, false},
    {"anzeige", Role::furniture, true},
    {"werbung", Role::furniture, false},
    {"sponsor", Role::furniture, false},
    {"sponsored", Role::furniture, false},
    {"outbrain", Role::furniture, false},
    {"taboola", Role::furniture, false},
    {"widget", Role::furniture, true},
    {"popup", Role::furniture, true},
    {"modal", Role::furniture, true},
    {"overlay", Role::furniture, true},
    {"footer", Role::furniture, true},
    {"masthead", Role::furniture, true},
    {"toolbar", Role::furniture, true},
    {"tags", Role::furniture, true},
    {"taglist", Role::furniture, true},
    {"tagcloud", Role::furniture, false},
    {"schlagworte", Role::furniture, false},
    {"pagination", Role::furniture, true},
    {"pager", Role::furniture, true},
    {"rating", Role::furniture, true},
    {"trending", Role::furniture, true},
    {"popular", Role::furniture, true},
    {"mostread", Role::furniture, false},
    {"addtoany", Role::furniture, false},
    {"addthis", Role::furniture, false},
    {"print", Role::furniture, true},
    {"disclaimer", Role::furniture, true},
    {"copyright", Role::furniture, true},
    {"impressum", Role::furniture, true},
    {"vgwort", Role::furniture, false},
    {"flattr", Role::furniture, false},
    {"skip", Role::furniture, true},
    {"screenreader", Role::furniture, false},
    {"hidden", Role::furniture, true},
    {"noprint", Role::furniture, true},
    {"paging", Role::furniture, true},
    {"authorbox", Role::furniture, false},
    {"bio", Role::furniture, true},
    {"jp-relatedposts", Role::furniture, false},
    {"infobox", Role::furniture, true},
    {"toc", Role::furniture, true},
    {"carousel", Role::furniture, true},
    {"slider", Role::furniture, true},
    {"playlist", Role::furniture, true},
    {"login", Role::furniture, true},
    {"paywall", Role::furniture, true},
    {"mehrzumthema", Role::furniture, false},
    {"navbox", Role::furniture, false},

    {"caption", Role::caption, false},
    {"credit", Role::caption, true},
    {"credits", Role::caption, true},
    {"bildunterschrift", Role::caption, false},
    {"legende", Role::caption, true},
    {"figcaption", Role::caption, false},
    {"bildquelle", Role::caption, false},

    {"byline", Role::byline, true},
    {"author", Role::byline, true},
    {"autor", Role::byline, true},
    {"meta", Role::byline, true},
    {"postmeta", Role::byline, true},
    {"metadata", Role::byline, true},
    {"dateline", Role::byline, true},
    {"timestamp", Role::byline, true},
    {"date", Role::byline, true},
    {"datum", Role::byline, true},
    {"published", Role::byline, true},
    {"pubdate", Role::byline, true},
    {"vcard", Role::byline, true},
    {"postinfo", Role::byline, true},

    {"articlebody", Role::body, false},
    {"article-body", Role::body, false},
    {"article_body", Role::body, false},
    {"entry-content", Role::body, false},
    {"post-content", Role::body, false},
    {"postcontent", Role::body, false},
    {"post-body", Role::body, false},
    {"article-content", Role::body, false},
    {"article__body", Role::body, false},
    {"article__content", Role::body, false},
    {"story-body", Role::body, false},
    {"storybody", Role::body, false},
    {"article-text", Role::body, false},
    {"articletext", Role::body, false},
    {"artikeltext", Role::body, false},
    {"entry_content", Role::body, false},
    {"post_content", Role::body, false},
    {"body-text", Role::body, false},
    {"single-content", Role::body, false},
    {"td-post-content", Role::body, false},
    {"page-content", Role::body, false},
};

int strength(Role role) {
  switch (role) {
    case Role::comments:
      return 5;
    case Role::furniture:
      return 4;
    case Role::caption:
      return 3;
    case Role::byline:
      return 2;
    case Role::body:
      return 1;
    case Role::none:
      break;
  }
  return 0;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80) != 0;
}

// Beginnings of furniture lines, lower case.
constexpr std::string_view kLines[] = {
    "read more",
    "read also",
    "also read",
    "see also",
    "related:",
    "more:",
    "advertisement",
    "share this",
    "share on",
    "follow us",
    "sign up",
    "subscribe",
    "click here",
    "photo:",
    "photo by",
    "image:",
    "image credit",
    "picture:",
    "video:",
    "watch:",
    "listen:",
    "copyright",
    "\xC2\xA9",
    "all rights reserved",
    "(c) ",
    "tags:",
    "filed under",
    "posted in",
    "category:",
    "categories:",
    "comments",
    "leave a comment",
    "leave a reply",
    "previous article",
    "next article",
    "print this",
    "email this",
    "lesen sie auch",
    "lesen sie hier",
    "lesen sie mehr",
    "mehr zum thema",
    "zum thema:",
    "auch interessant",
    "foto:",
    "fotos:",
    "bild:",
    "bildquelle",
    "quelle:",
    "anzeige",
    "werbung",
    "teilen",
    "artikel teilen",
    "drucken",
    "kommentar",
    "kommentare",
    "schlagworte",
    "schlagw\xC3\xB6rter",
    "kategorie",
    "newsletter",
    "jetzt anmelden",
    "mehr dazu",
    "weitere artikel",
    "das k\xC3\xB6nnte sie",
    "lire aussi",
    "\xC3\xA0 lire aussi",
    "partager",
    "publicit\xC3\xA9",
    "lea tambi\xC3\xA9n",
    "lee tambi\xC3\xA9n",
    "leer m\xC3\xA1s",
    "compartir",
    "publicidad",
    "leggi anche",
    "condividi",
    "czytaj te\xC5\xBC",
    "lees ook",
    "continue reading",
    "story continues below",
    "skip to",
    "loading",
    "please enable javascript",
    "this article was originally",
    "recommended",
    "trending",
    "most read",
    "download pdf",
    "vgwort",
    "beitrag teilen",
    "gef\xC3\xA4llt mir",
    "like this",
    "related posts",
    "\xC3\xA4hnliche beitr\xC3\xA4ge",
    "ver\xC3\xB6"
    "ffentlicht in",
    "ver\xC3\xB6"
    "ffentlicht am",
    "eingestellt von",
    "posted by",
    "zur\xC3\xBC"
    "ck zu",
};

constexpr std::string_view kBylines[] = {
    "by ",     "von ",      "por ",     "par ",   "di ",     "door ",       "av ",        "af ",
    "autor: ", "autorin: ", "author: ", "text: ", "words: ", "written by ", "posted by ", "reported by "};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool begins(std::string_view line, std::string_view beginning) {
  if (line.size() < beginning.size()) return false;
  for (std::size_t i = 0; i < beginning.size(); ++i)
    if (lower(line[i]) != beginning[i]) return false;
  return true;
}

// A part of a name begins after a non-letter or at a change from lower to upper case.
bool part_at(std::string_view names, std::size_t at, std::size_t size) {
  const bool begins_part = at == 0 || !is_letter(names[at - 1]) || (names[at - 1] >= 'a' && names[at] <= 'Z');
  const std::size_t end = at + size;
  const bool ends_part = end == names.size() || !is_letter(names[end]) ||
                         (names[end - 1] >= 'a' && names[end] >= 'A' && names[end] <= 'Z');
  return begins_part && ends_part;
}

}  // namespace

Role role_of(std::string_view names) {
  Role best = Role::none;
  if (names.empty()) return best;
  std::string folded(names.substr(0, 400));
  std::transform(folded.begin(), folded.end(), folded.begin(), lower);
  for (const Word& word : kNames) {
    if (strength(word.role) <= strength(best)) continue;
    for (std::size_t at = folded.find(word.text); at != std::string::npos;
         at = folded.find(word.text, at + 1)) {
      if (word.whole && !part_at(names, at, word.text.size())) continue;
      best = word.role;
      break;
    }
  }
  return best;
}

bool furniture_line(std::string_view line) {
  return std::any_of(std::begin(kLines), std::end(kLines),
                     [&](std::string_view l) { return begins(line, l); });
}

std::size_t byline_word(std::string_view line) {
  for (const std::string_view word : kBylines)
    if (begins(line, word)) return word.size();
  return 0;
}

}  // namespace dateline::extract
