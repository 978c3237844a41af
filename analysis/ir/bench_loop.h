// What the loop of a benchmark computes (cmd/compile/internal/bloop: BloopWalk).
#pragma once

#include "analysis/ir/ir.h"

namespace escapement::ir {

// In loops `for b.Loop()`, where b is a *testing.B, and in the blocks in them, statements are followed by calls of runtime.KeepAlive: with the
// variables that they assign, with the results of a call that nothing takes, with the arguments of a call without results. What is no variable goes
// through a temporary. Literals there are functions of their own.
void keep_alive_in_benchmark_loops(check::Program& program, Unit& unit);

}  // namespace escapement::ir
