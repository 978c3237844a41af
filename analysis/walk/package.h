// What gc says of a package after escape analysis, while it takes bodies apart for its back end (cmd/compile/internal/walk): that the check of an
// index has gone, because the form or the type of the index keeps it in bounds. The lines stand behind those of escape analysis.
#pragma once

#include <vector>

#include "analysis/escape/result.h"
#include "analysis/inline/compile.h"

namespace escapement::walk {

// In gc's order: function by function as they are compiled (cmd/compile/internal/gc, compile.go: enqueueFunc). The package is as
// escape::analyse leaves it.
std::vector<escape::Line> lines_of(check::Program& program, const inlining::InlinedPackage& package, const ir::GcFlags& flags = {});

}  // namespace escapement::walk
