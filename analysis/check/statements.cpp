// Statements (specification: "Statements").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::NodeKind;
using syntax::Token;
using types::BasicKind;
using types::ObjectKind;
using types::VarRole;

namespace {

constexpr int kDeepestStatement = 4000;

Token operator_of(Token assignment) {
  switch (assignment) {
    case Token::AddAssign: return Token::Add;
    case Token::SubAssign: return Token::Sub;
    case Token::OrAssign: return Token::Or;
    case Token::XorAssign: return Token::Xor;
    case Token::MulAssign: return Token::Mul;
    case Token::QuoAssign: return Token::Quo;
    case Token::RemAssign: return Token::Rem;
    case Token::ShlAssign: return Token::Shl;
    case Token::ShrAssign: return Token::Shr;
    case Token::AndAssign: return Token::And;
    case Token::AndNotAssign: return Token::AndNot;
    default: return Token::None;
  }
}

}  // namespace

void Checker::body(NodeId block_node, uint32_t owner, TypeId type) {
  if (!block_node) return;
  ScopeGuard const scope(*this);
  size_t const first = declared_vars_.size();
  Signature const signature = t_.signature_of(type);
  if (signature.receiver != nullptr) enter_again(signature.receiver->object);
  for (const types::Parameter& p : signature.params) enter_again(p.object);
  for (const types::Parameter& r : signature.results) enter_again(r.object);
  functions_.push_back({owner, type, {}});
  statements(list(node(block_node).a));
  functions_.pop_back();
  resolve_labels(block_node);
  check_branches(block_node);
  if (!signature.results.empty() && !list_terminates(list(node(block_node).a))) {
    uint32_t const end = node(block_node).span().end;
    error(base::Span{end - 1, end}, errors::kMissingReturn, "a return is missing at the end of this function");
  }
  report_unused(first);
}

void Checker::statements(std::span<const NodeId> nodes) {
  for (NodeId each : nodes) statement(each);
}

void Checker::block(NodeId id) {
  if (!id) return;
  ScopeGuard const scope(*this);
  statements(list(node(id).a));
}

void Checker::statement(NodeId id) {
  if (!id) return;
  if (depth_ > kDeepestStatement) {
    error(id, errors::kNesting, "this statement is nested too deeply to be checked");
    return;
  }
  ++depth_;
  const syntax::Node& n = node(id);
  switch (n.kind) {
    case NodeKind::ExprStmt: expression_statement(id); break;
    case NodeKind::SendStmt: send_statement(id); break;
    case NodeKind::IncDec: inc_dec(id); break;
    case NodeKind::Assign: assign_statement(id); break;
    case NodeKind::GoStmt:
    case NodeKind::DeferStmt: suspended_call(NodeId(n.a)); break;
    case NodeKind::ReturnStmt: return_statement(id); break;
    case NodeKind::Block: block(id); break;
    case NodeKind::IfStmt: if_statement(id); break;
    case NodeKind::SwitchStmt: switch_statement(id); break;
    case NodeKind::TypeSwitchStmt: type_switch(id); break;
    case NodeKind::SelectStmt: select_statement(id); break;
    case NodeKind::ForStmt: for_statement(id); break;
    case NodeKind::RangeStmt: range_statement(id); break;
    case NodeKind::LabeledStmt: statement(NodeId(n.b)); break;
    case NodeKind::DeclStmt: local_declaration(NodeId(n.a)); break;
    case NodeKind::BadStmt: error(id, errors::kSyntax, "a syntax error stands here"); break;
    default: break;
  }
  --depth_;
}

namespace {

// Built-in functions that cannot stand as statements: their result is all they are for.
bool only_a_value(Builtin builtin) {
  switch (builtin) {
    case Builtin::Assert:
    case Builtin::Clear:
    case Builtin::Close:
    case Builtin::Copy:
    case Builtin::Delete:
    case Builtin::Panic:
    case Builtin::Print:
    case Builtin::Println:
    case Builtin::Recover: return false;
    default: return true;
  }
}

}  // namespace

void Checker::expression_statement(NodeId id) {
  NodeId const at(node(id).a);
  Operand const x = raw_expr(at);
  if (!x) return;
  NodeId const bare = unparen(at);
  const syntax::Node& n = node(bare);
  bool ok = n.kind == NodeKind::Unary && n.token() == Token::Arrow;
  if (n.kind == NodeKind::Call) {
    NodeId const function = unparen(syntax::views::Call(tree_, bare).function());
    Mode const mode = info_.modes[function.value];
    NodeId const named = node(function).kind == NodeKind::Selector ? NodeId(node(function).b) : function;
    ok = mode != Mode::Type;
    if (mode == Mode::Builtin) ok = !only_a_value(static_cast<Builtin>(t_.object(info_.objects[named.value]).builtin));
  }
  if (x.mode == Mode::Builtin || x.mode == Mode::Type) ok = false;
  if (!ok) error(at, errors::kUnusedValue, fmt::format("{} is not used", source_of(at)));
}

