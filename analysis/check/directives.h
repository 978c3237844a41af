// Compiler directives that stand where they mean nothing, or are malformed (cmd/compile, "Compiler Directives"; the rules are those of
// cmd/compile/internal/noder: pragma, checkPragmas, checkEmbed, processPragmas).
#pragma once

#include "analysis/check/program.h"

namespace escapement::check {

// Adds what is wrong to the package's diagnostics. `standard`: of the standard library, which may use more of them.
void check_directives(Program& program, Package& package, bool standard);

}  // namespace escapement::check
