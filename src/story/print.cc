#include "story/print.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace dateline::story {
namespace {

// Lines by which a desk says that the text is another's.
constexpr std::array<std::string_view, 12> kCredits = {
    "first published by",           "first published in", "first appeared in", "first appeared on",
    "originally published",         "With inputs from",   "with inputs from",  "with agency inputs",
    "This article was republished", "Syndicated",         "syndicated feed",   "republished from"};

std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 30U;
  x *= 0xbf58476d1ce4e5b9ULL;
  x ^= x >> 27U;
  x *= 0x94d049bb133111ebULL;
  return x ^ (x >> 31U);
}

bool credits_another(std::string_view text) {
  constexpr std::size_t kEdge = 400;
  const std::string_view head = text.substr(0, kEdge);
  const std::string_view tail = text.size() > kEdge ? text.substr(text.size() - kEdge) : std::string_view();
  return std::ranges::any_of(
      kCredits, [&](std::string_view line) { return head.contains(line) || tail.contains(line); });
}

}  // namespace

Print print_of(const Document& document, std::span<const Word> words) {
  Print print;
  print.id = document.id;
  const auto minute = minute_of(document.published);
  print.dated = minute.has_value();
  print.minute = minute.value_or(0);
  print.source = hash64(document.source);
  print.credited = credits_another(document.text);
  std::vector<std::uint32_t> keys;
  keys.reserve(words.size());
  for (const Word& word : words) keys.push_back(word.key);
  print.content = hash128({reinterpret_cast<const char*>(keys.data()), keys.size() * sizeof(std::uint32_t)});
  std::size_t at = 0;
  for (const ByteRange& sentence : document.sentences) {
    while (at < words.size() && words[at].range.begin < sentence.begin) ++at;
    print.sentences.push_back(static_cast<std::uint32_t>(print.words.size()));
    for (; at < words.size() && words[at].range.begin < sentence.end; ++at)
      if (!words[at].common && !words[at].quoted && print.words.size() < kMaxWords)
        print.words.push_back(words[at].key);
  }
  print.sentences.push_back(static_cast<std::uint32_t>(print.words.size()));
  print.words.shrink_to_fit();
  return print;
}

std::uint64_t shingle_at(const Print& print, std::size_t i) {
  std::uint64_t h = 0x9e3779b97f4a7c15ULL;
  for (std::size_t k = 0; k < kShingle; ++k) h = mix(h ^ print.words[i + k]) + k;
  return h;
}

bool kept(std::uint64_t shingle) {
  return shingle % kKeepOneOf == 0;
}

bool before(const Precedence& a, const Precedence& b) {
  const auto key = [](const Precedence& m) {
    // What credits another, or is shorter, comes later among those of one minute.
    return std::tuple(!m.dated, m.minute, m.credited, -static_cast<std::int64_t>(m.words), m.id);
  };
  return key(a) < key(b);
}

bool before(const Print& a, const Print& b) {
  const auto precedence = [](const Print& p) {
    return Precedence{p.dated, p.minute, p.credited, static_cast<std::uint32_t>(p.words.size()), p.id};
  };
  return before(precedence(a), precedence(b));
}

}  // namespace dateline::story
