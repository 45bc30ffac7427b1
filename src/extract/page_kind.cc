#include "extract/page_kind.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "extract/features.h"

namespace dateline::extract {
namespace {

using html::Node;

// Headings of a page that is not there; the beginning of a title's part or of a heading, lower case.
constexpr std::string_view kNotFound[] = {
    "404",
    "error 404",
    "fehler 404",
    "erreur 404",
    "page not found",
    "not found",
    "page doesn't exist",
    "page does not exist",
    "this page does not exist",
    "this page doesn't exist",
    "page unavailable",
    "this page isn't available",
    "this page is not available",
    "this page is no longer available",
    "the page you requested",
    "the page you are looking for",
    "the page you were looking for",
    "the page you\u2019re looking for",
    "the page you're looking for",
    "sorry, this page",
    "sorry, the page",
    "sorry, we couldn't find",
    "sorry, we couldn\u2019t find",
    "we couldn't find",
    "we couldn\u2019t find",
    "we can't find",
    "we can\u2019t find",
    "this article is no longer available",
    "this content is no longer available",
    "article not found",
    "story not found",
    "content not found",
    "nothing found",
    "nothing was found",
    "oops! that page",
    "seite nicht gefunden",
    "die seite wurde nicht gefunden",
    "diese seite wurde nicht gefunden",
    "die gew\u00fcnschte seite",
    "diese seite existiert nicht",
    "artikel nicht gefunden",
    "inhalt nicht gefunden",
    "nicht gefunden",
    "page introuvable",
    "page non trouv\u00e9e",
    "cette page n'existe",
    "cette page n\u2019existe",
    "article introuvable",
    "p\u00e1gina no encontrada",
    "p\u00e1gina n\u00e3o encontrada",
    "no se encontr\u00f3 la p\u00e1gina",
    "esta p\u00e1gina no existe",
    "pagina non trovata",
    "pagina niet gevonden",
    "strona nie znaleziona",
    "nie znaleziono strony",
    "str\u00e1nka nenalezena",
    "str\u00e1nka nebyla nalezena",
    "sidan hittades inte",
    "sidan kunde inte hittas",
    "siden ble ikke funnet",
    "siden blev ikke fundet",
    "sivua ei l\u00f6ytynyt",
    "sayfa bulunamad\u0131",
    "\u0441\u0442\u0440\u0430\u043d\u0438\u0446\u0430 \u043d\u0435 "
    "\u043d\u0430\u0439\u0434\u0435\u043d\u0430",
    "\u0441\u0442\u043e\u0440\u0456\u043d\u043a\u0443 \u043d\u0435 "
    "\u0437\u043d\u0430\u0439\u0434\u0435\u043d\u043e",
    "\u0627\u0644\u0635\u0641\u062d\u0629 \u063a\u064a\u0631 \u0645\u0648\u062c\u0648\u062f\u0629",
    "\u30da\u30fc\u30b8\u304c\u898b\u3064\u304b\u308a\u307e\u305b\u3093",
    "\u9875\u9762\u4e0d\u5b58\u5728",
    "\u627e\u4e0d\u5230\u9875\u9762"};

constexpr std::string_view kLogin[] = {"log in",
                                       "login",
                                       "log on",
                                       "sign in",
                                       "please log in",
                                       "please sign in",
                                       "you must log in",
                                       "you must be logged in",
                                       "log in to continue",
                                       "member login",
                                       "anmelden",
                                       "anmeldung",
                                       "einloggen",
                                       "bitte melden sie sich an",
                                       "bitte loggen sie sich ein",
                                       "connexion",
                                       "se connecter",
                                       "connectez-vous",
                                       "identifiez-vous",
                                       "iniciar sesi\u00f3n",
                                       "inicia sesi\u00f3n",
                                       "inicie sesi\u00f3n",
                                       "iniciar sess\u00e3o",
                                       "acceder",
                                       "entrar",
                                       "accedi",
                                       "accesso",
                                       "inloggen",
                                       "aanmelden",
                                       "zaloguj",
                                       "logowanie",
                                       "p\u0159ihl\u00e1\u0161en\u00ed",
                                       "p\u0159ihl\u00e1sit se",
                                       "logga in",
                                       "logg inn",
                                       "log ind",
                                       "kirjaudu",
                                       "giri\u015f yap",
                                       "oturum a\u00e7",
                                       "\u0432\u0445\u043e\u0434",
                                       "\u0432\u043e\u0439\u0442\u0438",
                                       "\u0443\u0432\u0456\u0439\u0442\u0438",
                                       "\u062a\u0633\u062c\u064a\u0644 \u0627\u0644\u062f\u062e\u0648\u0644",
                                       "\u30ed\u30b0\u30a4\u30f3",
                                       "\u767b\u5f55",
                                       "\ub85c\uadf8\uc778"};

// What a text says that asks for consent; anywhere in it, lower case. A block that has two of them does.
constexpr std::string_view kConsent[] = {"cookie",
                                         "consent",
                                         "your privacy",
                                         "our partners",
                                         "third part",
                                         "legitimate interest",
                                         "privacy policy",
                                         "personal data",
                                         "personalised ad",
                                         "personalized ad",
                                         "personalised content",
                                         "personalized content",
                                         "unique identifier",
                                         "access information on a device",
                                         "accept all",
                                         "reject all",
                                         "einwillig",
                                         "zustimm",
                                         "datenschutz",
                                         "privatsph\u00e4re",
                                         "unsere partner",
                                         "drittanbieter",
                                         "personenbezogen",
                                         "personalisierte",
                                         "berechtigtes interesse",
                                         "mit werbung",
                                         "tracking",
                                         "widerruf",
                                         "akzeptieren",
                                         "consentement",
                                         "nos partenaires",
                                         "vie priv\u00e9e",
                                         "donn\u00e9es personnelles",
                                         "tout accepter",
                                         "traceurs",
                                         "consentimiento",
                                         "nuestros socios",
                                         "tu privacidad",
                                         "su privacidad",
                                         "datos personales",
                                         "aceptar todo",
                                         "consentimento",
                                         "dados pessoais",
                                         "consenso",
                                         "nostri partner",
                                         "dati personali",
                                         "accetta tutt",
                                         "toestemming",
                                         "onze partners",
                                         "persoonsgegevens",
                                         "zgod",
                                         "dane osobowe",
                                         "danych osobowych",
                                         "zaufani partnerzy",
                                         "prywatno\u015b",
                                         "samtycke",
                                         "samtykke",
                                         "suostumus",
                                         "evästeit",
                                         "souhlas",
                                         "osobn\u00edch \u00fadaj",
                                         "\u0441\u043e\u0433\u043b\u0430\u0441\u0438\u0435",
                                         "\u0444\u0430\u0439\u043b\u044b cookie"};
// What its button says; the beginning, lower case.
constexpr std::string_view kAgree[] = {"accept",         "agree",
                                       "i agree",        "i accept",
                                       "allow all",      "consent",
                                       "yes, i",         "got it",
                                       "akzeptieren",    "alle akzeptieren",
                                       "zustimmen",      "einwilligen",
                                       "alle cookies",   "annehmen",
                                       "ich stimme",     "accepter",
                                       "tout accepter",  "j'accepte",
                                       "j\u2019accepte", "autoriser",
                                       "aceptar",        "acepto",
                                       "aceitar",        "accetta",
                                       "accetto",        "akkoord",
                                       "accepteren",     "alles accept",
                                       "zgadzam",        "akceptuj",
                                       "przejd\u017a",   "acceptera",
                                       "godk\u00e4nn",   "godta",
                                       "accepter alle",  "hyv\u00e4ksy",
                                       "souhlas\u00edm", "p\u0159ijmout",
                                       "kabul",          "\u043f\u0440\u0438\u043d\u044f\u0442\u044c",
                                       "manage",         "reject",
                                       "ablehnen",       "refuser",
                                       "continue"};

constexpr std::size_t kShortText = 1'500;  // bytes of running text below which a page may be none of its own
constexpr std::size_t kConsentText = 8'000;  // a wall's text is longer
constexpr std::size_t kHeading = 100;        // bytes of a heading that is looked at
constexpr std::size_t kTitleRest = 14;       // bytes that may follow a phrase in its part of the title
constexpr double kMostly = 0.65;

constexpr std::size_t kTeasers = 6;         // that make a list
constexpr std::size_t kBareHeadlines = 12;  // that make one without any running text
constexpr std::size_t kTeaserText = 450;    // bytes of running text under one headline
constexpr std::size_t kHeadlineLink = 20;   // bytes of a headline

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

// Bytes of the phrase of the table that `text` (lower case) begins with; the longest.
template <std::size_t N>
std::size_t phrase(std::string_view text, const std::string_view (&table)[N]) {
  std::size_t best = 0;
  for (const std::string_view p : table)
    if (text.starts_with(p)) best = std::max(best, p.size());
  return best;
}

// The text is such a phrase with at most a few words more: "Page not found", "Log in to your account". What
// stands before a colon may be a word or a number, "404: page not found", but not the subject of a story.
template <std::size_t N>
bool part_says(std::string_view part, const std::string_view (&table)[N]) {
  constexpr std::size_t kBeforeColon = 12;
  const std::size_t colon = part.find(": ");
  if (colon != std::string_view::npos) {
    if (colon > kBeforeColon) return false;
    part.remove_prefix(colon + 2);
  }
  const std::size_t said = phrase(part, table);
  return said > 0 && part.size() <= said + std::max(kTitleRest, said);
}

// So does one of its parts between bars, the site's name beside it.
template <std::size_t N>
bool says(std::string_view text, const std::string_view (&table)[N]) {
  if (text.size() > kHeading) return false;
  const std::string folded = lowered(text);
  std::string_view rest = folded;
  for (;;) {
    const std::size_t bar = std::min({rest.find(" | "), rest.find(" - "), rest.find(" \u2013 "),
                                      rest.find(" \u2014 "), rest.find(" \u00b7 ")});
    if (part_says(rest.substr(0, bar), table)) return true;
    if (bar == std::string_view::npos) return false;
    rest.remove_prefix(rest.find(' ', bar + 1) + 1);
  }
}

class Kinds {
 public:
  explicit Kinds(const KindInput& in) : in_(in) {
    for (std::size_t i = 0; i < in.blocks.size(); ++i) {
      const Block& b = in.blocks[i];
      const bool running = prose(b);
      if (!running) continue;
      all_ += b.text.size();
      if (largest_ == nullptr || b.text.size() > largest_->text.size()) largest_ = &b;
      if (b.role != Role::furniture && b.text.size() > kTeaserText) long_text_ = true;
      if (in.kept[i]) text_ += b.text.size();
    }
  }

