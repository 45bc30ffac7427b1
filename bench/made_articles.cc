#include "made_articles.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>

#include "base/json.h"

namespace dateline::bench {
namespace {

std::string lowered(std::string_view word) {
  std::string out(word);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

}  // namespace

bool of_calendar(std::string_view word) {
  static constexpr std::array<std::string_view, 39> kWords = {
      "monday",   "tuesday",  "wednesday", "thursday", "friday",    "saturday", "sunday",  "january",
      "february", "march",    "april",     "may",      "june",      "july",     "august",  "september",
      "october",  "november", "december",  "today",    "yesterday", "tomorrow", "tonight", "day",
      "days",     "week",     "weeks",     "weekend",  "month",     "months",   "year",    "years",
      "last",     "next",     "ago",       "earlier",  "later",     "morning",  "evening"};
  return std::ranges::find(kWords, lowered(word)) != kWords.end();
}

Exchange::Exchange(const std::vector<std::string>& texts) {
  std::map<std::string, std::pair<std::size_t, std::size_t>, std::less<>> counts;  // all, capitalised
  std::vector<story::Word> words;
  for (const std::string& text : texts) {
    story::read_words(text, words);
    for (const story::Word& word : words) {
      if (word.common || word.number) continue;
      if (of_calendar(slice(text, word.range))) continue;
      auto& count = counts[lowered(slice(text, word.range))];
      ++count.first;
      count.second += word.capital ? 1U : 0U;
    }
  }
  for (const auto& [word, count] : counts)
    ranked_[2 * count.second > count.first ? 1 : 0].emplace_back(count.first, word);
  for (auto& list : ranked_) {
    std::ranges::stable_sort(list, std::ranges::greater(), [](const auto& entry) { return entry.first; });
    for (std::size_t rank = 0; rank < list.size(); ++rank)
      place_[list[rank].second] = {static_cast<std::uint32_t>(&list - ranked_), rank};
  }
}

std::string Exchange::apply(const std::string& text, std::uint64_t round) {
  if (round == 0) return text;
  story::read_words(text, words_);
  std::string out;
  std::size_t at = 0;
  for (const story::Word& word : words_) {
    const auto found = place_.find(lowered(slice(text, word.range)));
    if (found == place_.end() || word.common) continue;
    out += text.substr(at, word.range.begin - at);
    std::string other = exchanged(found->second, round);
    if (word.capital) other[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(other[0])));
    out += other;
    at = word.range.end;
  }
  return out + text.substr(at);
}

// Within its block of ranks, by a step that is another for each round.
const std::string& Exchange::exchanged(Place place, std::uint64_t round) {
  const auto& list = ranked_[place.list];
  constexpr std::size_t kBlock = 1024;
  const std::size_t first = place.rank / kBlock * kBlock;
  const std::size_t size = std::min(kBlock, list.size() - first);
  auto [known, fresh] = shifts_.try_emplace({round, first});
  if (fresh) known->second = std::mt19937_64(round * 1000 + first)();
  const std::uint64_t shift = known->second;
  return list[first + (place.rank - first + shift) % size].second;
}

std::vector<std::string> invented(std::size_t n) {
  static constexpr std::array<std::string_view, 5> kDays = {" on Monday", " on Thursday", " yesterday",
                                                            " on 3 March", " last month"};
  std::mt19937 random(7);
  std::vector<std::string> vocabulary;
  for (int i = 0; i < 60'000; ++i) {
    std::string word;
    for (unsigned k = 0; k < 2 + random() % 3; ++k) {
      word += "bdfgklmnprstvz"[random() % 14];
      word += "aeiou"[random() % 5];
    }
    vocabulary.push_back(word);
  }
  std::vector<std::string> names;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < n; ++i) {
    if (i % 10 == 0) {
      names.clear();
      for (int k = 0; k < 25; ++k) names.push_back(vocabulary[20'000 + random() % 40'000]);
    }
    std::string text;
    for (unsigned s = 0; s < 12 + i % 16; ++s) {
      for (int w = 0; w < 20; ++w) {
        // Zipf by the inverse of a uniform number: word r about as often as 1 / r.
        const double u = static_cast<double>(random() % 1'000'000) / 1e6;
        const auto rank =
            static_cast<std::size_t>(std::exp(u * std::log(static_cast<double>(vocabulary.size())))) - 1;
        const bool name = random() % 8 == 0;
        std::string word =
            name ? names[random() % names.size()] : vocabulary[std::min(rank, vocabulary.size() - 1)];
        if (w == 0 || name) word[0] = static_cast<char>(word[0] - 'a' + 'A');
        text += (w == 0 ? "" : " ") + word;
      }
      if (s % 3 == 1) text += kDays[random() % kDays.size()];
      text += s % 3 == 2 ? ".\n\n" : ". ";
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

std::vector<std::string> texts_of(const std::string& path) {
  std::ifstream in(path);
  json::Parser parser;
  std::vector<std::string> texts;
  for (std::string line; std::getline(in, line);) {
    const auto value = parser.parse(line);
    if (value && !(*value)["text"].string().empty()) texts.emplace_back((*value)["text"].string());
  }
  return texts;
}

std::vector<ByteRange> sentences_of(std::string_view text) {
  std::vector<ByteRange> result;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min({text.find(". ", at), text.find(".\n", at), text.find('\n', at), text.size()});
    if (end < text.size() && text[end] == '.') ++end;
    if (end > at) result.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
    at = end + 1;
  }
  return result;
}

Article Maker::next() {
  const std::size_t i = made_++;
  Article article;
  article.id = fmt::format("a{:07}", i);
  article.source = fmt::format("Paper {}", random_() % 300);
  article.published = partial_date(*make_day(2031, 1, 1) + std::chrono::days(i / 300));
  article.published->clock = fmt::format("{:02}:{:02}:00", i % 300 / 13, i % 300 % 13 * 4);
  if (i % 3 == 2 && recent_.size() > 1) {
    article.text = copy();
  } else {
    article.text = exchange_.apply(texts_[base_ % texts_.size()], base_ / texts_.size());
    ++base_;
    recent_.push_back(article.text);
    if (recent_.size() > 12) recent_.pop_front();
  }
  return article;
}

std::string Maker::copy() {
  const std::string& origin = recent_[random_() % recent_.size()];
  const std::string& other = recent_[random_() % recent_.size()];
  const std::vector<ByteRange> sentences = sentences_of(origin);
  const std::size_t keep = std::max<std::size_t>(1, sentences.size() * (50 + random_() % 51) / 100);
  std::string text = "Latest from the agencies\n\n";
  for (std::size_t s = 0; s < keep; ++s)
    if (random_() % 12 != 0) text += std::string(slice(origin, sentences[s])) + (s % 3 == 2 ? "\n\n" : " ");
  if (random_() % 2 == 0) text += "\n\nWith inputs from our own staff.";
  if (random_() % 4 == 0) text += "\n\n" + other.substr(0, other.find('\n', other.size() / 8));
  return text;
}

std::string as_json(const Article& article) {
  std::string line;
  json::Writer w(line);
  w.begin_object().member("id", article.id).member("source", article.source);
  w.member("published", to_string(*article.published)).member("text", article.text).end_object();
  return line;
}

}  // namespace dateline::bench
