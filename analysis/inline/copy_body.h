// A call becomes the body of the function it calls (cmd/compile/internal/noder, reader.go: unifiedInlineCall): the body is copied from the callee as it
// was lowered, its parameters and results are variables of the caller, its returns jump behind the body.
#pragma once

#include <vector>

#include "analysis/inline/functions.h"

namespace escapement::inlining {

// The literals that came with the body: in the unit, and where they were written.
struct CopiedLiteral {
  FuncIndex index;
  FuncIndex original;
};

// What takes the place of the call. Operands: what is evaluated for the call anyway, and variables for the results; the body is left out.
enum class Copied : uint8_t { Body, Operands };

// A call that is replaced.
struct Replacement {
  Unit& unit;
  FuncIndex caller;
  ir::NodeId call;
  Copied copied = Copied::Body;
};

// Changes the node of the call to an InlCall. `captures` are the variables that the callee, a literal, uses of its surroundings, as they are in
// the unit.
std::vector<CopiedLiteral> replace_call(const Replacement& replacement, const Callee& callee, const std::vector<ir::LocalId>& captures);

}  // namespace escapement::inlining
