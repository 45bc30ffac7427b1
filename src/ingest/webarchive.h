#pragma once
// Safari's .webarchive: a property list, binary or XML, whose WebMainResource is the page. One capture a
// file.

#include <memory>

#include "ingest/reader.h"

namespace dateline::ingest {

std::unique_ptr<CaptureSource> open_webarchive(Input input);

}  // namespace dateline::ingest
