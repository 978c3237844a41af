// The subcommands, one function and one file each. A function adds its command with options and help to the
// application; when the command line names it, its exit code is put in `code`, which must outlive the parse.
#pragma once

#include <CLI/CLI.hpp>

#include "server/cli/exit_code.h"

namespace escapement::cli {

void add_check(CLI::App& app, ExitCode& code);
void add_explain(CLI::App& app, ExitCode& code);
void add_map(CLI::App& app, ExitCode& code);
void add_lsp(CLI::App& app, ExitCode& code);

}  // namespace escapement::cli