void Checker::suspended_call(NodeId id) {
  Operand const x = raw_expr(id);
  if (!x) return;
  NodeId const bare = unparen(id);
  if (node(bare).kind != NodeKind::Call) {
    error(id, errors::kSuspendedCall, "go and defer need a function call");
    return;
  }
  NodeId const function = unparen(syntax::views::Call(tree_, bare).function());
  Mode const mode = info_.modes[function.value];
  NodeId const named = node(function).kind == NodeKind::Selector ? NodeId(node(function).b) : function;
  bool const discards = mode == Mode::Builtin && only_a_value(static_cast<Builtin>(t_.object(info_.objects[named.value]).builtin));
  if (mode == Mode::Type || discards) error(id, errors::kSuspendedCall, fmt::format("{} cannot be suspended", source_of(id)));
}

void Checker::send_statement(NodeId id) {
  const syntax::Node& n = node(id);
  Operand const channel = expr(NodeId(n.a));
  Operand value = expr(NodeId(n.b));
  if (!channel || !value) return;
  if (TypeId const element = channel_element(id, channel, false)) assign(value, element, "send");
}

void Checker::inc_dec(NodeId id) {
  NodeId const at(node(id).a);
  Operand x = expr(at);
  if (!x) return;
  if (!types::is_numeric(t_, x.type)) {
    error(at, errors::kOperator, fmt::format("{} is not a number", source_of(at)));
    return;
  }
  TypeId const target = left_side(at);
  if (!target || !is_valid(target)) return;
  // x++ is x += 1, and the 1 fits every number.
}

void Checker::assign_statement(NodeId id) {
  syntax::views::Assign const view(tree_, id);
  if (view.op() == Token::Define) return define(id);
  if (view.op() == Token::Assign) return assign_vars(view.left(), view.right());
  if (view.left().size() != 1 || view.right().size() != 1) {
    error(id, errors::kCount, "an assignment with an operator takes one value");
    return;
  }
  Operand x = expr(view.left()[0]);
  Operand y = expr(view.right()[0]);
  Operand result = binary_operands(id, std::move(x), std::move(y), operator_of(view.op()));
  if (!result) return;
  // An untyped result cannot come about: the left side has a type.
  result.node = NodeId();
  assign_var(view.left()[0], result, "assignment");
}

// The current function's results as variables, also where they have no names.
std::span<const ObjectId> Checker::results_to_return() {
  FunctionContext& function = functions_.back();
  if (!function.results.empty()) return function.results;
  for (const types::Parameter& r : t_.signature_of(function.signature).results) {
    if (r.object) {
      function.results.push_back(r.object);
      continue;
    }
    types::Object result;
    result.kind = ObjectKind::Var;
    result.role = VarRole::Result;
    result.package = package_.id;
    result.type = r.type;
    function.results.push_back(t_.add(std::move(result)));
  }
  return function.results;
}

void Checker::return_statement(NodeId id) {
  std::span<const NodeId> const nodes = list(node(id).a);
  Signature const signature = t_.signature_of(functions_.back().signature);
  bool const named = !signature.results.empty() && signature.results[0].object;
  if (nodes.empty() && named) {
    for (const types::Parameter& r : signature.results) {
      if (r.name == program_.blank() || lookup(r.name) == r.object) continue;
      error(id, errors::kReturn, fmt::format("result {} is hidden by another {}", word(r.name), word(r.name)));
    }
    return;
  }
  if (nodes.empty() && signature.results.empty()) return;
  if (signature.results.empty()) {
    use_all(nodes);
    error(id, errors::kReturn, "the function has no results");
    return;
  }
  // A copy: literals among the values have functions of their own.
  std::span<const ObjectId> const results = results_to_return();
  init_vars(absl::InlinedVector<ObjectId, 4>(results.begin(), results.end()), nodes, id);
}

void Checker::condition(NodeId at) {
  Operand const x = expr(at);
  if (x && !types::is_boolean(t_, x.type)) error(at, errors::kCondition, "a condition must be boolean");
}

void Checker::if_statement(NodeId id) {
  syntax::views::If const view(tree_, id);
  ScopeGuard const scope(*this);
  statement(view.init());
  condition(view.condition());
  block(view.then_block());
  statement(view.else_branch());
}

void Checker::select_statement(NodeId id) {
  one_default(list(node(id).a));
  for (NodeId clause_node : list(node(id).a)) {
    syntax::views::CommClause const clause(tree_, clause_node);
    ScopeGuard const scope(*this);
    statement(clause.communication());
    statements(clause.body());
  }
}

void Checker::for_statement(NodeId id) {
  syntax::views::For const view(tree_, id);
  ScopeGuard const scope(*this);
  statement(view.init());
  if (view.condition()) condition(view.condition());
  statement(view.post());
  block(view.body());
}

}  // namespace escapement::check
