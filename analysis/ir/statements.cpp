// Statements, one short function each (cmd/compile/internal/noder: writer.stmt, reader.stmt). Assignments are
// in assignments.cpp, what branches in control_flow.cpp.
#include "analysis/ir/lowering.h"

namespace escapement::ir {

using syntax::NodeKind;
using syntax::Token;

// What can never run is not compiled: its literals, calls and messages do not exist (writer.stmts).
Lowering::Reaches Lowering::statements(std::span<const Ast> list, std::vector<NodeId>& out) {
  size_t last_label = 0;
  for (size_t i = 0; i < list.size(); ++i) {
    if (ast(list[i]).kind == NodeKind::LabeledStmt) last_label = i + 1;
  }
  bool dead = false;
  for (size_t i = 0; i < list.size(); ++i) {
    if (dead && i + 1 > last_label && ast(list[i]).kind != NodeKind::LabeledStmt) continue;
    statement(list[i], out);
    dead = terminates(list[i]);
  }
  return dead ? Reaches::No : Reaches::End;
}

std::vector<NodeId> Lowering::block(Ast id) {
  std::vector<NodeId> out;
  if (id) statements(tree_.list(ast(id).a), out);
  return out;
}

void Lowering::statement(Ast id, std::vector<NodeId>& out) {
  if (!id) return;
  switch (ast(id).kind) {
    case NodeKind::EmptyStmt: return;
    case NodeKind::ExprStmt: return expression_statement(id, out);
    case NodeKind::SendStmt: return send(id, out);
    case NodeKind::IncDec: return increment(id, out);
    case NodeKind::Assign: return assign(id, out);
    case NodeKind::GoStmt:
    case NodeKind::DeferStmt: return go_or_defer(id, out);
    case NodeKind::ReturnStmt:
      if (edited_for_range(id, out)) return;
      return return_statement(id, out);
    case NodeKind::BranchStmt:
      if (edited_for_range(id, out)) return;
      return branch(id, out);
    case NodeKind::Block: return nested_block(id, out);
    case NodeKind::LabeledStmt: return labelled(id, out);
    case NodeKind::IfStmt: return if_statement(id, out);
    case NodeKind::ForStmt: return for_statement(id, out);
    case NodeKind::RangeStmt: return range_statement(id, out);
    case NodeKind::SwitchStmt: return switch_statement(id, out);
    case NodeKind::TypeSwitchStmt: return type_switch(id, out);
    case NodeKind::SelectStmt: return select(id, out);
    case NodeKind::DeclStmt: return declaration(id, out);
    default: throw Unhandled{"a statement of an unknown kind", id};
  }
}

void Lowering::expression_statement(Ast id, std::vector<NodeId>& out) { out.push_back(expr(Ast(ast(id).a))); }

// A statement that runs first in the one that follows.
void Lowering::init_statement(Ast id, std::vector<NodeId>& out) {
  size_t const first = out.size();
  statement(id, out);
  for (size_t i = first; i < out.size(); ++i) unit_->node(out[i]).flags |= kOfNext;
}

void Lowering::send(Ast id, std::vector<NodeId>& out) {
  Node node = make(Op::Send, TypeId(), id);
  node.x = expr(Ast(ast(id).a));
  node.y = converted(Ast(ast(id).b), t_.elem(t_.underlying(unit_->node(node.x).type)));
  out.push_back(add(node));
}

void Lowering::increment(Ast id, std::vector<NodeId>& out) {
  Node node = make(Op::AssignOp, TypeId(), id);
  node.token = ast(id).op;
  node.x = expr(Ast(ast(id).a));
  out.push_back(add(node));
}

void Lowering::nested_block(Ast id, std::vector<NodeId>& out) {
  Node node = make(Op::Block, TypeId(), id);
  node.list = add_list(block(id));
  out.push_back(add(node));
}

void Lowering::labelled(Ast id, std::vector<NodeId>& out) {
  Node node = make(Op::Label, TypeId(), id);
  node.name = tree_.name(Ast(ast(id).a));
  out.push_back(add(node));
  statement(Ast(ast(id).b), out);
}

void Lowering::branch(Ast id, std::vector<NodeId>& out) {
  auto const op_of = [](Token token) {
    switch (token) {
      case Token::Break: return Op::Break;
      case Token::Continue: return Op::Continue;
      case Token::Goto: return Op::Goto;
      default: return Op::Fallthrough;
    }
  };
  Node node = make(op_of(ast(id).token()), TypeId(), id);
  if (ast(id).a != 0) node.name = tree_.name(Ast(ast(id).a));
  out.push_back(add(node));
}

// Constants and types leave nothing behind.
void Lowering::declaration(Ast id, std::vector<NodeId>& out) {
  const syntax::Node& group = ast(Ast(ast(id).a));
  if (group.token() != Token::Var) return;
  for (Ast spec : tree_.list(group.a)) define_vars(spec, out);
}

}  // namespace escapement::ir
