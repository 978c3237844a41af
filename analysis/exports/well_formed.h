// What the passes over the IR take for granted of an operation.
#pragma once

#include "analysis/ir/ir.h"

namespace escapement::exports {

// Of a node whose operands are there: its lists have the lengths, its token and its constant are of the kind that its operation asks for.
bool is_well_formed(const ir::Unit& unit, const ir::Node& node);

}  // namespace escapement::exports
