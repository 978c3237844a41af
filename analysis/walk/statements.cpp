// Statements (cmd/compile/internal/walk, order.go: stmt; stmt.go, range.go, switch.go, select.go).
#include <algorithm>

#include "analysis/walk/body.h"

namespace escapement::walk {

using types::TypeKind;

void Body::block(std::span<const NodeId> list) {
  for (NodeId each : list) statement(each);
}

void Body::statement(NodeId id) {
  if (!id) return;
  const ir::Node& n = node(id);
  switch (n.op) {
    case Op::None:
    case Op::Declare:
    case Op::Label:
    case Op::Goto:
    case Op::Break:
    case Op::Continue:
    case Op::Fallthrough: return;
    case Op::Block: return block(list(n.list));
    case Op::Init: block(list(n.list)); return statement(n.x);
    case Op::InlCall: return inlined(n);
    case Op::Assign: return assign(n);
    case Op::AssignOp: return assign_with_operator(n);
    case Op::AssignList: return assign_list(list(n.list), list(n.list2));
    case Op::AssignCall: return assign_results(n);
    case Op::AssignMap:
    case Op::AssignRecv:
    case Op::AssignType: return assign_with_ok(n);
    case Op::Return: return return_values(n);
    case Op::If:
    case Op::For: return branch(n);
    case Op::Range: return range(n);
    case Op::Switch:
    case Op::TypeSwitch: return switch_clauses(n);
    case Op::Select: return select(n);
    case Op::Send: return send(n);
    case Op::Go:
    case Op::Defer: return call_statement(n.x);
    case Op::CallFunc:
    case Op::CallInter: return call_statement(id);
    default: builtin_statement(id);
  }
}

void Body::inlined(const ir::Node& call) {
  block(list(call.list));
  block(list(call.list2));
}

void Body::call_statement(NodeId id) {
  while (node(id).op == Op::Init) {
    block(list(node(id).list));
    id = node(id).x;
  }
  if (node(id).op == Op::InlCall) return inlined(node(id));
  order_call(id);
  walk(id);
}

void Body::builtin_statement(NodeId id) {
  order_call(id);
  if (node(id).op == Op::Delete) {
    auto const arguments = list(node(id).list);
    order_key(node(arguments[0]), arguments[1]);
  }
  walk_operands(id);
}

// Of a loop, what follows each round comes before the body.
void Body::branch(const ir::Node& n) {
  order(n.x);
  walk(n.x);
  if (n.op == Op::For) statement(n.y);
  block(list(n.list));
  if (n.op == Op::If) block(list(n.list2));
}

void Body::range(const ir::Node& n) {
  range_operand(n);
  auto const targets = list(n.list2);
  for (NodeId each : targets) order_target(each);
  assign_together(targets, std::vector<NodeId>(targets.size()));
  block(list(n.list));
}

// What is ranged over is copied, but for a number, and for what is counted only.
void Body::range_operand(const ir::Node& n) {
  // The bytes of a string need no copy of their own.
  bool const bytes = node(n.x).op == Op::StrToBytes;
  if (bytes) {
    order(node(n.x).x);
  } else {
    order(n.x);
  }
  types::TypeId type = t_.underlying(node(n.x).type);
  if (t_.kind(type) == TypeKind::Pointer) type = t_.underlying(t_.elem(type));
  bool const counted = (t_.kind(type) == TypeKind::Array || t_.kind(type) == TypeKind::Slice) && !list(n.list2)[1];
  if (counted || types::is_integer(t_, type)) return walk(n.x);
  hoist(n.x);
}

// All values are compared before any body.
void Body::switch_clauses(const ir::Node& n) {
  order(n.x);
  walk(n.x);
  for (NodeId clause : list(n.list)) {
    if (n.op == Op::TypeSwitch) break;
    for (NodeId value : list(node(clause).list)) {
      order(value);
      walk(value);
    }
  }
  for (NodeId clause : list(n.list)) block(list(node(clause).list2));
}

void Body::send(const ir::Node& n) {
  order(n.x);
  order(n.y);
  hoist_unaddressable(n.y);
  walk(n.y);
  walk(n.x);
}

// Channels and what is sent are evaluated first, in the order of the clauses; then come the bodies: of the default clause, of those that send, and of
// those that receive from the last on. Where there is but one channel, its clause is the first.
void Body::select(const ir::Node& n) {
  std::vector<NodeId> defaults, sends, receives;
  for (NodeId id : list(n.list)) {
    const ir::Node& clause = node(id);
    communication(clause);
    auto& group = clause.token == 0 ? defaults : static_cast<Op>(clause.token) == Op::Send ? sends : receives;
    group.push_back(id);
  }
  std::ranges::reverse(receives);
  bool const one_channel = sends.size() + receives.size() == 1;
  std::vector<std::vector<NodeId>*> groups{&defaults, &sends, &receives};
  if (one_channel) groups = {&sends, &receives, &defaults};
  for (auto const* group : groups) {
    for (NodeId clause : *group) block(list(node(clause).list2));
  }
}

void Body::communication(const ir::Node& clause) {
  if (clause.token == 0) return;
  auto const statements = list(clause.list2);
  auto const first = std::ranges::find_if(statements, [&](NodeId each) { return node(each).op != Op::Declare; });
  if (first == statements.end()) return;
  const ir::Node& n = node(*first);
  if (n.op == Op::Send) {
    for (NodeId each : {n.x, n.y}) {
      order(each);
      hoist(each);
    }
    return;
  }
  NodeId at = n.op == Op::Assign ? n.y : n.op == Op::Recv ? *first : n.x;
  while (at && node(at).op != Op::Recv) at = node(at).x;
  if (!at) return;
  order(node(at).x);
  hoist(node(at).x);
}

}  // namespace escapement::walk
