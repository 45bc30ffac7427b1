// `dateline man`: the manual page, made from the command table.

#include <fmt/format.h>

#include "terminal.h"

namespace dateline::cli {
namespace {

// Text for roff: backslashes, and lines that would be taken for requests.
std::string roff(std::string_view text) {
  std::string out;
  bool line_start = true;
  for (char c : text) {
    if (line_start && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else
      out += c;
    line_start = c == '\n';
  }
  return out;
}

std::string option_line(const Option& option) {
  std::string line = ".TP\n";
  if (option.letter != 0) line += fmt::format("\\fB\\-{}\\fR, ", option.letter);
  line += "\\fB" + roff("--" + option.name) + "\\fR";
  if (option.kind != ValueKind::none) line += " \\fI" + roff(option.value) + "\\fR";
  return line + "\n" + roff(option.help) + (option.repeatable ? " (may be repeated)" : "") + "\n";
}

std::string page() {
  std::string out =
      ".TH DATELINE 1 \"\" \"dateline " DATELINE_VERSION
      "\"\n.SH NAME\n"
      "dateline \\- news pages in, a sourced record of an affair out\n"
      ".SH SYNOPSIS\n\\fBdateline\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n"
      ".SH DESCRIPTION\n"
      "dateline reads news pages and keeps a record of them in one file: clean articles, the days they speak "
      "of,\n"
      "who repeats whom, and timelines in which every line is a published sentence with its place.\n"
      "Nothing is fetched from the network and nothing is generated.\n.SH COMMANDS\n";
  for (const Command& command : commands()) {
    out += ".SS dateline " + roff(command.name);
    for (const Argument& argument : command.arguments)
      out += fmt::format(" {}{}{}{}", argument.required ? "" : "[", roff(argument.name),
                         argument.repeatable ? "..." : "", argument.required ? "" : "]");
    out += "\n" + roff(command.description) + "\n";
    for (const Argument& argument : command.arguments)
      out += ".TP\n\\fI" + roff(argument.name) + "\\fR\n" + roff(argument.help) + "\n";
    for (const Option& option : command.options) out += option_line(option);
    for (const std::string& example : command.examples) out += ".PP\n.nf\n    " + roff(example) + "\n.fi\n";
  }
  out += ".SH OPTIONS OF EVERY COMMAND\n";
  for (const Option& option : common_options()) out += option_line(option);
  out +=
      ".SH EXIT STATUS\n"
      ".TP\n0\nEvery input was answered, also where the answer is an error line.\n"
      ".TP\n1\nThe run itself could not be done: unreadable input, a record that cannot be opened, a full "
      "disk.\n"
      ".TP\n2\nThe command line is wrong.\n"
      ".TP\n3\n\\fBcheck\\fR found damage.\n"
      ".TP\n130\nInterrupted; what was finished is kept.\n"
      ".SH ENVIRONMENT\n.TP\nNO_COLOR, PAGER, COLUMNS\nAs usual.\n"
      ".TP\nDATELINE_MODEL\nThe language model file to use in place of the installed one.\n";
  return out;
}

int run(const Invocation& invocation) {
  Output output(invocation);
  output.write(page());
  return output.flush() ? kDone : kFailed;
}

}  // namespace

Command man_command() {
  return {.name = "man",
          .summary = "print the manual page",
          .description = "Prints the manual page in roff.",
          .arguments = {},
          .options = {},
          .examples = {"dateline man | man -l -"},
          .run = run};
}

}  // namespace dateline::cli
