#pragma once
// Text as HTML.

#include <string>
#include <string_view>

namespace dateline {

// & < > " ' as references, so that the text can stand between tags and in an attribute; control characters
// but line ends and tabs are left out.
std::string html_escaped(std::string_view text);

}  // namespace dateline
