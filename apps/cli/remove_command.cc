#include <fmt/format.h>

#include "engine/settle.h"
#include "record_options.h"
#include "terminal.h"

namespace dateline::cli {
namespace {

int run_remove(const Invocation& invocation) {
  Result<store::Record> record = store::Record::open(invocation.argument("RECORD"), store::Mode::write);
  if (!record) return report(record.error().message);
  // All are found before any goes: a name that means nothing, or several, removes nothing.
  std::vector<store::ArticleKey> keys;
  for (const std::string& name : invocation.arguments("ARTICLE")) {
    const Result<store::ArticleKey> key = store::find_article(*record, name);
    if (!key) return report(key.error().message);
    keys.push_back(*key);
  }
  std::size_t removed = 0;
  {
    Result<store::Batch> batch = record->begin();
    if (!batch) return report(batch.error().message);
    for (const store::ArticleKey key : keys) {
      const Result<bool> gone = batch->remove(key);
      if (!gone) return report(gone.error().message);
      removed += *gone ? 1 : 0;  // the same article may have been named twice
    }
    if (const Status status = batch->commit(); !status) return report(status.error().message);
  }
  if (const auto settled = engine::settle(*record); !settled) return report(settled.error().message);
  Output out(invocation);
  if (!out.for_people()) out.line(fmt::format("{{\"removed\":{}}}", removed));
  if (out.for_people() && !invocation.has("quiet")) out.line(fmt::format("removed {} pages", removed));
  out.flush();
  return kDone;
}

}  // namespace

Command remove_command() {
  return {.name = "remove",
          .summary = "take pages out of a record, with every trace of them",
          .description =
              "Removes the articles and the pages that they were read from: the original bytes, text, layers "
              "and words, also "
              "from the file's free space, and makes again what stood across them and others. ARTICLE is "
              "what `dateline show` "
              "takes. Of an address with several versions the newest goes; `dateline show` lists the others. "
              "Copies of the "
              "record's file made before keep what they had.",
          .arguments = {record_argument(),
                        {.name = "ARTICLE",
                         .help = "key, id, address, or name of its file",
                         .repeatable = true,
                         .kind = ValueKind::text}},
          .examples = {"dateline remove river.record 3f09a1c2"},
          .run = run_remove};
}

}  // namespace dateline::cli
