// What gc leaves out while it writes a body, because constants decide a branch or a statement cannot be
// reached (cmd/compile/internal/noder, writer.go: staticBool, terminates, switchStmt).
#include <algorithm>

#include "analysis/ir/lowering.h"

namespace escapement::ir {

using syntax::NodeKind;
using syntax::Token;

// What a condition is known to be, and what of it must still be evaluated: `f() && false` is false, but f
// runs.
Lowering::StaticCondition Lowering::static_condition(Ast id) {
  if (const constant::Value* const value = info_.value(id)) return {value->as_bool() ? Truth::True : Truth::False, id};
  const syntax::Node& n = ast(id);  // parentheses are not looked through
  if (n.kind == NodeKind::Unary && n.token() == Token::Not) return {static_operand(Ast(n.a)).truth, id};
  if (n.kind != NodeKind::Binary || (n.token() != Token::AndAnd && n.token() != Token::OrOr)) return {Truth::Unknown, id};
  // For || the same with the truths exchanged.
  Truth const decides = n.token() == Token::AndAnd ? Truth::False : Truth::True;
  Truth const neutral = n.token() == Token::AndAnd ? Truth::True : Truth::False;
  StaticCondition const left = static_operand(Ast(n.a));
  if (left.truth == decides) return {decides, left.remainder};
  StaticCondition const right = static_operand(Ast(n.b));
  if (left.truth != neutral && right.truth != decides) return {Truth::Unknown, id};
  return {right.truth, info_.value(left.remainder) != nullptr ? right.remainder : id};
}

// An operand of a condition: where a part of it decides, it is that part from now on.
Lowering::StaticCondition Lowering::static_operand(Ast id) {
  StaticCondition const out = static_condition(id);
  if (out.remainder != id) simplified_[id.value] = out.remainder;
  return out;
}

// Whether nothing after the statement can run, as far as gc looks.
bool Lowering::terminates(Ast id) {
  if (!id) return false;
  const syntax::Node& n = ast(id);
  switch (n.kind) {
    case NodeKind::ReturnStmt: return true;
    case NodeKind::BranchStmt: return n.token() == Token::Goto || range_scope_.plan.edits.contains(id.value);
    case NodeKind::ExprStmt: return is_panic(Ast(n.a));
    case NodeKind::Block: return last_terminates(tree_.list(n.a));
    case NodeKind::IfStmt: {
      syntax::views::If const view(tree_, id);
      Truth const truth = static_condition(view.condition()).truth;
      return (truth == Truth::False || terminates(view.then_block())) && (truth == Truth::True || terminates(view.else_branch()));
    }
    default: return false;
  }
}

bool Lowering::last_terminates(std::span<const Ast> list) {
  auto const last = std::find_if(list.rbegin(), list.rend(), [&](Ast each) { return ast(each).kind != NodeKind::EmptyStmt; });
  return last != list.rend() && terminates(*last);
}

bool Lowering::is_panic(Ast id) const {
  Ast const call_node = bare(id);
  if (ast(call_node).kind != NodeKind::Call) return false;
  Ast const function = bare(syntax::views::Call(tree_, call_node).function());
  if (ast(function).kind != NodeKind::Name || info_.modes[function.value] != check::Mode::Builtin) return false;
  return t_.object(info_.objects[function.value]).builtin == static_cast<uint8_t>(check::Builtin::Panic);
}

// The clauses of a switch that are compiled: where the tag and all cases up to the one that matches are
// constants, that clause alone, as the default.
Lowering::SwitchClauses Lowering::live_clauses(Ast tag, std::span<const Ast> all) {
  SwitchClauses const everything{{all.begin(), all.end()}, false};
  const constant::Value* const value = tag ? info_.value(tag) : nullptr;
  if (tag && value == nullptr) return everything;
  Ast matched;
  bool found = false;
  for (Ast clause_node : all) {
    syntax::views::CaseClause const clause(tree_, clause_node);
    if (clause.is_default()) matched = clause_node;
    for (Ast each : clause.expressions()) {
      const constant::Value* const candidate = info_.value(each);
      if (candidate == nullptr) return everything;
      found = value != nullptr ? constant::compare(*value, constant::CompareOp::Eql, *candidate) : candidate->as_bool();
      if (found) break;
    }
    if (found) {
      matched = clause_node;
      break;
    }
  }
  if (!matched) return {{}, true};
  auto const body_list = syntax::views::CaseClause(tree_, matched).body();
  bool const falls =
      !body_list.empty() && ast(body_list.back()).kind == NodeKind::BranchStmt && ast(body_list.back()).token() == Token::Fallthrough;
  if (falls) return everything;
  return {{matched}, true};
}

}  // namespace escapement::ir
