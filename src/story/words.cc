#include "story/words.h"

#include <array>
#include <bit>
#include <cstring>
#include <string>
#include <vector>

#include "base/hash.h"
#include "story/common_words.h"

namespace dateline::story {
namespace {

constexpr std::size_t kMaxWord = 40;  // bytes of a word that count

constexpr std::array<bool, 256> kAsciiWord = [] {
  std::array<bool, 256> table{};
  for (unsigned c = 0; c < 0x80; ++c)
    table[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return table;
}();

bool ascii_word(char c) {
  return kAsciiWord[static_cast<unsigned char>(c)];
}

bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

enum class Sort { space, word, alone, opens, closes, single_opens, single_closes };

struct Next {
  Sort sort;
  std::uint32_t bytes;
};

// What stands at `at`, without decoding more than is needed to tell letters from marks.
Next classify(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c < 0x80) {
    if (ascii_word(text[at])) return {Sort::word, 1};
    return {Sort::space, 1};
  }
  const std::uint32_t bytes = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
  if (at + bytes > text.size()) return {Sort::space, static_cast<std::uint32_t>(text.size() - at)};
  const auto d = static_cast<unsigned char>(text[at + 1]);
  if (bytes == 2 && c == 0xC2) {
    if (d == 0xAB) return {Sort::opens, 2};
    if (d == 0xBB) return {Sort::closes, 2};
    return {Sort::space, 2};
  }
  if (c == 0xE2 && d == 0x80) {
    const auto e = static_cast<unsigned char>(text[at + 2]);
    if (e == 0x98) return {Sort::single_opens, 3};
    if (e == 0x99) return {Sort::single_closes, 3};
    if (e == 0x9C) return {Sort::opens, 3};
    if (e == 0x9D) return {Sort::closes, 3};
    return {Sort::space, 3};
  }
  if (c == 0xE2 || c == 0xEF || (c == 0xE3 && d == 0x80)) return {Sort::space, bytes};
  if (bytes == 3 && c >= 0xE3 && c <= 0xE9) return {Sort::alone, 3};
  return {Sort::word, bytes};
}

bool ends_with(const std::string& word, std::string_view tail, std::size_t stem) {
  return word.size() >= tail.size() + stem && word.ends_with(tail);
}

// Verb and plural endings away, rough but the same for every form that matters here.
void strip_endings(std::string& w) {
  if (ends_with(w, "ies", 2)) {
    w.replace(w.size() - 3, 3, "y");
  } else if (w.ends_with('s') && !w.ends_with("ss") && w.size() > 3) {
    w.pop_back();
  }
  if (ends_with(w, "ing", 3)) {
    w.resize(w.size() - 3);
  } else if (ends_with(w, "ed", 3) || ends_with(w, "ly", 4)) {
    w.resize(w.size() - 2);
  }
  if (w.size() > 3 && w.ends_with('e')) w.pop_back();
}

// One spelling for both sides of the ocean: colour color, organise organize, travelled traveled, centre
// center, defence defense, programme program.
void one_spelling(std::string& w) {
  if (w.size() < 5) return;
  if (w.ends_with("tr")) w.replace(w.size() - 2, 2, "ter");
  if (w.ends_with("enc")) w.back() = 's';
  if (w.ends_with("amm")) w.pop_back();
  std::string out;
  out.reserve(w.size());
  for (std::size_t i = 0; i < w.size(); ++i) {
    const char c = w[i] == 'z' || (w[i] == 'y' && i > 0) ? (w[i] == 'z' ? 's' : 'i') : w[i];
    if (c == 'u' && !out.empty() && out.back() == 'o') continue;
    if (!out.empty() && out.back() == c) continue;
    out.push_back(c);
  }
  w = std::move(out);
}

std::string lowered(std::string_view word) {
  std::string w(word.substr(0, kMaxWord));
  for (char& c : w)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return w;
}

// The table of common words by hash, so that most words are told by one look.
class CommonTable {
 public:
  CommonTable() {
    for (const std::string_view word : kCommonWords) {
      std::size_t at = hash64(word) % kSlots;
      while (!slots_[at].empty()) at = (at + 1) % kSlots;
      slots_[at] = word;
    }
  }
  bool has(std::string_view word) const {
    for (std::size_t at = hash64(word) % kSlots; !slots_[at].empty(); at = (at + 1) % kSlots)
      if (slots_[at] == word) return true;
    return false;
  }