  PageKind run() const {
    if (all_ < kConsentText && asks_for_consent()) return PageKind::consent_wall;
    if (text_ >= kShortText && long_text_) return PageKind::article;
    if (in_.has_article_data || says_article()) return PageKind::article;
    if (text_ < kShortText) {
      if (heading_says(kNotFound)) return PageKind::not_found;
      if (has_password() && heading_says(kLogin)) return PageKind::login;
    }
    return !long_text_ && is_list() ? PageKind::list : PageKind::article;
  }

 private:
  template <std::size_t N>
  bool heading_says(const std::string_view (&table)[N]) const {
    if (says(in_.title, table) || says(page_title(), table)) return true;
    return std::any_of(in_.blocks.begin(), in_.blocks.end(), [&](const Block& b) {
      return b.tag == BlockTag::heading && b.heading <= 2 && b.linked == 0 && b.role != Role::comments &&
             b.role != Role::furniture && says(b.text, table);
    });
  }

  // Open Graph does.
  bool says_article() const {
    static const std::uint16_t meta = html::tag_id("meta");
    for (const Node& node : in_.page.nodes())
      if (node.tag_id == meta && in_.page.attribute(node, "property") == "og:type")
        return in_.page.attribute(node, "content").starts_with("article");
    return false;
  }

