// Calls, conversions, built-in functions (cmd/compile/internal/noder: exprCall; typecheck: FixVariadicCall,
// convertOp).
#include <algorithm>

#include "analysis/ir/lowering.h"

namespace escapement::ir {

using check::Builtin;
using check::Mode;
using check::SelectionKind;
using syntax::NodeKind;
using types::BasicKind;
using types::ObjectKind;
using types::Signature;
using types::TypeKind;

// f(g()) takes g's results through temporaries; the arguments of a variadic parameter are packed into a
// slice.
std::vector<NodeId> Lowering::call_arguments(Ast id, const Signature& signature) {
  syntax::views::Call const view(tree_, id);
  auto const nodes = view.arguments();
  size_t count = nodes.size();
  if (count == 1 && is_tuple(nodes[0])) count = t_.elements(type_of(nodes[0])).size();
  bool const packs = signature.variadic && !view.spread();
  std::vector<TypeId> to;
  for (size_t i = 0; i < count; ++i) {
    bool const extra = packs && i + 1 >= signature.params.size();
    if (!extra && i >= signature.params.size())
      throw Unhandled{"a call with more arguments than parameters", id};
    to.push_back(extra ? t_.elem(t_.underlying(signature.params.back().type)) : signature.params[i].type);
  }
  std::vector<NodeId> args = several_values(nodes, to, id);
  if (!packs) return args;
  size_t const fixed = std::min(signature.params.size() - 1, args.size());
  Node node = make(args.size() > fixed ? Op::SliceLit : Op::Nil, signature.params.back().type, id);
  node.flags = kImplicit;
  node.list = add_list({args.begin() + static_cast<ptrdiff_t>(fixed), args.end()});
  args.resize(fixed);
  args.push_back(add(node));
  return args;
}

// The callee, and a method's receiver as the first argument.
NodeId Lowering::method_or_function(Ast function, std::vector<NodeId>& args) {
  while (ast(function).kind == NodeKind::Paren) function = Ast(ast(function).a);
  Ast bare = function;
  if (ast(bare).kind == NodeKind::Index) bare = Ast(ast(bare).a);
  Ast const named = ast(bare).kind == NodeKind::Selector ? Ast(ast(bare).b) : bare;
  if (auto it = info_.instances.find(named.value); it != info_.instances.end()) {
    // The instance is compiled elsewhere; here it is a function whose body is not analysed.
    Node node = make(Op::FuncName, type_of(named), function);
    node.ref = it->second.generic.value;
    node.name = t_.object(it->second.generic).name;
    return add(node);
  }
  if (ast(function).kind != NodeKind::Selector) return expr(function);
  auto it = info_.selections.find(function.value);
  if (it == info_.selections.end()) return expr(function);
  const check::Selection& selection = it->second;
  if (selection.kind != SelectionKind::MethodValue && selection.kind != SelectionKind::InterfaceMethod)
    return expr(function);
  syntax::views::Selector const view(tree_, function);
  TypeId reached;
  NodeId x = follow(expr(view.operand()), selection.receiver, selection.found.path, function, &reached);
  if (selection.kind == SelectionKind::InterfaceMethod) {
    Node node = make(Op::DotInter, type_of(function), function);
    node.x = x;
    node.name = tree_.name(view.name());
    return add(node);
  }
  x = receiver_argument(x, reached, selection, function);
  args.push_back(x);
  Node node = make(Op::MethodExpr, type_of(function), function);
  node.ref = selection.found.object.value;
  node.name = tree_.name(view.name());
  TypeId receiver = selection.found.receiver;
  if (selection.found.pointer_receiver) receiver = t_.pointer(receiver);
  node.x = add(make(Op::Type, receiver, function));
  return add(node);
}

NodeId Lowering::call(Ast id) {
  syntax::views::Call const view(tree_, id);
  Ast function = view.function();
  while (ast(function).kind == NodeKind::Paren) function = Ast(ast(function).a);
  if (info_.modes[function.value] == Mode::Type) return conversion(id);
  if (info_.modes[function.value] == Mode::Builtin) {
    Ast const named = ast(function).kind == NodeKind::Selector ? Ast(ast(function).b) : function;
    return builtin(id, static_cast<Builtin>(t_.object(info_.objects[named.value]).builtin));
  }
  TypeId const callee_type = t_.underlying(type_of(function));
  if (t_.kind(callee_type) != TypeKind::Signature)
    throw Unhandled{"a call of something that is no function", id};
  check_supported(callee_type, id);
  Signature const signature = t_.signature_of(callee_type);
  std::vector<NodeId> args;
  NodeId const callee = method_or_function(function, args);
  for (NodeId arg : call_arguments(id, signature)) args.push_back(arg);
  Node node = make(unit_->node(callee).op == Op::DotInter ? Op::CallInter : Op::CallFunc, type_of(id), id);
  node.x = callee;
  if (signature.variadic) node.flags = kSpread;
  node.list = add_list(std::move(args));
  return evaluate_callee_first(add(node), id);
}

// A callee that itself calls or receives is evaluated into a temporary before the arguments
// (typecheck.RewriteNonNameCall).
NodeId Lowering::evaluate_callee_first(NodeId call_id, Ast at) {
  NodeId const callee = unit_->node(call_id).x;
  bool const interface_call = unit_->node(call_id).op == Op::CallInter;
  NodeId const operand = interface_call ? unit_->node(callee).x : callee;
  if (!calls_or_receives(operand)) return call_id;
  LocalId const local = temp(unit_->node(operand).type, at);
  Node assign_node = make(Op::Assign, TypeId(), at);
  assign_node.x = local_node(local);
  assign_node.y = operand;
  NodeId const read = local_node(local);
  unit_->node(interface_call ? callee : call_id).x = read;
  Node init = make(Op::Init, unit_->node(call_id).type, at);
  init.list = add_list({declaration_of(local), add(assign_node)});
  init.x = call_id;
  return add(init);
}

// typecheck.callOrChan; what a literal does when it is called does not count.
bool Lowering::calls_or_receives(NodeId id) const {
  if (!id) return false;
  const Node& n = unit_->node(id);
  bool const makes = n.op == Op::New || n.op == Op::MakeSlice || n.op == Op::MakeMap || n.op == Op::MakeChan;
  if (n.op >= Op::Recv && n.op <= Op::UnsafeStringData && !makes) return true;
  if (calls_or_receives(n.x) || calls_or_receives(n.y)) return true;
  return std::ranges::any_of(unit_->list(n.list), [&](NodeId each) { return calls_or_receives(each); });
}

NodeId Lowering::conversion(Ast id) {
  syntax::views::Call const view(tree_, id);
  Ast const operand = view.arguments()[0];
  TypeId const to = type_of(id);
  check_supported(to, id);
  NodeId const x = expr(operand);
  if (unit_->node(x).op == Op::Nil) {
    unit_->node(x).type = to;
    return x;
  }
  Node node = make(conversion_op(unit_->node(x).type, to), to, operand);
  node.x = x;
  return add(node);
}

// typecheck.convertOp
Op Lowering::conversion_op(TypeId from, TypeId to) const {
  TypeId const fu = t_.underlying(from);
  TypeId const tu = t_.underlying(to);
  auto slice_of = [&](TypeId u, BasicKind element) {
    return t_.kind(u) == TypeKind::Slice && t_.basic_kind(t_.elem(u)) == element;
  };
  bool const from_slice = t_.kind(fu) == TypeKind::Slice;
  if (types::is_interface(t_, to)) return Op::ConvIface;
  if (types::is_string(t_, fu) && slice_of(tu, BasicKind::Uint8)) return Op::StrToBytes;
  if (types::is_string(t_, fu) && slice_of(tu, BasicKind::Int32)) return Op::StrToRunes;
  if (types::is_string(t_, tu) && slice_of(fu, BasicKind::Uint8)) return Op::BytesToStr;
  if (types::is_string(t_, tu) && slice_of(fu, BasicKind::Int32)) return Op::RunesToStr;
  if (types::is_string(t_, tu) && types::is_integer(t_, fu)) return Op::RuneToStr;
  if (from_slice && t_.kind(tu) == TypeKind::Array) return Op::SliceToArray;
  if (from_slice && t_.kind(tu) == TypeKind::Pointer) return Op::SliceToArrayPtr;
  return is_no_op_conversion(fu, tu) ? Op::ConvNop : Op::Conv;
}

// Conversions that change the type alone: between equal structures, pointers, channels, integers of one size
// and sign.
bool Lowering::is_no_op_conversion(TypeId from, TypeId to) const {
  TypeKind const kind = t_.kind(to);
  if (kind == TypeKind::Pointer || kind == TypeKind::Chan || kind == TypeKind::Map ||
      kind == TypeKind::Signature)
    return true;
  if (kind != TypeKind::Basic) return t_.kind(from) == kind;
  BasicKind const f = t_.basic_kind(from);
  BasicKind const t = t_.basic_kind(to);
  if (t == BasicKind::UnsafePointer || f == BasicKind::UnsafePointer) return true;
  if (types::is_integer(t_, from) && types::is_integer(t_, to)) {
    return types::size_of(t_, from) == types::size_of(t_, to) &&
           types::is_unsigned(t_, from) == types::is_unsigned(t_, to);
  }
  // A conversion between floats of one size still rounds.
  return f == t && !types::is_float(t_, from) && !types::is_complex(t_, from);
}

// One case a built-in function; those that take their operands as they are share builtin_node and
// unary_builtin.
NodeId Lowering::builtin(Ast id, Builtin which) {
  switch (which) {
    case Builtin::Append:
      return append(id);
    case Builtin::New:
      return new_value(id);
    case Builtin::Make:
      return make_builtin(id);
    case Builtin::Len:
      return unary_builtin(Op::Len, id);
    case Builtin::Cap:
      return unary_builtin(Op::Cap, id);
    case Builtin::Clear:
      return unary_builtin(Op::Clear, id);
    case Builtin::Close:
      return unary_builtin(Op::Close, id);
    case Builtin::Real:
      return unary_builtin(Op::Real, id);
    case Builtin::Imag:
      return unary_builtin(Op::Imag, id);
    case Builtin::Panic:
      return panic(id);
    case Builtin::Recover:
      return add(make(Op::Recover, type_of(id), id));
    case Builtin::Complex:
      return builtin_node(Op::Complex, id);
    case Builtin::Copy:
      return builtin_node(Op::Copy, id);
    case Builtin::Delete:
      return delete_key(id);
    case Builtin::Max:
      return builtin_node(Op::Max, id);
    case Builtin::Min:
      return builtin_node(Op::Min, id);
    case Builtin::Print:
      return builtin_node(Op::Print, id);
    case Builtin::Println:
      return builtin_node(Op::Println, id);
    case Builtin::UnsafeAdd:
      return builtin_node(Op::UnsafeAdd, id);
    case Builtin::UnsafeSlice:
      return builtin_node(Op::UnsafeSlice, id);
    case Builtin::UnsafeSliceData:
      return unary_builtin(Op::UnsafeSliceData, id);
    case Builtin::UnsafeString:
      return builtin_node(Op::UnsafeString, id);
    case Builtin::UnsafeStringData:
      return unary_builtin(Op::UnsafeStringData, id);
    default:
      throw Unhandled{"a built-in function that is not handled", id};
  }
}

std::vector<NodeId> Lowering::builtin_arguments(Ast id) {
  return several_values(syntax::views::Call(tree_, id).arguments(), {}, id);
}

NodeId Lowering::builtin_node(Op op, Ast id) {
  Node node = make(op, type_of(id), id);
  node.list = add_list(builtin_arguments(id));
  return add(node);
}

NodeId Lowering::unary_builtin(Op op, Ast id) {
  Node node = make(op, type_of(id), id);
  node.x = expr(syntax::views::Call(tree_, id).arguments()[0]);
  return add(node);
}

NodeId Lowering::append(Ast id) {
  syntax::views::Call const view(tree_, id);
  TypeId const type = type_of(id);
  std::vector<TypeId> to{TypeId()};
  auto const args = view.arguments();
  size_t const count =
      args.size() == 1 && is_tuple(args[0]) ? t_.elements(type_of(args[0])).size() : args.size();
  for (size_t i = 1; i < count; ++i) to.push_back(view.spread() ? TypeId() : t_.elem(t_.underlying(type)));
  Node node = make(Op::Append, type, id);
  if (view.spread()) node.flags = kSpread;
  node.list = add_list(several_values(args, to, id));
  return add(node);
}

// new(T); new(x) is the address of a temporary that holds x.
NodeId Lowering::new_value(Ast id) {
  Ast const operand = syntax::views::Call(tree_, id).arguments()[0];
  if (info_.modes[operand.value] == Mode::Type) {
    check_supported(type_of(operand), id);
    return add(make(Op::New, type_of(id), id));
  }
  NodeId const value = expr(operand);
  LocalId const local = temp(t_.elem(t_.underlying(type_of(id))), id);
  Node assign_node = make(Op::Assign, TypeId(), id);
  assign_node.x = local_node(local);
  assign_node.y = value;
  Node address = make(Op::Addr, type_of(id), id);
  address.x = local_node(local);
  mark_address(address.x);
  Node init = make(Op::Init, type_of(id), id);
  init.list = add_list({declaration_of(local), add(assign_node)});
  init.x = add(address);
  return add(init);
}

NodeId Lowering::make_builtin(Ast id) {
  TypeId const type = type_of(id);
  check_supported(type, id);
  TypeKind const kind = t_.kind(t_.underlying(type));
  Node node = make(kind == TypeKind::Slice ? Op::MakeSlice
                   : kind == TypeKind::Map ? Op::MakeMap
                                           : Op::MakeChan,
                   type, id);
  std::vector<NodeId> sizes;
  for (Ast arg : syntax::views::Call(tree_, id).arguments().subspan(1)) sizes.push_back(expr(arg));
  node.list = add_list(std::move(sizes));
  return add(node);
}

NodeId Lowering::panic(Ast id) {
  Node node = make(Op::Panic, type_of(id), id);
  node.x = converted(syntax::views::Call(tree_, id).arguments()[0], t_.empty_interface());
  return add(node);
}

NodeId Lowering::delete_key(Ast id) {
  auto const args = syntax::views::Call(tree_, id).arguments();
  std::vector<TypeId> to;
  if (!is_tuple(args[0])) to = {TypeId(), t_.key(t_.underlying(type_of(args[0])))};
  Node node = make(Op::Delete, type_of(id), id);
  node.list = add_list(several_values(args, to, id));
  return add(node);
}

}  // namespace escapement::ir
