// Function literals, captured variables, go and defer (cmd/compile/internal/ir: typecheck:
// normalizeGoDeferCall).
#include <algorithm>

#include "analysis/ir/literal_names.h"
#include "analysis/ir/lowering.h"

namespace escapement::ir {

using syntax::NodeKind;
using types::TypeKind;

void Lowering::capture(LocalId local, uint32_t position) {
  if (instantiation_ != nullptr && local == instantiation_->parameter) return;  // of every literal, last
  FuncIndex const owner = unit_->locals[local.value].func;
  // Every function between the use and the declaration captures the variable.
  for (FuncIndex f = current_; f != owner;) {
    auto& captures = unit_->funcs[f].captures;
    if (std::ranges::find(captures, local) == captures.end()) {
      captures.push_back(local);
      unit_->funcs[f].capture_positions.push_back(position);
    }
    unit_->locals[local.value].captured = true;
    if (!unit_->funcs[f].outer) break;
    f = *unit_->funcs[f].outer;
  }
}

FuncIndex Lowering::new_closure(TypeId signature, Ast at, LiteralKind kind) {
  auto const index = static_cast<FuncIndex>(unit_->funcs.size());
  Func func;
  func.name = next_literal_name(*unit_, current_, kind, 0);
  func.type = signature;
  func.outer = current_;
  func.pos = pos(at);
  func.begin = start_ + ast(at).begin;
  func.end = start_ + ast(at).end;
  func.wrapper = kind == LiteralKind::OfGo || kind == LiteralKind::OfDefer;
  if (kind == LiteralKind::RangeBody) func.range_parent = unit_->funcs[current_].range_parent.value_or(current_);
  unit_->funcs.push_back(std::move(func));
  return index;
}

// Every literal of a function for shapes has its dictionary, behind all else.
void Lowering::capture_dictionary(FuncIndex literal) {
  if (instantiation_ == nullptr || !instantiation_->parameter) return;
  Local& dictionary = unit_->locals[instantiation_->parameter.value];
  unit_->funcs[literal].captures.push_back(instantiation_->parameter);
  unit_->funcs[literal].capture_positions.push_back(dictionary.pos);
  dictionary.captured = true;
}

NodeId Lowering::closure(Ast id) {
  syntax::views::FuncLit const view(tree_, id);
  std::string const label = std::exchange(pending_label_, {});
  FuncIndex const index = new_closure(type_of(id), id, LiteralKind::Written);
  unit_->funcs[index].label = label;
  FuncIndex const outer = current_;
  current_ = index;
  RangeScope outer_scope = std::move(range_scope_);
  plan_function(view.body());
  note_parameter_origins({}, view.type());
  parameters(unit_->funcs[index], type_of(id), pos(id));
  place_unnamed(unit_->funcs[index].params, view.type());
  name_results_for_ranges(view.type());
  body(index, view.body());
  range_scope_ = std::move(outer_scope);
  capture_dictionary(index);
  current_ = outer;
  Node node = make(Op::Closure, type_of(id), id);
  node.ref = index;
  return add(node);
}

// `go f()` and `defer f()` of a function without parameters and results stay; every other call becomes one of
// a closure.
void Lowering::go_or_defer(Ast id, std::vector<NodeId>& out) {
  size_t const first = out.size();
  NodeId call_id = expr(bare(Ast(ast(id).a)));
  while (unit_->node(call_id).op == Op::Init) {
    for (NodeId each : unit_->lists[unit_->node(call_id).list]) out.push_back(each);
    call_id = unit_->node(call_id).x;
  }
  Node statement_node = make(ast(id).kind == NodeKind::GoStmt ? Op::Go : Op::Defer, TypeId(), id);
  statement_node.x = is_plain_call(call_id) ? call_id : wrapped_call(id, call_id, out);
  for (size_t i = first; i < out.size(); ++i) unit_->node(out[i]).flags |= kOfNext;
  unit_->node(statement_node.x).flags |= kNoInline;
  if (range_scope_.plan.defer_loop.contains(id.value)) statement_node.y = use_at(range_scope_.defers, pos(id));
  out.push_back(add(statement_node));
}

bool Lowering::is_plain_call(NodeId call_id) const {
  const Node& call_node = unit_->node(call_id);
  if (call_node.op != Op::CallFunc || call_node.list != 0 || unit_->node(call_node.x).op == Op::MethodExpr) return false;
  TypeId const signature_type = t_.underlying(unit_->node(call_node.x).type);
  if (t_.kind(signature_type) != TypeKind::Signature) return false;
  const types::Signature& signature = t_.signature_of(signature_type);
  return signature.params.empty() && signature.results.empty();
}

// go f(x), defer f(x): the operands are evaluated into temporaries now, and a closure without parameters
// calls f with them later. Gives the call of that closure.
NodeId Lowering::wrapped_call(Ast id, NodeId call_id, std::vector<NodeId>& out) {
  LiteralKind const kind = ast(id).kind == NodeKind::GoStmt ? LiteralKind::OfGo : LiteralKind::OfDefer;
  Hoisted hoisted{new_closure(t_.signature({}), id, kind), id, {}, {}, {}};
  Node call_node = unit_->node(call_id);
  if (call_node.op == Op::CallInter) {
    Node selector_node = unit_->node(call_node.x);
    selector_node.x = hoist_into_temporary(selector_node.x, hoisted);
    call_node.x = add(selector_node);
  } else if (call_node.x) {
    call_node.x = hoist(call_node.x, hoisted);
  }
  if (call_node.y) call_node.y = hoist(call_node.y, hoisted);
  call_node.list = hoist_list(call_node.list, hoisted);
  unit_->funcs[hoisted.wrapper].body.push_back(add(call_node));
  if (!hoisted.temps.empty()) {
    Node assign_node = make(Op::AssignList, TypeId(), id);
    assign_node.list = add_list(hoisted.left);
    assign_node.list2 = add_list(hoisted.right);
    NodeId const assignment = add(assign_node);
    define(assignment, hoisted.temps, out);
    unit_->node(assignment).flags &= static_cast<uint8_t>(~kDefine);  // gc makes the temporaries apart from it
  }
  Node closure_node = make(Op::Closure, unit_->funcs[hoisted.wrapper].type, id);
  closure_node.ref = hoisted.wrapper;
  Node invoke = make(Op::CallFunc, TypeId(), id);
  invoke.x = add(closure_node);
  return add(invoke);
}

uint32_t Lowering::hoist_list(uint32_t list, Hoisted& hoisted) {
  std::vector<NodeId> values;
  for (NodeId each : unit_->lists[list]) values.push_back(hoist(each, hoisted));
  return add_list(values);
}

// What stands in the closure for an operand of the call: itself, if it may as well be evaluated later, else a
// temporary.
NodeId Lowering::hoist(NodeId operand, Hoisted& hoisted) {
  if (!operand) return operand;
  const Node n = unit_->node(operand);
  switch (n.op) {
    case Op::Literal:
    case Op::Nil:
    case Op::FuncName:
    case Op::MethodExpr:
    case Op::New:
    case Op::Type: return operand;
    case Op::ArrayLit:
    case Op::SliceLit:
    case Op::StructLit: {
      uint32_t const list = hoist_list(n.list, hoisted);
      unit_->node(operand).list = list;
      return operand;
    }
    case Op::ConvNop: {
      bool const pointer_as_integer =
          t_.basic_kind(n.type) == types::BasicKind::Uintptr && t_.basic_kind(unit_->node(n.x).type) == types::BasicKind::UnsafePointer;
      if (!pointer_as_integer) break;
      NodeId const inner = hoist(n.x, hoisted);
      unit_->node(operand).x = inner;
      return operand;
    }
    default: break;
  }
  return hoist_into_temporary(operand, hoisted);
}

NodeId Lowering::hoist_into_temporary(NodeId operand, Hoisted& hoisted) {
  LocalId const local = temp(unit_->node(operand).type, hoisted.at);
  // A name has no place of its own.
  Op const op = unit_->node(operand).op;
  bool const named = op == Op::Local || op == Op::Global || op == Op::FuncName;
  uint32_t const position = named ? pos(hoisted.at) : unit_->node(operand).pos;
  unit_->locals[local.value].pos = position;
  hoisted.temps.push_back(local);
  hoisted.left.push_back(local_node(local));
  hoisted.right.push_back(operand);
  FuncIndex const outer = std::exchange(current_, hoisted.wrapper);
  capture(local, position);
  current_ = outer;
  return local_node(local);
}

}  // namespace escapement::ir
