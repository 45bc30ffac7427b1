#pragma once
// Mail (.eml, newsletters) and saved pages in MHTML (RFC 5322, 2045 to 2047, 2557). One capture a file.
//
// A saved page is its root part as it was. Of a mail the HTML part is taken, with subject, sender and date
// put before it as <title> and <meta>; a mail without HTML is a text. Attachments are passed over.

#include <memory>

#include "ingest/reader.h"

namespace dateline::ingest {

std::unique_ptr<CaptureSource> open_mime(Input input);

std::string decode_base64(std::string_view text);  // what is no base64 is passed over
std::string decode_quoted_printable(std::string_view text);
std::string decode_header_words(std::string_view text);  // =?charset?Q?...?= (RFC 2047) -> UTF-8

}  // namespace dateline::ingest
