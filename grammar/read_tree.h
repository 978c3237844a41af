// The flat tree of what the runtime parsed.
#pragma once

#include <string_view>

#include "grammar/concrete_tree.h"

namespace escapement::grammar {

// Makes `out` the tree below and with `node`; `text` is what was parsed. What the runtime made up or made nothing of (MISSING
// and ERROR nodes) is left out, and is an error of the tree.
void read_tree(TSNode node, std::string_view text, ConcreteTree& out);

}  // namespace escapement::grammar
