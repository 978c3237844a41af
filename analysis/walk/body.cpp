// Rewriting expressions (cmd/compile/internal/walk, expr.go, compare.go).
#include "analysis/walk/body.h"

#include <algorithm>

#include "analysis/ir/children.h"
#include "analysis/walk/bounded.h"

namespace escapement::walk {

using syntax::Token;

Body::Body(check::Program& program, const ir::Unit& unit, ir::FuncIndex function, Captures& captures)
    : t_(program.types()), unit_(unit), function_(unit.funcs[function]), captures_(captures) {}

void Body::run() { block(function_.body); }

bool Body::is_name(NodeId id) const {
  if (!id || is_temporary(id)) return true;
  Op const op = node(id).op;
  return op == Op::Local || op == Op::Global || op == Op::FuncName || op == Op::InlCall;
}

bool Body::is_cheap(NodeId id) const { return is_name(id) || node(id).op == Op::Literal || node(id).op == Op::Nil; }

bool Body::is_addressable(NodeId id) const {
  if (!id || is_temporary(id)) return true;
  const ir::Node& n = node(id);
  switch (n.op) {
    case Op::Local:
    case Op::Global:
    case Op::Deref:
    case Op::DotPtr: return true;
    case Op::Dot: return is_addressable(n.x);
    case Op::Index: return t_.kind(t_.underlying(node(n.x).type)) == types::TypeKind::Slice || is_addressable(n.x);
    default: return false;
  }
}

void Body::walk_all(std::span<const NodeId> list) {
  for (NodeId each : list) walk(each);
}

void Body::walk_operands(NodeId id) {
  ir::for_each_child(unit_, id, [&](NodeId child) { walk(child); });
}

void Body::walk(NodeId id) {
  if (!id || is_temporary(id)) return;
  const ir::Node& n = node(id);
  switch (n.op) {
    case Op::Index: return walk_index(id);
    case Op::Append: return walk_append(n);
    case Op::Binary: return walk_comparison(n);
    case Op::Init: return walk(n.x);
    case Op::InlCall:
    case Op::MethodExpr:
    case Op::FuncName: return;
    case Op::Closure:
      if (!unit_.funcs[n.ref].captures.empty() && known_closures_.insert(n.ref).second) closures_.push_back(n.ref);
      return;
    default: walk_operands(id);
  }
}

void Body::walk_index(NodeId id) {
  const ir::Node& n = node(id);
  walk(n.x);
  walk(n.y);
  if (found_.contains(id.value)) return;
  int64_t const length = known_length(t_, unit_, n.x);
  if (length < 0 || node(n.y).op == Op::Literal) return;
  bool const bounded =
      is_temporary(n.y) ? is_bounded_by_type(t_, node(n.y).type, length) : is_bounded(t_, unit_, ir::without_init(unit_, n.y), length);
  if (!bounded) return;
  found_.insert(id.value);
  unchecked_.push_back(id);
}

// append(x, make([]T, n)...) makes no slice to append.
bool Body::is_appended_make(const ir::Node& n) const {
  auto const arguments = list(n.list);
  if (makes_appended_ || (n.flags & ir::kSpread) == 0 || arguments.size() != 2) return false;
  return node(arguments[1]).op == Op::MakeSlice && !is_temporary(arguments[1]) && list(node(arguments[1]).list).size() == 1;
}

// What is appended is evaluated before the slice grows (walkAppend, walkAppendArgs).
void Body::walk_append(const ir::Node& n) {
  for (NodeId each : list(n.list)) {
    if (is_appended_make(n) && each == list(n.list)[1]) each = list(node(each).list)[0];
    make_safe(each);
    walk(each);
  }
}

void Body::walk_comparison(const ir::Node& n) {
  auto const token = static_cast<Token>(n.token);
  bool const compares = token >= Token::Eql && token <= Token::Geq;
  bool const equality = token == Token::Eql || token == Token::Neq;
  auto const is_constant = [&](NodeId id) { return !is_temporary(id) && node(id).op == Op::Literal; };
  if (compares && types::is_interface(t_, node(n.x).type) && types::is_interface(t_, node(n.y).type) && node(n.x).op != Op::Nil &&
      node(n.y).op != Op::Nil) {
    walk(n.y);
    return walk(n.x);
  }
  // Compared with a short constant, a string is looked at several times (walkCompareString).
  constexpr size_t kShort = 16;
  if (equality && types::is_string(t_, node(n.x).type) && is_constant(n.x) != is_constant(n.y)) {
    NodeId const constant = is_constant(n.x) ? n.x : n.y;
    NodeId const other = is_constant(n.x) ? n.y : n.x;
    size_t const length = unit_.values[node(constant).ref].as_string().size();
    if (length > 0 && length <= kShort) make_safe(other);
    return walk(other);
  }
  walk(n.x);
  walk(n.y);
}

// safeExpr: a form that may be evaluated again. Operands that are not cheap go into temporaries; whether anything changed.
bool Body::make_safe(NodeId id) {
  if (is_cheap(id)) return false;
  switch (node(id).op) {
    case Op::Len:
    case Op::Cap:
    case Op::Dot:
    case Op::DotPtr:
    case Op::Deref:
    case Op::Index:
    case Op::IndexMap: {
      if (!make_safe_operands(id)) return false;
      walk(id);
      return true;
    }
    default:
      walk(id);
      temporaries_.insert(id.value);
      return true;
  }
}

bool Body::make_safe_operands(NodeId id) {
  const ir::Node& n = node(id);
  bool const first = make_safe(n.x);
  bool const second = (n.op == Op::Index || n.op == Op::IndexMap) && make_safe(n.y);
  return first || second;
}

}  // namespace escapement::walk
