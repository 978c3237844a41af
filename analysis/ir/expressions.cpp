// Expressions (cmd/compile/internal/noder: writer.expr, reader.expr).
#include <fmt/format.h>

#include "analysis/ir/lowering.h"

namespace escapement::ir {

using check::Mode;
using check::SelectionKind;
using syntax::NodeKind;
using syntax::Token;
using types::BasicKind;
using types::ObjectKind;
using types::TypeKind;

// Constants that nothing gave a type, such as counts of shifts (noder: idealType).
TypeId Lowering::constant_type(Ast id, TypeId type) const {
  switch (t_.kind(type) == TypeKind::Basic ? t_.basic_kind(type) : BasicKind::Invalid) {
    case BasicKind::UntypedInt:
    case BasicKind::UntypedFloat:
    case BasicKind::UntypedComplex: {
      bool const negative = constant::compare(*info_.value(id), constant::CompareOp::Lss, constant::Value::of(int64_t{0}));
      return t_.basic(negative ? BasicKind::Int : BasicKind::Uint);
    }
    default: return types::default_type(t_, type);
  }
}

NodeId Lowering::constant(Ast id, TypeId type) {
  Node node = make(Op::Literal, type, id);
  node.ref = static_cast<uint32_t>(unit_->values.size());
  unit_->values.push_back(*info_.value(id));
  return add(node);
}

NodeId Lowering::expr(Ast id) {
  if (!simplified_.empty()) {
    for (auto it = simplified_.find(id.value); it != simplified_.end(); it = simplified_.find(id.value)) id = it->second;
  }
  const syntax::Node& n = ast(id);
  TypeId const type = type_of(id);
  Mode const mode = info_.modes[id.value];
  if (mode == Mode::Type) return add(make(Op::Type, type, id));
  if (n.kind != NodeKind::Call && n.kind != NodeKind::Paren) check_supported(type, id);
  if (mode == Mode::Constant && info_.value(id) != nullptr) return constant(id, constant_type(id, type));
  if (mode == Mode::Nil) return add(make(Op::Nil, type, id));
  switch (n.kind) {
    case NodeKind::Name: return name(id);
    case NodeKind::Paren: return expr(Ast(n.a));
    case NodeKind::FuncLit: return closure(id);
    case NodeKind::CompositeLit: return composite(id, type);
    case NodeKind::Selector: return selector(id);
    case NodeKind::Index: return index(id);
    case NodeKind::Slice: return slice(id);
    case NodeKind::TypeAssert: return type_assert(id);
    case NodeKind::Call: return call(id);
    case NodeKind::Star: {
      Node node = make(Op::Deref, type, id);
      node.x = expr(Ast(n.a));
      return add(node);
    }
    case NodeKind::Unary: return unary(id);
    case NodeKind::Binary: return binary(id);
    default: throw Unhandled{"an expression of an unknown kind", id};
  }
}

NodeId Lowering::converted(Ast id, TypeId to) {
  if (instantiation_ != nullptr && to && info_.modes[bare(id).value] != Mode::Nil && !t_.identical(type_of(id), to)) {
    needs_itab(type_of(id), to, origin_of(id));
  }
  NodeId const node = expr(id);
  return convert(node, unit_->node(node).type, to, pos(id), true);
}

// A conversion to an interface, but for one to the same type or between empty interfaces, which changes nothing (typecheck.assignOp).
bool Lowering::is_boxing(TypeId from, TypeId to) const {
  if (t_.identical(from, to)) return false;
  auto const is_empty = [&](TypeId type) { return types::is_interface(t_, type) && t_.type_set(t_.underlying(type)).methods.empty(); };
  return types::is_interface(t_, to) && !(is_empty(from) && is_empty(to));
}

NodeId Lowering::convert(NodeId node, TypeId from, TypeId to, uint32_t position, bool implicit) {
  if (!to || !from || t_.identical(from, to)) return node;
  if (unit_->node(node).op == Op::Nil) {
    unit_->node(node).type = to;
    return node;
  }
  if (types::is_untyped(t_, from) && unit_->node(node).op == Op::Literal && !types::is_interface(t_, to)) {
    unit_->node(node).type = to;
    return node;
  }
  Node out;
  out.op = is_boxing(from, to) ? Op::ConvIface : Op::ConvNop;
  out.flags = implicit ? kImplicit : 0;
  out.type = to;
  out.pos = position;
  out.begin = unit_->node(node).begin;
  out.end = unit_->node(node).end;
  out.x = node;
  return add(out);
}

NodeId Lowering::object_use(ObjectId object, Ast at) {
  const types::Object& o = t_.object(object);
  TypeId const type = object_type(object);
  if (o.kind == ObjectKind::Func) {
    Node node = make(Op::FuncName, type, at);
    node.ref = object.value;
    node.name = o.name;
    return add(node);
  }
  if (o.kind != ObjectKind::Var) throw Unhandled{"a name that denotes no value", at};
  if (auto it = locals_.find(object.value); it != locals_.end()) {
    capture(it->second, pos(at));
    return local_node(it->second);
  }
  if (o.role != types::VarRole::Global) throw Unhandled{"a variable whose declaration was not analysed", at};
  Node node = make(Op::Global, type, at);
  node.ref = object.value;
  node.name = o.name;
  return add(node);
}

NodeId Lowering::name(Ast id) {
  ObjectId const object = info_.objects[id.value];
  if (!object) throw Unhandled{"a name that denotes nothing", id};
  if (info_.instances.contains(id.value)) return function_value(id, id);
  return object_use(object, id);
}

// Walks the embedded fields that a selector leaves out; each is a node that gc prints.
NodeId Lowering::follow(NodeId x, TypeId type, std::span<const uint32_t> path, Ast at, TypeId* reached) {
  for (uint32_t field_index : path) {
    TypeId u = t_.underlying(type);
    bool const pointer = t_.kind(u) == TypeKind::Pointer;
    if (pointer) u = t_.underlying(t_.elem(u));
    if (t_.kind(u) != TypeKind::Struct) throw Unhandled{"a selector through no struct", at};
    types::Field const field = t_.fields(u)[field_index];
    Node node = make(pointer ? Op::DotPtr : Op::Dot, field.type, at);
    node.x = x;
    node.name = field.name;
    x = add(node);
    type = field.type;
  }
  if (reached != nullptr) *reached = type;
  return x;
}

NodeId Lowering::receiver_argument(NodeId x, TypeId type, const check::Selection& selection, Ast at) {
  bool const is_pointer = t_.kind(t_.underlying(type)) == TypeKind::Pointer;
  Node node = make(Op::None, type, at);
  node.flags = kImplicit;
  node.x = x;
  if (selection.found.pointer_receiver && !is_pointer) {
    node.op = Op::Addr;
    node.type = t_.pointer(type);
    mark_address(x);
    return add(node);
  }
  if (!selection.found.pointer_receiver && is_pointer) {
    node.op = Op::Deref;
    node.type = t_.elem(t_.underlying(type));
    return add(node);
  }
  return x;
}

NodeId Lowering::selector(Ast id) {
  syntax::views::Selector const view(tree_, id);
  auto it = info_.selections.find(id.value);
  if (it == info_.selections.end()) throw Unhandled{"a selector that was not resolved", id};
  check::Selection const selection = selection_of(id);
  switch (selection.kind) {
    case SelectionKind::Qualified: {
      if (info_.instances.contains(view.name().value)) return function_value(view.name(), id);
      return object_use(info_.objects[view.name().value], view.name());
    }
    case SelectionKind::Field: {
      NodeId const x = expr(view.operand());
      return follow(x, selection.receiver, selection.found.path, id, nullptr);
    }
    case SelectionKind::MethodExpression: {
      if (needs_dynamic_dictionary(selection)) return curried_method_expression(selection, id);
      Node node = make(Op::MethodExpr, type_of(id), id);
      TypeId const declaring = t_.unalias(selection.found.receiver);
      if (selection.found.path.empty() && is_instance(declaring))
        node.token = add_instance(selection.found.object, t_.named_of(declaring).args, false, id);
      node.ref = selection.found.object.value;
      node.name = tree_.name(view.name());
      node.x = add(make(Op::Type, selection.receiver, view.operand()));
      return add(node);
    }
    default: break;
  }
  TypeId reached;
  NodeId x = follow(expr(view.operand()), selection.receiver, selection.found.path, id, &reached);
  if (selection.kind == SelectionKind::MethodValue) {
    x = receiver_argument(x, reached, selection, id);
    if (needs_dynamic_dictionary(selection)) return curried_method(selection, x, id);
    if (returns_shaped(x)) x = convert_no_op(x, unit_->node(x).type, id);
  }
  Node node = make(Op::MethodValue, type_of(id), id);
  node.x = x;
  node.name = tree_.name(view.name());
  node.ref = selection.found.object.value;
  return add(node);
}

NodeId Lowering::index(Ast id) {
  syntax::views::Index const view(tree_, id);
  if (info_.modes[view.operand().value] == Mode::Value && t_.kind(type_of(view.operand())) == TypeKind::Signature) {
    Ast const function = bare(view.operand());
    Ast const named = ast(function).kind == NodeKind::Selector ? Ast(ast(function).b) : function;
    return info_.instances.contains(named.value) ? function_value(named, id) : expr(view.operand());
  }
  NodeId x = expr(view.operand());
  TypeId const u = t_.underlying(unit_->node(x).type);
  Node node = make(Op::Index, type_of(id), id);
  if (t_.kind(u) == TypeKind::Map) {
    node.op = Op::IndexMap;
    node.type = value_type_of(id);
    node.y = converted(view.indices()[0], t_.key(u));
    needs_type(unit_->node(x).type, origin_of(view.operand()));
  } else {
    if (t_.kind(u) == TypeKind::Pointer) {
      Node deref = make(Op::Deref, t_.elem(u), id);
      deref.flags = kImplicit;
      deref.x = x;
      x = add(deref);
    }
    node.y = expr(view.indices()[0]);
  }
  node.x = x;
  return add(node);
}

NodeId Lowering::slice(Ast id) {
  syntax::views::Slice const view(tree_, id);
  NodeId x = expr(view.operand());
  if (t_.kind(t_.underlying(unit_->node(x).type)) == TypeKind::Array) {
    mark_address(x);
    Node address = make(Op::Addr, t_.pointer(unit_->node(x).type), id);
    address.flags = kImplicit;
    address.x = x;
    x = add(address);
  }
  Node node = make(Op::Slice, type_of(id), id);
  node.x = x;
  if (view.three_index()) node.token = 1;
  std::vector<NodeId> bounds;
  for (Ast bound : {view.low(), view.high(), view.max()}) bounds.push_back(bound ? expr(bound) : NodeId());
  node.list = add_list(bounds);
  return add(node);
}

NodeId Lowering::type_assert(Ast id) {
  syntax::views::TypeAssert const view(tree_, id);
  Node node = make(Op::DotType, value_type_of(id), id);
  node.x = expr(view.operand());
  TypeId const interface = unit_->node(node.x).type;
  NodeId const type = dynamic_type(view.type(), node.type, interface);
  needs_type(interface);
  if (unit_->node(type).op == Op::DynamicType) {
    std::vector<NodeId> words{runtime_word(interface, id)};
    auto const told = unit_->list(unit_->node(type).list);
    words.insert(words.end(), told.begin(), told.end());
    node.list = add_list(words);
  }
  return add(node);
}

NodeId Lowering::unary(Ast id) {
  const syntax::Node& n = ast(id);
  if (n.token() == Token::And) {
    Ast operand(n.a);
    while (ast(operand).kind == NodeKind::Paren) operand = Ast(ast(operand).a);
    if (ast(operand).kind == NodeKind::CompositeLit) {
      Node node = make(Op::PtrLit, type_of(id), id);
      node.x = expr(operand);
      return add(node);
    }
    Node node = make(Op::Addr, type_of(id), id);
    node.x = expr(operand);
    mark_address(node.x);
    return add(node);
  }
  if (n.token() == Token::Arrow) {
    Node node = make(Op::Recv, value_type_of(id), id);
    node.x = expr(Ast(n.a));
    return add(node);
  }
  Node node = make(Op::Unary, type_of(id), id);
  node.token = n.op;
  node.x = expr(Ast(n.a));
  return add(node);
}

void Lowering::collect_operands(Ast id, std::vector<NodeId>& out) {
  Ast inner = id;
  while (ast(inner).kind == NodeKind::Paren) inner = Ast(ast(inner).a);
  const syntax::Node& n = ast(inner);
  bool const is_sum = n.kind == NodeKind::Binary && n.token() == Token::Add && info_.modes[inner.value] != Mode::Constant;
  if (!is_sum) {
    out.push_back(expr(id));
    return;
  }
  collect_operands(Ast(n.a), out);
  collect_operands(Ast(n.b), out);
}

NodeId Lowering::concatenation(Ast id) {
  Node node = make(Op::AddStr, type_of(id), id);
  std::vector<NodeId> operands;
  collect_operands(id, operands);
  node.list = add_list(operands);
  return add(node);
}

// The type that both operands of an operator are converted to: that of the one that the other is assignable to; none where nothing is
// converted (noder: writer.expr, case *syntax.Operation).
TypeId Lowering::common_type(Ast left, Ast right) {
  TypeId const l = type_of(left);
  TypeId const r = type_of(right);
  if (!l || !r || t_.identical(l, r) || types::is_untyped(t_, l) || types::is_untyped(t_, r)) return {};
  if (info_.modes[left.value] == Mode::Nil || info_.modes[right.value] == Mode::Nil) return {};
  bool const li = types::is_interface(t_, l);
  bool const ri = types::is_interface(t_, r);
  if (ri && types::implements(t_, l, r)) return r;
  if (li && types::implements(t_, r, l)) return l;
  // Of channels, pointers and the like the one with a name.
  return types::is_named(t_, r) ? r : l;
}

NodeId Lowering::binary(Ast id) {
  syntax::views::Binary const view(tree_, id);
  Token const op = view.op();
  if (op == Token::Add && types::is_string(t_, type_of(id))) return concatenation(id);
  Node node = make(op == Token::AndAnd ? Op::AndAnd : op == Token::OrOr ? Op::OrOr : Op::Binary, types::default_type(t_, type_of(id)), id);
  node.token = static_cast<uint16_t>(op);
  bool const shift = op == Token::Shl || op == Token::Shr;
  TypeId const common = shift ? TypeId() : common_type(view.left(), view.right());
  node.x = common ? converted(view.left(), common) : expr(view.left());
  node.y = common ? converted(view.right(), common) : expr(view.right());
  return add(node);
}

}  // namespace escapement::ir
