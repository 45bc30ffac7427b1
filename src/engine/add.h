#pragma once
// Pages into a record: read, annotated in parallel, stored in transactions, and settled at the end.

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

#include <dateline/result.h>

#include "engine/read_page.h"
#include "ingest/source.h"
#include "store/record.h"

namespace dateline::engine {

struct AddReport {
  std::uint64_t added = 0;
  std::uint64_t present = 0;  // skipped: the same bytes are in the record
  std::uint64_t failed = 0;   // could not be read; each was told to `problem`
  std::uint64_t bytes = 0;    // of the pages seen
};

struct AddOptions {
  unsigned threads = 0;  // 0: one for each core
  ReadOptions read;
  std::size_t batch_pages = 256;                    // a transaction ends after so many pages
  std::size_t batch_bytes = std::size_t{64} << 20;  // or so many bytes of pages
  std::stop_token stop;
  std::function<void(const AddReport&)> progress;  // called on the calling thread after each page
  std::function<void(const Error&)> problem;       // a page or file that could not be read; the run goes on
};

// Adds every page of `source`. A stop request or an error of the store ends the run; whole batches stay
// stored, and the record knows what is not settled yet. The result does not depend on the thread count.
Result<AddReport> add(store::Record& record, ingest::CaptureSource& source, const AddOptions& options);

// Reads every stored capture again with this program. The articles and layers become what `add` would make
// today.
Result<AddReport> rebuild(store::Record& record, const AddOptions& options);

}  // namespace dateline::engine
