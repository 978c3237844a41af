// Whether facts that were read hold together.
#pragma once

#include "analysis/facts/inline_facts.h"

namespace escapement::facts {

// Every index names an element of its table, one before where its table says so, and what must be sorted is. What objects, constants and bodies
// mean is for those who know: analysis/exports.
bool holds_together(const InlineFacts& facts);

}  // namespace escapement::facts
