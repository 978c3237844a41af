// Statements (cmd/compile/internal/escape, stmt.go).
#include "analysis/escape/batch.h"

namespace escapement::escape {

using ir::Op;
using types::TypeKind;

void Batch::block(std::span<const NodeId> list) {
  int const depth = loop_depth_;
  for (NodeId each : std::vector<NodeId>(list.begin(), list.end())) statement(each);
  loop_depth_ = depth;
}

// A label loops if a goto to it comes after it.
void Batch::mark_labels(std::span<const NodeId> list) {
  absl::flat_hash_map<uint32_t, bool> seen;
  std::vector<NodeId> todo(list.rbegin(), list.rend());
  while (!todo.empty()) {
    NodeId const id = todo.back();
    todo.pop_back();
    if (!id) continue;
    const ir::Node& n = node(id);
    if (n.op == Op::Label) seen[n.name.value] = true;
    if (n.op == Op::Goto && seen.contains(n.name.value)) looping_labels_[n.name.value] = true;
    if (n.op < Op::Assign) continue;
    auto push = [&](uint32_t l) {
      auto const nodes = unit().list(l);
      todo.insert(todo.end(), nodes.rbegin(), nodes.rend());
    };
    push(n.list2);
    push(n.list);
  }
}

void Batch::statement(NodeId id) {
  if (!id) return;
  const ir::Node n = node(id);
  auto const list = unit().list(n.list);
  auto const list2 = unit().list(n.list2);
  switch (n.op) {
    case Op::Label:
      if (looping_labels_.contains(n.name.value)) ++loop_depth_;
      break;
    case Op::Declare: oldest(LocalId(n.ref))->loop_depth = loop_depth_; break;
    case Op::Block: block(list); break;
    case Op::Assign: assign({&n.x, 1}, {&n.y, 1}, "assign", id); break;
    case Op::AssignOp: assign({&n.x, 1}, {&n.y, 1}, "assign", id); break;
    case Op::AssignList: assign(list, list2, "assign-pair", id); break;
    case Op::AssignCall: assign_results(list, n.x, id); break;
    case Op::AssignMap: assign(list, {&n.x, 1}, "assign-pair-mapr", id); break;
    case Op::AssignRecv: assign(list, {&n.x, 1}, "assign-pair-receive", id); break;
    case Op::AssignType: assign(list, {&n.x, 1}, "assign-pair-dot-type", id); break;
    case Op::Return: return_statement(id); break;
    case Op::If:
      discard_expr(n.x);
      block(list);
      block(list2);
      break;
    case Op::For: for_loop(id); break;
    case Op::Range: range_loop(id); break;
    case Op::Switch:
    case Op::TypeSwitch: switch_statement(id); break;
    case Op::Select:
      for (NodeId clause : list) block(unit().list(node(clause).list2));
      break;
    case Op::Send:
      discard_expr(n.x);
      expr(note(heap_hole(), id, "send"), n.y);
      break;
    case Op::Go:
    case Op::Defer: go_or_defer(id); break;
    case Op::Goto:
    case Op::Break:
    case Op::Continue:
    case Op::Fallthrough:
    case Op::None: break;
    case Op::Init:
      for (NodeId each : list) statement(each);
      statement(n.x);
      break;
    default:
      if (ir::is_call(n) || n.op == Op::InlCall) {
        call({}, id);
      } else {
        discard_expr(id);
      }
  }
}

void Batch::for_loop(NodeId id) {
  const ir::Node n = node(id);
  ++loop_depth_;
  discard_expr(n.x);
  statement(n.y);
  block(unit().list(n.list));
  --loop_depth_;
}

void Batch::range_loop(NodeId id) {
  const ir::Node n = node(id);
  Loc* const operand = new_location(*current_, NodeId(), LocalId(), true);
  expr({operand, 0, nullptr, false}, n.x);
  ++loop_depth_;
  auto const variables = unit().list(n.list2);
  bool const array = t_.kind(t_.underlying(node(n.x).type)) == TypeKind::Array;
  if (variables[0]) target(variables[0]);
  if (variables[1]) {
    Hole const value = target(variables[1]);
    // Also where the elements hold no pointer: gc does not look, and the operand's content may leak with the variable's address.
    flow(array ? note(value, id, "range") : deref(value, id, "range-deref"), operand);
  }
  for (NodeId variable : variables) reassigned(variable, id);
  block(unit().list(n.list));
  --loop_depth_;
}

void Batch::switch_statement(NodeId id) {
  const ir::Node n = node(id);
  std::vector<NodeId> const clauses = copy(n.list);
  if (n.op == Op::TypeSwitch) {
    type_switch_guard(n.x, clauses);
  } else {
    discard_expr(n.x);
  }
  for (NodeId clause : clauses) {
    for (NodeId value : copy(node(clause).list)) discard_expr(value);
    block(unit().list(node(clause).list2));
  }
}

// Every clause's variable is there before the guard is evaluated; the guard flows to those that can carry
// something.
void Batch::type_switch_guard(NodeId guard, std::span<const NodeId> clauses) {
  std::vector<Hole> holes;
  for (NodeId clause_id : clauses) {
    const ir::Node clause = node(clause_id);
    if (!clause.y) continue;
    statement(clause.y);
    TypeId const type = node(clause.x).type;
    if (types::has_pointers(t_, type)) holes.push_back(dot_type(target(clause.x), type, clause_id, "switch case"));
  }
  expr(tee(std::move(holes)), guard);
}

void Batch::return_statement(NodeId id) {
  auto const values = copy(node(id).list);
  auto const& results = current_->func().results;
  for (size_t i = 0; i < values.size() && i < results.size(); ++i) {
    expr(note({location_of(*current_, results[i]), 0, nullptr, false}, id, "return"), values[i]);
  }
  // A return assigns its results, even one without values.
  for (LocalId result : results) location_of(*current_, result)->reassigned = true;
}

void Batch::go_or_defer(NodeId id) {
  const ir::Node n = node(id);
  Hole hole = heap_hole();
  // What a defer outside loops needs lives until the function ends, on its frame. In the body of a loop over a function it is for another frame.
  if (n.op == Op::Defer && loop_depth_ == 1 && !n.y) hole = later(discard());
  const ir::Node& called = node(n.x);
  if (called.op == Op::CallFunc) {
    expr(hole, called.x);
  } else {
    discard_expr(n.x);
  }
}

}  // namespace escapement::escape
