#include "command.h"

namespace dateline::cli {

std::span<const Command> commands() {
  static const std::vector<Command> table = {
      // One a line, in the order of help.
      // clang-format off
      add_command(),
      timeline_command(),
      serve_command(),
      search_command(),
      show_command(),
      list_command(),
      sources_command(),
      copies_command(),
      export_command(),
      check_command(),
      remove_command(),
      rebuild_command(),
      extract_command(),
      annotate_command(),
      times_command(),
      parse_command(),
      stories_command(),
      completion_command(),
      man_command(),
      // clang-format on
  };
  return table;
}

std::span<const Option> common_options() {
  static const std::vector<Option> table = {
      {.name = "threads",
       .letter = 'j',
       .kind = ValueKind::number,
       .value = "N",
       .help = "worker threads; the output is the same for any number (default: one for each core)"},
      {.name = "json", .help = "JSON Lines, also on a terminal"},
      {.name = "text", .help = "text for people, also into a pipe"},
      {.name = "quiet", .letter = 'q', .help = "no progress and no notes"},
      {.name = "color",
       .kind = ValueKind::choice,
       .value = "WHEN",
       .help = "auto, always or never (NO_COLOR is heeded)",
       .choices = {"auto", "always", "never"}},
  };
  return table;
}

std::string Invocation::text(std::string_view option, std::string_view fallback) const {
  const auto found = options.find(option);
  return found == options.end() || found->second.empty() ? std::string(fallback) : found->second.back();
}

long Invocation::number(std::string_view option, long fallback) const {
  const std::string value = text(option);
  return value.empty() ? fallback : std::stol(value);
}

const std::vector<std::string>& Invocation::all(std::string_view option) const {
  static const std::vector<std::string> none;
  const auto found = options.find(option);
  return found == options.end() ? none : found->second;
}

std::string Invocation::argument(std::string_view name) const {
  const auto& values = arguments(name);
  return values.empty() ? std::string() : values.front();
}

const std::vector<std::string>& Invocation::arguments(std::string_view name) const {
  static const std::vector<std::string> none;
  const auto found = positionals.find(name);
  return found == positionals.end() ? none : found->second;
}

}  // namespace dateline::cli
