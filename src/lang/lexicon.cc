#include "lang/lexicon.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/hash.h"
#include "base/utf8.h"

namespace dateline::lang {

StringIndex::Added StringIndex::add(std::string_view text) {
  if (2 * (entries_.size() + 1) > slots_.size()) grow();
  const std::uint64_t hash = hash64(text);
  std::size_t at = hash & (slots_.size() - 1);
  for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
    const std::uint32_t found = slots_[at] - 1;
    if (entries_[found].hash == hash && (*this)[found] == text) return {found, false};
  }
  const auto index = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back({hash, bytes_.size(), text.size()});
  bytes_.insert(bytes_.end(), text.begin(), text.end());
  slots_[at] = index + 1;
  return {index, true};
}

void StringIndex::grow() {
  slots_.assign(std::max<std::size_t>(1024, slots_.size() * 2), 0);
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    std::size_t at = entries_[i].hash & (slots_.size() - 1);
    while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = i + 1;
  }
}

void StringIndex::clear() {
  entries_.clear();
  bytes_.clear();
  std::fill(slots_.begin(), slots_.end(), 0);
}

StringIds::StringIds(const ModelFile& file) : symbols_(file.strings("symbols")) {
  for (std::size_t i = 0; i + 1 < symbols_.size(); i += 2) {
    const std::string_view digits = symbols_[i + 1];
    std::uint64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    sorted_.emplace_back(symbols_[i], number);
    longest_ = std::max(longest_, symbols_[i].size());
  }
  std::sort(sorted_.begin(), sorted_.end());
}

std::uint64_t StringIds::id(std::string_view text) const {
  if (text.empty()) return 0;
  if (text.size() <= longest_) {
    const auto found =
        std::lower_bound(sorted_.begin(), sorted_.end(), text,
                         [](const auto& entry, std::string_view key) { return entry.first < key; });
    if (found != sorted_.end() && found->first == text) return found->second;
  }
  constexpr std::uint64_t m = 0xC6A4A7935BD1E995;
  std::uint64_t h = 1 ^ (text.size() * m);
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t k = 0;
    std::memcpy(&k, text.data() + at, 8);
    k *= m;
    k ^= k >> 47;
    h = (h ^ (k * m)) * m;
  }
  if (at < text.size()) {
    std::uint64_t k = 0;
    std::memcpy(&k, text.data() + at, text.size() - at);
    h = (h ^ k) * m;
  }
  h = (h ^ (h >> 47)) * m;
  return h ^ (h >> 47);
}

WordTables::WordTables(const ModelFile& model)
    : file(model), characters(model), ids(model), norms(model.strings("norms")) {
  const StringTable base = model.strings("base_norms");
  for (std::size_t i = 0; i + 1 < base.size(); i += 2) base_norms.emplace_back(base[i], base[i + 1]);
  std::sort(base_norms.begin(), base_norms.end());
}

std::string WordTables::norm(std::string_view text, const std::string& lower) const {
  std::uint64_t id = ids.id(text);
  char key[8];
  for (int i = 7; i >= 0; --i, id >>= 8) key[i] = static_cast<char>(id & 0xFF);
  if (const std::size_t found = norms.find({key, 8}, 2); found < norms.size())
    return std::string(norms[found + 1]);
  const auto base =
      std::lower_bound(base_norms.begin(), base_norms.end(), text,
                       [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
  if (base != base_norms.end() && base->first == text) return std::string(base->second);
  return lower;
}

// X for a capital, x for another letter, d for a digit, anything else as it is; runs are cut to four.
std::string WordTables::shape(std::u32string_view points) const {
  if (points.size() >= 100) return "LONG";
  std::string out;
  char32_t last = 0;
  int run = 0;
  for (const char32_t c : points) {
    char32_t kind = c;
    if (characters.letter.has(c))
      kind = characters.upper.has(c) ? U'X' : U'x';
    else if (characters.digit.has(c))
      kind = U'd';
    run = kind == last ? run + 1 : 0;
    last = kind;
    if (run < 4) {
      if (kind < 128)
        out += static_cast<char>(kind);
      else
        utf8::append(out, kind);
    }
  }
  return out;
}

WordId Lexicon::word(std::string_view text, std::string_view own_norm) {
  std::string_view name = text;
  if (!own_norm.empty()) {
    key_.assign(text).append(1, '\0').append(own_norm);
    name = key_;
  }
  const auto [id, fresh] = names_.add(name);
  if (fresh) {
    words_.emplace_back();
    sizes_.push_back(static_cast<std::uint32_t>(text.size()));
    fill(words_.back(), text, own_norm);
  }
  return id;
}

std::string_view Lexicon::text(WordId id) const {
  return names_[id].substr(0, sizes_[id]);
}

void Lexicon::fill(Word& word, std::string_view text, std::string_view own_norm) {
  decode(text, points_, offsets_);
  const std::string lower = tables_.characters.lower(text);
  word.lower = lowers_.add(lower).index;
  word.space = !points_.empty() && std::all_of(points_.begin(), points_.end(), is_space);
  const StringIds& ids = tables_.ids;
  word.keys[0] = ids.id(own_norm.empty() ? tables_.norm(text, lower) : std::string(own_norm));
  if (!points_.empty()) {
    word.keys[1] = ids.id(text.substr(0, offsets_[1]));
    word.keys[2] = ids.id(text.substr(offsets_[points_.size() - std::min<std::size_t>(3, points_.size())]));
    word.keys[3] = ids.id(tables_.shape(points_));
  }
  const auto keys = tables_.file.vector_keys;
  const auto found = std::lower_bound(keys.begin(), keys.end(), ids.id(text));
  if (found != keys.end() && *found == ids.id(text))
    word.vector = tables_.file.vector_rows[static_cast<std::size_t>(found - keys.begin())];
}

void Lexicon::clear() {
  names_.clear();
  lowers_.clear();
  words_.clear();
  sizes_.clear();
}

}  // namespace dateline::lang