 private:
  static constexpr std::size_t kSlots = 4096;
  std::array<std::string_view, kSlots> slots_;
};

bool is_common_lowered(std::string_view word) {
  static const CommonTable table;
  return table.has(word);
}

std::uint32_t key_of_lowered(std::string w) {
  if (w[0] < '0' || w[0] > '9') {
    strip_endings(w);
    one_spelling(w);
  }
  return static_cast<std::uint32_t>(hash64(w));
}

struct KnownWord {
  std::uint32_t key = 0;
  bool common = false;
};

struct Letters {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};

// The first `size` bytes at `from`, at most 16, the rest zero. `room`: bytes that may be read there.
Letters letters_of(const char* from, std::size_t size, std::size_t room) {
  Letters letters;
  if (room < sizeof(Letters) || std::endian::native != std::endian::little) {
    std::memcpy(&letters, from, size);
    return letters;
  }
  std::memcpy(&letters.low, from, 8);
  if (size <= 8) {
    const std::size_t cut = (8 - size) * 8;
    letters.low = letters.low << cut >> cut;
  } else {
    const std::size_t cut = (16 - size) * 8;
    std::memcpy(&letters.high, from + 8, 8);
    letters.high = letters.high << cut >> cut;
  }
  return letters;
}

// The words read last, by their letters: most words of a text were read shortly before.
class KnownWords {
 public:
  // `room`: bytes of the text from the word's beginning on.
  const KnownWord& of(std::string_view shown, std::size_t room) {
    if (shown.size() > sizeof(Letters)) return read(shown, other_);
    const Letters letters = letters_of(shown.data(), shown.size(), room);
    const std::uint64_t mixed = letters.low * 0x9e3779b97f4a7c15ULL ^ letters.high * 0xbf58476d1ce4e5b9ULL;
    Slot& slot = slots_[mixed >> (64U - kBits)];
    if (slot.letters.low == letters.low && slot.letters.high == letters.high) return slot.word;
    slot.letters = letters;
    return read(shown, slot.word);
  }

 private:
  static constexpr unsigned kBits = 12;
  struct Slot {
    Letters letters;  // a word has no byte 0, and at least one byte
    KnownWord word;
  };

  static const KnownWord& read(std::string_view shown, KnownWord& into) {
    std::string w = lowered(shown);
    into.common = is_common_lowered(w);
    into.key = key_of_lowered(std::move(w));
    return into;
  }

  std::vector<Slot> slots_ = std::vector<Slot>(std::size_t{1} << kBits);
  KnownWord other_;
};

// Follows quotation marks through a text and marks the words of each long stretch.
class Quotes {
 public:
  explicit Quotes(std::vector<Word>& words) : words_(words) {}
  void open(bool single) {
    if (open_) return;
    open_ = true;
    single_ = single;
    first_ = words_.size();
  }
  void close(bool single) {
    if (!open_ || single_ != single) return;
    open_ = false;
    if (words_.size() - first_ < kLongQuote) return;
    for (std::size_t i = first_; i < words_.size(); ++i) words_[i].quoted = true;
  }
  void toggle() {
    if (open_)
      close(single_);
    else
      open(false);
  }
  // A paragraph ends what was not closed: it is quoted when the mark stood at its beginning or words go on.
  void end_paragraph() {
    if (open_ && !single_) close(false);
    open_ = false;
  }

 private:
  std::vector<Word>& words_;
  bool open_ = false;
  bool single_ = false;
  std::size_t first_ = 0;
};

std::size_t word_end(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const char c = text[at];
    if (ascii_word(c)) {
      ++at;
      continue;
    }
    if (is_ascii(c) && c != '\'' && c != '.' && c != ',') break;
    const Next next = classify(text, at);
    if (next.sort == Sort::word) {
      at += next.bytes;
      continue;
    }
    // An apostrophe or a point between letters belongs to the word: don't, U.S
    const bool joins =
        next.sort == Sort::single_closes || text[at] == '\'' || text[at] == '.' || text[at] == ',';
    const std::size_t after = at + next.bytes;
    if (!joins || after >= text.size() || classify(text, after).sort != Sort::word) break;
    const bool digit = text[after] >= '0' && text[after] <= '9';
    const bool point = text[at] == '.' || text[at] == ',';
    if (point && !digit) break;
    at = after;
  }
  return at;
}

}  // namespace

bool is_common(std::string_view word) {
  return is_common_lowered(lowered(word));
}

std::uint32_t word_key(std::string_view word) {
  return word.empty() ? 0 : key_of_lowered(lowered(word));
}

void read_words(std::string_view text, std::vector<Word>& out) {
  thread_local KnownWords known_words;
  out.clear();
  Quotes quotes(out);
  for (std::size_t at = 0; at < text.size();) {
    if (is_ascii(text[at]) && !ascii_word(text[at])) {
      if (text[at] == '"') quotes.toggle();
      if (text[at] == '\n') quotes.end_paragraph();
      ++at;
      continue;
    }
    const Next next = classify(text, at);
    if (next.sort == Sort::opens) quotes.open(false);
    if (next.sort == Sort::closes) quotes.close(false);
    if (next.sort == Sort::single_opens) quotes.open(true);
    if (next.sort == Sort::single_closes) quotes.close(true);
    if (next.sort != Sort::word && next.sort != Sort::alone) {
      at += next.bytes;
      continue;
    }
    const std::size_t end = next.sort == Sort::alone ? at + next.bytes : word_end(text, at);
    std::string_view shown = text.substr(at, end - at);
    if (shown.size() > 2 && (shown.ends_with("'s") || shown.ends_with("'S"))) shown.remove_suffix(2);
    if (shown.size() > 4 && shown.ends_with("\xE2\x80\x99s")) shown.remove_suffix(4);
    const KnownWord& known = known_words.of(shown, text.size() - at);
    Word word;
    word.common = known.common;
    word.capital = shown[0] >= 'A' && shown[0] <= 'Z';
    word.number = shown[0] >= '0' && shown[0] <= '9';
    word.key = known.key;
    word.range = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
    out.push_back(word);
    at = end;
  }
  quotes.end_paragraph();
}

}  // namespace dateline::story
