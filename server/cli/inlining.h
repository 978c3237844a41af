// What gc says of inlining, for whole builds: `check --format gc --level N`.
#pragma once

#include <string>
#include <vector>

#include "analysis/ir/gc_flags.h"
#include "server/cli/options.h"
#include "server/cli/reports.h"

namespace escapement::cli {

// Prints the lines of `go build -gcflags=-m` (level 1) or -m=2 (level 2) about inlining and devirtualization, at level 1 also those about escape,
// grouped by package. With flags they are those of `-gcflags='-m FLAGS'`.
struct GcLines {
  int level = 1;
  ir::GcFlags flags;
  std::string package_path;  // as engine::BuildOptions has it
};
ExitCode print_inlining(const std::vector<std::string>& patterns, const CommonOptions& common, const GcLines& lines);

}  // namespace escapement::cli
