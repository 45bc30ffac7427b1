#pragma once
// Words by which pages give themselves away: in class and id names, and at the beginning of lines that are
// furniture.

#include <cstdint>
#include <span>
#include <string_view>

namespace dateline::extract {

// What the class, id and role of an element say it is.
enum class Role : unsigned char { none, furniture, comments, caption, byline, body };

// What the words in class and id names (and some tags) speak of; several may.
enum Hint : std::uint32_t {
  hint_comments = 1U << 0,
  hint_nav = 1U << 1,
  hint_share = 1U << 2,
  hint_related = 1U << 3,
  hint_promo = 1U << 4,
  hint_tags = 1U << 5,
  hint_bio = 1U << 6,
  hint_teaser = 1U << 7,
  hint_hidden = 1U << 8,
  hint_aside = 1U << 9,
  hint_caption = 1U << 10,
  hint_byline = 1U << 11,
  hint_author = 1U << 12,
  hint_date = 1U << 13,
  hint_modified = 1U << 14,
  hint_body = 1U << 15,
  hint_lead = 1U << 16,
  hint_title = 1U << 17,
  hint_site = 1U << 18,
  hint_kicker = 1U << 19,
  // What a tag says:
  mark_aside = 1U << 24,
  mark_nav = 1U << 25,
  mark_footer = 1U << 26,
  mark_header = 1U << 27,
  mark_form = 1U << 28,
  mark_figure = 1U << 29,
  mark_article = 1U << 30,
  mark_list = 1U << 31,
};
inline constexpr std::uint32_t kFurnitureHints = hint_nav | hint_share | hint_related | hint_promo |
                                                 hint_tags | hint_bio | hint_teaser | hint_hidden |
                                                 hint_aside;

// `names` are the element's class, id and the like, any case. O(length).
std::uint32_t hints_of(std::string_view names);

// The strongest role that the hints speak for; body only when no other.
Role role_of_hints(std::uint32_t hints);

// A short line that is the site's and not the article's: "Read more", "Lesen Sie auch", "Photo:".
bool furniture_line(std::string_view line);

// A publisher's legal line, of which nothing is the article's: "Copyright 2031 ... may not be published".
bool legal_line(std::string_view line);
// What the form under readers' comments says of itself.
bool form_line(std::string_view line);

// A short line of a comment system: "Reply", "Ida says:", "2 hours ago".
bool reply_line(std::string_view line);
// A heading over readers' comments: "12 Comments", "Kommentare (3)".
bool comments_heading(std::string_view line);

// Beginning of a byline: "By", "Von", "Por" ...; the number of bytes it takes with the space after it, or 0.
std::size_t byline_word(std::string_view line);

}  // namespace dateline::extract
