#include "analysis/ir/ir.h"

namespace escapement::ir {

namespace {

// The variable of which an assignment changes a part: x of x.f, of x[i] where x is an array (ir.OuterValue).
NodeId outer_value(const Unit& unit, NodeId id) {
  while (id) {
    const Node& n = unit.node(id);
    bool const of_array = n.op == Op::Index && (n.flags & kOfArray) != 0;
    if (n.op != Op::Dot && n.op != Op::ConvNop && !of_array) break;
    id = n.x;
  }
  return id;
}

}  // namespace

StaticValues::StaticValues(const Unit& unit) : unit_(unit), definition_(unit.locals.size()) {
  std::vector<bool> spoiled(unit.locals.size(), false);
  auto assigned = [&](NodeId left, NodeId right, bool define) {
    left = outer_value(unit, left);
    if (!left || unit.node(left).op != Op::Local) return;
    uint32_t const local = unit.node(left).ref;
    if (define && right && !definition_[local]) {
      definition_[local] = right;
    } else {
      spoiled[local] = true;
    }
  };
  for (uint32_t i = 1; i < unit.nodes.size(); ++i) {
    const Node& n = unit.nodes[i];
    bool const define = (n.flags & kDefine) != 0;
    switch (n.op) {
      case Op::Assign: assigned(n.x, n.y, define); break;
      case Op::AssignOp: assigned(n.x, NodeId(), false); break;
      case Op::AssignList: {
        auto const left = unit.list(n.list);
        auto const right = unit.list(n.list2);
        for (size_t k = 0; k < left.size(); ++k) assigned(left[k], right[k], define);
        break;
      }
      case Op::AssignCall:
      case Op::AssignMap:
      case Op::AssignRecv:
      case Op::AssignType:
        for (NodeId left : unit.list(n.list)) assigned(left, NodeId(), false);
        break;
      case Op::Range:
        for (NodeId left : unit.list(n.list2)) assigned(left, NodeId(), false);
        break;
      default: break;
    }
  }
  for (uint32_t i = 1; i < unit.locals.size(); ++i) {
    const Local& local = unit.locals[i];
    bool const variable = local.role == LocalRole::Variable || local.role == LocalRole::Temp;
    if (spoiled[i] || local.address_taken || !variable) definition_[i] = NodeId();
  }
}

NodeId StaticValues::of(NodeId id) const {
  for (int hops = 0; hops < 100; ++hops) {
    const Node& n = unit_.node(id);
    if (n.op == Op::ConvNop) {
      id = n.x;
    } else if (n.op == Op::Local && definition_[n.ref]) {
      id = definition_[n.ref];
    } else {
      break;
    }
  }
  return id;
}

}  // namespace escapement::ir
