// Assignments (cmd/compile/internal/escape, assign.go and utils.go: isSelfAssign).
#include <fmt/format.h>

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
    case Op::Deref: expr(mutator_hole(), n.x); return heap_hole();
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
  if (n.op == Op::Index && t_.kind(t_.underlying(node(n.x).type)) == TypeKind::Array) return outer_location(n.x);
  return nullptr;
}

// p.f = p.f[i:j] of one name stores no pointer that was not there before (isSliceSelfAssign). A slice of an array inside does: it points
// into the array.
bool Batch::is_slice_self_assignment(NodeId left, NodeId right) {
  auto const base_name = [&](NodeId id) {
    const ir::Node& n = node(id);
    bool const through_pointer = n.op == Op::Deref || n.op == Op::DotPtr;
    return through_pointer && (node(n.x).op == Op::Local || node(n.x).op == Op::Global) ? n.x : NodeId();
  };
  if (node(right).op != Op::Slice || node(node(right).x).op == Op::Addr) return false;
  NodeId const target_name = base_name(left);
  NodeId const source_name = base_name(node(right).x);
  if (!target_name || !source_name) return false;
  return node(target_name).op == node(source_name).op && node(target_name).ref == node(source_name).ref;
}

// isSelfAssign: also v.x = v.y, v.x[i] = v.x[j].
bool Batch::is_self_assignment(NodeId left, NodeId right) {
  if (!left || !right) return false;
  if (is_slice_self_assignment(left, right)) return true;
  const ir::Node& l = node(left);
  const ir::Node& r = node(right);
  if (l.op != r.op) return false;
  if (l.op == Op::Dot || l.op == Op::DotPtr) return same_safe(l.x, r.x);
  return l.op == Op::Index && !may_affect_memory(l.y) && !may_affect_memory(r.y) && same_safe(l.x, r.x);
}

bool Batch::may_affect_memory(NodeId id) const {
  const ir::Node& n = node(id);
  switch (n.op) {
    case Op::Local:
    case Op::Global:
    case Op::FuncName:
    case Op::Literal:
    case Op::Nil: return false;
    case Op::Binary: {
      auto const token = static_cast<syntax::Token>(n.token);
      bool const compares = token >= syntax::Token::Eql && token <= syntax::Token::Geq;
      return compares || may_affect_memory(n.x) || may_affect_memory(n.y);
    }
    case Op::Index: return may_affect_memory(n.x) || may_affect_memory(n.y);
    case Op::Conv:
    case Op::ConvNop:
    case Op::Len:
    case Op::Cap:
    case Op::Unary:
    case Op::Dot:
    case Op::DotPtr:
    case Op::Deref: return may_affect_memory(n.x);
    default: return true;
  }
}

// x.Data of a reflect.SliceHeader or reflect.StringHeader holds a pointer as an integer (ir.IsReflectHeaderDataField).
bool Batch::is_reflect_header_data(NodeId id) const {
  if (!id) return false;
  const ir::Node& n = node(id);
  if ((n.op != Op::Dot && n.op != Op::DotPtr) || program_.names().text(n.name) != "Data") return false;
  TypeId type = t_.unalias(node(n.x).type);
  if (n.op == Op::DotPtr) type = t_.unalias(t_.elem(t_.underlying(type)));
  if (t_.kind(type) != TypeKind::Named) return false;
  const types::Object& object = t_.object(t_.named_of(type).object);
  std::string_view const name = program_.names().text(object.name);
  return object.package && t_.package(object.package).path == "reflect" && (name == "SliceHeader" || name == "StringHeader");
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
    case Op::Literal: return constant::compare(unit().values[x.ref], constant::CompareOp::Eql, unit().values[y.ref]);
    default: return false;
  }
}

void Batch::assign(std::span<const NodeId> left, std::span<const NodeId> right, std::string_view why, NodeId at) {
  std::vector<Hole> holes;
  for (NodeId each : left) holes.push_back(target(each));
  for (size_t i = 0; i < left.size(); ++i) {
    NodeId const value = i < right.size() ? right[i] : NodeId();
    if (left[i] && node(left[i]).op == Op::DotPtr && value && is_reflect_header_data(left[i])) {
      unsafe_value(note(heap_hole(), at, why), value);
      continue;
    }
    Hole hole = holes[i];
    if (is_self_assignment(left[i], value)) {
      early_lines_.push_back(line_at(
          *current_, {node(at).pos, node(at).inlined},
          fmt::format("{} ignoring self-assignment in {}", shown_name(program_, *current_), ir::print_statement(program_, unit(), at)),
          Certainty::Exact));
      hole = discard();
    }
    if (value) expr(note(hole, at, why), value);
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
