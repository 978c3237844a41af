// Switch statements (specification: "Switch statements").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::NodeKind;
using syntax::Token;
using types::BasicKind;
using types::ObjectKind;
using types::VarRole;

void Checker::switch_statement(NodeId id) {
  syntax::views::Switch const view(tree_, id);
  ScopeGuard const scope(*this);
  statement(view.init());
  Operand tag;
  if (view.tag()) {
    tag = expr(view.tag());
    assign(tag, {}, "switch expression");
    if (tag && !types::comparable(t_, tag.type) && !types::has_nil(t_, tag.type)) {
      error(view.tag(), errors::kSwitch, fmt::format("values of type {} cannot be compared", text_of(tag)));
      tag.mode = Mode::Invalid;
    }
  } else {
    // Without an expression it is `switch true`.
    tag.mode = Mode::Constant;
    tag.type = basic(BasicKind::Bool);
    tag.value = Value::of(true);
  }
  one_default(view.clauses());
  SeenValues seen;
  for (NodeId clause_node : view.clauses()) {
    syntax::views::CaseClause const clause(tree_, clause_node);
    case_values(tag, clause.expressions(), seen);
    ScopeGuard const inner(*this);
    statements(clause.body());
  }
}

void Checker::one_default(std::span<const NodeId> clauses) {
  bool found = false;
  for (NodeId clause : clauses) {
    if ((node(clause).flags & syntax::kDefault) == 0) continue;
    if (found) error(clause, errors::kDuplicateCase, "there is a default already");
    found = true;
  }
}

void Checker::case_values(const Operand& tag, std::span<const NodeId> values, SeenValues& seen) {
  for (NodeId each : values) {
    Operand x = expr(each);
    if (!tag || !x || !convert_untyped(x, tag.type)) continue;
    comparison(each, x, tag, Token::Eql);
    // gc does not mind a boolean given twice.
    if (x.mode != Mode::Constant || !x.value || x.value.kind() == constant::Kind::Bool) continue;
    if (!seen.emplace(constant::exact_text(x.value), t_.canon(x.type).value).second) {
      error(each, errors::kDuplicateCase, fmt::format("case {} is given twice", source_of(each)));
    }
  }
}

// The type that a variable has in a clause: that of its only type; for several, for nil and by default that of the value.
TypeId Checker::case_types(const Operand& x, std::span<const NodeId> nodes, absl::flat_hash_set<uint32_t>& seen) {
  TypeId only;
  for (NodeId each : nodes) {
    NodeId const bare = unparen(each);
    ObjectId const object = node(bare).kind == NodeKind::Name ? lookup(name(bare)) : ObjectId();
    if (object && t_.object(object).kind == ObjectKind::Nil) {
      expr(each);
      only = {};
      if (!seen.insert(0).second) error(each, errors::kDuplicateCase, "case nil is given twice");
      continue;
    }
    only = var_type(each);
    if (is_valid(only) && !seen.insert(t_.canon(only).value).second) {
      error(each, errors::kDuplicateCase, fmt::format("case {} is given twice", source_of(each)));
      continue;
    }
    if (x && is_valid(only)) check_assertion(each, x.type, only);
  }
  if (nodes.size() == 1 && only) return only;
  return x ? x.type : t_.invalid();
}

void Checker::type_switch(NodeId id) {
  syntax::views::TypeSwitch const view(tree_, id);
  ScopeGuard const scope(*this);
  statement(view.init());
  Operand x = expr(syntax::views::TypeAssert(tree_, view.guard()).operand());
  if (x && !types::is_interface(t_, x.type)) {
    error(view.guard(), errors::kTypeSwitch, fmt::format("{} is not an interface", text_of(x)));
    x.mode = Mode::Invalid;
  }
  one_default(view.clauses());
  absl::flat_hash_set<uint32_t> seen;
  bool any_used = false;
  bool const named = view.name() && !is_blank(view.name());
  if (view.name() && !named) error(view.name(), errors::kDefine, "no new variable on the left of :=", ErrorStrength::Soft);
  for (NodeId clause_node : view.clauses()) {
    syntax::views::CaseClause const clause(tree_, clause_node);
    TypeId const type = case_types(x, clause.expressions(), seen);
    ScopeGuard const inner(*this);
    ObjectId object;
    if (named) {
      object = make_local(view.name(), ObjectKind::Var, VarRole::Local, type);
      info_.objects[view.name().value] = {};
      scopes_.enter(name(view.name()), object);
      info_.implicits[clause_node.value] = object;
    }
    statements(clause.body());
    any_used = any_used || (object && t_.object(object).used);
  }
  if (named && !any_used) {
    error(view.name(), errors::kUnusedVariable, fmt::format("{} is declared and not used", tree_.text(view.name())), ErrorStrength::Soft);
  }
}

}  // namespace escapement::check
