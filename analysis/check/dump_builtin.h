// The signature that a call of a built-in function has for go/types: made from its arguments, for printing alone.
#pragma once

#include <string>

#include "analysis/check/program.h"

namespace escapement::check {

// `name` is the expression that denotes the function, perhaps in parentheses. "invalid type" where the call is constant or there is none.
std::string builtin_signature(Program& program, const Package& package, const syntax::DeclTree& tree, const Info& info, NodeId name);

}  // namespace escapement::check
