#include "text/fold.h"

#include <algorithm>
#include <array>

#include <utf8proc.h>

#include "base/utf8.h"

namespace dateline::text {
namespace {

struct Letter {
  char32_t from;
  std::string_view to;
};

// Letters without a decomposition, and marks that are written in several ways. Also in
// tools/names/make_gazetteer.py.
constexpr std::array kLetters = {
    Letter{U'ø', "o"},      Letter{U'đ', "d"},      Letter{U'ł', "l"},      Letter{U'ß', "ss"},
    Letter{U'ı', "i"},      Letter{U'æ', "ae"},     Letter{U'œ', "oe"},     Letter{U'þ', "th"},
    Letter{U'ð', "d"},      Letter{U'ħ', "h"},      Letter{U'ə', "e"},      Letter{U'ŋ', "ng"},
    Letter{U'\u2019', "'"}, Letter{U'\u2018', "'"}, Letter{U'\u02bb', "'"}, Letter{U'\u02bc', "'"},
    Letter{U'`', "'"},      Letter{U'\u2010', "-"}, Letter{U'\u2011', "-"}, Letter{U'\u2013', "-"},
};

bool is_mark(utf8proc_category_t category) {
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
         category == UTF8PROC_CATEGORY_ME;
}

void append_folded(std::string& out, char32_t value) {
  std::array<utf8proc_int32_t, 24> parts{};
  int boundary = 0;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
  const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(value), parts.data(),
                                             static_cast<utf8proc_ssize_t>(parts.size()), options, &boundary);
  for (utf8proc_ssize_t i = 0; i < std::min<utf8proc_ssize_t>(count, parts.size()); ++i) {
    const utf8proc_int32_t part = parts[static_cast<std::size_t>(i)];
    if (is_mark(utf8proc_category(part))) continue;
    const auto lower = static_cast<char32_t>(utf8proc_tolower(part));
    const auto* letter =
        std::find_if(kLetters.begin(), kLetters.end(), [&](const Letter& l) { return l.from == lower; });
    if (letter != kLetters.end())
      out += letter->to;
    else
      utf8::append(out, lower);
  }
}

}  // namespace

std::string fold(std::string_view word) {
  std::string out;
  out.reserve(word.size());
  for (std::size_t at = 0; at < word.size();) {
    const auto byte = static_cast<unsigned char>(word[at]);
    if (byte < 0x80) {
      out += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32)
             : byte == '`'              ? '\''
                                        : static_cast<char>(byte);
      ++at;
      continue;
    }
    const utf8::CodePoint point = utf8::decode(word, at);
    if (point.value != 0xFFFD) append_folded(out, point.value);
    at += point.size;
  }
  return out;
}

Letters letters_of(std::string_view word) {
  Letters out;
  for (std::size_t at = 0; at < word.size(); ++out.count) {
    const utf8::CodePoint point = utf8::decode(word, at);
    at += point.size;
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(point.value));
    const bool upper = category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
    out.upper += upper;
    out.lower += category == UTF8PROC_CATEGORY_LL;
    out.letters += category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
    out.digits += category == UTF8PROC_CATEGORY_ND;
    if (upper) (out.count == 0 ? out.starts_upper : out.upper_inside) = true;
  }
  return out;
}

}  // namespace dateline::text
