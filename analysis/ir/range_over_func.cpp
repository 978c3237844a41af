// Loops over functions: `for x := range f { … }` calls f with a literal that is the loop's body (cmd/compile/internal/rangefunc, rewrite.go). #state
// variables tell whether the body may be called, #next what is to be done behind the loop: 0 nothing, -1 return, others a branch.
#include <fmt/format.h>

#include "analysis/ir/literal_names.h"
#include "analysis/ir/lowering.h"

namespace escapement::ir {

using syntax::NodeKind;
using syntax::Token;
using types::BasicKind;

namespace {

// Values of #state (internal/abi: RF_State).
constexpr int kDone = 0;
constexpr int kReady = 1;
constexpr int kRunning = 2;
constexpr int kExhausted = 3;
constexpr int kMissingPanic = 4;
constexpr int kStep = 2;

}  // namespace

bool Lowering::is_range_over_func(Ast id) const {
  TypeId const type = type_of(syntax::views::Range(tree_, id).operand());
  return type && t_.underlying_kind(type) == types::TypeKind::Signature;
}

bool Lowering::has_range_over_func() {
  if (has_range_over_func_) return *has_range_over_func_;
  has_range_over_func_ = false;
  for (uint32_t i = 1; i < tree_.node_limit() && !*has_range_over_func_; ++i)
    has_range_over_func_ = ast(Ast(i)).kind == NodeKind::RangeStmt && is_range_over_func(Ast(i));
  return *has_range_over_func_;
}

// Looks ahead at the loops over functions in the body of funcs[current_].
void Lowering::plan_function(Ast body_block) {
  range_scope_ = RangeScope{};
  range_scope_.owner = current_;
  if (!body_block || !has_range_over_func()) return;
  range_scope_.plan = plan_ranges(tree_, body_block, [&](Ast id) { return is_range_over_func(id); });
}

// After the function's results have been declared.
void Lowering::name_results_for_ranges(Ast function_type) {
  if (!range_scope_.plan.names_results) return;
  std::vector<Ast> places;
  for (Ast field : syntax::views::FuncType(tree_, function_type).results()) {
    syntax::views::Field const view(tree_, field);
    for (Ast name : view.names()) places.push_back(name);
    if (view.names().empty()) places.push_back(view.type());
  }
  auto const& results = unit_->funcs[current_].results;
  for (size_t i = 0; i < results.size(); ++i) {
    Local& local = unit_->locals[results[i].value];
    if (!std::exchange(local.unnamed, false)) continue;
    local.name = fmt::format("#rv{}", i + 1);
    if (i < places.size()) local.pos = pos(places[i]);
  }
}

Node Lowering::made_at(Op op, TypeId type, uint32_t position) const {
  Node node;
  node.op = op;
  node.type = type;
  node.pos = node.begin = node.end = position;
  return node;
}

NodeId Lowering::int_literal(int value, uint32_t position) {
  Node node = made_at(Op::Literal, t_.basic(BasicKind::Int), position);
  node.ref = static_cast<uint32_t>(unit_->values.size());
  unit_->values.push_back(constant::Value::of(int64_t{value}));
  return add(node);
}

NodeId Lowering::use_at(LocalId local, uint32_t position) {
  capture(local, position);
  NodeId const node = local_node(local);
  unit_->node(node).pos = position;
  return node;
}

NodeId Lowering::set_int(LocalId local, int value, uint32_t position) {
  Node node = made_at(Op::Assign, TypeId(), position);
  node.x = use_at(local, position);
  node.y = int_literal(value, position);
  return add(node);
}

NodeId Lowering::return_bool(bool value, uint32_t position) {
  Node literal = made_at(Op::Literal, t_.basic(BasicKind::Bool), position);
  literal.ref = static_cast<uint32_t>(unit_->values.size());
  unit_->values.push_back(constant::Value::of(value));
  Node node = made_at(Op::Return, TypeId(), position);
  node.list = add_list({add(literal)});
  return add(node);
}

NodeId Lowering::runtime_call(std::string_view function, TypeId type, std::vector<NodeId> args, uint32_t position) {
  Node callee = made_at(Op::RuntimeFunc, TypeId(), position);
  callee.name = program_.names().intern(function);
  Node node = made_at(Op::CallFunc, type, position);
  node.x = add(callee);
  node.list = add_list(args);
  return add(node);
}

NodeId Lowering::if_int(LocalId local, Token op, int value, std::vector<NodeId> then, uint32_t position) {
  Node condition = made_at(Op::Binary, t_.basic(BasicKind::Bool), position);
  condition.token = static_cast<uint16_t>(op);
  condition.x = use_at(local, position);
  condition.y = int_literal(value, position);
  Node node = made_at(Op::If, TypeId(), position);
  node.x = add(condition);
  node.list = add_list(then);
  return add(node);
}

LocalId Lowering::declare_with(std::string name, TypeId type, NodeId value, uint32_t position, std::vector<NodeId>& out) {
  LocalId const local = add_local(std::move(name), type, LocalRole::Variable, position);
  Node node = made_at(Op::Assign, TypeId(), position);
  node.x = local_node(local);
  node.y = value;
  define(add(node), {local}, out);
  return local;
}

void Lowering::declare_range_variables(const RangeLoop& loop, uint32_t position, std::vector<NodeId>& out) {
  for (RangeLoop::Variable variable : loop.variables) {
    if (variable == RangeLoop::Variable::Defers) {
      TypeId const any = t_.any_type();
      range_scope_.defers = declare_with("#defers", any, runtime_call("deferrangefunc", any, {}, position), position, out);
      unit_->locals[range_scope_.defers.value].no_position = true;
      continue;
    }
    range_scope_.next = add_local("#next", t_.basic(BasicKind::Int), LocalRole::Variable, position);
    unit_->locals[range_scope_.next.value].no_position = true;
    out.push_back(declaration_of(range_scope_.next));
    unit_->node(out.back()).flags |= kOfNext;
    Node zero = made_at(Op::Assign, TypeId(), position);
    zero.x = local_node(range_scope_.next);
    out.push_back(add(zero));
  }
}

void Lowering::range_over_func(Ast id, std::vector<NodeId>& out) {
  syntax::views::Range const view(tree_, id);
  uint32_t const index = range_scope_.plan.loop_of.at(id.value);
  RangeLoop const loop = range_scope_.plan.loops[index];
  uint32_t const start = start_ + ast(id).begin;
  uint32_t const end = start_ + ast(view.body()).end - 1;
  std::vector<NodeId> list;
  if (loop.depth == 1) declare_range_variables(loop, start, list);
  TypeId const integer = t_.basic(BasicKind::Int);
  range_scope_.states[index] = declare_with(fmt::format("#state{}", loop.state), integer, int_literal(kReady, start), start, list);
  LocalId const state = range_scope_.states[index];

  types::Signature const iterator = t_.signature_of(t_.underlying(type_of(view.operand())));
  TypeId const parameter = iterator.params[0].type;
  needs_type(t_.underlying(parameter));  // of #yield
  NodeId const literal = range_body(id, index, t_.underlying(parameter));
  TypeId const literal_type = unit_->node(literal).type;
  LocalId const yield = declare_with(fmt::format("#yield{}", loop.body), literal_type, literal, start, list);

  std::vector<NodeId> args;
  NodeId const callee = method_or_function(view.operand(), args);
  args.push_back(convert(use_at(yield, start), literal_type, parameter, start, true));
  Node call = made_at(unit_->node(callee).op == Op::DotInter ? Op::CallInter : Op::CallFunc, TypeId(), start);
  call.x = callee;
  call.list = add_list(args);
  NodeId const called = evaluate_callee_first(add(call), id);
  unit_->node(called).pos = start;
  list.push_back(called);

  list.push_back(
      if_int(state, Token::Eql, kRunning, {runtime_call("panicrangestate", TypeId(), {int_literal(kMissingPanic, start)}, start)}, end));
  list.push_back(set_int(state, kExhausted, end));
  range_checks(loop, end, list);
  Node block = made_at(Op::Block, TypeId(), start);
  block.list = add_list(list);
  out.push_back(add(block));
}

// What is done behind a loop because of how its body ended.
void Lowering::range_checks(const RangeLoop& loop, uint32_t position, std::vector<NodeId>& out) {
  LocalId const next = range_scope_.next;
  std::vector<RangeBranch> done;
  for (const RangeBranch& branch : loop.checks_branches) {
    if (std::ranges::find(done, branch) != done.end()) continue;
    done.push_back(branch);
    Op const op = branch.token == Token::Break ? Op::Break : branch.token == Token::Continue ? Op::Continue : Op::Goto;
    Node node = made_at(op, TypeId(), position);
    node.name = branch.label;
    std::vector<NodeId> then{set_int(next, 0, position), add(node)};
    out.push_back(if_int(next, Token::Eql, range_scope_.plan.code_of(branch), std::move(then), position));
  }
  if (loop.depth == 1) {
    if (loop.checks_return) out.push_back(if_int(next, Token::Eql, -1, {add(made_at(Op::Return, TypeId(), position))}, position));
    return;
  }
  LocalId const outer = range_scope_.states.at(loop.parent);
  auto const leave = [&](int state, bool goes_on) {
    return std::vector<NodeId>{set_int(outer, state, position), return_bool(goes_on, position)};
  };
  auto const clear_and_leave = [&](int state, bool goes_on) {
    std::vector<NodeId> list{set_int(next, 0, position)};
    for (NodeId each : leave(state, goes_on)) list.push_back(each);
    return list;
  };
  int const step = kStep * (static_cast<int>(loop.depth) - 1);
  if (loop.checks_return) out.push_back(if_int(next, Token::Lss, 0, leave(kDone, false), position));
  out.push_back(
      if_int(next, Token::Gtr, step, {runtime_call("panicrangestate", TypeId(), {int_literal(kDone, position)}, position)}, position));
  if (loop.checks_continue) out.push_back(if_int(next, Token::Eql, step - 1, clear_and_leave(kReady, true), position));
  if (loop.checks_break) out.push_back(if_int(next, Token::Eql, step, clear_and_leave(kDone, false), position));
  if (loop.checks_continue || loop.checks_break) out.push_back(if_int(next, Token::Gtr, 0, leave(kDone, false), position));
}

// The literal that the iterator calls.
NodeId Lowering::range_body(Ast id, uint32_t index, TypeId signature_type) {
  syntax::views::Range const view(tree_, id);
  uint32_t const start = start_ + ast(id).begin;
  uint32_t const end = start_ + ast(view.body()).end - 1;
  FuncIndex const literal = new_closure(signature_type, id, LiteralKind::RangeBody);
  unit_->funcs[literal].pos = start;
  FuncIndex const outer = std::exchange(current_, literal);
  std::vector<NodeId> list;
  range_parameters(view, t_.signature_of(signature_type), start, list);
  LocalId const state = range_scope_.states.at(index);
  capture(state, 0);
  LocalId const before = declare_with("#tmpState", t_.basic(BasicKind::Int), use_at(state, start), start, list);
  list.push_back(set_int(state, kRunning, start));
  list.push_back(if_int(before, Token::Neq, kReady, {runtime_call("panicrangestate", TypeId(), {use_at(before, start)}, start)}, start));
  if (statements(tree_.list(ast(view.body()).a), list) == Reaches::End) {
    list.push_back(set_int(state, kReady, end));
    list.push_back(return_bool(true, end));
  }
  unit_->funcs[literal].body = std::move(list);
  capture_dictionary(literal);
  current_ = outer;
  Node node = made_at(Op::Closure, signature_type, start);
  node.ref = literal;
  return add(node);
}

// The variables of the loop are the literal's parameters, or are assigned from them.
void Lowering::range_parameters(const syntax::views::Range& view, const types::Signature& signature, uint32_t start,
                                std::vector<NodeId>& out) {
  bool const defines = view.op() == Token::Define;
  Ast const targets[] = {view.key(), view.value()};
  std::vector<std::pair<Ast, LocalId>> assigned;
  for (size_t i = 0; i < signature.params.size(); ++i) {
    Ast const target_node = i < std::size(targets) ? targets[i] : Ast();
    TypeId const type = signature.params[i].type;
    std::string name = fmt::format("#p{}", i + 1);
    uint32_t position = start;
    ObjectId object;
    if (target_node && defines) {
      name = std::string(tree_.text(target_node));
      if (name == "_") name = fmt::format("~p{}", i);
      position = pos(target_node);
      object = info_.objects[target_node.value];
    }
    bool const unnamed = name.starts_with('~');
    LocalId const local = add_local(std::move(name), type, LocalRole::Param, position);
    unit_->locals[local.value].unnamed = unnamed;
    unit_->funcs[current_].params.push_back(local);
    unit_->locals[local.value].object = object;
    if (object) locals_[object.value] = local;
    needs_type(type);
    if (target_node && !defines) assigned.emplace_back(target_node, local);
  }
  LocalId const result = add_local("#r", t_.basic(BasicKind::Bool), LocalRole::Result, start);
  unit_->locals[result.value].result = 1;
  unit_->funcs[current_].results.push_back(result);
  for (auto const& [target_node, local] : assigned) {
    std::vector<LocalId> none;
    Node node = made_at(Op::Assign, TypeId(), pos(target_node));
    node.x = target(target_node, false, none);
    TypeId const to = target_type(target_node);
    NodeId const value = use_at(local, pos(target_node));
    node.y = to ? convert(value, unit_->local(local).type, to, pos(target_node), true) : value;
    out.push_back(add(node));
  }
}

// A statement in a body that leaves it; false: it is none.
bool Lowering::edited_for_range(Ast id, std::vector<NodeId>& out) {
  auto const it = range_scope_.plan.edits.find(id.value);
  if (it == range_scope_.plan.edits.end()) return false;
  RangeEdit const edit = it->second;
  uint32_t const position = pos(id);
  std::vector<NodeId> list;
  if (ast(id).kind == NodeKind::ReturnStmt && !tree_.list(ast(id).a).empty()) list.push_back(assign_results(id));
  if (edit.next != 0) list.push_back(set_int(range_scope_.next, edit.next, position));
  list.push_back(set_int(range_scope_.states.at(edit.loop), edit.state, position));
  list.push_back(return_bool(edit.goes_on, position));
  Node block = made_at(Op::Block, TypeId(), position);
  block.list = add_list(list);
  out.push_back(add(block));
  return true;
}

NodeId Lowering::assign_results(Ast id) {
  std::vector<LocalId> const results = unit_->funcs[range_scope_.owner].results;
  std::vector<NodeId> left;
  std::vector<TypeId> to;
  for (LocalId result : results) {
    left.push_back(use_at(result, pos(id)));
    to.push_back(unit_->local(result).type);
  }
  std::vector<NodeId> values = several_values(tree_.list(ast(id).a), to, id);
  Node node = made_at(left.size() == 1 ? Op::Assign : Op::AssignList, TypeId(), pos(id));
  if (left.size() == 1) {
    node.x = left[0];
    node.y = values[0];
  } else {
    node.list = add_list(left);
    node.list2 = add_list(values);
  }
  return add(node);
}

}  // namespace escapement::ir
