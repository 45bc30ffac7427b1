#include "extract/title.h"

#include <algorithm>
#include <array>

#include "extract/blocks.h"

namespace dateline::extract {
namespace {

// Lower case letters and digits only: to compare titles that differ in quotes and dashes.
std::string key_of(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= 'A' && c <= 'Z')
      out += static_cast<char>(c + 32);
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      out += c;
    else if (c == '\xE2' && i + 2 < text.size())
      i += 2;  // general punctuation: quotes, dashes
    else if (c == '\xC2' && i + 1 < text.size())
      i += 1;  // no-break space, soft hyphen, guillemets
    else if ((static_cast<unsigned char>(c) & 0x80) != 0)
      out += c;
  }
  return out;
}

// What stands between a title and a site's name.
constexpr std::array<std::string_view, 12> kBars = {" | ",      " - ",      " \u2013 ", " \u2014 ",
                                                    " :: ",     " \u00bb ", " \u00ab ", " \u2022 ",
                                                    " \u00b7 ", " // ",     " / ",      " \u2039 "};

struct Cut {
  std::size_t at = std::string::npos;
  std::size_t size = 0;
};

Cut last_bar(std::string_view text) {
  Cut cut;
  for (const std::string_view bar : kBars) {
    const std::size_t at = text.rfind(bar);
    if (at != std::string_view::npos && (cut.at == std::string_view::npos || at > cut.at))
      cut = {at, bar.size()};
  }
  return cut;
}

Cut first_bar(std::string_view text) {
  Cut cut;
  for (const std::string_view bar : kBars) {
    const std::size_t at = text.find(bar);
    if (at < cut.at) cut = {at, bar.size()};
  }
  return cut;
}

bool is_site(const std::string& key, const std::string& site) {
  if (key.size() < 2 || site.size() < 2) return false;
  return key == site || (key.size() >= 4 && site.find(key) != std::string::npos) ||
         (site.size() >= 4 && key.find(site) != std::string::npos && key.size() < 2 * site.size() + 8);
}

constexpr std::size_t kAlike = 20;  // bytes of key that make two titles alike
constexpr std::size_t kPart = 3;    // a heading that is less than this part of a title is a word of it
constexpr int kAgain = 10;          // for each further hidden title that is the same

bool same_end(const std::string& a, const std::string& b) {
  return a.size() >= kAlike && b.size() >= kAlike &&
         a.compare(a.size() - kAlike, kAlike, b, b.size() - kAlike, kAlike) == 0;
}

// A title that the page does not show, with its key.
struct Hidden {
  std::string text;
  std::string key;
};

// How well a heading fits the hidden titles; 0 for not at all. May cut a kicker off the heading. `page` is
// the key of the title element.
int agreement(std::string& heading, const std::string& page, const std::vector<Hidden>& hidden) {
  const std::string key = key_of(heading);
  if (key.size() < 3) return 0;
  int best = 0;
  const Hidden* suffix = nullptr;
  for (const Hidden& title : hidden) {
    const std::string& other = title.key;
    if (other.size() < 3) continue;
    if (other == key) {
      best = best >= 100 ? best + kAgain : 100;
      continue;
    }
    if (key.size() > other.size() && other.size() >= 15 && key.ends_with(other) && best < 90) {
      suffix = &title;
      best = 90;
    }
    if (key.size() >= 12 && key.size() * kPart >= other.size() && other.find(key) != std::string::npos)
      best = std::max(best, 75);
    if (other.size() >= 12 && key.find(other) != std::string::npos) best = std::max(best, 70);
    if (key.size() >= kAlike && (key.compare(0, kAlike, other, 0, kAlike) == 0 || same_end(key, other)))
      best = std::max(best, 60);
  }
  if (best == 90 && suffix != nullptr) heading = suffix->text;
  const bool part = key.size() * kPart >= page.size();
  if (best < 65 && part && key.size() >= 4 && page.starts_with(key)) best = 65;
  if (best < 55 && part && key.size() >= 8 && page.find(key) != std::string::npos) best = 55;
  return best;
}

// Search engines get their own headline: where the shown heading and the title element are the same, a
// structured title that differs is the newsroom's.
const std::string* newsroom(const std::string& shown, const std::string& page,
                            const std::vector<const std::string*>& structured) {
  const std::string key = key_of(shown);
  if (key != key_of(page)) return nullptr;
  for (const std::string* title : structured) {
    const std::string other = key_of(*title);
    if (other.size() >= 15 && other != key && (key.ends_with(other) || key.find(other) == std::string::npos))
      return title;
  }
  return nullptr;
}

}  // namespace

