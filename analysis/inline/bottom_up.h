// The order in which functions are looked at: callees first, those that call each other together, literals with the functions they stand in,
// all initialisers of package variables as one (cmd/compile/internal/ir, scc.go: VisitFuncsBottomUp).
#pragma once

#include <functional>
#include <span>

#include "analysis/inline/functions.h"

namespace escapement::inlining {

// Calls visit with each group. What a group's visit changes in its functions is seen by those that are looked at later.
void visit_bottom_up(Functions& functions, const std::function<void(std::span<Function* const>)>& visit);
// The same for the functions from a number on; those before it are taken as done.
void visit_bottom_up(Functions& functions, size_t first, const std::function<void(std::span<Function* const>)>& visit);

}  // namespace escapement::inlining
