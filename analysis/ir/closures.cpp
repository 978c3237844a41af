// Function literals, captured variables, go and defer (cmd/compile/internal/ir: closureName; typecheck: normalizeGoDeferCall).
#include <algorithm>
#include <fmt/format.h>

#include "analysis/ir/lowering.h"

namespace escapement::ir {

using syntax::NodeKind;
using types::TypeKind;

void Lowering::capture(LocalId local) {
  FuncIndex const owner = unit_->locals[local.value].func;
  // Every function between the use and the declaration captures the variable.
  for (FuncIndex f = current_; f != owner;) {
    auto& captures = unit_->funcs[f].captures;
    if (std::ranges::find(captures, local) == captures.end()) captures.push_back(local);
    unit_->locals[local.value].captured = true;
    if (!unit_->funcs[f].outer) break;
    f = *unit_->funcs[f].outer;
  }
}

FuncIndex Lowering::new_closure(TypeId signature, Ast at, bool wrapper) {
  auto const index = static_cast<FuncIndex>(unit_->funcs.size());
  Func func;
  const Func& outer = unit_->funcs[current_];
  if (wrapper) {
    func.name = fmt::format("{}.{}{}", outer.name, ast(at).kind == NodeKind::GoStmt ? "gowrap" : "deferwrap", ++wrapper_count_[current_]);
  } else {
    func.name = fmt::format("{}.{}{}", outer.name, outer.outer ? "" : "func", ++literal_count_[current_]);
  }
  func.type = signature;
  func.outer = current_;
  func.pos = pos(at);
  func.begin = start_ + ast(at).begin;
  func.end = start_ + ast(at).end;
  func.wrapper = wrapper;
  unit_->funcs.push_back(std::move(func));
  literal_count_.push_back(0);
  wrapper_count_.push_back(0);
  return index;
}

NodeId Lowering::closure(Ast id) {
  syntax::views::FuncLit const view(tree_, id);
  std::string const label = std::exchange(pending_label_, {});
  FuncIndex const index = new_closure(type_of(id), id, false);
  unit_->funcs[index].label = label;
  FuncIndex const outer = current_;
  current_ = index;
  parameters(unit_->funcs[index], type_of(id), pos(id));
  body(index, view.body());
  current_ = outer;
  Node node = make(Op::Closure, type_of(id), id);
  node.ref = index;
  return add(node);
}

NodeId Lowering::go_or_defer(Ast id) {
  Ast call_node(ast(id).a);
  while (ast(call_node).kind == NodeKind::Paren) call_node = Ast(ast(call_node).a);
  NodeId const call_id = expr(call_node);
  Node statement = make(ast(id).kind == NodeKind::GoStmt ? Op::Go : Op::Defer, TypeId(), id);
  const Node& call = unit_->node(call_id);
  bool plain = false;
  if (call.op == Op::CallFunc && call.list == 0) {
    TypeId const signature = t_.underlying(unit_->node(call.x).type);
    plain = t_.kind(signature) == TypeKind::Signature && t_.signature_of(signature).params.empty() &&
            t_.signature_of(signature).results.empty() && unit_->node(call.x).op != Op::MethodExpr;
  }
  statement.x = plain ? call_id : wrapped_call(id, call_node, call_id);
  return add(statement);
}

// go f(x), defer f(x): the operands are evaluated into temporaries now, and a closure without parameters calls f with them later. The
// result is a Block: the assignments, then the call of the closure.
NodeId Lowering::wrapped_call(Ast id, Ast, NodeId call_id) {
  FuncIndex const wrapper = new_closure(t_.signature({}), id, true);
  std::vector<NodeId> left;
  std::vector<NodeId> right;
  auto hoist = [&](NodeId operand) {
    const Node n = unit_->node(operand);
    bool const stays = n.op == Op::Literal || n.op == Op::Nil || n.op == Op::FuncName || n.op == Op::MethodExpr || n.op == Op::New ||
                       n.op == Op::Type || n.op == Op::None;
    if (stays) return operand;
    LocalId const local = temp(n.type, id);
    left.push_back(local_node(local));
    right.push_back(operand);
    FuncIndex const outer = current_;
    current_ = wrapper;
    capture(local);
    current_ = outer;
    return local_node(local);
  };
  auto hoist_argument = [&](NodeId operand) {
    const Node n = unit_->node(operand);
    bool const elements = n.op == Op::SliceLit || n.op == Op::ArrayLit || n.op == Op::StructLit;
    if (!elements) return hoist(operand);
    std::vector<NodeId> hoisted;
    for (NodeId each : std::vector<NodeId>(unit_->lists[n.list])) hoisted.push_back(hoist(each));
    uint32_t const list = add_list(std::move(hoisted));
    unit_->node(operand).list = list;
    return operand;
  };
  Node call = unit_->node(call_id);
  if (call.op == Op::CallInter) {
    Node selector = unit_->node(call.x);
    selector.x = hoist(selector.x);
    call.x = add(selector);
  } else if (call.x) {
    call.x = hoist(call.x);
  }
  if (call.y) call.y = hoist(call.y);
  std::vector<NodeId> args;
  for (NodeId arg : std::vector<NodeId>(unit_->lists[call.list])) args.push_back(hoist_argument(arg));
  call.list = add_list(std::move(args));
  unit_->funcs[wrapper].body.push_back(add(call));

  Node closure_node = make(Op::Closure, unit_->funcs[wrapper].type, id);
  closure_node.ref = wrapper;
  Node invoke = make(Op::CallFunc, TypeId(), id);
  invoke.x = add(closure_node);
  NodeId const invoked = add(invoke);
  if (left.empty()) return invoked;
  Node assign_node = make(Op::AssignList, TypeId(), id);
  assign_node.flags = kDefine;
  assign_node.list = add_list(std::move(left));
  assign_node.list2 = add_list(std::move(right));
  Node block_node = make(Op::Block, TypeId(), id);
  block_node.list = add_list({add(assign_node), invoked});
  return add(block_node);
}

}  // namespace escapement::ir
