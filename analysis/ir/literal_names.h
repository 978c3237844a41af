// How gc names function literals (cmd/compile/internal/ir, func.go: closureName).
#pragma once

#include <cstdint>
#include <string>

#include "analysis/ir/ir.h"

namespace escapement::ir {

enum class LiteralKind : uint8_t { Written, RangeBody, OfGo, OfDefer };

// The name of the next literal in funcs[outer]: "F.func1", "F.func1.2", "F-range1", "F.gowrap1". What is in the body of a loop over a
// function counts for the function around the loop. A literal that comes with an inlined body (`inlined`, of Unit::inlined_calls) has the
// names of the inlined functions in its own: "F.G.func2".
std::string next_literal_name(Unit& unit, FuncIndex outer, LiteralKind kind, uint32_t inlined);

}  // namespace escapement::ir
