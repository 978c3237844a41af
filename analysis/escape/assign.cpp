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
    case Op::Global: return heap_hole();
    case Op::Local: {
      Loc* const location = oldest(LocalId(n.ref));
      return {location, 0, nullptr, false};
    }
    case Op::Dot: return target(n.x);
    case Op::Index:
      discard_expr(n.y);
      if (t_.kind(t_.underlying(node(n.x).type)) == TypeKind::Array) return target(n.x);
      expr(mutator_hole(), n.x);
      return heap_hole();
    case Op::Deref:
      expr(mutator_hole(), n.x);
      return heap_hole();
    case Op::DotPtr: expr(mutator_hole(), n.x); return heap_hole();
    case Op::IndexMap:
      discard_expr(n.x);
      expr(note(heap_hole(), id, "key of map put"), n.y);
      return heap_hole();
    case Op::Conv:
    case Op::ConvNop: return target(n.x);
    default: return heap_hole();
  }
}

void Batch::reassigned(NodeId left, NodeId statement_id, bool has_value, bool range) {
  if (!left || node(left).op != Op::Local) return;
  const ir::Node& s = node(statement_id);
  bool const define = (s.flags & ir::kDefine) != 0 && !range;
  // The definition itself is no reassignment, nor is `var x T`.
  if (define && (s.op == Op::Assign || s.op == Op::AssignList || s.op == Op::AssignCall || s.op == Op::AssignMap || s.op == Op::AssignRecv ||
                 s.op == Op::AssignType)) {
    Loc* const location = oldest(LocalId(node(left).ref));
    // := may also assign to a variable that exists: it was declared by an earlier statement.
    if (location->loop_depth <= loop_depth_ && defined_by(statement_id, LocalId(node(left).ref))) return;
  }
  if (!has_value && s.op == Op::Assign) return;
  oldest(LocalId(node(left).ref))->reassigned = true;
}

bool Batch::defined_by(NodeId statement_id, LocalId local) {
  auto [it, added] = definitions_.try_emplace(reinterpret_cast<uintptr_t>(current_->unit) ^ (uint64_t{local.value} << 40), statement_id);
  return added || it->second == statement_id;
}

bool Batch::is_self_assignment(NodeId left, NodeId right) {
  if (!left || !right) return false;
  const ir::Node& l = node(left);
  const ir::Node& r = node(right);
  auto same_name = [&](NodeId a, NodeId b) { return node(a).op == Op::Local && node(b).op == Op::Local && node(a).ref == node(b).ref; };
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
  auto plain = [&](NodeId index) { return node(index).op == Op::Literal || node(index).op == Op::Local || node(index).op == Op::Global; };
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
    case Op::Global: return x.ref == y.ref;
    case Op::Dot:
    case Op::DotPtr: return x.name == y.name && same_safe(x.x, y.x);
    case Op::Deref:
    case Op::Conv:
    case Op::ConvNop: return same_safe(x.x, y.x);
    case Op::Unary: return x.token == y.token && same_safe(x.x, y.x);
    case Op::Index:
    case Op::IndexMap: return same_safe(x.x, y.x) && same_safe(x.y, y.y);
    case Op::Literal:
      return constant::compare(unit().values[x.ref], constant::CompareOp::Eql, unit().values[y.ref]);
    default: return false;
  }
}

void Batch::assign(std::span<const NodeId> left, std::span<const NodeId> right, std::string_view why, NodeId at) {
  std::vector<Hole> holes;
  for (NodeId each : left) holes.push_back(target(each));
  for (size_t i = 0; i < left.size(); ++i) {
    Hole hole = holes[i];
    if (i < right.size() && is_self_assignment(left[i], right[i])) hole = discard();
    if (i < right.size() && right[i]) expr(note(hole, at, why), right[i]);
    reassigned(left[i], at, i < right.size() && right[i], false);
  }
}

void Batch::assign_results(std::span<const NodeId> left, NodeId call_id, NodeId at) {
  std::vector<Hole> holes;
  for (NodeId each : left) holes.push_back(note(target(each), at, "assign-pair"));
  for (NodeId each : left) reassigned(each, at, true, false);
  call(holes, call_id);
}

}  // namespace escapement::escape
