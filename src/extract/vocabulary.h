#pragma once
// Words by which pages give themselves away: in class and id names, and at the beginning of lines that are
// furniture.

#include <span>
#include <string_view>

namespace dateline::extract {

// What the class, id and role of an element say it is.
enum class Role : unsigned char { none, furniture, comments, caption, byline, body };

// `names` are the element's class, id and the like, any case. The strongest word decides; body only when no
// other does.
Role role_of(std::string_view names);

// A short line that is the site's and not the article's: "Read more", "Lesen Sie auch", "Photo:".
bool furniture_line(std::string_view line);

// Beginning of a byline: "By", "Von", "Por" ...; the number of bytes it takes with the space after it, or 0.
std::size_t byline_word(std::string_view line);

}  // namespace dateline::extract
