// Calls, conversions, built-in functions (cmd/compile/internal/noder: exprCall; typecheck: FixVariadicCall, convertOp).
#include <fmt/format.h>

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

std::vector<NodeId> Lowering::call_arguments(Ast id, const Signature& signature) {
  syntax::views::Call const view(tree_, id);
  auto const nodes = view.arguments();
  if (nodes.size() == 1 && t_.kind(type_of(nodes[0])) == TypeKind::Tuple && info_.modes[nodes[0].value] == Mode::Value) {
    throw Unhandled{"a call whose arguments are the results of a call", nodes[0]};
  }
  std::vector<NodeId> args;
  size_t const fixed = signature.variadic ? signature.params.size() - 1 : signature.params.size();
  for (size_t i = 0; i < nodes.size() && (i < fixed || view.spread()); ++i) args.push_back(converted(nodes[i], signature.params[i].type));
  if (!signature.variadic || view.spread()) return args;
  TypeId const slice = signature.params.back().type;
  Node node = make(nodes.size() > fixed ? Op::SliceLit : Op::Nil, slice, id);
  node.flags = kImplicit;
  std::vector<NodeId> elements;
  for (size_t i = fixed; i < nodes.size(); ++i) elements.push_back(converted(nodes[i], t_.elem(t_.underlying(slice))));
  node.list = add_list(std::move(elements));
  args.push_back(add(node));
  return args;
}

// The callee, and a method's receiver as the first argument.
NodeId Lowering::method_or_function(Ast id, Ast function, std::vector<NodeId>& args) {
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
  if (selection.kind != SelectionKind::MethodValue && selection.kind != SelectionKind::InterfaceMethod) return expr(function);
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
  static_cast<void>(id);
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
  if (t_.kind(callee_type) != TypeKind::Signature) throw Unhandled{"a call of something that is no function", id};
  check_supported(callee_type, id);
  Signature const signature = t_.signature_of(callee_type);
  std::vector<NodeId> args;
  NodeId const callee = method_or_function(id, function, args);
  for (NodeId arg : call_arguments(id, signature)) args.push_back(arg);
  Node node = make(unit_->node(callee).op == Op::DotInter ? Op::CallInter : Op::CallFunc, type_of(id), id);
  node.x = callee;
  if (signature.variadic) node.flags = kSpread;
  node.list = add_list(std::move(args));
  return add(node);
}

NodeId Lowering::conversion(Ast id) {
  syntax::views::Call const view(tree_, id);
  Ast const operand = view.arguments()[0];
  TypeId const to = type_of(id);
  check_supported(to, id);
  NodeId const x = expr(operand);
  TypeId const from = unit_->node(x).type;
  if (unit_->node(x).op == Op::Nil) {
    unit_->node(x).type = to;
    return x;
  }
  TypeId const fu = t_.underlying(from);
  TypeId const tu = t_.underlying(to);
  Node node = make(Op::Conv, to, operand);
  node.x = x;
  auto rune_slice = [&](TypeId u) { return t_.kind(u) == TypeKind::Slice && t_.basic_kind(t_.elem(u)) == BasicKind::Int32; };
  auto byte_slice = [&](TypeId u) { return t_.kind(u) == TypeKind::Slice && t_.basic_kind(t_.elem(u)) == BasicKind::Uint8; };
  bool const from_string = types::is_string(t_, fu);
  bool const to_string = types::is_string(t_, tu);
  if (types::is_interface(t_, to)) {
    node.op = Op::ConvIface;
  } else if (from_string && byte_slice(tu)) {
    node.op = Op::StrToBytes;
  } else if (from_string && rune_slice(tu)) {
    node.op = Op::StrToRunes;
  } else if (to_string && byte_slice(fu)) {
    node.op = Op::BytesToStr;
  } else if (to_string && rune_slice(fu)) {
    node.op = Op::RunesToStr;
  } else if (to_string && types::is_integer(t_, fu)) {
    node.op = Op::RuneToStr;
  } else if (t_.kind(fu) == TypeKind::Slice && t_.kind(tu) == TypeKind::Array) {
    node.op = Op::SliceToArray;
  } else if (t_.kind(fu) == TypeKind::Slice && t_.kind(tu) == TypeKind::Pointer) {
    node.op = Op::SliceToArrayPtr;
  } else if (t_.identical(fu, tu) || t_.kind(tu) == TypeKind::Pointer || t_.kind(tu) == TypeKind::Chan) {
    node.op = Op::ConvNop;
  }
  return add(node);
}

