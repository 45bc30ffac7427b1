#include "extract/pasted_text.h"

#include <algorithm>
#include <span>
#include <vector>

#include "extract/authors.h"
#include "extract/metadata.h"
#include "extract/vocabulary.h"

namespace dateline::extract {
namespace {

constexpr std::size_t kProse = 90;      // bytes from which a line with a full stop is running text
constexpr std::size_t kHeadline = 200;  // a headline is no longer than this
constexpr std::size_t kShort = 60;      // a line that closes the article, or names a desk or an outlet

// Lines after which nothing of the article comes: the comments, and the site's other articles.
constexpr std::string_view kClosing[] = {
    "no comments",
    "post a comment",
    "leave a reply",
    "leave a comment",
    "add a comment",
    "add comment",
    "comments",
    "comment",
    "related articles",
    "related stories",
    "related news",
    "related posts",
    "the latest",
    "latest news",
    "most read",
    "most popular",
    "more news",
    "more from",
    "you might also",
    "you may also",
    "recommended for you",
    "also read",
    "read also",
    "read more",
    "kommentare",
    "kommentar",
    "keine kommentare",
    "mehr zum thema",
    "meistgelesen",
    "commentaires",
    "comentarios",
    "deja un comentario",
    "commenti",
    "comentários",
    "noticias relacionadas",
};

// Ends of names of outlets, and words of a desk, by which a short line over the text is known.
constexpr std::string_view kOutlets[] = {
    "news",   "times",   "post",     "herald",    "agency",   "press",  "tribune", "gazette",
    "online", "journal", "observer", "chronicle", "courier",  "daily",  "mail",    "standard",
    "weekly", "today",   "wire",     "telegraph", "register", "review", "echo"};
constexpr std::string_view kDesks[] = {"desk",     "staff",  "newsroom", "correspondent",
                                       "reporter", "editor", "writer"};

std::string lowered(std::string_view line) {
  std::string out(line);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// A closing line is the word itself, alone or with what a site puts behind it ("Comments (3)", "ALSO READ:
// ...").
bool closes(std::string_view line) {
  const std::string low = lowered(line);
  return std::any_of(std::begin(kClosing), std::end(kClosing), [&](std::string_view word) {
    if (!low.starts_with(word)) return false;
    if (low.size() == word.size()) return true;
    const char next = low[word.size()];
    return next == ':' || (low.size() < kShort && (next == ' ' || next == '(') && !low.ends_with('.'));
  });
}

bool ends_sentence(std::string_view line) {
  if (line.ends_with(')')) {  // a credit behind the last full stop: "... he said. (Kestrel)"
    const std::size_t open = line.rfind('(');
    if (open != std::string_view::npos && line.size() - open <= kShort) {
      std::string_view before = line.substr(0, open);
      while (before.ends_with(' ')) before.remove_suffix(1);
      if (!before.empty() && ends_sentence(before)) return true;
    }
  }
  for (const std::string_view quote : {"\"", "'", ")", "\u201d", "\u2019", "\u00bb"})
    if (line.ends_with(quote)) line.remove_suffix(quote.size());
  return !line.empty() && (line.back() == '.' || line.back() == '!' || line.back() == '?' ||
                           line.back() == ':' || line.ends_with("\u2026"));
}

bool prose(std::string_view line) {
  return (line.size() >= kProse && ends_sentence(line)) || line.size() >= 2 * kProse;
}

// A row of the site's sections, as menus are pasted: wide gaps or bars between its words.
bool menu(std::string_view line) {
  std::size_t gaps = line.size() < kShort && line.find(" | ") != std::string_view::npos ? 1 : 0;
  for (std::size_t i = 1; i < line.size(); ++i)
    gaps += line[i] == '|' || line[i] == '\t' ||
            (line[i] == ' ' && line[i - 1] == ' ' && (i < 2 || line[i - 2] != ' '));
  return gaps >= 2;
}

// The page's lines without the empty ones and the menus.
std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string line = collapsed(text.substr(0, end));
    if (!line.empty() && (line.size() >= kHeadline || !menu(text.substr(0, end))))
      out.push_back(std::move(line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::size_t words(std::string_view line) {
  return static_cast<std::size_t>(std::count(line.begin(), line.end(), ' ')) + 1;
}

bool has_last_word(std::string_view line, std::span<const std::string_view> table) {
  const std::string low = lowered(line.substr(line.rfind(' ') + 1));
  return std::find(table.begin(), table.end(), low) != table.end();
}

// A picture's caption: it names who took it.
bool caption(std::string_view line) {
  const std::string low = lowered(line);
  return low.find("photo") != std::string::npos || low.find("credit:") != std::string::npos ||
         low.find("picture:") != std::string::npos || low.find("image:") != std::string::npos;
}

using Lines = std::vector<std::string>;
using At = Lines::const_iterator;

// The headline is the first line of several words above the text that is neither furniture nor a date nor a
// full sentence; a standfirst comes after it. Where all are full sentences, the longest. `text` where there
// is none.
At headline_of(const Lines& lines, At text) {
  At sentence = text;
  for (At it = lines.begin(); it != text; ++it) {
    if (it->size() > kHeadline || words(*it) < 4 || furniture_line(*it) || caption(*it) ||
        byline_word(*it) > 0)
      continue;
    if (words(*it) < 7 && date_in_text(*it)) continue;
    if (!ends_sentence(*it) || it->ends_with('?') || it->ends_with('!')) return it;
    if (sentence == text || it->size() >= sentence->size()) sentence = it;
  }
  return sentence;
}

// The article begins with a short sentence where one stands between its byline or date line and the first
// long line.
At begin_of(At headline, At text, At end) {
  if (headline == text) return text;
  const At above = std::find_if(headline + 1, text, [](std::string_view line) {
    return byline_word(line) > 0 || (line.size() < kShort && date_in_text(line));
  });
  if (above == text) return text;
  At begin = text;
  while (begin != end && begin - 1 > above && (begin - 1)->size() >= 40 && ends_sentence(*(begin - 1)) &&
         !furniture_line(*(begin - 1)) && !caption(*(begin - 1)))
    --begin;
  return begin;
}

// "News Desk - The Courier", "The Courier", "Orlane24": who published it, where a short line by itself says
// so.
void read_source_line(std::string_view line, Article& article) {
  if (line.size() > kShort || furniture_line(line) || date_in_text(line)) return;
  const std::size_t dash = line.find(" - ");
  if (dash != std::string_view::npos && has_last_word(line.substr(0, dash), kDesks)) {
    if (article.authors.empty()) article.authors.emplace_back(line.substr(0, dash));
    if (article.source.empty()) article.source = line.substr(dash + 3);
    return;
  }
  const bool capital = !line.empty() && line[0] >= 'A' && line[0] <= 'Z';
  if (article.source.empty() && capital && words(line) <= 5 && has_last_word(line, kOutlets))
    article.source = line;
}

}  // namespace

void read_pasted_text(std::string_view text, Article& article) {
  const std::vector<std::string> lines = lines_of(text);
  const auto first = std::find_if(lines.begin(), lines.end(), prose);
  const auto closing = std::find_if(first, lines.end(), closes);
  const auto last =
      std::find_if(std::make_reverse_iterator(closing), std::make_reverse_iterator(first), prose).base();
  const At headline = headline_of(lines, first);
  if (headline != first) article.title = *headline;
  for (auto it = lines.begin(); it != first; ++it) {
    if (it == headline) continue;
    if (!article.published)
      if (const auto date = date_in_text(*it))
        article.published = date, article.published_from = DateSource::text;
    if (article.authors.empty() && byline_word(*it) > 0 && it->size() < 120)
      article.authors = read_authors(*it);
    else
      read_source_line(*it, article);
  }
  for (auto it = begin_of(headline, first, last); it != last; ++it) {
    const bool keep = prose(*it) || (ends_sentence(*it) && it->size() >= 25 && !furniture_line(*it)) ||
                      (words(*it) >= 2 && it->size() < 80 && std::next(it) != last && prose(*std::next(it)) &&
                       !furniture_line(*it) && !date_in_text(*it));
    if (!keep) continue;
    if (!article.text.empty()) article.text += "\n\n";
    article.text += *it;
  }
  if (article.text.empty()) article.diagnostics.push_back({"no-text", "no line of running text was found"});
}

}  // namespace dateline::extract
