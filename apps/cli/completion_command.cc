// `dateline completion SHELL`: a completion script made from the command table.

#include <fmt/format.h>

#include "terminal.h"

namespace dateline::cli {
namespace {

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

std::vector<Option> options_of(const Command& command) {
  std::vector<Option> all = command.options;
  all.insert(all.end(), common_options().begin(), common_options().end());
  return all;
}

std::string quoted(std::string_view text) {  // for single quotes of a shell
  std::string out;
  for (char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out;
}

std::string bash() {
  std::string names;
  std::string cases;
  for (const Command& command : commands()) {
    names += command.name + " ";
    std::string options = "--help";
    std::string choices;
    for (const Option& option : options_of(command)) {
      options += " --" + option.name;
      if (!option.choices.empty())
        choices +=
            fmt::format("      [ \"$before\" = --{} ] && words='{}'\n", option.name, joined(option.choices));
    }
    cases += fmt::format("    {})\n      words='{}'\n{}      ;;\n", command.name, options, choices);
  }
  return fmt::format(
      "_dateline() {{\n"
      "  local word=\"${{COMP_WORDS[COMP_CWORD]}}\" before=\"${{COMP_WORDS[COMP_CWORD-1]}}\" words=''\n"
      "  if [ \"$COMP_CWORD\" = 1 ]; then COMPREPLY=($(compgen -W '{}--help --version' -- \"$word\")); "
      "return; fi\n"
      "  case \"${{COMP_WORDS[1]}}\" in\n{}  esac\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
      "  case \"$word\" in -*) ;; *) COMPREPLY+=($(compgen -f -- \"$word\")) ;; esac\n"
      "}}\n"
      "complete -o filenames -F _dateline dateline\n",
      names, cases);
}

// Colons and brackets end parts of a zsh specification.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (char c : quoted(text)) {
    if (c == '[' || c == ']' || c == ':') out += '\\';
    out += c;
  }
  return out;
}

std::string zsh() {
  std::string names;
  std::string cases;
  for (const Command& command : commands()) {
    names += fmt::format("    '{}:{}'\n", command.name, zsh_text(command.summary));
    cases += fmt::format("    {}) _arguments '--help[help]'", command.name);
    for (const Option& option : options_of(command)) {
      std::string value;
      if (!option.choices.empty())
        value = fmt::format(":{}:({})", option.value, joined(option.choices));
      else if (option.kind == ValueKind::path)
        value = fmt::format(":{}:_files", option.value);
      else if (option.kind != ValueKind::none)
        value = fmt::format(":{}: ", option.value);
      cases += fmt::format(" '--{}[{}]{}'", option.name, zsh_text(option.help), value);
    }
    cases += " '*:file:_files' ;;\n";
  }
  return fmt::format(
      "#compdef dateline\n_dateline() {{\n  local -a commands\n  commands=(\n{}  )\n"
      "  if (( CURRENT == 2 )); then _describe command commands; return; fi\n"
      "  local command=$words[2]\n  shift words; (( CURRENT-- ))\n  case $command in\n{}  "
      "esac\n}}\n_dateline \"$@\"\n",
      names, cases);
}

std::string fish() {
  std::string out = "complete -c dateline -n __fish_use_subcommand -l version\n";
  for (const Command& command : commands()) {
    out += fmt::format("complete -c dateline -n __fish_use_subcommand -f -a {} -d '{}'\n", command.name,
                       quoted(command.summary));
    for (const Option& option : options_of(command)) {
      out += fmt::format("complete -c dateline -n '__fish_seen_subcommand_from {}' -l {}", command.name,
                         option.name);
      if (option.letter != 0) out += fmt::format(" -s {}", option.letter);
      if (!option.choices.empty())
        out += fmt::format(" -x -a '{}'", joined(option.choices));
      else if (option.kind == ValueKind::path)
        out += " -r";
      else if (option.kind != ValueKind::none)
        out += " -x";
      out += fmt::format(" -d '{}'\n", quoted(option.help));
    }
  }
  return out;
}

int run(const Invocation& invocation) {
  const std::string shell = invocation.argument("SHELL");
  std::string script;
  if (shell == "bash") script = bash();
  if (shell == "zsh") script = zsh();
  if (shell == "fish") script = fish();
  if (script.empty()) {
    report("no completion for '" + shell + "'; there is bash, zsh and fish");
    return kUsage;
  }
  Output output(invocation);
  output.write(script);
  return output.flush() ? kDone : kFailed;
}

}  // namespace

Command completion_command() {
  return {.name = "completion",
          .summary = "print the completion script of a shell",
          .description = "Prints a script for bash, zsh or fish that completes commands, options and files.",
          .arguments = {{.name = "SHELL", .help = "bash, zsh or fish", .kind = ValueKind::choice}},
          .options = {},
          .examples = {"dateline completion bash > /etc/bash_completion.d/dateline"},
          .run = run};
}

}  // namespace dateline::cli
