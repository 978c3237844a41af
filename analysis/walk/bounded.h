// Indexes that need no check (cmd/compile/internal/walk, expr.go: bounded).
#pragma once

#include "analysis/ir/ir.h"

namespace escapement::walk {

// Whether the index, not negative and no constant that is too large, is less than `length` by its type alone, or by the operation that it is.
bool is_bounded(types::TypeTable& t, const ir::Unit& unit, ir::NodeId index, int64_t length);
bool is_bounded_by_type(types::TypeTable& t, ir::TypeId type, int64_t length);

// The number of elements, where gc looks at the index at all: of an array, a pointer to one, a constant string. Else -1.
int64_t known_length(types::TypeTable& t, const ir::Unit& unit, ir::NodeId indexed);

}  // namespace escapement::walk
