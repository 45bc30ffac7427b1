#pragma once
// JSON Lines of pages or articles (docs/FORMATS.md), one capture a line; also one JSON document of many
// lines: an object, or an array of objects. Blank lines are passed over, every other line gives a capture or
// a Problem.

#include <memory>

#include "base/json.h"
#include "ingest/reader.h"

namespace dateline::ingest {

std::unique_ptr<CaptureSource> open_json(Input input);

// One page or article. `line` is its text, kept as the bytes of an article. `name` is the id where it has
// none.
Item capture_of_json(const json::Value& value, std::string_view line, const std::string& name);

}  // namespace dateline::ingest
