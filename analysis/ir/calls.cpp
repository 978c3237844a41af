// Calls, conversions, built-in functions (cmd/compile/internal/noder: exprCall; typecheck: FixVariadicCall,
// convertOp).
#include <algorithm>

#include "analysis/ir/lowering.h"

namespace escapement::ir {

using check::Builtin;
using check::Mode;
using check::SelectionKind;
using syntax::NodeKind;
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
    if (!extra && i >= signature.params.size()) throw Unhandled{"a call with more arguments than parameters", id};
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
  if (info_.instances.contains(named.value)) return function_instance(named, function, args);
  if (ast(function).kind != NodeKind::Selector) return expr(function);
  auto it = info_.selections.find(function.value);
  if (it == info_.selections.end()) return expr(function);
  check::Selection const selection = selection_of(function);
  if (selection.kind != SelectionKind::MethodValue && selection.kind != SelectionKind::InterfaceMethod) return expr(function);
  syntax::views::Selector const view(tree_, function);
  TypeId reached;
  NodeId x = follow(expr(view.operand()), selection.receiver, selection.found.path, function, &reached);
  if (instantiation_ != nullptr && std::ranges::find(instantiation_->stand_ins, t_.unalias(reached)) != instantiation_->stand_ins.end()) {
    args.push_back(x);
    return method_of_type_param(function, reached, tree_.name(view.name()), type_of(function));
  }
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
  TypeId const declaring = t_.unalias(selection.found.receiver);
  if (t_.kind(declaring) == TypeKind::Named && t_.named_of(declaring).origin) {
    types::TypeList const arguments = t_.named_of(declaring).args;
    node.token = add_instance(selection.found.object, arguments, true, function);
    args.push_back(dictionary_pointer(t_.named_of(declaring).object, arguments, node.token, function));
  }
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
  NodeId const callee = method_or_function(function, args);
  for (NodeId arg : call_arguments(id, signature)) args.push_back(arg);
  Node node = make(unit_->node(callee).op == Op::DotInter ? Op::CallInter : Op::CallFunc, type_of(id), id);
  node.x = callee;
  if (signature.variadic) node.flags = kSpread;
  node.list = add_list(args);
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
  NodeId const assigned = add(assign_node);
  unit_->locals[local.value].definition = assigned;
  init.list = add_list({declaration_of(local), assigned});
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

}  // namespace escapement::ir
