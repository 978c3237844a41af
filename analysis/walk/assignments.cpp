// Assignments and returns (cmd/compile/internal/walk, order.go: stmt, mapAssign; assign.go).
#include <algorithm>

#include "analysis/ir/children.h"
#include "analysis/walk/body.h"

namespace escapement::walk {

using syntax::Token;

// Whether both are the same place or value, however often they are evaluated (ir.SameSafeExpr).
bool Body::same_safe(NodeId a, NodeId b) const {
  while (a && node(a).op == Op::ConvNop) a = node(a).x;
  while (b && node(b).op == Op::ConvNop) b = node(b).x;
  if (!a || !b) return a == b;
  const ir::Node& x = node(a);
  const ir::Node& y = node(b);
  if (is_temporary(a) || is_temporary(b) || x.op != y.op || !t_.identical(x.type, y.type)) return false;
  switch (x.op) {
    case Op::Local:
    case Op::Global: return x.ref == y.ref;
    case Op::Dot:
    case Op::DotPtr: return x.name == y.name && same_safe(x.x, y.x);
    case Op::Deref: return same_safe(x.x, y.x);
    case Op::Conv: return t_.kind(t_.underlying(x.type)) == types::TypeKind::Basic && !types::is_string(t_, x.type) && same_safe(x.x, y.x);
    case Op::Unary: return x.token == y.token && same_safe(x.x, y.x);
    case Op::Binary: {
      auto const token = static_cast<Token>(x.token);
      bool const compares = token >= Token::Eql && token <= Token::Geq;
      return !compares && x.token == y.token && same_safe(x.x, y.x) && same_safe(x.y, y.y);
    }
    case Op::Index:
    case Op::IndexMap: return same_safe(x.x, y.x) && same_safe(x.y, y.y);
    case Op::Literal: return constant::compare(unit_.values[x.ref], constant::CompareOp::Eql, unit_.values[y.ref]);
    case Op::Nil: return true;
    default: return false;
  }
}

// What an entry of a map gets is evaluated before the entry is made (safeMapRHS).
void Body::keep_value(NodeId value) {
  if (!value || node(value).op != Op::Append || is_temporary(value)) return hoist_dear(value);
  for (NodeId each : list(node(value).list).subspan(1)) hoist_dear(each);
}

// An entry of a map that is assigned to stays where it is.
void Body::order_target(NodeId id) {
  if (!id || node(id).op != Op::IndexMap) return order(id);
  order(node(id).x);
  order(node(id).y);
  order_key(node(node(id).x), node(id).y);
}

void Body::assign(const ir::Node& n) {
  bool const entry = n.x && node(n.x).op == Op::IndexMap;
  bool const appends = entry && n.y && node(n.y).op == Op::Append && same_safe(n.x, list(node(n.y).list)[0]);
  order_target(n.x);
  if (appends) {
    append_to_entry(node(n.x), node(n.y));
  } else {
    order(n.y, n.x);
    if (entry) keep_value(n.y);
  }
  walk(n.x);
  make_safe(n.x);
  walk(n.y);
}

// m[k] = append(m[k], …) looks for the entry once.
void Body::append_to_entry(const ir::Node& left, const ir::Node& append) {
  hoist_dear(left.x);
  hoist_dear(left.y);
  auto const arguments = list(append.list);
  temporaries_.insert(arguments[0].value);
  order_all(arguments.subspan(1));
  for (NodeId each : arguments.subspan(1)) hoist_dear(each);
}

void Body::assign_with_operator(const ir::Node& n) {
  order_target(n.x);
  order(n.y);
  if (node(n.x).op == Op::IndexMap) {
    auto const token = static_cast<Token>(n.token);
    if (token == Token::QuoAssign || token == Token::RemAssign) {
      hoist_dear(node(n.x).x);
      hoist_dear(node(n.x).y);
    }
    hoist_dear(n.y);
  }
  walk(n.x);
  make_safe(n.x);
  walk(n.y);
}

void Body::assign_list(std::span<const NodeId> left, std::span<const NodeId> right) {
  for (NodeId each : left) order_target(each);
  order_all(right);
  assign_together(left, right);
}

// The results go into temporaries first, and from there into what they are assigned to.
void Body::assign_results(const ir::Node& n) {
  for (NodeId each : list(n.list)) order_target(each);
  NodeId call = n.x;
  while (node(call).op == Op::Init) {
    block(list(node(call).list));
    call = node(call).x;
  }
  if (node(call).op == Op::InlCall) {
    inlined(node(call));
    return assign_together(list(n.list), list(node(call).ref));
  }
  order_call(call);
  walk(call);
  assign_together(list(n.list), std::vector<NodeId>(list(n.list).size()));
}

void Body::assign_with_ok(const ir::Node& n) {
  for (NodeId each : list(n.list)) order_target(each);
  NodeId value = n.x;
  while (node(value).op == Op::Init) {
    block(list(node(value).list));
    value = node(value).x;
  }
  order(node(value).x);
  if (node(value).op == Op::IndexMap) {
    order(node(value).y);
    order_key(node(node(value).x), node(value).y);
  }
  walk_operands(value);
  assign_together(list(n.list), std::vector<NodeId>(list(n.list).size()));
}

void Body::return_values(const ir::Node& n) {
  auto const values = list(n.list);
  order_all(values);
  assign_together({}, values);
}

// walk.readsMemory, as far as places go that an index or its operands may be.
bool Body::reads_memory(const ir::Node& n) const {
  switch (n.op) {
    case Op::Local: return captures_.is_referred_to(ir::LocalId(n.ref));
    case Op::Global:
    case Op::Deref:
    case Op::DotPtr:
    case Op::Index:
    case Op::IndexMap:
    case Op::Slice:
    case Op::BytesToStr:
    case Op::RunesToStr: return true;
    default: return false;
  }
}

// Whether it reads what was assigned to before.
bool Body::is_affected(NodeId id, const absl::flat_hash_set<uint32_t>& assigned, bool memory) const {
  std::vector<NodeId> todo{id};
  while (!todo.empty()) {
    NodeId const at = todo.back();
    todo.pop_back();
    if (!at || is_temporary(at)) continue;
    const ir::Node& n = node(at);
    if ((n.op == Op::Local && assigned.contains(n.ref)) || (memory && reads_memory(n))) return true;
    ir::for_each_child(unit_, at, [&](NodeId child) { todo.push_back(child); });
  }
  return false;
}

// Several assignments at once: what a later one needs and an earlier one may change is taken first (ascompatee). Without left sides they are those
// of results.
void Body::assign_together(std::span<const NodeId> left, std::span<const NodeId> right) {
  absl::flat_hash_set<uint32_t> assigned;
  bool memory = false;
  auto const save = [&](NodeId id) {
    if ((memory || !assigned.empty()) && is_affected(id, assigned, memory)) hoist(id);
  };
  auto const is_array = [&](NodeId id) { return t_.kind(t_.underlying(node(id).type)) == types::TypeKind::Array; };
  for (size_t i = 0; i < right.size(); ++i) {
    NodeId const target = i < left.size() ? left[i] : NodeId();
    NodeId at = target;
    for (; at && (node(at).op == Op::Dot || (node(at).op == Op::Index && is_array(node(at).x))); at = node(at).x) save(node(at).y);
    bool const variable = at && (node(at).op == Op::Local || node(at).op == Op::Global);
    if (at && !variable) {
      save(node(at).x);
      save(node(at).y);
    }
    save(right[i]);
    walk(target);
    make_safe(target);
    walk(right[i]);
    if (!at) continue;
    if (node(at).op == Op::Local && !captures_.is_referred_to(ir::LocalId(node(at).ref))) {
      assigned.insert(node(at).ref);
    } else {
      memory = true;
    }
  }
}

}  // namespace escapement::walk
