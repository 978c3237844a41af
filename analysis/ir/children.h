// The operands of a node, in the order in which gc's passes visit them (cmd/compile/internal/ir, node_gen.go: doChildren). A function literal's
// body is not among them.
#pragma once

#include "analysis/ir/ir.h"

namespace escapement::ir {

// Calls visit(NodeId) for each operand that there is.
template <class Visit>
void for_each_child(const Unit& unit, NodeId id, Visit visit) {
  const Node n = unit.node(id);
  auto one = [&](NodeId child) {
    if (child) visit(child);
  };
  // The visit may add to the unit's lists, so an element is read when it is due.
  auto all = [&](uint32_t list) {
    size_t const size = unit.lists[list].size();
    for (size_t i = 0; i < size; ++i) one(unit.lists[list][i]);
  };
  switch (n.op) {
    case Op::Closure: return;
    case Op::FuncName:
    case Op::MethodExpr:
    case Op::MethodValue: return one(n.x);
    case Op::Init:
    case Op::AssignCall:
    case Op::AssignMap:
    case Op::AssignRecv:
    case Op::AssignType: all(n.list); return one(n.x);
    case Op::Range:
      one(n.x);
      all(n.list2);
      return all(n.list);
    case Op::For:
      one(n.x);
      one(n.y);
      return all(n.list);
    case Op::ArrayLit:
    case Op::SliceLit: {
      size_t const size = unit.lists[n.list].size();
      for (size_t i = 0; i < size; ++i) {
        if (n.list2 != 0) one(unit.lists[n.list2][i]);
        one(unit.lists[n.list][i]);
      }
      return;
    }
    case Op::StructLit: return all(n.list);
    case Op::Case:
      one(n.x);
      all(n.list);
      return all(n.list2);
    case Op::InlCall:
      all(n.list);
      all(n.list2);
      return all(n.ref);
    default:
      one(n.x);
      one(n.y);
      all(n.list);
      return all(n.list2);
  }
}

}  // namespace escapement::ir
