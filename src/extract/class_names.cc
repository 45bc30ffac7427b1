// What class and id names speak of.
#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "extract/vocabulary.h"
#include "extract/words.h"

namespace dateline::extract {
namespace {

struct Word {
  std::string_view text;
  std::uint32_t hints;
  bool whole;  // must be whole parts of a name (parts are split at -, _, digits and changes of case)
};

// Searched in lower case in each name. Order decides nothing.
constexpr Word kNames[] = {
    {"comment", hint_comments, false},
    {"disqus", hint_comments, false},
    {"kommentar", hint_comments, false},
    {"leserbrief", hint_comments, false},
    {"commentaire", hint_comments, false},
    {"comentario", hint_comments, false},
    {"commento", hint_comments, false},
    {"commenti", hint_comments, false},
    {"livefyre", hint_comments, false},
    {"kommentti", hint_comments, false},
    {"komentar", hint_comments, false},
    {"wpdiscuz", hint_comments, false},
    {"respond", hint_comments, true},
    {"reacties", hint_comments, true},
    {"talkback", hint_comments, true},
    {"replies", hint_comments, true},
    {"reply", hint_comments, true},
    {"forum", hint_comments, true},
    {"talk-back", hint_comments, true},
    {"opinions", hint_comments, true},
    {"diskussion", hint_comments, true},
    {"discussion", hint_comments, true},
    {"navigation", hint_nav, false},
    {"menu", hint_nav, false},
    {"breadcrumb", hint_nav, false},
    {"sidebar", hint_nav, false},
    {"screenreader", hint_nav, false},
    {"navbox", hint_nav, false},
    {"nav", hint_nav, true},
    {"navi", hint_nav, true},
    {"navbar", hint_nav, true},
    {"topbar", hint_nav, true},
    {"masthead", hint_nav, true},
    {"toolbar", hint_nav, true},
    {"footer", hint_nav, true},
    {"skip", hint_nav, true},
    {"pagination", hint_nav, true},
    {"pager", hint_nav, true},
    {"paging", hint_nav, true},
    {"toc", hint_nav, true},
    {"sitemap", hint_nav, true},
    {"header-bar", hint_nav, true},
    {"subnav", hint_nav, true},
    {"megamenu", hint_nav, true},
    {"shariff", hint_share, false},
    {"social", hint_share, false},
    {"addtoany", hint_share, false},
    {"addthis", hint_share, false},
    {"sharedaddy", hint_share, false},
    {"share", hint_share, true},
    {"sharing", hint_share, true},
    {"sharebar", hint_share, true},
    {"teilen", hint_share, true},
    {"compartir", hint_share, true},
    {"partager", hint_share, true},
    {"follow", hint_share, true},
    {"flattr", hint_share, true},
    {"likes", hint_share, true},
    {"rating", hint_share, true},
    {"print", hint_share, true},
    {"noprint", hint_share, true},
    {"relatedposts", hint_related, false},
    {"yarpp", hint_related, false},
    {"recommend", hint_related, false},
    {"outbrain", hint_related, false},
    {"taboola", hint_related, false},
    {"mostread", hint_related, false},
    {"mehrzumthema", hint_related, false},
    {"recirculation", hint_related, false},
    {"nextread", hint_related, false},
    {"related", hint_related, true},
    {"trending", hint_related, true},
    {"popular", hint_related, true},
    {"carousel", hint_related, true},
    {"slider", hint_related, true},
    {"playlist", hint_related, true},
    {"crosslink", hint_related, true},
    {"latest", hint_related, true},
    {"more-articles", hint_related, true},
    {"readmore", hint_related, true},
    {"readalso", hint_related, true},
    {"read-more", hint_related, true},
    {"also-read", hint_related, true},
    {"weiterlesen", hint_related, true},
    {"topnews", hint_related, true},
    {"morenews", hint_related, true},
    {"interlink", hint_related, true},
    {"newsletter", hint_promo, false},
    {"cookie", hint_promo, false},
    {"advertisement", hint_promo, false},
    {"adsense", hint_promo, false},
    {"werbung", hint_promo, false},
    {"sponsor", hint_promo, false},
    {"promo", hint_promo, false},
    {"signup", hint_promo, false},
    {"affiliate", hint_promo, false},
    {"donation", hint_promo, false},
    {"subscribe", hint_promo, true},
    {"subscription", hint_promo, true},
    {"abo", hint_promo, true},
    {"consent", hint_promo, true},
    {"banner", hint_promo, true},
    {"ad", hint_promo, true},
    {"ads", hint_promo, true},
    {"advert", hint_promo, true},
    {"anzeige", hint_promo, true},
    {"widget", hint_promo, true},
    {"popup", hint_promo, true},
    {"modal", hint_promo, true},
    {"overlay", hint_promo, true},
    {"login", hint_promo, true},
    {"paywall", hint_promo, true},
    {"disclaimer", hint_promo, true},
    {"copyright", hint_promo, true},
    {"impressum", hint_promo, true},
    {"vgwort", hint_promo, true},
    {"donate", hint_promo, true},
    {"spenden", hint_promo, true},
    {"membership", hint_promo, true},
    {"callout", hint_promo, true},
    {"cta", hint_promo, true},
    {"offer", hint_promo, true},
    {"subvert", hint_promo, true},
    {"tagcloud", hint_tags, false},
    {"taglist", hint_tags, false},
    {"schlagworte", hint_tags, false},
    {"keywords", hint_tags, false},
    {"tags", hint_tags, true},
    {"tag-links", hint_tags, true},
    {"tagged", hint_tags, true},
    {"cat-links", hint_tags, true},
    {"topics", hint_tags, true},
    {"authorbox", hint_bio, false},
    {"author-box", hint_bio, false},
    {"author-bio", hint_bio, false},
    {"about-author", hint_bio, false},
    {"bio", hint_bio, true},
    {"biography", hint_bio, true},
    {"teaser", hint_teaser, true},
    {"teasers", hint_teaser, true},
    {"teaserbox", hint_teaser, true},
    {"hidden", hint_hidden, true},
    {"invisible", hint_hidden, true},
    {"sr-only", hint_hidden, true},
    {"visually-hidden", hint_hidden, true},
    {"infobox", hint_aside, true},
    {"factbox", hint_aside, true},
    {"sidenote", hint_aside, true},
    {"caption", hint_caption, false},
    {"bildunterschrift", hint_caption, false},
    {"figcaption", hint_caption, false},
    {"bildquelle", hint_caption, false},
    {"imagedescription", hint_caption, false},
    {"image-description", hint_caption, false},
    {"img_description", hint_caption, false},
    {"bildtext", hint_caption, false},
    {"credit", hint_caption, true},
    {"credits", hint_caption, true},
    {"legende", hint_caption, true},
    {"copyright-text", hint_caption, true},
    {"bildnachweis", hint_caption, true},
    {"fotocredit", hint_caption, true},
    {"byline", hint_byline | hint_author, true},
    {"meta", hint_byline, true},
    {"postmeta", hint_byline, true},
    {"metadata", hint_byline, true},
    {"dateline", hint_byline, true},
    {"postinfo", hint_byline, true},
    {"vcard", hint_byline, true},
    {"infoline", hint_byline, true},
    {"entry-info", hint_byline, true},
    {"article-info", hint_byline, true},
    {"submitted", hint_byline, true},
    {"itemposter", hint_byline | hint_author, true},
    {"author-name", hint_author, false},
    {"author_name", hint_author, false},
    {"authorname", hint_author, false},
    {"author__name", hint_author, false},
    {"byline-name", hint_author, false},
    {"byline__name", hint_author, false},
    {"authored-by", hint_author, false},
    {"auteur", hint_author, false},
    {"verfasser", hint_author, false},
    {"author", hint_author, true},
    {"autor", hint_author, true},
    {"autorin", hint_author, true},
    {"authors", hint_author, true},
    {"username", hint_author, true},
    {"contributor", hint_author, true},
    {"writer", hint_author, true},
    {"redakteur", hint_author, true},
    {"reporter", hint_author, true},
    {"journalist", hint_author, true},
    {"fn", hint_author, true},
    {"pubdate", hint_date, false},
    {"publishdate", hint_date, false},
    {"publish-date", hint_date, false},
    {"date-published", hint_date, false},
    {"published-date", hint_date, false},
    {"date", hint_date, true},
    {"datum", hint_date, true},
    {"time", hint_date, true},
    {"timestamp", hint_date, true},
    {"published", hint_date, true},
    {"posted", hint_date, true},
    {"fecha", hint_date, true},
    {"datetime", hint_date, true},
    {"erschienen", hint_date, true},
    {"stand", hint_date, true},
    {"docdata", hint_date, true},
    {"authored", hint_date, true},
    {"date-modified", hint_modified, false},
    {"datemodified", hint_modified, false},
    {"last-updated", hint_modified, false},
    {"lastmod", hint_modified, false},
    {"updated", hint_modified, true},
    {"modified", hint_modified, true},
    {"aktualisiert", hint_modified, true},
    {"articlebody", hint_body, false},
    {"article-body", hint_body, false},
    {"article_body", hint_body, false},
    {"entry-content", hint_body, false},
    {"post-content", hint_body, false},
    {"postcontent", hint_body, false},
    {"post-body", hint_body, false},
    {"article-content", hint_body, false},
    {"article__body", hint_body, false},
    {"article__content", hint_body, false},
    {"story-body", hint_body, false},
    {"storybody", hint_body, false},
    {"article-text", hint_body, false},
    {"articletext", hint_body, false},
    {"artikeltext", hint_body, false},
    {"entry_content", hint_body, false},
    {"post_content", hint_body, false},
    {"body-text", hint_body, false},
    {"single-content", hint_body, false},
    {"page-content", hint_body, false},
    {"richtext", hint_body, false},
    {"rich-text", hint_body, false},
    {"prose", hint_body, true},
    {"standfirst", hint_lead, false},
    {"article-intro", hint_lead, false},
    {"article-teaser", hint_lead, false},
    {"teaser-text", hint_lead, false},
    {"vorspann", hint_lead, false},
    {"article__intro", hint_lead, false},
    {"article-lead", hint_lead, false},
    {"introtext", hint_lead, false},
    {"article-summary", hint_lead, false},
    {"article-excerpt", hint_lead, false},
    {"single__excerpt", hint_lead, false},
    {"lead", hint_lead, true},
    {"lede", hint_lead, true},
    {"intro", hint_lead, true},
    {"introduction", hint_lead, true},
    {"dek", hint_lead, true},
    {"deck", hint_lead, true},
    {"subheadline", hint_lead, true},
    {"subline", hint_lead, true},
    {"excerpt", hint_lead, true},
    {"abstract", hint_lead, true},
    {"chapo", hint_lead, true},
    {"entradilla", hint_lead, true},
    {"sommario", hint_lead, true},
    {"kicker-text", hint_lead, true},
    {"anrisstext", hint_lead, true},
    {"bajada", hint_lead, true},
    {"copete", hint_lead, true},
    {"entry-title", hint_title, false},
    {"post-title", hint_title, false},
    {"article-title", hint_title, false},
    {"headline", hint_title, false},
    {"posttitle", hint_title, false},
    {"article__title", hint_title, false},
    {"story-title", hint_title, false},
    {"news-title", hint_title, false},
    {"page-title", hint_title, false},
    {"site-title", hint_site, false},
    {"blog-title", hint_site, false},
    {"sitename", hint_site, false},
    {"site-name", hint_site, false},
    {"blogname", hint_site, false},
    {"site_title", hint_site, false},
    {"logo", hint_site, true},
    {"kicker", hint_kicker, false},
    {"dachzeile", hint_kicker, false},
    {"overline", hint_kicker, false},
    {"topline", hint_kicker, false},
    {"roofline", hint_kicker, false},
    {"eyebrow", hint_kicker, false},
    {"spitzmarke", hint_kicker, false},
    {"pretitle", hint_kicker, false},
    {"pre-title", hint_kicker, false},
    {"supertitle", hint_kicker, false},
    {"sub-title", hint_kicker, false},
    {"visually-hidden", hint_kicker, false},
    {"screen-reader", hint_kicker, false},
    {"sr-only", hint_kicker, false},
    {"subtitle", hint_kicker, true},
    {"category", hint_kicker, true},
};

// A part of a name begins after a non-letter or at a change from lower to upper case.
bool part_at(std::string_view names, std::size_t at, std::size_t size) {
  const bool begins_part = at == 0 || !is_letter(names[at - 1]) || (names[at - 1] >= 'a' && names[at] <= 'Z');
  const std::size_t end = at + size;
  const bool ends_part = end == names.size() || !is_letter(names[end]) ||
                         (names[end - 1] >= 'a' && names[end] >= 'A' && names[end] <= 'Z');
  return begins_part && ends_part;
}

constexpr bool small_letter(char c) {
  return c >= 'a' && c <= 'z';
}
constexpr std::size_t pair_of(char first, char second) {
  return static_cast<std::size_t>(first - 'a') * 26 + static_cast<std::size_t>(second - 'a');
}

// The words by their first two letters, so that each place of a name is compared with one or two only.
struct Index {
  std::array<std::vector<const Word*>, std::size_t{26} * 26> by_pair;
  Index() {
    static_assert(std::all_of(std::begin(kNames), std::end(kNames), [](const Word& w) {
      return w.text.size() >= 2 && small_letter(w.text[0]) && small_letter(w.text[1]);
    }));
    for (const Word& word : kNames) by_pair[pair_of(word.text[0], word.text[1])].push_back(&word);
  }
};

// Whether the word stands at `at`, of which its first two letters are known to be there.
bool stands_at(std::string_view all, std::size_t at, std::string_view word) {
  if (all.size() - at < word.size()) return false;
  for (std::size_t k = 2; k < word.size(); ++k)
    if (all[at + k] != word[k]) return false;
  return true;
}

}  // namespace

std::uint32_t hints_of(std::string_view names) {
  static const Index index;
  constexpr std::size_t kMost = 400;
  names = names.substr(0, kMost);
  std::array<char, kMost> folded;
  std::transform(names.begin(), names.end(), folded.begin(), lower);
  const std::string_view all(folded.data(), names.size());
  std::uint32_t hints = 0;
  for (std::size_t at = 0; at + 1 < all.size(); ++at) {
    if (!small_letter(all[at]) || !small_letter(all[at + 1])) continue;
    for (const Word* word : index.by_pair[pair_of(all[at], all[at + 1])]) {
      if ((hints & word->hints) == word->hints || !stands_at(all, at, word->text)) continue;
      if (word->whole && !part_at(names, at, word->text.size())) continue;
      hints |= word->hints;
    }
  }
  return hints;
}

Role role_of_hints(std::uint32_t hints) {
  if ((hints & hint_comments) != 0) return Role::comments;
  if ((hints & kFurnitureHints) != 0) return Role::furniture;
  if ((hints & hint_caption) != 0) return Role::caption;
  if ((hints & (hint_byline | hint_author | hint_date)) != 0) return Role::byline;
  return (hints & hint_body) != 0 ? Role::body : Role::none;
}

}  // namespace dateline::extract
