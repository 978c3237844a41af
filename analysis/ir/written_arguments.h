// The type arguments that a generic type's declaration writes.
#pragma once

#include "analysis/types/type.h"

namespace escapement::ir {

// Those of instances anywhere in `type`, as they are written, outermost first. gc reads them before the instances, whose arguments may be shapes of
// them (cmd/compile/internal/noder, reader.go: objInstIdx).
std::vector<types::TypeId> written_arguments(types::TypeTable& t, types::TypeId type);

}  // namespace escapement::ir
