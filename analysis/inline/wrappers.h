// Method wrappers: functions that adapt a method to another receiver (cmd/compile/internal/noder, reader.go: MakeWrappers). gc makes them for the
// method set of each type that a package declares or writes out, and for method values, and inlines into them what it can.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "analysis/ir/ir.h"

namespace escapement::inlining {

// The wrappers of the methods of `needed`, in gc's order, then those of the method values in `units`. Their bodies have no place in the text.
std::vector<std::unique_ptr<ir::Unit>> method_wrappers(check::Program& program, const check::Package& package,
                                                       std::span<const types::TypeId> needed, std::span<const ir::Unit* const> units);

}  // namespace escapement::inlining
