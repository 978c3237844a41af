// A concrete syntax tree as a flat array, made for one pass over it: the children of a node stand side by side. It holds the
// visible nodes of the grammar, tokens among them, and comments apart. Where it came from, the runtime's tree (read_tree.h) or
// the tables alone (fresh_parser.h), makes no difference.
#pragma once

#include <tree_sitter/api.h>

#include <cstdint>
#include <span>
#include <vector>

namespace escapement::grammar {

struct ConcreteNode {
  uint32_t begin = 0;  // bytes; of the first token
  uint32_t end = 0;    // of the last token, which may be one without a node: a terminator
  uint32_t first_child = 0;
  uint32_t child_count : 31 = 0;
  uint32_t newline_before : 1 = 0;  // between the sibling before it and it, where both are sound
  TSSymbol symbol = 0;              // as the grammar names it to the outside: aliases are replaced
  TSFieldId field = 0;              // in its parent
};
static_assert(sizeof(ConcreteNode) == 20);

struct ConcreteComment {
  uint32_t begin = 0, end = 0;  // bytes; a line comment without its newline
};

struct ConcreteTree {
  std::vector<ConcreteNode> nodes;  // but for the root
  ConcreteNode root;
  std::vector<ConcreteComment> comments;  // in their order; all that are in the root
  bool has_error = false;

  std::span<const ConcreteNode> children(const ConcreteNode& n) const { return {nodes.data() + n.first_child, n.child_count}; }
};

}  // namespace escapement::grammar
