// Stand-ins for type parameters, each a type of its own, while a body is lowered for shapes: two parameters may have one shape, and what is written
// with which of them decides what belongs in the dictionary.
#pragma once

#include "analysis/types/type.h"

namespace escapement::ir {

// One for each parameter. Its form is the shape's, but written with other stand-ins where the constraint says so: for `S ~[]E` it is a slice of the
// stand-in of E. The same parameters and shapes give the same types.
types::TypeVector stand_ins_for(types::TypeTable& t, types::TypeList params, types::TypeList shapes);

}  // namespace escapement::ir
