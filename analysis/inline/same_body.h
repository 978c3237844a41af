// Whether two functions are the same to who inlines them: after an edit in a comment, or one that was taken back, a body is.
#pragma once

#include "analysis/ir/ir.h"

namespace escapement::inlining {

// Of units as they were lowered. Where something stands in the text makes no difference, and which objects stand for its variables.
bool same_bodies(const ir::Unit& a, const ir::Unit& b);

}  // namespace escapement::inlining