NodeId Lowering::builtin(Ast id, Builtin which) {
  syntax::views::Call const view(tree_, id);
  auto const args = view.arguments();
  TypeId const type = type_of(id);
  auto node_of = [&](Op op) { return make(op, type, id); };
  auto unary_of = [&](Op op) {
    Node node = node_of(op);
    node.x = expr(args[0]);
    return add(node);
  };
  auto list_of = [&](Op op) {
    Node node = node_of(op);
    std::vector<NodeId> values;
    for (Ast arg : args) values.push_back(expr(arg));
    node.list = add_list(std::move(values));
    return add(node);
  };
  switch (which) {
    case Builtin::Append: {
      Node node = node_of(Op::Append);
      TypeId const element = t_.elem(t_.underlying(type));
      std::vector<NodeId> values{expr(args[0])};
      for (Ast arg : args.subspan(1)) values.push_back(view.spread() ? expr(arg) : converted(arg, element));
      if (view.spread()) node.flags = kSpread;
      node.list = add_list(std::move(values));
      return add(node);
    }
    case Builtin::New: {
      if (info_.modes[args[0].value] == Mode::Type) {
        check_supported(type_of(args[0]), id);
        return add(node_of(Op::New));
      }
      throw Unhandled{"new of a value", id};
    }
    case Builtin::Make: {
      TypeId const u = t_.underlying(type);
      Node node = node_of(t_.kind(u) == TypeKind::Slice ? Op::MakeSlice : t_.kind(u) == TypeKind::Map ? Op::MakeMap : Op::MakeChan);
      check_supported(type, id);
      std::vector<NodeId> sizes;
      for (Ast arg : args.subspan(1)) sizes.push_back(expr(arg));
      node.list = add_list(std::move(sizes));
      return add(node);
    }
    case Builtin::Len: return unary_of(Op::Len);
    case Builtin::Cap: return unary_of(Op::Cap);
    case Builtin::Clear: return unary_of(Op::Clear);
    case Builtin::Close: return unary_of(Op::Close);
    case Builtin::Real: return unary_of(Op::Real);
    case Builtin::Imag: return unary_of(Op::Imag);
    case Builtin::Panic: {
      Node node = node_of(Op::Panic);
      node.x = converted(args[0], t_.empty_interface());
      return add(node);
    }
    case Builtin::Recover: return add(node_of(Op::Recover));
    case Builtin::Complex: return list_of(Op::Complex);
    case Builtin::Copy: return list_of(Op::Copy);
    case Builtin::Delete: {
      Node node = node_of(Op::Delete);
      NodeId const map = expr(args[0]);
      node.list = add_list({map, converted(args[1], t_.key(t_.underlying(unit_->node(map).type)))});
      return add(node);
    }
    case Builtin::Max: return list_of(Op::Max);
    case Builtin::Min: return list_of(Op::Min);
    case Builtin::Print: return list_of(Op::Print);
    case Builtin::Println: return list_of(Op::Println);
    case Builtin::UnsafeAdd: return list_of(Op::UnsafeAdd);
    case Builtin::UnsafeSlice: return list_of(Op::UnsafeSlice);
    case Builtin::UnsafeSliceData: return unary_of(Op::UnsafeSliceData);
    case Builtin::UnsafeString: return list_of(Op::UnsafeString);
    case Builtin::UnsafeStringData: return unary_of(Op::UnsafeStringData);
    default: throw Unhandled{"a built-in function that is not handled", id};
  }
}

}  // namespace escapement::ir
