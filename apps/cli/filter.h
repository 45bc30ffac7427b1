#pragma once
// What the filters share: JSON Lines or pages in, one line out for each, in order.

#include <functional>
#include <memory>
#include <string>

#include <dateline/document.h>
#include <dateline/result.h>

#include "engine/read_page.h"
#include "ingest/source.h"
#include "terminal.h"

namespace dateline::cli {

// A page or an article as it came out of the input, or why there is none.
struct Answer {
  std::string id;
  std::string text;  // one line, or several for people; without the last newline
};

// Makes the answer to one capture; called on many threads, each with its own reader.
using Answering = std::function<std::string(Capture&&, engine::PageReader&)>;

// Reads `paths` ("-" when empty), answers each capture, and prints in order. An input that cannot be read
// gives an error line (for people: a message on standard error). Returns the exit status.
int run_filter(const Invocation& invocation, const std::vector<std::string>& paths,
               const engine::ReadOptions& read, Output& output, const Answering& answer);

// Options of the commands that read pages: --max-page and the like.
std::vector<Option> input_options();
ingest::Options input_limits(const Invocation& invocation);

}  // namespace dateline::cli
