// The tool: registers its commands and says what is wrong with a command line. docs/cli.md describes all of
// it.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "server/cli/commands.h"
#include "server/cli/output.h"

namespace {

using namespace escapement::cli;

std::string command_names(const CLI::App* app) {
  std::string out;
  for (const CLI::App* command : app->get_subcommands([](const CLI::App*) { return true; })) {
    out += (out.empty() ? "" : ", ") + command->get_name();
  }
  return out;
}

// What to print for a command line that cannot be read: the cause, and where help is.
std::string misuse(const CLI::App* app, const CLI::Error& error) {
  const CLI::App* named = nullptr;
  for (const CLI::App* command : app->get_subcommands()) named = command;
  auto const unread = app->remaining();
  std::string cause = error.what();
  if (named == nullptr && !unread.empty() && !unread.front().starts_with('-')) {
    cause = fmt::format("there is no command {}; there are {}", unread.front(), command_names(app));
  } else if (named == nullptr && unread.empty()) {
    cause = fmt::format("a command is missing: {}", command_names(app));
  }
  return fmt::format("error: {}\nSee escapement {}--help\n", cause, named == nullptr ? "" : named->get_name() + " ");
}

}  // namespace

int main(int argc, char** argv) {
  expect_closed_pipes();
  ExitCode code = kOk;
  CLI::App app{
      "Escapement says where every piece of a Go program's storage lives, how big it is, how long it lives, "
      "and why."};
  app.name("escapement");
  app.set_version_flag("--version", "escapement " ESCAPEMENT_VERSION, "Print the version and exit");
  app.require_subcommand(1);
  app.get_formatter()->column_width(24);
  app.failure_message(misuse);
  app.footer(
      "Examples:\n"
      "  escapement check examples/counter.go          source with hints, table, memory map\n"
      "  escapement explain examples/counter.go:11     why is this on the heap?\n"
      "  escapement map examples/counter.go --format svg -o counter.svg\n"
      "\n"
      "escapement COMMAND --help lists a command's options. Exit codes: 0 answered, 1 errors in the source,\n"
      "2 wrong command line, 3 something cannot be read or written.");
  add_check(app, code);
  add_explain(app, code);
  add_map(app, code);
  add_lsp(app, code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kOk : kUsage;
  }
  return code;
}