std::string without_site(std::string_view title, std::string_view site) {
  std::string text = collapsed(title);
  const std::string key = key_of(site);
  for (int round = 0; round < 3; ++round) {
    const Cut cut = last_bar(text);
    if (cut.at == std::string::npos) break;
    const std::string tail = key_of(std::string_view(text).substr(cut.at + cut.size));
    const bool strong =
        text.compare(cut.at, cut.size, " | ") == 0 || text.compare(cut.at, cut.size, " :: ") == 0;
    const bool short_tail = tail.size() <= 24 && cut.at >= 25 && cut.at > 2 * tail.size() &&
                            text.compare(cut.at, cut.size, " \u2013 ") != 0;
    if (is_site(tail, key) || (strong && cut.at >= 15) || short_tail) {
      text.resize(cut.at);
      continue;
    }
    break;
  }
  const Cut cut = first_bar(text);
  if (cut.at != std::string::npos) {
    const std::string front = key_of(std::string_view(text).substr(0, cut.at));
    if (front == key || (is_site(front, key) && front.size() <= key.size())) text.erase(0, cut.at + cut.size);
  }
  return collapsed(text);
}

std::array<std::string, 2> site_parts(std::string_view title) {
  const std::string text = collapsed(title);
  const Cut last = last_bar(text);
  const Cut first = first_bar(text);
  if (last.at == std::string::npos) return {};
  return {text.substr(last.at + last.size), text.substr(0, first.at)};
}

Title choose_title(const TitleSources& sources) {
  const std::string site = key_of(sources.site);
  const std::string host = key_of(sources.host.substr(0, sources.host.rfind('.')));
  const auto names_site = [&](const std::string& text) {
    const std::string key = key_of(text);
    return key.empty() || key == site || key == host;
  };
  const std::string json_ld = without_site(sources.json_ld, sources.site);
  const std::string meta = without_site(sources.meta, sources.site);
  const std::string page = without_site(sources.page, sources.site);
  std::vector<Hidden> hidden;
  for (const std::string* title : {&json_ld, &meta, &page})
    if (!names_site(*title)) hidden.push_back({*title, key_of(*title)});
  const std::string page_key = key_of(sources.page);
  Title best;
  int best_score = 54;
  std::size_t shown = 0;
  const Heading* only = nullptr;
  for (const Heading& h : sources.headings) {
    if (h.of_site || names_site(h.text)) continue;
    if (h.level == 1) ++shown, only = only == nullptr ? &h : only;
    std::string text = h.text;
    int score = agreement(text, page_key, hidden);
    if (score < 100 && h.whole != h.text) {
      std::string whole = h.whole;
      if (const int with_kicker = agreement(whole, page_key, hidden); with_kicker >= 100)
        score = with_kicker, text = std::move(whole);
    }
    if (score == 0) continue;
    score += h.level == 1 ? 12 : h.level == 2 ? 4 : 0;
    score += h.titled ? 6 : 0;
    if (score > best_score) best_score = score, best = {std::move(text), h.level == 1 ? "h1" : "heading"};
  }
  if (!best.text.empty()) {
    if (const std::string* other = newsroom(best.text, page, {&json_ld, &meta}))
      return {*other, other == &json_ld ? "json-ld, not the search engines' title"
                                        : "meta, not the search engines' title"};
    return best;
  }
  if (sources.bare && hidden.size() == 1 && hidden.front().text == page) return {page, "title element"};
  // Data and meta agree on another one than the page shows.
  if (!names_site(json_ld) && key_of(json_ld) == key_of(meta)) return {json_ld, "json-ld and meta"};
  if (shown == 1 && only->text.size() >= 5 && !(sources.bare && hidden.size() == 1))
    return {only->text, "the only h1"};
  if (!names_site(json_ld)) return {json_ld, "json-ld"};
  if (!names_site(meta)) return {meta, "meta"};
  for (const Heading& h : sources.headings)
    if (h.titled && !h.of_site && !names_site(h.text)) return {h.text, "heading called title"};
  if (shown >= 1) return {only->text, "first h1"};
  return {without_site(sources.page, sources.site), "title element"};
}

}  // namespace dateline::extract
