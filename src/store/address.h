#pragma once
// The address under which the versions of one page are kept together.

#include <string>

#include <dateline/document.h>

namespace dateline::store {

// The article's canonical address, else the capture's: without scheme and fragment, the host in lower case. A
// page without an address goes by the file and the id that it had there; one from standard input has none
// (empty: no versions).
std::string address_of(const Capture& capture, const Article& article);

// What the scheme's, host's and fragment's rules make of an address; empty for what is none.
std::string normal_address(std::string_view url);

}  // namespace dateline::store