  std::string page_title() const {
    static const std::uint16_t title = html::tag_id("title");
    const auto nodes = in_.page.nodes();
    for (std::uint32_t i = 0; i + 1 < nodes.size(); ++i)
      if (nodes[i].tag_id == title && nodes[i + 1].is_text()) return collapsed(nodes[i + 1].text);
    return {};
  }

  bool has_password() const {
    static const std::uint16_t input = html::tag_id("input");
    for (const Node& node : in_.page.nodes())
      if (node.tag_id == input && lowered(in_.page.attribute(node, "type")) == "password") return true;
    return false;
  }

  // Most of the running text, wherever it stands, asks for consent, and there is something to press.
  bool asks_for_consent() const {
    if (largest_ == nullptr || consent_phrases(largest_->text) == 0) return false;
    std::size_t asked = 0;
    for (const Block& b : in_.blocks) {
      if (!prose(b)) continue;
      const std::string folded = lowered(b.text);
      std::size_t found = 0;
      for (const std::string_view words : kConsent) found += folded.find(words) != std::string::npos ? 1 : 0;
      if (found >= 2) asked += b.text.size();
    }
    return asked > 0 && static_cast<double>(asked) >= kMostly * static_cast<double>(all_) &&
           has_agree_button();
  }

  bool has_agree_button() const {
    static const std::array<std::uint16_t, 3> pressed = {html::tag_id("button"), html::tag_id("a"),
                                                         html::tag_id("input")};
    const auto nodes = in_.page.nodes();
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      if (nodes[i].is_text() || std::find(pressed.begin(), pressed.end(), nodes[i].tag_id) == pressed.end())
        continue;
      std::string said(in_.page.attribute(nodes[i], "value"));
      for (std::uint32_t k = i + 1; k < nodes[i].end && said.size() < 60; ++k)
        if (nodes[k].is_text()) said += nodes[k].text;
      if (phrase(lowered(collapsed(said)), kAgree) > 0) return true;
    }
    return false;
  }

