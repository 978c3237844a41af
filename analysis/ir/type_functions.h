// The functions that compare and hash the values of a type (cmd/compile/internal/reflectdata, alg.go: eqFunc, hashFunc; compare.go), as far as escape
// analysis tells them apart: what they call, with which parts of their parameters. Comparisons that call nothing are left out.
#pragma once

#include <memory>

#include "analysis/ir/ir.h"

namespace escapement::ir {

// type..eq.T, with two pointers as parameters. `type` is compared by a function of its own (types::Equality::Special).
std::unique_ptr<Unit> equality_function(check::Program& program, const check::Package& compiled_in, TypeId type);
// type..hash.T, with a pointer and the hash so far.
std::unique_ptr<Unit> hash_function(check::Program& program, const check::Package& compiled_in, TypeId type);

}  // namespace escapement::ir
