// The rule is that of ir.StaticValue and ir.Reassigned: one definition that assigns a value, and no other
// statement that assigns to the variable or a part of it, in its function or in the literals there.
#include <algorithm>
#include "analysis/ir/ir.h"

namespace escapement::ir {

namespace {

// The variable whose storage an assignment's target lies in.
NodeId outer_value(const Unit& unit, check::Program& program, NodeId id) {
  types::TypeTable& t = program.types();
  while (id) {
    const Node& n = unit.node(id);
    bool const inside = n.op == Op::Dot || (n.op == Op::Index && t.kind(t.underlying(unit.node(n.x).type)) == types::TypeKind::Array);
    if (!inside) break;
    id = n.x;
  }
  return id;
}

// What a definition gives to one of its variables; none for values that come out of a call, a range and the
// like.
NodeId value_for(const Unit& unit, NodeId definition, LocalId local) {
  const Node& n = unit.node(definition);
  if (n.op == Op::Assign) return n.y;
  if (n.op != Op::AssignList) return {};
  auto const left = unit.list(n.list);
  auto const right = unit.list(n.list2);
  for (size_t i = 0; i < left.size() && i < right.size(); ++i) {
    if (left[i] && unit.node(left[i]).op == Op::Local && unit.node(left[i]).ref == local.value) return right[i];
  }
  return {};
}

}  // namespace

bool is_zero(const Unit& unit, NodeId id) {
  const Node& n = unit.node(id);
  if (n.op == Op::Nil) return true;
  if (n.op == Op::Literal) return constant::is_zero(unit.values[n.ref]);
  if (n.op != Op::StructLit && n.op != Op::ArrayLit) return false;
  return std::ranges::all_of(unit.list(n.list), [&](NodeId each) { return !each || is_zero(unit, each); });
}

StaticValues::StaticValues(check::Program& program, const Unit& unit) : unit_(unit), definition_(unit.locals.size()) {
  std::vector<bool> reassigned(unit.locals.size(), false);
  auto assigned = [&](NodeId left, NodeId statement) {
    NodeId const outer = outer_value(unit, program, left);
    if (!outer || unit.node(outer).op != Op::Local) return;
    uint32_t const local = unit.node(outer).ref;
    if (unit.locals[local].definition != statement) reassigned[local] = true;
  };
  for (uint32_t i = 1; i < unit.nodes.size(); ++i) {
    const Node& n = unit.nodes[i];
    NodeId const id(i);
    switch (n.op) {
      case Op::Assign: assigned(n.x, id); break;
      case Op::AssignOp: assigned(n.x, NodeId()); break;
      case Op::AssignList:
      case Op::AssignCall:
      case Op::AssignMap:
      case Op::AssignRecv:
      case Op::AssignType:
        for (NodeId left : unit.list(n.list)) assigned(left, id);
        break;
      case Op::Range:
        for (NodeId left : unit.list(n.list2)) assigned(left, NodeId());
        break;
      default: break;
    }
  }
  for (uint32_t i = 1; i < unit.locals.size(); ++i) {
    const Local& local = unit.locals[i];
    bool const variable = local.role == LocalRole::Variable || local.role == LocalRole::Temp;
    if (!variable || reassigned[i] || local.address_taken || !local.definition) continue;
    definition_[i] = value_for(unit, local.definition, LocalId(i));
  }
}

NodeId StaticValues::of(NodeId id) const {
  for (int hops = 0; hops < 100; ++hops) {
    const Node& n = unit_.node(id);
    if (n.op == Op::ConvNop || n.op == Op::Init) {
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
