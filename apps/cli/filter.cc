#include "filter.h"

#include <fmt/format.h>

#include <variant>

#include "engine/pipeline.h"
#include "interchange/article_json.h"

namespace dateline::cli {
namespace {

constexpr std::uint64_t kMegabyte = std::uint64_t{1} << 20;

struct Printed {
  std::string text;
  bool problem = false;
};

}  // namespace

std::vector<Option> input_options() {
  return {{.name = "max-page",
           .kind = ValueKind::number,
           .value = "MB",
           .help = "pages larger than this are reported and passed over (default 64)"}};
}

ingest::Options input_limits(const Invocation& invocation) {
  ingest::Options options;
  if (invocation.has("max-page"))
    options.limits.page_bytes = static_cast<std::size_t>(invocation.number("max-page", 64)) * kMegabyte;
  return options;
}

int run_filter(const Invocation& invocation, const std::vector<std::string>& given,
               const engine::ReadOptions& read, Output& output, const Answering& answer) {
  const std::vector<std::string> paths = given.empty() ? std::vector<std::string>{"-"} : given;
  ingest::Counters counters;
  const auto source = ingest::open_sources(paths, input_limits(invocation), &counters);
  Progress progress(invocation, "pages", ingest::total_bytes(paths).value_or(0));
  const auto threads = static_cast<unsigned>(invocation.number("threads", 0));
  std::vector<std::unique_ptr<engine::PageReader>> readers(engine::thread_count(threads));
  std::uint64_t items = 0;
  std::uint64_t answered = 0;
  using Input = ingest::Item;
  engine::Pipeline<Input, Printed> pipeline(
      {.threads = threads, .stop = invocation.stop},
      [&]() -> std::optional<engine::Sourced<Input>> {
        auto item = source->next();
        if (!item) return std::nullopt;
        const std::size_t bytes = *item ? (*item)->bytes.size() : 0;
        return engine::Sourced<Input>{std::move(*item), bytes};
      },
      [&](Input&& input, unsigned worker) -> Printed {
        if (!input) {
          if (output.for_people())
            return {fmt::format("{}: {}", input.error().id, input.error().message), true};
          return {interchange::error_line(input.error().id, input.error()), true};
        }
        if (!readers[worker]) readers[worker] = std::make_unique<engine::PageReader>(read);
        return {answer(std::move(*input), *readers[worker]), false};
      },
      [&](Printed&& printed) -> Status {
        if (printed.problem && output.for_people()) {
          output.flush();
          note(printed.text);
        } else {
          output.line(printed.text);
        }
        answered += printed.problem ? 0 : 1;
        progress.update(++items, counters.now().bytes);
        if (!output.ok())
          return fail(ErrorCode::io, "cannot write to standard output; is the disk full or the reader gone?");
        return {};
      });
  const Status status = pipeline.run();
  output.flush();
  if (!status)
    return status.error().code == ErrorCode::cancelled ? kInterrupted : report(status.error().message);
  if (!output.ok()) return report("cannot write to standard output; is the disk full or the reader gone?");
  return answered == 0 && items > 0 ? kFailed : kDone;
}

}  // namespace dateline::cli
