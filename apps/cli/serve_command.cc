// `dateline serve`: the record in a browser.

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "record_options.h"
#include "server/server.h"
#include "terminal.h"

namespace dateline::cli {
namespace {

// Asks the desktop to show the address; it is printed anyway, so a machine without a desktop loses nothing.
void open_browser(const std::string& address) {
  std::string program = "xdg-open";
  std::string argument = address;
  char* arguments[] = {program.data(), argument.data(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (const int descriptor : {0, 1, 2})
    posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0);
  pid_t child = 0;
  if (posix_spawnp(&child, program.c_str(), &actions, nullptr, arguments, environ) != 0)
    note("no program to open the browser with (xdg-open); open the address yourself");
  posix_spawn_file_actions_destroy(&actions);
}

int run(const Invocation& invocation) {
  server::Options options;
  options.host = invocation.text("host", options.host);
  options.any_port = !invocation.has("port");
  options.port = static_cast<int>(invocation.number("port", options.port));
  if (options.port > 65535) {
    report(fmt::format("--port: {} is no port; they go up to 65535", options.port));
    return kUsage;
  }
  options.read_only = invocation.has("read-only");
  options.prefix = invocation.text("prefix");
  options.names = invocation.all("allow-host");
  options.upload_bytes = static_cast<std::size_t>(invocation.number("max-upload", 1024)) << 20;
  options.threads = static_cast<unsigned>(invocation.number("threads", 0));
  options.stop = invocation.stop;
  options.note = [](const std::string& message) { note(message); };
  const bool open = invocation.has("open");
  options.ready = [&](const std::string& address) {
    Output output(invocation);
    output.line(address);
    output.flush();
    if (!invocation.has("quiet"))
      note(fmt::format("serving {}{}. Ctrl-C ends it", invocation.argument("RECORD"),
                       options.read_only ? ", for reading only" : "; whoever has the address can add pages"));
    if (open) open_browser(address);
  };
  const Status served = server::serve(invocation.argument("RECORD"), options);
  if (served) return kDone;
  report(served.error().message);
  return served.error().code == ErrorCode::invalid_argument ? kUsage : kFailed;
}

}  // namespace

Command serve_command() {
  return {
      .name = "serve",
      .summary = "read a record in the browser",
      .description =
          "Serves RECORD, which is made if it is not there, to browsers of this machine, and prints the "
          "address. The "
          "address holds a key: who opens it can add pages, who comes without it can read. docs/API.md "
          "describes the "
          "interface under /api/v1. Behind a proxy, name the host that it goes by with --allow-host and the "
          "path with "
          "--prefix.",
      .arguments = {record_argument()},
      .options = {{.name = "port",
                   .letter = 'p',
                   .kind = ValueKind::number,
                   .value = "N",
                   .help =
                       "listen there; 0 takes any free one (default 8317, or another where that is taken)"},
                  {.name = "open", .letter = 'o', .help = "open the browser"},
                  {.name = "read-only", .help = "nothing can be added"},
                  {.name = "host",
                   .kind = ValueKind::text,
                   .value = "ADDRESS",
                   .help = "listen on this address (default 127.0.0.1: this machine alone)"},
                  {.name = "allow-host",
                   .kind = ValueKind::text,
                   .value = "NAME",
                   .help = "answer also when called by this name, as a proxy's",
                   .repeatable = true},
                  {.name = "prefix",
                   .kind = ValueKind::text,
                   .value = "PATH",
                   .help = "the path under which a proxy shows it: /affair"},
                  {.name = "max-upload",
                   .kind = ValueKind::number,
                   .value = "MB",
                   .help = "largest upload (default 1024)"}},
      .examples = {"dateline serve affair.dateline --open",
                   "dateline serve affair.dateline --read-only --port 9000"},
      .run = run};
}

}  // namespace dateline::cli
