#include "ingest/charset.h"

#include <iconv.h>

#include <array>
#include <cerrno>
#include <optional>

#include "base/utf8.h"
#include "ingest/ascii.h"

namespace dateline::ingest {
namespace {

struct Alias {
  std::string_view label;
  const char* name;
};

// Labels that are read as a larger charset, as browsers do (WHATWG Encoding).
constexpr std::array kAliases = {
    Alias{"iso-8859-1", "WINDOWS-1252"},
    Alias{"latin1", "WINDOWS-1252"},
    Alias{"us-ascii", "WINDOWS-1252"},
    Alias{"ascii", "WINDOWS-1252"},
    Alias{"iso-8859-9", "WINDOWS-1254"},
    Alias{"gb2312", "GB18030"},
    Alias{"gbk", "GB18030"},
    Alias{"shift_jis", "CP932"},
    Alias{"ks_c_5601-1987", "CP949"},
    Alias{"euc-kr", "CP949"},
    Alias{"tis-620", "CP874"},
};

// The one charset that is met so often that loading the C library's table for it would show; 0x80 to 0x9F.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

std::string from_windows_1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    utf8::append(out, byte >= 0x80 && byte < 0xA0 ? kWindows1252[byte - 0x80U] : byte);
  }
  return out;
}

std::optional<std::string> converted(std::string_view bytes, const std::string& from) {
  if (from == "WINDOWS-1252" || from == "windows-1252") return from_windows_1252(bytes);
  const iconv_t handle = iconv_open("UTF-8", from.c_str());
  // iconv_open's own way to say no.
  if (handle == reinterpret_cast<iconv_t>(-1)) return std::nullopt;  // NOLINT(performance-no-int-to-ptr)
  std::string out;
  std::array<char, 4096> piece;
  // iconv takes a non-const pointer and does not write through it.
  char* in = const_cast<char*>(bytes.data());  // NOLINT
  std::size_t left = bytes.size();
  while (left > 0) {
    char* to = piece.data();
    std::size_t room = piece.size();
    const std::size_t status = iconv(handle, &in, &left, &to, &room);
    const int error = errno;
    out.append(piece.data(), piece.size() - room);
    if (status != static_cast<std::size_t>(-1) || error == E2BIG) continue;
    utf8::append(out, 0xFFFD);
    ++in;
    --left;
  }
  iconv_close(handle);
  return out;
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::string_view label) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return utf8::repaired(bytes.substr(3));
  const std::string name = lowered(trimmed(label));
  // The label goes to the C library as part of a file name, so it must be a plain word.
  const bool plain =
      !name.empty() && name.size() < 40 &&
      std::ranges::all_of(
          name,
          [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.' || c == ':'; });
  if (plain && name != "utf-8" && name != "utf8") {
    std::string from = name;
    for (const Alias& alias : kAliases)
      if (alias.label == name) from = alias.name;
    if (auto text = converted(bytes, from)) return utf8::repaired(*text);
  }
  if (utf8::valid(bytes)) return std::string(bytes);
  if (name == "utf-8" || name == "utf8") return utf8::repaired(bytes);
  return from_windows_1252(bytes);
}

}  // namespace dateline::ingest
