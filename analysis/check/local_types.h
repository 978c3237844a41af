// Types declared inside functions, as link names tell them apart.
#pragma once

#include "analysis/check/program.h"

namespace escapement::check {

// Numbers them in the order in which they stand in the package, its bodies checked (cmd/compile/internal/noder, writer.go: collectDecls, typegen).
void number_local_types(Program& program, const Package& package);

}  // namespace escapement::check
