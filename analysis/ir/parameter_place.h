// Where a parameter stands that has no name: where its type does (types2: collectParams).
#pragma once

#include "analysis/check/program.h"

namespace escapement::ir {

// Of the parameter of that number, without the receiver, of a function, a method, or a method of an interface. No place: the parameter has a name, or
// the function has no text.
base::Place place_of_unnamed(check::Program& program, types::ObjectId function, size_t number);

}  // namespace escapement::ir
