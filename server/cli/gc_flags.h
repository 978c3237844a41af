// The flags of gc's command line that escapement knows: `check --gc-flags`.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "analysis/ir/gc_flags.h"

namespace escapement::cli {

struct GcCommandLine {
  ir::GcFlags flags;
  int level = 0;             // of -m; 0: not given
  std::string package_path;  // of -p; empty: not given
};

// Flags are separated by white space, as in `go build -gcflags`. Taken are
//   -m, -m=N     how much is said; several -m add up
//   -l, -l=N     1 and two or more -l's apart are as gc has them: 1 inlines nothing, 4 inlines functions with calls more easily
//   -N           no optimisation
//   -smallframes
//   -d=LIST      of escapemutationscalls, zerocopy and checkptr (0 or 1 each), inlfuncswithclosures=1, which is so anyway
//   -p=PATH      the path that the package is compiled under
//   -std, -+     of the standard library, or of the runtime: -N and -d=checkptr are off with -+
// The error says in one line which flag is not known, or has a value that is not simulated.
std::expected<GcCommandLine, std::string> parse_gc_flags(std::string_view text);

}  // namespace escapement::cli
