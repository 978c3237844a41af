// Statements (cmd/compile/internal/noder: writer.stmt, reader.stmt).
#include <fmt/format.h>

#include "analysis/ir/lowering.h"

namespace escapement::ir {

using check::Mode;
using syntax::NodeKind;
using syntax::Token;
using types::TypeKind;

void Lowering::statements(std::span<const Ast> list, std::vector<NodeId>& out) {
  for (Ast each : list) statement(each, out);
}

std::vector<NodeId> Lowering::block(Ast id) {
  std::vector<NodeId> out;
  if (id) statements(tree_.list(ast(id).a), out);
  return out;
}

void Lowering::statement(Ast id, std::vector<NodeId>& out) {
  if (!id) return;
  const syntax::Node& n = ast(id);
  switch (n.kind) {
    case NodeKind::EmptyStmt: return;
    case NodeKind::ExprStmt: out.push_back(expr(Ast(n.a))); return;
    case NodeKind::SendStmt: {
      Node node = make(Op::Send, TypeId(), id);
      node.x = expr(Ast(n.a));
      node.y = converted(Ast(n.b), t_.elem(t_.underlying(unit_->node(node.x).type)));
      out.push_back(add(node));
      return;
    }
    case NodeKind::IncDec: {
      Node node = make(Op::AssignOp, TypeId(), id);
      node.x = expr(Ast(n.a));
      out.push_back(add(node));
      return;
    }
    case NodeKind::Assign: assign(id, out); return;
    case NodeKind::GoStmt:
    case NodeKind::DeferStmt: {
      // The assignments to the wrapper's temporaries come before the statement.
      NodeId const statement_id = go_or_defer(id);
      NodeId const inner = unit_->node(statement_id).x;
      if (unit_->node(inner).op == Op::Block) {
        auto const parts = unit_->lists[unit_->node(inner).list];
        out.push_back(parts[0]);
        unit_->node(statement_id).x = parts[1];
      }
      out.push_back(statement_id);
      return;
    }
    case NodeKind::ReturnStmt: return_statement(id, out); return;
    case NodeKind::BranchStmt: {
      Op const op = n.token() == Token::Break      ? Op::Break
                    : n.token() == Token::Continue ? Op::Continue
                    : n.token() == Token::Goto     ? Op::Goto
                                                   : Op::Fallthrough;
      Node node = make(op, TypeId(), id);
      if (n.a != 0) node.name = tree_.name(Ast(n.a));
      out.push_back(add(node));
      return;
    }
    case NodeKind::Block: {
      Node node = make(Op::Block, TypeId(), id);
      node.list = add_list(block(id));
      out.push_back(add(node));
      return;
    }
    case NodeKind::LabeledStmt: {
      Node node = make(Op::Label, TypeId(), id);
      node.name = tree_.name(Ast(n.a));
      out.push_back(add(node));
      statement(Ast(n.b), out);
      return;
    }
    case NodeKind::IfStmt: if_statement(id, out); return;
    case NodeKind::ForStmt: for_statement(id, out); return;
    case NodeKind::RangeStmt: range_statement(id, out); return;
    case NodeKind::SwitchStmt: switch_statement(id, out); return;
    case NodeKind::TypeSwitchStmt: type_switch(id, out); return;
    case NodeKind::SelectStmt: select(id, out); return;
    case NodeKind::DeclStmt:
      if (ast(Ast(n.a)).token() == Token::Var) {
        for (Ast spec : tree_.list(ast(Ast(n.a)).a)) define_vars(spec, out);
      }
      return;
    default: throw Unhandled{"a statement of an unknown kind", id};
  }
}

void Lowering::define_vars(Ast spec, std::vector<NodeId>& out) {
  syntax::views::ValueSpec const view(tree_, spec);
  if (!view.values().empty()) return assign_values(spec, view.names(), view.values(), true, out);
  for (Ast name_node : view.names()) {
    ObjectId const object = info_.objects[name_node.value];
    if (!object) continue;
    check_supported(t_.type_of(object), name_node);
    out.push_back(declare(object));
    Node node = make(Op::Assign, TypeId(), name_node);
    node.flags = kDefine;
    node.x = local_node(locals_[object.value]);
    out.push_back(add(node));
  }
}

TypeId Lowering::target_type(Ast left) {
  Ast bare = left;
  while (ast(bare).kind == NodeKind::Paren) bare = Ast(ast(bare).a);
  if (ast(bare).kind == NodeKind::Name && program_.names().text(tree_.name(bare)) == "_") return {};
  if (ast(bare).kind == NodeKind::Name && info_.objects[bare.value]) return t_.type_of(info_.objects[bare.value]);
  return type_of(bare);
}

// The left side of an assignment; none for the blank identifier. A new variable is declared first.
NodeId Lowering::target(Ast left, bool define, std::vector<NodeId>& out) {
  Ast bare = left;
  while (ast(bare).kind == NodeKind::Paren) bare = Ast(ast(bare).a);
  if (ast(bare).kind == NodeKind::Name) {
    if (program_.names().text(tree_.name(bare)) == "_") return {};
    ObjectId const object = info_.objects[bare.value];
    if (!object) throw Unhandled{"an assignment to a name that denotes nothing", left};
    bool const fresh = define && !locals_.contains(object.value) && t_.object(object).role == types::VarRole::Local;
    if (fresh) {
      check_supported(t_.type_of(object), left);
      out.push_back(declare(object));
      return local_node(locals_[object.value]);
    }
    return object_use(object, bare);
  }
  return expr(bare);
}

void Lowering::assign(Ast id, std::vector<NodeId>& out) {
  syntax::views::Assign const view(tree_, id);
  if (view.op() == Token::Assign || view.op() == Token::Define) {
    return assign_values(id, view.left(), view.right(), view.op() == Token::Define, out);
  }
  Ast const left = view.left()[0];
  if (view.op() == Token::AddAssign && types::is_string(t_, type_of(left))) {
    // s += x is s = s + x.
    Node sum = make(Op::AddStr, type_of(left), id);
    std::vector<NodeId> operands{expr(left)};
    collect_operands(view.right()[0], operands);
    sum.list = add_list(std::move(operands));
    Node node = make(Op::AssignOp, TypeId(), id);
    node.token = static_cast<uint16_t>(Token::AddAssign);
    node.x = expr(left);
    node.y = add(sum);
    out.push_back(add(node));
    return;
  }
  Node node = make(Op::AssignOp, TypeId(), id);
  node.token = static_cast<uint16_t>(view.op());
  node.x = expr(left);
  node.y = expr(view.right()[0]);
  out.push_back(add(node));
}

void Lowering::assign_values(Ast id, std::span<const Ast> left, std::span<const Ast> right, bool define, std::vector<NodeId>& out) {
  uint8_t const flags = define ? kDefine : 0;
  if (left.size() == 1 && right.size() == 1) {
    Ast value = right[0];
    while (ast(value).kind == NodeKind::Paren) value = Ast(ast(value).a);
    if (ast(value).kind == NodeKind::FuncLit && ast(left[0]).kind == NodeKind::Name) {
      pending_label_ = std::string(tree_.text(left[0]));
    }
    Node node = make(Op::Assign, TypeId(), id);
    node.flags = flags;
    TypeId const type = target_type(left[0]);
    node.y = type ? converted(right[0], type) : expr(right[0]);
    pending_label_.clear();
    node.x = target(left[0], define, out);
    out.push_back(add(node));
    return;
  }
  if (right.size() == left.size()) {
    Node node = make(Op::AssignList, TypeId(), id);
    node.flags = flags;
    std::vector<NodeId> values;
    std::vector<NodeId> targets;
    for (size_t i = 0; i < left.size(); ++i) {
      TypeId const type = target_type(left[i]);
      values.push_back(type ? converted(right[i], type) : expr(right[i]));
    }
    for (Ast each : left) targets.push_back(target(each, define, out));
    node.list = add_list(std::move(targets));
    node.list2 = add_list(std::move(values));
    out.push_back(add(node));
    return;
  }
  // One expression with several values.
  NodeId const value = expr(right[0]);
  Op const value_op = unit_->node(value).op;
  Op op = Op::AssignCall;
  if (value_op == Op::IndexMap) op = Op::AssignMap;
  if (value_op == Op::Recv) op = Op::AssignRecv;
  if (value_op == Op::DotType) op = Op::AssignType;
  if (op == Op::AssignCall && value_op != Op::CallFunc && value_op != Op::CallInter) {
    throw Unhandled{"an assignment of several values from an unknown expression", id};
  }
  std::vector<TypeId> results;
  if (op == Op::AssignCall) {
    types::TypeList const elements = t_.elements(unit_->node(value).type);
    results.assign(elements.begin(), elements.end());
  } else {
    results = {unit_->node(value).type, t_.basic(types::BasicKind::Bool)};
  }
  Node node = make(op, TypeId(), id);
  node.flags = flags;
  node.x = value;
  std::vector<NodeId> targets;
  std::vector<NodeId> after;
  for (size_t i = 0; i < left.size(); ++i) {
    TypeId const type = target_type(left[i]);
    bool const converts = type && i < results.size() && !t_.identical(type, results[i]) && types::is_interface(t_, type);
    NodeId const to = target(left[i], define, out);
    if (!converts) {
      targets.push_back(to);
      continue;
    }
    // The value goes through a temporary of its own type.
    LocalId const local = temp(results[i], id);
    targets.push_back(local_node(local));
    Node assign_node = make(Op::Assign, TypeId(), id);
    assign_node.x = to;
    assign_node.y = convert(local_node(local), results[i], type, pos(id), true);
    after.push_back(add(assign_node));
  }
  node.list = add_list(std::move(targets));
  out.push_back(add(node));
  for (NodeId each : after) out.push_back(each);
}

void Lowering::return_statement(Ast id, std::vector<NodeId>& out) {
  auto const values = tree_.list(ast(id).a);
  Node node = make(Op::Return, TypeId(), id);
  const std::vector<LocalId> results = unit_->funcs[current_].results;
  if (values.size() == 1 && results.size() > 1) {
    // return f(): the results go through temporaries.
    NodeId const call_id = expr(values[0]);
    types::TypeList const types = t_.elements(unit_->node(call_id).type);
    Node assign_node = make(Op::AssignCall, TypeId(), id);
    assign_node.flags = kDefine;
    assign_node.x = call_id;
    std::vector<NodeId> temps;
    std::vector<NodeId> list;
    for (size_t i = 0; i < types.size(); ++i) {
      LocalId const local = temp(types[i], id);
      temps.push_back(local_node(local));
      list.push_back(convert(local_node(local), types[i], unit_->locals[results[i].value].type, pos(values[0]), true));
    }
    assign_node.list = add_list(std::move(temps));
    out.push_back(add(assign_node));
    node.list = add_list(std::move(list));
    out.push_back(add(node));
    return;
  }
  std::vector<NodeId> list;
  for (size_t i = 0; i < values.size(); ++i) list.push_back(converted(values[i], unit_->locals[results[i].value].type));
  node.list = add_list(std::move(list));
  out.push_back(add(node));
}

void Lowering::if_statement(Ast id, std::vector<NodeId>& out) {
  syntax::views::If const view(tree_, id);
  // A constant condition leaves one branch (writer.staticBool).
  const constant::Value* const known = info_.value(view.condition());
  statement(view.init(), out);
  if (known != nullptr && known->kind() == constant::Kind::Bool) {
    Node node = make(Op::Block, TypeId(), id);
    std::vector<NodeId> list;
    if (known->as_bool()) {
      list = block(view.then_block());
    } else {
      statement(view.else_branch(), list);
    }
    node.list = add_list(std::move(list));
    out.push_back(add(node));
    return;
  }
  Node node = make(Op::If, TypeId(), id);
  node.x = expr(view.condition());
  node.list = add_list(block(view.then_block()));
  std::vector<NodeId> otherwise;
  statement(view.else_branch(), otherwise);
  node.list2 = add_list(std::move(otherwise));
  out.push_back(add(node));
}

void Lowering::for_statement(Ast id, std::vector<NodeId>& out) {
  syntax::views::For const view(tree_, id);
  std::vector<NodeId> init;
  statement(view.init(), init);
  Node node = make(Op::For, TypeId(), id);
  if (view.condition()) node.x = expr(view.condition());
  std::vector<NodeId> post;
  statement(view.post(), post);
  if (!post.empty()) node.y = post[0];
  node.list = add_list(block(view.body()));
  // Variables that the init statement declares, for per-iteration copies.
  std::vector<NodeId> variables;
  for (NodeId each : init) {
    const Node& n = unit_->node(each);
    if (n.op == Op::Declare) variables.push_back(local_node(LocalId(n.ref)));
  }
  node.list2 = add_list(std::move(variables));
  for (NodeId each : init) out.push_back(each);
  out.push_back(add(node));
}

void Lowering::range_statement(Ast id, std::vector<NodeId>& out) {
  syntax::views::Range const view(tree_, id);
  NodeId const operand = expr(view.operand());
  TypeId const u = t_.underlying(unit_->node(operand).type);
  if (t_.kind(u) == TypeKind::Signature) throw Unhandled{"a range over a function", id};
  Node node = make(Op::Range, TypeId(), id);
  node.x = operand;
  bool const define = view.op() == Token::Define;
  NodeId const key = view.key() ? target(view.key(), define, out) : NodeId();
  NodeId const value = view.value() ? target(view.value(), define, out) : NodeId();
  node.flags = define ? kDefine : 0;
  node.list = add_list(block(view.body()));
  node.list2 = add_list({key, value});
  out.push_back(add(node));
}

void Lowering::switch_statement(Ast id, std::vector<NodeId>& out) {
  syntax::views::Switch const view(tree_, id);
  statement(view.init(), out);
  Node node = make(Op::Switch, TypeId(), id);
  TypeId tag;
  if (view.tag()) {
    node.x = expr(view.tag());
    tag = unit_->node(node.x).type;
  }
  std::vector<NodeId> clauses;
  for (Ast clause_node : view.clauses()) {
    syntax::views::CaseClause const clause(tree_, clause_node);
    Node entry = make(Op::Case, TypeId(), clause_node);
    std::vector<NodeId> values;
    for (Ast each : clause.expressions()) {
      bool const to_interface = tag && types::is_interface(t_, tag);
      values.push_back(to_interface ? converted(each, tag) : expr(each));
    }
    entry.list = add_list(std::move(values));
    std::vector<NodeId> body_list;
    statements(clause.body(), body_list);
    entry.list2 = add_list(std::move(body_list));
    clauses.push_back(add(entry));
  }
  node.list = add_list(std::move(clauses));
  out.push_back(add(node));
}

void Lowering::type_switch(Ast id, std::vector<NodeId>& out) {
  syntax::views::TypeSwitch const view(tree_, id);
  statement(view.init(), out);
  Node node = make(Op::TypeSwitch, TypeId(), id);
  node.x = expr(syntax::views::TypeAssert(tree_, view.guard()).operand());
  std::vector<NodeId> clauses;
  for (Ast clause_node : view.clauses()) {
    syntax::views::CaseClause const clause(tree_, clause_node);
    Node entry = make(Op::Case, TypeId(), clause_node);
    std::vector<NodeId> body_list;
    if (auto it = info_.implicits.find(clause_node.value); it != info_.implicits.end() && it->second) {
      check_supported(t_.type_of(it->second), clause_node);
      NodeId const declared = declare(it->second);
      // gc places the clause's variable at the clause's first type, or at the clause.
      LocalId const local(unit_->node(declared).ref);
      unit_->locals[local.value].pos = pos(clause.expressions().empty() ? clause_node : clause.expressions()[0]);
      entry.x = local_node(local);
      entry.y = declared;
    }
    statements(clause.body(), body_list);
    entry.list2 = add_list(std::move(body_list));
    clauses.push_back(add(entry));
  }
  node.list = add_list(std::move(clauses));
  out.push_back(add(node));
}

void Lowering::select(Ast id, std::vector<NodeId>& out) {
  Node node = make(Op::Select, TypeId(), id);
  std::vector<NodeId> clauses;
  for (Ast clause_node : tree_.list(ast(id).a)) {
    syntax::views::CommClause const clause(tree_, clause_node);
    Node entry = make(Op::Case, TypeId(), clause_node);
    std::vector<NodeId> list;
    statement(clause.communication(), list);
    statements(clause.body(), list);
    entry.list2 = add_list(std::move(list));
    clauses.push_back(add(entry));
  }
  node.list = add_list(std::move(clauses));
  out.push_back(add(node));
}

}  // namespace escapement::ir
