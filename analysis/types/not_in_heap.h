// Types whose values the collector does not manage (cmd/compile/internal/types: NotInHeap).
#pragma once

#include "analysis/types/type.h"

namespace escapement::types {

// Whether a value of the type holds internal/runtime/sys's mark, in itself, in a field, or in an element.
bool is_not_in_heap(TypeTable& t, TypeId type);

}  // namespace escapement::types
