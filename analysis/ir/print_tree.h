// `--print ir`: the bodies as an indented tree, one node a line, with what gc would print for it, its type
// and its position. Implicit nodes, which gc's messages look through, are marked "implicit". For people and
// tests; no promise on the format.
#pragma once

#include <string>
#include <string_view>

#include "analysis/ir/ir.h"

namespace escapement::ir {

std::string_view op_name(Op op);
std::string print_ir(check::Program& program, const Unit& unit);
std::string print_ir(check::Program& program, const Bodies& bodies);

}  // namespace escapement::ir
