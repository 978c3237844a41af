// What gc says of inlining, for whole builds: `check --format gc --level N`.
#pragma once

#include <string>
#include <vector>

#include "server/cli/options.h"
#include "server/cli/reports.h"

namespace escapement::cli {

// Prints the lines of `go build -gcflags=-m` (level 1) or -m=2 (level 2) about inlining and devirtualization, at level 1 also those about escape,
// grouped by package. Without inlining they are those of `-gcflags='-m -l'`.
struct GcLines {
  int level = 1;
  bool no_inline = false;
};
ExitCode print_inlining(const std::vector<std::string>& patterns, const CommonOptions& common, GcLines lines);

}  // namespace escapement::cli
