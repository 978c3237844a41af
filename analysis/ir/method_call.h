// Method calls that no text stands for: what a wrapper or a devirtualized call does with its receiver.
#pragma once

#include <span>

#include "analysis/ir/ir.h"
#include "analysis/types/type.h"

namespace escapement::ir {

// Reads the embedded fields of a path, one after the other (cmd/compile/internal/typecheck, subr.go: AddImplicitDots). New nodes stand where
// `place` does.
NodeId add_field_path(types::TypeTable& t, Unit& unit, NodeId x, std::span<const uint32_t> path, const Node& place);

struct MethodOperands {
  NodeId callee;    // a MethodExpr
  NodeId receiver;  // its first argument: `x`, its address or what it points to
};
// A method that was found in the type of `x`, past all embedded fields.
MethodOperands add_method(types::TypeTable& t, Unit& unit, NodeId x, const types::LookupResult& found, base::NameId name,
                          const Node& place);

}  // namespace escapement::ir
