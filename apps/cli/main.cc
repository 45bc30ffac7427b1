// dateline: the command line. Reads the command table (command.h), lets CLI11 parse, and runs the command.

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <csignal>
#include <stop_token>
#include <thread>

#include "command.h"
#include "terminal.h"

namespace {

using namespace dateline::cli;

std::atomic<int> interrupts = 0;

// The first Ctrl-C asks for an orderly end; the second ends at once (the record stays valid: its writes are
// transactions).
void on_interrupt(int) {
  if (interrupts.fetch_add(1) > 0) std::_Exit(kInterrupted);
}

// Turns the handler's counter into a stop request; a handler may not touch a stop_source itself.
std::jthread watch_interrupts(std::stop_source stop) {
  return std::jthread([stop](const std::stop_token& end) mutable {
    while (!end.stop_requested()) {
      if (interrupts > 0) {
        stop.request_stop();
        return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  });
}

void declare_option(CLI::App& app, const Option& option, Invocation& invocation) {
  std::string names = "--" + option.name;
  if (option.letter != 0) names = fmt::format("-{},{}", option.letter, names);
  auto& options = invocation.options;
  if (option.kind == ValueKind::none) {
    app.add_flag_callback(names, [&options, name = option.name] { options[name]; }, option.help);
    return;
  }
  auto* added = app.add_option_function<std::vector<std::string>>(
      names,
      [&options, name = option.name](const std::vector<std::string>& values) { options[name] = values; },
      option.help);
  added->type_name(option.value)->allow_extra_args(false);
  if (!option.repeatable) added->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  if (option.kind == ValueKind::number) added->check(CLI::NonNegativeNumber);
  if (option.kind == ValueKind::choice) added->check(CLI::IsMember(option.choices));
}

void declare_argument(CLI::App& app, const Argument& argument, Invocation& invocation) {
  auto* added = app.add_option_function<std::vector<std::string>>(
      argument.name,
      [&invocation, name = argument.name](const std::vector<std::string>& values) {
        invocation.positionals[name] = values;
      },
      argument.help);
  added->type_name("");
  if (argument.required) added->required();
  if (!argument.repeatable) added->expected(1)->allow_extra_args(false);
}

int run(int argc, char** argv) {
  CLI::App app("News pages in, a sourced record of an affair out.", "dateline");
  app.set_version_flag("--version", "dateline " DATELINE_VERSION);
  app.require_subcommand(1);
  app.footer("dateline COMMAND --help tells more. The manual: dateline man | man -l -");
  Invocation invocation;
  std::stop_source stop;
  invocation.stop = stop.get_token();
  std::vector<std::pair<CLI::App*, const Command*>> known;
  for (const Command& command : commands()) {
    CLI::App* sub = app.add_subcommand(command.name, command.summary);
    std::string footer;
    for (const std::string& example : command.examples) footer += "  " + example + "\n";
    sub->footer(command.description + (footer.empty() ? "" : "\n\nExamples:\n" + footer));
    for (const Argument& argument : command.arguments) declare_argument(*sub, argument, invocation);
    for (const Option& option : command.options) declare_option(*sub, option, invocation);
    for (const Option& option : common_options()) declare_option(*sub, option, invocation);
    known.emplace_back(sub, &command);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
  const std::jthread watcher = watch_interrupts(stop);
  for (const auto& [sub, command] : known)
    if (sub->parsed()) return command->run(invocation);
  return kUsage;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::bad_alloc&) {
    return report("out of memory; what was stored before is kept. Try fewer --threads or smaller --max-page");
  } catch (const std::exception& error) {
    return report(fmt::format("unexpected: {}. This is a fault of dateline; please report it with the input",
                              error.what()));
  }
}
