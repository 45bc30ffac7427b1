#pragma once
// The command table: the one description from which parsing, help, completion and the man page are made.

#include <map>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::cli {

// What a value is, for completion.
enum class ValueKind { none, text, number, date, path, choice };

struct Option {
  std::string name;  // without the dashes
  char letter = 0;   // 0: no short form
  ValueKind kind = ValueKind::none;
  std::string value = {};  // how help names the value: "N", "FILE"
  std::string help = {};
  bool repeatable = false;
  std::vector<std::string> choices = {};
};

struct Argument {
  std::string name;  // "RECORD", "PATH..."
  std::string help;
  bool required = true;
  bool repeatable = false;
  ValueKind kind = ValueKind::path;
};

// What was given on the command line, checked against the table.
class Invocation {
 public:
  bool has(std::string_view option) const { return options.find(option) != options.end(); }
  std::string text(std::string_view option, std::string_view fallback = {}) const;
  long number(std::string_view option, long fallback) const;
  const std::vector<std::string>& all(std::string_view option) const;
  // The argument of that name; empty if it was not given.
  std::string argument(std::string_view name) const;
  const std::vector<std::string>& arguments(std::string_view name) const;

  std::map<std::string, std::vector<std::string>, std::less<>> options;
  std::map<std::string, std::vector<std::string>, std::less<>> positionals;
  std::stop_token stop;  // set by Ctrl-C
};

// Exit statuses, as the manual lists them.
inline constexpr int kDone = 0;    // every input was answered, also where the answer is an error line
inline constexpr int kFailed = 1;  // the run itself could not be done
inline constexpr int kUsage = 2;   // the command line is wrong
inline constexpr int kFound = 3;   // `check` found damage
inline constexpr int kInterrupted = 130;

struct Command {
  std::string name;
  std::string summary;           // one line
  std::string description = {};  // a paragraph or two
  std::vector<Argument> arguments = {};
  std::vector<Option> options = {};
  std::vector<std::string> examples = {};
  int (*run)(const Invocation&) = nullptr;
};

// In the order in which help shows them.
std::span<const Command> commands();
// Understood by every command.
std::span<const Option> common_options();

// Each command lives in a file of its own, NAME_command.cc, and is listed in commands.cc.
Command add_command();
Command annotate_command();
Command check_command();
Command completion_command();
Command copies_command();
Command export_command();
Command extract_command();
Command list_command();
Command man_command();
Command parse_command();
Command rebuild_command();
Command remove_command();
Command search_command();
Command serve_command();
Command show_command();
Command sources_command();
Command stories_command();
Command timeline_command();
Command times_command();

}  // namespace dateline::cli