  // Headlines that are links, one after the other, each with little text under it, and nothing else.
  bool is_list() const {
    const auto headline = [](const Block& b) {
      return b.link_density() > 0.8 && b.text.size() >= kHeadlineLink && b.role != Role::comments;
    };
    std::map<std::uint64_t, std::size_t> kinds;
    for (const Block& b : in_.blocks)
      if (headline(b)) ++kinds[b.kind];
    std::size_t headlines = 0;
    std::size_t teasers = 0;  // headlines with a little text under them
    std::size_t own = 0;      // bytes of running text that is no teaser's
    std::size_t under = 0;    // bytes of running text since the last headline
    const auto settle = [&] {
      if (headlines == 0 || under > kTeaserText)
        own += under;
      else if (under > 0)
        ++teasers;
      under = 0;
    };
    for (const Block& b : in_.blocks) {
      if (headline(b) && kinds[b.kind] >= kTeasers) {
        settle();
        ++headlines;
      } else if (prose(b) && b.role != Role::furniture) {
        under += b.text.size();
      }
    }
    settle();
    if (all_ == 0) return headlines >= kBareHeadlines;
    return teasers >= kTeasers && own < kTeaserText;
  }

  const KindInput& in_;
  std::size_t all_ = 0;             // bytes of running text on the page
  std::size_t text_ = 0;            // of that, in the text
  const Block* largest_ = nullptr;  // of running text
  bool long_text_ = false;          // some of it is longer than a teaser
};

struct Said {
  const char* code;
  const char* message;
};
constexpr std::array<Said, 5> kSaid = {
    {{nullptr, nullptr},
     {"consent-wall", "the page asks for consent to cookies before it shows anything"},
     {"list-page", "the page is a list of articles, not one"},
     {"not-found", "the page says that there is nothing at its address"},
     {"login-page", "the page asks to log in before it shows anything"}}};

}  // namespace

std::size_t consent_phrases(std::string_view text) {
  const std::string folded = lowered(text);
  return static_cast<std::size_t>(
      std::count_if(std::begin(kConsent), std::end(kConsent),
                    [&](std::string_view words) { return folded.find(words) != std::string::npos; }));
}

PageKind kind_of(const KindInput& in) {
  return Kinds(in).run();
}

const char* code_of(PageKind kind) {
  return kSaid[static_cast<std::size_t>(kind)].code;
}
const char* message_of(PageKind kind) {
  return kSaid[static_cast<std::size_t>(kind)].message;
}

}  // namespace dateline::extract
