// The rule is that of ir.StaticValue and ir.Reassigned: one definition that assigns a value, and no other
// statement that assigns to the variable or a part of it, in its function or in the literals there.
#include <algorithm>
#include "analysis/ir/ir.h"

namespace escapement::ir {

namespace {

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

bool is_inside(const Unit& unit, FuncIndex func, FuncIndex outer) {
  while (func != outer) {
    auto const next = unit.funcs[func].outer;
    if (!next) return outer == 0;
    func = *next;
  }
  return true;
}

}  // namespace

bool is_zero(const Unit& unit, NodeId id) {
  const Node& n = unit.node(id);
  if (n.op == Op::Nil) return true;
  if (n.op == Op::Literal) return constant::is_zero(unit.values[n.ref]);
  if (n.op != Op::StructLit && n.op != Op::ArrayLit) return false;
  return std::ranges::all_of(unit.list(n.list), [&](NodeId each) { return !each || is_zero(unit, each); });
}

StaticValues::StaticValues(check::Program& program, const Unit& unit) : t_(program.types()), unit_(unit) { update(); }

void StaticValues::update() {
  reassigned_.resize(unit_.locals.size());
  for (; seen_ < unit_.nodes.size(); ++seen_) note_assignments(NodeId(seen_));
}

void StaticValues::note_assignments(NodeId id) {
  const Node& n = unit_.node(id);
  switch (n.op) {
    case Op::Assign: return note_assignment(n.x, id);
    case Op::AssignOp: return note_assignment(n.x, NodeId());
    case Op::AssignList:
    case Op::AssignCall:
    case Op::AssignMap:
    case Op::AssignRecv:
    case Op::AssignType:
      for (NodeId left : unit_.list(n.list)) note_assignment(left, id);
      return;
    case Op::Range:
      for (NodeId left : unit_.list(n.list2)) note_assignment(left, NodeId());
      return;
    default: return;
  }
}

// An assignment to a part of a variable is one to the variable.
void StaticValues::note_assignment(NodeId left, NodeId statement) {
  while (left) {
    const Node& n = unit_.node(left);
    bool const inside = n.op == Op::Dot || (n.op == Op::Index && t_.underlying_kind(unit_.node(n.x).type) == types::TypeKind::Array);
    if (!inside) break;
    left = n.x;
  }
  if (!left || unit_.node(left).op != Op::Local) return;
  uint32_t const local = unit_.node(left).ref;
  if (unit_.locals[local].definition != statement) reassigned_[local] = true;
}

NodeId StaticValues::of(NodeId id) const { return of(id, 0); }

NodeId StaticValues::of(NodeId id, FuncIndex within) const {
  constexpr int kMostHops = 1000;
  for (int hops = 0; hops < kMostHops; ++hops) {
    const Node& n = unit_.node(id);
    NodeId next;
    if (n.op == Op::ConvNop || n.op == Op::Init) {
      next = n.x;
    } else if (n.op == Op::InlCall) {
      next = unit_.list(n.ref).empty() ? NodeId() : unit_.list(n.ref).back();
    } else if (n.op == Op::Local) {
      const Local& local = unit_.locals[n.ref];
      bool const variable = local.role == LocalRole::Variable || local.role == LocalRole::Temp;
      if (variable && !reassigned_[n.ref] && !local.address_taken && local.definition && is_inside(unit_, local.func, within))
        next = value_for(unit_, local.definition, LocalId(n.ref));
    }
    if (!next) break;
    id = next;
  }
  return id;
}

}  // namespace escapement::ir
