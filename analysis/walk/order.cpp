// Putting expressions in order (cmd/compile/internal/walk, order.go: expr1).
#include <algorithm>

#include "analysis/ir/children.h"
#include "analysis/walk/body.h"

namespace escapement::walk {

using syntax::Token;
using types::TypeId;
using types::TypeKind;

namespace {

// The largest key and value that maps hold themselves (internal/abi: MapMaxElemBytes).
constexpr int64_t kMostInMap = 128;

bool is_scalar_of(types::TypeTable& t, TypeId type, int64_t bytes) {
  return types::size_of(t, type) == bytes && types::align_of(t, type) == bytes && !types::has_pointers(t, type);
}

// The one field or element of a type that has but one, of that the same (types.Type.SoleComponent); none: it has several.
TypeId sole_component(types::TypeTable& t, TypeId type) {
  for (;;) {
    TypeId const u = t.underlying(type);
    if (t.kind(u) == TypeKind::Struct) {
      if (t.fields(u).size() != 1) return {};
      type = t.fields(u)[0].type;
    } else if (t.kind(u) == TypeKind::Array) {
      if (t.length(u) != 1) return {};
      type = t.elem(u);
    } else {
      return u;
    }
  }
}

// Whether the runtime makes an interface value of what it finds at an address (walk.dataWordFuncName).
bool is_passed_by_address(types::TypeTable& t, TypeId type) {
  for (int64_t const bytes : {2, 4, 8}) {
    if (is_scalar_of(t, type, bytes)) return false;
  }
  TypeId const component = sole_component(t, type);
  return !component || (!types::is_string(t, component) && t.kind(component) != TypeKind::Slice);
}

}  // namespace

// A temporary takes the expression's value before the statement.
void Body::hoist(NodeId id) {
  if (!id || is_temporary(id)) return;
  walk(id);
  temporaries_.insert(id.value);
}

// orderState.cheapExpr
void Body::hoist_dear(NodeId id) {
  if (id && !is_cheap(id)) hoist(id);
}

// orderState.addrTemp
void Body::hoist_unaddressable(NodeId id) {
  if (id && !is_addressable(id) && !is_cheap(id)) hoist(id);
}

void Body::order_all(std::span<const NodeId> list) {
  for (NodeId each : list) order(each);
}

void Body::order_operands(NodeId id) {
  ir::for_each_child(unit_, id, [&](NodeId child) { order(child); });
}

// One case a kind of expression.
void Body::order(NodeId id, NodeId assigned_to) {
  if (!id || is_temporary(id)) return;
  const ir::Node& n = node(id);
  switch (n.op) {
    case Op::Init: block(list(n.list)); return order(n.x, assigned_to);
    case Op::InlCall: return inlined(n);
    case Op::AndAnd:
    case Op::OrOr:
      order_either(n);
      temporaries_.insert(id.value);
      return;
    case Op::IndexMap:
      order(n.x);
      order(n.y);
      order_key(node(n.x), n.y);
      if (node(n.y).op == Op::BytesToStr) hoist(id);
      return;
    case Op::ConvIface:
      order(n.x);
      if (!types::is_interface(t_, node(n.x).type) && is_passed_by_address(t_, node(n.x).type)) hoist_unaddressable(n.x);
      return;
    case Op::CallFunc:
    case Op::CallInter:
    case Op::Cap:
    case Op::Complex:
    case Op::Copy:
    case Op::Imag:
    case Op::Len:
    case Op::MakeChan:
    case Op::MakeMap:
    case Op::MakeSlice:
    case Op::Max:
    case Op::Min:
    case Op::New:
    case Op::Real:
    case Op::Recover:
    case Op::StrToBytes:
    case Op::StrToRunes:
      order_call(id);
      if (!assigned_to || !is_name(assigned_to)) hoist(id);
      return;
    case Op::Append: return order_append(id, assigned_to);
    case Op::Slice: return order_slice(id, assigned_to);
    case Op::DotType:
      order(n.x);
      if (!types::is_direct_interface(t_, n.type)) hoist(id);
      return;
    case Op::Recv: order(n.x); return hoist(id);
    case Op::Binary: return order_comparison(n);
    case Op::MapLit: return order_map_literal(id);
    case Op::Closure: return;
    default: order_operands(id);
  }
}

void Body::order_call(NodeId id) {
  const ir::Node& n = node(id);
  order(n.x);
  order(n.y);
  order_all(list(n.list));
}

void Body::order_append(NodeId id, NodeId assigned_to) {
  auto const arguments = list(node(id).list);
  order(arguments[0]);
  if (is_appended_make(node(id))) {
    order(list(node(arguments[1]).list)[0]);
  } else {
    order_all(arguments.subspan(1));
  }
  if (!assigned_to || (!is_name(assigned_to) && !same_safe(assigned_to, arguments[0]))) hoist(id);
}

void Body::order_slice(NodeId id, NodeId assigned_to) {
  const ir::Node& n = node(id);
  order(n.x);
  for (NodeId each : list(n.list)) {
    order(each);
    hoist_dear(each);
  }
  if (!assigned_to || (!is_name(assigned_to) && !same_safe(assigned_to, n.x))) hoist(id);
}

void Body::order_either(const ir::Node& n) {
  order(n.x);
  walk(n.x);
  order(n.y);
  walk(n.y);
}

void Body::order_comparison(const ir::Node& n) {
  order(n.x);
  order(n.y);
  auto const token = static_cast<Token>(n.token);
  TypeKind const kind = t_.kind(t_.underlying(node(n.x).type));
  if (token < Token::Eql || token > Token::Geq || (kind != TypeKind::Struct && kind != TypeKind::Array)) return;
  hoist_unaddressable(n.x);
  hoist_unaddressable(n.y);
}

// Keys are passed by address, but for those that have functions of their own in the runtime (walk.mapfast, orderState.mapKeyTemp).
void Body::order_key(const ir::Node& map, NodeId key) {
  TypeId const type = t_.underlying(map.type);
  TypeId const key_type = t_.underlying(t_.key(type));
  bool const simple = types::is_integer(t_, key_type) || t_.kind(key_type) == TypeKind::Pointer || t_.kind(key_type) == TypeKind::Chan;
  int64_t const bytes = types::size_of(t_, key_type);
  bool const fast = types::is_string(t_, key_type) || (simple && (bytes == 4 || bytes == 8));
  if (!fast || types::size_of(t_, t_.elem(type)) > kMostInMap) hoist_unaddressable(key);
}

// A map is filled entry by entry, the value of each before its key is looked at.
void Body::order_map_literal(NodeId id) {
  auto const entries = list(node(id).list);
  for (size_t i = 0; i + 1 < entries.size(); i += 2) {
    order(entries[i]);
    order_key(node(id), entries[i]);
    order(entries[i + 1]);
    hoist_dear(entries[i + 1]);
    walk(entries[i]);
  }
  temporaries_.insert(id.value);
}

}  // namespace escapement::walk
