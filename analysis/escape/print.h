// `--print escape`: what escape analysis made of a package. Per batch, in order of analysis: its functions,
// for each bound (once where both bounds agree) the locations with their attributes and the edges into them
// ("<- &x" an address, "<- *x" a dereference), the parameters' tags, and then gc's lines with their
// certainty. For people and tests; no promise on the format.
#pragma once

#include <string>

#include "analysis/escape/result.h"
#include "analysis/escape/whole_program.h"
#include "analysis/ir/ir.h"

namespace escapement::escape {

std::string print_escape(check::Program& program, const ir::Bodies& bodies);
// Of a package after inlining; adds its tags.
std::string print_escape(check::Program& program, const inlining::InlinedPackage& package, Tags& tags);

}  // namespace escapement::escape
