// Shapes: gc compiles a generic function once for all type arguments of one form (cmd/compile/internal/noder, reader.go: shapify). A shape is a type
// of its own, `go.shape.int`, with the form as its underlying type.
#pragma once

#include "analysis/types/type.h"

namespace escapement::types {

// The shape of a type argument. `basic`: the type parameter's constraint has methods alone; pointers then share one shape.
TypeId shape_of(TypeTable& t, TypeId argument, bool basic);

// Whether a type parameter's constraint has methods alone.
bool has_basic_constraint(TypeTable& t, TypeId type_param);

// While it lives, the underlying type of an instance is being made on this thread. A type argument in that state has no shape yet: gc keeps it as it is.
class BeingResolved {
 public:
  explicit BeingResolved(TypeId type);
  ~BeingResolved();
  BeingResolved(const BeingResolved&) = delete;
  BeingResolved& operator=(const BeingResolved&) = delete;
};

}  // namespace escapement::types
