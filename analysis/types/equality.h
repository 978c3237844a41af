// How values of a type are compared (cmd/compile/internal/types: AlgType, setAlg).
#pragma once

#include "analysis/types/type.h"

namespace escapement::types {

enum class Equality : uint8_t {
  None,     // not comparable
  Memory,   // bytes are compared
  Runtime,  // the runtime has a function for it: strings, interfaces, numbers that are not their bytes
  Special,  // gc makes functions for the type
};

// `type` has no type parameters.
Equality equality_of(TypeTable& t, TypeId type);

}  // namespace escapement::types
