#include "analysis/ir/static_init.h"

#include <algorithm>
#include <utility>

namespace escapement::ir {

using types::TypeKind;

void StaticInit::schedule(NodeId statement, std::vector<NodeId>& out) {
  out_ = &out;
  const Node n = unit_.node(statement);
  if (n.op == Op::Assign && !n.x && !has_side_effects(n.y)) return;
  if (n.op == Op::Assign && assign(n.x, n.y)) return;
  out.push_back(statement);
}

void initialise_statically(check::Program& program, Unit& unit) {
  StaticInit static_init(program, unit);
  for (NodeId each : std::exchange(unit.funcs[0].body, {})) static_init.schedule(each, unit.funcs[0].body);
}

// Schedule.StaticAssign: whether the value became data, but for what it appended to the remaining assignments.
bool StaticInit::assign(NodeId left, NodeId value) {
  while (unit_.node(value).op == Op::ConvNop) value = unit_.node(value).x;
  const Node& n = unit_.node(value);
  switch (n.op) {
    case Op::Literal:
    case Op::Nil:
    case Op::FuncName:
    case Op::MethodExpr:
    case Op::Global: return true;  // copied, now or when the program starts; neither makes storage
    case Op::Closure: return unit_.funcs[n.ref].captures.empty();
    case Op::StrToBytes: return left && unit_.node(n.x).op == Op::Literal;
    case Op::Addr:
    case Op::PtrLit: return pointer(left, value);
    case Op::SliceLit:
    case Op::ArrayLit:
    case Op::StructLit: elements(left, value); return true;
    case Op::ConvIface: return interface_value(left, value);
    default: return false;
  }
}

void StaticInit::assign_or_keep(NodeId left, NodeId value) {
  if (assign(left, value)) return;
  Node node;
  node.op = Op::Assign;
  node.pos = unit_.node(value).pos;
  node.x = left;
  node.y = value;
  out_->push_back(unit_.add(node));
}

bool StaticInit::pointer(NodeId left, NodeId value) {
  NodeId const target = unit_.node(value).x;
  if (unit_.node(value).op == Op::Addr && is_static_location(target)) return true;
  if (!is_composite(target) && unit_.node(target).op != Op::MapLit) return false;
  assign_or_keep(left, target);
  return true;
}

void StaticInit::elements(NodeId left, NodeId literal) {
  for (NodeId each : unit_.lists[unit_.node(literal).list]) {
    if (is_zero(unit_, each)) continue;
    Op const op = unit_.node(each).op;
    if (op == Op::ArrayLit || op == Op::StructLit) {
      elements(left, each);
    } else {
      assign_or_keep(left, each);
    }
  }
}

bool StaticInit::interface_value(NodeId left, NodeId value) {
  while (unit_.node(value).op == Op::ConvIface) value = unit_.node(value).x;
  bool const nil = unit_.node(value).op == Op::Nil;
  if (types::is_interface(t_, unit_.node(value).type)) return nil;
  if (!nil) assign_or_keep(left, value);
  return true;
}

// StaticLoc: a place inside a package-level variable.
bool StaticInit::is_static_location(NodeId id) const {
  const Node& n = unit_.node(id);
  if (n.op == Op::Global || n.op == Op::MethodExpr) return true;
  if (n.op == Op::Dot) return is_static_location(n.x);
  bool const element = n.op == Op::Index && t_.kind(t_.underlying(unit_.node(n.x).type)) != TypeKind::Slice;
  return element && unit_.node(n.y).op == Op::Literal && is_static_location(n.x);
}

bool StaticInit::is_composite(NodeId id) const {
  Op const op = unit_.node(id).op;
  return op == Op::ArrayLit || op == Op::SliceLit || op == Op::StructLit;
}

// Whether evaluating the expression may do more than give its value: run code, panic, wait.
bool StaticInit::has_side_effects(NodeId id) const {
  if (!id) return false;
  const Node& n = unit_.node(id);
  switch (n.op) {
    case Op::Literal:
    case Op::Nil:
    case Op::Type:
    case Op::FuncName:
    case Op::Global:
    case Op::Local: return false;
    case Op::Unary:
    case Op::AndAnd:
    case Op::OrOr:
    case Op::AddStr:
    case Op::Addr:
    case Op::Dot:
    case Op::Conv:
    case Op::ConvNop:
    case Op::ConvIface:
    case Op::StrToBytes:
    case Op::StrToRunes:
    case Op::BytesToStr:
    case Op::RunesToStr:
    case Op::RuneToStr:
    case Op::Len:
    case Op::Cap:
    case Op::Complex:
    case Op::Real:
    case Op::Imag:
    case Op::New:
    case Op::StructLit:
    case Op::ArrayLit:
    case Op::SliceLit:
    case Op::MapLit:
    case Op::PtrLit: break;
    case Op::Binary: {
      auto const op = static_cast<syntax::Token>(n.token);
      bool const divides = op == syntax::Token::Quo || op == syntax::Token::Rem;
      if (divides && (unit_.node(n.y).op != Op::Literal || is_zero(unit_, n.y))) return true;
      break;
    }
    case Op::MakeMap:
    case Op::MakeChan: {
      auto const sizes = unit_.list(n.list);
      if (!sizes.empty() && !is_zero(unit_, sizes[0])) return true;
      break;
    }
    default: return true;
  }
  if (has_side_effects(n.x) || has_side_effects(n.y)) return true;
  return std::ranges::any_of(unit_.list(n.list), [&](NodeId each) { return has_side_effects(each); });
}

}  // namespace escapement::ir
