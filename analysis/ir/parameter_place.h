// Where a parameter stands that has no name: where its type does (types2: collectParams).
#pragma once

#include "analysis/check/program.h"

namespace escapement::ir {

// Of the parameter of that number, without the receiver, of a function, a method, or a method of an interface. No place: the parameter has a name, or
// the function has no text.
base::Place place_of_unnamed(check::Program& program, types::ObjectId function, size_t number);

// Of the declaration of a function or method, where gc says what it has to say of the function: behind "func". No place: it has no text.
base::Place place_of_declaration(check::Program& program, types::ObjectId function);

}  // namespace escapement::ir
