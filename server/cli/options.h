// Options that several commands share.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "server/render/render.h"

namespace escapement::cli {

struct CommonOptions {
  std::string goroot;
  std::string color = "auto";
  bool stats = false;
  // The build that is analysed.
  std::string goos = "linux";
  std::string goarch = "amd64";
  std::vector<std::string> tags;
  bool tests = false;
};

void add_goroot_option(CLI::App& command, CommonOptions& options);
// --goos, --goarch, --tags, --tests
void add_target_options(CLI::App& command, CommonOptions& options);
// --goroot, the target's, --color, --stats
void add_common_options(CLI::App& command, CommonOptions& options);

// Colour as --color, NO_COLOR and the terminal have it; width as COLUMNS, else the terminal has it, else 120.
render::TextOptions text_options(const CommonOptions& options);

}  // namespace escapement::cli
