// What each node kind's operands are, as data: for printers, hashes and anything that walks every node alike. It says the
// same as the comments of NodeKind; a test holds the two together.
#pragma once

#include <array>
#include <string_view>

#include "analysis/syntax/ast.h"

namespace escapement::syntax {

enum class OperandKind : uint8_t { Unused, Ref, List, Name, Number };
enum class OpKind : uint8_t { Unused, Token, LitKind, ChanDir };

struct NodeShape {
  std::string_view name;
  std::array<OperandKind, 4> operands{};
  OpKind op = OpKind::Unused;
};

const NodeShape& shape_of(NodeKind kind);
std::string_view token_text(Token token);

// Calls `visit(NodeId)` for each child of a node in source order of the operands; absent children are left out.
template <class Visit>
void for_each_child(const DeclTree& tree, NodeId id, Visit&& visit) {
  const Node& n = tree.node(id);
  const NodeShape& shape = shape_of(n.kind);
  const uint32_t operands[] = {n.a, n.b, n.c, n.d};
  for (size_t i = 0; i < 4; ++i) {
    if (shape.operands[i] == OperandKind::Ref && operands[i] != 0) visit(NodeId(operands[i]));
    if (shape.operands[i] == OperandKind::List)
      for (NodeId child : tree.list(operands[i])) visit(child);
  }
}

}  // namespace escapement::syntax
