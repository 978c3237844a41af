// Assignments (cmd/compile/internal/escape, assign.go and utils.go: isSelfAssign).
#include "analysis/escape/batch.h"

namespace escapement::escape {

using ir::Op;
using types::TypeKind;

// The hole that an assignment to `id` fills.
Hole Batch::target(NodeId id) {
  if (!id) return discard();
  const ir::Node n = node(id);
  switch (n.op) {
    case Op::Global:
      return heap_hole();
    case Op::Local: {
      Loc* const location = oldest(LocalId(n.ref));
      return {location, 0, nullptr, false};
    }
    case Op::Dot:
      return target(n.x);
    case Op::Index:
      discard_expr(n.y);
      if (t_.kind(t_.underlying(node(n.x).type)) == TypeKind::Array) return target(n.x);
      expr(mutator_hole(), n.x);
      return heap_hole();
    case Op::Deref:
      expr(mutator_hole(), n.x);
      return heap_hole();
    case Op::DotPtr:
      expr(mutator_hole(), n.x);
      return heap_hole();
    case Op::IndexMap:
      discard_expr(n.x);
      expr(note(heap_hole(), id, "key of map put"), n.y);
      return heap_hole();
    case Op::Conv:
    case Op::ConvNop:
      return target(n.x);
    default:
      return heap_hole();
  }
}

// A variable's own definition is no reassignment, nor is the zero value of `var x T`; the variables of a
// range are assigned in every round.
void Batch::reassigned(NodeId left, NodeId statement_id) {
  if (!left) return;
  Loc* const location = outer_location(left);
  if (location == nullptr) return;
  const ir::Node& s = node(statement_id);
  const ir::Local& local = unit().local(location->local);
  bool const zero_value = s.op == Op::Assign && !s.y && node(left).op == Op::Local && !local.definition;
  bool const definition = local.definition == statement_id && s.op != Op::Range;
  if (!zero_value && !definition) location->reassigned = true;
}

// The variable that holds what an assignment to `id` fills; null: it is none of this batch.
Loc* Batch::outer_location(NodeId id) {
  const ir::Node& n = node(id);
  if (n.op == Op::Local) return location_of(*current_, LocalId(n.ref));
  if (n.op == Op::Dot) return outer_location(n.x);
  if (n.op == Op::Index && t_.kind(t_.underlying(node(n.x).type)) == TypeKind::Array)
    return outer_location(n.x);
  return nullptr;
}

bool Batch::is_self_assignment(NodeId left, NodeId right) {
  if (!left || !right) return false;
  const ir::Node& l = node(left);
  const ir::Node& r = node(right);
  auto same_name = [&](NodeId a, NodeId b) {
    return node(a).op == Op::Local && node(b).op == Op::Local && node(a).ref == node(b).ref;
  };
  // p.f = p.f[i:j]
  bool const through = l.op == Op::Deref || l.op == Op::DotPtr;
  if (through && r.op == Op::Slice) {
    NodeId base = r.x;
    if (node(base).op == Op::Addr && (node(base).flags & ir::kImplicit) != 0) {
      base = node(base).x;
      if (node(base).op != Op::DotPtr && node(base).op != Op::Deref) return false;
    }
    const ir::Node& b = node(base);
    bool const pointer = b.op == Op::Deref || b.op == Op::DotPtr;
    return pointer && same_name(l.x, b.x);
  }
  // v.x = v.y, v.x[i] = v.x[j]
  if (l.op != r.op) return false;
  if (l.op == Op::Dot || l.op == Op::DotPtr) return same_safe(l.x, r.x);
  if (l.op != Op::Index) return false;
  auto plain = [&](NodeId index) {
    return node(index).op == Op::Literal || node(index).op == Op::Local || node(index).op == Op::Global;
  };
  return plain(l.y) && plain(r.y) && same_safe(l.x, r.x);
}

// The same place, evaluated without side effects (ir.SameSafeExpr).
bool Batch::same_safe(NodeId a, NodeId b) const {
  if (!a || !b) return a == b;
  const ir::Node& x = node(a);
  const ir::Node& y = node(b);
  if (x.op != y.op || !t_.identical(x.type, y.type)) return false;
  switch (x.op) {
    case Op::Local:
    case Op::Global:
      return x.ref == y.ref;
    case Op::Dot:
    case Op::DotPtr:
      return x.name == y.name && same_safe(x.x, y.x);
    case Op::Deref:
    case Op::Conv:
    case Op::ConvNop:
      return same_safe(x.x, y.x);
    case Op::Unary:
      return x.token == y.token && same_safe(x.x, y.x);
    case Op::Index:
    case Op::IndexMap:
      return same_safe(x.x, y.x) && same_safe(x.y, y.y);
    case Op::Literal:
      return constant::compare(unit().values[x.ref], constant::CompareOp::Eql, unit().values[y.ref]);
    default:
      return false;
  }
}

void Batch::assign(std::span<const NodeId> left, std::span<const NodeId> right, std::string_view why,
                   NodeId at) {
  std::vector<Hole> holes;
  for (NodeId each : left) holes.push_back(target(each));
  for (size_t i = 0; i < left.size(); ++i) {
    Hole hole = holes[i];
    if (i < right.size() && is_self_assignment(left[i], right[i])) hole = discard();
    if (i < right.size() && right[i]) expr(note(hole, at, why), right[i]);
  }
  for (NodeId each : left) reassigned(each, at);
}

void Batch::assign_results(std::span<const NodeId> left, NodeId call_id, NodeId at) {
  while (node(call_id).op == Op::Init) {
    for (NodeId each : unit().list(node(call_id).list)) statement(each);
    call_id = node(call_id).x;
  }
  std::vector<Hole> holes;
  for (NodeId each : left) holes.push_back(target(each));
  call(holes, call_id);
  for (NodeId each : left) reassigned(each, at);
}

}  // namespace escapement::escape
