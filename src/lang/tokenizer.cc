#include "lang/tokenizer.h"

#include <algorithm>

#include "base/utf8.h"

namespace dateline::lang {
namespace {

constexpr std::size_t kCachedChunk = 64;  // longer chunks are split each time

// Calls f(begin, end, blank_before) for each chunk of white space or of other characters. A blank directly
// behind a chunk of other characters is in no chunk.
template <class F>
void each_chunk(std::string_view text, F&& f) {
  std::size_t begin = 0;
  bool in_space = false;
  bool open = false;
  bool blank = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const utf8::CodePoint c = byte < 128 ? utf8::CodePoint{byte, 1} : utf8::decode(text, at);
    const bool space = is_space(c.value);
    if (!open || space != in_space) {
      const bool after_word = open && !in_space;
      if (open) f(begin, at, blank);
      blank = after_word && space && c.value == ' ';
      open = true;
      in_space = space;
      begin = blank ? at + 1 : at;
    }
    at += c.size;
  }
  if (open) f(begin, text.size(), blank);
}

}  // namespace

TokenizerTables::TokenizerTables(const WordTables& tables)
    : words(tables), affixes(tables.file, tables.characters) {
  const StringTable table = tables.file.strings("exceptions");
  for (std::size_t i = 0; i + 1 < table.size(); i += 2) {
    std::vector<Part> parts;
    std::string_view rest = table[i + 1];
    while (!rest.empty()) {
      const std::string_view part = rest.substr(0, rest.find('\x1e'));
      const std::size_t middle = std::min(part.find('\x1f'), part.size());
      parts.push_back({part.substr(0, middle), part.substr(std::min(part.size(), middle + 1))});
      rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    }
    longest_ = std::max(longest_, table[i].size());
    exceptions_.emplace(table[i], std::move(parts));
  }
  add_patterns();
}

void TokenizerTables::add_patterns() {
  const StringTable table = words.file.strings("exceptions");
  ChunkSplitter splitter;
  std::vector<ChunkSplitter::Piece> pieces;
  std::u32string points;
  std::vector<std::uint32_t> offsets;
  std::vector<Infix> infixes;
  for (std::size_t i = 0; i + 1 < table.size(); i += 2) {
    const std::string_view text = table[i];
    decode(text, points, offsets);
    affixes.infixes(points, infixes);
    if (affixes.prefix(points) == 0 && affixes.suffix(points) == 0 && infixes.empty() &&
        text.find(' ') == std::string_view::npos)
      continue;
    Pattern pattern;
    each_chunk(text, [&](std::size_t begin, std::size_t end, bool) {
      const std::string_view chunk = text.substr(begin, end - begin);
      splitter.split(*this, chunk, false, pieces);
      for (const auto& piece : pieces)
        pattern.emplace_back(chunk.substr(piece.begin, piece.end - piece.begin));
    });
    if (pattern.empty()) continue;
    // The key is a view of a text that stays: the table's own bytes.
    const std::size_t at = text.find(pattern.front());
    patterns_[text.substr(at, pattern.front().size())].push_back(std::move(pattern));
  }
}

bool ChunkSplitter::exception(std::size_t first, std::size_t last) const {
  return find_exceptions_ && first < last && tables_->exception(bytes(first, last)) != nullptr;
}

void ChunkSplitter::emit(std::size_t first, std::size_t last) {
  if (first < last) out_->push_back({offsets_[first], offsets_[last], {}});
}

void ChunkSplitter::emit_exception(std::size_t first, std::size_t last) {
  std::uint32_t at = offsets_[first];
  for (const TokenizerTables::Part& part : *tables_->exception(bytes(first, last))) {
    const auto end = at + static_cast<std::uint32_t>(part.text.size());
    out_->push_back({at, end, part.norm});
    at = end;
  }
}

// One round: takes a prefix, a suffix or both off [first, last). False when the rest is to be taken as it is.
bool ChunkSplitter::strip(std::size_t& first, std::size_t& last) {
  if (exception(first, last)) return false;
  const Points s = Points(points_).substr(first, last - first);
  const std::size_t p = tables_->affixes.prefix(s);
  if (p > 0 && exception(first + p, last)) {
    prefixes_.push_back(first += p);
    return false;
  }
  const std::size_t q = tables_->affixes.suffix(s.substr(p));
  if (q > 0 && exception(first, last - q)) {
    suffixes_.push_back(last -= q);
    return false;
  }
  if (p == 0 && q == 0) return false;
  if (p > 0) prefixes_.push_back(first += p);
  if (q > 0 && last - q >= first) suffixes_.push_back(last -= q);
  return true;
}

void ChunkSplitter::emit_middle(std::size_t first, std::size_t last) {
  if (first >= last) return;
  if (exception(first, last)) return emit_exception(first, last);
  const Points s = Points(points_).substr(first, last - first);
  if (tables_->affixes.url(s)) return emit(first, last);
  tables_->affixes.infixes(s, infixes_);
  std::size_t start = first;
  for (const Infix& infix : infixes_) {
    if (infix.begin == 0) continue;
    emit(start, first + infix.begin);
    emit(first + infix.begin, first + infix.end);
    start = first + infix.end;
  }
  emit(start, last);
}

