// What the beginnings and ends of lines give away.
#include "extract/vocabulary.h"

#include <algorithm>
#include <array>
#include <string>

#include "extract/words.h"

namespace dateline::extract {
namespace {

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

// What comment systems write between comments; the end of a line or the whole of it, lower case.
constexpr std::string_view kReplies[] = {
    "reply",          "reply to this", "replies",        "says:",
    "said...",        "said:",         "said,",          "wrote:",
    "writes:",        "permalink",     "antworten",      "antwort",
    "sagt:",          "sagte:",        "schreibt:",      "schrieb:",
    "meint:",         "zitieren",      "melden",         "report",
    "flag",           "report abuse",  "report comment", "responder",
    "r\u00e9pondre",  "dit :",         "a dit",          "dice:",
    "dijo...",        "ha detto...",   "rispondi",       "odpowiedz",
    "reageer",        "zegt:",         "like",           "quote",
    "edit",           "ago",           "disse...",       "signaler",
    "link to this",   "vote up",       "vote down",      "points",
    "odpov\u011bdet", "svara",         "svar",           "\u043e\u0442\u0432\u0435\u0442\u0438\u0442\u044c"};

// Words of a heading over comments, lower case.
constexpr std::string_view kCommentHeadings[] = {
    "comments",         "comment",     "kommentare",    "kommentar",       "responses",
    "response to",      "replies",     "discussion",    "commentaires",    "comentarios",
    "coment\u00e1rios", "commenti",    "reacties",      "leserkommentare", "diskussion",
    "opinions",         "thoughts on", "antworten",     "reader comments", "trackbacks",
    "komentarze",       "kommentit",   "leave a reply", "post a comment",  "have your say"};

constexpr std::string_view kBylines[] = {
    "by ",     "von ",      "por ",     "par ",   "di ",     "door ",       "av ",        "af ",
    "autor: ", "autorin: ", "author: ", "text: ", "words: ", "written by ", "posted by ", "reported by "};

// What a legal line goes on to say, lower case.
constexpr std::string_view kRights[] = {"may not be published",          "may not be reproduced",
                                        "all rights reserved",           "may not be republished",
                                        "alle rechte vorbehalten",       "tous droits r\u00e9serv\u00e9s",
                                        "todos los derechos reservados", "tutti i diritti riservati"};
// Beginnings of the notes of a comment form, lower case.
constexpr std::string_view kForms[] = {"your email address will not be published",
                                       "required fields are marked",
                                       "deine e-mail-adresse wird nicht",
                                       "ihre e-mail-adresse wird nicht",
                                       "votre adresse e-mail ne sera pas publi\u00e9e",
                                       "votre adresse de messagerie ne sera pas publi\u00e9e",
                                       "tu direcci\u00f3n de correo electr\u00f3nico no ser\u00e1 publicada"};

bool begins(std::string_view line, std::string_view beginning) {
  if (line.size() < beginning.size()) return false;
  for (std::size_t i = 0; i < beginning.size(); ++i)
    if (lower(line[i]) != beginning[i]) return false;
  return true;
}

// The entries of a table by one of their bytes, so that a line is compared with a few of them only.
template <std::size_t N>
class ByByte {
 public:
  template <class Byte>
  constexpr ByByte(const std::string_view (&table)[N], const Byte& byte) {
    for (std::size_t i = 0; i < N; ++i) ++begins_[byte(table[i]) + 1U];
    for (std::size_t b = 0; b < 256; ++b) begins_[b + 1] += begins_[b];
    std::array<std::size_t, 257> next = begins_;
    for (std::size_t i = 0; i < N; ++i) entries_[next[byte(table[i])]++] = table[i];
  }
  std::span<const std::string_view> of(char c) const {
    const auto b = static_cast<unsigned char>(c);
    return std::span(entries_).subspan(begins_[b], begins_[b + 1U] - begins_[b]);
  }

 private:
  std::array<std::size_t, 257> begins_{};
  std::array<std::string_view, N> entries_{};
};
constexpr auto kFirst = [](std::string_view s) { return static_cast<unsigned char>(s.front()); };
constexpr auto kLast = [](std::string_view s) { return static_cast<unsigned char>(s.back()); };
constexpr ByByte kRepliesByLast(kReplies, kLast);
constexpr ByByte kLinesByFirst(kLines, kFirst);
constexpr ByByte kBylinesByFirst(kBylines, kFirst);

constexpr bool by_size(std::string_view a, std::string_view b) {
  return a.size() < b.size();
}
constexpr std::size_t kShortestHeading =
    std::min_element(std::begin(kCommentHeadings), std::end(kCommentHeadings), by_size)->size();
constexpr std::size_t kLongestHeading =
    std::max_element(std::begin(kCommentHeadings), std::end(kCommentHeadings), by_size)->size();

}  // namespace

bool furniture_line(std::string_view line) {
  if (line.empty()) return false;
  const auto lines = kLinesByFirst.of(lower(line.front()));
  return std::any_of(lines.begin(), lines.end(), [&](std::string_view l) { return begins(line, l); });
}

bool legal_line(std::string_view line) {
  constexpr std::size_t kMost = 400;
  const bool marked = begins(line, "copyright ") || begins(line, "\u00a9 ") || begins(line, "(c) ");
  if (!marked || line.size() > kMost) return false;
  std::string folded(line);
  std::transform(folded.begin(), folded.end(), folded.begin(), lower);
  return std::any_of(std::begin(kRights), std::end(kRights),
                     [&](std::string_view words) { return folded.find(words) != std::string::npos; });
}

bool form_line(std::string_view line) {
  return std::any_of(std::begin(kForms), std::end(kForms),
                     [&](std::string_view words) { return begins(line, words); });
}

bool reply_line(std::string_view line) {
  if (line.empty()) return false;
  const auto replies = kRepliesByLast.of(lower(line.back()));
  return std::any_of(replies.begin(), replies.end(), [&](std::string_view word) {
    if (line.size() < word.size() || !same_word(line.substr(line.size() - word.size()), word)) return false;
    return line.size() == word.size() || !is_letter(line[line.size() - word.size() - 1]);
  });
}

bool comments_heading(std::string_view line) {
  const auto letters = static_cast<std::size_t>(std::count_if(line.begin(), line.end(), is_letter));
  if (letters >= kLongestHeading + 14 || line.size() < kShortestHeading) return false;
  std::string folded(line);
  std::transform(folded.begin(), folded.end(), folded.begin(), lower);
  return std::any_of(std::begin(kCommentHeadings), std::end(kCommentHeadings), [&](std::string_view word) {
    const std::size_t at = folded.find(word);
    return at != std::string::npos && letters < word.size() + 14;
  });
}

std::size_t byline_word(std::string_view line) {
  if (line.empty()) return 0;
  for (const std::string_view word : kBylinesByFirst.of(lower(line.front())))
    if (begins(line, word)) return word.size();
  return 0;
}

}  // namespace dateline::extract
