// Options that several commands share.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "server/render/render.h"

namespace escapement::cli {

struct CommonOptions {
  std::string goroot;
  std::string color = "auto";
  bool stats = false;
};

void add_goroot_option(CLI::App& command, CommonOptions& options);
// --goroot, --color, --stats
void add_common_options(CLI::App& command, CommonOptions& options);

// Colour as --color, NO_COLOR and the terminal have it; width as COLUMNS, else the terminal has it, else 120.
render::TextOptions text_options(const CommonOptions& options);

}  // namespace escapement::cli