void ChunkSplitter::split(const TokenizerTables& tables, std::string_view chunk, bool find_exceptions,
                          std::vector<Piece>& out) {
  tables_ = &tables;
  find_exceptions_ = find_exceptions;
  chunk_ = chunk;
  out_ = &out;
  out.clear();
  decode(chunk, points_, offsets_);
  prefixes_.clear();
  suffixes_.clear();
  std::size_t first = 0;
  std::size_t last = points_.size();
  while (first < last && strip(first, last)) {
  }
  std::size_t start = 0;
  for (const std::size_t end : prefixes_) {
    emit(start, end);
    start = end;
  }
  emit_middle(first, last);
  for (std::size_t i = suffixes_.size(); i-- > 0;)
    emit(suffixes_[i], i > 0 ? suffixes_[i - 1] : points_.size());
}

void Tokenizer::add_chunk(std::string_view text, std::size_t begin, std::size_t end,
                          std::vector<RawToken>& out) {
  const std::string_view chunk = text.substr(begin, end - begin);
  const auto start = static_cast<std::uint32_t>(begin);
  if (chunk.size() <= kCachedChunk) {
    const auto [index, fresh] = chunks_.add(chunk);
    if (fresh) {
      chunk_begins_.push_back(static_cast<std::uint32_t>(chunk_tokens_.size()));
      splitter_.split(tables_, chunk, true, pieces_);
      for (const auto& piece : pieces_)
        chunk_tokens_.emplace_back(
            piece.end, lexicon_.word(chunk.substr(piece.begin, piece.end - piece.begin), piece.norm));
    }
    const std::size_t last =
        index + 1 < chunk_begins_.size() ? chunk_begins_[index + 1] : chunk_tokens_.size();
    std::uint32_t at = start;
    for (std::size_t i = chunk_begins_[index]; i < last; ++i) {
      out.push_back({at, start + chunk_tokens_[i].first, chunk_tokens_[i].second, false});
      at = start + chunk_tokens_[i].first;
    }
    return;
  }
  splitter_.split(tables_, chunk, true, pieces_);
  for (const auto& piece : pieces_)
    out.push_back({start + piece.begin, start + piece.end,
                   lexicon_.word(chunk.substr(piece.begin, piece.end - piece.begin), piece.norm), false});
}

void Tokenizer::tokenize(std::string_view text, std::vector<RawToken>& out) {
  out.clear();
  each_chunk(text, [&](std::size_t begin, std::size_t end, bool blank) {
    if (blank) out.back().space_after = true;
    if (begin < end) add_chunk(text, begin, end, out);
  });
  join_exceptions(text, out);
}

bool Tokenizer::starts_pattern(WordId word) {
  if (word >= pattern_starts_.size()) pattern_starts_.resize(lexicon_.size(), -1);
  signed char& known = pattern_starts_[word];
  if (known < 0) known = tables_.patterns(lexicon_.text(word)) != nullptr ? 1 : 0;
  return known > 0;
}

void Tokenizer::find_patterns(std::string_view text, const std::vector<RawToken>& tokens) {
  found_.clear();
  const auto token_text = [&](std::size_t i) {
    return text.substr(tokens[i].begin, tokens[i].end - tokens[i].begin);
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!starts_pattern(tokens[i].word)) continue;
    for (const TokenizerTables::Pattern& pattern : *tables_.patterns(token_text(i))) {
      if (pattern.size() > tokens.size() - i) continue;
      std::size_t k = 1;
      while (k < pattern.size() && token_text(i + k) == pattern[k]) ++k;
      if (k == pattern.size())
        found_.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + pattern.size())});
    }
  }
}

// Longest first, then leftmost; a match counts if no match before it covers its first or last token.
void Tokenizer::join_exceptions(std::string_view text, std::vector<RawToken>& out) {
  find_patterns(text, out);
  if (found_.empty()) return;
  std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
    return a.last - a.first != b.last - b.first ? a.last - a.first > b.last - b.first : a.first < b.first;
  });
  std::vector<bool> covered(out.size(), false);
  std::vector<Found> kept;
  for (const Found& match : found_) {
    if (!covered[match.first] && !covered[match.last - 1]) kept.push_back(match);
    for (std::uint32_t i = match.first; i < match.last; ++i) covered[i] = true;
  }
  std::sort(kept.begin(), kept.end(), [](const Found& a, const Found& b) { return a.first < b.first; });
  std::vector<RawToken> joined;
  joined.reserve(out.size());
  std::size_t next = 0;
  for (const Found& match : kept) {
    const std::uint32_t begin = out[match.first].begin;
    const std::uint32_t end = out[match.last - 1].end;
    const auto* parts = tables_.exception(text.substr(begin, end - begin));
    if (parts == nullptr) continue;
    joined.insert(joined.end(), out.begin() + static_cast<std::ptrdiff_t>(next),
                  out.begin() + static_cast<std::ptrdiff_t>(match.first));
    std::uint32_t at = begin;
    for (const TokenizerTables::Part& part : *parts) {
      const auto size = static_cast<std::uint32_t>(part.text.size());
      joined.push_back({at, at + size, lexicon_.word(part.text, part.norm), false});
      at += size;
    }
    joined.back().space_after = out[match.last - 1].space_after;
    next = match.last;
  }
  joined.insert(joined.end(), out.begin() + static_cast<std::ptrdiff_t>(next), out.end());
  out.swap(joined);
}

void Tokenizer::clear() {
  chunks_.clear();
  chunk_begins_.clear();
  chunk_tokens_.clear();
  pattern_starts_.clear();
}

}  // namespace dateline::lang
