// Any bytes under any label come out as valid UTF-8.
#include <cstdlib>

#include "base/utf8.h"
#include "html/charset.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr const char* kLabels[] = {
      "", "utf-8", "windows-1252", "shift_jis", "gb18030", "iso-2022-jp", "euc-kr", "utf-16le", "big5"};
  if (size == 0) return 0;
  const char* label = kLabels[data[0] % std::size(kLabels)];
  const auto page = dateline::html::to_utf8({reinterpret_cast<const char*>(data) + 1, size - 1}, label);
  if (!dateline::utf8::valid(page.text)) std::abort();
  return 0;
}
