#pragma once
// Bytes of a page to UTF-8, as browsers decide it, with one difference: bytes that are valid UTF-8 are UTF-8
// whatever the label says, because saved pages often keep their old label.

#include <string>
#include <string_view>

namespace dateline::html {

struct Decoded {
  std::string text;      // valid UTF-8, without a byte order mark
  std::string charset;   // WHATWG name: "utf-8", "windows-1252", "shift_jis" ...
  std::string found_by;  // "bom", "content", "transport", "label", "guess"
};

// `transport_charset` is what HTTP said; empty for nothing. Order: byte order mark, valid UTF-8, transport,
// the page's own label (meta, XML declaration) in its first 4 KiB, then a guess from the letters, which among
// the encodings of Latin letters follows the page's language (html lang). A label UTF-8 that a fifth of the
// letters refute is none. iso-8859-1 is read as windows-1252 and gb2312 as gb18030. Broken sequences become
// U+FFFD. O(bytes).
Decoded to_utf8(std::string_view bytes, std::string_view transport_charset);

}  // namespace dateline::html
